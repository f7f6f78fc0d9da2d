//! Where two traces of one turn differ, in the parts that a shopper or an operator would notice.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One part that came out otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Which part, as a path in the trace, such as `decision.kind`.
    pub field: String,
    /// What it was.
    pub was: Value,
    /// What it is now.
    pub now: Value,
}

/// The parts that are told one by one; what else differs is told as the whole it stands in.
const TOLD: [&str; 11] = [
    "understanding.language",
    "understanding.intent",
    "understanding.confidence",
    "evidence.passages",
    "evidence.correction",
    "decision.kind",
    "decision.reason",
    "decision.confidence",
    "answer.text",
    "answer.sources",
    "outcome.actions",
];

/// The parts that a turn consists of when it is run again. How long it took is none.
const PARTS: [&str; 5] = ["understanding", "evidence", "outcome", "answer", "decision"];

/// Every difference of two traces; none where they are the same in every byte of their parts.
#[must_use]
pub fn differences(was: &Value, now: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    for part in PARTS {
        let (before, after) = (at(was, part), at(now, part));
        if before == after {
            continue;
        }
        let told: Vec<Difference> = TOLD
            .iter()
            .filter(|field| field.split('.').next() == Some(part))
            .filter_map(|field| difference(was, now, field))
            .collect();
        if told.is_empty() {
            found.extend(difference(was, now, part));
        } else {
            found.extend(told);
        }
    }
    found
}

fn difference(was: &Value, now: &Value, field: &str) -> Option<Difference> {
    let (was, now) = (at(was, field), at(now, field));
    (was != now).then(|| Difference {
        field: field.to_owned(),
        was: was.clone(),
        now: now.clone(),
    })
}

fn at<'trace>(trace: &'trace Value, field: &str) -> &'trace Value {
    field
        .split('.')
        .fold(trace, |value, name| value.get(name).unwrap_or(&Value::Null))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_told_once_and_by_its_smallest_known_part() {
        let was =
            json!({"decision": {"kind": "send", "threshold": 0.5}, "outcome": {"queue": []}, "stages": [1]});
        let now =
            json!({"decision": {"kind": "hold", "threshold": 0.5}, "outcome": {"queue": [1]}, "stages": [2]});
        let found = differences(&was, &now);
        let fields: Vec<&str> = found.iter().map(|difference| difference.field.as_str()).collect();
        assert_eq!(fields, ["outcome", "decision.kind"]);
        assert_eq!((&found[1].was, &found[1].now), (&json!("send"), &json!("hold")));
        assert!(differences(&was, &was).is_empty());
    }
}
