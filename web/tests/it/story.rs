//! The first five minutes: find, cart, ask, and a person for what the assistant cannot know.

use serde_json::json;

use crate::{databases::on_every_database, server::Server};

on_every_database! {
    a_shopper_finds_shoes_puts_two_in_the_cart_asks_about_returns_and_gets_a_person
    a_shopper_who_asks_for_a_person_gets_one_and_the_assistant_is_silent_from_then_on
    the_second_question_in_a_row_that_nothing_answers_goes_to_a_person
    what_needs_an_account_is_recognised_and_answered_truthfully
    a_missing_size_is_asked_for_remembered_and_filled
    emptying_the_cart_is_done_only_after_a_yes
    six_actions_in_one_message_are_five_done_and_one_named
    the_trace_explains_the_answer_and_its_stages_add_up_to_the_turn
}

async fn a_shopper_finds_shoes_puts_two_in_the_cart_asks_about_returns_and_gets_a_person() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut dashboard = operator.watch().await;
    let mut shopper = server.shopper().await;

    let found = shopper.say("show me running shoes under $150").await;
    let products = found["products"].as_array().expect("product cards");
    assert!(!products.is_empty(), "{found}");
    for product in products {
        let price: f64 = product["price"]
            .as_str()
            .expect("a price")
            .parse()
            .expect("a decimal");
        assert!(price <= 150.0, "{product}");
    }
    dashboard.skip_to("new_conversation", |_| true).await;

    let (_, body) = server.get("/v1/products/prod_001").await;
    let variant = &body["variants"][0];
    let sku = variant["sku"].as_str().expect("a sku");
    let added = shopper.say(&format!("add 2 {sku} to my cart")).await;
    assert_eq!(added["actions"][0]["status"], "done", "{added}");
    assert_eq!(added["cart"]["items"][0]["quantity"], 2, "{added}");

    let returns = shopper.say("how many days do I have to return something?").await;
    assert!(
        returns["content"]
            .as_str()
            .unwrap_or_default()
            .contains("30 days"),
        "{returns}"
    );
    assert!(!returns["sources"].as_array().expect("sources").is_empty());

    let unknown = shopper.say("do you rent kayaks in Norway?").await;
    assert_eq!(unknown["content"], "We're checking, expect a follow-up.");
    let pending = shopper.expect("draft_update").await;
    assert_eq!(pending["status"], "pending");
    let draft = operator.pending_draft(&shopper.conversation).await;
    assert_eq!(draft["draft_id"], pending["draft_id"]);

    let approval = json!({ "draft_id": draft["draft_id"], "final_message": "We rent no kayaks, sorry." });
    let (status, body) = operator.post("/assistants/approve", approval).await;
    assert_eq!(status, 204, "{body}");
    let approved = shopper.expect("draft_update").await;
    assert_eq!(
        (&approved["status"], &approved["message"]),
        (&json!("approved"), &json!("We rent no kayaks, sorry."))
    );
}

async fn a_shopper_who_asks_for_a_person_gets_one_and_the_assistant_is_silent_from_then_on() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut dashboard = operator.watch().await;
    let mut shopper = server.shopper().await;

    let answer = shopper.say("I want to talk to a human").await;
    assert_eq!(answer["content"], "Connecting you with our team now.");
    let status = shopper.expect("status").await;
    assert_eq!(status["status"], "escalated_human_needed");
    let notification = dashboard.skip_to("notification", |_| true).await;
    assert_eq!(notification["conversation_id"], shopper.conversation.as_str());
    let listed = operator.conversation(&shopper.conversation).await;
    assert_eq!(listed["status"], "escalated_human_needed");

    let (code, body) = operator.set_status(&shopper.conversation, "active_human").await;
    assert_eq!(code, 200, "{body}");
    assert_eq!(shopper.expect("status").await["status"], "active_human");

    shopper.post("are you there?").await;
    shopper.expect("ack").await;
    let (code, _) = operator
        .post(
            &format!("/api/v1/conversations/{}/messages", shopper.conversation),
            json!({ "text_content": "I am." }),
        )
        .await;
    assert!(code == 200 || code == 201);
    let reply = shopper.expect("response").await;
    assert_eq!(
        (&reply["agent"], &reply["content"], &reply["inReplyTo"]),
        (&json!("human"), &json!("I am."), &json!(null))
    );

    let (code, _) = operator.set_status(&shopper.conversation, "active_ai").await;
    assert_eq!(code, 200);
    shopper.expect("status").await;
    let answer = shopper.say("thanks").await;
    assert_ne!(answer["agent"], "human");
}

