//! Any endpoint that speaks as OpenAI's does: OpenAI, vLLM, Ollama, LM Studio.
//!
//! Requests and replies are read as plain JSON, because most of these endpoints are only nearly alike. The library's own
//! retries are off: there is one layer of them, above.

use std::time::Duration;

use async_openai::{Client, config::OpenAIConfig, error::OpenAIError, middleware::HttpRequestFactory};
use async_trait::async_trait;
use colloquy_engine::port::model::{ModelMessage, ModelRequest, Moderation, Pieces, ToolCall};
use futures::StreamExt;
use serde_json::{Value, json};

use super::provider::{Fault, MOST_BYTES, Provider, Raw, Wanted, retry_after, tell};

/// The endpoint of OpenAI itself, which has a newer word for the bound of tokens.
const OWN: &str = "api.openai.com";

pub(super) struct OpenAi {
    client: Client<OpenAIConfig>,
    tokens_field: &'static str,
    max_tokens: u64,
    temperature: f32,
}

/// A refusal, carried through the library with what its own errors leave out.
#[derive(Debug, thiserror::Error)]
#[error("status {status}")]
struct Refusal {
    status: u16,
    retry_after: Option<Duration>,
}

/// A reply that says beforehand to be too large.
#[derive(Debug, thiserror::Error)]
#[error("the reply is too large")]
struct TooLarge;

impl OpenAi {
    pub(super) fn new(
        http: reqwest::Client,
        base_url: &str,
        key: &str,
        max_tokens: u64,
        temperature: f32,
    ) -> Self {
        Self {
            client: connected(http, base_url, key),
            tokens_field: if base_url.contains(OWN) {
                "max_completion_tokens"
            } else {
                "max_tokens"
            },
            max_tokens,
            temperature,
        }
    }

    fn body(&self, wanted: Wanted<'_>, streamed: bool) -> Value {
        let request = wanted.request;
        let system = json!({ "role": "system", "content": request.system });
        let messages: Vec<Value> = std::iter::once(system)
            .chain(request.messages.iter().map(message))
            .collect();
        let mut body = json!({
            "model": wanted.model,
            "messages": messages,
            "temperature": self.temperature,
            "stream": streamed,
        });
        body[self.tokens_field] = self.max_tokens.into();
        if streamed {
            body["stream_options"] = json!({ "include_usage": true });
        }
        if !request.tools.is_empty() {
            body["tools"] = tools(request);
            body["tool_choice"] = match request.tools.first().filter(|_| request.must_call) {
                Some(tool) => json!({ "type": "function", "function": { "name": tool.name } }),
                None => "auto".into(),
            };
        }
        body
    }
}

/// The library's client, sending each request once.
pub(super) fn connected(http: reqwest::Client, base_url: &str, key: &str) -> Client<OpenAIConfig> {
    let config = OpenAIConfig::new()
        .with_api_base(base_url.trim_end_matches('/'))
        .with_api_key(key);
    let sender = http.clone();
    let once = tower::service_fn(move |factory: HttpRequestFactory| {
        let sender = sender.clone();
        async move { send(&sender, &factory).await }
    });
    Client::build(http, config).with_http_service(once)
}

async fn send(
    sender: &reqwest::Client,
    factory: &HttpRequestFactory,
) -> Result<reqwest::Response, OpenAIError> {
    let request = factory.build().await?;
    let response = sender.execute(request).await?;
    if !response.status().is_success() {
        let refusal = Refusal {
            status: response.status().as_u16(),
            retry_after: retry_after(response.headers()),
        };
        return Err(OpenAIError::Boxed(Box::new(refusal)));
    }
    match response.content_length() {
        Some(length) if length > MOST_BYTES as u64 => Err(OpenAIError::Boxed(Box::new(TooLarge))),
        _ => Ok(response),
    }
}

fn message(message: &ModelMessage) -> Value {
    match message {
        ModelMessage::User { text } => json!({ "role": "user", "content": text }),
        ModelMessage::Assistant { text } => json!({ "role": "assistant", "content": text }),
        ModelMessage::Calls { calls } => {
            let calls: Vec<Value> = calls
                .iter()
                .map(|call| {
                    let function = json!({ "name": call.name, "arguments": call.arguments });
                    json!({ "id": call.id, "type": "function", "function": function })
                })
                .collect();
            json!({ "role": "assistant", "content": null, "tool_calls": calls })
        }
        ModelMessage::Result { call_id, text } => {
            json!({ "role": "tool", "tool_call_id": call_id, "content": text })
        }
    }
}

fn tools(request: &ModelRequest) -> Value {
    request
        .tools
        .iter()
        .map(|tool| {
            let function = json!({
                "name": tool.name, "description": tool.description, "parameters": tool.parameters,
            });
            json!({ "type": "function", "function": function })
        })
        .collect()
}

