//! A question the assistant has asked, and whether a message answers it.

mod correction;
mod words;

use serde::{Deserialize, Serialize};

use crate::{dialogue::SlotKind, ids::ProductId};

use super::{
    actions::{preferences_in, reference_in},
    arguments::{Action, Reference},
    entities::{Entity, EntityKind, address::Address, quantity},
    intent::Intent,
    text::Reading,
};

use self::words::{BUT, CANCEL, NO, POLITE, SIGNED_IN, YES};

/// What was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionKind {
    /// Which of several products; the ids stand in the order of the options.
    WhichProduct {
        /// The products to choose from.
        product_ids: Vec<ProductId>,
    },
    /// Which size, colour or other option of one product.
    WhichVariant {
        /// The product.
        product_id: ProductId,
        /// The options not yet chosen, the one asked for first.
        missing: Vec<String>,
    },
    /// Whether to do it.
    Confirm,
    /// How many.
    HowMany,
    /// Which order.
    WhichOrder,
    /// Where to.
    WhichAddress {
        /// The addresses to choose from, in the order of the options.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        addresses: Vec<Address>,
    },
    /// Which discount code.
    WhichCode,
    /// What to remember or to forget.
    WhichPreference,
    /// That the shopper signs in.
    SignIn,
}

/// A question that waits for its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// What was asked.
    pub kind: QuestionKind,
    /// What will be done once it is answered.
    pub pending: Action,
    /// The answers that were offered, as shown.
    pub options: Vec<String>,
}

/// What a message did to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Filled {
    /// It is answered; this can be done.
    Complete(Action),
    /// Part of it is answered; this remains to be asked.
    Partial(OpenQuestion),
    /// The shopper does not want it any more.
    Cancelled,
    /// The answer was no.
    Declined,
    /// Another one than that, without saying which.
    Another(SlotKind),
    /// The message speaks of something else; the question stays open.
    NotAnAnswer,
}

/// Reads a message as the answer to a question.
///
/// An answer is short and says what was asked; a longer message that asks for something else
/// leaves the question open.
#[must_use]
pub fn fill(question: &OpenQuestion, text: &str, entities: &[Entity]) -> Filled {
    let said = text.trim().trim_matches(['.', '!', '"', '\'']).trim();
    if said.is_empty() {
        return Filled::NotAnAnswer;
    }
    let reading = Reading::new(said);
    if CANCEL.is_match(said) && reading.tokens.len() <= 8 {
        return Filled::Cancelled;
    }
    if let Some(kind) = correction::another(question, said, entities) {
        return Filled::Another(kind);
    }
    let no = NO.find(said);
    // "No, two" and "no, the blue one" correct rather than decline.
    let rest = no.map_or(said, |no| {
        said.get(no.end()..)
            .unwrap_or_default()
            .trim_start_matches([',', ' ', '.', '-'])
    });
    match &question.kind {
        QuestionKind::Confirm => confirm(question, said, no.is_some(), rest, entities),
        QuestionKind::WhichProduct { product_ids } => {
            which_product(question, product_ids, rest, entities, no.is_some())
        }
        QuestionKind::WhichVariant { missing, .. } => {
            which_variant(question, missing, rest, entities, no.is_some())
        }
        QuestionKind::HowMany => {
            let count = first_count(rest).filter(|_| reading.tokens.len() <= 8);
            with(question, no.is_some(), count, |action, count| {
                action.arguments.quantity = Some(count)
            })
        }
        QuestionKind::WhichOrder => {
            let named = text_of(entities, EntityKind::Order).or_else(|| bare_order(rest));
            with(question, no.is_some(), named, |action, order| {
                action.arguments.order = Some(order)
            })
        }
        QuestionKind::WhichAddress { addresses } => {
            let address = entities
                .iter()
                .find(|entity| entity.kind == EntityKind::Address)
                .and_then(|entity| serde_json::from_value::<Address>(entity.value.clone()).ok())
                .or_else(|| chosen(question, addresses, rest));
            with(question, no.is_some(), address, |action, address| {
                action.arguments.address = Some(address)
            })
        }
        QuestionKind::WhichPreference => {
            let forgetting = question.pending.intent == Intent::ForgetPreference;
            let found: Vec<&Entity> = entities.iter().collect();
            let mut said = preferences_in(rest, &found, forgetting);
            if said.is_empty() && !forgetting {
                said.extend(bare_size(&reading).map(|size| ("size".to_owned(), size)));
            }
            let said = (!said.is_empty() && reading.tokens.len() <= 12).then_some(said);
            with(question, no.is_some(), said, |action, said| {
                action.arguments.preferences = said;
            })
        }
        QuestionKind::SignIn if no.is_some() => Filled::Declined,
        QuestionKind::SignIn => {
            let is_done = SIGNED_IN.is_match(said) || YES.is_match(said);
            if is_done && reading.tokens.len() <= 8 {
                Filled::Complete(question.pending.clone())
            } else {
                Filled::NotAnAnswer
            }
        }
        QuestionKind::WhichCode => {
            let code = text_of(entities, EntityKind::DiscountCode).or_else(|| {
                let word = (reading.tokens.len() == 1).then(|| rest.to_uppercase())?;
                (word.len() >= 3).then_some(word)
            });
            with(question, no.is_some(), code, |action, code| {
                action.arguments.code = Some(code)
            })
        }
    }
}

