//! Another configuration beside the live one: what it would have said is kept, and never said.

use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server, until},
};

on_every_database! {
    what_another_configuration_would_have_said_is_reported_and_not_said
    without_another_configuration_no_turn_has_a_shadow
}

async fn what_another_configuration_would_have_said_is_reported_and_not_said() {
    let other = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(other.path().join("texts")).expect("a temporary folder");
    let texts = "cart_empty = \"Nothing in there yet.\"\n";
    std::fs::write(other.path().join("texts/en.toml"), texts).expect("a temporary folder");
    let server = Server::builder()
        .with("shadow.config", other.path().to_str().expect("a name"))
        .with("shadow.percent", "100")
        .start()
        .await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let said = shopper.say("what's in my cart").await;
    assert_eq!(said["content"], "Your cart is empty.", "{said}");
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let report: Value = until("both turns have their shadows", || async {
        let (_, report) = owner.get("/api/v1/shadow").await;
        (report["turns"] == 2).then_some(report)
    })
    .await;
    assert_eq!(
        (&report["percent"], &report["same"], &report["different"]),
        (&json!(100), &json!(1), &json!(1)),
        "{report:#}"
    );
    assert_eq!(report["fields"]["answer.text"], 1, "{report:#}");
    let differences = report["latest"][0]["differences"]
        .as_array()
        .expect("differences");
    let text = differences
        .iter()
        .find(|difference| difference["field"] == "answer.text")
        .expect("the text differs");
    assert_eq!(
        (&text["was"], &text["now"]),
        (&json!("Your cart is empty."), &json!("Nothing in there yet."))
    );
    let (status, _) = server.operator().await.get("/api/v1/shadow").await;
    assert_eq!(status, 403);
}

async fn without_another_configuration_no_turn_has_a_shadow() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let (status, report) = owner.get("/api/v1/shadow").await;
    assert_eq!(
        (status, &report["percent"], &report["turns"]),
        (200, &json!(0), &json!(0))
    );
}
