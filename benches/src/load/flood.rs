//! One shopper who does not wait: messages at a set rate on one socket, whatever comes back.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use super::{
    client::{Client, Trouble},
    metronome::Metronome,
    report::Flooded,
};

/// Longer than any text of the flood takes to be written to a server that reads.
const WRITES_WITHIN: Duration = Duration::from_secs(5);

/// Floods for so long and answers what came of it. A server that stops reading makes the shopper wait, as it should.
pub(super) async fn flood(client: Client, rate: u32, lasts: Duration, text: &'static str) -> Flooded {
    let (mut sink, mut frames) = client.into_socket().split();
    let (metronome, mut beats) = Metronome::start(rate, lasts, 1);
    let mut flooded = Flooded {
        meant_per_second: rate,
        ..Flooded::default()
    };
    let sent = AtomicUsize::new(0);
    let writing = async {
        while let Some(_now) = beats.first_mut()?.recv().await {
            let number = sent.load(Ordering::Relaxed);
            let payload = json!({ "content": text, "clientMessageId": format!("flood-{number}") });
            let frame = json!({ "type": "message", "payload": payload }).to_string();
            match timeout(WRITES_WITHIN, sink.send(Message::text(frame))).await {
                Ok(Ok(())) => sent.fetch_add(1, Ordering::Relaxed),
                Ok(Err(error)) => return Some(Trouble::Broken(error.to_string())),
                Err(_elapsed) => return Some(Trouble::TimedOut),
            };
        }
        None
    };
    let mut heard: BTreeMap<String, usize> = BTreeMap::new();
    let reading = async {
        while let Some(Ok(message)) = frames.next().await {
            let Message::Text(text) = message else { continue };
            let kind = serde_json::from_str::<Value>(&text)
                .ok()
                .and_then(|frame| Some(frame["type"].as_str()?.to_owned()));
            *heard.entry(kind.unwrap_or_default()).or_default() += 1;
        }
    };
    let trouble = tokio::select! {
        trouble = writing => trouble,
        () = reading => Some(Trouble::Broken("the server is gone".to_owned())),
    };
    flooded.messages_sent = sent.into_inner();
    flooded.messages_unsent = metronome.unsent();
    flooded.ended_by = trouble.map(|trouble| trouble.name());
    flooded.heard = heard;
    flooded
}
