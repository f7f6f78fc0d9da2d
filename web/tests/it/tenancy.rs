//! A second business, made by sign-up: nothing of the first is seen from it.

use reqwest::Method;
use serde_json::Value;

use crate::{databases::on_every_database, operator::Operator, server::Server, shopper::Shopper};

on_every_database! {
    a_second_business_begins_empty_and_sees_nothing_of_the_first
    every_documented_route_with_an_id_hides_another_business
}

async fn a_second_business_begins_empty_and_sees_nothing_of_the_first() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let answer = shopper.say("do you rent kayaks in Norway?").await;
    let (owner, business) = Operator::sign_up(&server, "otherside").await;

    for path in [
        "/api/v1/conversations",
        "/api/v1/drafts?status=pending",
        "/api/v1/knowledge/articles",
        "/api/v1/knowledge/corrections",
    ] {
        let (status, body) = owner.get(path).await;
        assert_eq!(
            (status, body["items"].as_array().map(Vec::len)),
            (200, Some(0)),
            "{path}: {body}"
        );
    }
    let id = &shopper.conversation;
    for path in ["", "/messages", "/notes", "/cart"] {
        let (status, _) = owner.get(&format!("/api/v1/conversations/{id}{path}")).await;
        assert_eq!(status, 404, "{path}");
    }
    let message = answer["messageId"].as_str().expect("an id");
    let (status, _) = owner
        .get(&format!("/api/v1/conversations/{id}/trace?message_id={message}"))
        .await;
    assert_eq!(status, 404);
    assert_eq!(owner.set_status(id, "active_human").await.0, 404);

    let key = business["widget_key"].as_str().expect("a key");
    let theirs = Shopper::connect_to(&server.websocket(&format!("/ws?key={key}")), None).await;
    let request = server
        .http
        .get(format!("{}/v1/products", server.base))
        .header("X-Widget-Key", key);
    let (_, products) = crate::server::answer(request.send().await.expect("an answer")).await;
    assert_eq!(products["total"], 0, "{products}");
    let (status, _) = server.get(&format!("/v1/sessions/{}", theirs.session)).await;
    assert_eq!(status, 404, "a session belongs to the business it was made in");
    let request = server
        .http
        .get(format!("{}/v1/cart", server.base))
        .header("X-Widget-Key", "pk_nobody");
    let (status, problem) = crate::server::answer(request.send().await.expect("an answer")).await;
    assert_eq!((status, problem["code"].as_str()), (404, Some("unknown_shop")));
}

/// For every route of the OpenAPI document with an id in its path, another business's id is not found.
async fn every_documented_route_with_an_id_hides_another_business() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    shopper.say("do you rent kayaks in Norway?").await;
    let (owner, _) = Operator::sign_up(&server, "stranger").await;
    let conversation = shopper.conversation.clone();
    let (_, articles) = operator.get("/api/v1/knowledge/articles").await;
    let article = articles["items"][0]["id"]
        .as_str()
        .expect("an article")
        .to_owned();
    let (_, document) = server.get("/openapi.json").await;
    let (_customer, order) = crate::orders::buyer(&server).await;
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        if !path.starts_with("/api/v1/") || !path.contains('{') {
            continue;
        }
        let id = if path.contains("/knowledge/") {
            &article
        } else if path.contains("/orders/") {
            &order
        } else {
            &conversation
        };
        let filled = fill(path, id);
        for (method, operation) in item.as_object().expect("operations") {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let body = example_body(operation);
            let (status, answer) = owner
                .call(method.clone(), &with_query(&filled, operation), body)
                .await;
            assert_eq!(status, 404, "{method} {filled}: {answer}");
            tried += 1;
        }
    }
    assert!(tried >= 10, "only {tried} routes have an id");
}

fn fill(path: &str, id: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str(id);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    filled + rest
}

fn with_query(path: &str, operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let required = parameters
        .iter()
        .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true);
    let query: Vec<String> = required
        .map(|parameter| {
            format!(
                "{}=0193b0a0-0000-7000-8000-000000000000",
                parameter["name"].as_str().unwrap_or_default()
            )
        })
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

/// A body that passes validation on every route: fields that a route does not know are left out of the question.
fn example_body(operation: &Value) -> Option<Value> {
    if operation["requestBody"].is_null() {
        return None;
    }
    let reference = operation
        .pointer("/requestBody/content/application~1json/schema/$ref")
        .and_then(Value::as_str);
    let name = reference
        .and_then(|reference| reference.rsplit('/').next())
        .unwrap_or_default();
    Some(match name {
        name if name.contains("OrderStatus") => serde_json::json!({ "status": "processing" }),
        name if name.contains("Status") => serde_json::json!({ "status": "active_human" }),
        name if name.contains("Note") => serde_json::json!({ "text": "x" }),
        name if name.contains("Tags") => serde_json::json!({ "tags": ["x"] }),
        name if name.contains("Assign") => serde_json::json!({ "user_id": null }),
        name if name.contains("Article") => {
            serde_json::json!({ "title": "x", "content": "x", "category": "x", "language": "en", "status": "draft" })
        }
        name if name.contains("Faq") || name.contains("Correction") => {
            serde_json::json!({ "question": "x", "answer": "x" })
        }
        name if name.contains("Golden") => {
            serde_json::json!({ "question": "x", "expect": { "decision": "hold" } })
        }
        _ => serde_json::json!({ "text_content": "x" }),
    })
}
