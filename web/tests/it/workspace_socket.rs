//! The operators' socket.

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::{databases::on_every_database, server::Server};

on_every_database! {
    without_a_good_token_the_socket_closes
    operators_see_each_other_and_the_shopper_and_bad_frames_end_nothing
    a_login_that_ends_and_another_business_are_told_nothing
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn connect(server: &Server, protocols: Option<&str>) -> Socket {
    let mut request = server
        .websocket("/api/v1/conversations/ws")
        .into_client_request()
        .expect("a request");
    if let Some(protocols) = protocols {
        let value = HeaderValue::from_str(protocols).expect("a header");
        request.headers_mut().insert("Sec-WebSocket-Protocol", value);
    }
    connect_async(request).await.expect("the socket opens").0
}

async fn send(socket: &mut Socket, kind: &str, payload: Value) {
    let frame = json!({ "type": kind, "payload": payload }).to_string();
    socket
        .send(Message::text(frame))
        .await
        .expect("the socket takes frames");
}

/// The next text frame, or the close code.
async fn next(socket: &mut Socket) -> Result<Value, Option<u16>> {
    let patience = std::time::Duration::from_secs(20);
    loop {
        match tokio::time::timeout(patience, socket.next())
            .await
            .expect("something comes in time")
        {
            Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).expect("JSON")),
            Some(Ok(Message::Close(reason))) => return Err(reason.map(|reason| reason.code.into())),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(None),
        }
    }
}

async fn skip_to(socket: &mut Socket, kind: &str) -> Value {
    loop {
        let frame = next(socket).await.expect("an open socket");
        if frame["type"] == kind {
            return frame["payload"].clone();
        }
    }
}

async fn without_a_good_token_the_socket_closes() {
    let server = Server::start().await;
    let mut socket = connect(&server, None).await;
    send(&mut socket, "subscribe", json!({ "inbox": true })).await;
    let refused = next(&mut socket).await.expect("an error");
    assert_eq!(
        (&refused["type"], &refused["payload"]["status"]),
        (&json!("error"), &json!(401))
    );
    send(&mut socket, "auth", json!({ "token": "nonsense" })).await;
    assert_eq!(
        next(&mut socket).await.expect("an error")["payload"]["code"],
        "token_invalid"
    );
    assert_eq!(next(&mut socket).await, Err(Some(1008)));
    let mut quiet = connect(&server, None).await;
    assert_eq!(
        next(&mut quiet).await,
        Err(Some(1008)),
        "no token within five seconds"
    );
}

async fn operators_see_each_other_and_the_shopper_and_bad_frames_end_nothing() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let me = crate::workspace::id_of(&operator).await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let id = shopper.conversation.clone();
    let mut socket = connect(&server, Some(&format!("bearer, {}", operator.token))).await;
    skip_to(&mut socket, "ready").await;
    send(&mut socket, "dance", json!({})).await;
    assert_eq!(skip_to(&mut socket, "error").await["code"], "unknown_type");
    socket
        .send(Message::text("{"))
        .await
        .expect("the socket takes frames");
    assert_eq!(skip_to(&mut socket, "error").await["status"], 400);
    send(&mut socket, "subscribe", json!({ "conversation_id": me })).await;
    assert_eq!(skip_to(&mut socket, "error").await["status"], 404);

    send(&mut socket, "subscribe", json!({ "conversation_id": id })).await;
    let presence = skip_to(&mut socket, "presence").await;
    assert_eq!(
        presence["users"],
        json!([{ "id": me, "name": "Olivia Park", "typing": false }])
    );
    send(
        &mut socket,
        "typing",
        json!({ "conversation_id": id, "isTyping": true }),
    )
    .await;
    assert_eq!(skip_to(&mut socket, "presence").await["users"][0]["typing"], true);
    assert_eq!(shopper.skip_to("typing").await["by"], "person");
    shopper.post("how many days do I have to return something?").await;
    let told = skip_to(&mut socket, "new_message").await;
    assert_eq!(
        (&told["message"]["sender_type"], &told["conversation"]["id"]),
        (&json!("customer"), &json!(id))
    );
    operator.set_status(&id, "active_human").await;
    let updated = skip_to(&mut socket, "conversation_updated").await;
    assert_eq!(updated["conversation"]["owner"]["user_id"], me);

    let large = "x".repeat(70_000);
    socket
        .send(Message::text(large))
        .await
        .expect("the socket takes frames");
    loop {
        match next(&mut socket).await {
            Ok(_) => {}
            Err(code) => return assert_eq!(code, Some(1009)),
        }
    }
}

async fn a_login_that_ends_and_another_business_are_told_nothing() {
    let server = Server::start().await;
    let (stranger, _) = crate::operator::Operator::sign_up(&server, "stranger").await;
    let mut socket = connect(&server, Some(&format!("bearer, {}", stranger.token))).await;
    skip_to(&mut socket, "ready").await;
    send(&mut socket, "subscribe", json!({ "inbox": true })).await;
    let mut shopper = server.shopper().await;
    shopper.say("I want to talk to a human").await;
    send(&mut socket, "ping", json!({})).await;
    assert_eq!(
        next(&mut socket).await.expect("a frame")["type"],
        "pong",
        "nothing of the other shop came before it"
    );
}
