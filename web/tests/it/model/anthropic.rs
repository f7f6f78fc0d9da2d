//! The same turn over Anthropic's API.

use serde_json::json;

use super::{
    Double, MODEL, Way,
    double::{self, Act, neutral},
    exchanges,
};
use crate::server::{Builder, Server};

fn with_anthropic(double: &Double) -> Builder {
    Server::builder()
        .with_variable("ANTHROPIC_API_KEY", double::KEY)
        .with_variable("ANTHROPIC_BASE_URL", &double.base)
        .with("model.name", MODEL)
}

#[tokio::test]
async fn it_plans_looks_up_writes_and_streams() {
    let double = Double::start();
    double.plans(|body| {
        let looked_up = body["messages"].to_string().contains("tool_result");
        let mats =
            json!({ "product": "Cork Grip Yoga Mat", "color": "tan", "quantity": 2, "confidence": 0.9 });
        match (body["messages"].to_string().contains("bendy"), looked_up) {
            (true, false) => Act::Calls(vec![("look_up_products", json!({ "query": "yoga mat" }))]),
            (true, true) => Act::Calls(vec![("add_to_cart", mats)]),
            _ => Act::Calls(vec![("answer_question", json!({ "confidence": 0.9 }))]),
        }
    });
    double.writes(|body| Act::Say(format!("Here you go! {}", neutral(body))));
    let server = with_anthropic(&double).start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    let response = shopper
        .say("stick a couple of those corky bendy things in my basket")
        .await;
    assert_eq!(response["cart"]["items"][0]["quantity"], 2, "{response}");
    assert!(
        response["content"]
            .as_str()
            .is_some_and(|text| text.starts_with("Here you go!")),
        "{response}"
    );
    let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
    assert_eq!(exchanges.len(), 3, "{exchanges:?}");
    assert!(
        exchanges
            .iter()
            .all(|one| one["provider"] == "anthropic" && one["verdict"] == "used")
    );
    assert!(
        exchanges.iter().all(|one| one["usage"]["input_tokens"] == 1_000),
        "{exchanges:?}"
    );

    let mut other = server.shopper().await;
    other
        .send(
            "message",
            json!({ "content": "what is your return policy?", "stream": true }),
        )
        .await;
    let start = other.skip_to("stream_start").await;
    let response = other.skip_to("response").await;
    assert_eq!(start["messageId"], response["messageId"]);
}

#[tokio::test]
async fn half_a_stream_an_overload_and_garbage_end_in_the_answer_without_a_model() {
    let double = Double::start();
    let server = with_anthropic(&double)
        .with("model.retries", "0")
        .with("model.breaker_failures", "1000")
        .start()
        .await;
    let operator = server.operator().await;
    let ways: [Way; 3] = [
        ("broken", || Act::Cut("You have ".to_owned())),
        ("out", || Act::Refuse(529, None)),
        ("broken", || Act::Garbage),
    ];
    for (kind, act) in ways {
        double.writes(move |_| act());
        let mut shopper = server.shopper().await;
        let response = shopper.say("what is your return policy?").await;
        assert!(
            response["content"]
                .as_str()
                .is_some_and(|text| text.contains("30 days")),
            "{response}"
        );
        let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
        let written = exchanges
            .iter()
            .find(|one| one["purpose"] == "write")
            .expect("it was asked");
        assert_eq!(written["reason"], kind, "{written}");
    }
}
