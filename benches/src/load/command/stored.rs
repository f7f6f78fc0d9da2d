//! What is measured on databases that hold much, and on nodes of the tool's own.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, Subcommand};

use super::{Server, print};
use crate::{
    chaos::stand::binary,
    load::{awake, nodes, restart, seed},
};

#[derive(Debug, Subcommand)]
pub(super) enum Stored {
    /// Fills a database with conversations, straight through the store. No server may run on it.
    Seed {
        #[command(flatten)]
        place: Place,
        /// Conversations.
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
        conversations: u32,
        /// Messages of each, eighty characters long, the last of them the answer.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(2..=1_000))]
        messages: u16,
        /// How many have all of them; the others have two, and are written many times as fast. All when it is not given.
        #[arg(long)]
        in_full: Option<u32>,
        /// How many conversations get one message more, which waits for its answer.
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(0..=100_000))]
        pending: u32,
    },
    /// Starts a server on what is there and measures its first answer.
    Restart {
        #[command(flatten)]
        place: Place,
        /// The server's binary; the one beside this when it is not given.
        #[arg(long)]
        binary: Option<PathBuf>,
        /// Seconds within which everything that waits has to be answered.
        #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=3_600))]
        timeout_seconds: u64,
    },
    /// Wakes stored conversations by a socket each and leaves them: what an awake conversation costs in memory.
    Awake {
        #[command(flatten)]
        server: Server,
        #[command(flatten)]
        place: Place,
        /// Conversations to wake, of those that `seed` has named.
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u16).range(100..=10_000))]
        conversations: u16,
        /// The server's process, to read its memory.
        #[arg(long)]
        pid: u32,
        /// Seconds that memory is left to settle before it is read.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=60))]
        settle_seconds: u64,
    },
    /// Starts nodes of its own with PostgreSQL and Redis and kills one of them under load.
    Nodes {
        /// The server's binary; the one beside this when it is not given.
        #[arg(long)]
        binary: Option<PathBuf>,
        /// Nodes.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(2..=9))]
        nodes: u8,
        /// Shoppers, spread over the nodes.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u16).range(2..=1_000))]
        sessions: u16,
        /// Messages a second of all shoppers together.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=5_000))]
        rate: u32,
        /// Milliseconds of a lease.
        #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1_200..=60_000))]
        lease_ms: u64,
        /// Seconds before the kill, and as many after it.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(2..=300))]
        window_seconds: u64,
    },
}

#[derive(Debug, Args)]
pub(super) struct Place {
    /// The server's data folder. `DATABASE_URL`, when it is set, names the database, as for the server.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Where `seed` names the first sessions; in the data folder when it is not given.
    #[arg(long)]
    sessions: Option<PathBuf>,
}

impl Place {
    fn sessions(&self) -> PathBuf {
        let named = self.sessions.as_deref().map(Path::to_owned);
        named.unwrap_or_else(|| self.data.join("seeded-sessions"))
    }
}

impl Stored {
    pub(super) async fn run(self, json: bool) -> anyhow::Result<bool> {
        match self {
            Self::Seed {
                place,
                conversations,
                messages,
                in_full,
                pending,
            } => {
                let plan = seed::Plan {
                    sessions: place.sessions(),
                    data: place.data,
                    conversations: usize::try_from(conversations)?,
                    messages: messages.into(),
                    in_full: usize::try_from(in_full.unwrap_or(conversations))?,
                    pending: usize::try_from(pending)?,
                };
                print(&seed::run(&plan).await?, json)?;
                Ok(true)
            }
            Self::Restart {
                place,
                binary: named,
                timeout_seconds,
            } => {
                let plan = restart::Plan {
                    binary: binary(named.as_deref())?,
                    data: place.data,
                    patience: Duration::from_secs(timeout_seconds),
                };
                let report = restart::run(&plan).await?;
                print(&report, json)?;
                Ok(report.to_nothing_pending_ms.is_some())
            }
            Self::Awake {
                server,
                place,
                conversations,
                pid,
                settle_seconds,
            } => {
                let plan = awake::Plan {
                    sessions: awake::sessions(&place.sessions(), conversations.into())?,
                    pid,
                    settle: Duration::from_secs(settle_seconds),
                    patience: Duration::from_secs(30),
                };
                let report = awake::run(&server.find().await?, &plan).await?;
                print(&report, json)?;
                Ok(report.awake >= report.conversations as u64)
            }
            Self::Nodes {
                binary: named,
                nodes,
                sessions,
                rate,
                lease_ms,
                window_seconds,
            } => {
                let plan = nodes::Plan {
                    binary: binary(named.as_deref())?,
                    nodes: nodes.into(),
                    sessions: sessions.into(),
                    rate,
                    lease: Duration::from_millis(lease_ms),
                    window: Duration::from_secs(window_seconds),
                    patience: Duration::from_secs(30),
                };
                let report = nodes::run(&plan).await?;
                print(&report, json)?;
                Ok(report.is_clean())
            }
        }
    }
}