/// Whether a message says "never mind" and nothing else.
#[must_use]
pub fn is_never_mind(text: &str) -> bool {
    let said = text.trim().trim_matches(['.', '!', ',', '"', '\'']).trim();
    let names_order = ["cancel", "annul", "abbrech", "abbrich"];
    if names_order.iter().any(|word| said.to_lowercase().contains(word)) {
        // By itself it may well mean an order.
        return false;
    }
    CANCEL.find(said).is_some_and(|found| {
        let rest = POLITE.replace_all(said.get(found.end()..).unwrap_or_default(), "");
        rest.chars().all(|letter| !letter.is_alphanumeric())
    })
}

/// A yes or a no with nothing but politeness around it, for when nothing was asked.
#[must_use]
pub fn lone_answer(text: &str) -> Option<bool> {
    let said = text.trim().trim_matches(['.', '!', ',', '"', '\'']).trim();
    let is_yes = NO.find(said).is_none();
    let answer = if is_yes { YES.find(said)? } else { NO.find(said)? };
    if matches!(answer.as_str().to_lowercase().as_str(), "wait" | "hold on") {
        return None;
    }
    let rest = POLITE.replace_all(said.get(answer.end()..).unwrap_or_default(), "");
    let is_alone = rest.chars().all(|letter| !letter.is_alphanumeric());
    is_alone.then_some(is_yes)
}

fn with<V>(question: &OpenQuestion, no: bool, value: Option<V>, set: impl FnOnce(&mut Action, V)) -> Filled {
    match value {
        Some(value) => {
            let mut action = question.pending.clone();
            set(&mut action, value);
            Filled::Complete(action)
        }
        None if no => Filled::Declined,
        None => Filled::NotAnAnswer,
    }
}

/// One of the addresses that were offered.
fn chosen(question: &OpenQuestion, addresses: &[Address], said: &str) -> Option<Address> {
    let reading = Reading::new(said);
    let place = by_reference(&reading, addresses.len()).or_else(|| by_option(&question.options, &reading))?;
    addresses.get(place).cloned()
}

