//! A process that is killed loses nothing that it acknowledged.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use sqlx::{ConnectOptions, Connection, PgConnection, sqlite::SqliteConnectOptions};

use crate::{
    databases::on_every_database,
    server::{Server, until},
    shopper::Shopper,
};

on_every_database! {
    killed_with_two_hundred_messages_in_flight_every_acknowledged_one_is_answered_exactly_once
}

const SHOPPERS: usize = 20;
const MESSAGES: usize = 10;

async fn killed_with_two_hundred_messages_in_flight_every_acknowledged_one_is_answered_exactly_once() {
    // Turns that take long are the ones that a kill leaves unanswered: their receipts go ahead of them.
    let server = Server::builder()
        .with("testing.turn_delay_ms", "400")
        .with_faults()
        .start()
        .await;
    let mut shoppers = Vec::new();
    for _ in 0..SHOPPERS {
        shoppers.push(server.shopper().await);
    }
    for shopper in &mut shoppers {
        for number in 0..MESSAGES {
            let content = format!("hello {number}");
            shopper
                .send(
                    "message",
                    json!({ "content": content, "clientMessageId": format!("k{number}") }),
                )
                .await;
        }
    }
    let mut acknowledged: HashMap<String, HashSet<String>> = HashMap::new();
    let mut answered = 0;
    let mut acks = 0;
    for shopper in &mut shoppers {
        while acks < SHOPPERS * MESSAGES {
            let frame = shopper.frame().await;
            match frame["type"].as_str() {
                Some("ack") => {
                    let id = frame["payload"]["messageId"].as_str().expect("an id").to_owned();
                    let of_session = acknowledged.entry(shopper.session.clone()).or_default();
                    of_session.insert(id);
                    acks += 1;
                    if of_session.len() == MESSAGES {
                        break;
                    }
                }
                Some("response") => answered += frame["payload"]["answers"].as_array().map_or(0, Vec::len),
                _ => {}
            }
        }
    }
    assert_eq!(acks, SHOPPERS * MESSAGES);
    assert!(
        acks - answered >= 20,
        "{answered} of {acks} were answered before the kill"
    );
    let sessions: Vec<String> = shoppers.iter().map(|shopper| shopper.session.clone()).collect();
    drop(shoppers);
    let server = server.kill_and_restart().await;
    for session in sessions {
        let expected = &acknowledged[&session];
        let answers = until("every acknowledged message is answered", || async {
            let answers = answers_of(&server, &session).await;
            let known: HashSet<&String> = answers.keys().collect();
            expected.iter().all(|id| known.contains(id)).then_some(answers)
        })
        .await;
        assert!(
            answers.values().all(|count| *count == 1),
            "{session}: {answers:?}"
        );
    }
    // While the server runs, and again when it has stopped.
    let report = journal_check(&server).expect("nothing is wrong");
    assert_eq!(report["counts"]["receipts"], SHOPPERS * MESSAGES, "{report}");
    assert_eq!(report["counts"]["pending"], 0, "{report}");
    let mut server = server;
    assert_eq!(server.terminate(), Some(0));
    journal_check(&server).expect("nothing is wrong");
    let conversation = damage(&server).await;
    let refused = journal_check(&server).expect_err("a receipt is no longer settled");
    assert_eq!(refused["violation_count"], 1, "{refused}");
    assert_eq!(refused["violations"][0]["rule"], "turn_twice", "{refused}");
    assert_eq!(refused["violations"][0]["table"], "receipts", "{refused}");
    assert_eq!(
        refused["violations"][0]["conversation_id"], conversation,
        "{refused}"
    );
}

/// What `colloquy journal check` reports; an error when it found violations.
fn journal_check(server: &Server) -> Result<Value, Value> {
    let (said, code) = server.run(&["journal", "check", "--json"]);
    let report = serde_json::from_str(&said).expect("a report");
    match code {
        Some(0) => Ok(report),
        Some(1) => Err(report),
        other => panic!("{other:?}: {said}"),
    }
}

/// Changes one stored receipt behind the engine's back. Answers its conversation.
async fn damage(server: &Server) -> String {
    const CHANGE: &str = "UPDATE receipts SET status = 'pending' \
                          WHERE id = (SELECT id FROM receipts WHERE status = 'settled' ORDER BY id LIMIT 1) \
                          RETURNING substr(connection, 5)";
    let changed: Result<String, sqlx::Error> = match server.database_url() {
        Some(url) => {
            let mut connection = PgConnection::connect(&url).await.expect("PostgreSQL answers");
            sqlx::query_scalar(CHANGE).fetch_one(&mut connection).await
        }
        None => {
            let file = server.folder().join("data/colloquy.db");
            let options = SqliteConnectOptions::new().filename(file);
            let mut connection = options.connect().await.expect("the database opens");
            sqlx::query_scalar(CHANGE).fetch_one(&mut connection).await
        }
    };
    changed.expect("a settled receipt")
}

/// How often each message of a session stands in the `answers` of a response.
async fn answers_of(server: &Server, session: &str) -> HashMap<String, usize> {
    let mut shopper = Shopper::connect(server, Some(session)).await;
    shopper.send("resume", json!({ "lastSeq": 0 })).await;
    let mut counts = HashMap::new();
    loop {
        let frame: Value = shopper.frame().await;
        match frame["type"].as_str() {
            Some("response") => {
                for id in frame["payload"]["answers"].as_array().expect("answers") {
                    *counts.entry(id.as_str().expect("an id").to_owned()).or_default() += 1;
                }
            }
            Some("resumed") => return counts,
            _ => {}
        }
    }
}
