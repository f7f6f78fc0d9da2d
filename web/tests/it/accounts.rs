//! Signing up, logging in and out, and what each role may do.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server},
};

on_every_database! {
    a_refresh_token_is_good_once_and_a_spent_one_ends_the_login
    a_failed_login_tells_nothing_and_too_many_have_to_wait
    logging_out_ends_one_login_or_all_of_them
    sign_up_names_every_bad_field_and_makes_what_an_owner_needs
    a_person_of_the_shop_changes_the_name_that_shoppers_see
    the_workspace_is_closed_to_the_unknown_and_knowledge_to_operators
}

const LOGIN: &str = "/api/v1/auth/login";
const SIGN_UP: &str = "/api/v1/auth/sign-up";
const REFRESH: &str = "/v1/auth/refresh";

fn code(body: &Value) -> &str {
    body["code"].as_str().unwrap_or_default()
}

async fn a_refresh_token_is_good_once_and_a_spent_one_ends_the_login() {
    let server = Server::start().await;
    let login = json!({ "email": "Operator@Demo.local ", "password": PASSWORD });
    let (status, first) = server.post(LOGIN, login).await;
    assert_eq!(
        (status, &first["user"]["role"], &first["expires_in"]),
        (200, &json!("operator"), &json!(900))
    );
    let handed_in = json!({ "refreshToken": first["refresh_token"] });
    let (status, second) = server.post(REFRESH, handed_in.clone()).await;
    assert_eq!(
        (status, &second["user"]["email"]),
        (200, &json!("operator@demo.local")),
        "{second}"
    );
    let me = |token: Value| {
        let request = server.http.get(format!("{}/api/v1/users/me", server.base));
        async move {
            let sent = request.bearer_auth(token.as_str().expect("a token")).send().await;
            crate::server::answer(sent.expect("an answer")).await
        }
    };
    let (status, body) = me(second["accessToken"].clone()).await;
    assert_eq!(
        (status, &body["business"]["slug"]),
        (200, &json!("northlane")),
        "{body}"
    );

    let (status, refused) = server.post(REFRESH, handed_in).await;
    assert_eq!((status, code(&refused)), (401, "token_reused"));
    let (status, refused) = me(second["accessToken"].clone()).await;
    assert_eq!(
        (status, code(&refused)),
        (401, "token_revoked"),
        "the access tokens end at once"
    );
    let (status, _) = server
        .post(REFRESH, json!({ "refreshToken": second["refreshToken"] }))
        .await;
    assert_eq!(status, 401, "the newest of the login ends as well");
    let (status, _) = server
        .post(REFRESH, json!({ "refreshToken": "rt_invented" }))
        .await;
    assert_eq!(status, 401);
}

async fn a_failed_login_tells_nothing_and_too_many_have_to_wait() {
    let server = Server::start().await;
    let (_, wrong) = server
        .post(
            LOGIN,
            json!({ "email": "owner@demo.local", "password": "not this one" }),
        )
        .await;
    let (status, unknown) = server
        .post(
            LOGIN,
            json!({ "email": "no@body.example", "password": "not this one" }),
        )
        .await;
    assert_eq!(
        (status, &wrong["detail"], code(&wrong)),
        (401, &unknown["detail"], "credentials_wrong")
    );
    let mut status = 401;
    for _ in 0..8 {
        status = server
            .post(
                LOGIN,
                json!({ "email": "owner@demo.local", "password": "not this one" }),
            )
            .await
            .0;
    }
    assert_eq!(status, 429);
    Operator::sign_in(&server, "operator@demo.local", PASSWORD).await;
}

async fn logging_out_ends_one_login_or_all_of_them() {
    let server = Server::start().await;
    let (one, other) = (server.operator().await, server.operator().await);
    let (status, _) = one.call(Method::POST, "/api/v1/auth/logout", None).await;
    assert_eq!(status, 204);
    assert_eq!(one.get("/api/v1/users/me").await.0, 401);
    assert_eq!(other.get("/api/v1/users/me").await.0, 200);
    let third = server.operator().await;
    let (status, _) = third
        .post("/api/v1/auth/logout", json!({ "everywhere": true }))
        .await;
    assert_eq!((status, other.get("/api/v1/users/me").await.0), (204, 401));
}

