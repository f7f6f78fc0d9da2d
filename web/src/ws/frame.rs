//! The shopper socket's frames: `{"type": …, "payload": {…}}`, one JSON object a text frame.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::{
        EventBody,
        event::{By, StatusChange},
    },
    ids::{ConversationId, MessageId},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::problem::Problem;

/// The longest id that a client may choose for a message, in bytes.
const MAX_CLIENT_ID: usize = 200;

/// What a client may send.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientFrame {
    /// Something to say.
    Message(MessageIn),
    /// The shopper writes, or stopped.
    Typing(bool),
    /// Are you there?
    Ping,
    /// I am here.
    Pong,
    /// Send me what came after this number.
    Resume(i64),
    /// This connection belongs to an account.
    Auth(String),
    /// Seen up to this number.
    Read(i64),
    /// This answer helped, or did not.
    Feedback {
        /// The answer.
        message_id: String,
        /// Whether it helped.
        helpful: bool,
    },
}

/// A message of the shopper.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageIn {
    /// What is said.
    pub content: String,
    /// The id that the client chose.
    #[serde(default)]
    pub client_message_id: Option<String>,
    /// Send the answer's text in pieces first.
    #[serde(default)]
    pub stream: bool,
    /// Tell when the assistant writes.
    #[serde(default)]
    pub typing: bool,
    /// Free; not interpreted.
    #[serde(default)]
    pub metadata: Option<Value>,
}

/// Why a frame is not taken, with the message's own id where it can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct BadFrame {
    /// What is told.
    pub problem: Problem,
    /// The id that the client chose.
    pub client_message_id: Option<String>,
}

impl From<Problem> for BadFrame {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            client_message_id: None,
        }
    }
}

/// Reads a text frame.
///
/// # Errors
/// [`BadFrame`]: malformed JSON, an unknown type, or a payload that lacks something. The socket stays open.
pub fn read(text: &str) -> Result<ClientFrame, BadFrame> {
    let frame: Value = serde_json::from_str(text)
        .map_err(|_| Problem::malformed("malformed_json", "a frame is one JSON object"))?;
    let Some(kind) = frame.get("type").and_then(Value::as_str) else {
        return Err(Problem::invalid("type", "type_missing", "expected a text").into());
    };
    let empty = Value::Object(Map::new());
    let payload = frame.get("payload").unwrap_or(&empty);
    match kind {
        "message" => read_message(payload),
        "typing" => Ok(ClientFrame::Typing(
            payload.get("isTyping").and_then(Value::as_bool).unwrap_or(true),
        )),
        "ping" => Ok(ClientFrame::Ping),
        "pong" => Ok(ClientFrame::Pong),
        "resume" => number(payload, "lastSeq").map(ClientFrame::Resume),
        "read" => number(payload, "seq").map(ClientFrame::Read),
        "auth" => match payload.get("token").and_then(Value::as_str) {
            Some(token) => Ok(ClientFrame::Auth(token.to_owned())),
            None => Err(Problem::invalid("token", "token_missing", "expected a text").into()),
        },
        "feedback" => {
            let message_id = payload.get("messageId").and_then(Value::as_str);
            let helpful = payload.get("helpful").and_then(Value::as_bool);
            match (message_id, helpful) {
                (Some(message_id), Some(helpful)) => Ok(ClientFrame::Feedback {
                    message_id: message_id.to_owned(),
                    helpful,
                }),
                (None, _) => Err(Problem::invalid("messageId", "missing", "expected a text").into()),
                (_, None) => Err(Problem::invalid("helpful", "missing", "expected true or false").into()),
            }
        }
        other => {
            let shown: String = other.chars().take(40).collect();
            Err(Problem::invalid("type", "unknown_type", format!("unknown frame type {shown:?}")).into())
        }
    }
}

