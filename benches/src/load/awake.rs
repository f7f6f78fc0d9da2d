//! Conversations that were woken and have nobody watching: what each of them costs in memory.

use std::{path::Path, time::Duration};

use anyhow::Context;
use futures::future::join_all;

use super::{
    client::Client,
    figure::figure,
    latency::Latency,
    process::{load_average, resident_kib},
    report::Awake,
    target::Target,
};

/// Sockets that are open at once.
const AT_ONCE: usize = 32;
/// Of so many conversations one is measured, and those before it are woken first: what a server allocates once, above
/// all SQLite's caches of pages, is not counted as theirs.
const WARM_UP: usize = 2;

/// What is measured.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Sessions whose conversations are stored.
    pub sessions: Vec<String>,
    /// The server's process.
    pub pid: u32,
    /// How long memory is left to settle before it is read.
    pub settle: Duration,
    /// How long a shopper waits for a connection.
    pub patience: Duration,
}

/// Reads the file that [`super::seed`] has written, at most so many lines of it.
///
/// # Errors
/// When it cannot be read.
pub fn sessions(file: &Path, at_most: usize) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.take(at_most).map(str::to_owned).collect())
}

/// Opens a socket of each session, which wakes its conversation, and closes it again. The conversations stay awake for
/// as long as the server's settings say: set `conversation.passivate_after_seconds` well above the time of a run.
///
/// # Errors
/// When a socket is refused, or there are fewer sessions than the warm-up takes, or no such process.
pub async fn run(target: &Target, plan: &Plan) -> anyhow::Result<Awake> {
    anyhow::ensure!(
        plan.sessions.len() >= WARM_UP,
        "{} sessions; the first half only warms the server up",
        plan.sessions.len()
    );
    let (warm_up, measured) = plan
        .sessions
        .split_at(plan.sessions.len() - plan.sessions.len() / WARM_UP);
    wake(target, warm_up, plan.patience).await?;
    tokio::time::sleep(plan.settle).await;
    let before = resident_kib(plan.pid)?;
    let took = wake(target, measured, plan.patience).await?;
    tokio::time::sleep(plan.settle).await;
    let after = resident_kib(plan.pid)?;
    let awake = figure(target, "colloquy_conversations_awake").await?;
    let grown = (after as f64 - before as f64) * 1_024.0;
    Ok(Awake {
        conversations: measured.len(),
        awake,
        to_session: Latency::of(took),
        before_kib: before,
        with_them_kib: after,
        bytes_each: grown / measured.len().max(1) as f64,
        load_average: load_average(),
    })
}

async fn wake(target: &Target, sessions: &[String], patience: Duration) -> anyhow::Result<Vec<Duration>> {
    let mut took = Vec::with_capacity(sessions.len());
    for some in sessions.chunks(AT_ONCE) {
        let visits = some.iter().map(|session| async move {
            let began = std::time::Instant::now();
            let client = Client::connect_as(target, Some(session), patience).await;
            let client = client.map_err(|trouble| anyhow::anyhow!("a session: {}", trouble.name()))?;
            let took = began.elapsed();
            // A session that the server does not know is given another one.
            anyhow::ensure!(client.heard().session == *session, "a session is not known");
            client.close(patience).await;
            Ok(took)
        });
        for visited in join_all(visits).await {
            took.push(visited?);
        }
    }
    Ok(took)
}
