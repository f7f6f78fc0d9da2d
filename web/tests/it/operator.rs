//! An operator's client: REST with a token, and the workspace socket.

use futures::SinkExt;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

use crate::{
    server::{Server, answer, until},
    shopper::{open, read_frame},
};

pub(crate) struct Operator {
    base: String,
    websocket: String,
    http: reqwest::Client,
    pub(crate) token: String,
}

impl Operator {
    pub(crate) async fn sign_in(server: &Server, email: &str, password: &str) -> Self {
        let (status, body) = server
            .post(
                "/api/v1/auth/login",
                json!({ "email": email, "password": password }),
            )
            .await;
        assert_eq!(status, 200, "{body}");
        Self::of(server, &body)
    }

    pub(crate) async fn sign_up(server: &Server, name: &str) -> (Self, Value) {
        let body = json!({
            "email": format!("owner@{name}.example"), "password": "long enough for a test",
            "full_name": "An Owner", "business_name": name,
        });
        let (status, body) = server.post("/api/v1/auth/sign-up", body).await;
        assert!(status == 200 || status == 201, "{status} {body}");
        (Self::of(server, &body), body["business"].clone())
    }

    /// The same person with the same token at a server that was started anew.
    pub(crate) fn at(&self, server: &Server) -> Self {
        Self {
            base: server.base.clone(),
            websocket: server.websocket("/api/v1/conversations/ws"),
            http: server.http.clone(),
            token: self.token.clone(),
        }
    }

    fn of(server: &Server, body: &Value) -> Self {
        Self {
            base: server.base.clone(),
            websocket: server.websocket("/api/v1/conversations/ws"),
            http: server.http.clone(),
            token: body["access_token"].as_str().expect("a token").to_owned(),
        }
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        answer(request.send().await.expect("the server answers")).await
    }

    /// A request under an idempotency key.
    pub(crate) async fn keyed(&self, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .header("Idempotency-Key", key)
            .json(body);
        answer(request.send().await.expect("the server answers")).await
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn conversation(&self, id: &str) -> Value {
        let (status, body) = self.get(&format!("/api/v1/conversations/{id}")).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    pub(crate) async fn set_status(&self, id: &str, status: &str) -> (u16, Value) {
        self.put(
            &format!("/api/v1/conversations/{id}/status"),
            json!({ "status": status }),
        )
        .await
    }

    pub(crate) async fn trace(&self, conversation: &str, message: &Value) -> Value {
        let message = message.as_str().expect("a message id");
        let path = format!("/api/v1/conversations/{conversation}/trace?message_id={message}");
        let (status, body) = self.get(&path).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// The pending draft of a conversation.
    pub(crate) async fn pending_draft(&self, conversation: &str) -> Value {
        until("a draft waits", || async {
            let (_, body) = self.get("/api/v1/drafts?status=pending").await;
            let items = body["items"].as_array()?;
            items
                .iter()
                .find(|draft| draft["conversation_id"] == conversation)
                .cloned()
        })
        .await
    }

    /// The workspace socket, watching the inbox.
    pub(crate) async fn watch(&self) -> Dashboard {
        let mut socket = open(&self.websocket, None).await;
        let auth = json!({ "type": "auth", "payload": { "token": self.token } });
        socket
            .send(Message::text(auth.to_string()))
            .await
            .expect("the socket takes frames");
        let mut dashboard = Dashboard { socket };
        dashboard.skip_to("ready", |_| true).await;
        dashboard.send("subscribe", json!({ "inbox": true })).await;
        dashboard
    }
}

pub(crate) struct Dashboard {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Dashboard {
    pub(crate) async fn send(&mut self, kind: &str, payload: Value) {
        let frame = json!({ "type": kind, "payload": payload }).to_string();
        self.socket
            .send(Message::text(frame))
            .await
            .expect("the socket takes frames");
    }

    /// The payload of the next frame of a kind that fits.
    pub(crate) async fn skip_to(&mut self, kind: &str, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = read_frame(&mut self.socket).await.expect("a frame");
            if frame["type"] == kind && fits(&frame["payload"]) {
                return frame["payload"].clone();
            }
        }
    }
}
