//! Starts the real binary in a temporary folder and stops it again.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use sqlx::Connection;
use tempfile::TempDir;

use crate::{
    databases::{CONNECTIONS, Database},
    learnt,
    operator::Operator,
    shopper::Shopper,
};

/// Starting trains the classifier and seeds the shop; on a busy machine that takes its time.
const STARTS_WITHIN: Duration = Duration::from_secs(120);

/// The password of the demo staff in tests.
pub(crate) const PASSWORD: &str = "a password for tests only";

/// How a server is started.
pub(crate) struct Builder {
    environment: Vec<(String, String)>,
    folder: Option<TempDir>,
    database: Option<Database>,
}

impl Builder {
    /// Sets a variable of the server's environment.
    pub(crate) fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The profile of a system in service, with the demo shop in it all the same.
    pub(crate) fn in_service(self) -> Self {
        self.with_variable("COLLOQUY_PROFILE", "production")
            .with_variable("COLLOQUY_SECRET", "a secret of forty characters, for tests.")
    }

    /// Overrides a setting: `COLLOQUY__SECTION__KEY`.
    pub(crate) fn with(self, key: &str, value: &str) -> Self {
        let name = format!("COLLOQUY__{}", key.to_uppercase().replace('.', "__"));
        self.with_variable(&name, value)
    }

    pub(crate) fn with_faults(self) -> Self {
        self.with("testing.fault_injection", "true")
    }

    pub(crate) async fn start(self) -> Server {
        let folder = self
            .folder
            .unwrap_or_else(|| tempfile::tempdir().expect("a temporary folder"));
        let database = match self.database {
            Some(database) => Some(database),
            None => Database::of_test().await,
        };
        let mut environment = self.environment;
        if let Some(database) = &database {
            environment.push(("DATABASE_URL".to_owned(), database.url()));
        }
        let data = folder.path().join("data");
        learnt::lend(&data).expect("the data folder can be written");
        let child = spawn(folder.path(), &environment);
        let mut server = Server {
            base: String::new(),
            child: Some(child),
            folder: Some(folder),
            environment,
            database,
            http: http_client(),
        };
        server.base = server.wait_for_address().await;
        learnt::keep(&data).expect("the data folder can be read");
        server
    }
}

/// A running server. Killed when it is dropped.
pub(crate) struct Server {
    pub(crate) base: String,
    child: Option<Child>,
    folder: Option<TempDir>,
    environment: Vec<(String, String)>,
    /// Dropped after the process that works on it has ended.
    database: Option<Database>,
    pub(crate) http: reqwest::Client,
}

impl Server {
    pub(crate) fn builder() -> Builder {
        // Tests ask more often in a minute than any shopper does.
        let limits = [
            ("rate_limit.anonymous_per_minute", "1000000"),
            ("rate_limit.authenticated_per_minute", "1000000"),
            ("database.postgres_connections", CONNECTIONS),
        ];
        limits.iter().fold(
            Builder {
                environment: Vec::new(),
                folder: None,
                database: None,
            },
            |builder, (key, value)| builder.with(key, value),
        )
    }

    pub(crate) async fn start() -> Self {
        Self::builder().start().await
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder
            .as_ref()
            .expect("a server keeps its folder until it is restarted")
            .path()
    }

    /// Where the PostgreSQL behind this server is; none when it keeps its data in its folder.
    pub(crate) fn database_url(&self) -> Option<String> {
        self.database.as_ref().map(Database::url)
    }

    /// Ends the process at once, as a power cut would, and starts another on the same folder.
    pub(crate) async fn kill_and_restart(self) -> Self {
        self.kill_and_restart_after(|_folder| {}).await
    }

    /// The same, with something done to the folder in between.
    pub(crate) async fn kill_and_restart_after(mut self, meanwhile: impl FnOnce(&Path)) -> Self {
        self.kill();
        meanwhile(self.folder());
        self.builder_again().start().await
    }

    /// Ends the process as an operator would and starts another on the same folder with one more setting.
    pub(crate) async fn restart_with(mut self, key: &str, value: &str) -> Self {
        assert_eq!(self.terminate(), Some(0));
        self.builder_again().with(key, value).start().await
    }

    /// Ends the process as an operator would and starts another on the same folder with other variables.
    pub(crate) async fn restart_with_variables(mut self, variables: &[(&str, &str)]) -> Self {
        assert_eq!(self.terminate(), Some(0));
        let builder = self.builder_again();
        let with = |builder: Builder, (name, value): &(&str, &str)| builder.with_variable(name, value);
        variables.iter().fold(builder, with).start().await
    }

