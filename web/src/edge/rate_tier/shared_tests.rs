//! Two nodes that count together, on a Redis of the test's own.

use std::{
    net::{IpAddr, Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use colloquy_actors::{ClusterSettings, SharedLimits};
use colloquy_config::{Settings, Sources, settings::rate_limit::RateLimitSettings};
use tempfile::TempDir;

use super::{Caller, RateTiers};

const GUEST: Caller = Caller::Address(IpAddr::V4(Ipv4Addr::LOCALHOST));

struct Redis {
    port: u16,
    process: Option<Child>,
    folder: TempDir,
}

impl Redis {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let mut redis = Self {
            port,
            process: None,
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        redis.begin();
        redis
    }

    fn begin(&mut self) {
        let process = Command::new("redis-server")
            .args([
                "--port",
                &self.port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
            ])
            .arg("--dir")
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is installed");
        self.process = Some(process);
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < end, "Redis does not listen");
            std::thread::yield_now();
        }
    }

    fn end(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("Redis can be killed");
            process.wait().expect("Redis ends");
        }
    }

    /// A node whose counters are here.
    fn node(&self, settings: &RateLimitSettings) -> RateTiers {
        let second = Duration::from_secs(1);
        let cluster = ClusterSettings {
            redis_url: format!("redis://127.0.0.1:{}", self.port),
            prefix: "test".to_owned(),
            lease: second,
            heartbeat: second,
            rebalance: second,
            poll: second,
            redis_deadline: second,
            snapshot_ttl: second,
            publish_queue: 1,
        };
        // A busy machine may be slow; what is tested is the counting.
        let shared = SharedLimits::open(&cluster, Duration::from_secs(10)).expect("an address");
        RateTiers::new(settings, Some(shared))
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.end();
    }
}

fn settings(after: u32) -> RateLimitSettings {
    let environment = [
        ("COLLOQUY__RATE_LIMIT__ANONYMOUS_PER_MINUTE", "7".to_owned()),
        ("COLLOQUY__RATE_LIMIT__PENALTY_AFTER_REFUSALS", after.to_string()),
        ("COLLOQUY__RATE_LIMIT__PENALTY_FIRST_SECONDS", "90".to_owned()),
    ];
    let environment = environment.map(|(name, value)| (name.to_owned(), value));
    let settings = Settings::load(&Sources::new("development", environment));
    settings.expect("built-in settings").rate_limit
}

#[actix_web::test]
async fn what_one_node_admits_another_counts_and_when_redis_is_away_each_counts_by_itself() {
    let mut redis = Redis::start();
    let settings = settings(0);
    let nodes = [redis.node(&settings), redis.node(&settings)];
    let mut admitted = 0;
    for number in 0..20 {
        admitted += u32::from(nodes[number % 2].count(GUEST).await.is_ok());
    }
    // One comes back every eight seconds, should the machine be that slow.
    assert!((7..=8).contains(&admitted), "{admitted} of 20 requests");
    let wait = nodes[1].count(GUEST).await.expect_err("there are none left");
    assert!((1..=9).contains(&wait.as_secs()), "{wait:?}");
    let other = Caller::Address(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    assert!(nodes[0].count(other).await.is_ok(), "nobody else is refused");

    redis.end();
    for node in &nodes {
        let mut admitted = 0;
        for _ in 0..10 {
            admitted += u32::from(node.count(GUEST).await.is_ok());
        }
        assert_eq!(admitted, 7, "a node alone keeps the limit");
    }
}

#[actix_web::test]
async fn who_goes_on_asking_is_shut_out_on_every_node_and_for_longer_each_time() {
    let redis = Redis::start();
    let settings = settings(3);
    let nodes = [redis.node(&settings), redis.node(&settings)];
    for number in 0..7 {
        assert!(nodes[number % 2].count(GUEST).await.is_ok());
    }
    let mut waits = Vec::new();
    for number in 0..4 {
        let wait = nodes[number % 2].count(GUEST).await.expect_err("one too many");
        waits.push(wait.as_secs());
    }
    assert!(waits[0] <= 9 && waits[1] <= 9, "{waits:?}");
    assert_eq!(waits[2], 90, "the third refusal shuts out");
    assert!((80..=90).contains(&waits[3]), "on the other node too: {waits:?}");
}
