//! What happens because time goes by. The clock of these servers is set ahead; nobody waits.

use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server, until},
    shopper::Shopper,
};

on_every_database! {
    a_quiet_conversation_is_resolved_shown_so_reopened_by_a_message_and_archived_in_the_end
    a_conversation_with_something_open_is_not_resolved
    a_keyed_request_is_done_once_even_across_a_restart_and_forgotten_after_a_day
}

async fn ahead(server: Server, hours: u32) -> Server {
    server
        .restart_with("testing.clock_ahead_hours", &hours.to_string())
        .await
}

fn watchful() -> crate::server::Builder {
    Server::builder().with_faults().with("timers.sweep_seconds", "1")
}

async fn becomes(server: &Server, conversation: &str, status: &str) -> Value {
    let operator = server.operator().await;
    until(status, || async {
        let shown = operator.conversation(conversation).await;
        (shown["status"] == status).then_some(shown)
    })
    .await
}

async fn a_quiet_conversation_is_resolved_shown_so_reopened_by_a_message_and_archived_in_the_end() {
    let server = watchful().start().await;
    let mut shopper = server.shopper().await;
    shopper.say("how many days do I have to return something?").await;
    let (session, conversation) = (shopper.session.clone(), shopper.conversation.clone());

    // Watched while it is resolved: the watcher is shown it.
    let server = ahead(server, 25).await;
    let mut shopper = Shopper::connect(&server, Some(&session)).await;
    let last = shopper.first["payload"]["lastSeq"].as_i64().expect("a number");
    let resumed_at = last.min(2);
    shopper.send("resume", json!({ "lastSeq": resumed_at })).await;
    let status = shopper.skip_to("status").await;
    assert_eq!(
        (&status["status"], &status["by"]),
        (&json!("resolved_by_ai"), &json!("assistant"))
    );
    assert_eq!(
        status["seq"],
        resumed_at + 1,
        "a change is numbered like everything that is stored"
    );
    becomes(&server, &conversation, "resolved_by_ai").await;

    // A message to a resolved one goes on with it.
    shopper.post("do you have caps?").await;
    let opened = shopper.skip_to("status").await;
    assert_eq!(opened["status"], "active_ai", "{opened}");

    let server = ahead(server, 50).await;
    becomes(&server, &conversation, "resolved_by_ai").await;
    let server = ahead(server, 50 + 31 * 24).await;
    becomes(&server, &conversation, "archived").await;
}

async fn a_conversation_with_something_open_is_not_resolved() {
    let server = watchful().start().await;
    let mut asked = server.shopper().await;
    let mut held = server.shopper().await;
    let mut owned = server.shopper().await;
    asked.say("I want to talk to a human").await;
    held.say("do you rent kayaks in Norway?").await;
    owned.say("hello").await;
    let operator = server.operator().await;
    assert_eq!(
        operator.set_status(&owned.conversation, "active_human").await.0,
        200
    );
    let mut quiet = server.shopper().await;
    quiet.say("hello").await;

    let server = ahead(server, 25).await;
    // Looks go page by page over all that is due, so what is not ended with the last one is not due.
    becomes(&server, &quiet.conversation, "resolved_by_ai").await;
    let operator = server.operator().await;
    for (conversation, status) in [
        (&asked.conversation, "escalated_human_needed"),
        (&held.conversation, "active_ai"),
        (&owned.conversation, "active_human"),
    ] {
        assert_eq!(operator.conversation(conversation).await["status"], status);
    }
}

async fn a_keyed_request_is_done_once_even_across_a_restart_and_forgotten_after_a_day() {
    let server = watchful().start().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let conversation = shopper.conversation.clone();
    let first = keyed_replies(&server, &conversation).await;
    let server = server.kill_and_restart().await;
    let again = keyed_replies(&server, &conversation).await;
    assert_eq!(
        first, again,
        "the same key is answered the same by the next process"
    );
    let operator = server.operator().await;
    let (_, listed) = operator
        .get(&format!("/api/v1/conversations/{conversation}/messages"))
        .await;
    let replies = count(&listed, |message| message["text_content"] == "I am here");
    assert_eq!(replies, 1, "{listed}");

    let server = ahead(server, 25).await;
    let later = keyed_replies(&server, &conversation).await;
    assert_ne!(first, later, "after a day the key means a new request");
}

fn count(list: &Value, fits: impl Fn(&Value) -> bool) -> usize {
    list["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|item| fits(item))
        .count()
}

/// A reply, a note and an article, each under its key, and the same key with another body.
async fn keyed_replies(server: &Server, conversation: &str) -> Vec<Value> {
    let operator = Operator::sign_in(server, "owner@demo.local", PASSWORD).await;
    let base = format!("/api/v1/conversations/{conversation}");
    let mut answers = Vec::new();
    for (path, body) in [
        (format!("{base}/messages"), json!({"text_content": "I am here"})),
        (format!("{base}/notes"), json!({"text": "called back"})),
        (
            "/api/v1/knowledge/corrections".to_owned(),
            json!({"question": "do you sell stilts?", "answer": "We do not sell stilts."}),
        ),
    ] {
        let (status, done) = operator.keyed(&path, "a-key", &body).await;
        assert_eq!(status, 201, "{path}: {done}");
        let mut other = body;
        let field = other.as_object_mut().and_then(|body| body.values_mut().next());
        *field.expect("a field") = json!("something else");
        let (status, refused) = operator.keyed(&path, "a-key", &other).await;
        assert_eq!(
            (status, &refused["code"]),
            (409, &json!("idempotency_key_reused")),
            "{path}"
        );
        answers.push(done["id"].clone());
    }
    answers
}
