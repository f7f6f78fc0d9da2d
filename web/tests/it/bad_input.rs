//! Bad input is named, costs nothing that is stored, and ends a socket only where the contract says so.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{databases::on_every_database, server::Server, shopper::Shopper};

on_every_database! {
    frames_that_are_no_frames_are_named_and_the_socket_stays
    a_frame_of_64_kib_is_read_and_one_byte_more_closes
    texts_are_taken_up_to_8000_characters_and_never_empty
    emoji_right_to_left_control_characters_and_markup_are_stored_as_they_came
    a_null_character_is_replaced_and_the_rest_is_kept
    sql_and_markup_in_every_field_of_a_body_are_only_text
    malformed_bodies_are_problems_that_name_the_field
    two_sessions_in_one_request_are_refused
    a_session_id_from_a_foreign_page_is_refused
}

/// After anything bad the same socket must still serve.
async fn still_serves(shopper: &mut Shopper) {
    let answer = shopper.say("hello").await;
    assert!(!answer["content"].as_str().unwrap_or_default().is_empty());
}

async fn error_for(shopper: &mut Shopper, payload: Value) -> Value {
    shopper.send("message", payload).await;
    shopper.expect("error").await
}

async fn frames_that_are_no_frames_are_named_and_the_socket_stays() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    for (text, status) in [
        ("{", 400),
        ("[]", 422),
        ("\"x\"", 422),
        (r#"{"type":"dance"}"#, 422),
        ("{}", 422),
    ] {
        shopper.send_text(text).await;
        let error = shopper.expect("error").await;
        assert_eq!(error["status"], status, "{text}: {error}");
        assert_eq!(error["retryable"], false);
    }
    shopper.send_raw(Message::binary(vec![0, 159, 146, 150])).await;
    assert_eq!(shopper.expect("error").await["code"], "binary_frame");
    still_serves(&mut shopper).await;
}

async fn a_frame_of_64_kib_is_read_and_one_byte_more_closes() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let frame = |length: usize| {
        let empty = json!({ "type": "message", "payload": { "content": "", "metadata": "" } }).to_string();
        let padding = "x".repeat(length - empty.len());
        json!({ "type": "message", "payload": { "content": "", "metadata": padding } }).to_string()
    };
    shopper.send_text(frame(65_536)).await;
    assert_eq!(shopper.expect("error").await["code"], "text_empty");
    shopper.send_text(frame(65_537)).await;
    assert_eq!(
        shopper.closed().await.map(|reason| u16::from(reason.code)),
        Some(1009)
    );
    let mut again = Shopper::connect(&server, Some(&shopper.session)).await;
    still_serves(&mut again).await;
}

async fn texts_are_taken_up_to_8000_characters_and_never_empty() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    for content in ["", "   \n\t", "\u{0}\u{1}"] {
        let error = error_for(
            &mut shopper,
            json!({ "content": content, "clientMessageId": "e" }),
        )
        .await;
        assert_eq!(
            (&error["code"], &error["clientMessageId"]),
            (&json!("text_empty"), &json!("e"))
        );
    }
    let error = error_for(&mut shopper, json!({ "content": "x".repeat(10_000) })).await;
    assert_eq!(
        (&error["code"], &error["status"]),
        (&json!("text_too_long"), &json!(422))
    );
    shopper.say(&"é".repeat(8_000)).await;
    let body = json!({ "content": "x".repeat(8_001) });
    let (status, problem) = server.post("/v1/interactions/message", body).await;
    assert_eq!(
        (status, &problem["code"], &problem["errors"][0]["field"]),
        (422, &json!("text_too_long"), &json!("content"))
    );
}

