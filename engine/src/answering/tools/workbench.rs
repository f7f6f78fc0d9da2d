//! What the tools of one turn work on: the cart, live quotes, and the outcome as it grows.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    commerce::{
        cart::{Cart, CartLine, PricedCart, price},
        catalogue::{Catalogue, Product, Variant},
        shop::Shop,
    },
    conversation::event::{ActionProblem, ActionReport, ActionStatus, SuggestedAction},
    dialogue,
    ids::{ProductId, VariantId},
    language::Language,
    money::display_price,
    port::{catalogue::Quote, requests::RequestKey},
    replay::ListeningIds,
    turn::{Outcome, Turn},
    understanding::{Action, OpenQuestion, QuestionKind},
};

/// Products whose live stock a search needs at most.
pub(super) const SHOWN_PRODUCTS: usize = 6;

/// The bench of one turn.
pub(in crate::answering) struct Workbench<'a> {
    pub turn: &'a Turn,
    pub ids: ListeningIds<'a>,
    pub cart: Cart,
    pub cart_changed: bool,
    pub outcome: Outcome,
    quotes: HashMap<VariantId, Quote>,
}

impl<'a> Workbench<'a> {
    /// Lays out the turn's cart and the quotes of everything its actions may touch.
    pub fn new(turn: &'a Turn, ids: ListeningIds<'a>, quotes: Vec<Quote>) -> Self {
        let quotes = quotes
            .into_iter()
            .map(|quote| (quote.variant_id.clone(), quote))
            .collect();
        let dialogue = &turn.context.dialogue;
        let now = turn.context.now;
        let outcome = Outcome {
            open_question: dialogue.live_question(now).cloned(),
            flows: dialogue::live(&dialogue.flows, now).to_vec(),
            ..Outcome::default()
        };
        Self {
            turn,
            ids,
            cart: turn.context.cart.clone(),
            cart_changed: false,
            outcome,
            quotes,
        }
    }

