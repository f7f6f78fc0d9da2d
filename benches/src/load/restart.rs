//! A server started on what is there: how soon it answers, and how soon it has answered what waited.

use std::{
    net::TcpListener,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::Context;
use colloquy_engine::port::conversations::ConversationStore;

use super::{
    client::Client,
    process::{load_average, resident_kib},
    report::Restart,
    seed,
    target::Target,
};
use crate::{chaos::server::Process, texts::GREETING};

/// Between two looks at the port.
const LOOKS_EVERY: Duration = Duration::from_millis(1);
/// Between two looks at what waits.
const COUNTS_EVERY: Duration = Duration::from_millis(100);

/// What is started.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server's binary.
    pub binary: PathBuf,
    /// The data folder. `DATABASE_URL`, when it is set, names the database, as for the server itself.
    pub data: PathBuf,
    /// How long the server may take to listen, and to answer everything that waits.
    pub patience: Duration,
}

/// Starts the server, asks it something at once, and stops it again. What waited is answered afterwards: seed anew for
/// the next run.
///
/// # Errors
/// When the server does not start or does not answer.
pub async fn run(plan: &Plan) -> anyhow::Result<Restart> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let mut command = Command::new(&plan.binary);
    command
        .arg("--data")
        .arg(&plan.data)
        .args(["serve", "--listen", &address]);
    let log = plan.data.join("restart.log");
    // Read beside the server: it has its own connections.
    let store = seed::store_of(&plan.data).await?;
    let pending = store.count_unsettled().await?;
    let began = Instant::now();
    let mut process = Process::start(&mut command, &log)?;
    while tokio::net::TcpStream::connect(&address).await.is_err() {
        anyhow::ensure!(
            process.is_running() && began.elapsed() < plan.patience,
            "the server does not listen; see {}",
            log.display()
        );
        tokio::time::sleep(LOOKS_EVERY).await;
    }
    let listening = Instant::now();
    let target = Target::find(&format!("http://{address}"), None).await?;
    let answered = async {
        let mut client = Client::connect(&target, plan.patience).await?;
        client.say(GREETING, plan.patience).await?;
        Ok(listening.elapsed())
    };
    let to_first_answer = answered
        .await
        .map_err(|trouble: super::client::Trouble| anyhow::anyhow!("no answer: {}", trouble.name()))?;
    let to_nothing_pending = loop {
        let lasted = listening.elapsed();
        if store.count_unsettled().await? == 0 {
            break Some(lasted);
        }
        if lasted > plan.patience {
            break None;
        }
        tokio::time::sleep(COUNTS_EVERY).await;
    };
    let resident = resident_kib(process.id()).context("the server's memory")?;
    process.signal("TERM")?;
    process.end_within(plan.patience).await;
    Ok(Restart {
        pending,
        to_listening_ms: (listening - began).as_secs_f64() * 1e3,
        to_first_answer_ms: to_first_answer.as_secs_f64() * 1e3,
        to_nothing_pending_ms: to_nothing_pending.map(|after| after.as_secs_f64() * 1e3),
        resident_kib: resident,
        load_average: load_average(),
    })
}