async fn emoji_right_to_left_control_characters_and_markup_are_stored_as_they_came() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let texts = [
        "👟👟🏽‍♀️ 🇳🇱",
        "مرحبا، أين طلبي؟",
        "a\u{7}b\u{1b}[31mc\u{202e}d",
        "'; DROP TABLE messages; --",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "${jndi:ldap://x} {{7*7}} %s%n \\u0000",
    ];
    for text in texts {
        // What becomes of drafts is told between one answer and the next.
        shopper.post(text).await;
        shopper.skip_to("ack").await;
        shopper.skip_to("response").await;
    }
    let (_, transcript) = server.get(&format!("/chat/{}/transcript", shopper.session)).await;
    let items = transcript["items"].as_array().expect("items");
    let said: Vec<&str> = items
        .iter()
        .filter(|item| item["sender"] == "customer")
        .map(|item| item["content"].as_str().expect("content"))
        .collect();
    assert_eq!(said, texts);
    let page = server.http.get(format!(
        "{}/chat/{}/transcript?format=html",
        server.base, shopper.session
    ));
    let page = page.send().await.expect("a page").text().await.expect("text");
    assert!(!page.contains("<script>"), "{page}");
}

async fn a_null_character_is_replaced_and_the_rest_is_kept() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("hel\u{0}lo").await;
    let (_, transcript) = server.get(&format!("/chat/{}/transcript", shopper.session)).await;
    assert_eq!(transcript["items"][0]["content"], "hel\u{fffd}lo");
}

async fn sql_and_markup_in_every_field_of_a_body_are_only_text() {
    let server = Server::start().await;
    let nasty = "'; DROP TABLE carts; -- <b>\"";
    let (status, _) = server
        .get(&format!(
            "/v1/products?query={}",
            "%27%3B%20DROP%20TABLE%20products%3B--"
        ))
        .await;
    assert_eq!(status, 200);
    let body = json!({ "productId": nasty, "variantId": nasty, "quantity": 1 });
    assert_eq!(server.post("/v1/cart/items", body).await.0, 404);
    let body = json!({ "sessionId": nasty, "content": "hello" });
    assert_eq!(server.post("/v1/interactions/message", body).await.0, 410);
    let body = json!({ "email": nasty, "password": nasty });
    let (status, _) = server.post("/api/v1/auth/login", body).await;
    assert!(status == 401 || status == 422, "{status}");
    assert_eq!(server.get("/v1/products/prod_001").await.0, 200);
}

async fn malformed_bodies_are_problems_that_name_the_field() {
    let server = Server::start().await;
    let request = server
        .http
        .post(format!("{}/v1/interactions/message", server.base));
    let (status, problem) = crate::server::answer(
        request
            .header("content-type", "application/json")
            .body("{")
            .send()
            .await
            .expect("an answer"),
    )
    .await;
    assert_eq!(status, 400, "{problem}");
    assert!(problem["code"].is_string() && problem["title"].is_string());
    let request = server
        .http
        .post(format!("{}/v1/interactions/message", server.base));
    let (status, _) = crate::server::answer(
        request
            .header("content-type", "text/plain")
            .body("hello")
            .send()
            .await
            .expect("an answer"),
    )
    .await;
    assert_eq!(status, 415);
    assert_eq!(server.get("/v1/products?limit=1000").await.0, 422);
    assert_eq!(server.get("/v1/nowhere").await.0, 404);
}

async fn two_sessions_in_one_request_are_refused() {
    let server = Server::start().await;
    let (one, two) = (server.shopper().await, server.shopper().await);
    let request = server
        .http
        .post(format!("{}/v1/interactions/message", server.base));
    let request = request
        .header("X-Session-Id", &one.session)
        .json(&json!({ "content": "hi", "sessionId": two.session }));
    let (status, problem) = crate::server::answer(request.send().await.expect("an answer")).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (400, Some("session_ambiguous"))
    );
}

async fn a_session_id_from_a_foreign_page_is_refused() {
    let server = Server::start().await;
    let shopper = server.shopper().await;
    let request = server.http.get(format!("{}/v1/cart", server.base));
    let request = request
        .header("X-Session-Id", &shopper.session)
        .header("Origin", "https://elsewhere.example");
    let (status, _) = crate::server::answer(request.send().await.expect("an answer")).await;
    assert_eq!(status, 403);
}
