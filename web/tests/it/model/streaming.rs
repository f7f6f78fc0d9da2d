//! An answer is shown while it is written, and taken back when it turns out to be another.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::{
    Double,
    double::{Act, neutral},
    with,
};
use crate::shopper::Shopper;

const QUESTION: &str = "what is your return policy?";

async fn ask_streamed(shopper: &mut Shopper) {
    shopper
        .send(
            "message",
            json!({ "content": QUESTION, "clientMessageId": "streamed", "stream": true }),
        )
        .await;
}

/// The frames up to and with one of a kind, without typing and heartbeats.
async fn until_frame(shopper: &mut Shopper, kind: &str) -> Vec<Value> {
    let mut frames = Vec::new();
    loop {
        let frame = shopper.frame_that_stays().await;
        let ends = frame["type"] == kind;
        frames.push(frame);
        if ends {
            return frames;
        }
    }
}

fn kinds(frames: &[Value]) -> Vec<&str> {
    let mut kinds: Vec<&str> = frames.iter().filter_map(|frame| frame["type"].as_str()).collect();
    kinds.dedup();
    kinds
}

#[tokio::test]
async fn sentences_are_shown_before_the_answer_is_whole_and_make_the_response() {
    let double = Double::start();
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    double.writes(move |body| {
        Act::SayAndWait(
            "Good question, thank you! And ".to_owned(),
            Arc::clone(&held),
            neutral(body),
        )
    });
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    ask_streamed(&mut shopper).await;
    let first = until_frame(&mut shopper, "stream_delta").await;
    assert_eq!(
        kinds(&first),
        ["ack", "stream_start", "stream_delta"],
        "the model still writes"
    );
    assert_eq!(first[2]["payload"]["delta"], "Good question, thank you! ");
    gate.add_permits(1);
    let rest = until_frame(&mut shopper, "response").await;
    assert_eq!(
        kinds(&rest),
        ["stream_delta", "stream_end", "response"],
        "{rest:?}"
    );
    let response = &rest.last().expect("a response")["payload"];
    let end = &rest[rest.len() - 2]["payload"];
    assert_eq!(end["content"], response["content"]);
    let (start, id) = (&first[1]["payload"]["messageId"], &response["messageId"]);
    assert_eq!(start, id, "all under one id");
    let deltas: String = first
        .iter()
        .chain(&rest)
        .filter_map(|frame| frame["payload"]["delta"].as_str())
        .collect();
    assert_eq!(deltas.trim(), response["content"].as_str().expect("text"));
}

#[tokio::test]
async fn a_made_up_price_in_the_second_sentence_takes_the_first_one_back() {
    let double = Double::start();
    double.writes(|_| Act::Say("Good question, thank you! Returning costs $77.70. Bye.".to_owned()));
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    ask_streamed(&mut shopper).await;
    let frames = until_frame(&mut shopper, "response").await;
    assert_eq!(
        kinds(&frames),
        ["ack", "stream_start", "stream_delta", "stream_end", "response"],
        "{frames:?}"
    );
    let end = &frames[frames.len() - 2]["payload"];
    assert_eq!(end["aborted"], true, "{end}");
    assert!(!json!(frames).to_string().contains("77.70"), "{frames:?}");
    let content = frames.last().expect("a response")["payload"]["content"]
        .as_str()
        .map(str::to_owned);
    assert!(content.is_some_and(|content| !content.contains("Good question")));
}

#[tokio::test]
async fn half_a_stream_is_taken_back_and_answered_without_the_model() {
    let double = Double::start();
    double.writes(|_| Act::Cut("Good question, thank you! It takes ".to_owned()));
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    ask_streamed(&mut shopper).await;
    let frames = until_frame(&mut shopper, "response").await;
    assert_eq!(frames[frames.len() - 2]["payload"]["aborted"], true, "{frames:?}");
    let content = frames.last().expect("a response")["payload"]["content"]
        .as_str()
        .map(str::to_owned);
    assert!(
        content.is_some_and(|content| content.contains("30 days")),
        "{frames:?}"
    );
}

#[tokio::test]
async fn a_person_who_takes_over_ends_the_stream_and_nothing_of_it_is_said() {
    let double = Double::start();
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    double.writes(move |body| {
        Act::SayAndWait(
            "Good question, thank you! And ".to_owned(),
            Arc::clone(&held),
            neutral(body),
        )
    });
    let server = with(&double).start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    ask_streamed(&mut shopper).await;
    until_frame(&mut shopper, "stream_delta").await;
    let (status, body) = operator.set_status(&shopper.conversation, "active_human").await;
    assert_eq!(status, 200, "{body}");
    let frames = until_frame(&mut shopper, "status").await;
    assert_eq!(kinds(&frames), ["stream_end", "status"], "{frames:?}");
    assert_eq!(frames[0]["payload"]["aborted"], true);
    gate.add_permits(1);
    let path = format!("/api/v1/conversations/{}/messages", shopper.conversation);
    operator
        .post(&path, json!({ "text_content": "I am here." }))
        .await;
    let after = until_frame(&mut shopper, "response").await;
    assert_eq!(kinds(&after), ["response"], "{after:?}");
    assert_eq!(after[0]["payload"]["agent"], "human");
}

#[tokio::test]
async fn whoever_did_not_ask_for_a_stream_gets_the_response_alone() {
    let double = Double::start();
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    shopper.post(QUESTION).await;
    let frames = until_frame(&mut shopper, "response").await;
    assert_eq!(kinds(&frames), ["ack", "response"], "{frames:?}");
}
