//! A shopper's client: one socket, spoken to in frames.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue, protocol::CloseFrame},
};

use crate::server::Server;

/// No answer of a test takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Shopper {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub(crate) session: String,
    pub(crate) conversation: String,
    pub(crate) first: Value,
    /// Tells this client's ids from those of another one on the same session.
    nonce: String,
    next_id: u32,
}

impl Shopper {
    pub(crate) async fn connect(server: &Server, session: Option<&str>) -> Self {
        let query = session.map(|id| format!("?sessionId={id}")).unwrap_or_default();
        Self::connect_to(&server.websocket(&format!("/ws{query}")), None).await
    }

    pub(crate) async fn connect_to(address: &str, origin: Option<&str>) -> Self {
        let mut socket = open(address, origin).await;
        let first = read_frame(&mut socket).await.expect("the first frame");
        assert_eq!(first["type"], "session", "{first}");
        let payload = &first["payload"];
        Self {
            session: payload["sessionId"].as_str().expect("a session id").to_owned(),
            conversation: payload["conversationId"]
                .as_str()
                .expect("a conversation id")
                .to_owned(),
            first,
            socket,
            nonce: uuid::Uuid::now_v7().to_string(),
            next_id: 0,
        }
    }

    pub(crate) async fn send(&mut self, kind: &str, payload: Value) {
        let frame = json!({ "type": kind, "payload": payload }).to_string();
        self.send_text(frame).await;
    }

    pub(crate) async fn send_text(&mut self, text: impl Into<String>) {
        self.send_raw(Message::text(text.into())).await;
    }

    pub(crate) async fn send_raw(&mut self, message: Message) {
        self.socket.send(message).await.expect("the socket takes frames");
    }

    /// Sends a message without reading anything. Answers its client id.
    pub(crate) async fn post(&mut self, content: &str) -> String {
        self.next_id += 1;
        let id = format!("{}-{}", self.nonce, self.next_id);
        self.send("message", json!({ "content": content, "clientMessageId": id }))
            .await;
        id
    }

    /// Says something and waits for the response to it.
    pub(crate) async fn say(&mut self, content: &str) -> Value {
        let id = self.post(content).await;
        let ack = self.expect("ack").await;
        assert_eq!(ack["clientMessageId"], id.as_str(), "{ack}");
        self.expect("response").await
    }

    /// The next frame, whatever it is.
    pub(crate) async fn frame(&mut self) -> Value {
        read_frame(&mut self.socket).await.expect("a frame")
    }

    /// The next frame that is neither typing nor a heartbeat.
    pub(crate) async fn frame_that_stays(&mut self) -> Value {
        loop {
            let frame = self.frame().await;
            if !matches!(frame["type"].as_str(), Some("typing" | "ping")) {
                return frame;
            }
        }
    }

    /// The payload of the next frame of a kind; passing frames before it are left out, other ones are an error.
    pub(crate) async fn expect(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.frame().await;
            let found = frame["type"].as_str().unwrap_or_default();
            if found == kind {
                return frame["payload"].clone();
            }
            assert!(matches!(found, "typing" | "ping"), "expected {kind}, got {frame}");
        }
    }

    /// The payload of the next frame of a kind, whatever comes before it.
    pub(crate) async fn skip_to(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.frame().await;
            if frame["type"] == kind {
                return frame["payload"].clone();
            }
        }
    }

    /// Whether the message that was sent last is taken, once the server has said so or refused it.
    pub(crate) async fn is_acknowledged(&mut self) -> bool {
        loop {
            match self.frame().await["type"].as_str() {
                Some("ack") => return true,
                Some("error") => return false,
                _ => {}
            }
        }
    }

    /// The close frame that ends the connection; frames before it are left out.
    pub(crate) async fn closed(&mut self) -> Option<CloseFrame> {
        loop {
            match tokio::time::timeout(PATIENCE, self.socket.next())
                .await
                .expect("the socket ends in time")
            {
                Some(Ok(Message::Close(reason))) => return reason,
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// Every frame that is there by now: everything before the answer to a `ping` of ours.
    pub(crate) async fn drain(&mut self) -> Vec<Value> {
        self.send("ping", json!({})).await;
        let mut frames = Vec::new();
        loop {
            let frame = self.frame().await;
            if frame["type"] == "pong" {
                return frames;
            }
            frames.push(frame);
        }
    }
}

pub(crate) async fn open(address: &str, origin: Option<&str>) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    let mut request = address.into_client_request().expect("an address");
    if let Some(origin) = origin {
        request
            .headers_mut()
            .insert("Origin", HeaderValue::from_str(origin).expect("an origin"));
    }
    let (socket, _response) = connect_async(request).await.expect("the socket opens");
    socket
}

pub(crate) async fn read_frame(socket: &mut WebSocketStream<MaybeTlsStream<TcpStream>>) -> Option<Value> {
    loop {
        let message = tokio::time::timeout(PATIENCE, socket.next())
            .await
            .expect("a frame in time")?;
        match message.ok()? {
            Message::Text(text) => return Some(serde_json::from_str(&text).expect("frames are JSON")),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}
