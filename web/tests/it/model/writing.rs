//! The model phrases what is known, and nothing that no source says reaches a shopper.

use serde_json::json;

use super::{
    Double,
    double::{Act, neutral},
    exchanges, with,
};
use crate::server::Server;

const QUESTION: &str = "what is your return policy?";

/// What is answered without a model.
async fn plain_answer() -> String {
    let server = Server::start().await;
    let response = server.shopper().await.say(QUESTION).await;
    response["content"].as_str().expect("an answer").to_owned()
}

#[tokio::test]
async fn an_answer_in_the_models_words_is_said_when_every_fact_of_it_stands_in_the_sources() {
    let double = Double::start();
    double.writes(|body| Act::Say(format!("Good question! {}", neutral(body))));
    let server = with(&double).start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    let response = shopper.say(QUESTION).await;
    let content = response["content"].as_str().expect("an answer");
    assert!(content.starts_with("Good question! "), "{response}");
    assert!(
        response["sources"]
            .as_array()
            .is_some_and(|sources| !sources.is_empty()),
        "{response}"
    );
    let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
    let written = exchanges
        .iter()
        .find(|one| one["purpose"] == "write")
        .expect("it was asked");
    assert_eq!(written["verdict"], "used");
    assert!(
        written["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("Good question!"))
    );

    // What rests on the shop's knowledge alone is not asked twice.
    let writes = double.write_requests().len();
    let again = server.shopper().await.say(QUESTION).await;
    assert_eq!(again["content"], response["content"]);
    assert_eq!(double.write_requests().len(), writes);
}

#[tokio::test]
async fn what_the_model_makes_up_never_reaches_the_shopper() {
    let plain = plain_answer().await;
    let double = Double::start();
    let server = with(&double).with("model.remembered", "0").start().await;
    let operator = server.operator().await;
    for (made_up, reason) in [
        ("It costs only $3.99 to return.", "ungrounded: "),
        ("You have 900 days.", "ungrounded: "),
        ("Ask for the Golden Rabbit Card.", "ungrounded: "),
        ("We guarantee that you will be happy.", "ungrounded: "),
        ("It is sold out.", "ungrounded: "),
        ("See https://evil.example/pay now.", "ungrounded: "),
        ("<b>Fine</b>", "markup"),
    ] {
        double.writes(move |body| Act::Say(format!("{} {made_up}", neutral(body))));
        let mut shopper = server.shopper().await;
        let response = shopper.say(QUESTION).await;
        assert_eq!(response["content"], plain.as_str(), "{made_up}");
        let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
        let written = exchanges
            .iter()
            .find(|one| one["purpose"] == "write")
            .expect("it was asked");
        assert_eq!(written["verdict"], "refused", "{written}");
        assert!(
            written["reason"]
                .as_str()
                .is_some_and(|why| why.starts_with(reason)),
            "{made_up}: {written}"
        );
    }
    for other in [
        "Sie haben das Recht, alles innerhalb der genannten Frist zurückzuschicken, wenn es nicht gefällt.",
        "  ",
    ] {
        double.writes(move |_| Act::Say(other.to_owned()));
        let response = server.shopper().await.say(QUESTION).await;
        assert_eq!(response["content"], plain.as_str(), "{other}");
    }
}

#[tokio::test]
async fn a_price_in_an_answer_about_the_cart_is_the_live_one_or_not_said() {
    let double = Double::start();
    double.plans(|_| {
        let mats =
            json!({ "product": "Cork Grip Yoga Mat", "color": "tan", "quantity": 1, "confidence": 0.9 });
        Act::Calls(vec![("add_to_cart", mats)])
    });
    double.writes(|body| Act::Say(format!("{} It is yours for $1.00.", neutral(body))));
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    let response = shopper.say("put a tan cork yoga mat in my cart").await;
    let content = response["content"].as_str().expect("an answer");
    assert!(
        !content.contains("$1.00") && content.contains("Cork Grip Yoga Mat"),
        "{response}"
    );
    assert_eq!(response["actions"][0]["status"], "done", "{response}");
}

#[tokio::test]
async fn what_the_endpoint_would_not_have_said_is_not_said() {
    let plain = plain_answer().await;
    let double = Double::start();
    double.writes(|body| Act::Say(format!("Well then. {}", neutral(body))));
    double.flags(|text| text.contains("Well then"));
    let server = with(&double).with("model.moderates", "true").start().await;
    let (mut shopper, operator) = (server.shopper().await, server.operator().await);
    let response = shopper.say(QUESTION).await;
    assert_eq!(response["content"], plain.as_str());
    let exchanges = exchanges(&operator, &shopper.conversation, &response).await;
    let written = exchanges
        .iter()
        .find(|one| one["purpose"] == "write")
        .expect("it was asked");
    assert_eq!(written["reason"], "moderated: harassment", "{written}");

    double.flags(|_| false);
    let response = server.shopper().await.say(QUESTION).await;
    assert!(
        response["content"]
            .as_str()
            .is_some_and(|text| text.starts_with("Well then.")),
        "{response}"
    );
}

#[tokio::test]
async fn corrections_and_questions_back_are_said_to_the_letter() {
    let double = Double::start();
    double.writes(|_| Act::Say("Anything else.".to_owned()));
    let server = with(&double).start().await;
    let mut shopper = server.shopper().await;
    let asked = shopper.say("add a yoga mat to my cart").await;
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    assert!(double.write_requests().is_empty(), "{asked}");
}
