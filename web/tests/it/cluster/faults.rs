//! What dies, is held up or goes away, and what shoppers notice of it.

use std::time::{Duration, Instant};

use serde_json::json;

use super::backing::{Backing, LEASE, owns_about};
use crate::{
    server::{Server, until},
    shopper::Shopper,
};

const SHOPPERS: usize = 8;

/// Shoppers on a node, each of whom has been answered once.
async fn talking(node: &Server) -> Vec<Shopper> {
    let mut shoppers = Vec::new();
    for _ in 0..SHOPPERS {
        let mut shopper = node.shopper().await;
        shopper.say("hello").await;
        shoppers.push(shopper);
    }
    shoppers
}

/// Every message is in the answers of exactly one turn, and none waits.
async fn each_is_answered_once(backing: &Backing) {
    backing.nothing_waits().await;
    let answered = "SELECT count(*) FROM (SELECT jsonb_array_elements_text(body::jsonb -> 'answers') AS message \
                    FROM conversation_events WHERE kind = 'answered') AS answers";
    let messages = backing.ask_database("SELECT count(*) FROM receipts");
    assert_eq!(
        backing.ask_database(answered),
        messages,
        "an answer for each message, and no second one"
    );
}

#[tokio::test]
async fn a_killed_nodes_shoppers_are_answered_by_the_other_within_a_lease_and_a_second() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let [mut first, second] = backing.nodes().await;
    let mut shoppers = talking(&second).await;
    first.kill();
    let began = Instant::now();
    for shopper in &mut shoppers {
        shopper.post("what is your return policy?").await;
        shopper.skip_to("ack").await;
    }
    for shopper in &mut shoppers {
        shopper.skip_to("response").await;
    }
    let took = began.elapsed();
    println!("answered {took:?} after the kill, with a lease of {LEASE:?}");
    // Twice the second that is promised: tests run beside other tests.
    assert!(took < LEASE + Duration::from_secs(2), "{took:?}");
    each_is_answered_once(&backing).await;
    drop(first);
}

#[tokio::test]
async fn messages_that_only_the_killed_node_had_acknowledged_are_answered_by_the_other() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let slow = |builder: crate::server::Builder| builder.with_faults().with("testing.turn_delay_ms", "600");
    let [mut first, second] = backing.nodes_with(slow).await;
    let mut shoppers = talking(&first).await;
    for shopper in &mut shoppers {
        shopper.post("what is your return policy?").await;
        shopper.skip_to("ack").await;
    }
    first.kill();
    for shopper in shoppers {
        let mut elsewhere = Shopper::connect(&second, Some(&shopper.session)).await;
        elsewhere.send("resume", json!({ "lastSeq": 2 })).await;
        let answer = elsewhere.skip_to("response").await;
        assert!(answer["seq"].as_i64().is_some_and(|seq| seq > 2), "{answer}");
    }
    each_is_answered_once(&backing).await;
    drop(first);
}

#[tokio::test]
async fn a_node_that_was_held_up_past_its_lease_commits_nothing_of_what_it_believed() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let slow = |builder: crate::server::Builder| builder.with_faults().with("testing.turn_delay_ms", "600");
    let [first, second] = backing.nodes_with(slow).await;
    let mut shoppers = talking(&first).await;
    for shopper in &mut shoppers {
        shopper.post("what is your return policy?").await;
        shopper.skip_to("ack").await;
    }
    // In the middle of its turns.
    first.signal("STOP");
    owns_about(&second, 1_024).await;
    each_is_answered_once(&backing).await;
    let turns = backing.ask_database("SELECT count(*) FROM turns");
    first.signal("CONT");
    owns_about(&first, 512).await;
    for shopper in &mut shoppers {
        // What the other node answered meanwhile reaches the socket that was held up.
        shopper.skip_to("response").await;
    }
    assert_eq!(
        backing.ask_database("SELECT count(*) FROM turns"),
        turns,
        "nothing was answered again"
    );
    for shopper in &mut shoppers {
        shopper.say("thanks").await;
    }
    each_is_answered_once(&backing).await;
}

#[tokio::test]
async fn while_redis_is_away_shoppers_are_answered_and_afterwards_shards_are_shared_again() {
    let Some(mut backing) = Backing::start().await else {
        return;
    };
    let [first, mut second] = backing.nodes().await;
    let mut shoppers = talking(&first).await;
    backing.kill_redis();
    until("the node says that Redis is away", || async {
        let (status, health) = first.get("/health").await;
        (status == 200 && health["dependencies"]["redis"]["status"] == "degraded").then_some(())
    })
    .await;
    for shopper in &mut shoppers {
        shopper.say("what is your return policy?").await;
    }
    // Even the conversations of a node that dies now, which nobody can be asked about.
    second.kill();
    for shopper in &mut shoppers {
        shopper.say("how many days do I have to return something?").await;
    }
    backing.start_redis().await;
    owns_about(&first, 1_024).await;
    until("the node says that Redis is back", || async {
        let (_, health) = first.get("/health").await;
        (health["dependencies"]["redis"]["status"] == "healthy").then_some(())
    })
    .await;
    for shopper in &mut shoppers {
        shopper.say("thanks").await;
    }
    each_is_answered_once(&backing).await;
}

#[tokio::test]
async fn redis_that_comes_back_empty_costs_nothing_but_a_moment() {
    let Some(mut backing) = Backing::start().await else {
        return;
    };
    let [first, second] = backing.nodes().await;
    let mut shoppers = talking(&first).await;
    assert_eq!(backing.redis_command("FLUSHALL").await.as_deref(), Some("+OK"));
    for shopper in &mut shoppers {
        shopper.say("what is your return policy?").await;
    }
    backing.kill_redis();
    backing.start_redis().await;
    for shopper in &mut shoppers {
        shopper.say("thanks").await;
    }
    owns_about(&first, 512).await;
    owns_about(&second, 512).await;
    each_is_answered_once(&backing).await;
}

#[tokio::test]
async fn while_the_database_is_away_messages_are_refused_and_repeats_are_answered_once_it_is_back() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let [first, _second] = backing.nodes().await;
    let mut shoppers = talking(&first).await;
    backing.to_database.shut();
    for shopper in &mut shoppers {
        let message = json!({ "content": "what is your return policy?", "clientMessageId": "again" });
        shopper.send("message", message).await;
        let error = shopper.skip_to("error").await;
        assert_eq!(error["retryable"], true, "{error}");
    }
    backing.to_database.open();
    for shopper in &mut shoppers {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let message = json!({ "content": "what is your return policy?", "clientMessageId": "again" });
            shopper.send("message", message).await;
            if shopper.is_acknowledged().await {
                break;
            }
            assert!(Instant::now() < deadline, "a repeat is taken in time");
        }
        shopper.skip_to("response").await;
    }
    each_is_answered_once(&backing).await;
}
