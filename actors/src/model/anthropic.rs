//! Anthropic's Messages API.

use async_trait::async_trait;
use colloquy_engine::port::model::{ModelMessage, Moderation, Pieces, ToolCall};
use futures::StreamExt;
use serde_json::{Value, json};

use super::{
    provider::{Fault, MOST_BYTES, Provider, Raw, Wanted, retry_after, tell},
    sse::Events,
};

/// The version of the API that is spoken.
const VERSION: &str = "2023-06-01";

pub(super) struct Anthropic {
    http: reqwest::Client,
    address: String,
    key: String,
    max_tokens: u64,
    temperature: f32,
}

impl Anthropic {
    pub(super) fn new(
        http: reqwest::Client,
        base_url: &str,
        key: &str,
        max_tokens: u64,
        temperature: f32,
    ) -> Self {
        Self {
            http,
            address: format!("{}/v1/messages", base_url.trim_end_matches('/')),
            key: key.to_owned(),
            max_tokens,
            temperature,
        }
    }

    async fn send(&self, wanted: Wanted<'_>, streamed: bool) -> Result<reqwest::Response, Fault> {
        let response = self
            .http
            .post(&self.address)
            .header("x-api-key", &self.key)
            .header("anthropic-version", VERSION)
            .json(&self.body(wanted, streamed))
            .send()
            .await?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(Fault::Status {
            status: response.status().as_u16(),
            retry_after: retry_after(response.headers()),
        })
    }

    fn body(&self, wanted: Wanted<'_>, streamed: bool) -> Value {
        let request = wanted.request;
        let mut body = json!({
            "model": wanted.model,
            "max_tokens": self.max_tokens,
            "temperature": self.temperature.min(1.0),
            "system": request.system,
            "messages": messages(&request.messages),
            "stream": streamed,
        });
        if !request.tools.is_empty() {
            body["tools"] = request
                .tools
                .iter()
                .map(|tool| {
                    json!({ "name": tool.name, "description": tool.description, "input_schema": tool.parameters })
                })
                .collect();
            if let Some(tool) = request.tools.first().filter(|_| request.must_call) {
                body["tool_choice"] = json!({ "type": "tool", "name": tool.name });
            }
        }
        body
    }
}

/// Messages in turns: the API wants results together, right after the calls that they answer.
fn messages(messages: &[ModelMessage]) -> Vec<Value> {
    let mut turns: Vec<(&str, Vec<Value>)> = Vec::new();
    for message in messages {
        let (role, blocks) = match message {
            ModelMessage::User { text } => ("user", vec![json!({ "type": "text", "text": text })]),
            ModelMessage::Assistant { text } => ("assistant", vec![json!({ "type": "text", "text": text })]),
            ModelMessage::Calls { calls } => ("assistant", calls.iter().map(use_of_tool).collect()),
            ModelMessage::Result { call_id, text } => (
                "user",
                vec![json!({ "type": "tool_result", "tool_use_id": call_id, "content": text })],
            ),
        };
        match turns.last_mut() {
            Some((last, before)) if *last == role => before.extend(blocks),
            _ => turns.push((role, blocks)),
        }
    }
    turns
        .into_iter()
        .map(|(role, content)| json!({ "role": role, "content": content }))
        .collect()
}

fn use_of_tool(call: &ToolCall) -> Value {
    let input: Value = serde_json::from_str(&call.arguments).unwrap_or_else(|_| json!({}));
    json!({ "type": "tool_use", "id": call.id, "name": call.name, "input": input })
}

