//! What the shoppers saw, held against what the journal says.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{server::JournalCheck, shopper::Seen, stand::Stand};

/// How many examples of violations are kept.
const EXAMPLES: usize = 20;

/// One row of the journal.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    conversation: String,
    seq: Option<i64>,
    kind: String,
    body: Value,
}

/// How many of what was looked at, and how often it was not as it must be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Messages that a shopper saw acknowledged.
    pub acknowledged: usize,
    /// Answers in the journal.
    pub answers: usize,
    /// Acknowledged and not in the journal, or as something else.
    pub lost: usize,
    /// One message of a client, twice in the journal.
    pub taken_twice: usize,
    /// In the journal, and in no turn.
    pub unanswered: usize,
    /// In the answers of more than one turn.
    pub answered_twice: usize,
    /// Numbers that miss, repeat or go back, in the journal or at a client; answers in another order than messages.
    pub out_of_order: usize,
    /// Replies in the journal that their shopper never heard.
    pub unheard: usize,
    /// Replies that were heard twice.
    pub heard_twice: usize,
    /// Answers of the assistant while a person owned the conversation.
    pub after_take_over: usize,
    /// Sessions that were forgotten although something had been acknowledged in them.
    pub sessions_lost: usize,
    /// Rows that `colloquy journal check` finds not to be as promised.
    pub broken_rows: usize,
    /// The first violations in words.
    pub examples: Vec<String>,
}

impl Verdict {
    /// How many violations there are.
    #[must_use]
    pub fn violations(&self) -> usize {
        self.lost
            + self.taken_twice
            + self.unanswered
            + self.answered_twice
            + self.out_of_order
            + self.unheard
            + self.heard_twice
            + self.after_take_over
            + self.sessions_lost
            + self.broken_rows
    }

    /// Adds what the program itself found in its journal.
    pub fn take_over(&mut self, check: JournalCheck) {
        self.broken_rows += check.violation_count;
        for violation in check.violations {
            self.example(|| format!("journal check: {violation}"));
        }
    }

    fn example(&mut self, text: impl FnOnce() -> String) {
        if self.examples.len() < EXAMPLES {
            self.examples.push(text());
        }
    }
}

/// Reads the journal of every conversation, in its order.
///
/// # Errors
/// When the database does not answer.
pub fn journal(stand: &Stand) -> anyhow::Result<HashMap<String, Vec<Row>>> {
    let question = "SELECT json_build_object('conversation', conversation_id, 'seq', seq, 'kind', kind, \
                    'body', body::json) FROM conversation_events ORDER BY conversation_id, seq NULLS LAST, id";
    let mut journal: HashMap<String, Vec<Row>> = HashMap::new();
    for line in stand.ask_database(question)?.lines() {
        let row: Row = serde_json::from_str(line).with_context(|| line.to_owned())?;
        journal.entry(row.conversation.clone()).or_default().push(row);
    }
    Ok(journal)
}

