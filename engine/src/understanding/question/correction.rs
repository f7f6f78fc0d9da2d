//! Answers that put right what a question rests on: another address, another order.

use super::{
    OpenQuestion, QuestionKind,
    words::{ADDRESS, ANOTHER, BUT, ELSEWHERE, NO, ORDER},
};
use crate::{
    dialogue::SlotKind,
    understanding::{
        arguments::Action,
        entities::{Entity, EntityKind, address::Address},
        text::Reading,
    },
};

/// Words of such an answer at most.
const MOST_WORDS: usize = 12;

/// Which thing the shopper wants another one of, without saying which.
pub(super) fn another(question: &OpenQuestion, said: &str, entities: &[Entity]) -> Option<SlotKind> {
    let arguments = &question.pending.arguments;
    let is_short = Reading::new(said).tokens.len() <= MOST_WORDS;
    let is_asked = matches!(
        question.kind,
        QuestionKind::Confirm | QuestionKind::WhichAddress { .. } | QuestionKind::WhichOrder
    );
    if !is_asked || !is_short || said.ends_with('?') {
        return None;
    }
    let names = |kind: EntityKind| entities.iter().any(|entity| entity.kind == kind);
    if names(EntityKind::Address) || names(EntityKind::Order) {
        return None;
    }
    let has_address = arguments.address.is_some();
    let has_order = arguments.order.is_some();
    if has_address && ELSEWHERE.is_match(said) {
        return Some(SlotKind::Address);
    }
    if !ANOTHER.is_match(said) {
        return None;
    }
    if has_address && ADDRESS.is_match(said) {
        return Some(SlotKind::Address);
    }
    let takes_back = NO.is_match(said) || BUT.is_match(said);
    if has_order && takes_back && (ORDER.is_match(said) || !has_address) {
        return Some(SlotKind::Order);
    }
    (has_address && takes_back).then_some(SlotKind::Address)
}

/// What is pending with the order or the address that the message names in place of the one before.
pub(super) fn corrected(question: &OpenQuestion, no: bool, entities: &[Entity]) -> Option<Action> {
    let arguments = &question.pending.arguments;
    let mut action = question.pending.clone();
    let address = entities
        .iter()
        .find(|entity| entity.kind == EntityKind::Address)
        .and_then(|entity| serde_json::from_value::<Address>(entity.value.clone()).ok());
    if let Some(address) = address.filter(|_| arguments.address.is_some()) {
        action.arguments.address = Some(address);
    }
    let order = entities
        .iter()
        .find(|entity| entity.kind == EntityKind::Order)
        .and_then(|entity| entity.value.as_str());
    if let Some(order) = order.filter(|_| no && arguments.order.is_some()) {
        action.arguments.order = Some(order.to_owned());
    }
    let is_new = action.arguments.address != arguments.address || action.arguments.order != arguments.order;
    is_new.then_some(action)
}
