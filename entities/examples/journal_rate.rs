//! How many turns a second the journal commits, in batches as they gather under load.
//!
//! `cargo run --release -p colloquy-entities --example journal_rate [-- DATABASE [UNITS_A_BATCH [BATCHES]]]`
//!
//! Without a database it measures a SQLite file in the system's folder for temporary files. Each unit is what a fast
//! turn hands over: its receipt, the answer, the state, the trace, and the session's new end.

use std::time::Instant;

use chrono::{DateTime, Utc};
use colloquy_engine::{
    channel::Channel,
    conversation::{
        event::{EventBody, Response},
        state::SenderKind,
    },
    ids::{BusinessId, ConversationId, CustomerId, MessageId, ReceiptId, SessionId, TurnId},
    port::{
        accounts::{AccountStore, Business, WidgetKey},
        journal::{
            ConversationPart, HeadChange, JournalStore, NewMessage, NewReceipt, NewSession, NewTurn, Opening,
            Unit, UnitOutcome,
        },
    },
    turn::decision::DecisionKind,
};
use colloquy_entities::{Database, DatabaseSettings, Store};
use serde_json::{json, value::to_raw_value};
use uuid::Uuid;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let file = std::env::temp_dir().join(format!("journal-rate-{}.db", Uuid::new_v4().simple()));
    let url = arguments.next().unwrap_or_else(|| file.display().to_string());
    let units: usize = arguments.next().map_or(Ok(64), |text| text.parse())?;
    let batches: usize = arguments.next().map_or(Ok(200), |text| text.parse())?;

    let database = Database::connect(&DatabaseSettings::new(url)).await?;
    database.migrate().await?;
    let durability = database.durability().await?;
    println!(
        "{} durable: {} {:?}",
        durability.backend,
        durability.is_safe(),
        durability.settings
    );
    let store = Store::new(database);
    let business = business(&store).await?;

    // Half of the conversations are new, the other half have been going on for a while.
    let mut talks: Vec<(ConversationId, SessionId, i64)> = Vec::new();
    let mut times = Vec::with_capacity(batches);
    let started = Instant::now();
    for number in 0..batches {
        if number % 2 == 0 {
            talks = (0..units)
                .map(|_| {
                    let session = SessionId(Uuid::new_v4().to_string());
                    (ConversationId(Uuid::now_v7()), session, 0)
                })
                .collect();
        }
        let batch: Vec<Unit> = talks
            .iter()
            .map(|(conversation, session, version)| unit(business, *conversation, session, *version))
            .collect();
        let began = Instant::now();
        let outcomes = store.commit(&batch).await?;
        times.push(began.elapsed());
        for (talk, outcome) in talks.iter_mut().zip(outcomes) {
            match outcome {
                UnitOutcome::Committed(committed) => talk.2 = committed.version,
                refused => return Err(format!("refused: {refused:?}").into()),
            }
        }
    }
    let spent: f64 = times.iter().map(std::time::Duration::as_secs_f64).sum();
    times.sort_unstable();
    println!(
        "{} turns in batches of {units}: {:.0} a second in commits, {:.0} with making them; a commit takes {:?} (median), {:?} (99th of 100)",
        units * batches,
        (units * batches) as f64 / spent,
        (units * batches) as f64 / started.elapsed().as_secs_f64(),
        times[times.len() / 2],
        times[times.len() * 99 / 100],
    );
    store.database().close().await?;
    for ending in ["", "-wal", "-shm"] {
        // Gone already when the database is elsewhere or has tidied up itself.
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
    Ok(())
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_micros(Utc::now().timestamp_micros()).unwrap_or_default()
}

async fn business(store: &Store) -> Result<BusinessId, Failure> {
    let id = BusinessId(Uuid::now_v7());
    let business = Business {
        id,
        slug: id.to_string(),
        name: "Shop".to_owned(),
        profile: json!({}),
        created_at: now(),
    };
    let key = WidgetKey {
        key: format!("pk_{id}"),
        business_id: id,
        origins: Vec::new(),
    };
    store.add_business(&business, &key, &[], &[], None).await?;
    Ok(id)
}

fn unit(business: BusinessId, conversation: ConversationId, session: &SessionId, version: i64) -> Unit {
    let at = now();
    let question = MessageId(Uuid::now_v7());
    let reply = MessageId(Uuid::now_v7());
    let text = "We are open from nine to six on weekdays and from ten to four on Saturdays.";
    let part = ConversationPart {
        id: conversation,
        opening: (version == 0).then(|| Opening {
            channel: Channel::Web,
            session: Some(NewSession {
                id: session.clone(),
                channel: Channel::Web,
                conversation_id: conversation,
                created_at: at,
                expires_at: at,
            }),
            customer_id: CustomerId(Uuid::now_v7()),
            initial_context: None,
        }),
        receipts: vec![NewReceipt {
            id: ReceiptId(Uuid::now_v7()),
            message_id: question,
            connection: format!("web:{conversation}"),
            dedupe_key: question.to_string(),
            client_message_id: Some(question.to_string()),
            text: "When are you open, please?".to_owned(),
            received_at: at,
        }],
        expected_version: Some(version),
        head: HeadChange {
            session_expires_at: Some(at),
            ..HeadChange::default()
        },
        events: vec![
            EventBody::Answered(Box::new(Response {
                message_id: reply,
                in_reply_to: Some(question),
                answers: vec![question],
                content: text.to_owned(),
                agent: "support".to_owned(),
                intent: Some("opening_hours".to_owned()),
                confidence: Some(0.92),
                sources: Vec::new(),
                suggested_actions: Vec::new(),
                actions: Vec::new(),
                products: Vec::new(),
                cart: None,
                sent_at: at,
            })),
            EventBody::State(Box::default()),
        ],
        messages: vec![NewMessage {
            id: reply,
            event: 0,
            sender: SenderKind::AiBot,
            sender_name: "Mira".to_owned(),
            text: text.to_owned(),
            confidence: Some(0.92),
            sources: Vec::new(),
            in_reply_to: Some(question),
        }],
        turn: Some(NewTurn {
            id: TurnId(Uuid::now_v7()),
            answers: vec![question],
            reply: Some(reply),
            decision: DecisionKind::Send,
            reason: "confident".to_owned(),
            confidence: 0.92,
            started_at: at,
            duration_micros: 900,
            sentiment: Some(0.1),
            trace: to_raw_value(&json!({
                "understanding": {"language": "en", "intents": [["opening_hours", 0.97]], "sentiment": 0.1},
                "evidence": {"passages": (0..5).map(|place| json!({"id": place, "score": 0.5, "hash": "0123456789abcdef"})).collect::<Vec<_>>()},
                "decision": {"kind": "send", "threshold": 0.7},
                "stages": {"understand": 120, "retrieve": 90, "respond": 60, "gate": 5},
            }))
            .unwrap_or_default(),
        }),
        ..ConversationPart::empty(conversation, at)
    };
    Unit {
        business_id: Some(business),
        conversation: Some(part),
        ..Unit::default()
    }
}