async fn the_second_question_in_a_row_that_nothing_answers_goes_to_a_person() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("do you rent kayaks in Norway?").await;
    shopper.expect("draft_update").await;
    let second = shopper.say("who composed the moonlight sonata?").await;
    let sentence = "I couldn't find information about that. Let me escalate to our team.";
    assert_eq!(second["content"], sentence);
    assert_eq!(
        shopper.skip_to("status").await["status"],
        "escalated_human_needed"
    );
}

async fn what_needs_an_account_is_recognised_and_answered_truthfully() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    for said in [
        "checkout",
        "where is my order",
        "what do you remember about me",
        "cancel order order_000001",
    ] {
        let answer = shopper.say(said).await;
        let content = answer["content"].as_str().unwrap_or_default();
        assert!(
            content.starts_with("Please sign in, then I can"),
            "{said}: {content}"
        );
        assert_eq!(answer["actions"][0]["status"], "refused");
        assert!(!answer["suggestedActions"].as_array().expect("buttons").is_empty());
    }
}

async fn a_missing_size_is_asked_for_remembered_and_filled() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let asked = shopper
        .say("add the Aerostride 2 running shoes in black to my cart")
        .await;
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    let size = asked["suggestedActions"][0]["message"]
        .as_str()
        .expect("a size is offered")
        .to_owned();
    let digression = shopper.say("how long does delivery take?").await;
    assert_ne!(digression["agent"], "cart");
    let filled = shopper.say(&size).await;
    assert_eq!(filled["actions"][0]["status"], "done", "{filled}");
    assert_eq!(filled["cart"]["items"][0]["quantity"], 1);
}

async fn emptying_the_cart_is_done_only_after_a_yes() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("add 2 VEL-AER2-BLK-08 to my cart").await;
    let asked = shopper.say("empty my cart").await;
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    let kept = shopper.say("no").await;
    assert!(kept["cart"].is_null(), "{kept}");
    shopper.say("empty my cart").await;
    let emptied = shopper.say("yes").await;
    assert_eq!(emptied["cart"]["items"], json!([]), "{emptied}");
}

async fn six_actions_in_one_message_are_five_done_and_one_named() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    let said = "add 1 VEL-AER2-BLK-08 to my cart, show my cart, remove VEL-AER2-BLK-08 from my cart, \
                add 2 VEL-AER2-BLK-08 to my cart, view my cart and then checkout";
    let answer = shopper.say(said).await;
    assert_eq!(answer["actions"].as_array().map(Vec::len), Some(5), "{answer}");
    assert!(
        answer["content"]
            .as_str()
            .unwrap_or_default()
            .contains("Still open"),
        "{answer}"
    );
}

async fn the_trace_explains_the_answer_and_its_stages_add_up_to_the_turn() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let mut shopper = server.shopper().await;
    let answer = shopper.say("what is your return policy?").await;
    let trace = operator.trace(&shopper.conversation, &answer["messageId"]).await;
    assert_eq!(trace["decision"]["kind"], "send", "{trace}");
    assert!(
        trace["understanding"]["candidates"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    assert!(
        trace["evidence"]["passages"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    let stages: i64 = trace["stages"]
        .as_array()
        .expect("stages")
        .iter()
        .map(|stage| stage["micros"].as_i64().expect("microseconds"))
        .sum();
    let turn = trace["duration_micros"].as_i64().expect("the turn's time");
    assert!(
        (stages - turn).abs() * 5 <= turn,
        "stages {stages} µs, turn {turn} µs"
    );
}