#[async_trait]
impl Provider for OpenAi {
    fn name(&self) -> &'static str {
        "openai"
    }

    async fn whole(&self, wanted: Wanted<'_>) -> Result<Raw, Fault> {
        let reply: Value = self
            .client
            .chat()
            .create_byot(self.body(wanted, false))
            .await
            .map_err(fault)?;
        read(&reply)
    }

    async fn streamed(
        &self,
        wanted: Wanted<'_>,
        pieces: &mut dyn Pieces,
        told: &mut String,
    ) -> Result<Raw, Fault> {
        let body = self.body(wanted, true);
        let mut chunks = self
            .client
            .chat()
            .create_stream_byot::<Value, Value>(body)
            .await
            .map_err(fault)?;
        let mut raw = Raw::default();
        let mut ended = false;
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(fault)?;
            if chunk.get("error").is_some_and(|error| !error.is_null()) {
                return Err(Fault::Broken("the stream ends in an error".to_owned()));
            }
            count(&mut raw, &chunk);
            let Some(choice) = chunk["choices"].get(0) else {
                continue;
            };
            if let Some(piece) = choice["delta"]["content"]
                .as_str()
                .filter(|piece| !piece.is_empty())
            {
                raw.text.push_str(piece);
                tell(piece, pieces, told)?;
            }
            match choice["finish_reason"].as_str() {
                Some("stop") => ended = true,
                Some(_) => return Err(Fault::Broken("the reply was cut off".to_owned())),
                None => {}
            }
        }
        if !ended {
            return Err(Fault::Broken("half a stream".to_owned()));
        }
        Ok(raw)
    }

    async fn moderate(&self, text: &str) -> Result<Moderation, Fault> {
        let verdict: Value = self
            .client
            .moderations()
            .create_byot(json!({ "input": text }))
            .await
            .map_err(fault)?;
        let result = &verdict["results"][0];
        let flagged = result["flagged"]
            .as_bool()
            .ok_or_else(|| Fault::Broken("a verdict of an unknown form".to_owned()))?;
        let categories = result["categories"].as_object().into_iter().flatten();
        Ok(Moderation {
            flagged,
            categories: categories
                .filter(|(_, found)| found.as_bool() == Some(true))
                .map(|(name, _)| name.clone())
                .collect(),
        })
    }
}

fn read(reply: &Value) -> Result<Raw, Fault> {
    let unknown = || Fault::Broken("a reply of an unknown form".to_owned());
    let choice = reply["choices"].get(0).ok_or_else(unknown)?;
    if choice["finish_reason"].as_str() == Some("length") {
        return Err(Fault::Broken("the reply was cut off".to_owned()));
    }
    let message = choice["message"].as_object().ok_or_else(unknown)?;
    let mut raw = Raw {
        text: message
            .get("content")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        ..Raw::default()
    };
    let calls = message.get("tool_calls").and_then(Value::as_array);
    for (place, call) in calls.into_iter().flatten().enumerate() {
        let function = &call["function"];
        raw.calls.push(ToolCall {
            // Some servers leave the id out, and none needs to know which one it gets back.
            id: call["id"]
                .as_str()
                .map_or_else(|| format!("call_{place}"), str::to_owned),
            name: function["name"].as_str().ok_or_else(unknown)?.to_owned(),
            arguments: match &function["arguments"] {
                Value::String(written) => written.clone(),
                other => other.to_string(),
            },
        });
    }
    count(&mut raw, reply);
    Ok(raw)
}

fn count(raw: &mut Raw, counted: &Value) {
    let usage = &counted["usage"];
    raw.input_tokens = usage["prompt_tokens"].as_u64().or(raw.input_tokens);
    raw.output_tokens = usage["completion_tokens"].as_u64().or(raw.output_tokens);
}

pub(super) fn fault(error: OpenAIError) -> Fault {
    match error {
        OpenAIError::Reqwest(error) => error.into(),
        OpenAIError::ApiError(refused) => Fault::Status {
            status: refused.status_code.as_u16(),
            retry_after: None,
        },
        OpenAIError::Boxed(error) => match error.downcast::<Refusal>() {
            Ok(refusal) => Fault::Status {
                status: refusal.status,
                retry_after: refusal.retry_after,
            },
            Err(other) => Fault::Broken(other.to_string()),
        },
        OpenAIError::JSONDeserialize(..) => Fault::Broken("the reply is no JSON".to_owned()),
        OpenAIError::StreamError(_) => Fault::Broken("half a stream".to_owned()),
        _ => Fault::Broken("the request cannot be made".to_owned()),
    }
}