    /// The one text that a statement finds in the database behind this server.
    pub(crate) async fn stored_text(&self, statement: &'static str) -> String {
        match self.database_url() {
            Some(url) => {
                let mut connection = sqlx::PgConnection::connect(&url)
                    .await
                    .expect("PostgreSQL answers");
                sqlx::query_scalar(statement)
                    .fetch_one(&mut connection)
                    .await
                    .expect("a row")
            }
            None => {
                let file = format!("sqlite:{}", self.folder().join("data/colloquy.db").display());
                let mut connection = sqlx::SqliteConnection::connect(&file)
                    .await
                    .expect("the file opens");
                sqlx::query_scalar(statement)
                    .fetch_one(&mut connection)
                    .await
                    .expect("a row")
            }
        }
    }

    /// The same place once more: folder, database and settings.
    fn builder_again(&mut self) -> Builder {
        Builder {
            environment: std::mem::take(&mut self.environment),
            folder: self.folder.take(),
            database: self.database.take(),
        }
    }

    /// Runs a command of the binary on the folder and database of this server. Answers its output and exit code.
    pub(crate) fn run(&self, arguments: &[&str]) -> (String, Option<i32>) {
        let output = command(self.folder(), &self.environment)
            .args(arguments)
            .output()
            .expect("the binary runs");
        let said = String::from_utf8(output.stdout).expect("text");
        (said, output.status.code())
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("the process can be killed");
            child.wait().expect("the process ends");
        }
        // A killed process leaves its address behind; the next one is waited for by its own.
        let _absent = std::fs::remove_file(self.folder().join("data/address"));
    }

    /// Sends a signal by its name, such as `STOP`.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.as_ref().expect("the process runs").id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Asks the process to end and waits for it. Answers its exit code.
    pub(crate) fn terminate(&mut self) -> Option<i32> {
        let mut child = self.child.take()?;
        let pid = child.id().to_string();
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .expect("kill runs");
        child.wait().expect("the process ends").code()
    }

    pub(crate) async fn shopper(&self) -> Shopper {
        Shopper::connect(self, None).await
    }

    pub(crate) async fn operator(&self) -> Operator {
        Operator::sign_in(self, "operator@demo.local", PASSWORD).await
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        let response = self
            .http
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .expect("the server answers");
        answer(response).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let request = self.http.post(format!("{}{path}", self.base)).json(&body);
        answer(request.send().await.expect("the server answers")).await
    }

    pub(crate) fn websocket(&self, path: &str) -> String {
        format!("{}{path}", self.base.replacen("http", "ws", 1))
    }

    async fn wait_for_address(&mut self) -> String {
        let path = self.folder().join("data/address");
        let deadline = Instant::now() + STARTS_WITHIN;
        loop {
            if let Ok(address) = std::fs::read_to_string(&path)
                && !address.trim().is_empty()
            {
                return address.trim().to_owned();
            }
            if let Some(child) = &mut self.child
                && let Some(status) = child.try_wait().expect("the process can be asked")
            {
                panic!(
                    "the server ended before it listened: {status}\n{}",
                    log(self.folder())
                );
            }
            assert!(
                Instant::now() < deadline,
                "the server did not listen in time\n{}",
                log(self.folder())
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // Nothing is to be kept of a test's server.
            let _killed = child.kill();
            let _waited = child.wait();
        }
    }
}

/// Polls until a condition holds.
pub(crate) async fn until<T, F>(what: &str, mut check: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(value) = check().await {
            return value;
        }
        assert!(Instant::now() < deadline, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub(crate) async fn answer(response: reqwest::Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.expect("a body");
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

fn http_client() -> reqwest::Client {
    // A second installation by another test of this process changes nothing.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .build()
        .expect("a client")
}

fn spawn(folder: &Path, environment: &[(String, String)]) -> Child {
    let log = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(log_path(folder))
        .expect("a log file");
    let mut command = command(folder, environment);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--demo"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log);
    command.spawn().expect("the binary starts")
}

fn command(folder: &Path, environment: &[(String, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_colloquy"));
    command
        .arg("--data")
        .arg(folder.join("data"))
        .env_remove("DATABASE_URL")
        .env_remove("REDIS_URL")
        .env_remove("OPENAI_API_KEY")
        .env_remove("OPENAI_BASE_URL")
        .env_remove("ANTHROPIC_API_KEY")
        .env("COLLOQUY_DEMO_PASSWORD", PASSWORD)
        // Hundreds of servers are started, for a few messages each.
        .env("COLLOQUY__ACTORS__REHEARSAL_MS", "0")
        .envs(
            environment
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
    command
}

fn log_path(folder: &Path) -> PathBuf {
    folder.join("log")
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(log_path(folder)).unwrap_or_default()
}