#[async_trait]
impl Provider for Anthropic {
    fn name(&self) -> &'static str {
        "anthropic"
    }

    async fn whole(&self, wanted: Wanted<'_>) -> Result<Raw, Fault> {
        let response = self.send(wanted, false).await?;
        let mut body: Vec<u8> = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            body.extend_from_slice(&chunk?);
            if body.len() > MOST_BYTES {
                return Err(Fault::Broken("the reply has no end".to_owned()));
            }
        }
        let reply: Value =
            serde_json::from_slice(&body).map_err(|_| Fault::Broken("the reply is no JSON".to_owned()))?;
        read(&reply)
    }

    async fn streamed(
        &self,
        wanted: Wanted<'_>,
        pieces: &mut dyn Pieces,
        told: &mut String,
    ) -> Result<Raw, Fault> {
        let response = self.send(wanted, true).await?;
        let mut chunks = response.bytes_stream();
        let mut events = Events::default();
        let mut raw = Raw::default();
        let mut ended = false;
        while let Some(chunk) = chunks.next().await {
            for event in events.push(&chunk?)? {
                let data: Value = serde_json::from_str(&event.data)
                    .map_err(|_| Fault::Broken("an event of the stream is no JSON".to_owned()))?;
                match data["type"].as_str() {
                    Some("message_start") => count(&mut raw, &data["message"]["usage"]),
                    Some("content_block_delta") => {
                        if let Some(piece) = data["delta"]["text"].as_str().filter(|piece| !piece.is_empty())
                        {
                            raw.text.push_str(piece);
                            tell(piece, pieces, told)?;
                        }
                    }
                    Some("message_delta") => {
                        count(&mut raw, &data["usage"]);
                        if !matches!(
                            data["delta"]["stop_reason"].as_str(),
                            Some("end_turn" | "stop_sequence")
                        ) {
                            return Err(Fault::Broken("the reply was cut off".to_owned()));
                        }
                    }
                    Some("message_stop") => ended = true,
                    Some("error") => return Err(Fault::Broken("the stream ends in an error".to_owned())),
                    _ => {}
                }
            }
        }
        if !ended {
            return Err(Fault::Broken("half a stream".to_owned()));
        }
        Ok(raw)
    }

    async fn moderate(&self, _text: &str) -> Result<Moderation, Fault> {
        // Settings that ask this of Anthropic are refused at the start: it has no such endpoint.
        Err(Fault::Broken("this provider moderates nothing".to_owned()))
    }
}

fn read(reply: &Value) -> Result<Raw, Fault> {
    let unknown = || Fault::Broken("a reply of an unknown form".to_owned());
    if reply["stop_reason"].as_str() == Some("max_tokens") {
        return Err(Fault::Broken("the reply was cut off".to_owned()));
    }
    let mut raw = Raw::default();
    for block in reply["content"].as_array().ok_or_else(unknown)? {
        match block["type"].as_str() {
            Some("text") => raw.text.push_str(block["text"].as_str().ok_or_else(unknown)?),
            Some("tool_use") => raw.calls.push(ToolCall {
                id: block["id"].as_str().ok_or_else(unknown)?.to_owned(),
                name: block["name"].as_str().ok_or_else(unknown)?.to_owned(),
                arguments: block["input"].to_string(),
            }),
            _ => {}
        }
    }
    count(&mut raw, &reply["usage"]);
    Ok(raw)
}

fn count(raw: &mut Raw, usage: &Value) {
    raw.input_tokens = usage["input_tokens"].as_u64().or(raw.input_tokens);
    raw.output_tokens = usage["output_tokens"].as_u64().or(raw.output_tokens);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_several_calls_are_one_turn_after_the_calls() {
        let call = |id: &str| ToolCall {
            id: id.to_owned(),
            name: "look_up_products".to_owned(),
            arguments: r#"{"query":"hat"}"#.to_owned(),
        };
        let result = |id: &str| ModelMessage::Result {
            call_id: id.to_owned(),
            text: "nothing fits".to_owned(),
        };
        let turns = messages(&[
            ModelMessage::User {
                text: "a hat".to_owned(),
            },
            ModelMessage::Calls {
                calls: vec![call("a"), call("b")],
            },
            result("a"),
            result("b"),
        ]);
        let roles: Vec<&str> = turns.iter().filter_map(|turn| turn["role"].as_str()).collect();
        assert_eq!(roles, ["user", "assistant", "user"]);
        assert_eq!(turns[1]["content"][1]["input"]["query"], "hat");
        assert_eq!(turns[2]["content"].as_array().map(Vec::len), Some(2));
    }
}
