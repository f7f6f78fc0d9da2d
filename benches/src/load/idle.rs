//! Shoppers who have the page open and say nothing: what each of them costs in memory.

use std::{collections::BTreeMap, time::Duration};

use futures::future::join_all;
use tokio_util::sync::CancellationToken;

use super::{
    client::{Client, Trouble},
    process::{load_average, resident_kib},
    ramp,
    report::Idle,
    target::Target,
};

/// Sockets that are opened and closed first, so that what a server allocates once is not counted as a session's.
const WARM_UP: usize = 16;

/// What is measured.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Shoppers at once.
    pub sessions: usize,
    /// The server's process.
    pub pid: u32,
    /// What each of them says once before falling silent; none says nothing at all.
    pub greeting: Option<&'static str>,
    /// How long memory is left to settle before it is read.
    pub settle: Duration,
    /// How long a shopper waits for a connection or an answer.
    pub patience: Duration,
}

/// Opens the sessions, reads the server's memory around them, and closes them.
///
/// # Errors
/// When there is no such process, or too few files are allowed.
pub async fn run(target: &Target, plan: &Plan) -> anyhow::Result<Idle> {
    let mut errors = BTreeMap::new();
    let warm = open(target, plan, WARM_UP.min(plan.sessions), &mut BTreeMap::new()).await?;
    close(warm, plan).await;
    tokio::time::sleep(plan.settle).await;
    let before = resident_kib(plan.pid)?;
    let clients = open(target, plan, plan.sessions, &mut errors).await?;
    let sessions = clients.len();
    let silent = CancellationToken::new();
    let staying: Vec<_> = clients
        .into_iter()
        .map(|mut client| {
            let silent = silent.clone();
            tokio::spawn(async move {
                let stayed = client.stay(silent.cancelled_owned()).await;
                (client, stayed)
            })
        })
        .collect();
    tokio::time::sleep(plan.settle).await;
    let with_sessions = resident_kib(plan.pid)?;
    silent.cancel();
    let mut left = Vec::with_capacity(sessions);
    for stayed in join_all(staying).await {
        let (client, stayed) = stayed?;
        if let Err(trouble) = stayed {
            count(&mut errors, &trouble);
        }
        left.push(client);
    }
    close(left, plan).await;
    tokio::time::sleep(plan.settle).await;
    let after = resident_kib(plan.pid)?;
    let grown = with_sessions as f64 - before as f64;
    Ok(Idle {
        sessions,
        before_kib: before,
        with_sessions_kib: with_sessions,
        after_close_kib: after,
        kib_per_session: grown / sessions.max(1) as f64,
        errors,
        load_average: load_average(),
    })
}

async fn open(
    target: &Target,
    plan: &Plan,
    sessions: usize,
    errors: &mut BTreeMap<String, usize>,
) -> anyhow::Result<Vec<Client>> {
    let (mut clients, refused) = ramp::connect(target, sessions, plan.patience).await?;
    for (trouble, times) in refused {
        *errors.entry(trouble).or_default() += times;
    }
    if let Some(greeting) = plan.greeting {
        for client in &mut clients {
            if let Err(trouble) = client.say(greeting, plan.patience).await {
                count(errors, &trouble);
            }
        }
    }
    Ok(clients)
}

async fn close(clients: Vec<Client>, plan: &Plan) {
    join_all(clients.into_iter().map(|client| client.close(plan.settle))).await;
}

fn count(errors: &mut BTreeMap<String, usize>, trouble: &Trouble) {
    *errors.entry(trouble.name()).or_default() += 1;
}
