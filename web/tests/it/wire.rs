//! The shopper socket's contract: acknowledgement, order, resume, duplicates, streams and closes.

use serde_json::{Value, json};

use crate::{databases::on_every_database, server::Server, shopper::Shopper};

on_every_database! {
    every_message_is_acknowledged_and_then_answered_once_in_order
    a_client_that_resumes_gets_what_it_missed_once_and_in_order
    a_number_that_the_conversation_never_had_is_answered_incomplete
    a_repeated_message_gets_the_same_acknowledgement_and_no_second_answer
    another_tab_sees_the_message_and_the_answer
    a_streamed_answer_comes_in_pieces_and_then_whole_under_the_same_id
    an_unknown_session_is_replaced_on_the_socket_and_gone_over_rest
    a_foreign_page_is_closed_before_it_learns_a_session
    a_client_that_asks_for_typing_hears_once_that_the_assistant_writes_and_once_that_it_is_done
    rest_answers_the_finished_turn_and_repeats_it_for_the_same_key
}

fn seqs(frames: &[Value]) -> Vec<i64> {
    frames
        .iter()
        .filter_map(|frame| frame["payload"]["seq"].as_i64())
        .collect()
}

async fn every_message_is_acknowledged_and_then_answered_once_in_order() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let mut last_seq = 0;
    for content in [
        "hello",
        "show me running shoes under $150",
        "what is your return policy?",
    ] {
        let id = shopper.post(content).await;
        let ack = shopper.expect("ack").await;
        assert_eq!(ack["clientMessageId"], id.as_str());
        assert_eq!(ack["seq"], last_seq + 1);
        let response = shopper.expect("response").await;
        assert_eq!(response["seq"], last_seq + 2);
        assert_eq!(response["inReplyTo"], ack["messageId"]);
        assert_eq!(response["answers"], json!([ack["messageId"]]));
        assert!(!response["content"].as_str().unwrap_or_default().is_empty());
        last_seq += 2;
    }
}

async fn a_client_that_resumes_gets_what_it_missed_once_and_in_order() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    shopper.say("what is in my cart?").await;
    let session = shopper.session.clone();
    drop(shopper);
    let mut again = Shopper::connect(&server, Some(&session)).await;
    assert_eq!(again.first["payload"]["lastSeq"], 4);
    again.send("resume", json!({ "lastSeq": 1 })).await;
    let mut frames = Vec::new();
    let resumed = loop {
        let frame = again.frame().await;
        if frame["type"] == "resumed" {
            break frame["payload"].clone();
        }
        frames.push(frame);
    };
    assert_eq!(seqs(&frames), [2, 3, 4]);
    assert_eq!(frames[1]["type"], "message");
    assert_eq!(resumed, json!({ "fromSeq": 2, "lastSeq": 4, "complete": true }));
    again.say("thanks").await;
}

async fn a_number_that_the_conversation_never_had_is_answered_incomplete() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let mut again = Shopper::connect(&server, Some(&shopper.session)).await;
    again.send("resume", json!({ "lastSeq": 99 })).await;
    let resumed = again.expect("resumed").await;
    assert_eq!(resumed["complete"], false);
    let (status, transcript) = server.get(&format!("/chat/{}/transcript", shopper.session)).await;
    assert_eq!(status, 200);
    assert_eq!(transcript["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(transcript["items"][1]["seq"], 2);
}

async fn a_repeated_message_gets_the_same_acknowledgement_and_no_second_answer() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let message = json!({ "content": "hello", "clientMessageId": "once" });
    shopper.send("message", message.clone()).await;
    let first = shopper.expect("ack").await;
    shopper.expect("response").await;
    shopper.send("message", message).await;
    let second = shopper.expect("ack").await;
    assert_eq!(second["duplicate"], true);
    assert_eq!(
        (&second["messageId"], &second["seq"]),
        (&first["messageId"], &first["seq"])
    );
    shopper
        .send(
            "message",
            json!({ "content": "other", "clientMessageId": "once" }),
        )
        .await;
    let error = shopper.expect("error").await;
    assert_eq!(
        (error["status"].as_i64(), error["retryable"].as_bool()),
        (Some(409), Some(false))
    );
    assert_eq!(error["clientMessageId"], "once");
    assert!(shopper.drain().await.is_empty());
}

