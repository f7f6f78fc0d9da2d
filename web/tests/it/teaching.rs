//! What a shop's people teach: an intent put right is understood with the answer, and taken back when a golden breaks.

use reqwest::Method;
use serde_json::json;

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server},
};

on_every_database! {
    an_intent_that_is_put_right_is_understood_at_once_and_also_in_other_words
    an_example_that_breaks_a_golden_is_rolled_back_and_names_it
    what_one_shop_teaches_no_other_learns
}

const PATH: &str = "/api/v1/knowledge/examples";
const SAID: &str = "yeet the contents of my basket into the void";

async fn an_intent_that_is_put_right_is_understood_at_once_and_also_in_other_words() {
    let server = Server::start().await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let mut shopper = server.shopper().await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    let example = json!({ "text": SAID, "intent": "clear_cart" });
    let (status, taught) = owner.post(PATH, example).await;
    assert_eq!((status, &taught["status"]), (201, &json!("active")), "{taught}");
    let asked = shopper.say(SAID).await;
    assert_eq!(asked["intent"], "clear_cart", "{asked}");
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    shopper.say("no").await;
    let asked = shopper.say("yeet the contents of the basket please").await;
    assert_eq!(asked["intent"], "clear_cart", "{asked}");

    let server = server.kill_and_restart().await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let mut shopper = server.shopper().await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    assert_eq!(shopper.say(SAID).await["intent"], "clear_cart");
    let id = taught["id"].as_str().expect("an id");
    let (status, _) = owner.call(Method::DELETE, &format!("{PATH}/{id}"), None).await;
    assert_eq!(status, 204);
    let (_, listed) = owner.get(PATH).await;
    assert_eq!(
        (&listed["total"], &listed["items"][0]["status"]),
        (&json!(1), &json!("withdrawn"))
    );
    let (status, _) = owner.call(Method::DELETE, &format!("{PATH}/{id}"), None).await;
    assert_eq!(status, 404);
}

async fn an_example_that_breaks_a_golden_is_rolled_back_and_names_it() {
    let server = Server::start().await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let golden = json!({
        "question": "what is in my cart?", "name": "seeing-the-cart", "expect": { "intent": "view_cart" },
    });
    let (status, kept) = owner.post("/api/v1/knowledge/goldens", golden).await;
    assert_eq!(status, 201, "{kept}");
    let example = json!({ "text": "what is in my cart?", "intent": "support_escalation" });
    let (status, taught) = owner.post(PATH, example).await;
    assert_eq!(
        (status, &taught["status"]),
        (201, &json!("rolled_back")),
        "{taught}"
    );
    let broke = taught["broke"].as_array().expect("names");
    assert!(broke.contains(&json!("seeing-the-cart")), "{taught}");
    let mut shopper = server.shopper().await;
    let answer = shopper.say("what is in my cart?").await;
    assert_eq!(answer["intent"], "view_cart", "{answer}");
    let (status, problem) = owner.post(PATH, json!({ "text": "hi", "intent": "dance" })).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("intent")));
    publishing_is_refused_while_goldens_break(&owner).await;
}

/// The same server: what breaks a golden is not published, unless an owner wants it, which is told.
async fn publishing_is_refused_while_goldens_break(owner: &Operator) {
    let path = "/api/v1/knowledge/corrections";
    let golden = json!({
        "question": "do you sell stilts?", "name": "stilts", "expect": { "contains": "not sell stilts" },
    });
    let honest = json!({ "question": "do you sell stilts?", "answer": "We do not sell stilts." });
    let (status, kept) = owner.post(path, honest).await;
    assert_eq!(status, 201, "{kept}");
    let (status, golden) = owner.post("/api/v1/knowledge/goldens", golden).await;
    assert_eq!(status, 201, "{golden}");
    let row = format!("{path}/{}", kept["id"].as_str().expect("an id"));
    let wrong = json!({ "question": "do you sell stilts?", "answer": "Stilts are on sale." });
    let (status, refused) = owner.put(&row, wrong.clone()).await;
    assert_eq!(
        (status, &refused["code"]),
        (409, &json!("goldens_broken")),
        "{refused}"
    );
    assert_eq!(refused["errors"][0]["field"], "stilts", "{refused}");
    assert!(
        refused["errors"][0]["message"]
            .as_str()
            .is_some_and(|message| message.contains("Stilts are on sale")),
        "{refused}"
    );
    let (_, still) = owner.get(&row).await;
    assert_eq!(
        still["answer"], "We do not sell stilts.",
        "nothing of it was kept"
    );
    let (status, removal) = owner.call(Method::DELETE, &row, None).await;
    assert_eq!(
        (status, &removal["code"]),
        (409, &json!("goldens_broken")),
        "{removal}"
    );
    // A draft answers nobody and breaks nothing.
    let draft = json!({ "question": "stilts?", "answer": "Stilts are on sale.", "status": "draft" });
    let (status, draft) = owner.post(path, draft).await;
    assert_eq!(status, 201, "{draft}");
    let (status, changed) = owner.put(&format!("{row}?override=true"), wrong).await;
    assert_eq!(
        (status, &changed["answer"]),
        (200, &json!("Stilts are on sale.")),
        "{changed}"
    );
}

async fn what_one_shop_teaches_no_other_learns() {
    let server = Server::start().await;
    let (other, _) = Operator::sign_up(&server, "elsewhere").await;
    let example = json!({ "text": SAID, "intent": "clear_cart" });
    let (status, taught) = other.post(PATH, example).await;
    assert_eq!((status, &taught["status"]), (201, &json!("active")), "{taught}");
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    assert_eq!(owner.get(PATH).await.1["total"], 0);
}
