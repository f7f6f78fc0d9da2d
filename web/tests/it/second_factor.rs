//! One-time codes, keys that are changed, and callers that are shut out.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server},
};

on_every_database! {
    an_admin_with_an_app_is_asked_for_a_code_that_is_good_once
    admins_without_an_app_are_kept_out_where_it_is_asked_for
    a_changed_secret_logs_nobody_out
    who_goes_on_asking_is_shut_out
}

const ADMIN: &str = "admin@demo.local";

/// The code of an app at a moment so many seconds from now.
fn code(secret: &str, ahead: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("a secret");
    let app = totp_rs::Builder::new()
        .with_secret(secret)
        .with_account_name("x")
        .build()
        .expect("an app");
    let now = chrono::Utc::now().timestamp() + ahead;
    app.generate(u64::try_from(now).expect("after 1970")).to_string()
}

async fn log_in(server: &Server, otp: Option<&str>) -> (u16, Value) {
    let mut body = json!({"email": ADMIN, "password": PASSWORD});
    if let Some(otp) = otp {
        body["otp"] = json!(otp);
    }
    server.post("/api/v1/auth/login", body).await
}

async fn an_admin_with_an_app_is_asked_for_a_code_that_is_good_once() {
    let server = Server::start().await;
    let admin = Operator::sign_in(&server, ADMIN, PASSWORD).await;
    let path = "/api/v1/auth/second_factor";
    assert_eq!(
        admin.get(path).await.1,
        json!({"enabled": false, "recovery_codes_left": 0})
    );
    assert_eq!(
        admin.post(path, json!({"password": "not it at all"})).await.0,
        401
    );
    let (status, begun) = admin.post(path, json!({"password": PASSWORD})).await;
    assert_eq!(status, 201, "{begun}");
    let secret = begun["secret"].as_str().expect("a secret");
    assert!(
        begun["otpauth_uri"]
            .as_str()
            .is_some_and(|uri| uri.starts_with("otpauth://totp/")),
        "{begun}"
    );
    assert_eq!(
        log_in(&server, None).await.0,
        200,
        "it is asked for only once it is proved"
    );
    let confirm = format!("{path}/confirm");
    assert_eq!(
        admin.post(&confirm, json!({"otp": "000000"})).await.1["code"],
        "otp_invalid"
    );
    let used = code(secret, 0);
    let (status, confirmed) = admin.post(&confirm, json!({ "otp": used })).await;
    assert_eq!(status, 200, "{confirmed}");
    let recovery = confirmed["recovery_codes"].as_array().expect("codes").clone();
    assert_eq!(recovery.len(), 10);
    assert_eq!(admin.post(path, json!({"password": PASSWORD})).await.0, 409);

    assert_eq!(log_in(&server, None).await.1["code"], "otp_required");
    assert_eq!(
        log_in(&server, Some(&used)).await.1["code"],
        "otp_invalid",
        "the first code was used"
    );
    let next = code(secret, 30);
    let (status, body) = log_in(&server, Some(&next)).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(
        log_in(&server, Some(&next)).await.1["code"],
        "otp_invalid",
        "a code is good once"
    );
    let spare = recovery[0].as_str().expect("a code").to_uppercase();
    assert_eq!(log_in(&server, Some(&spare)).await.0, 200);
    assert_eq!(
        log_in(&server, Some(&spare)).await.1["code"],
        "otp_invalid",
        "a recovery code as well"
    );
    assert_eq!(admin.get(path).await.1["recovery_codes_left"], 9);
    // The door of the shoppers is no way around.
    let (status, problem) = server
        .post("/v1/auth/login", json!({"email": ADMIN, "password": PASSWORD}))
        .await;
    assert_eq!((status, problem["code"].as_str()), (401, Some("otp_required")));

    let stored = server.stored_text("SELECT secret FROM second_factors").await;
    assert!(!stored.contains(secret), "the secret is not kept as it is");
    let last = recovery[1].as_str().expect("a code");
    assert_eq!(
        admin
            .call(Method::DELETE, path, Some(json!({"otp": last})))
            .await
            .0,
        204
    );
    assert_eq!(log_in(&server, None).await.0, 200);
    let (_, log) = admin.get("/v1/admin/activity?action=second_factor.").await;
    assert_eq!(log["total"], 4, "{log}");
}

