//! What a business may spend in a month is not passed.

use serde_json::json;

use super::{
    Double, MODEL,
    double::{Act, neutral},
    with,
};
use crate::databases::on_every_database;

on_every_database! {
    near_the_cap_the_cheaper_model_is_asked_at_the_cap_none_and_a_restart_forgets_nothing
}

async fn near_the_cap_the_cheaper_model_is_asked_at_the_cap_none_and_a_restart_forgets_nothing() {
    let double = Double::start();
    double.writes(|body| Act::Say(neutral(body)));
    // The double counts 1,000 tokens read and 100 written for a call: 0.11 each, and half of it for the cheaper model.
    let server = with(&double)
        .with("model.planner.enabled", "false")
        .with("model.remembered", "0")
        .with("model.cheaper_name", "test-model-small")
        .with("model.budget.input_per_million", "100")
        .with("model.budget.output_per_million", "100")
        .with("model.budget.cheaper_input_per_million", "50")
        .with("model.budget.cheaper_output_per_million", "50")
        .with("model.budget.monthly_cap", "0.30")
        .with("model.budget.downgrade_at", "0.5")
        .start()
        .await;
    let ask = async |server: &crate::server::Server| {
        let response = server.shopper().await.say("what is your return policy?").await;
        assert!(
            response["content"]
                .as_str()
                .is_some_and(|text| text.contains("30 days")),
            "{response}"
        );
    };
    for _ in 0..2 {
        ask(&server).await;
    }
    let asked = |double: &Double| {
        let models = double.models();
        let of = |name: &str| models.get(name).copied().unwrap_or_default();
        (of(MODEL), of("test-model-small"))
    };
    assert_eq!(asked(&double), (2, 0), "0.22 is spent: above one half");
    for _ in 0..2 {
        ask(&server).await;
    }
    assert_eq!(asked(&double), (2, 2), "0.33 is spent: above the cap");
    ask(&server).await;
    assert_eq!(asked(&double), (2, 2), "no call is made");
    let server = server.restart_with("log.level", "info").await;
    ask(&server).await;
    assert_eq!(asked(&double), (2, 2), "{}", json!(double.models()));
}
