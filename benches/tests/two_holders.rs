//! Two nodes that both believe that they hold every conversation. Only the fence stands between them: each commits what
//! it can, and what the other was faster with is refused and computed again from its rows.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use colloquy_actors::ActorSettings;
use colloquy_benches::{
    durable::{self, Running, Talk},
    shop::{self, DemoShop},
    texts::ROUND,
};
use colloquy_engine::{conversation::EventBody, ids::MessageId, port::conversations::ConversationStore};
use colloquy_entities::Store;

/// Conversations, and how often something is said in each.
const TALKS: usize = 4;
const ROUNDS: usize = 12;
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn two_holders_of_one_shard_answer_nothing_twice_and_lose_nothing() {
    actix_rt::System::new().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let demo = DemoShop::load().unwrap();
        let store = durable::open(folder.path(), &demo).await.unwrap();
        let mut nodes = Vec::new();
        for _ in 0..2 {
            let understander = shop::understander(folder.path()).unwrap();
            // One that was fenced off and asks again is in nobody's way for long.
            let settings = ActorSettings {
                waiting_messages: ROUNDS * 4,
                ..durable::settings()
            };
            let node = Running::start(&store, &demo, understander, settings, None);
            nodes.push(node.await.unwrap());
        }
        let mut talks = Vec::new();
        for _ in 0..TALKS {
            let here = nodes[0].talk().await.unwrap();
            let there = nodes[1].beside(&here).await.unwrap();
            talks.push((here, there));
        }
        for round in 0..ROUNDS {
            let text = ROUND[round % ROUND.len()];
            for (here, there) in &talks {
                // Each says something of its own, and both the same.
                here.post(&format!("here-{round}"), text).await.unwrap();
                there.post(&format!("there-{round}"), text).await.unwrap();
                here.post(&format!("both-{round}"), text).await.unwrap();
                there.post(&format!("both-{round}"), text).await.unwrap();
            }
            settled(&store, &talks, 3 * (round + 1)).await;
        }
        for (here, _there) in &talks {
            let answers = answers(&store, here).await;
            assert_eq!(answers.len(), 3 * ROUNDS, "nothing is lost");
            assert!(answers.values().all(|count| *count == 1), "{answers:?}");
        }
        for node in nodes {
            node.stop().await;
        }
    });
}

/// How often each message of a conversation stands in an answer.
async fn answers(store: &Store, talk: &Talk) -> HashMap<MessageId, usize> {
    let (business, conversation) = talk.place();
    let mut counts = HashMap::new();
    let events = store
        .events_after(business, conversation, 0, 10_000)
        .await
        .unwrap();
    for event in events {
        match event.body {
            EventBody::MessageAccepted(message) => {
                counts.entry(message.message_id).or_default();
            }
            EventBody::Answered(response) => {
                for message in response.answers {
                    *counts.entry(message).or_default() += 1;
                }
            }
            _other => {}
        }
    }
    counts
}

/// Waits until so many messages of each are stored and all are answered.
async fn settled(store: &Store, talks: &[(Talk, Talk)], messages: usize) {
    let until = Instant::now() + PATIENCE;
    for (here, _there) in talks {
        loop {
            let counts = answers(store, here).await;
            if counts.len() >= messages && counts.values().all(|count| *count > 0) {
                break;
            }
            assert!(
                Instant::now() < until,
                "{} of {messages} are stored: {counts:?}",
                counts.len()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
