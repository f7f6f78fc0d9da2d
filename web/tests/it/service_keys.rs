//! Service keys: made on the command line, shown once, good for their scope alone.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    server::{Server, answer},
};

on_every_database! {
    figures_of_a_system_in_service_are_opened_by_a_key_with_their_scope_alone
    a_service_asks_for_a_draft_and_nothing_is_sent_before_it_is_approved
    a_draft_of_a_request_for_a_person_goes_to_a_person
    drafts_are_refused_by_name_where_they_cannot_be_written
}

/// Adds a key on the command line and answers its secret.
fn add_key(server: &Server, scope: &str) -> String {
    let (said, code) = server.run(&["apikey", "add", "--scope", scope]);
    assert_eq!(code, Some(0), "{said}");
    let secret = said.strip_suffix('\n').expect("a line");
    assert!(
        secret.starts_with("ck_") && secret.len() > 40 && !secret.contains('\n'),
        "the secret stands alone"
    );
    secret.to_owned()
}

async fn call(
    server: &Server,
    key: Option<&str>,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> (u16, Value) {
    let mut request = server.http.request(method, format!("{}{path}", server.base));
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    answer(request.send().await.expect("the server answers")).await
}

async fn figures_of_a_system_in_service_are_opened_by_a_key_with_their_scope_alone() {
    let server = Server::builder().in_service().start().await;
    let watching = add_key(&server, "metrics");
    let assisting = add_key(&server, "assistants");
    let mut elsewhere = watching.clone();
    elsewhere.replace_range(10..14, "AAAA");
    for path in ["/metrics", "/metrics/channels"] {
        let get = |key| call(&server, key, Method::GET, path, None);
        assert_eq!(get(None).await.0, 401, "{path}");
        assert_eq!(get(Some(elsewhere.as_str())).await.0, 401, "{path}");
        let (status, problem) = get(Some(assisting.as_str())).await;
        assert_eq!(
            (status, &problem["code"]),
            (403, &json!("scope_missing")),
            "{path}"
        );
        let (status, figures) = get(Some(watching.as_str())).await;
        assert_eq!(status, 200, "{path}: {figures}");
        assert!(figures.to_string().contains(if path == "/metrics" {
            "colloquy_sockets"
        } else {
            "web"
        }));
    }
    let (listed, code) = server.run(&["--json", "apikey", "list"]);
    assert_eq!(code, Some(0));
    assert!(!listed.contains("ck_"), "no secret is shown twice");
    let keys: Vec<Value> = listed
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is an object"))
        .collect();
    let key = keys
        .iter()
        .find(|key| key["scopes"] == json!(["metrics"]))
        .expect("it is listed");
    assert!(key["last_used_at"].is_string(), "its use is noted: {key}");
    let id = key["id"].as_str().expect("an id");
    assert_eq!(server.run(&["apikey", "revoke", id]).1, Some(0));
    let (status, problem) = call(&server, Some(&watching), Method::GET, "/metrics", None).await;
    assert_eq!((status, &problem["code"]), (401, &json!("key_invalid")));
}

async fn a_service_asks_for_a_draft_and_nothing_is_sent_before_it_is_approved() {
    let server = Server::start().await;
    let key = add_key(&server, "assistants");
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    let body = json!({
        "channel": "storefront", "session_id": shopper.session,
        "message": "how many days do I have to return something?",
        "metadata": {"url": "https://shop.example/returns", "email": null, "confidence_hint": null},
    });
    let ask = || async {
        let request = server
            .http
            .post(format!("{}/assistants/draft", server.base))
            .bearer_auth(&key);
        answer(
            request
                .header("Idempotency-Key", "question-1")
                .json(&body)
                .send()
                .await
                .expect("an answer"),
        )
        .await
    };
    let (status, draft) = ask().await;
    assert_eq!(status, 200, "{draft}");
    assert_eq!(draft["status"], "pending", "{draft}");
    assert!(
        draft["confidence"]
            .as_f64()
            .is_some_and(|confidence| confidence >= 0.65),
        "{draft}"
    );
    let text = draft["message"].as_str().expect("a text");
    assert!(text.contains("30"), "what the shop knows stands in it: {draft}");
    let sources = draft["sources"].as_array().expect("sources");
    let is_known = |source: &Value| {
        ["chroma", "shopify", "correction"].contains(&source["type"].as_str().unwrap_or_default())
            && source["reference"].is_string()
    };
    assert!(!sources.is_empty() && sources.iter().all(is_known), "{draft}");

    let frames: Vec<Value> = shopper
        .drain()
        .await
        .into_iter()
        .filter(|frame| frame["type"] != "typing")
        .collect();
    let kinds: Vec<&str> = frames.iter().filter_map(|frame| frame["type"].as_str()).collect();
    assert_eq!(kinds, ["message", "draft_update"], "{frames:?}");
    assert_eq!(frames[1]["payload"]["status"], "pending");
    assert_eq!(
        frames[1]["payload"]["message"], "",
        "the shopper is not shown what waits"
    );

    let (status, again) = ask().await;
    assert_eq!(
        (status, &again["draft_id"]),
        (200, &draft["draft_id"]),
        "the same key, the same draft"
    );
    let waiting = operator.pending_draft(&shopper.conversation).await;
    assert_eq!(waiting["draft_id"], draft["draft_id"]);
    assert_eq!(waiting["message"], draft["message"]);

    let approval = json!({"draft_id": draft["draft_id"]});
    let decide = |path| call(&server, Some(&key), Method::POST, path, Some(&approval));
    assert_eq!(decide("/assistants/approve").await.0, 204);
    let update = shopper.expect("draft_update").await;
    assert_eq!(
        (&update["status"], &update["message"]),
        (&json!("approved"), &draft["message"])
    );
    assert_eq!(
        decide("/assistants/approve").await.0,
        409,
        "a draft is decided once"
    );
}

async fn a_draft_of_a_request_for_a_person_goes_to_a_person() {
    let server = Server::start().await;
    let key = add_key(&server, "assistants");
    let operator = server.operator().await;
    let shopper = server.shopper().await;
    let body = json!({"session_id": shopper.session, "message": "I want to talk to a human, please"});
    let (status, out) = call(
        &server,
        Some(&key),
        Method::POST,
        "/assistants/draft",
        Some(&body),
    )
    .await;
    assert_eq!(
        (status, &out["status"], &out["draft_id"]),
        (200, &json!("escalated"), &Value::Null),
        "{out}"
    );
    let conversation = operator.conversation(&shopper.conversation).await;
    assert_eq!(conversation["status"], "escalated_human_needed");
}

async fn drafts_are_refused_by_name_where_they_cannot_be_written() {
    let server = Server::start().await;
    let key = add_key(&server, "assistants");
    let watching = add_key(&server, "metrics");
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    let body = json!({"session_id": shopper.session, "message": "hello"});
    let draft = |key: Option<String>, body: Value| {
        let server = &server;
        async move {
            call(
                server,
                key.as_deref(),
                Method::POST,
                "/assistants/draft",
                Some(&body),
            )
            .await
        }
    };
    assert_eq!(draft(None, body.clone()).await.0, 401);
    assert_eq!(draft(Some(watching), body.clone()).await.0, 403);
    let (status, out) = draft(Some(operator.token.clone()), body.clone()).await;
    assert_eq!(status, 200, "an operator may ask as well: {out}");
    let unknown = json!({"session_id": "session_unknown", "message": "hello"});
    assert_eq!(draft(Some(key.clone()), unknown).await.0, 410);
    let empty = json!({"session_id": shopper.session, "message": " "});
    let (status, problem) = draft(Some(key.clone()), empty).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("message")));
    let named = json!({"draft_id": out["draft_id"], "operator_id": uuid::Uuid::now_v7()});
    let (status, _) = call(
        &server,
        Some(&key),
        Method::POST,
        "/assistants/reject",
        Some(&named),
    )
    .await;
    assert_eq!(status, 403, "nobody decides in another's name");
    assert_eq!(
        operator.set_status(&shopper.conversation, "active_human").await.0,
        200
    );
    let (status, problem) = draft(Some(key), body).await;
    assert_eq!((status, &problem["code"]), (409, &json!("person_owns")));
    let written = shopper.drain().await;
    assert!(
        written.iter().all(|frame| frame["type"] != "response"),
        "{written:?}"
    );
}