async fn another_tab_sees_the_message_and_the_answer() {
    let server = Server::start().await;
    let mut first = server.shopper().await;
    let mut second = Shopper::connect(&server, Some(&first.session)).await;
    second.send("resume", json!({ "lastSeq": 0 })).await;
    second.expect("resumed").await;
    first.say("hello").await;
    let message = second.expect("message").await;
    assert_eq!(
        (message["content"].as_str(), message["seq"].as_i64()),
        (Some("hello"), Some(1))
    );
    assert_eq!(second.expect("response").await["seq"], 2);
}

async fn a_streamed_answer_comes_in_pieces_and_then_whole_under_the_same_id() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let payload = json!({ "content": "what is your return policy?", "clientMessageId": "s", "stream": true });
    shopper.send("message", payload).await;
    shopper.expect("ack").await;
    let id = shopper.expect("stream_start").await["messageId"].clone();
    let mut text = String::new();
    let end = loop {
        let frame = shopper.frame().await;
        match frame["type"].as_str() {
            Some("stream_delta") => text.push_str(frame["payload"]["delta"].as_str().unwrap_or_default()),
            Some("stream_end") => break frame["payload"].clone(),
            other => panic!("{other:?} inside a stream"),
        }
    };
    assert_eq!(end["content"], text.as_str());
    let response = shopper.expect("response").await;
    assert_eq!(
        (&response["messageId"], response["content"].as_str()),
        (&id, Some(text.as_str()))
    );
}

async fn an_unknown_session_is_replaced_on_the_socket_and_gone_over_rest() {
    let server = Server::start().await;
    let shopper = Shopper::connect(&server, Some("session_000001")).await;
    assert_eq!(shopper.first["payload"]["replaced"], true);
    assert_ne!(shopper.session, "session_000001");
    let (status, problem) = server.get("/v1/sessions/session_000001").await;
    assert_eq!((status, problem["code"].as_str()), (410, Some("session_gone")));
}

async fn a_foreign_page_is_closed_before_it_learns_a_session() {
    let server = Server::start().await;
    let address = server.websocket("/ws");
    let mut socket = crate::shopper::open(&address, Some("https://elsewhere.example")).await;
    use futures::StreamExt;
    use tokio_tungstenite::tungstenite::Message;
    match socket.next().await {
        Some(Ok(Message::Close(Some(reason)))) => assert_eq!(u16::from(reason.code), 1008),
        other => panic!("expected a close, got {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_server_says_goodbye_and_its_clients_go_on_with_the_next() {
    let mut server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let (code, goodbye) = tokio::join!(
        async { tokio::task::block_in_place(|| server.terminate()) },
        shopper.closed()
    );
    assert_eq!(code, Some(0));
    assert_eq!(goodbye.map(|reason| u16::from(reason.code)), Some(1012));
}

async fn rest_answers_the_finished_turn_and_repeats_it_for_the_same_key() {
    let server = Server::start().await;
    let body = json!({ "content": "hello", "clientMessageId": "r1" });
    let (status, first) = server.post("/v1/interactions/message", body).await;
    assert_eq!(status, 200, "{first}");
    assert_eq!(first["response"]["answers"], json!([first["messageId"]]));
    let again = json!({ "content": "hello", "clientMessageId": "r1", "sessionId": first["sessionId"] });
    let (status, second) = server.post("/v1/interactions/message", again).await;
    assert_eq!(status, 200, "{second}");
    assert_eq!(second["response"], first["response"]);
    let request = server
        .http
        .get(format!("{}/v1/interactions/history", server.base));
    let request = request.header("X-Session-Id", first["sessionId"].as_str().expect("a session"));
    let (_, history) = crate::server::answer(request.send().await.expect("an answer")).await;
    assert_eq!(history["items"].as_array().map(Vec::len), Some(2));
}

async fn a_client_that_asks_for_typing_hears_once_that_the_assistant_writes_and_once_that_it_is_done() {
    // Slow enough for the turn itself to tell of it, beside the client's own wish.
    let server = Server::builder()
        .with_faults()
        .with("testing.turn_delay_ms", "200")
        .start()
        .await;
    let mut shopper = server.shopper().await;
    shopper
        .send("message", json!({ "content": "hello", "typing": true }))
        .await;
    let mut told = Vec::new();
    loop {
        let frame = shopper.frame().await;
        match frame["type"].as_str() {
            Some("typing") => told.push(frame["payload"]["isTyping"].clone()),
            Some("response") => break,
            _ => {}
        }
    }
    let after = shopper.drain().await;
    told.extend(
        after
            .iter()
            .filter(|frame| frame["type"] == "typing")
            .map(|frame| frame["payload"]["isTyping"].clone()),
    );
    assert_eq!(told, [json!(true), json!(false)]);
}
