//! A turn that a model chose and wrote for is run again without it, to the same bytes.

use serde_json::{Value, json};

use super::{
    Double,
    double::{Act, neutral},
    with,
};

#[tokio::test]
async fn what_a_model_chose_and_wrote_comes_out_the_same_without_asking_it() {
    let double = Double::start();
    double.chooses(|_| {
        Act::Calls(vec![(
            "choose_intent",
            json!({ "intent": "view_cart", "confidence": 0.9 }),
        )])
    });
    double.writes(|body| Act::Say(format!("Sure. {}", neutral(body))));
    let server = with(&double)
        .with("model.planner.policy", "classifier_first")
        .start()
        .await;
    let mut shopper = server.shopper().await;
    let chosen = shopper.say("I have second thoughts about everything").await;
    assert_eq!(chosen["intent"], "view_cart", "{chosen}");
    let written = shopper.say("what is your return policy?").await;
    let said = written["content"].as_str().unwrap_or_default();
    assert!(said.starts_with("Sure. "), "{written}");
    let asked = (double.choice_requests().len(), double.write_requests().len());
    let (printed, code) = server.run(&["replay", "--json", "--conversation", &shopper.conversation]);
    assert_eq!(code, Some(0), "{printed}");
    let report: Value = serde_json::from_str(&printed).expect("a report");
    assert_eq!(
        (&report["total"], &report["same"]),
        (&json!(2), &json!(2)),
        "{report:#}"
    );
    assert_eq!(
        (double.choice_requests().len(), double.write_requests().len()),
        asked,
        "nobody is asked again"
    );
}
