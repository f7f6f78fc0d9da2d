//! Letters with links: a password is set with one, an address confirmed, and nobody learns who has an account.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    post_office::{PostOffice, Posted, Treatment},
    server::{PASSWORD, Server, until},
};

on_every_database! {
    a_forgotten_password_is_set_with_a_letter_once_and_every_login_ends
    a_new_account_confirms_its_address_with_the_letter_it_gets
}

/// A server in service that posts its letters.
async fn in_service(office: &PostOffice) -> Server {
    Server::builder()
        .in_service()
        .with_variable("SMTP_URL", &office.url)
        .with("mail.from", "Northlane <no-reply@northlane.example>")
        .with("notifications.public_url", "https://northlane.example")
        .with("outbox.poll_ms", "100")
        .with("outbox.first_wait_ms", "50")
        .start()
        .await
}

async fn letter_to(office: &PostOffice, address: &str, number: usize) -> Posted {
    until("the letter comes", || async {
        office.posted_to(address).get(number).cloned()
    })
    .await
}

/// The token of a letter's link.
fn token(letter: &Posted, purpose: &str) -> String {
    let link = format!("https://northlane.example/account#{purpose}=");
    let rest = letter.text.split(&link).nth(1).expect("a link");
    rest.lines().next().expect("the rest of its line").to_owned()
}

async fn log_in(server: &Server, email: &str, password: &str) -> (u16, Value) {
    let body = json!({ "email": email, "password": password });
    server.post("/api/v1/auth/login", body).await
}

async fn a_forgotten_password_is_set_with_a_letter_once_and_every_login_ends() {
    const OWNER: &str = "owner@demo.local";
    let office = PostOffice::open().await;
    let server = in_service(&office).await;
    let (status, before) = log_in(&server, OWNER, PASSWORD).await;
    assert_eq!(status, 200, "{before}");
    office.will(&[Treatment::Later, Treatment::TakesAndBreaks]);
    let mut answers = Vec::new();
    for email in ["Owner@Demo.local", "nobody@demo.local"] {
        answers.push(
            server
                .post("/api/v1/auth/forgot", json!({ "email": email }))
                .await,
        );
    }
    assert_eq!(answers[0], answers[1], "neither answer tells who has an account");
    assert_eq!(answers[0].0, 202);
    let first = letter_to(&office, OWNER, 0).await;
    let again = letter_to(&office, OWNER, 1).await;
    assert_eq!(
        first.header("Message-ID"),
        again.header("Message-ID"),
        "one letter, sent twice"
    );
    assert_eq!(first.from, "no-reply@northlane.example");
    assert_eq!(first.header("Auto-Submitted"), "auto-generated");
    let link = token(&first, "reset");
    assert_eq!(link, token(&again, "reset"));

    let bad = server
        .post(
            "/api/v1/auth/reset",
            json!({ "token": link, "password": "short" }),
        )
        .await;
    assert_eq!((bad.0, &bad.1["errors"][0]["field"]), (422, &json!("password")));
    let set = |token: &str, password: &str| json!({ "token": token, "password": password });
    let forged = format!("{}A", &link[..link.len() - 1]);
    let (status, _) = server
        .post("/api/v1/auth/reset", set(&forged, "another password"))
        .await;
    assert_eq!(status, 410);
    let body = set(&link, "another password");
    assert_eq!(server.post("/api/v1/auth/reset", body.clone()).await.0, 204);
    let (status, problem) = server.post("/api/v1/auth/reset", body).await;
    assert_eq!((status, &problem["code"]), (410, &json!("link_over")));
    assert_eq!(log_in(&server, OWNER, PASSWORD).await.0, 401);
    assert_eq!(log_in(&server, OWNER, "another password").await.0, 200);
    let refresh = json!({ "refreshToken": before["refresh_token"] });
    assert_eq!(server.post("/v1/auth/refresh", refresh).await.0, 401);
    let me = server
        .http
        .get(format!("{}/api/v1/users/me", server.base))
        .bearer_auth(before["access_token"].as_str().expect("a token"))
        .send()
        .await
        .expect("the server answers");
    assert_eq!(
        me.status(),
        401,
        "access tokens of the old login are refused at once"
    );
    let told = letter_to(&office, OWNER, 2).await;
    assert!(told.text.contains("has just been changed"), "{}", told.text);
    assert!(office.posted_to("nobody@demo.local").is_empty());
    // No more than three letters an hour; the answer stays the same.
    for _ in 0..3 {
        let asked = server
            .post("/api/v1/auth/forgot", json!({ "email": OWNER }))
            .await;
        assert_eq!(asked, answers[0]);
    }
    letter_to(&office, OWNER, 4).await;
    // The tokens themselves are stored nowhere, nor is anything that is as good as one.
    let (report, code) = server.run(&["journal", "check"]);
    assert_eq!(code, Some(0), "{report}");
}

async fn a_new_account_confirms_its_address_with_the_letter_it_gets() {
    let office = PostOffice::open().await;
    let server = in_service(&office).await;
    let (owner, _) = Operator::sign_up(&server, "lettershop").await;
    let address = "owner@lettershop.example";
    let letter = letter_to(&office, address, 0).await;
    assert!(letter.header("Subject").contains("confirm"), "{}", letter.head);
    let me = || async { owner.get("/api/v1/users/me").await.1["email_confirmed"].clone() };
    assert_eq!(me().await, json!(false));
    let link = token(&letter, "confirm");
    let (status, _) = server
        .post(
            "/api/v1/auth/reset",
            json!({ "token": link, "password": "another password" }),
        )
        .await;
    assert_eq!(status, 410, "it is good for one thing alone");
    let confirm = json!({ "token": link });
    assert_eq!(server.post("/api/v1/auth/confirm", confirm.clone()).await.0, 204);
    assert_eq!(me().await, json!(true));
    assert_eq!(server.post("/v1/auth/confirm", confirm).await.0, 410);
    // An address that its server does not know is a dead letter, which the owner sees.
    office.will(&[Treatment::UnknownRecipient]);
    let (status, _) = owner.call(Method::POST, "/api/v1/auth/confirm/send", None).await;
    assert_eq!(status, 202);
    let dead = until("it is given up at once", || async {
        let (_, listed) = owner.get("/api/v1/dead_letters").await;
        (listed["total"] == 1).then(|| listed["items"][0].clone())
    })
    .await;
    assert_eq!(dead["cause"], "recipient: 550", "{dead}");
    assert!(
        !dead.to_string().contains(address),
        "no address in what everyone sees"
    );
}

#[tokio::test]
async fn a_server_in_service_without_a_post_office_says_so_and_starts_all_the_same() {
    let server = Server::builder().in_service().start().await;
    let asked = json!({ "email": "owner@demo.local" });
    let (status, problem) = server.post("/api/v1/auth/forgot", asked).await;
    assert_eq!((status, &problem["code"]), (503, &json!("mail_off")));
    let (_, health) = server.get("/health").await;
    assert_eq!(health["channels"]["email"]["status"], "off");
}
