//! The outage drill: the endpoint fails for a while under load.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{
    Double,
    double::{Act, neutral},
    say, with,
};
use crate::server::{Server, until};

/// How long the endpoint answers 500: long enough for the breaker to open and to try, unless a longer drill is asked for.
fn outage() -> Duration {
    let asked_for = std::env::var("OUTAGE_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(asked_for.unwrap_or(6))
}

const SHOPPERS: usize = 6;

async fn model_health(server: &Server) -> Value {
    server.get("/health").await.1["dependencies"]["model"].clone()
}

#[tokio::test]
async fn while_the_model_is_out_everybody_is_answered_the_breaker_opens_and_afterwards_it_closes() {
    let double = Double::start();
    let out = Arc::new(AtomicBool::new(false));
    let (plans_out, writes_out) = (Arc::clone(&out), Arc::clone(&out));
    double.plans(move |_| match plans_out.load(Ordering::Relaxed) {
        true => Act::Refuse(500, None),
        false => Act::Say("nothing to do".to_owned()),
    });
    double.writes(move |body| match writes_out.load(Ordering::Relaxed) {
        true => Act::Refuse(500, None),
        false => Act::Say(format!("Good question! {}", neutral(body))),
    });
    let server = with(&double)
        .with("model.breaker_failures", "5")
        .with("model.breaker_seconds", "1")
        .with("model.remembered", "0")
        .start()
        .await;
    server.shopper().await.say("what is your return policy?").await;
    assert_eq!(model_health(&server).await["status"], "healthy");

    out.store(true, Ordering::Relaxed);
    let (began, outage) = (Instant::now(), outage());
    let answered = Arc::new(AtomicUsize::new(0));
    let asked_before = double.plan_requests().len() + double.write_requests().len();
    let load = (0..SHOPPERS).map(|_| {
        let (server, answered) = (&server, Arc::clone(&answered));
        async move {
            let mut shopper = server.shopper().await;
            let mut texts = [
                "what is your return policy?",
                "show me running shoes under $150",
                "who won the cup in 1974?",
            ]
            .into_iter()
            .cycle();
            while began.elapsed() < outage {
                let text = texts.next().expect("there is always another");
                let asked = Instant::now();
                let response = say(&mut shopper, text).await;
                let content = response["content"].as_str().unwrap_or_default().to_owned();
                assert!(
                    !content.is_empty(),
                    "an answer or the holding sentence: {response}"
                );
                assert!(!content.contains("Good question"), "{response}");
                assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
                answered.fetch_add(1, Ordering::Relaxed);
                if response["actions"].is_null() || content.contains("escalate") {
                    // A conversation that a person is to take goes on with another shopper.
                    shopper = server.shopper().await;
                }
            }
        }
    });
    let watch = async {
        until("the breaker opens", || async {
            let health = model_health(&server).await;
            (health["status"] == "degraded"
                && health["detail"]
                    .as_str()
                    .is_some_and(|detail| detail.contains("left alone")))
            .then_some(())
        })
        .await;
    };
    tokio::join!(futures::future::join_all(load), watch);
    let answered = answered.load(Ordering::Relaxed);
    let asked = double.plan_requests().len() + double.write_requests().len() - asked_before;
    assert!(answered >= SHOPPERS * 3, "{answered}");
    assert!(
        asked < answered,
        "an endpoint that rests is hardly asked: {asked} requests for {answered} turns"
    );
    println!("{answered} turns answered during {outage:?} of outage, {asked} requests to the endpoint");

    out.store(false, Ordering::Relaxed);
    until("the model answers again", || async {
        let response = server.shopper().await.say("what is your return policy?").await;
        response["content"]
            .as_str()
            .is_some_and(|text| text.starts_with("Good question!"))
            .then_some(())
    })
    .await;
    assert_eq!(model_health(&server).await["status"], "healthy");
}