    pub fn shop(&self) -> &'a Shop {
        &self.turn.context.shop
    }

    pub fn language(&self) -> Language {
        self.turn.language()
    }

    /// A sentence with its places filled.
    pub fn text(&self, code: &str, places: &[(&str, &str)]) -> String {
        self.shop().texts.fill(self.language(), code, places)
    }

    /// Several names as a person would say them.
    pub fn choices(&self, names: &[String], code: &str) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => self.text(code, &[("first", &first.join(", ")), ("last", last)]),
        }
    }

    /// A product with price and stock as they are now.
    pub fn live(&self, id: &ProductId) -> Option<Product> {
        let mut product = self.shop().catalogue.find(id.as_str())?.clone();
        for variant in &mut product.variants {
            if let Some(quote) = self.quotes.get(&variant.id) {
                variant.price = quote.price;
                variant.stock = quote.stock;
            }
        }
        if let Some(least) = product.variants.iter().map(|variant| variant.price).min() {
            product.price = product.price.min(least).max(least);
        }
        Some(product)
    }

    /// The cart priced against live quotes.
    pub fn priced_cart(&self) -> PricedCart {
        let live = self
            .cart
            .lines
            .iter()
            .filter_map(|line| self.live(&line.product_id))
            .collect();
        let now = self.turn.context.now;
        price(&self.cart, &Catalogue::new(live), &self.shop().pricing, now)
    }

    /// The product and variant of a cart line.
    pub fn line(&self, line: &CartLine) -> Option<(Product, Variant)> {
        let product = self.live(&line.product_id)?;
        let variant = product.variant(line.variant_id.as_str())?.clone();
        Some((product, variant))
    }

    pub fn money(&self, amount: &str) -> String {
        let parsed = crate::money::Minor::parse(amount).unwrap_or_default();
        display_price(parsed, &self.shop().pricing.currency)
    }

    pub fn done(&mut self, action: &Action, result: Option<Value>, sentence: String) {
        self.report(action, ActionStatus::Done, result, None, sentence);
    }

    pub fn refused(&mut self, action: &Action, code: &str, sentence: String) {
        let problem = ActionProblem {
            code: code.to_owned(),
            detail: sentence.clone(),
        };
        self.report(action, ActionStatus::Refused, None, Some(problem), sentence);
    }

    /// Names an effect of this turn, so that a turn that is computed again finds it done.
    pub fn request_key(&self, action: &Action) -> Option<RequestKey> {
        let message = self.turn.inbound.first()?.message_id;
        let order = action.arguments.order.as_deref().unwrap_or_default();
        Some(RequestKey {
            scope: format!("chat {}", self.turn.conversation_id),
            key: format!("{message} {} {order}", action.intent),
            body_hash: String::new(),
        })
    }

    /// Asks back. A question is asked once: what else is unclear waits in the queue behind it.
    pub fn asks(&mut self, action: &Action, question: OpenQuestion, sentence: String) {
        let code = if question.options.is_empty() {
            "confirmation_needed"
        } else {
            "choice_needed"
        };
        let problem = ActionProblem {
            code: code.to_owned(),
            detail: sentence.clone(),
        };
        if self.is_asking() {
            return self.waits_with(action, problem);
        }
        self.outcome.suggested_actions = buttons(&question, |code| self.text(code, &[]));
        self.outcome.open_question = Some(question);
        self.report(
            action,
            ActionStatus::NeedsConfirmation,
            None,
            Some(problem),
            sentence,
        );
    }

    /// Puts the question that was open again, behind the answer to something else.
    pub fn reminds(&mut self, question: OpenQuestion, sentence: &str) {
        if self.outcome.suggested_actions.is_empty() {
            self.outcome.suggested_actions = buttons(&question, |code| self.text(code, &[]));
        }
        self.outcome.open_question = Some(question);
        self.outcome.reminder = Some(self.text("flow_resumed", &[("question", sentence)]));
    }

    /// Has an action wait behind the question of this turn.
    pub fn waits(&mut self, action: &Action) {
        let problem = ActionProblem {
            code: "confirmation_needed".to_owned(),
            detail: String::new(),
        };
        self.waits_with(action, problem);
    }

    fn waits_with(&mut self, action: &Action, problem: ActionProblem) {
        self.outcome.queue.push(action.clone());
        let status = ActionStatus::NeedsConfirmation;
        self.report(action, status, None, Some(problem), String::new());
    }

    /// Whether this very turn has asked something already.
    pub fn is_asking(&self) -> bool {
        self.outcome
            .actions
            .iter()
            .any(|report| report.status == ActionStatus::NeedsConfirmation)
    }

    fn report(
        &mut self,
        action: &Action,
        status: ActionStatus,
        result: Option<Value>,
        problem: Option<ActionProblem>,
        sentence: String,
    ) {
        self.outcome.actions.push(ActionReport {
            name: action.intent.as_str().to_owned(),
            arguments: serde_json::to_value(&action.arguments).unwrap_or_default(),
            status,
            result,
            problem,
        });
        if !sentence.is_empty() {
            self.outcome.sentences.push(sentence);
        }
    }

    /// Closes the bench: a changed cart goes into the outcome.
    pub fn finish(mut self) -> (Outcome, Option<PricedCart>) {
        let shown = (self.cart_changed || self.outcome.show_cart).then(|| self.priced_cart());
        if self.cart_changed {
            self.outcome.cart = Some(self.cart);
        }
        (self.outcome, shown)
    }
}

/// Buttons under one question.
const MOST_BUTTONS: usize = 6;

fn buttons(question: &OpenQuestion, text: impl Fn(&str) -> String) -> Vec<SuggestedAction> {
    if question.kind == QuestionKind::Confirm {
        // What a button says is what the shopper would have written, in the conversation's language.
        return ["button_yes", "button_no"]
            .map(|code| SuggestedAction::new(text(code), text(code).to_lowercase()))
            .to_vec();
    }
    let offered = question.options.iter().take(MOST_BUTTONS);
    offered
        .map(|option| SuggestedAction::new(option, option))
        .collect()
}

/// Every product that an action or the cart may touch, so that one read brings their live quotes.
pub(in crate::answering) fn products_of(turn: &Turn, actions: &[Action]) -> Vec<ProductId> {
    let mut wanted: Vec<ProductId> = turn
        .context
        .cart
        .lines
        .iter()
        .map(|line| line.product_id.clone())
        .collect();
    for action in actions {
        wanted.extend(super::search::candidates(turn, action));
        wanted.extend(
            turn.context
                .dialogue
                .shown_products
                .iter()
                .take(SHOWN_PRODUCTS)
                .cloned(),
        );
    }
    wanted.sort();
    wanted.dedup();
    wanted
}
