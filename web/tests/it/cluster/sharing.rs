//! Shoppers and operators do not notice which node they are on.

use serde_json::{Value, json};

use super::backing::{Backing, owns_about};
use crate::{
    server::{Builder, Server, until},
    shopper::Shopper,
    sleep::{asleep, figure},
};

/// As many shoppers as make sure that some are on a node that does not own their conversation.
const SHOPPERS: usize = 8;

async fn shoppers(node: &Server) -> Vec<Shopper> {
    let mut shoppers = Vec::new();
    for _ in 0..SHOPPERS {
        shoppers.push(node.shopper().await);
    }
    shoppers
}

#[tokio::test]
async fn a_shopper_is_answered_on_whichever_node_and_goes_on_where_the_other_left_off() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let [first, second] = backing.nodes().await;
    for mut shopper in shoppers(&first).await {
        let answer = shopper.say("add 2 VEL-AER2-BLK-08 to my cart").await;
        assert_eq!(answer["actions"][0]["status"], "done", "{answer}");
        let mut elsewhere = Shopper::connect(&second, Some(&shopper.session)).await;
        assert_eq!(elsewhere.first["payload"]["lastSeq"], 2);
        elsewhere.send("resume", json!({ "lastSeq": 0 })).await;
        assert_eq!(elsewhere.expect("message").await["seq"], 1);
        assert_eq!(elsewhere.expect("response").await["seq"], 2);
        elsewhere.expect("resumed").await;
        let answer = elsewhere.say("what is in my cart?").await;
        assert_eq!(answer["cart"]["items"][0]["quantity"], 2, "{answer}");
        // The tab on the other node sees both, each once and in order.
        assert_eq!(shopper.expect("message").await["seq"], 3);
        assert_eq!(shopper.expect("response").await["seq"], 4);
    }
}

#[tokio::test]
async fn an_operator_takes_over_and_replies_from_whichever_node_and_every_dashboard_hears_it() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let [first, second] = backing.nodes().await;
    let operator = second.operator().await;
    let mut dashboard = operator.watch().await;
    for mut shopper in shoppers(&first).await {
        shopper.say("hello").await;
        let id = shopper.conversation.clone();
        dashboard
            .skip_to("new_conversation", |news| news.to_string().contains(&id))
            .await;
        let (status, body) = operator.set_status(&id, "active_human").await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(shopper.skip_to("status").await["status"], "active_human");
        let path = format!("/api/v1/conversations/{id}/messages");
        let (status, body) = operator
            .post(&path, json!({ "text_content": "A person here." }))
            .await;
        assert!(status == 200 || status == 201, "{status} {body}");
        let reply = shopper.skip_to("response").await;
        assert_eq!(
            (reply["content"].as_str(), reply["agent"].as_str()),
            (Some("A person here."), Some("human"))
        );
        // The assistant is silent from then on, whichever node owns the conversation.
        shopper.post("is anybody there?").await;
        shopper.expect("ack").await;
        backing.nothing_waits().await;
        let (status, body) = operator.set_status(&id, "active_ai").await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(shopper.skip_to("status").await["status"], "active_ai");
        shopper.say("hello again").await;
    }
}

#[tokio::test]
async fn a_message_that_is_repeated_on_another_node_is_answered_once() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let [first, second] = backing.nodes().await;
    for mut shopper in shoppers(&first).await {
        let message = json!({ "content": "hello", "clientMessageId": "once" });
        shopper.send("message", message.clone()).await;
        let mut elsewhere = Shopper::connect(&second, Some(&shopper.session)).await;
        elsewhere.send("message", message).await;
        let told = elsewhere.skip_to("ack").await;
        // The node whose copy came second may show the answer before it knows that it was second.
        let (mut ack, mut response) = (Value::Null, Value::Null);
        while ack.is_null() || response.is_null() {
            let frame = shopper.frame().await;
            match frame["type"].as_str() {
                Some("ack") => ack = frame["payload"].clone(),
                Some("response") => response = frame["payload"].clone(),
                _ => {}
            }
        }
        assert_eq!(ack["messageId"], told["messageId"]);
        assert_eq!(response["answers"], json!([ack["messageId"]]));
        shopper.say("thanks").await;
        let count = backing.ask_database(&format!(
            "SELECT count(*) FROM receipts WHERE conversation_id = '{}'",
            shopper.conversation
        ));
        assert_eq!(count, "2");
    }
}

