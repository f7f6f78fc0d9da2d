//! Many shoppers connect, a few at a time, so that the ramp itself is no stampede.

use std::{collections::BTreeMap, time::Duration};

use futures::future::join_all;

use super::{client::Client, process::open_files_limit, target::Target};

/// Sockets that are opened together.
const BATCH: usize = 32;
/// Between two batches.
const PAUSE: Duration = Duration::from_millis(20);
/// Files that a process has open beside its sockets.
const OTHER_FILES: usize = 64;

/// Those who connected, and how often others did not, by what kept them.
pub type Connected = (Vec<Client>, BTreeMap<String, usize>);

/// Connects so many shoppers.
///
/// # Errors
/// When this process may not have so many sockets.
pub async fn connect(target: &Target, sessions: usize, patience: Duration) -> anyhow::Result<Connected> {
    if let Some(limit) = open_files_limit() {
        let needed = sessions + OTHER_FILES;
        anyhow::ensure!(
            needed <= limit,
            "{sessions} sessions need {needed} open files, allowed are {limit}: ulimit -n"
        );
    }
    let (mut clients, mut errors) = (Vec::with_capacity(sessions), BTreeMap::new());
    let mut tried = 0;
    while tried < sessions {
        let batch = BATCH.min(sessions - tried);
        for connected in join_all((0..batch).map(|_| Client::connect(target, patience))).await {
            match connected {
                Ok(client) => clients.push(client),
                Err(trouble) => *errors.entry(format!("connect: {}", trouble.name())).or_default() += 1,
            }
        }
        tried += batch;
        tokio::time::sleep(PAUSE).await;
    }
    Ok((clients, errors))
}
