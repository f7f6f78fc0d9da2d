//! What nodes share: a PostgreSQL database of the test's own and a Redis of its own, each behind a door.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

use super::gate::Gate;
use crate::server::{Builder, Server, until};

const SECRET: &str = "a secret that every node of a test shares";

/// How long a lease of the tests lasts.
pub(crate) const LEASE: Duration = Duration::from_millis(2_000);

pub(crate) struct Backing {
    admin: String,
    name: String,
    database_url: String,
    redis_port: u16,
    redis: Option<Child>,
    /// Redis checks that keys of one command are of one slot.
    is_cluster: bool,
    folder: TempDir,
    pub(crate) to_database: Gate,
    pub(crate) to_redis: Gate,
}

impl Backing {
    /// None where no PostgreSQL is named; a test says so and ends.
    pub(crate) async fn start() -> Option<Self> {
        Self::start_on(false).await
    }

    /// The same with a Redis Cluster of one node.
    pub(crate) async fn start_on_redis_cluster() -> Option<Self> {
        Self::start_on(true).await
    }

    async fn start_on(is_cluster: bool) -> Option<Self> {
        let Some(admin) = std::env::var("DATABASE_URL")
            .ok()
            .filter(|url| url.starts_with("postgres"))
        else {
            println!("skipped: DATABASE_URL names no PostgreSQL");
            return None;
        };
        let name = format!("colloquy_cluster_{}", Uuid::new_v4().simple());
        psql(&admin, &format!("CREATE DATABASE {name}"));
        let mut url = reqwest::Url::parse(&admin).expect("DATABASE_URL is an address");
        let to_database = Gate::to(url.port().unwrap_or(5432)).await;
        url.set_port(Some(to_database.port)).expect("a port");
        url.set_path(&name);
        let redis_port = free_port().await;
        let mut backing = Self {
            admin,
            name,
            database_url: url.to_string(),
            redis_port,
            redis: None,
            is_cluster,
            folder: tempfile::tempdir().expect("a temporary folder"),
            to_database,
            to_redis: Gate::to(redis_port).await,
        };
        backing.start_redis().await;
        Some(backing)
    }

    /// Where Redis itself listens, behind its door.
    pub(crate) fn redis_port(&self) -> u16 {
        self.redis_port
    }

    /// How a node of this test is started.
    pub(crate) fn node(&self) -> Builder {
        Server::builder()
            .with_variable("DATABASE_URL", &self.database_url)
            .with_variable("REDIS_URL", &format!("redis://127.0.0.1:{}", self.to_redis.port))
            .with_variable("COLLOQUY_SECRET", SECRET)
            .with("cluster.lease_ms", &LEASE.as_millis().to_string())
            .with("cluster.heartbeat_ms", "250")
            .with("cluster.rebalance_ms", "500")
            .with("cluster.redis_deadline_ms", "500")
    }

    /// So many nodes, once all of them have their share.
    pub(crate) async fn nodes<const COUNT: usize>(&self) -> [Server; COUNT] {
        self.nodes_with(|builder| builder).await
    }

    /// The same with settings of the test's own.
    pub(crate) async fn nodes_with<const COUNT: usize>(
        &self,
        prepare: impl Fn(Builder) -> Builder,
    ) -> [Server; COUNT] {
        let mut nodes = Vec::with_capacity(COUNT);
        for _ in 0..COUNT {
            // One after the other: the first brings the schema and the demo shop.
            nodes.push(prepare(self.node()).start().await);
        }
        for node in &nodes {
            owns_about(node, 1_024 / COUNT as u64).await;
        }
        nodes
            .try_into()
            .unwrap_or_else(|_| unreachable!("as many as were started"))
    }

    /// Redis ends at once and keeps nothing.
    pub(crate) fn kill_redis(&mut self) {
        if let Some(mut redis) = self.redis.take() {
            redis.kill().expect("Redis can be killed");
            redis.wait().expect("Redis ends");
        }
    }

    pub(crate) async fn start_redis(&mut self) {
        let port = self.redis_port.to_string();
        let child = Command::new("redis-server")
            .args([
                "--port",
                &port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
            ])
            .arg(self.folder.path())
            .args(["--cluster-enabled", if self.is_cluster { "yes" } else { "no" }])
            // By itself it would take the port 10,000 above, which may be none.
            .args(["--cluster-port", &free_port().await.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is installed: scripts/test sees to it");
        self.redis = Some(child);
        until("Redis answers", || async {
            (self.redis_command("PING").await? == "+PONG").then_some(())
        })
        .await;
        if self.is_cluster {
            let added = self.redis_command("CLUSTER ADDSLOTSRANGE 0 16383").await;
            assert_eq!(added.as_deref(), Some("+OK"));
            until("the cluster takes keys", || async {
                (self.redis_command("DEL nothing").await? == ":0").then_some(())
            })
            .await;
        }
    }

    /// What Redis answers to a command in its inline form; the first line of it.
    pub(crate) async fn redis_command(&self, command: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.redis_port)).await.ok()?;
        stream.write_all(format!("{command}\r\n").as_bytes()).await.ok()?;
        let mut answer = vec![0; 512];
        let length = stream.read(&mut answer).await.ok()?;
        let text = String::from_utf8_lossy(&answer[..length]).into_owned();
        text.lines().next().map(str::to_owned)
    }

    /// Waits until every message that is durable belongs to a turn.
    pub(crate) async fn nothing_waits(&self) {
        until("no message waits", || async {
            let pending = self.ask_database("SELECT count(*) FROM receipts WHERE status = 'pending'");
            (pending == "0").then_some(())
        })
        .await;
    }

    /// What the database answers to a question for one value.
    pub(crate) fn ask_database(&self, question: &str) -> String {
        let (server, _) = self.admin.rsplit_once('/').expect("an address with a path");
        psql(&format!("{server}/{}", self.name), question)
    }
}

impl Drop for Backing {
    fn drop(&mut self) {
        self.kill_redis();
        // Nodes may still be connected; they are killed as they are dropped.
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _left_behind = Command::new("psql").args([&self.admin, "-qAtc", &drop]).output();
    }
}

/// Waits until a node owns about so many shards.
pub(crate) async fn owns_about(node: &Server, shards: u64) {
    until("every node has its share", || async {
        let owned = owned_shards(node).await?;
        (owned.abs_diff(shards) <= 2).then_some(())
    })
    .await;
}

/// How many shards a node owns, by its figures.
pub(crate) async fn owned_shards(node: &Server) -> Option<u64> {
    let text = node
        .http
        .get(format!("{}/metrics", node.base))
        .send()
        .await
        .ok()?
        .text()
        .await
        .ok()?;
    let line = text
        .lines()
        .find(|line| line.starts_with("colloquy_cluster_shards "))?;
    line.rsplit(' ')
        .next()?
        .parse::<f64>()
        .ok()
        .map(|shards| shards as u64)
}

fn psql(url: &str, statement: &str) -> String {
    let output = Command::new("psql")
        .args([url, "-qAtc", statement])
        .output()
        .expect("psql comes with PostgreSQL");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

pub(super) async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("its address").port()
}
