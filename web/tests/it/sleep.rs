//! Conversations fall asleep and wake, and whoever watches or speaks does not notice.

use std::collections::HashSet;

use colloquy_engine::{
    channel::Channel,
    conversation::{EventBody, snapshot},
    ids::{BusinessId, ConversationId, CustomerId, MessageId, ReceiptId},
    port::{
        accounts::AccountStore,
        conversations::ConversationStore,
        journal::{ConversationPart, JournalStore, NewReceipt, Opening, Unit, UnitOutcome},
        snapshots::{SnapshotStore, StoredSnapshot},
    },
};
use colloquy_entities::{Database, DatabaseSettings, Store};
use serde_json::json;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    server::{Server, until},
    shopper::Shopper,
};

on_every_database! {
    a_socket_whose_conversation_sleeps_hears_what_others_write_and_wakes_it_by_speaking
    where_memory_is_short_the_idle_make_room_and_everyone_is_answered
}

/// The sum of a figure of `/metrics` over its labels; what was never counted is nought.
pub(crate) async fn figure(server: &Server, name: &str) -> f64 {
    let (status, body) = server.get("/metrics").await;
    assert_eq!(status, 200, "{body}");
    let text = body.as_str().expect("figures are text");
    let lines = text.lines().filter(|line| line.starts_with(name));
    let values = lines.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok());
    values.sum()
}

pub(crate) async fn asleep(server: &Server) {
    until("everything sleeps", || async {
        (figure(server, "colloquy_conversations_awake").await < 0.5).then_some(())
    })
    .await;
}

/// The embedded database of a server, opened beside it.
async fn store(server: &Server) -> Store {
    let path = server.folder().join("data/colloquy.db");
    let settings = DatabaseSettings::new(path.to_str().expect("a path"));
    Store::new(Database::connect(&settings).await.expect("the database opens"))
}

async fn business(store: &Store) -> BusinessId {
    store.businesses().await.expect("businesses")[0].id
}

async fn a_socket_whose_conversation_sleeps_hears_what_others_write_and_wakes_it_by_speaking() {
    let server = Server::builder()
        .with("conversation.passivate_after_seconds", "1")
        .start()
        .await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    assert_eq!(shopper.say("hello").await["seq"], 2);
    // A repeat leaves nothing to do behind that would keep it awake.
    let message = json!({ "content": "thanks", "clientMessageId": "once" });
    shopper.send("message", message.clone()).await;
    assert_eq!(shopper.skip_to("response").await["seq"], 4);
    shopper.send("message", message).await;
    assert_eq!(shopper.skip_to("ack").await["duplicate"], true);
    let mut tab = Shopper::connect(&server, Some(&shopper.session)).await;
    asleep(&server).await;

    assert_eq!(tab.say("hello again").await["seq"], 6);
    assert_eq!(shopper.skip_to("message").await["seq"], 5);
    assert_eq!(shopper.skip_to("response").await["seq"], 6);
    asleep(&server).await;

    let path = format!("/api/v1/conversations/{}/messages", shopper.conversation);
    let (status, body) = operator
        .post(&path, json!({ "text_content": "A person here." }))
        .await;
    assert!(status < 300, "{status} {body}");
    for watcher in [&mut shopper, &mut tab] {
        let reply = watcher.skip_to("response").await;
        assert_eq!(
            (&reply["seq"], &reply["content"]),
            (&json!(7), &json!("A person here."))
        );
    }
    let (status, body) = operator.set_status(&shopper.conversation, "active_ai").await;
    assert!(status < 300, "{status} {body}");
    asleep(&server).await;

    shopper.drain().await;
    let unknown = shopper.say("do you rent kayaks in Norway?").await;
    assert_eq!(unknown["content"], "We're checking, expect a follow-up.");
    for watcher in [&mut shopper, &mut tab] {
        assert_eq!(watcher.skip_to("draft_update").await["status"], "pending");
    }
    asleep(&server).await;
    let draft = operator.pending_draft(&shopper.conversation).await;
    let approval = json!({ "draft_id": draft["draft_id"], "final_message": "We rent no kayaks, sorry." });
    let (status, body) = operator.post("/assistants/approve", approval).await;
    assert_eq!(status, 204, "{body}");
    for watcher in [&mut shopper, &mut tab] {
        let update = watcher.skip_to("draft_update").await;
        assert_eq!(
            (&update["status"], &update["message"]),
            (&json!("approved"), &json!("We rent no kayaks, sorry."))
        );
    }
    asleep(&server).await;

    shopper.drain().await;
    let spoken = shopper.post("what are your opening hours?").await;
    let ack = shopper.skip_to("ack").await;
    assert_eq!(ack["clientMessageId"], spoken.as_str());
    shopper.skip_to("response").await;
}

async fn where_memory_is_short_the_idle_make_room_and_everyone_is_answered() {
    const SHOPPERS: usize = 12;
    let server = Server::builder()
        .with("actors.arbiters", "1")
        .with("actors.awake_conversations", "3")
        .start()
        .await;
    let mut shoppers = Vec::new();
    for _ in 0..SHOPPERS {
        shoppers.push(server.shopper().await);
    }
    for round in 1..=3 {
        for shopper in &mut shoppers {
            assert_eq!(shopper.say("hello").await["seq"], 2 * round);
        }
    }
    let awake = figure(&server, "colloquy_conversations_awake").await;
    assert!(awake < 4.5, "{awake} are awake");
    let asleep = figure(&server, "colloquy_conversations_passivated_total").await;
    assert!(asleep >= 30.0, "{asleep} fell asleep");
}

