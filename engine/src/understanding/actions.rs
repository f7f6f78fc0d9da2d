//! From what was said to what is to be done: at most five actions, in the order said.

mod arguments;
mod clauses;
mod items;
mod preferences;
mod reference;

use chrono::{DateTime, Utc};

use crate::ids::ProductId;

use super::{
    arguments::Action,
    entities::{self, Entity},
    intent::Intent,
    products::CatalogueLexicon,
    text::Reading,
};

pub use arguments::shown_by;
pub(super) use preferences::named as preferences_in;
pub use reference::reference_in;

/// As many actions as one message may ask for.
pub const MOST_ACTIONS: usize = 5;

/// What a message is read with.
pub(super) struct Scene<'s> {
    pub(super) reading: &'s Reading<'s>,
    pub(super) entities: &'s [Entity],
    pub(super) lexicon: &'s CatalogueLexicon,
    pub(super) shown_products: &'s [ProductId],
    /// The intent of a part of the message and how sure it is, when it is clear.
    pub(super) classify: &'s dyn Fn(&str) -> Option<(Intent, f32)>,
}

/// What a message asks to be done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What the message as a whole wants, when its parts say more than the whole did.
    pub intent: Option<Intent>,
    /// How sure the least sure of its parts is, when it has several.
    pub confidence: Option<f32>,
    /// At most [`MOST_ACTIONS`].
    pub actions: Vec<Action>,
    /// What was said beyond them, in the shopper's words.
    pub overflow: Vec<String>,
}

/// The action that words about it describe, when the intent is known from elsewhere.
#[must_use]
pub fn of_words(
    intent: Intent,
    words: &str,
    lexicon: &CatalogueLexicon,
    shown_products: &[ProductId],
    now: DateTime<Utc>,
) -> Action {
    let reading = Reading::new(words);
    let entities = entities::find(&reading, lexicon, now);
    let scene = Scene {
        reading: &reading,
        entities: &entities,
        lexicon,
        shown_products,
        classify: &|_| None,
    };
    arguments::one(&scene, intent, 0, words.len())
}

/// Reads the actions out of a message whose intent as a whole is known.
pub(super) fn plan(scene: &Scene<'_>, whole: Intent) -> Plan {
    let clauses = clauses::split(scene.reading);
    let mut steps: Vec<(Action, String)> = Vec::new();
    let mut knowledge = 0;
    let several = clauses.len() > 1;
    let mut confidence = 1.0_f32;
    for &(start, end) in &clauses {
        let text = scene.reading.slice(start, end);
        let found = if several {
            (scene.classify)(text)
        } else {
            Some((whole, 1.0))
        };
        let Some((intent, sure)) = found else { continue };
        if matches!(intent, Intent::Greeting | Intent::Thanks | Intent::OutOfScope) {
            continue;
        }
        if !intent.is_task() {
            knowledge += 1;
        }
        confidence = confidence.min(sure);
        for action in arguments::build(scene, intent, start, end) {
            steps.push((action, text.trim().to_owned()));
        }
    }
    if several && steps.is_empty() && whole.is_task() {
        let all = scene.reading.text;
        steps = arguments::build(scene, whole, 0, all.len())
            .into_iter()
            .map(|action| (action, all.trim().to_owned()))
            .collect();
    }
    let steps = drop_repeats(drop_asides(join_search_and_add(steps)));
    let tasks = steps.iter().filter(|(action, _)| action.intent.is_task()).count();
    if tasks == 0 && knowledge > 0 {
        return Plan::default();
    }
    let intent = whole_intent(&steps, whole);
    let mut steps = steps.into_iter();
    let actions = steps
        .by_ref()
        .take(MOST_ACTIONS)
        .map(|(action, _)| action)
        .collect();
    let overflow = steps.map(|(action, said)| named(&action, &said)).collect();
    let confidence = (several && tasks > 1).then_some(confidence);
    Plan {
        intent,
        confidence,
        actions,
        overflow,
    }
}