#[tokio::test]
async fn shards_move_to_a_node_that_joins_and_away_from_one_that_stops() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let first = backing.node().start().await;
    owns_about(&first, 1_024).await;
    let mut shoppers = shoppers(&first).await;
    for shopper in &mut shoppers {
        shopper.say("hello").await;
    }
    let mut second = backing.node().start().await;
    owns_about(&second, 512).await;
    owns_about(&first, 512).await;
    for shopper in &mut shoppers {
        shopper.say("what is your return policy?").await;
    }
    let (code, ()) = tokio::join!(
        async {
            tokio::task::spawn_blocking(move || second.terminate())
                .await
                .expect("it ends")
        },
        owns_about(&first, 1_024)
    );
    assert_eq!(code, Some(0));
    for shopper in &mut shoppers {
        shopper.say("thanks").await;
    }
}

#[tokio::test]
async fn a_redis_cluster_takes_every_command_because_keys_share_a_slot() {
    let Some(backing) = Backing::start_on_redis_cluster().await else {
        return;
    };
    let [first, mut second] = backing.nodes().await;
    for mut shopper in shoppers(&first).await {
        shopper.say("hello").await;
    }
    let log = std::fs::read_to_string(first.folder().join("log")).expect("a log");
    assert!(
        !log.contains("CROSSSLOT") && !log.contains("lease_not_renewed"),
        "{log}"
    );
    assert_eq!(second.terminate(), Some(0));
    owns_about(&first, 1_024).await;
}

#[tokio::test]
async fn a_socket_whose_conversation_sleeps_hears_what_is_said_on_another_node() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let prepare = |builder: Builder| builder.with("conversation.passivate_after_seconds", "1");
    let [first, second] = backing.nodes_with(prepare).await;
    let mut shoppers = shoppers(&first).await;
    for shopper in &mut shoppers {
        shopper.say("hello").await;
    }
    asleep(&first).await;
    asleep(&second).await;
    // The second node may have had no part in any of them so far.
    for shopper in &mut shoppers {
        let mut elsewhere = Shopper::connect(&second, Some(&shopper.session)).await;
        assert_eq!(elsewhere.say("what are your opening hours?").await["seq"], 4);
        assert_eq!(shopper.skip_to("message").await["seq"], 3);
        assert_eq!(shopper.skip_to("response").await["seq"], 4);
    }
    backing.nothing_waits().await;
}

#[tokio::test]
async fn a_conversation_wakes_from_the_copy_in_redis_where_the_databases_copy_is_gone() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let prepare = |builder: Builder| builder.with("conversation.passivate_after_seconds", "1");
    let [first] = backing.nodes_with(prepare).await;
    let mut shopper = first.shopper().await;
    shopper.say("add 2 VEL-AER2-BLK-08 to my cart").await;
    asleep(&first).await;
    until("the snapshot is in both places", || async {
        let copies = backing.ask_database("SELECT count(*) FROM snapshots");
        let hot = backing
            .redis_command(&format!("EXISTS {{colloquy}}:snapshot:{}", shopper.conversation))
            .await;
        (copies == "1" && hot.as_deref() == Some(":1")).then_some(())
    })
    .await;
    backing.ask_database("DELETE FROM snapshots");
    assert_eq!(shopper.say("what is in my cart?").await["seq"], 4);
    let woken = "colloquy_conversations_woken_total{from=\"snapshot\"}";
    assert!(figure(&first, woken).await > 0.5);
}