fn confirm(question: &OpenQuestion, said: &str, no: bool, rest: &str, entities: &[Entity]) -> Filled {
    if let Some(pending) = correction::corrected(question, no, entities) {
        // What is corrected is confirmed anew.
        return Filled::Partial(OpenQuestion {
            pending,
            ..question.clone()
        });
    }
    if let Some(yes) = YES.find(said).filter(|_| !no) {
        let more = said.get(yes.end()..).unwrap_or_default();
        let more = POLITE.replace_all(more, "");
        let words = Reading::new(&more).tokens.len();
        // "Yes please" confirms; "yes and where is my parcel" confirms too, the rest is read besides.
        let short = words <= 3
            || more.trim_start().starts_with(['.', ',', '!'])
            || more.trim_start().starts_with("and");
        let asks = said.ends_with('?') && words > 2;
        // "Yes, but …" is no yes to what was asked.
        let takes_back = BUT.is_match(&more);
        return if short && !asks && !takes_back {
            Filled::Complete(question.pending.clone())
        } else {
            Filled::NotAnAnswer
        };
    }
    if !no {
        return Filled::NotAnAnswer;
    }
    let count = first_count(rest);
    let mut action = question.pending.clone();
    let options = options_of(entities);
    if count.is_none() && options.is_empty() {
        // "No returns policy?" asks something; a plain no is short.
        let short = Reading::new(rest).tokens.len() <= 6 && !said.ends_with('?');
        return if short {
            Filled::Declined
        } else {
            Filled::NotAnAnswer
        };
    }
    if let Some(count) = count {
        action.arguments.quantity = Some(count);
    }
    action.arguments.options.extend(options);
    // What is corrected is confirmed anew.
    Filled::Partial(OpenQuestion {
        pending: action,
        ..question.clone()
    })
}

fn which_product(
    question: &OpenQuestion,
    product_ids: &[ProductId],
    said: &str,
    entities: &[Entity],
    no: bool,
) -> Filled {
    let reading = Reading::new(said);
    let chosen = by_option(&question.options, &reading)
        .or_else(|| by_reference(&reading, product_ids.len()))
        .and_then(|place| product_ids.get(place).cloned())
        .or_else(|| by_entity(entities, product_ids));
    let Some(chosen) = chosen else {
        return if no && reading.tokens.is_empty() {
            Filled::Declined
        } else {
            Filled::NotAnAnswer
        };
    };
    let mut action = question.pending.clone();
    action.arguments.product_ids = vec![chosen];
    action.arguments.reference = None;
    action.arguments.options.extend(options_of(entities));
    if let Some(count) = quantity_of(entities) {
        action.arguments.quantity = Some(count);
    }
    Filled::Complete(action)
}

fn which_variant(
    question: &OpenQuestion,
    missing: &[String],
    said: &str,
    entities: &[Entity],
    no: bool,
) -> Filled {
    let reading = Reading::new(said);
    let mut action = question.pending.clone();
    let mut left = missing.to_vec();
    if reading.tokens.len() <= 12 {
        for (option, value) in options_of(entities) {
            left.retain(|wanted| *wanted != option);
            action.arguments.options.insert(option, value);
        }
        // What was offered word for word is the answer, whatever the option is called.
        if left.len() == missing.len()
            && let Some(asked) = missing.first()
            && let Some(value) = by_option(&question.options, &reading)
                .or_else(|| by_reference(&reading, question.options.len()))
                .and_then(|place| question.options.get(place))
        {
            left.retain(|wanted| wanted != asked);
            action.arguments.options.insert(asked.clone(), value.clone());
        }
    }
    if left.len() == missing.len() {
        return if no && reading.tokens.is_empty() {
            Filled::Declined
        } else {
            Filled::NotAnAnswer
        };
    }
    if let Some(count) = quantity_of(entities) {
        action.arguments.quantity = Some(count);
    }
    if left.is_empty() {
        return Filled::Complete(action);
    }
    let QuestionKind::WhichVariant { product_id, .. } = &question.kind else {
        return Filled::NotAnAnswer;
    };
    let kind = QuestionKind::WhichVariant {
        product_id: product_id.clone(),
        missing: left,
    };
    Filled::Partial(OpenQuestion {
        kind,
        pending: action,
        options: Vec::new(),
    })
}