/// "Show me running shoes and add to cart" is one action, not two.
fn join_search_and_add(steps: Vec<(Action, String)>) -> Vec<(Action, String)> {
    let mut joined: Vec<(Action, String)> = Vec::new();
    for (mut action, said) in steps {
        let adds = matches!(action.intent, Intent::AddToCart | Intent::SearchAndAddToCart);
        let points_back = action.arguments.product_query.is_none() && action.arguments.sku.is_none();
        if let Some((last, before)) = joined.last_mut()
            && adds
            && points_back
            && matches!(last.intent, Intent::ProductSearch | Intent::SearchAndAddToCart)
        {
            last.intent = Intent::SearchAndAddToCart;
            last.arguments.quantity = last.arguments.quantity.or(action.arguments.quantity);
            // What it points at is what the search will find.
            let pointed = action.arguments.reference.take();
            last.arguments.reference = last.arguments.reference.or(pointed);
            last.arguments.options.append(&mut action.arguments.options);
            before.push_str(" and ");
            before.push_str(&said);
            continue;
        }
        joined.push((action, said));
    }
    joined
}

/// "I wear 42 now, remember that" says once what is to be remembered: the part that names nothing is about the other.
fn drop_asides(mut steps: Vec<(Action, String)>) -> Vec<(Action, String)> {
    for intent in [Intent::SavePreference, Intent::ForgetPreference] {
        let names = |action: &Action| action.intent == intent && !action.arguments.preferences.is_empty();
        if steps.iter().any(|(action, _)| names(action)) {
            steps.retain(|(action, _)| action.intent != intent || names(action));
        }
    }
    steps
}

/// Saying the same twice does not ask for it twice, except for adding. A change in between makes it another request:
/// the cart shown after something was removed is not the cart shown before.
fn drop_repeats(steps: Vec<(Action, String)>) -> Vec<(Action, String)> {
    let mut kept: Vec<(Action, String)> = Vec::new();
    for step in steps {
        let adds = matches!(step.0.intent, Intent::AddToCart | Intent::AdjustCartQuantity);
        let latest = kept.iter().rposition(|(action, _)| changes(action.intent));
        let since = &kept[latest.unwrap_or(0)..];
        if adds || !since.iter().any(|(action, _)| *action == step.0) {
            kept.push(step);
        }
    }
    kept
}

/// Whether what is shown after it may differ from what was shown before.
fn changes(intent: Intent) -> bool {
    intent.is_task()
        && !matches!(
            intent,
            Intent::ProductSearch
                | Intent::ViewCart
                | Intent::OrderStatus
                | Intent::SupportStatus
                | Intent::MultiStatus
        )
}

fn whole_intent(steps: &[(Action, String)], whole: Intent) -> Option<Intent> {
    let intents: Vec<Intent> = steps.iter().map(|(action, _)| action.intent).collect();
    let status = |intent: &Intent| {
        matches!(
            intent,
            Intent::OrderStatus | Intent::ViewCart | Intent::SupportStatus | Intent::MultiStatus
        )
    };
    match intents.as_slice() {
        [] => None,
        // Products the catalogue does not know could not be told apart; several were asked for all the same.
        [Intent::AddToCart] if whole == Intent::AddMultipleToCart => Some(whole),
        [one] => Some(*one),
        many if many.iter().all(|intent| *intent == Intent::AddToCart) => Some(Intent::AddMultipleToCart),
        many if many.iter().all(status) => Some(Intent::MultiStatus),
        [first, ..] => Some(if whole == Intent::MultiStatus {
            whole
        } else {
            *first
        }),
    }
}

fn named(action: &Action, said: &str) -> String {
    match (&action.intent, &action.arguments.product_query) {
        // Several items of one list share their words; each is named by its own.
        (Intent::AddToCart, Some(query)) => match action.arguments.quantity {
            Some(quantity) => format!("add {quantity} {query}"),
            None => format!("add {query}"),
        },
        _ => said.to_owned(),
    }
}

#[cfg(test)]
mod tests;
