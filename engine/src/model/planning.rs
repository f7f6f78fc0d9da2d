//! The planner: a model proposes which tools to call, and the engine takes the plan or leaves it.
//!
//! A plan becomes part of the turn's understanding, no more. What the built-in plan may not do, a model's may not do
//! either: confirmations, stock, ownership and the gate are looked at where everything is done.

use rust_decimal::{Decimal, prelude::FromPrimitive};

use super::{
    Assistant,
    exchange::{Arm, Exchange},
    masking::Mask,
    prompts::language_name,
    rules::DecisionPolicy,
    tool_calls::{self, Step, Unfit, Which, Wish},
    tools,
};
use crate::{
    commerce::search::{ProductFilter, ProductSort, find_products},
    conversation::state::SenderKind,
    language::Language,
    money::Minor,
    port::model::{ModelMessage, ModelRequest, Purpose},
    turn::Turn,
    understanding::{
        Action, Candidate, EntityKind, Intent, Origin, Reference, Understanding, actions, injection,
    },
};

/// Earlier messages that the planner reads.
const EARLIER: usize = 8;
/// Products that one look-up tells of.
const LOOKED_UP: usize = 6;

/// Asks the planner where the rules say so, and takes its plan into the turn's understanding where it holds. Whatever
/// goes wrong leaves the built-in plan standing.
pub async fn plan(turn: &mut Turn, assistant: &Assistant) {
    let rules = &assistant.rules.planner;
    if !rules.enabled {
        return;
    }
    let is_chosen = rules.is_for(turn.conversation_id);
    turn.model.arm = Some(if is_chosen { Arm::Planner } else { Arm::Classifier });
    if let Some(why) = left_alone(turn, rules.policy, is_chosen) {
        turn.model.not_planned = Some(why.to_owned());
        return;
    }
    let mut mask = Mask::default();
    let mut request = request(turn, assistant, &mut mask);
    for round in 0..=rules.lookups {
        let within = turn
            .model
            .time_left(assistant.rules.turn_budget)
            .min(assistant.rules.call_deadline);
        let reply = match assistant.model.plan(&request, within).await {
            Ok(reply) => reply,
            Err(error) => {
                let failed = Exchange::failed(Purpose::Plan, &request, &error, String::new());
                turn.model.exchanges.push(failed);
                return;
            }
        };
        let exchange = Exchange::answered(Purpose::Plan, &request, &reply);
        let calls: Vec<_> = reply.calls.iter().map(|call| mask.restore_call(call)).collect();
        let wishes = tool_calls::read(&calls);
        match wishes.and_then(|wishes| next(turn, assistant, wishes, round < rules.lookups)) {
            Ok(Next::Follow(proposal)) => {
                turn.model.exchanges.push(exchange);
                turn.model.execution = Some(rules.execution);
                follow(turn, proposal);
                return;
            }
            Ok(Next::LookUp(results)) => {
                turn.model.exchanges.push(exchange);
                request.messages.push(ModelMessage::Calls { calls: reply.calls });
                request.messages.extend(results);
            }
            Err(unfit) => {
                turn.model.exchanges.push(exchange.refused(unfit.as_str()));
                return;
            }
        }
    }
}

/// Why the planner is not asked.
fn left_alone(turn: &Turn, policy: DecisionPolicy, is_chosen: bool) -> Option<&'static str> {
    let Some(understanding) = &turn.understanding else {
        return Some("not_understood");
    };
    let wants_several = understanding.actions.len() > 1 || !understanding.overflow.is_empty();
    let reasons = [
        // Whoever tries to overrule the assistant never reaches a model that can call tools, not in later turns either.
        (understanding.injection, "injection"),
        (understanding.language == Language::Other, "language"),
        (understanding.handoff.is_some(), "handoff"),
        // What was asked and is answered is filled by rules.
        (understanding.answers_question, "answers_question"),
        (is_small_talk(understanding), "small_talk"),
        (!is_chosen, "canary"),
        (
            policy == DecisionPolicy::ClassifierFirst && !wants_several,
            "classifier_first",
        ),
    ];
    reasons.iter().find(|(holds, _)| *holds).map(|(_, why)| *why)
}

fn is_small_talk(understanding: &Understanding) -> bool {
    matches!(understanding.intent, Intent::Greeting | Intent::Thanks) && understanding.confidence >= 0.9
}

