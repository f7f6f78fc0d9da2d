//! The promises, each held against the rows.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    EventFact, EventRow, History, MessageRow, ReceiptRow, Rule, StockRow, TurnRow, Violation, deliveries,
};

/// Deliveries that came to a good end. A message on the web is delivered by its number: sockets resume from it.
const DELIVERED: [&str; 4] = ["sent", "delivered", "read", "discarded"];
/// Deliveries under way.
const UNDER_WAY: [&str; 6] = ["pending", "claimed", "sending", "queued", "accepted", "unknown"];
/// Deliveries that were given up.
const GIVEN_UP: [&str; 2] = ["dead", "failed"];

/// Everything that is wrong with a conversation; nothing, when every promise is kept.
#[must_use]
pub fn violations(history: &History) -> Vec<Violation> {
    let mut check = Check::new(history);
    check.belonging();
    check.numbers();
    check.accepted();
    check.turns();
    check.covered();
    check.replies();
    check.deliveries();
    check.found.extend(deliveries::violations(history));
    check.found
}

/// What is wrong with an item of the stock.
#[must_use]
pub fn stock_violation(row: &StockRow) -> Option<Violation> {
    (row.stock < 0).then(|| Violation {
        rule: Rule::NegativeStock,
        conversation_id: None,
        table: "inventory_items",
        row: format!("{}/{}", row.business_id, row.id),
        detail: format!("{} pieces are in stock", row.stock),
    })
}

struct Check<'a> {
    history: &'a History,
    messages: HashMap<Uuid, &'a MessageRow>,
    /// The numbered events that carry a message, by the message.
    carriers: HashMap<Uuid, &'a EventRow>,
    receipts: HashMap<Uuid, &'a ReceiptRow>,
    /// The turns that answer a message, by the message.
    covering: HashMap<Uuid, Vec<&'a TurnRow>>,
    letters: HashSet<Uuid>,
    found: Vec<Violation>,
}

impl<'a> Check<'a> {
    fn new(history: &'a History) -> Self {
        let mut covering: HashMap<Uuid, Vec<&TurnRow>> = HashMap::new();
        for turn in &history.turns {
            for message in turn.answers.iter().flatten() {
                covering.entry(*message).or_default().push(turn);
            }
        }
        Self {
            history,
            messages: history.messages.iter().map(|row| (row.id, row)).collect(),
            carriers: history
                .events
                .iter()
                .filter_map(|row| Some((carried(&row.fact)?, row)))
                .collect(),
            receipts: history.receipts.iter().map(|row| (row.message_id, row)).collect(),
            covering,
            letters: history.dead_letters.iter().map(|row| row.source_id).collect(),
            found: Vec::new(),
        }
    }

    fn report(&mut self, rule: Rule, table: &'static str, row: impl ToString, detail: impl Into<String>) {
        self.found.push(Violation {
            rule,
            conversation_id: Some(self.history.conversation_id),
            table,
            row: row.to_string(),
            detail: detail.into(),
        });
    }

    /// Every row has a head, and the head's business.
    fn belonging(&mut self) {
        let history = self.history;
        let Some(head) = &history.head else {
            let id = history.conversation_id;
            self.report(
                Rule::HeadMissing,
                "conversations",
                id,
                "rows name a conversation without a head",
            );
            return;
        };
        let business = head.business_id;
        let strangers = [
            (
                "conversation_events",
                strangers(&history.events, business, |row| {
                    (row.id.to_string(), row.business_id)
                }),
            ),
            (
                "messages",
                strangers(&history.messages, business, |row| {
                    (row.id.to_string(), row.business_id)
                }),
            ),
            (
                "receipts",
                strangers(&history.receipts, business, |row| {
                    (row.id.to_string(), row.business_id)
                }),
            ),
            (
                "turns",
                strangers(&history.turns, business, |row| {
                    (row.id.to_string(), row.business_id)
                }),
            ),
            (
                "outbox",
                strangers(&history.outbox, business, |row| {
                    (row.id.to_string(), row.business_id)
                }),
            ),
            (
                "dead_letters",
                strangers(&history.dead_letters, business, |row| {
                    (row.id.to_string(), row.business_id)
                }),
            ),
        ];
        for (table, rows) in strangers {
            for (row, other) in rows {
                let detail = format!("it names business {other}, its conversation {business}");
                self.report(Rule::ForeignBusiness, table, row, detail);
            }
        }
    }

