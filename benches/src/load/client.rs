//! One shopper on one socket.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use futures::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use super::target::Target;

/// Why a message has no answer, or a socket no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server answered with an `error` frame of this code; the socket is still good.
    Refused(String),
    /// Nothing came in time.
    TimedOut,
    /// The server closed the socket with this code.
    Closed(u16),
    /// The socket broke, or what came over it is no frame of the contract.
    Broken(String),
}

impl Trouble {
    /// The name under which it is counted.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Refused(code) => code.clone(),
            Self::TimedOut => "timed_out".to_owned(),
            Self::Closed(code) => format!("closed_{code}"),
            Self::Broken(why) => format!("broken: {why}"),
        }
    }

    /// Whether the session can go on.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

/// How long one message took, from the moment that it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Until it was acknowledged.
    pub to_ack: Duration,
    /// Until the response that names it in `answers`.
    pub to_response: Duration,
}

/// What one session has heard, to be held against the server's transcript.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The session.
    pub session: String,
    /// Its conversation, as the server names it.
    pub conversation: String,
    /// Messages that were acknowledged, in their order.
    pub acknowledged: Vec<String>,
    /// How often each message stood in the `answers` of a response.
    pub answered: HashMap<String, u32>,
    /// The responses.
    pub responses: Vec<String>,
}

/// A connected shopper.
#[derive(Debug)]
pub struct Client {
    socket: WebSocketStream<TcpStream>,
    heard: Heard,
    next_id: u64,
}

impl Client {
    /// Connects and waits for the `session` frame.
    ///
    /// # Errors
    /// When the server does not accept within the time.
    pub async fn connect(target: &Target, patience: Duration) -> Result<Self, Trouble> {
        Self::connect_as(target, None, patience).await
    }

    /// The same as a shopper who has been here before.
    ///
    /// # Errors
    /// When the server does not accept within the time.
    pub async fn connect_as(
        target: &Target,
        session: Option<&str>,
        patience: Duration,
    ) -> Result<Self, Trouble> {
        let connecting = async {
            let stream = TcpStream::connect(target.address()).await.map_err(broken)?;
            stream.set_nodelay(true).map_err(broken)?;
            let (socket, _response) = client_async(target.socket(session), stream)
                .await
                .map_err(broken)?;
            let mut client = Self {
                socket,
                heard: Heard::default(),
                next_id: 0,
            };
            let first = client.frame().await?;
            match (first.kind.as_str(), first.payload.session_id) {
                ("session", Some(session)) => {
                    client.heard.session = session;
                    client.heard.conversation = first.payload.conversation_id.unwrap_or_default();
                }
                _ => return Err(Trouble::Broken("the first frame is no session".to_owned())),
            }
            Ok(client)
        };
        tokio::time::timeout(patience, connecting)
            .await
            .unwrap_or(Err(Trouble::TimedOut))
    }

