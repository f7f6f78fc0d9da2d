//! Entries of streams and messages in the database that have lost each other.

use std::process::Command;

use colloquy_actors::shard_of;
use colloquy_engine::ids::ConversationId;
use uuid::Uuid;

use super::backing::{Backing, owns_about};
use crate::server::{Builder, until};

/// Runs a script that touches the streams of all shards, and answers what it does.
fn on_every_stream(port: u16, body: &str) -> String {
    let script = format!(
        "local answer = 0 for shard = 0, 1023 do local stream = '{{colloquy}}:receipts:' .. shard {body} end return answer"
    );
    let output = Command::new("redis-cli")
        .args(["-p", &port.to_string(), "EVAL", &script, "0"])
        .output()
        .expect("redis-cli comes with redis-server");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[tokio::test]
async fn an_entry_without_its_message_is_let_go_and_a_message_without_its_entry_is_answered() {
    let Some(backing) = Backing::start().await else {
        return;
    };
    let redis = backing.redis_port();
    let nodes = backing
        .nodes_with::<2>(|builder: Builder| builder.with("cluster.poll_ms", "300"))
        .await;
    let mut shoppers = Vec::new();
    for place in 0..6 {
        let mut shopper = nodes[place % 2].shopper().await;
        shopper.say("hello").await;
        shoppers.push(shopper);
    }

    // Entries of messages that were never stored, of conversations that are there and of one that is not; and of nothing.
    let business = backing.ask_database("SELECT id FROM businesses LIMIT 1");
    let known = shoppers.iter().map(|shopper| shopper.conversation.clone());
    for conversation in known.chain([Uuid::now_v7().to_string()]) {
        let id: Uuid = conversation.parse().expect("an id");
        let shard = shard_of(ConversationId(id));
        let receipt = Uuid::now_v7();
        let added = on_every_stream(
            redis,
            &format!(
                "if shard == {shard} then redis.call('XADD', stream, '*', 'receipt', '{receipt}', \
                 'conversation', '{conversation}', 'business', '{business}', 'channel', 'web', 'signed_in', '') \
                 answer = answer + 1 end"
            ),
        );
        assert_eq!(added, "1");
    }
    on_every_stream(redis, "redis.call('XADD', stream, '*', 'nonsense', '1')");
    until("every stray entry is let go", || async {
        let left = on_every_stream(redis, "answer = answer + redis.call('XLEN', stream)");
        (left == "0").then_some(())
    })
    .await;

    // Where the streams should be stands something else, so that no entry can be written.
    on_every_stream(
        redis,
        "redis.call('DEL', stream) redis.call('SET', stream, 'not a stream')",
    );
    for shopper in &mut shoppers {
        // Whichever node took it in: about half of them are the other's to answer.
        let answer = shopper.say("what are your opening hours?").await;
        assert_eq!(answer["seq"], 4, "{answer}");
    }
    backing.nothing_waits().await;

    // Streams that can be written again are read again, without a restart.
    on_every_stream(redis, "redis.call('DEL', stream)");
    for shopper in &mut shoppers {
        assert_eq!(shopper.say("thanks").await["seq"], 6);
    }
    until("the entries of what was said are let go", || async {
        let left = on_every_stream(
            redis,
            "if redis.call('EXISTS', stream) == 1 then answer = answer + redis.call('XLEN', stream) end",
        );
        (left == "0").then_some(())
    })
    .await;

    // A node that is gone leaves no consumer behind once its shards are another's.
    let [first, second] = nodes;
    drop(second);
    owns_about(&first, 1_024).await;
    until("only the node that is left reads", || async {
        let readers = on_every_stream(
            redis,
            "local seen = redis.pcall('XINFO', 'CONSUMERS', stream, 'owners') \
             if not seen.err then answer = math.max(answer, #seen) end",
        );
        (readers == "1").then_some(())
    })
    .await;
}
