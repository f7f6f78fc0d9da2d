//! A model that goes wrong costs nobody an answer.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{
    Double, Way,
    double::{Act, neutral},
    exchanges, say, with,
};
use crate::server::Server;

const QUESTION: &str = "what is your return policy?";

#[tokio::test]
async fn every_way_of_going_wrong_ends_in_the_answer_without_a_model() {
    let plain = {
        let server = Server::start().await;
        server.shopper().await.say(QUESTION).await["content"].clone()
    };
    let double = Double::start();
    let server = with(&double)
        .with("model.call_deadline_ms", "700")
        .with("model.retries", "1")
        .with("model.retries_per_hundred", "100")
        .with("model.remembered", "0")
        .start()
        .await;
    let operator = server.operator().await;
    let ways: [Way; 7] = [
        ("out", || Act::Refuse(500, None)),
        ("out", || Act::Refuse(429, None)),
        ("out", || Act::Refuse(529, Some(30))),
        ("refused", || Act::Refuse(401, None)),
        ("broken", || Act::Garbage),
        ("broken", || Act::Cut("You have ".to_owned())),
        ("timed_out", || Act::Hang),
    ];
    for (place, (kind, act)) in ways.into_iter().enumerate() {
        double.plans(move |_| match act() {
            // A plan is not streamed: it is whole or none.
            Act::Cut(_) => Act::Garbage,
            other => other,
        });
        double.writes(move |_| act());
        let mut shopper = server.shopper().await;
        let began = Instant::now();
        let response = shopper.say(QUESTION).await;
        assert_eq!(response["content"], plain, "{place} {kind}");
        assert!(
            began.elapsed() < Duration::from_secs(8),
            "{place} {kind}: {:?}",
            began.elapsed()
        );
        let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
        assert_eq!(exchanges.len(), 2, "{place} {kind}: {exchanges:?}");
        for exchange in exchanges {
            assert_eq!(
                (&exchange["verdict"], &exchange["reason"]),
                (&json!("failed"), &json!(kind)),
                "{place}: {exchange}"
            );
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_says_when_to_come_back_is_asked_again_then() {
    let double = Double::start();
    let mut refusals = vec![Some(1)];
    let mut first: Option<Instant> = None;
    let waited = std::sync::Arc::new(parking_lot::Mutex::new(Duration::ZERO));
    let seen = std::sync::Arc::clone(&waited);
    double.writes(move |body| match refusals.pop() {
        Some(after) => {
            first = Some(Instant::now());
            Act::Refuse(429, after)
        }
        None => {
            *seen.lock() = first.map(|first| first.elapsed()).unwrap_or_default();
            Act::Say(format!("Good question! {}", neutral(body)))
        }
    });
    let server = with(&double).start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    let response = shopper.say(QUESTION).await;
    assert!(
        response["content"]
            .as_str()
            .is_some_and(|text| text.starts_with("Good question!")),
        "{response}"
    );
    assert!(*waited.lock() >= Duration::from_secs(1), "it came back too early");
    let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
    let written = exchanges
        .iter()
        .find(|one| one["purpose"] == "write")
        .expect("it was asked");
    assert_eq!(written["attempts"], 2, "{written}");
}

#[tokio::test]
async fn retries_are_bounded_and_a_wish_beyond_the_deadline_is_not_waited_for() {
    let double = Double::start();
    double.plans(|_| Act::Refuse(503, None));
    double.writes(|_| Act::Refuse(429, Some(600)));
    let server = with(&double).start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    let response = shopper.say(QUESTION).await;
    assert!(
        response["content"]
            .as_str()
            .is_some_and(|text| text.contains("30 days")),
        "{response}"
    );
    for exchange in exchanges(&operator, &shopper.conversation, &response).await {
        // The deadline of a call is 8 s: nobody waited for it.
        assert!(
            exchange["micros"]
                .as_u64()
                .is_some_and(|micros| micros < 7_000_000),
            "{exchange}"
        );
    }
    assert_eq!(double.plan_requests().len(), 3, "one and two retries");
    assert_eq!(double.write_requests().len(), 1);
}

#[tokio::test]
async fn a_question_that_nothing_answers_is_held_for_a_person_with_the_model_out_too() {
    let double = Double::start();
    double.plans(|_| Act::Refuse(500, None));
    let server = with(&double).with("model.retries", "0").start().await;
    let mut shopper = server.shopper().await;
    let response = say(&mut shopper, "who won the football cup in 1974?").await;
    assert!(
        response["content"]
            .as_str()
            .is_some_and(|text| text.contains("checking")),
        "{response}"
    );
    assert!(double.write_requests().is_empty(), "there is nothing to phrase");
}

#[tokio::test]
async fn a_draft_that_only_the_model_could_write_is_unavailable_while_it_is_out() {
    let double = Double::start();
    double.plans(|_| Act::Refuse(500, None));
    double.writes(|_| Act::Refuse(500, None));
    let server = with(&double).with("model.retries", "0").start().await;
    let (shopper, operator) = (server.shopper().await, server.operator().await);
    let draft = |message: &str| json!({ "session_id": shopper.session, "message": message });
    let (status, body) = operator.post("/assistants/draft", draft(QUESTION)).await;
    assert_eq!(status, 200, "what is known without it is enough: {body}");
    let unknown = draft("who won the football cup in 1974?");
    let (status, body) = operator.post("/assistants/draft", unknown).await;
    assert_eq!((status, &body["code"]), (503, &json!("model_out")), "{body}");
}