    /// Numbers begin with one, have no gap and no repeat; the head knows the highest, and counts no less than the
    /// events that advance its version.
    fn numbers(&mut self) {
        let history = self.history;
        let mut numbered: Vec<(i64, i64)> = history
            .events
            .iter()
            .filter_map(|row| Some((row.seq?, row.id)))
            .collect();
        numbered.sort_unstable();
        let mut last = 0;
        for (seq, row) in numbered {
            if seq <= last {
                let detail = format!("number {seq} was given before");
                self.report(Rule::SequenceRepeat, "conversation_events", row, detail);
                continue;
            }
            if seq > last + 1 {
                let detail = format!("numbers {} to {} are missing before it", last + 1, seq - 1);
                self.report(Rule::SequenceGap, "conversation_events", row, detail);
            }
            last = seq;
        }
        let Some(head) = &history.head else { return };
        let id = history.conversation_id;
        if head.last_seq != last {
            let detail = format!(
                "the head says {}, the highest number of an event is {last}",
                head.last_seq
            );
            self.report(Rule::LastSeqDiffers, "conversations", id, detail);
        }
        let by_people = history.events.iter().filter(|row| {
            matches!(
                row.fact,
                EventFact::OperatorReplied { .. }
                    | EventFact::Noted
                    | EventFact::DraftDecided { message_id: Some(_) }
            )
        });
        let advanced = history.turns.len() + by_people.count();
        if head.version < i64::try_from(advanced).unwrap_or(i64::MAX) {
            let detail = format!(
                "version {} after {advanced} turns, replies, notes and approvals",
                head.version
            );
            self.report(Rule::VersionBehind, "conversations", id, detail);
        }
    }

    /// An accepted message has one event, one receipt and one row of its own, all with the same number.
    fn accepted(&mut self) {
        let history = self.history;
        let mut accepted = HashSet::new();
        for row in &history.events {
            if let EventFact::Unreadable(why) = &row.fact {
                self.report(Rule::UnreadableRow, "conversation_events", row.id, why.as_str());
            }
            let EventFact::Accepted { message_id } = row.fact else {
                continue;
            };
            if !accepted.insert(message_id) {
                let detail = format!("message {message_id} was accepted before");
                self.report(Rule::AcceptedTwice, "conversation_events", row.id, detail);
            }
            if self
                .receipts
                .get(&message_id)
                .is_none_or(|receipt| Some(receipt.seq) != row.seq)
            {
                let detail = format!("message {message_id} has no receipt with this number");
                self.report(Rule::EventWithoutReceipt, "conversation_events", row.id, detail);
            }
        }
        let (mut messages, mut keys) = (HashSet::new(), HashSet::new());
        for row in &history.receipts {
            let is_new = messages.insert(row.message_id);
            if !keys.insert((row.connection.as_str(), row.dedupe_key.as_str())) || !is_new {
                let detail = "its message or its dedupe key was taken in before";
                self.report(Rule::AcceptedTwice, "receipts", row.id, detail);
            }
            if !accepted.contains(&row.message_id) {
                let detail = format!("message {} stands in no event", row.message_id);
                self.report(Rule::ReceiptWithoutEvent, "receipts", row.id, detail);
            }
        }
        for row in &history.events {
            let Some(message_id) = carried(&row.fact) else {
                continue;
            };
            let stands = self
                .messages
                .get(&message_id)
                .is_some_and(|message| Some(message.seq) == row.seq);
            if !stands {
                let detail = format!("message {message_id} is not there with this number");
                self.report(Rule::EventWithoutMessage, "conversation_events", row.id, detail);
            }
        }
        for row in &history.messages {
            let carrier = self
                .carriers
                .get(&row.id)
                .filter(|event| event.seq == Some(row.seq));
            let inbound = match row.direction.as_str() {
                "inbound" => true,
                "outbound" => false,
                other => {
                    let detail = format!("direction {other:?}");
                    self.report(Rule::UnreadableRow, "messages", row.id, detail);
                    continue;
                }
            };
            let fits =
                carrier.is_some_and(|event| matches!(event.fact, EventFact::Accepted { .. }) == inbound);
            if !fits {
                let detail = format!("no event with number {} tells of it", row.seq);
                self.report(Rule::MessageWithoutEvent, "messages", row.id, detail);
            }
        }
    }

    /// A turn answers what was accepted, and says something or records its silence.
    fn turns(&mut self) {
        let history = self.history;
        let silences: HashSet<Uuid> = history
            .events
            .iter()
            .filter_map(|row| match row.fact {
                EventFact::Silent { turn_id } => Some(turn_id),
                _ => None,
            })
            .collect();
        let held: HashSet<Uuid> = history
            .events
            .iter()
            .filter_map(|row| match row.fact {
                EventFact::Held { in_reply_to } => Some(in_reply_to),
                _ => None,
            })
            .collect();
        for row in &history.turns {
            let Some(answers) = &row.answers else {
                self.report(Rule::UnreadableRow, "turns", row.id, "its answers cannot be read");
                continue;
            };
            for message in answers
                .iter()
                .filter(|message| !self.receipts.contains_key(*message))
            {
                let detail = format!("message {message} was never taken in");
                self.found.push(Violation {
                    rule: Rule::TurnWithoutMessage,
                    conversation_id: Some(history.conversation_id),
                    table: "turns",
                    row: row.id.to_string(),
                    detail,
                });
            }
            let is_sound = match row.reply_message_id {
                // A draft on request says nothing to the shopper.
                None if row.decision == "hold" => answers.last().is_some_and(|last| held.contains(last)),
                None => row.decision == "silent" && silences.contains(&row.id),
                Some(reply) => self.carriers.get(&reply).is_some_and(
                    |event| matches!(&event.fact, EventFact::Answered { answers: told, .. } if told == answers),
                ),
            };
            if !is_sound {
                let detail = format!("no event tells of its answer or its silence ({})", row.decision);
                self.report(Rule::ReplyMissing, "turns", row.id, detail);
            }
        }
    }

