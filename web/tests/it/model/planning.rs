//! The model plans, and code decides what of it is done.

use serde_json::{Value, json};

use super::{
    Double, MODEL, Way,
    double::{Act, asked},
    exchanges, with,
};

/// A wish that the built-in plan does not see through.
const SLANG: &str = "stick a couple of those corky bendy things in my basket, would you";

fn two_mats() -> Act {
    Act::Calls(vec![(
        "add_to_cart",
        json!({ "product": "Cork Grip Yoga Mat", "color": "tan", "quantity": 2, "confidence": 0.93 }),
    )])
}

#[tokio::test]
async fn what_the_built_in_plan_does_not_understand_the_model_plans_and_the_tools_do() {
    let double = Double::start();
    double.plans(|_| two_mats());
    let server = with(&double).start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    let response = shopper.say(SLANG).await;
    assert_eq!(response["actions"][0]["name"], "add_to_cart", "{response}");
    assert_eq!(response["actions"][0]["status"], "done", "{response}");
    assert_eq!(response["cart"]["items"][0]["quantity"], 2, "{response}");
    let trace = operator
        .trace(&shopper.conversation, &response["messageId"])
        .await;
    assert_eq!(
        trace["understanding"]["candidates"][0]["origin"], "planner",
        "{trace}"
    );
    let plan = &trace["model"]["exchanges"][0];
    assert_eq!(
        (
            &plan["purpose"],
            &plan["verdict"],
            &plan["model"],
            &plan["prompt"]["name"]
        ),
        (&json!("plan"), &json!("used"), &json!(MODEL), &json!("plan"))
    );
    assert_eq!(plan["usage"]["input_tokens"], 1_000);
    assert!(
        plan["usage"]["cost_micros"].as_u64().is_some_and(|cost| cost > 0),
        "{plan}"
    );
    assert_eq!(
        plan["calls"][0]["name"], "add_to_cart",
        "the raw reply is kept: {plan}"
    );
    let (_, metrics) = server.get("/metrics").await;
    let metrics = metrics.as_str().unwrap_or_default();
    for figure in [
        "colloquy_model_calls_total{provider=\"openai\",outcome=\"answered\"}",
        "colloquy_model_tokens_total{direction=\"output\"}",
        "colloquy_model_cost_total{business=",
    ] {
        assert!(metrics.contains(figure), "{figure}\n{metrics}");
    }
}

#[tokio::test]
async fn what_must_be_confirmed_is_asked_whatever_the_model_plans() {
    let double = Double::start();
    double.plans(|body| match asked(body).contains("clear") {
        true => Act::Calls(vec![("clear_cart", json!({ "confidence": 1 }))]),
        false => two_mats(),
    });
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    shopper.say(SLANG).await;
    let asked = shopper.say("clear all that rubbish out").await;
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    let plans = double.plan_requests().len();
    let (_, cart) = server
        .get(&format!("/v1/interactions/history?sessionId={}", shopper.session))
        .await;
    drop(cart);
    let cleared = shopper.say("yes").await;
    assert_eq!(cleared["actions"][0]["name"], "clear_cart", "{cleared}");
    assert_eq!(cleared["actions"][0]["status"], "done", "{cleared}");
    assert_eq!(
        double.plan_requests().len(),
        plans,
        "answers to our questions are read by rules"
    );
}

#[tokio::test]
async fn a_plan_that_is_not_what_was_offered_is_refused_and_the_built_in_plan_is_done() {
    let double = Double::start();
    let server = with(&double).start().await;
    let operator = server.operator().await;
    let unfit: Vec<Way> = vec![
        ("unknown_tool", || {
            Act::Calls(vec![("wire_money", json!({ "confidence": 1 }))])
        }),
        ("invalid_arguments", || {
            Act::RawCall("add_to_cart", "{\"product\": \"hoodie\"")
        }),
        ("invalid_arguments", || {
            Act::Calls(vec![(
                "add_to_cart",
                json!({ "product": "x", "price": "0.01", "confidence": 1 }),
            )])
        }),
        ("below_confidence", || {
            Act::Calls(vec![("clear_cart", json!({ "confidence": 0.2 }))])
        }),
        ("nothing_planned", || {
            Act::Say("I would rather chat about the weather.".to_owned())
        }),
        ("tool_loop", || {
            Act::Calls(vec![("view_cart", json!({ "confidence": 1 })); 4])
        }),
        ("tool_loop", || {
            Act::Calls(vec![("look_up_products", json!({ "query": "shoes" }))])
        }),
    ];
    for (reason, act) in unfit {
        double.plans(move |_| act());
        let mut shopper = server.shopper().await;
        let response = shopper.say("show me running shoes under $150").await;
        assert_eq!(response["intent"], "product_search", "{reason}: {response}");
        assert!(
            response["products"]
                .as_array()
                .is_some_and(|products| !products.is_empty()),
            "{reason}: {response}"
        );
        let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
        let plans: Vec<&Value> = exchanges.iter().filter(|one| one["purpose"] == "plan").collect();
        let last = plans.last().expect("it was asked");
        assert_eq!(
            (&last["verdict"], &last["reason"]),
            (&json!("refused"), &json!(reason))
        );
    }
}