/// Compares.
#[must_use]
pub fn judge(seen: &[Seen], journal: &HashMap<String, Vec<Row>>) -> Verdict {
    let mut verdict = Verdict::default();
    for shopper in seen {
        let rows = journal.get(&shopper.conversation).map_or(&[][..], Vec::as_slice);
        judge_journal(&mut verdict, &shopper.conversation, rows);
        judge_shopper(&mut verdict, shopper, rows);
    }
    verdict
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn is_reply(row: &Row) -> bool {
    matches!(row.kind.as_str(), "answered" | "operator_replied")
}

/// The journal by itself.
fn judge_journal(verdict: &mut Verdict, conversation: &str, rows: &[Row]) {
    let mut taken: HashMap<&str, u32> = HashMap::new();
    let mut messages: BTreeMap<&str, i64> = BTreeMap::new();
    let mut answered: HashMap<&str, u32> = HashMap::new();
    let mut silent: HashSet<&str> = HashSet::new();
    let (mut expected, mut newest_answered, mut has_person) = (1, 0, false);
    for row in rows {
        if let Some(seq) = row.seq {
            if seq != expected {
                verdict.out_of_order += 1;
                verdict.example(|| format!("{conversation}: {seq} stands where {expected} should"));
            }
            expected = seq + 1;
        }
        match row.kind.as_str() {
            "message_accepted" => {
                *taken.entry(text(&row.body, "clientMessageId")).or_default() += 1;
                messages.insert(text(&row.body, "messageId"), row.seq.unwrap_or_default());
            }
            "answered" => {
                verdict.answers += 1;
                if has_person {
                    verdict.after_take_over += 1;
                    verdict.example(|| format!("{conversation}: {:?} answers after a take-over", row.seq));
                }
                let mut newest = newest_answered;
                for message in row.body["answers"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                {
                    *answered.entry(message).or_default() += 1;
                    let seq = messages.get(message).copied().unwrap_or_default();
                    if seq < newest_answered.max(1) {
                        verdict.out_of_order += 1;
                        verdict.example(|| match seq {
                            0 => format!("{conversation}: {:?} answers what is not there", row.seq),
                            _ => format!("{conversation}: {seq} is answered after {newest_answered}"),
                        });
                    }
                    newest = newest.max(seq);
                }
                newest_answered = newest;
            }
            "status_changed" => has_person = text(&row.body, "status") == "active_human",
            "silent" => silent.extend(
                row.body["messages"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str),
            ),
            _ => {}
        }
    }
    for (id, count) in taken.into_iter().filter(|(_, count)| *count > 1) {
        verdict.taken_twice += 1;
        verdict.example(|| format!("{conversation}: {id} stands {count} times in the journal"));
    }
    for (message, seq) in messages {
        match answered.get(message).copied().unwrap_or_default() {
            0 if !silent.contains(message) => {
                verdict.unanswered += 1;
                verdict.example(|| format!("{conversation}: {seq} is in no turn"));
            }
            0 | 1 => {}
            count => {
                verdict.answered_twice += 1;
                verdict.example(|| format!("{conversation}: {seq} is answered {count} times"));
            }
        }
    }
}

/// What one shopper saw against it.
fn judge_shopper(verdict: &mut Verdict, shopper: &Seen, rows: &[Row]) {
    let conversation = &shopper.conversation;
    let stored: HashMap<&str, &Row> = rows
        .iter()
        .filter(|row| row.kind == "message_accepted")
        .map(|row| (text(&row.body, "messageId"), row))
        .collect();
    verdict.acknowledged += shopper.acknowledged.len();
    for (id, message) in &shopper.acknowledged {
        let said = shopper.said.get(id).copied();
        let is_there = stored.get(message.as_str()).is_some_and(|row| {
            text(&row.body, "clientMessageId") == id && Some(text(&row.body, "content")) == said
        });
        if !is_there {
            verdict.lost += 1;
            verdict
                .example(|| format!("{conversation}: {id} was acknowledged as {message} and is not there"));
        }
    }
    for row in rows {
        let (Some(seq), message) = (row.seq, text(&row.body, "messageId")) else {
            continue;
        };
        if let Some(heard) = shopper.at.get(&seq)
            && heard != message
        {
            verdict.out_of_order += 1;
            verdict.example(|| format!("{conversation}: {seq} is {message} and was heard as {heard}"));
        }
        if is_reply(row) && !shopper.heard.contains_key(message) {
            verdict.unheard += 1;
            verdict.example(|| format!("{conversation}: reply {seq} was never heard"));
        }
    }
    for (message, count) in shopper.heard.iter().filter(|(_, count)| **count > 1) {
        verdict.heard_twice += 1;
        verdict.example(|| format!("{conversation}: reply {message} was heard {count} times"));
    }
    verdict.out_of_order += shopper.disorder.len();
    for disorder in &shopper.disorder {
        verdict.example(|| format!("{conversation}: {disorder}"));
    }
    verdict.sessions_lost += shopper.sessions_lost as usize;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(seq: Option<i64>, kind: &str, body: Value) -> Row {
        Row {
            conversation: "c".to_owned(),
            seq,
            kind: kind.to_owned(),
            body,
        }
    }

    fn message(seq: i64, id: &str) -> Row {
        let body = json!({ "messageId": format!("m{id}"), "clientMessageId": id, "content": "hello" });
        row(Some(seq), "message_accepted", body)
    }

    fn answer(seq: i64, to: &str) -> Row {
        row(
            Some(seq),
            "answered",
            json!({ "messageId": format!("a{seq}"), "answers": [format!("m{to}")] }),
        )
    }

    fn status(seq: i64, status: &str) -> Row {
        row(
            Some(seq),
            "status_changed",
            json!({ "status": status, "by": "person" }),
        )
    }

    /// A shopper who saw everything that these rows hold.
    fn shopper(rows: &[Row]) -> Seen {
        let mut seen = Seen {
            conversation: "c".to_owned(),
            ..Seen::default()
        };
        for row in rows {
            let id = text(&row.body, "messageId").to_owned();
            if row.kind == "message_accepted" {
                let client = text(&row.body, "clientMessageId").to_owned();
                seen.said.insert(client.clone(), "hello");
                seen.acknowledged.insert(client, id);
            } else if is_reply(row) {
                seen.heard.insert(id, 1);
            }
        }
        seen
    }

    fn judged(rows: Vec<Row>, seen: Seen) -> Verdict {
        judge(&[seen], &HashMap::from([("c".to_owned(), rows)]))
    }

    #[test]
    fn a_conversation_as_it_should_be_is_clean() {
        let rows = vec![
            message(1, "1"),
            answer(2, "1"),
            status(3, "active_human"),
            message(4, "2"),
            status(5, "active_ai"),
            message(6, "3"),
            answer(7, "3"),
            row(None, "silent", json!({ "messages": ["m2"] })),
        ];
        let verdict = judged(rows.clone(), shopper(&rows));
        assert_eq!(verdict.violations(), 0, "{verdict:?}");
        assert_eq!((verdict.acknowledged, verdict.answers), (3, 2));
    }

    #[test]
    fn every_kind_of_violation_is_found() {
        let good = vec![message(1, "1"), answer(2, "1")];
        let seen = shopper(&good);
        assert_eq!(
            judged(
                Vec::new(),
                Seen {
                    heard: HashMap::new(),
                    ..seen.clone()
                }
            )
            .lost,
            1
        );
        let twice = vec![message(1, "1"), answer(2, "1"), message(3, "1"), answer(4, "1")];
        let verdict = judged(twice.clone(), shopper(&twice));
        assert_eq!((verdict.taken_twice, verdict.answered_twice), (1, 1));
        assert_eq!(
            judged(vec![message(1, "1")], shopper(&[message(1, "1")])).unanswered,
            1
        );
        let gap = vec![message(1, "1"), answer(3, "1")];
        assert_eq!(judged(gap.clone(), shopper(&gap)).out_of_order, 1);
        let crossed = vec![message(1, "1"), message(2, "2"), answer(3, "2"), answer(4, "1")];
        assert_eq!(judged(crossed.clone(), shopper(&crossed)).out_of_order, 1);
        let deaf = Seen {
            heard: HashMap::new(),
            ..seen.clone()
        };
        assert_eq!(judged(good.clone(), deaf).unheard, 1);
        let echo = Seen {
            heard: HashMap::from([("a2".to_owned(), 2)]),
            ..seen.clone()
        };
        assert_eq!(judged(good.clone(), echo).heard_twice, 1);
        let late = vec![message(1, "1"), status(2, "active_human"), answer(3, "1")];
        assert_eq!(judged(late.clone(), shopper(&late)).after_take_over, 1);
        let mistaken = Seen {
            at: BTreeMap::from([(2, "other".to_owned())]),
            ..seen.clone()
        };
        assert_eq!(judged(good.clone(), mistaken).out_of_order, 1);
        let forgotten = Seen {
            sessions_lost: 1,
            ..seen
        };
        assert_eq!(judged(good, forgotten).sessions_lost, 1);
    }
}
