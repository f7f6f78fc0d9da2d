//! Vectors from outside lie over the built-in ones, and nothing waits for them.

use serde_json::{Value, json};

use super::{
    Double,
    double::{Embedded, vector},
    with,
};
use crate::{
    operator::Operator,
    server::{Server, until},
};

const QUESTION: &str = "how many days do I have to send something back";

async fn standing(server: &Server) -> Value {
    server.get("/health").await.1["dependencies"]["embeddings"].clone()
}

async fn is_healthy(server: &Server) {
    until("every passage has its vectors", || async {
        (standing(server).await["status"] == "healthy").then_some(())
    })
    .await;
}

/// The answer to a question of a new shopper, and the embedding that it was found by.
async fn ask(server: &Server, operator: &Operator, text: &str) -> (String, Value) {
    let mut shopper = server.shopper().await;
    let response = shopper.say(text).await;
    let trace = operator
        .trace(&shopper.conversation, &response["messageId"])
        .await;
    let content = response["content"].as_str().unwrap_or_default().to_owned();
    (content, trace["evidence"]["embedding"].clone())
}

fn passages(double: &Double) -> usize {
    double
        .embedded_texts()
        .iter()
        .filter(|texts| texts.len() > 1)
        .count()
}

#[tokio::test]
async fn an_endpoint_that_is_down_is_healed_later_and_what_it_gave_is_kept() {
    let double = Double::start();
    double.embeds(|_| Embedded::Refuse(503));
    let server = with(&double)
        .with("model.planner.enabled", "false")
        .with("model.writes", "false")
        .with("model.classifier.enabled", "false")
        .with("model.retries", "0")
        .with("knowledge.embeddings.provider", "openai")
        .with("knowledge.embeddings.name", "test-model-embedding")
        .with("knowledge.embeddings.question_deadline_ms", "5000")
        .start()
        .await;
    let operator = server.operator().await;
    assert_eq!(standing(&server).await["status"], "degraded");
    let (answer, embedding) = ask(&server, &operator, QUESTION).await;
    assert!(answer.contains("30 days"), "{answer}");
    assert_eq!(embedding, Value::Null, "the built-in vectors serve");

    double.embeds(|texts| Embedded::Vectors(texts.iter().map(|text| vector(text)).collect()));
    is_healthy(&server).await;
    let mine = "my mail is bob@example.com; how many days do I have to send something back";
    let (answer, embedding) = ask(&server, &operator, mine).await;
    assert!(answer.contains("30 days"), "{answer}");
    assert_eq!(embedding, "openai:test-model-embedding");
    let before = double.embedded_texts().len();
    assert_eq!(ask(&server, &operator, mine).await.1, embedding);
    assert_eq!(
        double.embedded_texts().len(),
        before,
        "the same question is remembered"
    );
    let sent = double.embedded_texts().concat().join("\n");
    assert!(!sent.contains("bob@"), "{sent}");
    assert!(sent.contains("[email_1]"), "{sent}");

    // An edit is found at once by its words, and its vectors follow.
    let entry = json!({ "question": "Do you lend zeppelins?", "answer": "Zeppelins are lent for 11 days.",
        "language": "en", "status": "published" });
    let owner = Operator::sign_in(&server, "owner@demo.local", crate::server::PASSWORD).await;
    let (status, made) = owner.post("/api/v1/knowledge/faq", entry).await;
    assert_eq!(status, 201, "{made}");
    let (answer, _) = ask(&server, &operator, "do you lend zeppelins").await;
    assert!(answer.contains("11 days"), "{answer}");
    until("the new entry is embedded", || async {
        let sent = double.embedded_texts().concat().join("\n");
        sent.contains("Zeppelins are lent").then_some(())
    })
    .await;
    is_healthy(&server).await;
    let (_, usage) = operator.get("/api/v1/usage").await;
    let embedded = usage["days"].as_array().cloned().unwrap_or_default();
    let embedded = embedded.iter().find(|day| day["purpose"] == "embed");
    assert!(
        embedded.is_some_and(|day| day["input_tokens"].as_u64() > Some(0)),
        "{usage}"
    );
    assert_eq!(usage["embedding"]["standing"], "answers", "{usage}");

    // What was given is kept; another embedding begins anew while the built-in vectors serve.
    let before = passages(&double);
    let server = server.restart_with("log.level", "info").await;
    let operator = operator.at(&server);
    is_healthy(&server).await;
    assert_eq!(ask(&server, &operator, mine).await.1, embedding);
    assert_eq!(passages(&double), before, "nothing is asked for twice");
    double
        .embeds(|texts| Embedded::Vectors(texts.iter().map(|text| vec![1.0; text.len() % 7 + 1]).collect()));
    let server = server
        .restart_with("knowledge.embeddings.name", "test-model-embedding-2")
        .await;
    let operator = operator.at(&server);
    let (answer, embedding) = ask(&server, &operator, QUESTION).await;
    assert!(answer.contains("30 days"), "{answer}");
    assert_eq!(embedding, Value::Null, "vectors of several lengths are none");
    assert_eq!(standing(&server).await["status"], "degraded");
}