#[tokio::test]
async fn a_product_that_was_looked_up_is_planned_with_what_was_found() {
    let double = Double::start();
    double.plans(|body| {
        let messages = body["messages"].as_array().expect("messages");
        let found = messages.iter().find(|message| message["role"] == "tool");
        match found.and_then(|message| message["content"].as_str()) {
            None => Act::Calls(vec![("look_up_products", json!({ "query": "yoga mat" }))]),
            Some(found) if found.contains("Cork Grip Yoga Mat") => two_mats(),
            Some(_) => Act::Say("not found".to_owned()),
        }
    });
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    let response = shopper.say(SLANG).await;
    assert_eq!(response["cart"]["items"][0]["quantity"], 2, "{response}");
    assert_eq!(double.plan_requests().len(), 2);
}

#[tokio::test]
async fn more_than_five_actions_are_not_done_and_the_rest_is_offered() {
    let double = Double::start();
    double.plans(|_| {
        let add = |color: &str| {
            let arguments =
                json!({ "product": "Harbor Wool Beanie", "color": color, "quantity": 1, "confidence": 0.9 });
            ("add_to_cart", arguments)
        };
        Act::Calls(vec![
            add("charcoal"),
            add("mustard"),
            add("navy"),
            add("rust"),
            ("view_cart", json!({ "confidence": 0.9 })),
            ("checkout", json!({ "confidence": 0.9 })),
        ])
    });
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    let response = shopper
        .say("one beanie in each shade, then show me and buy it all")
        .await;
    assert_eq!(
        response["actions"].as_array().map(Vec::len),
        Some(5),
        "{response}"
    );
    assert_eq!(
        response["suggestedActions"][0]["message"], "checkout",
        "{response}"
    );
}

#[tokio::test]
async fn all_or_nothing_leaves_the_cart_alone_when_a_part_cannot_be_done() {
    let double = Double::start();
    double.plans(|_| {
        let mats =
            json!({ "product": "Cork Grip Yoga Mat", "color": "tan", "quantity": 1, "confidence": 0.9 });
        Act::Calls(vec![
            ("add_to_cart", mats),
            ("apply_discount", json!({ "code": "NOSUCH", "confidence": 0.9 })),
        ])
    });
    let said = "one tan cork mat with my code NOSUCH";
    let partial = with(&double).start().await;
    let response = partial.shopper().await.say(said).await;
    assert_eq!(response["actions"][0]["status"], "done", "{response}");
    assert_eq!(response["actions"][1]["status"], "refused", "{response}");
    assert_eq!(
        response["cart"]["items"].as_array().map(Vec::len),
        Some(1),
        "{response}"
    );

    let atomic = with(&double)
        .with("model.planner.execution_mode", "atomic")
        .start()
        .await;
    let mut shopper = atomic.shopper().await;
    let response = shopper.say(said).await;
    let statuses: Vec<&Value> = response["actions"]
        .as_array()
        .expect("actions")
        .iter()
        .map(|action| &action["status"])
        .collect();
    assert_eq!(statuses, ["refused", "refused"], "{response}");
    assert!(response["cart"].is_null(), "{response}");
    assert!(
        response["content"]
            .as_str()
            .is_some_and(|text| text.contains("changed nothing")),
        "{response}"
    );
}

#[tokio::test]
async fn the_planner_is_asked_only_for_its_share_and_its_kind_of_message() {
    let double = Double::start();
    double.plans(|_| two_mats());
    let nobody = with(&double)
        .with("model.planner.canary_percent", "0")
        .start()
        .await;
    let (mut shopper, operator) = (nobody.shopper().await, nobody.operator().await);
    let response = shopper.say("show me running shoes").await;
    let trace = operator
        .trace(&shopper.conversation, &response["messageId"])
        .await;
    assert_eq!(trace["model"]["arm"], "classifier", "{trace}");
    assert!(double.plan_requests().is_empty());

    let several = with(&double)
        .with("model.planner.policy", "classifier_first")
        .start()
        .await;
    let mut shopper = several.shopper().await;
    shopper.say("show me running shoes").await;
    assert!(double.plan_requests().is_empty(), "one wish is the classifier's");
    shopper
        .say("show me running shoes and tell me what is in my cart")
        .await;
    assert_eq!(double.plan_requests().len(), 1);
}
