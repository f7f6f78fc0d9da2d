//! A Redis Cluster moves our slot from one of its nodes to another, and the node that had it is gone.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::backing::{Backing, LEASE, free_port};
use crate::{
    server::{Builder, until},
    shopper::Shopper,
};

/// What the lists of nodes are called.
const NODES: &str = "{colloquy}:nodes";

/// The second Redis of the cluster.
struct Other {
    port: u16,
    process: Child,
    _folder: TempDir,
}

impl Drop for Other {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}

impl Other {
    async fn start() -> Self {
        let (port, bus) = (free_port().await, free_port().await);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let process = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--cluster-port", &bus.to_string()])
            .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .args(["--cluster-enabled", "yes", "--dir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is installed: scripts/test sees to it");
        until("the other Redis answers", || async move {
            (cli(port, &["PING"]) == "PONG").then_some(())
        })
        .await;
        Self {
            port,
            process,
            _folder: folder,
        }
    }
}

/// What a Redis answers, all lines of it.
fn cli(port: u16, command: &[&str]) -> String {
    let output = Command::new("redis-cli")
        .args(["-p", &port.to_string()])
        .args(command)
        .output()
        .expect("redis-cli comes with redis-server");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn must(port: u16, command: &[&str]) -> String {
    let answer = cli(port, command);
    assert!(!answer.contains("ERR"), "{command:?}: {answer}");
    answer
}

/// Both nodes of ours have said after this moment, in Redis' milliseconds, that they live.
async fn both_live_after(port: u16, moment: u64) {
    let lease = LEASE.as_millis() as u64;
    until("both nodes are heard", || async move {
        let listed = cli(port, &["ZRANGE", NODES, "0", "-1", "WITHSCORES"]);
        let scores = listed.lines().skip(1).step_by(2);
        let is_fresh = |score: &&str| {
            score
                .parse::<f64>()
                .is_ok_and(|until| until as u64 > moment + lease)
        };
        let fresh = scores.filter(is_fresh);
        (fresh.count() == 2).then_some(())
    })
    .await;
}

fn now(port: u16) -> u64 {
    let told = must(port, &["TIME"]);
    let seconds = told.lines().next().expect("seconds");
    (seconds.parse::<u64>().expect("a number") + 1) * 1_000
}

/// Moves the slot as an operator's tools do: key by key, with answers `ASK` and `TRYAGAIN` meanwhile.
async fn move_slot(slot: &str, from: u16, to: u16) {
    let (from_id, to_id) = (must(from, &["CLUSTER", "MYID"]), must(to, &["CLUSTER", "MYID"]));
    must(to, &["CLUSTER", "SETSLOT", slot, "IMPORTING", &from_id]);
    must(from, &["CLUSTER", "SETSLOT", slot, "MIGRATING", &to_id]);
    loop {
        let keys = must(from, &["CLUSTER", "GETKEYSINSLOT", slot, "100"]);
        let keys: Vec<&str> = keys.lines().filter(|key| !key.is_empty()).collect();
        if keys.is_empty() {
            break;
        }
        let port = to.to_string();
        let mut migrate = vec!["MIGRATE", "127.0.0.1", &port, "", "0", "5000", "KEYS"];
        migrate.extend(keys);
        must(from, &migrate);
        // Time for our nodes to meet a slot of which some keys are here and some there.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    must(to, &["CLUSTER", "SETSLOT", slot, "NODE", &to_id]);
    // Refused where it has heard of it already: with its last slot gone it follows whoever has it now.
    cli(from, &["CLUSTER", "SETSLOT", slot, "NODE", &to_id]);
}

#[tokio::test]
async fn a_slot_that_moves_is_followed_while_shoppers_are_answered_and_its_old_node_is_not_needed() {
    let Some(mut backing) = Backing::start_on_redis_cluster().await else {
        return;
    };
    let (first, other) = (backing.redis_port(), Other::start().await);
    let slot = must(first, &["CLUSTER", "KEYSLOT", NODES]);
    let number: u32 = slot.parse().expect("a slot");
    // No other slot has an owner, so that the second Redis is the whole cluster once it has ours.
    let others = [
        ["0".to_owned(), (number - 1).to_string()],
        [(number + 1).to_string(), "16383".to_owned()],
    ];
    for [from, to] in &others {
        must(first, &["CLUSTER", "DELSLOTSRANGE", from, to]);
    }
    for port in [first, other.port] {
        must(port, &["CONFIG", "SET", "cluster-require-full-coverage", "no"]);
        must(port, &["CONFIG", "SET", "cluster-node-timeout", "1000"]);
    }
    let (port, bus) = (
        other.port.to_string(),
        must(other.port, &["CONFIG", "GET", "cluster-port"]),
    );
    let bus = bus.lines().nth(1).expect("a port").to_owned();
    must(first, &["CLUSTER", "MEET", "127.0.0.1", &port, &bus]);
    until("they have met", || async {
        let known = must(other.port, &["CLUSTER", "SLOTS"]);
        known.contains(&first.to_string()).then_some(())
    })
    .await;

    let nodes = backing
        .nodes_with::<2>(|builder: Builder| builder.with("cluster.poll_ms", "200"))
        .await;
    let mut shopper = nodes[0].shopper().await;
    shopper.say("hello").await;
    let talking = async {
        for _ in 0..12 {
            shopper.say("what are your opening hours?").await;
        }
        shopper
    };
    let (mut shopper, ()) = tokio::join!(talking, move_slot(&slot, first, other.port));
    both_live_after(other.port, now(other.port)).await;
    until("the first Redis leads to the other", || async {
        cli(first, &["EXISTS", NODES]).starts_with("MOVED").then_some(())
    })
    .await;

    backing.kill_redis();
    both_live_after(other.port, now(other.port)).await;
    shopper.say("thanks").await;
    let mut elsewhere = Shopper::connect(&nodes[1], Some(&shopper.session)).await;
    let heard = elsewhere.say("hello again").await;
    // What one node commits is shown by the other through the Redis that is left.
    assert_eq!(shopper.skip_to("response").await["seq"], heard["seq"]);
    backing.nothing_waits().await;
}
