//! Deliveries of a conversation go out in their order; what is claimed is let go of; what is given up is told of.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::{History, OutboxRow, Rule, Violation};
use crate::delivery::DeliveryStatus;

/// What is wrong with the order and the claims of a conversation's deliveries.
pub(super) fn violations(history: &History) -> Vec<Violation> {
    // What was given up let later ones pass, also when a person has had it tried again since.
    let given_up: HashSet<Uuid> = history.dead_letters.iter().map(|row| row.source_id).collect();
    let mut lanes: BTreeMap<(&str, &str), Vec<&OutboxRow>> = BTreeMap::new();
    for row in &history.outbox {
        let Some(lane) = &row.lane else { continue };
        let lane = (row.connection.as_str(), lane.as_str());
        lanes.entry(lane).or_default().push(row);
    }
    let mut found = Vec::new();
    let mut report = |rule, row: &OutboxRow, detail: String| {
        found.push(violation(rule, Some(history.conversation_id), row, detail));
    };
    for ((connection, _), mut rows) in lanes {
        rows.sort_by_key(|row| (row.position, row.id));
        let mut owed: Option<&OutboxRow> = None;
        for row in rows {
            match (status(row), owed) {
                (Some(DeliveryStatus::Delivered), Some(earlier)) => {
                    let detail = format!("it went out on {connection} before {}", earlier.id);
                    report(Rule::DeliveryOrder, row, detail);
                }
                (Some(status), None) if !status.is_final() && !given_up.contains(&row.id) => owed = Some(row),
                _ => {}
            }
        }
    }
    for row in history.outbox.iter().filter(|row| is_lost(row)) {
        report(Rule::DeliveryUnclaimed, row, "nobody has claimed it".to_owned());
    }
    found
}

/// What is wrong with a delivery of no conversation. `has_letter` says whether a dead letter tells of it.
#[must_use]
pub fn delivery_violation(row: &OutboxRow, has_letter: bool) -> Option<Violation> {
    let (rule, detail) = match status(row) {
        None => (Rule::UnreadableRow, format!("status {:?}", row.status)),
        Some(DeliveryStatus::Dead) if !has_letter => {
            (Rule::DeadWithoutLetter, "no dead letter names it".to_owned())
        }
        Some(_) if is_lost(row) => (Rule::DeliveryUnclaimed, "nobody has claimed it".to_owned()),
        Some(_) => return None,
    };
    Some(violation(rule, None, row, detail))
}

fn status(row: &OutboxRow) -> Option<DeliveryStatus> {
    row.status.parse().ok()
}

/// One that is being sent by nobody would never be taken up again.
fn is_lost(row: &OutboxRow) -> bool {
    status(row) == Some(DeliveryStatus::Sending) && !row.is_claimed
}

fn violation(rule: Rule, conversation_id: Option<Uuid>, row: &OutboxRow, detail: String) -> Violation {
    Violation {
        rule,
        conversation_id,
        table: "outbox",
        row: row.id.to_string(),
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_of_no_conversation_is_owed_done_or_told_of() {
        let mut row = OutboxRow {
            id: Uuid::from_u128(1),
            business_id: Uuid::from_u128(2),
            message_id: None,
            status: "pending".to_owned(),
            connection: "mail".to_owned(),
            lane: None,
            position: 0,
            is_claimed: false,
        };
        assert_eq!(delivery_violation(&row, false), None);
        let mut found = |status: &str, has_letter| {
            row.status = status.to_owned();
            delivery_violation(&row, has_letter).map(|violation| violation.rule)
        };
        assert_eq!(found("dead", true), None);
        assert_eq!(found("dead", false), Some(Rule::DeadWithoutLetter));
        assert_eq!(found("sending", false), Some(Rule::DeliveryUnclaimed));
        assert_eq!(found("lost", false), Some(Rule::UnreadableRow));
    }
}