fn read_message(payload: &Value) -> Result<ClientFrame, BadFrame> {
    let client_message_id = payload
        .get("clientMessageId")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let bad = |problem: Problem| BadFrame {
        problem,
        client_message_id: client_message_id.clone(),
    };
    let message: MessageIn = serde_path_to_error::deserialize(payload).map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { "content".to_owned() } else { field };
        bad(Problem::invalid(&field, "invalid", error.inner().to_string()))
    })?;
    if let Some(id) = &message.client_message_id
        && (id.is_empty() || id.len() > MAX_CLIENT_ID || id.contains('\0'))
    {
        let detail = format!("expected 1 to {MAX_CLIENT_ID} bytes");
        return Err(bad(Problem::invalid(
            "clientMessageId",
            "client_message_id_invalid",
            detail,
        )));
    }
    Ok(ClientFrame::Message(message))
}

fn number(payload: &Value, field: &str) -> Result<i64, BadFrame> {
    match payload.get(field).and_then(Value::as_i64) {
        Some(number) if number >= 0 => Ok(number),
        _ => Err(Problem::invalid(field, "invalid", "expected a whole number from 0").into()),
    }
}

/// A frame as it is written out.
#[derive(Serialize)]
struct Frame<P> {
    #[serde(rename = "type")]
    kind: &'static str,
    payload: P,
}

/// A numbered event, with what its frame adds to it.
#[derive(Serialize)]
struct Numbered<'e, E> {
    #[serde(flatten)]
    event: &'e E,
    seq: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<&'e str>,
}

/// Each answer is written out once for each of its sockets: at once, without a tree of values in between.
fn frame(kind: &'static str, payload: impl Serialize) -> String {
    // Nothing of a frame has a key that is no text, which is all that could fail.
    serde_json::to_string(&Frame { kind, payload }).unwrap_or_default()
}

/// The first frame of a connection, and the answer to a good `auth`.
#[must_use]
pub fn session(
    id: &str,
    expires_at: DateTime<Utc>,
    conversation: ConversationId,
    last_seq: i64,
    replaced: bool,
) -> String {
    let mut payload = json!({
        "sessionId": id, "expiresAt": expires_at, "conversationId": conversation, "lastSeq": last_seq,
    });
    if replaced {
        payload["replaced"] = Value::Bool(true);
    }
    frame("session", payload)
}

/// The message is durable.
#[must_use]
pub fn ack(client_message_id: Option<&str>, message_id: MessageId, seq: i64, duplicate: bool) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Ack<'a> {
        client_message_id: Option<&'a str>,
        message_id: MessageId,
        seq: i64,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        duplicate: bool,
    }
    let ack = Ack {
        client_message_id,
        message_id,
        seq,
        duplicate,
    };
    frame("ack", ack)
}

/// Somebody writes, or stopped.
#[must_use]
pub fn typing(is_typing: bool, by: By) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Typing {
        is_typing: bool,
        by: By,
    }
    frame("typing", Typing { is_typing, by })
}

/// Something went wrong; the socket stays open.
#[must_use]
pub fn error(problem: &Problem, client_message_id: Option<&str>) -> String {
    let mut payload = serde_json::to_value(problem).unwrap_or_else(|_| json!({ "code": problem.code }));
    payload["retryable"] = Value::Bool(problem.is_retryable());
    if let Some(id) = client_message_id {
        payload["clientMessageId"] = Value::String(id.to_owned());
    }
    frame("error", payload)
}

/// The heartbeat.
#[must_use]
pub fn ping() -> String {
    frame("ping", json!({}))
}

/// The answer to a `ping`.
#[must_use]
pub fn pong() -> String {
    frame("pong", json!({}))
}

/// Ends a resume.
#[must_use]
pub fn resumed(from_seq: i64, last_seq: i64, complete: bool) -> String {
    frame(
        "resumed",
        json!({ "fromSeq": from_seq, "lastSeq": last_seq, "complete": complete }),
    )
}

