//! What falls, stalls or fills up harms nobody else, and heals by itself.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    databases::on_every_database,
    server::{Server, until},
    shopper::Shopper,
};

on_every_database! {
    a_conversation_that_panics_is_made_anew_and_its_neighbours_answer_meanwhile
    a_mailbox_that_is_held_up_stops_its_socket_at_the_stated_count_and_the_neighbours_answer
    a_client_that_stops_reading_is_closed_as_a_slow_reader_and_can_resume
}

/// Messages of one socket that may wait for their acknowledgement; beyond them the socket is not read (`ws.max_in_flight`).
const MAX_IN_FLIGHT: usize = 32;

/// How long a conversation that fell may be missing on a busy machine.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);

async fn a_conversation_that_panics_is_made_anew_and_its_neighbours_answer_meanwhile() {
    let server = Server::builder().with_faults().start().await;
    let mut fallen = server.shopper().await;
    let mut neighbours = Vec::new();
    for _ in 0..4 {
        neighbours.push(server.shopper().await);
    }
    fallen.say("hello").await;
    let (status, body) = server
        .post("/testing/fault", json!({ "sessionId": fallen.session }))
        .await;
    assert_eq!(status, 204, "{body}");
    for neighbour in &mut neighbours {
        neighbour.say("hello").await;
    }
    // Until its supervisor has noticed, a message is refused as one that may be sent again, under its own id: nobody
    // knows whether it was written before the fall.
    let deadline = Instant::now() + NOTICED_WITHIN;
    let again = json!({ "content": "hello again", "clientMessageId": "once" });
    fallen.send("message", again.clone()).await;
    let after = loop {
        let frame = fallen.frame().await;
        match frame["type"].as_str() {
            Some("response") => break frame["payload"].clone(),
            Some("error") => {
                assert!(Instant::now() < deadline, "nobody made the conversation anew");
                fallen.send("message", again.clone()).await;
            }
            _ => {}
        }
    };
    assert_eq!(after["seq"], 4, "the record goes on where it was: {after}");
}

async fn a_mailbox_that_is_held_up_stops_its_socket_at_the_stated_count_and_the_neighbours_answer() {
    let server = Server::builder().with_faults().start().await;
    let mut held = server.shopper().await;
    let mut neighbour = server.shopper().await;
    held.say("hello").await;
    let fault = json!({ "sessionId": held.session, "holdUpMilliseconds": 3_000 });
    assert_eq!(server.post("/testing/fault", fault).await.0, 204);
    for number in 0..MAX_IN_FLIGHT + 10 {
        held.send("message", json!({ "content": format!("hello {number}") }))
            .await;
    }
    // A frame behind those that wait is not read: no pong comes while the mailbox is held up.
    held.send("ping", json!({})).await;
    for _ in 0..3 {
        neighbour.say("hello").await;
    }
    let mut acknowledged = 0;
    let mut refused = 0;
    while acknowledged + refused < MAX_IN_FLIGHT + 10 {
        let frame = held.frame().await;
        match frame["type"].as_str() {
            Some("ack") => acknowledged += 1,
            Some("error") => refused += 1,
            Some("pong") => assert!(
                acknowledged + refused > 0,
                "the ping was read before anything moved"
            ),
            _ => {}
        }
    }
    assert_eq!(refused, 0, "a held-up socket waits, it does not refuse");
}

#[tokio::test]
async fn a_full_sqlite_file_is_told_as_retryable_and_service_returns_without_a_restart() {
    const PAGE: u64 = 4_096;
    // The first life makes and fills the shop; the second may grow by a few pages only.
    let server = Server::start().await;
    let file = server.folder().join("data/colloquy.db");
    let server = server.restart_with("log.level", "info").await;
    let pages = std::fs::metadata(&file).expect("the database is a file").len() / PAGE;
    let server = server
        .restart_with("database.sqlite_max_pages", &(pages + 30).to_string())
        .await;
    let owner =
        crate::operator::Operator::sign_in(&server, "owner@demo.local", crate::server::PASSWORD).await;
    let (_, articles) = owner.get("/api/v1/knowledge/articles?limit=100").await;
    let mut shopper = server.shopper().await;
    let mut acknowledged = 0_usize;
    let refused = 'filling: loop {
        // Few words that weigh much: the disk is what is tried here, not the reading.
        let text = format!("{acknowledged} {}", format!("{} ", "long".repeat(15)).repeat(100));
        shopper.post(&text).await;
        // A message that the last pages held may stay without an answer until there is room again.
        while let Ok(frame) = tokio::time::timeout(Duration::from_secs(5), shopper.frame()).await {
            match frame["type"].as_str() {
                Some("error") => break 'filling frame["payload"].clone(),
                Some("ack") => acknowledged += 1,
                Some("response") => break,
                _ => {}
            }
        }
        assert!(acknowledged < 500, "the disk never filled");
    };
    assert_eq!(
        (&refused["status"], &refused["code"], &refused["retryable"]),
        (&json!(503), &json!("storage_full"), &json!(true))
    );
    assert_eq!(
        server.get("/v1/products/prod_001").await.0,
        200,
        "reading goes on"
    );

    for article in articles["items"].as_array().expect("articles").iter().take(30) {
        let path = format!(
            "/api/v1/knowledge/articles/{}?override=true",
            article["id"].as_str().expect("an id")
        );
        let (status, body) = owner.call(reqwest::Method::DELETE, &path, None).await;
        assert!(status == 204 || status == 503, "{status} {body}");
    }
    until("there is room again", || {
        let (server, session) = (&server, shopper.session.clone());
        async move {
            let body = json!({ "sessionId": session, "content": "hello again" });
            let (status, _) = server.post("/v1/interactions/message", body).await;
            (status == 200 || status == 202).then_some(())
        }
    })
    .await;
    let (_, transcript) = server.get(&format!("/chat/{}/transcript", shopper.session)).await;
    let said = transcript["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|item| item["sender"] == "customer");
    assert!(
        said.count() > acknowledged,
        "nothing that was acknowledged is lost"
    );
}

async fn a_client_that_stops_reading_is_closed_as_a_slow_reader_and_can_resume() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    // Four bytes each, so that a few hundred fill every buffer between server and client.
    let long = "🙂".repeat(8_000);
    let path = format!("/api/v1/conversations/{}/messages", shopper.conversation);
    for _ in 0..400 {
        let (status, body) = operator.post(&path, json!({ "text_content": long })).await;
        assert!(status < 300, "{status} {body}");
    }
    let closed = tokio::time::timeout(Duration::from_secs(20), shopper.closed())
        .await
        .expect("an end");
    assert_eq!(closed.map(|reason| u16::from(reason.code)), Some(4409));
    let again = until("the session can be joined again", || async {
        Some(Shopper::connect(&server, Some(&shopper.session)).await)
    })
    .await;
    assert!(again.first["payload"]["lastSeq"].as_i64().unwrap_or_default() >= 400);
}
