//! With a language model: it plans and writes, and nothing that it does wrong reaches a shopper.

mod anthropic;
mod budget;
mod classifying;
mod double;
mod embeddings;
mod faults;
mod outage;
mod planning;
mod privacy;
mod replaying;
mod streaming;
mod writing;

use self::double::Double;
use crate::server::{Builder, Server};

/// A way of going wrong, and the word for it in the trace.
type Way = (&'static str, fn() -> double::Act);

/// The model that is asked for in tests.
const MODEL: &str = "test-model";

/// A server that asks an OpenAI-compatible double.
fn with(double: &Double) -> Builder {
    Server::builder()
        .with_variable("OPENAI_API_KEY", double::KEY)
        .with_variable("OPENAI_BASE_URL", &format!("{}/v1", double.base))
        .with("model.name", MODEL)
        .with("model.breaker_failures", "1000")
}

/// Says something and answers the response to it; drafts and states that come beside it are left out.
async fn say(shopper: &mut crate::shopper::Shopper, text: &str) -> serde_json::Value {
    shopper.post(text).await;
    shopper.skip_to("response").await
}

/// Every exchange with the model in the turn that a response answers.
async fn exchanges(
    operator: &crate::operator::Operator,
    conversation: &str,
    response: &serde_json::Value,
) -> Vec<serde_json::Value> {
    let trace = operator.trace(conversation, &response["messageId"]).await;
    trace["model"]["exchanges"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}