/// A numbered event as the shopper sees it; none for inner events.
#[must_use]
pub fn event(seq: i64, body: &EventBody, session: &str) -> Option<String> {
    Some(match body {
        EventBody::MessageAccepted(message) => numbered("message", message, seq, None),
        EventBody::Answered(response) | EventBody::OperatorReplied(response) => {
            numbered("response", response, seq, None)
        }
        EventBody::Held(update) | EventBody::DraftDecided(update) => {
            numbered("draft_update", update, seq, Some(session))
        }
        EventBody::HandedOff(handed_off) => {
            // The reason is for operators.
            let change = StatusChange {
                status: handed_off.status,
                by: handed_off.by,
            };
            numbered("status", &change, seq, None)
        }
        EventBody::StatusChanged(change) => numbered("status", change, seq, None),
        _ => return None,
    })
}

fn numbered(kind: &'static str, event: &impl Serialize, seq: i64, session_id: Option<&str>) -> String {
    let numbered = Numbered {
        event,
        seq,
        session_id,
    };
    frame(kind, numbered)
}

/// The pieces in which an answer's text is streamed.
#[must_use]
pub fn stream(message_id: MessageId, content: &str) -> Vec<String> {
    let mut frames = vec![stream_start(message_id)];
    frames.extend(
        pieces(content)
            .into_iter()
            .map(|delta| stream_delta(message_id, delta)),
    );
    frames.push(stream_end(message_id, content));
    frames
}

/// An answer begins to be shown.
#[must_use]
pub fn stream_start(message_id: MessageId) -> String {
    frame("stream_start", json!({ "messageId": message_id }))
}

/// It goes on.
#[must_use]
pub fn stream_delta(message_id: MessageId, delta: &str) -> String {
    frame("stream_delta", json!({ "messageId": message_id, "delta": delta }))
}

/// It is whole.
#[must_use]
pub fn stream_end(message_id: MessageId, content: &str) -> String {
    frame(
        "stream_end",
        json!({ "messageId": message_id, "content": content }),
    )
}

/// It is not the answer after all: the client takes the text away.
#[must_use]
pub fn stream_aborted(message_id: MessageId) -> String {
    frame("stream_end", json!({ "messageId": message_id, "aborted": true }))
}

/// Cuts a text after every few words; put together again it is the same text.
fn pieces(content: &str) -> Vec<&str> {
    const WORDS: usize = 4;
    let mut pieces = Vec::new();
    let (mut from, mut words) = (0, 0);
    for (index, character) in content.char_indices() {
        if !character.is_whitespace() {
            continue;
        }
        words += 1;
        if words == WORDS {
            let end = index + character.len_utf8();
            pieces.push(&content[from..end]);
            (from, words) = (end, 0);
        }
    }
    if from < content.len() {
        pieces.push(&content[from..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> String {
        read(text).expect_err("a bad frame").problem.code
    }

    #[test]
    fn what_is_wrong_with_a_frame_is_named() {
        assert_eq!(code("{"), "malformed_json");
        assert_eq!(code("[]"), "type_missing");
        assert_eq!(code(r#"{"type":"dance"}"#), "unknown_type");
        assert_eq!(code(r#"{"type":"resume","payload":{"lastSeq":-1}}"#), "invalid");
        assert_eq!(code(r#"{"type":"message","payload":{"content":7}}"#), "invalid");
    }

    #[test]
    fn a_bad_message_is_answered_under_the_id_that_its_client_chose() {
        let bad = read(r#"{"type":"message","payload":{"clientMessageId":"c1"}}"#).expect_err("no content");
        assert_eq!(bad.client_message_id.as_deref(), Some("c1"));
        assert_eq!(bad.problem.status, 422);
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in ".{0,200}") {
            let _read_or_refused = read(&text);
        }

        #[test]
        fn the_pieces_of_a_stream_make_the_whole(text in "\\PC{0,300}") {
            prop_assert_eq!(pieces(&text).concat(), text);
        }
    }
}