/// The one offered answer whose telling words were said.
fn by_option(options: &[String], reading: &Reading<'_>) -> Option<usize> {
    let said: Vec<&str> = reading.tokens.iter().map(|token| token.word.as_str()).collect();
    if said.is_empty() || said.len() > 12 {
        return None;
    }
    let spoken: Vec<Vec<String>> = options.iter().map(|option| words(option)).collect();
    if let Some(exact) = spoken
        .iter()
        .position(|option| option.iter().map(String::as_str).eq(said.iter().copied()))
    {
        return Some(exact);
    }
    let mut counts: Vec<(usize, usize)> = spoken
        .iter()
        .enumerate()
        .map(|(place, option)| {
            // A word that every offer has tells nothing.
            let telling = option.iter().filter(|word| {
                spoken.iter().filter(|other| other.contains(word)).count() < spoken.len() || spoken.len() == 1
            });
            (
                telling
                    .filter(|word| {
                        said.iter()
                            .any(|said| said == word || said.strip_suffix('s') == Some(word.as_str()))
                    })
                    .count(),
                place,
            )
        })
        .collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match counts.as_slice() {
        [(best, place), rest @ ..] if *best > 0 && rest.first().is_none_or(|(next, _)| next < best) => {
            Some(*place)
        }
        _ => None,
    }
}

fn by_reference(reading: &Reading<'_>, offered: usize) -> Option<usize> {
    let place = match reference_in(reading)? {
        Reference::Ordinal(number) => usize::try_from(number).ok()?.checked_sub(1)?,
        Reference::Last => offered.checked_sub(1)?,
        _ => return None,
    };
    (place < offered).then_some(place)
}

fn by_entity(entities: &[Entity], product_ids: &[ProductId]) -> Option<ProductId> {
    let named = entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Product);
    let mut found: Vec<&ProductId> = named
        .filter_map(|entity| entity.value.get("product_ids")?.as_array())
        .flatten()
        .filter_map(|id| {
            product_ids
                .iter()
                .find(|offered| Some(offered.as_str()) == id.as_str())
        })
        .collect();
    found.dedup();
    match found.as_slice() {
        [one] => Some((*one).clone()),
        _ => None,
    }
}

fn options_of(entities: &[Entity]) -> Vec<(String, String)> {
    entities
        .iter()
        .filter_map(|entity| {
            let option = match entity.kind {
                EntityKind::Size => "size",
                EntityKind::Color => "color",
                _ => return None,
            };
            Some((option.to_owned(), entity.value.as_str()?.to_owned()))
        })
        .collect()
}

fn quantity_of(entities: &[Entity]) -> Option<i64> {
    entities
        .iter()
        .find(|entity| entity.kind == EntityKind::Quantity)?
        .value
        .as_i64()
}

fn text_of(entities: &[Entity], kind: EntityKind) -> Option<String> {
    entities
        .iter()
        .find(|entity| entity.kind == kind)?
        .value
        .as_str()
        .map(str::to_owned)
}

fn first_count(said: &str) -> Option<i64> {
    let reading = Reading::new(said);
    (0..reading.tokens.len())
        .find_map(|place| quantity::count_at(&reading, place))
        .map(|(count, _)| count)
}

/// "42" and "I wear 42" say a size when that may be what was asked.
fn bare_size(reading: &Reading<'_>) -> Option<String> {
    let is_size = |word: &str| {
        let is_figure = word.len() <= 3 && word.chars().all(|letter| letter.is_ascii_digit());
        is_figure || matches!(word, "xs" | "s" | "m" | "l" | "xl" | "xxl")
    };
    let mut sizes = reading.tokens.iter().filter(|token| is_size(&token.word));
    let size = sizes.next().filter(|_| reading.tokens.len() <= 4)?;
    sizes.next().is_none().then(|| size.word.to_uppercase())
}

fn bare_order(said: &str) -> Option<String> {
    let digits = said.trim().trim_start_matches(['#', ' ']);
    let plain = (1..=12).contains(&digits.len()) && digits.chars().all(|letter| letter.is_ascii_digit());
    plain.then(|| super::entities::order::normalised(digits))
}

fn words(text: &str) -> Vec<String> {
    super::text::tokens(text)
        .into_iter()
        .map(|token| token.word)
        .collect()
}

#[cfg(test)]
mod tests;
