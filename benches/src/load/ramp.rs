//! Many shoppers connect, a few at a time, so that the ramp itself is no stampede.

use std::time::Duration;

use futures::future::join_all;

use super::{
    client::{Client, Trouble},
    process::open_files_limit,
    target::Target,
};

/// Sockets that are opened together.
const BATCH: usize = 32;
/// Between two batches.
const PAUSE: Duration = Duration::from_millis(20);
/// Files that a process has open beside its sockets.
const OTHER_FILES: usize = 64;

/// Connects so many shoppers. A shopper who cannot connect is answered as trouble, in its place.
///
/// # Errors
/// When this process may not have so many sockets.
pub async fn connect(
    target: &Target,
    sessions: usize,
    patience: Duration,
) -> anyhow::Result<Vec<Result<Client, Trouble>>> {
    if let Some(limit) = open_files_limit() {
        let needed = sessions + OTHER_FILES;
        anyhow::ensure!(
            needed <= limit,
            "{sessions} sessions need {needed} open files, allowed are {limit}: ulimit -n"
        );
    }
    let mut clients = Vec::with_capacity(sessions);
    while clients.len() < sessions {
        let batch = BATCH.min(sessions - clients.len());
        clients.extend(join_all((0..batch).map(|_| Client::connect(target, patience))).await);
        tokio::time::sleep(PAUSE).await;
    }
    Ok(clients)
}
