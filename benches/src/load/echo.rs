//! A server that computes nothing and stores nothing: the floor under every figure of the closed loop.

use std::net::{Ipv4Addr, SocketAddr};

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_tungstenite::{accept_async, tungstenite::Message};

use super::target::Target;

/// A running echo. Ends when it is dropped.
#[derive(Debug)]
pub struct Echo {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Echo {
    /// Listens on a free port of this computer.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A shopper who leaves in the middle ends this task, and nothing else.
                tokio::spawn(async move { drop(answer(stream).await) });
            }
        });
        Ok(Self { address, accepting })
    }

    /// Where it listens.
    #[must_use]
    pub fn target(&self) -> Target {
        Target::at(self.address)
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Gives every message its `ack` and its `response` at once.
async fn answer(stream: TcpStream) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let mut socket = accept_async(stream).await?;
    let session = format!("session_{}", uuid::Uuid::new_v4().simple());
    socket
        .send(frame("session", json!({ "sessionId": session, "lastSeq": 0 })))
        .await?;
    let mut seq = 0;
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        let said: Value = serde_json::from_str(&text)?;
        let (id, content) = (&said["payload"]["clientMessageId"], &said["payload"]["content"]);
        let message_id = format!("message-{seq}");
        seq += 2;
        let ack = json!({ "clientMessageId": id, "messageId": message_id, "seq": seq - 1 });
        let response = json!({
            "messageId": format!("answer-{seq}"), "seq": seq, "inReplyTo": message_id, "answers": [message_id],
            "content": content, "agent": "support", "sources": [], "suggestedActions": [], "actions": [],
        });
        socket.feed(frame("ack", ack)).await?;
        socket.send(frame("response", response)).await?;
    }
    Ok(())
}

fn frame(kind: &str, payload: Value) -> Message {
    Message::text(json!({ "type": kind, "payload": payload }).to_string())
}
