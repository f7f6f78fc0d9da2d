//! Frames of the operators' socket: one JSON object a text frame, `{"type": …, "payload": {…}}`.

use colloquy_engine::ids::{ConversationId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::presence::Viewer;
use crate::{
    extract::json,
    problem::Problem,
    workspace::{conversation::ConversationOut, draft::DraftOut, message::MessageOut},
};

/// What a client says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ClientFrame {
    /// Who it is.
    Auth(String),
    /// Tell me of this.
    Subscribe(Topic),
    /// Tell me no more of this.
    Unsubscribe(Topic),
    /// I write, or stopped.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Whether.
        is_typing: bool,
    },
    /// Are you there?
    Ping,
    /// I am here.
    Pong,
}

/// What one can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Every conversation of the business.
    Inbox,
    /// One conversation.
    Conversation(ConversationId),
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    payload: Value,
}

#[derive(Deserialize)]
struct AuthIn {
    token: String,
}

#[derive(Deserialize)]
struct TopicIn {
    #[serde(default)]
    inbox: bool,
    conversation_id: Option<Uuid>,
}

#[derive(Deserialize)]
struct TypingIn {
    conversation_id: Uuid,
    #[serde(rename = "isTyping")]
    is_typing: bool,
}

/// Reads a text frame.
///
/// # Errors
/// What is wrong with it; the socket stays open.
pub(super) fn read(text: &str) -> Result<ClientFrame, Problem> {
    let Envelope { kind, payload } = json::parse(text.as_bytes())?;
    match kind.as_str() {
        "auth" => payload_of::<AuthIn>(payload).map(|auth| ClientFrame::Auth(auth.token)),
        "subscribe" => topic(payload).map(ClientFrame::Subscribe),
        "unsubscribe" => topic(payload).map(ClientFrame::Unsubscribe),
        "typing" => payload_of::<TypingIn>(payload).map(|typing| ClientFrame::Typing {
            conversation: ConversationId(typing.conversation_id),
            is_typing: typing.is_typing,
        }),
        "ping" => Ok(ClientFrame::Ping),
        "pong" => Ok(ClientFrame::Pong),
        unknown => {
            let shown: String = unknown.chars().take(40).collect();
            Err(Problem::invalid(
                "type",
                "unknown_type",
                format!("there is no frame type {shown:?}"),
            ))
        }
    }
}

fn topic(payload: Value) -> Result<Topic, Problem> {
    match payload_of::<TopicIn>(payload)? {
        TopicIn {
            inbox: true,
            conversation_id: None,
        } => Ok(Topic::Inbox),
        TopicIn {
            inbox: false,
            conversation_id: Some(id),
        } => Ok(Topic::Conversation(ConversationId(id))),
        TopicIn { .. } => Err(Problem::invalid(
            "payload",
            "topic_invalid",
            "name either the inbox or one conversation_id",
        )),
    }
}

fn payload_of<T: serde::de::DeserializeOwned>(payload: Value) -> Result<T, Problem> {
    let payload = if payload.is_null() { json!({}) } else { payload };
    json::parse(payload.to_string().as_bytes())
}

/// What the server says.
#[derive(Debug, Serialize)]
#[serde(tag = "type", content = "payload", rename_all = "snake_case")]
pub(super) enum ServerFrame<'frame> {
    /// The token is good.
    Ready {
        user_id: UserId,
        expires_at: chrono::DateTime<chrono::Utc>,
    },
    /// A message was stored, whoever wrote it.
    NewMessage {
        message: &'frame MessageOut,
        conversation: &'frame ConversationOut,
    },
    /// A conversation is not what it was.
    ConversationUpdated { conversation: &'frame ConversationOut },
    /// A conversation began.
    NewConversation { conversation: &'frame ConversationOut },
    /// Somebody should look.
    Notification {
        kind: &'frame str,
        conversation_id: ConversationId,
        title: &'frame str,
        detail: &'frame str,
    },
    /// A draft waits or was decided.
    Draft { draft: &'frame DraftOut },
    /// Who looks at a conversation.
    Presence {
        conversation_id: ConversationId,
        users: Vec<Viewer>,
    },
    /// The shopper writes, or stopped.
    Typing {
        conversation_id: ConversationId,
        #[serde(rename = "isTyping")]
        is_typing: bool,
        by: &'frame str,
    },
    /// Something was missed: read again what is shown.
    Resync {},
    /// The answer to `ping`.
    Pong {},
}

impl ServerFrame<'_> {
    /// As it is sent.
    pub(super) fn text(&self) -> String {
        // Everything in here can be written; should that ever change, the client reads all afresh.
        serde_json::to_string(self).unwrap_or_else(|_| r#"{"type":"resync","payload":{}}"#.to_owned())
    }
}

/// What was wrong with a frame, as it is sent.
pub(super) fn error(problem: &Problem) -> String {
    let mut payload = serde_json::to_value(problem).unwrap_or_else(|_| json!({ "code": problem.code }));
    if let Some(fields) = payload.as_object_mut() {
        fields.insert("retryable".to_owned(), problem.is_retryable().into());
    }
    json!({ "type": "error", "payload": payload }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0198c0de-0000-7000-8000-000000000001";

    fn conversation() -> ConversationId {
        ConversationId(Uuid::parse_str(ID).expect("an id"))
    }

    #[test]
    fn frames_are_read() {
        let read = |text: String| read(&text).expect("readable");
        let subscribe = read(format!(
            r#"{{"type":"subscribe","payload":{{"conversation_id":"{ID}"}}}}"#
        ));
        assert_eq!(
            subscribe,
            ClientFrame::Subscribe(Topic::Conversation(conversation()))
        );
        let inbox = read(r#"{"type":"unsubscribe","payload":{"inbox":true}}"#.to_owned());
        assert_eq!(inbox, ClientFrame::Unsubscribe(Topic::Inbox));
        let typing = read(format!(
            r#"{{"type":"typing","payload":{{"conversation_id":"{ID}","isTyping":true}}}}"#
        ));
        assert_eq!(
            typing,
            ClientFrame::Typing {
                conversation: conversation(),
                is_typing: true
            }
        );
        assert_eq!(read(r#"{"type":"pong"}"#.to_owned()), ClientFrame::Pong);
    }

    #[test]
    fn what_is_wrong_with_a_frame_is_told() {
        for (text, code) in [
            ("{", "malformed_json"),
            ("[]", "invalid"),
            (r#"{"type":"dance"}"#, "unknown_type"),
            (r#"{"type":"auth","payload":{}}"#, "invalid"),
            (r#"{"type":"subscribe","payload":{}}"#, "topic_invalid"),
            (
                r#"{"type":"subscribe","payload":{"conversation_id":"x"}}"#,
                "invalid",
            ),
        ] {
            assert_eq!(
                read(text).map_err(|problem| problem.code),
                Err(code.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn frames_are_written_as_type_and_payload() {
        assert_eq!(ServerFrame::Resync {}.text(), r#"{"type":"resync","payload":{}}"#);
        let presence = ServerFrame::Presence {
            conversation_id: conversation(),
            users: Vec::new(),
        }
        .text();
        assert_eq!(
            presence,
            format!(r#"{{"type":"presence","payload":{{"conversation_id":"{ID}","users":[]}}}}"#)
        );
        let error: Value = serde_json::from_str(&error(&Problem::not_found("conversation"))).expect("JSON");
        assert_eq!(
            (&error["payload"]["status"], &error["payload"]["retryable"]),
            (&json!(404), &json!(false))
        );
    }
}