async fn sign_up_names_every_bad_field_and_makes_what_an_owner_needs() {
    let server = Server::start().await;
    let bad =
        json!({ "email": "nobody", "password": "short", "full_name": " ", "business_name": "x".repeat(121) });
    let (status, problem) = server.post(SIGN_UP, bad).await;
    let fields: Vec<&str> = problem["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|error| error["field"].as_str())
        .collect();
    assert_eq!(
        (status, fields),
        (422, vec!["email", "password", "full_name", "business_name"]),
        "{problem}"
    );
    let (status, problem) = server.post(SIGN_UP, json!({ "email": "a@b.example" })).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (422, &json!("password")),
        "{problem}"
    );

    let (owner, business) = Operator::sign_up(&server, "twins").await;
    assert!(
        business["widget_key"]
            .as_str()
            .is_some_and(|key| key.starts_with("pk_")),
        "{business}"
    );
    let second = json!({
        "email": "another@twins.example", "password": "long enough for a test",
        "full_name": "Another", "business_name": "twins",
    });
    let (status, body) = server.post(SIGN_UP, second.clone()).await;
    assert_eq!(status, 201, "{body}");
    assert_ne!(
        body["business"]["slug"], business["slug"],
        "a taken slug gets a tail"
    );
    let (status, problem) = server.post(SIGN_UP, second).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (409, &json!("email")),
        "{problem}"
    );
    let golden = json!({ "question": "hello", "expect": { "decision": "send" } });
    assert_eq!(
        owner.post("/api/v1/knowledge/goldens", golden).await.0,
        201,
        "an owner may keep knowledge"
    );
}

async fn the_workspace_is_closed_to_the_unknown_and_knowledge_to_operators() {
    let server = Server::start().await;
    for path in [
        "/api/v1/conversations",
        "/api/v1/drafts",
        "/api/v1/knowledge/faq",
        "/api/v1/users/me",
    ] {
        let (status, problem) = server.get(path).await;
        assert_eq!((status, code(&problem)), (401, "token_missing"), "{path}");
    }
    let operator = server.operator().await;
    let (status, articles) = operator.get("/api/v1/knowledge/articles?limit=1").await;
    assert_eq!(
        (status, articles["items"].as_array().map(Vec::len)),
        (200, Some(1))
    );
    let correction = json!({ "question": "q", "answer": "a" });
    let (status, problem) = operator.post("/api/v1/knowledge/corrections", correction).await;
    assert_eq!((status, code(&problem)), (403, "editor_only"));
}

async fn a_person_of_the_shop_changes_the_name_that_shoppers_see() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let me = "/api/v1/users/me";
    let (status, refused) = operator.put(me, json!({"full_name": "  "})).await;
    assert_eq!(
        (status, &refused["errors"][0]["field"]),
        (422, &json!("full_name"))
    );
    let (status, changed) = operator.put(me, json!({"full_name": " Ida Berg "})).await;
    assert_eq!(
        (status, &changed["full_name"]),
        (200, &json!("Ida Berg")),
        "{changed}"
    );
    let (_, unchanged) = operator.put(me, json!({})).await;
    assert_eq!(unchanged, changed);
    let mut shopper = server.shopper().await;
    let id = shopper.post("hello").await;
    shopper.skip_to("response").await;
    let base = format!("/api/v1/conversations/{}/messages", shopper.conversation);
    let (status, sent) = operator.post(&base, json!({"text_content": "good day"})).await;
    assert_eq!(
        (status, &sent["sender_name"]),
        (201, &json!("Ida Berg")),
        "{sent}"
    );
    let (_, transcript) = server.get(&format!("/chat/{}/transcript", shopper.session)).await;
    assert_eq!(
        transcript["items"][0]["clientMessageId"],
        id.as_str(),
        "{transcript}"
    );
}