    /// A settled message is in exactly one turn, a pending one in none, a dead one has its letter.
    fn covered(&mut self) {
        for row in &self.history.receipts {
            let covering = self.covering.get(&row.message_id).map_or(&[][..], Vec::as_slice);
            let (count, first) = (covering.len(), covering.first().map(|turn| turn.id));
            let most = match row.status.as_str() {
                "settled" => {
                    if count == 0 || (count == 1 && first != row.turn_id) {
                        let turn = row
                            .turn_id
                            .map_or_else(|| "no turn".to_owned(), |id| format!("turn {id}"));
                        let detail = format!(
                            "message {} is settled by {turn}, which does not answer it",
                            row.message_id
                        );
                        self.report(Rule::MessageWithoutTurn, "receipts", row.id, detail);
                    }
                    1
                }
                "pending" => 0,
                "dead" => {
                    if !self.letters.contains(&row.id) && !self.letters.contains(&row.message_id) {
                        self.report(
                            Rule::DeadWithoutLetter,
                            "receipts",
                            row.id,
                            "no dead letter names it",
                        );
                    }
                    1
                }
                other => {
                    let detail = format!("status {other:?}");
                    self.report(Rule::UnreadableRow, "receipts", row.id, detail);
                    1
                }
            };
            if count > most {
                let detail = format!(
                    "message {} is {} and in {count} turns",
                    row.message_id, row.status
                );
                self.report(Rule::TurnTwice, "receipts", row.id, detail);
            }
        }
    }

    /// A message is answered once, and by its turn.
    fn replies(&mut self) {
        let replies: HashSet<Uuid> = self
            .history
            .turns
            .iter()
            .filter_map(|turn| turn.reply_message_id)
            .collect();
        let mut answered = HashSet::new();
        for row in &self.history.events {
            let EventFact::Answered { message_id, answers } = &row.fact else {
                continue;
            };
            if !replies.contains(message_id) {
                let detail = format!("answer {message_id} belongs to no turn");
                self.report(Rule::ReplyWithoutTurn, "conversation_events", row.id, detail);
            }
            for message in answers {
                if !answered.insert(*message) {
                    let detail = format!("message {message} was answered before");
                    self.report(Rule::ReplyTwice, "conversation_events", row.id, detail);
                }
            }
        }
    }

    /// A reply is delivered, or on its way, or its end is told.
    fn deliveries(&mut self) {
        let history = self.history;
        let mut sending: HashMap<Uuid, &str> = HashMap::new();
        for row in &history.outbox {
            if let Some(message) = row.message_id {
                sending.insert(message, row.status.as_str());
                if !self.messages.contains_key(&message) {
                    let detail = format!("message {message} is not there");
                    self.report(Rule::ReplyUndelivered, "outbox", row.id, detail);
                }
            }
            let status = row.status.as_str();
            if GIVEN_UP.contains(&status) && !self.letters.contains(&row.id) {
                self.report(
                    Rule::DeadWithoutLetter,
                    "outbox",
                    row.id,
                    "no dead letter names it",
                );
            } else if !known(status) {
                self.report(
                    Rule::UnreadableRow,
                    "outbox",
                    row.id,
                    format!("status {status:?}"),
                );
            }
        }
        for row in history.messages.iter().filter(|row| row.direction == "outbound") {
            let (delivery, sent) = (row.delivery.as_str(), sending.get(&row.id).copied());
            if !known(delivery) {
                self.report(
                    Rule::UnreadableRow,
                    "messages",
                    row.id,
                    format!("delivery {delivery:?}"),
                );
                continue;
            }
            let told =
                self.letters.contains(&row.id) || sent.is_some_and(|status| GIVEN_UP.contains(&status));
            let is_sound = DELIVERED.contains(&delivery)
                || (UNDER_WAY.contains(&delivery) && sent.is_some())
                || (GIVEN_UP.contains(&delivery) && told);
            if !is_sound {
                let detail = format!("it is {delivery}, and nothing delivers it");
                self.report(Rule::ReplyUndelivered, "messages", row.id, detail);
            }
        }
    }
}

/// The message that a numbered event shows.
fn carried(fact: &EventFact) -> Option<Uuid> {
    match fact {
        EventFact::Accepted { message_id }
        | EventFact::Answered { message_id, .. }
        | EventFact::OperatorReplied { message_id } => Some(*message_id),
        EventFact::DraftDecided { message_id } => *message_id,
        _ => None,
    }
}

fn known(status: &str) -> bool {
    DELIVERED.contains(&status) || UNDER_WAY.contains(&status) || GIVEN_UP.contains(&status)
}

/// The rows of another business, by key.
fn strangers<T>(rows: &[T], business: Uuid, key: impl Fn(&T) -> (String, Uuid)) -> Vec<(String, Uuid)> {
    let keys = rows.iter().map(key);
    keys.filter(|(_, other)| *other != business).collect()
}
