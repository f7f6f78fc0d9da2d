//! What the provider took, held against what the outbox says.

use std::collections::{HashMap, HashSet};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::{
    provider::{Provider, Taken},
    stand::Stand,
};

/// How many examples of violations are kept.
const EXAMPLES: usize = 10;

/// One row of the outbox.
#[derive(Clone, Debug, Deserialize)]
pub struct Owed {
    id: String,
    conversation: Option<String>,
    connection: String,
    status: String,
}

/// How many of what was looked at, and how often it was not as it must be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deliveries {
    /// Events that had effect at the provider.
    pub taken: usize,
    /// Events that came again under their handles: no violation.
    pub repeats: u64,
    /// Letters that were written.
    pub letters: usize,
    /// Given up, with a dead letter that a person sees: no violation.
    pub dead: usize,
    /// Told as delivered, and never taken.
    pub lost: usize,
    /// Taken under a handle that the outbox does not know: a second one of something.
    pub strange: usize,
    /// Taken before an earlier one of the same conversation.
    pub out_of_order: usize,
    /// Still owed when everything else had healed.
    pub left_behind: usize,
    /// Not signed, or not as it has to be.
    pub malformed: usize,
    /// The first violations in words.
    pub examples: Vec<String>,
}

impl Deliveries {
    /// How many violations there are.
    #[must_use]
    pub fn violations(&self) -> usize {
        self.lost + self.strange + self.out_of_order + self.left_behind + self.malformed
    }

    fn example(&mut self, text: impl FnOnce() -> String) {
        if self.examples.len() < EXAMPLES {
            self.examples.push(text());
        }
    }
}

/// Whether anything is still owed.
pub const OWED: &str = "SELECT count(*) FROM outbox WHERE status IN ('pending', 'sending', 'unknown')";

/// Reads the outbox and compares.
///
/// # Errors
/// When the database or the folders do not answer.
pub fn judge(stand: &Stand, provider: &Provider) -> anyhow::Result<Deliveries> {
    let question = "SELECT json_build_object('id', id, 'conversation', conversation_id, 'connection', connection, \
                    'status', status) FROM outbox ORDER BY conversation_id, position, id";
    let mut rows: Vec<Owed> = Vec::new();
    for line in stand.ask_database(question)?.lines() {
        rows.push(serde_json::from_str(line).with_context(|| line.to_owned())?);
    }
    let letters = stand.letters();
    let mut judged = compare(&rows, &provider.taken(), &letters);
    judged.repeats = provider.repeats();
    for fault in provider.faults() {
        judged.malformed += 1;
        judged.example(|| fault);
    }
    Ok(judged)
}

/// `rows` in the order in which they were written.
fn compare(rows: &[Owed], taken: &[Taken], letters: &HashSet<String>) -> Deliveries {
    let mut judged = Deliveries {
        taken: taken.len(),
        letters: letters.len(),
        ..Deliveries::default()
    };
    let events: HashSet<&str> = taken.iter().map(|event| event.id.as_str()).collect();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        let is_event = row.connection.starts_with("webhook:");
        if is_event {
            places.insert(row.id.as_str(), place);
        }
        let arrived = if is_event {
            events.contains(row.id.as_str())
        } else {
            letters.contains(&row.id)
        };
        match row.status.as_str() {
            "delivered" if !arrived => {
                judged.lost += 1;
                judged.example(|| format!("{} of {:?} was never taken", row.id, row.conversation));
            }
            "delivered" => {}
            "dead" => judged.dead += 1,
            status => {
                judged.left_behind += 1;
                judged.example(|| format!("{} on {} is {status}", row.id, row.connection));
            }
        }
    }
    let mut last: HashMap<&str, usize> = HashMap::new();
    for event in taken {
        let Some(place) = places.get(event.id.as_str()).copied() else {
            judged.strange += 1;
            judged.example(|| format!("{} is in no row", event.id));
            continue;
        };
        let before = last.entry(event.conversation.as_str()).or_insert(place);
        if place < *before {
            judged.out_of_order += 1;
            judged.example(|| format!("{} came after a later one", event.id));
        }
        *before = place.max(*before);
    }
    judged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, status: &str) -> Owed {
        Owed {
            id: id.to_owned(),
            conversation: Some("c".to_owned()),
            connection: "webhook:b".to_owned(),
            status: status.to_owned(),
        }
    }

    fn taken(ids: &[&str]) -> Vec<Taken> {
        let event = |id: &&str| Taken {
            id: (*id).to_owned(),
            conversation: "c".to_owned(),
        };
        ids.iter().map(event).collect()
    }

    #[test]
    fn every_kind_of_violation_is_found_and_nothing_else() {
        let letters = HashSet::new();
        let rows = [row("1", "delivered"), row("2", "dead"), row("3", "delivered")];
        let good = compare(&rows, &taken(&["1", "3"]), &letters);
        assert_eq!((good.violations(), good.dead, good.taken), (0, 1, 2));
        assert_eq!(compare(&rows, &taken(&["1"]), &letters).lost, 1);
        assert_eq!(compare(&rows, &taken(&["3", "1"]), &letters).out_of_order, 1);
        assert_eq!(compare(&rows, &taken(&["1", "3", "9"]), &letters).strange, 1);
        assert_eq!(compare(&[row("1", "unknown")], &[], &letters).left_behind, 1);
        let mut mail = row("7", "delivered");
        mail.connection = "mail".to_owned();
        assert_eq!(compare(&[mail.clone()], &[], &letters).lost, 1);
        let written = HashSet::from(["7".to_owned()]);
        assert_eq!(compare(&[mail], &[], &written).violations(), 0);
    }
}
