//! What a request to a model must look like, field by field.

use serde_json::Value;

use super::super::MODEL;

pub(super) fn check(body: &Value, known: &[&str]) -> Result<(), String> {
    let fields = body.as_object().ok_or("no object")?;
    if let Some(field) = fields.keys().find(|field| !known.contains(&field.as_str())) {
        return Err(format!("an unknown field {field}"));
    }
    if !matches!(body["model"].as_str(), Some(model) if model.starts_with(MODEL)) {
        return Err(format!("another model: {}", body["model"]));
    }
    if !body["stream"].is_boolean() || !body["temperature"].is_number() {
        return Err("stream or temperature of a wrong type".to_owned());
    }
    if body["max_tokens"].as_u64().is_none_or(|tokens| tokens == 0) {
        return Err("no bound of tokens".to_owned());
    }
    if body["messages"].as_array().is_none_or(Vec::is_empty) {
        return Err("no messages".to_owned());
    }
    Ok(())
}

fn check_schema(name: &Value, schema: &Value) -> Result<(), String> {
    let name = name
        .as_str()
        .filter(|name| !name.is_empty())
        .ok_or("a tool without a name")?;
    if schema["type"] != "object" || schema["additionalProperties"] != false || !schema["required"].is_array()
    {
        return Err(format!("the schema of {name} is loose"));
    }
    Ok(())
}

/// A tool that has to be called is the one that is offered.
fn check_choice(body: &Value, wanted: &Value, offered: &Value) -> Result<(), String> {
    if body["tool_choice"].is_object() && (wanted != offered || !offered.is_string()) {
        return Err(format!("a tool that is not offered has to be called: {wanted}"));
    }
    Ok(())
}

pub(super) fn check_openai(body: &Value) -> Result<(), String> {
    let messages = body["messages"].as_array().ok_or("no messages")?;
    if messages[0]["role"] != "system" || messages.get(1).is_none_or(|message| message["role"] != "user") {
        return Err("the first messages are not system and user".to_owned());
    }
    let mut open: Vec<&str> = Vec::new();
    for message in messages {
        match message["role"].as_str() {
            Some("system" | "user") if message["content"].is_string() && open.is_empty() => {}
            Some("assistant") if open.is_empty() => {
                let calls = message["tool_calls"].as_array();
                open.extend(calls.into_iter().flatten().filter_map(|call| call["id"].as_str()));
                if calls.is_none() && !message["content"].is_string() {
                    return Err("an assistant that says nothing".to_owned());
                }
            }
            Some("tool") if message["content"].is_string() => {
                let id = message["tool_call_id"].as_str().unwrap_or_default();
                if !open.contains(&id) {
                    return Err(format!("a result of no call: {id}"));
                }
                open.retain(|call| *call != id);
            }
            _ => return Err(format!("a message out of place: {message}")),
        }
    }
    if !open.is_empty() {
        return Err("calls without results".to_owned());
    }
    check_choice(
        body,
        &body["tool_choice"]["function"]["name"],
        &body["tools"][0]["function"]["name"],
    )?;
    for tool in body["tools"].as_array().into_iter().flatten() {
        if tool["type"] != "function" || !tool["function"]["description"].is_string() {
            return Err(format!("no tool: {tool}"));
        }
        check_schema(&tool["function"]["name"], &tool["function"]["parameters"])?;
    }
    Ok(())
}

/// The texts of a request to embed, when it is one.
pub(super) fn check_embeddings(body: &Value) -> Result<Vec<String>, String> {
    let known = ["model", "input", "encoding_format", "dimensions"];
    let fields = body.as_object().ok_or("no object")?;
    if let Some(field) = fields.keys().find(|field| !known.contains(&field.as_str())) {
        return Err(format!("an unknown field {field}"));
    }
    if !matches!(body["model"].as_str(), Some(model) if model.starts_with(MODEL)) {
        return Err(format!("another model: {}", body["model"]));
    }
    let input = body["input"].as_array().ok_or("no texts")?;
    if input.is_empty() || input.len() > 64 || body["encoding_format"] != "float" {
        return Err("too many texts, none, or in another form".to_owned());
    }
    let texts = input
        .iter()
        .map(|text| text.as_str().filter(|text| !text.is_empty()).map(str::to_owned));
    texts
        .collect::<Option<_>>()
        .ok_or_else(|| "a text that is none".to_owned())
}

pub(super) fn check_anthropic(body: &Value) -> Result<(), String> {
    if !body["system"].is_string() {
        return Err("no system prompt".to_owned());
    }
    let mut last = "assistant";
    for message in body["messages"].as_array().into_iter().flatten() {
        let role = message["role"].as_str().unwrap_or_default();
        if !matches!(role, "user" | "assistant") || role == last {
            return Err(format!("roles do not alternate: {role} after {last}"));
        }
        if message["content"].as_array().is_none_or(Vec::is_empty) {
            return Err("a message without blocks".to_owned());
        }
        last = role;
    }
    if last != "user" {
        return Err("the last message is not the user's".to_owned());
    }
    check_choice(body, &body["tool_choice"]["name"], &body["tools"][0]["name"])?;
    for tool in body["tools"].as_array().into_iter().flatten() {
        check_schema(&tool["name"], &tool["input_schema"])?;
    }
    Ok(())
}
