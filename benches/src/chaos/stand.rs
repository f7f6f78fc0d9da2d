//! Everything that a run starts: a PostgreSQL, a Redis, and the nodes, all on ports and in folders of their own.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tempfile::TempDir;

use super::server::{Node, Process};

/// The password of the demo staff in a run.
pub const PASSWORD: &str = "a password for this run only";

/// How long PostgreSQL may take to come back.
const RECOVERS_WITHIN: Duration = Duration::from_secs(30);

/// What a run stands on.
#[derive(Debug)]
pub struct Stand {
    /// The nodes.
    pub nodes: Vec<Node>,
    redis: Option<Process>,
    redis_port: u16,
    database_port: u16,
    postgres: PathBuf,
    folder: TempDir,
}

/// How the nodes are started.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// The server's binary.
    pub binary: PathBuf,
    /// How many nodes.
    pub nodes: usize,
    /// How long a lease lasts.
    pub lease: Duration,
    /// A defect to have on purpose.
    pub mutation: Option<String>,
    /// Variables of the nodes' environment in place of the stand's own.
    pub environment: Vec<(String, String)>,
}

impl Stand {
    /// Starts everything.
    ///
    /// # Errors
    /// When PostgreSQL or Redis is not installed, or something does not start.
    pub async fn start(wishes: &Wishes) -> anyhow::Result<Self> {
        let mut stand = Self {
            nodes: Vec::new(),
            redis: None,
            redis_port: free_port()?,
            database_port: free_port()?,
            postgres: find_postgres()?,
            folder: tempfile::tempdir()?,
        };
        stand.init_database()?;
        stand.start_database()?;
        stand.start_redis().await?;
        for number in 0..wishes.nodes {
            let folder = stand.folder.path().join(format!("node-{number}"));
            let environment = stand.environment(wishes);
            let mut node = Node::new(&wishes.binary, folder, free_port()?, environment);
            // One after the other: the first brings the schema and the demo shop.
            node.start(0).await?;
            stand.nodes.push(node);
        }
        Ok(stand)
    }

    fn environment(&self, wishes: &Wishes) -> Vec<(String, String)> {
        let lease = wishes.lease.as_millis();
        let variable = |name: &str, value: String| (name.to_owned(), value);
        let mut environment = vec![
            variable("DATABASE_URL", self.database_url()),
            variable("REDIS_URL", format!("redis://127.0.0.1:{}", self.redis_port)),
            variable(
                "COLLOQUY_SECRET",
                "a secret that all nodes of a run share".to_owned(),
            ),
            variable("COLLOQUY_DEMO_PASSWORD", PASSWORD.to_owned()),
            variable("COLLOQUY__ACTORS__REHEARSAL_MS", "0".to_owned()),
            variable("COLLOQUY__CLUSTER__LEASE_MS", lease.to_string()),
            variable("COLLOQUY__CLUSTER__HEARTBEAT_MS", (lease / 6).to_string()),
            variable("COLLOQUY__CLUSTER__REBALANCE_MS", (lease / 4).to_string()),
            variable("COLLOQUY__CLUSTER__REDIS_DEADLINE_MS", (lease / 3).to_string()),
            variable("COLLOQUY__SERVER__DRAIN_SECONDS", "3".to_owned()),
            // Shoppers of a run ask more often than people do, and everyone's answer is looked for.
            variable("COLLOQUY__FLOOD__MESSAGES", "100000".to_owned()),
            variable("COLLOQUY__RATE_LIMIT__ENABLED", "false".to_owned()),
            // So little room that conversations fall asleep and wake all the time.
            variable("COLLOQUY__ACTORS__ARBITERS", "2".to_owned()),
            variable("COLLOQUY__ACTORS__AWAKE_CONVERSATIONS", "3".to_owned()),
            variable("COLLOQUY__CONVERSATION__PASSIVATE_AFTER_SECONDS", "1".to_owned()),
            // So hurried that every wait of the outbox comes to its end within the run.
            variable("COLLOQUY__OUTBOX__POLL_MS", "200".to_owned()),
            variable("COLLOQUY__OUTBOX__ATTEMPT_DEADLINE_MS", "900".to_owned()),
            variable("COLLOQUY__OUTBOX__LEASE_MS", "2500".to_owned()),
            variable("COLLOQUY__OUTBOX__FIRST_WAIT_MS", "100".to_owned()),
            variable("COLLOQUY__OUTBOX__LONGEST_WAIT_SECONDS", "1".to_owned()),
            variable("COLLOQUY__OUTBOX__MOST_ATTEMPTS", "40".to_owned()),
            variable("COLLOQUY__OUTBOX__BREAKER_REST_SECONDS", "1".to_owned()),
            variable("COLLOQUY__TESTING__FAULT_INJECTION", "true".to_owned()),
        ];
        if let Some(mutation) = &wishes.mutation {
            environment.push(variable("COLLOQUY__TESTING__MUTATION", mutation.clone()));
        }
        // The later of two wins.
        environment.extend(wishes.environment.iter().cloned());
        environment
    }

    fn database_url(&self) -> String {
        format!("postgres://colloquy@127.0.0.1:{}/postgres", self.database_port)
    }

    /// The folder with every log, kept when the run is told to.
    #[must_use]
    pub fn keep(self) -> PathBuf {
        let Self { folder, .. } = &self;
        let path = folder.path().to_owned();
        let kept = std::env::temp_dir().join(format!("colloquy-chaos-{}", std::process::id()));
        let _copied = Command::new("cp").arg("-r").arg(&path).arg(&kept).status();
        kept
    }