fn request(turn: &Turn, assistant: &Assistant, mask: &mut Mask) -> ModelRequest {
    let (shop, now) = (&turn.context.shop, turn.context.now);
    for message in &turn.context.recent {
        mask.learn(&message.text, &shop.lexicon);
    }
    mask.learn(&turn.text(), &shop.lexicon);
    let mut messages: Vec<ModelMessage> = Vec::new();
    let skipped = turn.context.recent.len().saturating_sub(EARLIER);
    for message in turn.context.recent.iter().skip(skipped) {
        if message.sender == SenderKind::Customer && injection::is_injection(&message.text) {
            continue;
        }
        let text = mask.hide(&message.text, &shop.lexicon, now);
        messages.push(match message.sender {
            SenderKind::Customer => ModelMessage::User { text },
            SenderKind::AiBot | SenderKind::BusinessHuman => ModelMessage::Assistant { text },
        });
    }
    let first = messages
        .iter()
        .position(|message| matches!(message, ModelMessage::User { .. }))
        .unwrap_or(messages.len());
    messages.drain(..first);
    let said = mask.hide(&turn.text(), &shop.lexicon, now);
    messages.push(ModelMessage::User {
        text: format!(
            "<situation>\n{}</situation>\n<message>\n{}\n</message>",
            situation(turn),
            tame(&said)
        ),
    });
    ModelRequest {
        business_id: turn.business_id,
        prompt: assistant.prompts.plan.version(),
        system: assistant.prompts.plan.fill(&[
            ("shop", &shop.profile.name),
            ("agent", &shop.profile.agent_name),
            ("language", language_name(turn.language())),
        ]),
        messages,
        tools: tools::descriptions(),
        must_call: false,
        shared: false,
    }
}

/// What the shopper's words may point at.
fn situation(turn: &Turn) -> String {
    let catalogue = &turn.context.shop.catalogue;
    let mut lines = String::new();
    for line in &turn.context.cart.lines {
        if let Some(product) = catalogue.find(line.product_id.as_str()) {
            let options = product
                .variant(line.variant_id.as_str())
                .map(|variant| variant.options.values().cloned().collect::<Vec<_>>().join(", "))
                .unwrap_or_default();
            lines.push_str(&format!(
                "in the cart: {} x {} ({options})\n",
                line.quantity, product.name
            ));
        }
    }
    for (place, id) in turn
        .context
        .dialogue
        .shown_products
        .iter()
        .take(LOOKED_UP)
        .enumerate()
    {
        if let Some(product) = catalogue.find(id.as_str()) {
            lines.push_str(&format!("shown in place {}: {}\n", place + 1, product.name));
        }
    }
    if turn.context.signed_in.is_some() {
        lines.push_str("the shopper is signed in\n");
    }
    lines
}

/// A text that cannot close the marks it stands between.
pub(super) fn tame(text: &str) -> String {
    text.replace('<', "‹").replace('>', "›")
}

enum Next {
    Follow(Proposal),
    LookUp(Vec<ModelMessage>),
}

/// What a planner proposes, as far as it holds.
struct Proposal {
    intent: Intent,
    confidence: f32,
    actions: Vec<Action>,
    overflow: Vec<String>,
}

fn next(turn: &Turn, assistant: &Assistant, wishes: Vec<Wish>, may_look_up: bool) -> Result<Next, Unfit> {
    let looks: Vec<(&str, &str)> = wishes
        .iter()
        .filter_map(|wish| match wish {
            Wish::LookUp { call_id, query } => Some((call_id.as_str(), query.as_str())),
            _ => None,
        })
        .collect();
    if looks.is_empty() {
        return propose(turn, assistant, wishes).map(Next::Follow);
    }
    if !may_look_up {
        return Err(Unfit::ToolLoop);
    }
    // Each call has to be answered; what else was called waits until it is known what there is.
    let results = wishes.iter().filter_map(|wish| match wish {
        Wish::LookUp { call_id, query } => Some(ModelMessage::Result {
            call_id: call_id.clone(),
            text: look_up(turn, query),
        }),
        _ => None,
    });
    if looks.len() < wishes.len() {
        // Looking and acting at once leaves calls without an answer, which no endpoint takes.
        return Err(Unfit::InvalidArguments);
    }
    Ok(Next::LookUp(results.collect()))
}

fn look_up(turn: &Turn, query: &str) -> String {
    let shop = &turn.context.shop;
    let filter = ProductFilter {
        query: Some(query.to_owned()),
        ..ProductFilter::default()
    };
    let found = find_products(&shop.catalogue, &shop.lexicon, &filter, ProductSort::Relevance);
    let lines: Vec<String> = found
        .iter()
        .take(LOOKED_UP)
        .map(|product| {
            let values = |option: &str| product.option_values(option).join(", ");
            format!(
                "{}; sizes: {}; colours: {}",
                product.name,
                values("size"),
                values("color")
            )
        })
        .collect();
    if lines.is_empty() {
        "nothing fits".to_owned()
    } else {
        lines.join("\n")
    }
}

