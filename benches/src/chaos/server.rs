//! Processes of a run: started, killed, held up, and ended when they are dropped.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::Value;

/// Starting in a development build on a busy computer takes its time; the first start learns the classifier.
const STARTS_WITHIN: Duration = Duration::from_secs(120);

/// A process that ends with its owner.
#[derive(Debug)]
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts a command; what it prints is appended to a file.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command, log: &Path) -> anyhow::Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("{:?} does not start", command.get_program()))?;
        Ok(Self { child })
    }

    /// Sends a signal by its name.
    ///
    /// # Errors
    /// When there is no such process any more.
    pub fn signal(&self, name: &str) -> anyhow::Result<()> {
        signal(self.child.id(), name)
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }

    /// Whether it runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until it ends by itself; kills it after the deadline.
    pub async fn end_within(&mut self, deadline: Duration) {
        let until = Instant::now() + deadline;
        while self.is_running() && Instant::now() < until {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.kill();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

fn signal(pid: u32, name: &str) -> anyhow::Result<()> {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &pid.to_string()])
        .status()?;
    anyhow::ensure!(sent.success(), "no process {pid} for SIG{name}");
    Ok(())
}

/// What `colloquy journal check` says.
#[derive(Clone, Debug, Deserialize)]
pub struct JournalCheck {
    /// Rows that are not as promised.
    pub violation_count: usize,
    /// The first of them.
    pub violations: Vec<Value>,
}

/// One node of a run.
#[derive(Debug)]
pub struct Node {
    /// Where it is started again.
    folder: PathBuf,
    binary: PathBuf,
    environment: Vec<(String, String)>,
    process: Option<Process>,
    /// The port that it keeps from its first start on.
    port: u16,
}

impl Node {
    /// A node that is not started yet.
    #[must_use]
    pub fn new(binary: &Path, folder: PathBuf, port: u16, environment: Vec<(String, String)>) -> Self {
        Self {
            folder,
            binary: binary.to_owned(),
            environment,
            process: None,
            port,
        }
    }

    /// `http://HOST:PORT`.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where its log is.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Starts it, with a clock that goes so many hours ahead, and waits until it accepts connections.
    ///
    /// # Errors
    /// When it ends or does not listen in time.
    pub async fn start(&mut self, hours_ahead: u64) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut command = Command::new(&self.binary);
        command
            .arg("--data")
            .arg(self.folder.join("data"))
            .args(["serve", "--listen", &format!("127.0.0.1:{}", self.port)])
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .env("COLLOQUY__TESTING__CLOCK_AHEAD_HOURS", hours_ahead.to_string());
        let log = self.log();
        let mut process = Process::start(&mut command, &log)?;
        let deadline = Instant::now() + STARTS_WITHIN;
        while tokio::net::TcpStream::connect(("127.0.0.1", self.port))
            .await
            .is_err()
        {
            if !process.is_running() {
                bail!("a node ended before it listened; see {}", log.display());
            }
            if Instant::now() > deadline {
                bail!("a node did not listen in time; see {}", log.display());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.process = Some(process);
        Ok(())
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// Asks it to stop and waits for it.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn stop(&mut self, deadline: Duration) -> anyhow::Result<()> {
        let mut process = self.process.take().context("the node does not run")?;
        process.signal("TERM")?;
        process.end_within(deadline).await;
        Ok(())
    }

    /// Has the program hold every row of the database against the journal's promises.
    ///
    /// # Errors
    /// When it cannot, other than by what it finds.
    pub fn check_journal(&self) -> anyhow::Result<JournalCheck> {
        let output = Command::new(&self.binary)
            .arg("--data")
            .arg(self.folder.join("data"))
            .args(["journal", "check", "--json"])
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .output()?;
        serde_json::from_slice(&output.stdout)
            .with_context(|| format!("journal check: {}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Sends a signal by its name.
    ///
    /// # Errors
    /// When it does not run.
    pub fn signal(&self, name: &str) -> anyhow::Result<()> {
        self.process
            .as_ref()
            .context("the node does not run")?
            .signal(name)
    }
}