    fn init_database(&self) -> anyhow::Result<()> {
        let folder = self.folder.path();
        if is_root() {
            // PostgreSQL refuses to run as root.
            run(Command::new("chown").arg("postgres").arg(folder))?;
            run(Command::new("chmod").arg("755").arg(folder))?;
        }
        let mut init = self.postgres_command("initdb");
        init.arg("-D").arg(self.database_folder());
        init.args(["-U", "colloquy", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        run(&mut init)?;
        Ok(())
    }

    /// # Errors
    /// When it does not start.
    fn start_database(&self) -> anyhow::Result<()> {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=200",
            self.database_port,
            self.folder.path().display()
        );
        let mut start = self.postgres_command("pg_ctl");
        start.arg("-D").arg(self.database_folder());
        start.args(["-w", "-s", "-o", &options]);
        start
            .arg("-l")
            .arg(self.folder.path().join("postgres.log"))
            .arg("start");
        // The server would keep our ends of the pipes open.
        let status = start
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()?;
        anyhow::ensure!(status.success(), "PostgreSQL does not start");
        Ok(())
    }

    /// Ends PostgreSQL as a power cut would and lets it recover.
    ///
    /// # Errors
    /// When it does not come back.
    pub async fn restart_database(&self) -> anyhow::Result<()> {
        self.stop_database();
        let deadline = Instant::now() + RECOVERS_WITHIN;
        while let Err(error) = self.start_database() {
            if Instant::now() > deadline {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    fn stop_database(&self) {
        let mut stop = self.postgres_command("pg_ctl");
        stop.arg("-D")
            .arg(self.database_folder())
            .args(["-w", "-s", "-m", "immediate", "stop"]);
        let _stopped_already = stop.output();
    }

    fn database_folder(&self) -> PathBuf {
        self.folder.path().join("postgres")
    }

    fn postgres_command(&self, name: &str) -> Command {
        let program = self.postgres.join(name);
        if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        }
    }

    /// Starts Redis, empty.
    ///
    /// # Errors
    /// When it is not installed or does not answer.
    pub async fn start_redis(&mut self) -> anyhow::Result<()> {
        let mut command = Command::new("redis-server");
        let port = self.redis_port.to_string();
        command.args([
            "--port",
            &port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
        ]);
        command.arg(self.folder.path());
        self.redis = Some(Process::start(
            &mut command,
            &self.folder.path().join("redis.log"),
        )?);
        let deadline = Instant::now() + Duration::from_secs(10);
        while tokio::net::TcpStream::connect(("127.0.0.1", self.redis_port))
            .await
            .is_err()
        {
            anyhow::ensure!(Instant::now() < deadline, "Redis does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Ends Redis at once.
    pub fn kill_redis(&mut self) {
        self.redis = None;
    }

    /// Makes Redis forget everything.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn flush_redis(&self) -> anyhow::Result<()> {
        let answer = self.ask_redis("FLUSHALL").await?;
        anyhow::ensure!(answer == "+OK", "Redis does not flush: {answer}");
        Ok(())
    }

    /// The value of a key in Redis; none when it has none.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn redis_value(&self, key: &str) -> anyhow::Result<Option<String>> {
        let answer = self.ask_redis(&format!("GET {key}")).await?;
        // `$LENGTH`, and the value on a line of its own.
        Ok(answer.split_once("\r\n").map(|(_, value)| value.to_owned()))
    }

    /// What Redis answers to a command in its inline form, as long as it is short.
    async fn ask_redis(&self, command: &str) -> anyhow::Result<String> {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};

        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", self.redis_port)).await?;
        stream.write_all(format!("{command}\r\n").as_bytes()).await?;
        let mut answer = [0; 512];
        let length = stream.read(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer[..length]).trim_end().to_owned())
    }

    /// The handles of all letters that were written, on any node.
    #[must_use]
    pub fn letters(&self) -> std::collections::HashSet<String> {
        let folders = (0..self.nodes.len()).map(|number| {
            let node = self.folder.path().join(format!("node-{number}/data"));
            node.join("mail")
        });
        let files = folders
            .filter_map(|folder| std::fs::read_dir(folder).ok())
            .flatten();
        let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
        names
            .filter_map(|name| Some(name.strip_suffix(".eml")?.to_owned()))
            .collect()
    }

    /// What the database answers, a line for each row.
    ///
    /// # Errors
    /// When it does not.
    pub fn ask_database(&self, question: &str) -> anyhow::Result<String> {
        let mut psql = Command::new(self.postgres.join("psql"));
        let output = run(psql.args([&self.database_url(), "-qAtc", question]))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.nodes.clear();
        self.redis = None;
        self.stop_database();
    }
}

fn run(command: &mut Command) -> anyhow::Result<Output> {
    let output = command
        .output()
        .with_context(|| format!("{:?} does not start", command.get_program()))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(output)
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// Where Debian keeps PostgreSQL's programs, the newest first; else wherever `initdb` is found.
fn find_postgres() -> anyhow::Result<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|path| path.join("initdb").exists())
        .collect();
    found.sort();
    if let Some(newest) = found.pop() {
        return Ok(newest);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").exists())
        .context("PostgreSQL's initdb is not installed")
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The server's binary: beside this one unless it is named.
///
/// # Errors
/// When there is none.
pub fn binary(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => std::env::current_exe()?.with_file_name("colloquy"),
    };
    anyhow::ensure!(path.exists(), "{} is not built", path.display());
    Ok(path)
}