fn propose(turn: &Turn, assistant: &Assistant, wishes: Vec<Wish>) -> Result<Proposal, Unfit> {
    let rules = &assistant.rules.planner;
    let mut confidence = 1.0_f32;
    let mut actions: Vec<Action> = Vec::new();
    let mut overflow: Vec<String> = Vec::new();
    let mut asks = false;
    for wish in wishes {
        match wish {
            Wish::Answer { confidence: sure } => {
                asks = true;
                confidence = confidence.min(sure);
            }
            Wish::Act(step) => {
                confidence = confidence.min(step.confidence);
                let action = action(turn, &step);
                let adds = matches!(action.intent, Intent::AddToCart | Intent::AdjustCartQuantity);
                if !adds && actions.contains(&action) {
                    continue;
                }
                if actions.len() < rules.most_actions {
                    actions.push(action);
                } else {
                    overflow.push(in_words(&step));
                }
            }
            Wish::LookUp { .. } => {}
        }
    }
    if confidence < rules.least_confidence {
        return Err(Unfit::BelowConfidence);
    }
    let intent = match actions.as_slice() {
        [] => question_intent(turn),
        [one] => one.intent,
        many if many.iter().all(|action| action.intent == Intent::AddToCart) => Intent::AddMultipleToCart,
        [first, ..] => first.intent,
    };
    if asks && !actions.is_empty() {
        actions.push(Action::bare(Intent::GeneralQuestion));
    }
    Ok(Proposal {
        intent,
        confidence,
        actions,
        overflow,
    })
}

/// The matter of a question stays what the classifier found, where it found one.
fn question_intent(turn: &Turn) -> Intent {
    let known = turn.understanding.iter().flat_map(|understanding| {
        let first = [understanding.intent].into_iter();
        first.chain(understanding.candidates.iter().map(|candidate| candidate.intent))
    });
    known
        .into_iter()
        .find(|intent| intent.is_knowledge())
        .unwrap_or(Intent::GeneralQuestion)
}

/// What a step means, read by the same grammar as the shopper's own words and resolved against the live catalogue.
fn action(turn: &Turn, step: &Step) -> Action {
    let (shop, said) = (&turn.context.shop, &step.said);
    let shown = &turn.context.dialogue.shown_products;
    let words = said
        .product
        .as_deref()
        .or(said.preference.as_deref())
        .or(said.order.as_deref())
        .unwrap_or_default();
    let mut action = actions::of_words(step.intent, words, &shop.lexicon, shown, turn.context.now);
    let arguments = &mut action.arguments;
    arguments.quantity = said.quantity.or(arguments.quantity);
    arguments.delta = said.change.or(arguments.delta);
    for (option, value) in [("size", &said.size), ("color", &said.color)] {
        if let Some(value) = value {
            let known = shop.lexicon.option_value(option, value);
            let value = known.unwrap_or_else(|| value.clone());
            arguments.options.insert(option.to_owned(), value);
        }
    }
    arguments.price_min = said.min_price.and_then(price).or(arguments.price_min);
    arguments.price_max = said.max_price.and_then(price).or(arguments.price_max);
    if let Some(code) = &said.code {
        arguments.code = Some(code.trim().to_uppercase());
    }
    let pointed = said
        .position
        .map(Reference::Ordinal)
        .or(said.which.map(|which| match which {
            Which::That => Reference::That,
            Which::Last => Reference::Last,
            Which::All => Reference::All,
            Which::Cheapest => Reference::Cheapest,
            Which::Dearest => Reference::Dearest,
        }));
    if let Some(reference) = pointed {
        arguments.reference = Some(reference);
        if said.product.is_none() {
            arguments.product_ids = actions::shown_by(reference, shown);
        }
    }
    if step.intent == Intent::ChangeOrderAddress {
        // An address is taken from the shopper's own words alone; the model never saw it.
        let entities = turn
            .understanding
            .iter()
            .flat_map(|understanding| &understanding.entities);
        arguments.address = entities
            .filter(|entity| entity.kind == EntityKind::Address)
            .find_map(|entity| serde_json::from_value(entity.value.clone()).ok());
    }
    action
}

fn price(amount: f64) -> Option<Minor> {
    Minor::from_decimal(Decimal::from_f64(amount)?.round_dp(2)).ok()
}

/// What was left over, as a button can say it.
fn in_words(step: &Step) -> String {
    let what = step.intent.as_str().replace('_', " ");
    match (&step.said.quantity, &step.said.product) {
        (Some(quantity), Some(product)) => format!("{what}: {quantity} {product}"),
        (None, Some(product)) => format!("{what}: {product}"),
        _ => what,
    }
}

fn follow(turn: &mut Turn, proposal: Proposal) {
    let Some(understanding) = &mut turn.understanding else {
        return;
    };
    let Proposal {
        intent,
        confidence,
        actions,
        overflow,
    } = proposal;
    understanding
        .candidates
        .retain(|candidate| candidate.intent != intent);
    let first = Candidate {
        intent,
        probability: confidence,
        origin: Origin::Planner,
    };
    understanding.candidates.insert(0, first);
    understanding.candidates.truncate(5);
    understanding.intent = intent;
    understanding.confidence = confidence;
    understanding.actions = actions;
    understanding.overflow = overflow;
    understanding.out_of_scope = 0.0;
}
