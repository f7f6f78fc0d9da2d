//! Turns run again: the same in every byte, or with the differences that another configuration makes.

use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    orders::buyer,
    server::{PASSWORD, Server},
    shoppers_accounts::Customer,
    talking_orders::{order, signed_in},
};

on_every_database! {
    what_was_said_and_done_comes_out_the_same_when_it_is_run_again_and_nothing_is_done_twice
    another_configuration_shows_what_it_would_have_said
    an_owner_sees_what_an_edited_answer_changes
    what_rested_on_memory_comes_out_the_same_until_it_is_cleared
}

fn replay(server: &Server, arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = ["replay", "--json"].iter().chain(arguments).copied().collect();
    let (printed, code) = server.run(&arguments);
    assert_eq!(code, Some(0), "{printed}");
    serde_json::from_str(&printed).expect("a report")
}

async fn what_was_said_and_done_comes_out_the_same_when_it_is_run_again_and_nothing_is_done_twice() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    let mut shopper = signed_in(&customer).await;
    for said in [
        "hello",
        "show me running shoes",
        "what is your return policy?",
        "add 2 VEL-AER2-BLK-08 to my cart",
        "checkout",
        "how long does delivery take?",
        "yes please",
        "where is my order",
        "what's in my cart",
    ] {
        shopper.say(said).await;
    }
    shopper.say(&format!("cancel order {id}")).await;
    shopper.say("yes").await;
    assert_eq!(order(&customer, &id).await["status"], "cancelled");
    let (_, before) = customer.call(reqwest::Method::GET, "/v1/orders", None).await;

    let report = replay(&server, &["--conversation", &shopper.conversation]);
    assert_eq!(
        (&report["total"], &report["same"], &report["not_recorded"]),
        (&json!(11), &json!(11), &json!(0)),
        "{report:#}"
    );
    // The command held up this thread: a word elsewhere lets the client notice which connections have ended.
    server.shopper().await;
    let (_, after) = customer.call(reqwest::Method::GET, "/v1/orders", None).await;
    assert_eq!(before, after);
}

async fn what_rested_on_memory_comes_out_the_same_until_it_is_cleared() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let mut shopper = signed_in(&customer).await;
    for said in [
        "remember that I wear size 42 and love blue",
        "show me running shoes",
        "show me jackets",
        "what do you remember about me",
    ] {
        shopper.say(said).await;
    }
    let conversation = ["--conversation", shopper.conversation.as_str()];
    let report = replay(&server, &conversation);
    assert_eq!(
        (&report["total"], &report["same"]),
        (&json!(4), &json!(4)),
        "{report:#}"
    );
    assert_ne!(recorded_memories(&server).await, "0");
    customer.call(reqwest::Method::DELETE, "/v1/memory", None).await;
    assert_eq!(
        recorded_memories(&server).await,
        "0",
        "what is cleared does not come back"
    );
    let report = replay(&server, &conversation);
    let differing = report["differing"].as_array().cloned().unwrap_or_default();
    assert!(!differing.is_empty(), "{report:#}");
    for one in differing {
        assert_eq!(one["changed"], json!(["memory"]), "{one:#}");
    }
}

async fn recorded_memories(server: &Server) -> String {
    server
        .stored_text("SELECT CAST(count(*) AS TEXT) FROM turn_memories")
        .await
}

async fn another_configuration_shows_what_it_would_have_said() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    shopper.say("empty my cart").await;
    shopper.say("yes").await;
    let candidate = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(candidate.path().join("texts")).expect("a temporary folder");
    std::fs::write(
        candidate.path().join("texts/en.toml"),
        "cleared = \"All gone.\"\n",
    )
    .expect("a temporary folder");
    let folder = candidate.path().to_str().expect("a name");
    let report = replay(&server, &["--config", folder, "--since", "2020-01-01T00:00:00Z"]);
    assert_eq!(
        (&report["total"], &report["different"]),
        (&json!(3), &json!(1)),
        "{report:#}"
    );
    let differing = &report["differing"][0];
    assert_eq!(differing["changed"], json!(["config"]));
    let fields: Vec<&str> = differing["differences"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|difference| difference["field"].as_str())
        .collect();
    assert!(fields.contains(&"answer.text"), "{differing:#}");
}

async fn an_owner_sees_what_an_edited_answer_changes() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("what is your return policy?").await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let body = json!({ "conversation_id": shopper.conversation });
    let (status, same) = owner.post("/api/v1/replay", body.clone()).await;
    assert_eq!(
        (status, &same["total"], &same["same"]),
        (200, &json!(1), &json!(1)),
        "{same}"
    );
    let correction = json!({ "question": "what is your return policy?", "answer": "Ninety days." });
    let anyway = "/api/v1/knowledge/corrections?override=true";
    let (status, kept) = owner.post(anyway, correction).await;
    assert_eq!(status, 201, "{kept}");
    let (_, other) = owner.post("/api/v1/replay", body).await;
    assert_eq!(other["different"], 1, "{other}");
    assert_eq!(other["results"][0]["changed"], json!(["knowledge"]), "{other}");
    let (status, problem) = owner.post("/api/v1/replay", json!({})).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (422, &json!("conversation_id"))
    );
    let (status, _) = server.operator().await.post("/api/v1/replay", json!({})).await;
    assert_eq!(status, 403);
}
