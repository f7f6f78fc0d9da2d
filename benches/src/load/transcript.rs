//! What the server stored, held against what its shoppers heard.

use std::{collections::HashSet, time::Duration};

use anyhow::Context;
use futures::{StreamExt, stream};
use serde::{Deserialize, Serialize};

use super::{client::Heard, target::Target};

/// Transcripts that are read at once.
const AT_ONCE: usize = 8;

/// What does not fit. All zero when nothing was lost and nothing said twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Transcripts that were read.
    pub transcripts: usize,
    /// Transcripts that could not be read, with the first cause.
    pub unread: usize,
    /// Why the first of them could not be read.
    pub unread_because: Option<String>,
    /// Acknowledged messages that are not in the transcript.
    pub messages_lost: usize,
    /// Messages of the transcript that no shopper had acknowledged.
    pub messages_unacknowledged: usize,
    /// Responses that were heard and are not in the transcript.
    pub responses_lost: usize,
    /// Answers of the transcript that no shopper heard.
    pub responses_unheard: usize,
}

impl Comparison {
    /// Whether everything fits.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let transcripts = self.transcripts;
        *self
            == Self {
                transcripts,
                ..Self::default()
            }
    }

    fn add(&mut self, heard: &Heard, stored: &Stored) {
        let set = |ids: &[String]| ids.iter().cloned().collect::<HashSet<String>>();
        let (acknowledged, responses) = (set(&heard.acknowledged), set(&heard.responses));
        let of = |customer: bool| {
            let items = stored
                .items
                .iter()
                .filter(|item| (item.sender == "customer") == customer);
            items
                .map(|item| item.message_id.clone())
                .collect::<HashSet<String>>()
        };
        let (messages, answers) = (of(true), of(false));
        self.transcripts += 1;
        self.messages_lost += acknowledged.difference(&messages).count();
        self.messages_unacknowledged += messages.difference(&acknowledged).count();
        self.responses_lost += responses.difference(&answers).count();
        self.responses_unheard += answers.difference(&responses).count();
    }
}

/// Reads the transcript of every session that had a message acknowledged.
///
/// # Errors
/// When there can be no requests at all.
pub async fn compare(target: &Target, sessions: &[Heard], patience: Duration) -> anyhow::Result<Comparison> {
    // Loopback speaks plain HTTP; the client still wants to know whose cryptography it would use.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().timeout(patience).no_proxy().build()?;
    let spoken = sessions.iter().filter(|heard| !heard.acknowledged.is_empty());
    let mut reading = stream::iter(spoken.map(|heard| {
        let http = &http;
        async move { (heard, read(http, target, &heard.session).await) }
    }))
    .buffer_unordered(AT_ONCE);
    let mut comparison = Comparison::default();
    while let Some((heard, stored)) = reading.next().await {
        match stored {
            Ok(stored) => comparison.add(heard, &stored),
            Err(error) => {
                comparison.unread += 1;
                comparison
                    .unread_because
                    .get_or_insert_with(|| format!("{error:#}"));
            }
        }
    }
    Ok(comparison)
}

async fn read(http: &reqwest::Client, target: &Target, session: &str) -> anyhow::Result<Stored> {
    let mut request = http.get(target.transcript(session));
    if let Some(key) = target.key() {
        request = request.header("X-Widget-Key", key);
    }
    // The session's id is a secret and part of the address: errors do not show it.
    let response = request.send().await.map_err(reqwest::Error::without_url)?;
    let status = response.status();
    anyhow::ensure!(status.is_success(), "the transcript answers {status}");
    let body = response.bytes().await.map_err(reqwest::Error::without_url)?;
    serde_json::from_slice(&body).context("a transcript that is not as expected")
}

#[derive(Debug, Deserialize)]
struct Stored {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    message_id: String,
    sender: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(items: &[(&str, &str)]) -> Stored {
        let item = |(id, sender): &(&str, &str)| Item {
            message_id: (*id).to_owned(),
            sender: (*sender).to_owned(),
        };
        Stored {
            items: items.iter().map(item).collect(),
        }
    }

    #[test]
    fn whatever_is_missing_on_either_side_is_counted() {
        let heard = Heard {
            acknowledged: vec!["m1".to_owned(), "m2".to_owned()],
            responses: vec!["a1".to_owned(), "a2".to_owned()],
            ..Heard::default()
        };
        let mut clean = Comparison::default();
        clean.add(
            &heard,
            &stored(&[
                ("m1", "customer"),
                ("a1", "assistant"),
                ("m2", "customer"),
                ("a2", "assistant"),
            ]),
        );
        assert!(clean.is_clean());
        let mut torn = Comparison::default();
        torn.add(
            &heard,
            &stored(&[
                ("m1", "customer"),
                ("m3", "customer"),
                ("a3", "person"),
                ("a1", "assistant"),
            ]),
        );
        let counts = [
            torn.messages_lost,
            torn.messages_unacknowledged,
            torn.responses_lost,
            torn.responses_unheard,
        ];
        assert_eq!(counts, [1, 1, 1, 1]);
        assert!(!torn.is_clean());
    }
}
