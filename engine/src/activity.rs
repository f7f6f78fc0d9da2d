//! What the staff of a business did, as a chain: each entry's hash covers its content and the hash before it.
//!
//! A row that is changed, taken away or moved breaks the chain at its place. The newest hash is kept beside the log and
//! written to the process' log with every act, so that cutting off the end, or writing the whole chain anew, shows too.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::ids::{BusinessId, UserId};

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Something that was done, to be written with its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct NewActivity {
    /// The entry.
    pub id: Uuid,
    /// Who did it; none for the command line.
    pub user_id: Option<UserId>,
    /// What, such as `product.created`.
    pub action: &'static str,
    /// To what: the key of a product, a variant, a category, a conversation.
    pub subject: String,
    /// What else is worth knowing. Holds no personal data and no secret.
    pub detail: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Its place, from 1, without gaps in a business.
    pub seq: i64,
    /// The entry.
    pub id: Uuid,
    /// Who did it; none for the command line.
    pub user_id: Option<UserId>,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else is worth knowing.
    pub detail: Value,
    /// When.
    pub at: DateTime<Utc>,
    /// The hash of the entry before it.
    pub previous_hash: String,
    /// SHA-256 over all of this, in hexadecimal.
    pub hash: String,
}

/// The end of a log, kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The newest entry's place; 0 for an empty log.
    pub seq: i64,
    /// The newest entry's hash.
    pub hash: String,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            seq: 0,
            hash: GENESIS.to_owned(),
        }
    }
}

impl Activity {
    /// The entry that follows a head.
    #[must_use]
    pub fn after(head: &Head, business: BusinessId, new: &NewActivity) -> Self {
        let mut entry = Self {
            seq: head.seq + 1,
            id: new.id,
            user_id: new.user_id,
            action: new.action.to_owned(),
            subject: new.subject.clone(),
            detail: new.detail.clone(),
            at: new.at,
            previous_hash: head.hash.clone(),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash(business);
        entry
    }

    /// What the hash has to be.
    #[must_use]
    pub fn computed_hash(&self, business: BusinessId) -> String {
        let mut text = String::new();
        let user = self.user_id.map(|user| user.to_string()).unwrap_or_default();
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        for part in [
            self.previous_hash.as_str(),
            &business.to_string(),
            &self.seq.to_string(),
            &self.id.to_string(),
            &user,
            &at,
            &self.action,
            &self.subject,
        ] {
            // With its length before it, no part can pass for another.
            let _written = write!(text, "{}:{part}", part.len());
        }
        canonical(&self.detail, &mut text);
        Sha256::digest(text.as_bytes())
            .iter()
            .fold(String::with_capacity(64), |mut hash, byte| {
                let _written = write!(hash, "{byte:02x}");
                hash
            })
    }
}

/// JSON with its keys in order: a database may keep them in another one.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_unstable();
            text.push('{');
            for name in names {
                let _written = write!(text, "{}:", Value::String(name.clone()));
                if let Some(inner) = fields.get(name) {
                    canonical(inner, text);
                }
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        plain => {
            let _written = write!(text, "{plain}");
        }
    }
}

/// What is wrong at a place of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The entry is not what was written.
    Changed,
    /// Entries before this one are not there.
    Missing,
    /// It does not follow the entry before it: one was put in, taken out or moved.
    Unlinked,
    /// The log ends elsewhere than it was written to.
    CutOff,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where.
    pub seq: i64,
    /// What.
    pub kind: FaultKind,
}

/// Holds the entries of a business against each other, one after the other, in the order of their places.
#[derive(Clone, Debug)]
pub struct ChainCheck {
    business: BusinessId,
    end: Head,
    count: u64,
}

impl ChainCheck {
    /// A check that has seen nothing yet.
    #[must_use]
    pub fn new(business: BusinessId) -> Self {
        Self {
            business,
            end: Head::default(),
            count: 0,
        }
    }

    /// How many entries it has seen.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// What is wrong with the next entry.
    pub fn next(&mut self, entry: &Activity) -> Vec<Fault> {
        let mut found = Vec::new();
        let mut fault = |kind| {
            found.push(Fault { seq: entry.seq, kind });
        };
        if entry.seq != self.end.seq + 1 {
            fault(FaultKind::Missing);
        }
        if entry.previous_hash != self.end.hash {
            fault(FaultKind::Unlinked);
        }
        if entry.hash != entry.computed_hash(self.business) {
            fault(FaultKind::Changed);
        }
        self.count += 1;
        self.end = Head {
            seq: entry.seq,
            hash: entry.hash.clone(),
        };
        found
    }

    /// Whether the log ends where it was written to.
    #[must_use]
    pub fn end(&self, head: &Head) -> Option<Fault> {
        (self.end != *head).then(|| Fault {
            seq: head.seq.max(self.end.seq),
            kind: FaultKind::CutOff,
        })
    }
}

#[cfg(test)]
mod tests;