    /// Says something and waits until it is acknowledged and answered.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn say(&mut self, text: &str, patience: Duration) -> Result<Exchange, Trouble> {
        let (id, frame) = self.next_message(text);
        tokio::time::timeout(patience, self.exchange(&id, frame))
            .await
            .unwrap_or(Err(Trouble::TimedOut))
    }

    /// Says something and does not wait for what comes of it. Answers the message's own id.
    ///
    /// # Errors
    /// When it cannot be written within the time.
    pub async fn begin(&mut self, text: &str, patience: Duration) -> Result<String, Trouble> {
        let (id, frame) = self.next_message(text);
        tokio::time::timeout(patience, self.socket.send(Message::text(frame)))
            .await
            .map_err(|_elapsed| Trouble::TimedOut)?
            .map_err(broken)?;
        Ok(id)
    }

    /// What was heard so far.
    #[must_use]
    pub fn heard(&self) -> &Heard {
        &self.heard
    }

    /// A message with an id of its own, as its frame.
    fn next_message(&mut self, text: &str) -> (String, String) {
        self.next_id += 1;
        // A shopper who comes back counts from the beginning: the session knows the earlier ids.
        let id = format!("load-{}-{}", uuid::Uuid::new_v4().simple(), self.next_id);
        let payload = json!({ "content": text, "clientMessageId": id });
        let frame = json!({ "type": "message", "payload": payload }).to_string();
        (id, frame)
    }

    async fn exchange(&mut self, id: &str, frame: String) -> Result<Exchange, Trouble> {
        let began = Instant::now();
        self.socket.send(Message::text(frame)).await.map_err(broken)?;
        let mut acknowledged: Option<(String, Duration)> = None;
        loop {
            let Frame { kind, payload } = self.frame().await?;
            match kind.as_str() {
                "ack" if payload.client_message_id.as_deref() == Some(id) => {
                    let message = payload.message_id.unwrap_or_default();
                    self.note_ack(&message);
                    acknowledged = Some((message, began.elapsed()));
                }
                "response" => {
                    let to_response = began.elapsed();
                    let answers = payload.answers.unwrap_or_default();
                    let is_ours = acknowledged
                        .as_ref()
                        .filter(|(message, _)| answers.contains(message))
                        .map(|(_, at)| *at);
                    self.note_response(payload.message_id, &answers);
                    if let Some(to_ack) = is_ours {
                        return Ok(Exchange { to_ack, to_response });
                    }
                }
                "error"
                    if payload
                        .client_message_id
                        .as_deref()
                        .is_none_or(|named| named == id) =>
                {
                    return Err(Trouble::Refused(
                        payload.code.unwrap_or_else(|| "error".to_owned()),
                    ));
                }
                _ => {}
            }
        }
    }

    /// Takes note of a message that was acknowledged.
    pub(super) fn note_ack(&mut self, message: &str) {
        self.heard.acknowledged.push(message.to_owned());
    }

    /// Takes note of a response and of what it answers.
    pub(super) fn note_response(&mut self, response: Option<String>, answers: &[String]) {
        self.heard.responses.extend(response);
        for message in answers {
            *self.heard.answered.entry(message.clone()).or_default() += 1;
        }
    }

    /// Answers heartbeats until the server closes or `stop` is done.
    ///
    /// # Errors
    /// When the socket ends before.
    pub async fn stay(&mut self, stop: impl Future<Output = ()>) -> Result<(), Trouble> {
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return Ok(()),
                frame = self.frame() => { frame?; }
            }
        }
    }

    /// Closes the socket and answers what was heard over it.
    pub async fn close(mut self, patience: Duration) -> Heard {
        // A server that does not say goodbye takes nothing away from what was heard.
        let _ended = tokio::time::timeout(patience, self.socket.close(None)).await;
        self.heard
    }

    /// The socket alone, for whoever writes and reads at once.
    pub(super) fn into_socket(self) -> WebSocketStream<TcpStream> {
        self.socket
    }

    /// The next frame of the contract; a `ping` is answered on the way.
    pub(super) async fn frame(&mut self) -> Result<Frame, Trouble> {
        loop {
            let message = match self.socket.next().await {
                Some(Ok(message)) => message,
                Some(Err(error)) => return Err(broken(error)),
                None => return Err(Trouble::Broken("the server is gone".to_owned())),
            };
            match message {
                Message::Text(text) => {
                    let frame: Frame = serde_json::from_str(&text).map_err(broken)?;
                    if frame.kind != "ping" {
                        return Ok(frame);
                    }
                    let pong = json!({ "type": "pong", "payload": {} }).to_string();
                    self.socket.send(Message::text(pong)).await.map_err(broken)?;
                }
                Message::Close(frame) => {
                    return Err(Trouble::Closed(frame.map_or(1005, |frame| frame.code.into())));
                }
                _ => {}
            }
        }
    }
}

fn broken(error: impl std::fmt::Display) -> Trouble {
    Trouble::Broken(error.to_string())
}

/// A frame of the server.
#[derive(Debug, Deserialize)]
pub(super) struct Frame {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) payload: Payload,
}

/// What frames of every kind carry, as far as it is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Payload {
    session_id: Option<String>,
    conversation_id: Option<String>,
    pub(super) message_id: Option<String>,
    pub(super) client_message_id: Option<String>,
    pub(super) answers: Option<Vec<String>>,
    pub(super) code: Option<String>,
}
