//! How the providers write their replies, whole and as a stream.

use serde_json::{Value, json};

use super::super::MODEL;

/// How a provider writes its replies.
pub(super) trait Dialect {
    fn whole(&self, text: &str, calls: &[(String, String)]) -> Value;
    fn stream(&self, text: &str) -> Vec<String>;
    fn stream_end(&self) -> Vec<String>;
}

pub(super) struct OpenAi;

impl Dialect for OpenAi {
    fn whole(&self, text: &str, calls: &[(String, String)]) -> Value {
        let calls: Vec<Value> = calls
            .iter()
            .enumerate()
            .map(|(place, (name, arguments))| {
                let function = json!({ "name": name, "arguments": arguments });
                json!({ "id": format!("call_{place}"), "type": "function", "function": function })
            })
            .collect();
        let reason = if calls.is_empty() { "stop" } else { "tool_calls" };
        let mut message = json!({ "role": "assistant", "content": text });
        if !calls.is_empty() {
            message["tool_calls"] = calls.into();
        }
        json!({ "id": "chatcmpl-1", "object": "chat.completion", "model": MODEL,
            "choices": [{ "index": 0, "message": message, "finish_reason": reason }],
            "usage": { "prompt_tokens": 1_000, "completion_tokens": 100, "total_tokens": 1_100 } })
    }

    fn stream(&self, text: &str) -> Vec<String> {
        words(text)
            .map(|word| {
                let choice = json!({ "index": 0, "delta": { "content": word }, "finish_reason": null });
                format!("data: {}\n\n", json!({ "id": "chatcmpl-1", "choices": [choice] }))
            })
            .collect()
    }

    fn stream_end(&self) -> Vec<String> {
        let end = json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] });
        let usage = json!({ "choices": [], "usage": { "prompt_tokens": 1_000, "completion_tokens": 100 } });
        vec![
            format!("data: {end}\n\n"),
            format!("data: {usage}\n\n"),
            "data: [DONE]\n\n".to_owned(),
        ]
    }
}

pub(super) struct Anthropic;

impl Dialect for Anthropic {
    fn whole(&self, text: &str, calls: &[(String, String)]) -> Value {
        let mut content = vec![json!({ "type": "text", "text": text })];
        for (place, (name, arguments)) in calls.iter().enumerate() {
            let input: Value = serde_json::from_str(arguments).unwrap_or_default();
            content.push(
                json!({ "type": "tool_use", "id": format!("toolu_{place}"), "name": name, "input": input }),
            );
        }
        let reason = if calls.is_empty() { "end_turn" } else { "tool_use" };
        json!({ "id": "msg_1", "type": "message", "role": "assistant", "content": content, "stop_reason": reason,
            "usage": { "input_tokens": 1_000, "output_tokens": 100 } })
    }

    fn stream(&self, text: &str) -> Vec<String> {
        words(text)
            .map(|word| {
                let data = json!({ "type": "content_block_delta", "index": 0,
                    "delta": { "type": "text_delta", "text": word } });
                format!("event: content_block_delta\ndata: {data}\n\n")
            })
            .collect()
    }

    fn stream_end(&self) -> Vec<String> {
        let delta = json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" },
            "usage": { "input_tokens": 1_000, "output_tokens": 100 } });
        vec![
            format!("event: message_delta\ndata: {delta}\n\n"),
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n".to_owned(),
        ]
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
}