#[tokio::test]
async fn snapshots_are_taken_at_a_stop_and_one_that_is_torn_costs_nothing_but_time() {
    let server = Server::start().await;
    let mut shoppers = Vec::new();
    for _ in 0..3 {
        let mut shopper = server.shopper().await;
        shopper.say("hello").await;
        shoppers.push((
            shopper.session.clone(),
            ConversationId(shopper.conversation.parse().expect("an id")),
        ));
    }
    let mut server = server;
    assert_eq!(server.terminate(), Some(0));
    let store = store(&server).await;
    let business = business(&store).await;
    for (place, (_, id)) in shoppers.iter().enumerate() {
        let mut bytes = store
            .get(business, *id)
            .await
            .expect("snapshots")
            .expect("it was awake at the stop");
        let read = snapshot::decode(&bytes, *id).expect("it is whole");
        assert_eq!((read.state.head.last_seq, read.state.recent.len()), (2, 2));
        let ruined = match place {
            0 => continue,
            1 => {
                let last = bytes.len() - 1;
                bytes[last] ^= 1;
                bytes
            }
            _ => vec![snapshot::FORMAT + 1, 0, 0],
        };
        let kept = StoredSnapshot {
            business_id: business,
            conversation_id: *id,
            version: read.state.head.version,
            last_seq: read.state.head.last_seq,
            taken_at: chrono::Utc::now(),
            bytes: ruined,
        };
        store.put_many(&[kept]).await.expect("snapshots");
    }
    store.database().close().await.expect("it closes");
    let server = server.kill_and_restart().await;
    for (session, _) in &shoppers {
        let mut shopper = Shopper::connect(&server, Some(session)).await;
        assert_eq!(shopper.first["payload"]["lastSeq"], 2);
        assert_eq!(shopper.say("hello again").await["seq"], 4);
    }
    let woken = |from: &str| format!("colloquy_conversations_woken_total{{from=\"{from}\"}}");
    assert!(figure(&server, &woken("snapshot")).await > 0.5);
    assert!(figure(&server, &woken("journal")).await > 1.5);
    for cause in ["corrupt", "newer"] {
        let name = format!("colloquy_snapshots_unusable_total{{cause=\"{cause}\"}}");
        assert!(figure(&server, &name).await > 0.5, "{cause}");
    }
}

const TALKS: usize = 2_000;
const EACH: usize = 5;

#[tokio::test]
async fn ten_thousand_messages_that_wait_at_the_start_are_answered_once_and_in_their_order() {
    let mut server = Server::start().await;
    assert_eq!(server.terminate(), Some(0));
    let prepared = store(&server).await;
    let business = business(&prepared).await;
    let units: Vec<Unit> = (0..TALKS).map(|_| waiting(business)).collect();
    let talks: Vec<ConversationId> = units
        .iter()
        .filter_map(|unit| Some(unit.conversation.as_ref()?.id))
        .collect();
    for batch in units.chunks(250) {
        let outcomes = prepared.commit(batch).await.expect("a commit");
        assert!(
            outcomes
                .iter()
                .all(|outcome| matches!(outcome, UnitOutcome::Committed(_)))
        );
    }
    prepared.database().close().await.expect("it closes");

    let server = server.kill_and_restart().await;
    // Whoever comes meanwhile is served at once.
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let store = store(&server).await;
    let began = std::time::Instant::now();
    loop {
        let left = store.count_unsettled().await.expect("a count");
        if left == 0 {
            break;
        }
        assert!(began.elapsed().as_secs() < 180, "{left} still wait");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    println!(
        "{} messages were answered within {:?} of the first look",
        TALKS * EACH,
        began.elapsed()
    );
    let report = store.audit(10, &|_| {}).await.expect("a proof");
    assert_eq!(report.violations, []);
    for id in talks.iter().step_by(50) {
        let events = store.events_after(business, *id, 0, 100).await.expect("events");
        let mut written = Vec::new();
        let mut answered = Vec::new();
        for event in events {
            match event.body {
                EventBody::MessageAccepted(message) => written.push(message.message_id),
                EventBody::Answered(response) => answered.extend(response.answers),
                _ => {}
            }
        }
        assert_eq!(answered, written, "in the order they were written, and each once");
        assert_eq!(answered.iter().collect::<HashSet<_>>().len(), EACH);
    }
    store.database().close().await.expect("it closes");
}

/// A conversation whose messages no turn has answered.
fn waiting(business: BusinessId) -> Unit {
    let id = ConversationId(Uuid::now_v7());
    let at = chrono::Utc::now();
    let receipts = (0..EACH).map(|number| NewReceipt {
        id: ReceiptId(Uuid::now_v7()),
        message_id: MessageId(Uuid::now_v7()),
        connection: format!("web:{id}"),
        dedupe_key: format!("m{number}"),
        client_message_id: Some(format!("m{number}")),
        text: "hello".to_owned(),
        received_at: at,
    });
    Unit {
        business_id: Some(business),
        conversation: Some(ConversationPart {
            opening: Some(Opening {
                channel: Channel::Web,
                session: None,
                customer_id: CustomerId(Uuid::now_v7()),
                initial_context: None,
            }),
            receipts: receipts.collect(),
            ..ConversationPart::empty(id, at)
        }),
        ..Unit::default()
    }
}
