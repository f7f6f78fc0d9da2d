//! Many messages at once: every one acknowledged, each in exactly one answer, floods told once.

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    databases::on_every_database,
    server::{Server, until},
    shopper::Shopper,
};

on_every_database! {
    ten_messages_sent_without_reading_get_the_flood_sentence_and_each_stands_in_one_answer
    a_shopper_who_reads_each_answer_is_never_told_to_wait
    a_message_to_a_person_is_recorded_by_a_silent_turn_and_rest_answers_at_once
    a_newer_message_supersedes_a_draft_and_the_next_covers_both
    a_draft_is_decided_once
    conversations_run_side_by_side_and_each_keeps_its_order
}

async fn ten_messages_sent_without_reading_get_the_flood_sentence_and_each_stands_in_one_answer() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    for number in 0..10 {
        shopper.post(&format!("hello {number}")).await;
    }
    let mut acknowledged = Vec::new();
    let mut answered: HashMap<String, usize> = HashMap::new();
    let mut flood = 0;
    while acknowledged.len() < 10 || answered.len() < 10 {
        let frame = shopper.frame().await;
        let payload = &frame["payload"];
        match frame["type"].as_str() {
            Some("ack") => acknowledged.push(payload["messageId"].clone()),
            Some("response") => {
                let content = payload["content"].as_str().unwrap_or_default();
                flood += usize::from(content.starts_with("I'm processing your messages."));
                for id in payload["answers"].as_array().expect("answers") {
                    *answered.entry(id.to_string()).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    assert_eq!(flood, 1);
    assert!(answered.values().all(|count| *count == 1), "{answered:?}");
    shopper.post("one more").await;
    shopper.expect("ack").await;
    assert!(
        shopper
            .drain()
            .await
            .iter()
            .all(|frame| frame["type"] != "response"),
        "silent until the window ends"
    );
}

async fn a_shopper_who_reads_each_answer_is_never_told_to_wait() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    for number in 0..30 {
        let answer = shopper.say(&format!("hello {number}")).await;
        let content = answer["content"].as_str().unwrap_or_default();
        assert!(!content.starts_with("I'm processing"), "message {number}");
    }
}

async fn a_message_to_a_person_is_recorded_by_a_silent_turn_and_rest_answers_at_once() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    operator.set_status(&shopper.conversation, "active_human").await;
    let body = serde_json::json!({ "sessionId": shopper.session, "content": "a question for a person" });
    let (status, said) = server.post("/v1/interactions/message", body).await;
    assert_eq!(status, 202, "{said}");
    assert!(said["response"].is_null());
    let trace = operator.trace(&shopper.conversation, &said["messageId"]).await;
    assert_eq!(trace["decision"]["kind"], "silent");
}

async fn a_newer_message_supersedes_a_draft_and_the_next_covers_both() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    shopper.say("do you rent kayaks in Norway?").await;
    shopper.expect("draft_update").await;
    let old = operator.pending_draft(&shopper.conversation).await;
    shopper.say("show me running shoes").await;
    let pending = shopper.expect("draft_update").await;
    assert_eq!(pending["status"], "pending");
    let new = until("the new version is listed", || async {
        let draft = operator.pending_draft(&shopper.conversation).await;
        (draft["draft_id"] != old["draft_id"]).then_some(draft)
    })
    .await;
    assert_eq!(new["draft_id"], pending["draft_id"]);
    assert!(
        new["question"].as_str().unwrap_or_default().contains("kayaks"),
        "{new}"
    );
    let (status, problem) = operator
        .post(
            "/assistants/approve",
            serde_json::json!({ "draft_id": old["draft_id"] }),
        )
        .await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (409, Some("draft_superseded")),
        "{problem}"
    );
}

async fn a_draft_is_decided_once() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    shopper.say("do you rent kayaks in Norway?").await;
    let draft = operator.pending_draft(&shopper.conversation).await;
    let body = serde_json::json!({ "draft_id": draft["draft_id"], "final_message": "No, sorry." });
    assert_eq!(operator.post("/assistants/approve", body.clone()).await.0, 204);
    let (status, problem): (u16, Value) = operator.post("/assistants/approve", body).await;
    assert_eq!(status, 409, "{problem}");
}

async fn conversations_run_side_by_side_and_each_keeps_its_order() {
    let server = Server::start().await;
    let mut shoppers = Vec::new();
    for _ in 0..20 {
        shoppers.push(server.shopper().await);
    }
    let talks = shoppers.into_iter().map(|mut shopper: Shopper| async move {
        for number in 0..5 {
            let answer = shopper.say(&format!("hello {number}")).await;
            assert_eq!(answer["seq"], (number + 1) * 2);
        }
    });
    futures::future::join_all(talks).await;
}