async fn admins_without_an_app_are_kept_out_where_it_is_asked_for() {
    let server = Server::builder()
        .with("auth.admin_second_factor_required", "true")
        .start()
        .await;
    let admin = Operator::sign_in(&server, ADMIN, PASSWORD).await;
    let (status, problem) = admin.get("/v1/admin/stats").await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (403, Some("second_factor_required"))
    );
    let (_, begun) = admin
        .post("/api/v1/auth/second_factor", json!({"password": PASSWORD}))
        .await;
    let otp = code(begun["secret"].as_str().expect("a secret"), 0);
    assert_eq!(
        admin
            .post("/api/v1/auth/second_factor/confirm", json!({"otp": otp}))
            .await
            .0,
        200
    );
    assert_eq!(admin.get("/v1/admin/stats").await.0, 200);
}

async fn a_changed_secret_logs_nobody_out() {
    let old = "the first secret of forty characters ...";
    let mut server = Server::builder()
        .with_variable("COLLOQUY_SECRET", old)
        .start()
        .await;
    let admin = Operator::sign_in(&server, ADMIN, PASSWORD).await;
    let shopper = server.shopper().await;
    let session = shopper.session.clone();
    drop(shopper);
    server = server
        .restart_with_variables(&[
            ("COLLOQUY_SECRET", "another secret of forty characters ....."),
            ("COLLOQUY_SECRET_RETIRED", old),
        ])
        .await;
    let again = admin.at(&server);
    assert_eq!(
        again.get("/v1/admin/stats").await.0,
        200,
        "a token of the old key"
    );
    let fresh = Operator::sign_in(&server, ADMIN, PASSWORD).await;
    assert_ne!(
        key_id(&fresh.token),
        key_id(&again.token),
        "new tokens name the new key"
    );
    assert_eq!(
        server.get(&format!("/v1/sessions/{session}")).await.0,
        200,
        "a session of the old key"
    );
    server = server
        .restart_with_variables(&[("COLLOQUY_SECRET_RETIRED", "")])
        .await;
    assert_eq!(
        admin.at(&server).get("/v1/admin/stats").await.0,
        401,
        "the old key is forgotten"
    );
    assert_eq!(fresh.at(&server).get("/v1/admin/stats").await.0, 200);
}

/// The `kid` of a token.
fn key_id(token: &str) -> Value {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    let header = token.split('.').next().expect("a header");
    let header = URL_SAFE_NO_PAD.decode(header).expect("base64url");
    serde_json::from_slice::<Value>(&header).expect("JSON")["kid"].clone()
}

async fn who_goes_on_asking_is_shut_out() {
    let server = Server::builder()
        .with("rate_limit.anonymous_per_minute", "5")
        .with("rate_limit.penalty_after_refusals", "3")
        .with("rate_limit.penalty_first_seconds", "600")
        .start()
        .await;
    let mut waits = Vec::new();
    for _ in 0..12 {
        let response = server
            .http
            .get(format!("{}/v1/products", server.base))
            .send()
            .await
            .expect("an answer");
        if response.status().as_u16() == 429 {
            let wait = response.headers()["retry-after"]
                .to_str()
                .expect("a number")
                .parse::<u64>();
            waits.push(wait.expect("a number"));
        }
    }
    assert!(waits.len() >= 6, "{waits:?}");
    assert!(
        waits[..2].iter().all(|wait| *wait <= 60),
        "the first ones only wait their turn: {waits:?}"
    );
    assert!(
        waits[2..].iter().all(|wait| (590..=600).contains(wait)),
        "then they are shut out: {waits:?}"
    );
}
