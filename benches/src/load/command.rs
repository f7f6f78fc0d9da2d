//! What `colloquy-load` can be told: every number has its bounds.

mod stored;

use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;

use self::stored::Stored;
use super::{closed, echo::Echo, fair, idle, open, report::WithFloor, target::Target};
use crate::texts;

/// Puts load on a Colloquy server on this computer and measures how it holds up.
#[derive(Debug, Parser)]
#[command(name = "colloquy-load", version)]
pub struct Cli {
    #[command(subcommand)]
    mode: Mode,
    /// Print the report as one JSON object.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Mode {
    #[command(flatten)]
    Stored(Stored),
    #[command(flatten)]
    Served(Served),
}

/// What is asked of a server that runs and is new.
#[derive(Debug, Subcommand)]
enum Served {
    /// Every shopper says something, waits for the answer, and goes on.
    Closed {
        #[command(flatten)]
        server: Server,
        #[command(flatten)]
        talk: Talk,
        /// The server's process, to read its processor time.
        #[arg(long)]
        pid: Option<u32>,
    },
    /// The closed loop against a server in this process that only echoes: what sockets and load generator cost.
    Floor {
        #[command(flatten)]
        talk: Talk,
    },
    /// Messages at a set rate, answered or not; time is counted from when each was meant to be sent.
    Open {
        #[command(flatten)]
        server: Server,
        #[command(flatten)]
        pace: Pace,
        /// Seconds for which the same is measured against an echo first; 0 leaves it out.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=600))]
        floor_seconds: u64,
    },
    /// What the others notice of one shopper who floods: an open loop without and with a flood.
    Fair {
        #[command(flatten)]
        server: Server,
        #[command(flatten)]
        pace: Pace,
        /// Messages a second of the one who floods.
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=20_000))]
        flood: u32,
    },
    /// Shoppers who connect and say nothing: what each of them costs the server in memory.
    Idle {
        #[command(flatten)]
        server: Server,
        /// Shoppers at once.
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u16).range(1..=10_000))]
        sessions: u16,
        /// The server's process, to read its memory.
        #[arg(long)]
        pid: u32,
        /// Have each of them greet once, so that there is a conversation behind every socket.
        #[arg(long)]
        spoken: bool,
        /// Seconds that memory is left to settle before it is read.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=60))]
        settle_seconds: u64,
    },
}

#[derive(Debug, Args)]
struct Server {
    /// Where the server listens; loopback addresses only.
    #[arg(long, default_value = "http://127.0.0.1:8000")]
    url: String,
    /// The shop's widget key. Without one the host decides, as it does in the development profile.
    #[arg(long)]
    key: Option<String>,
}

impl Server {
    async fn find(self) -> anyhow::Result<Target> {
        Target::find(&self.url, self.key).await
    }
}

#[derive(Debug, Args)]
struct Pace {
    /// Messages a second of all shoppers together.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    rate: u32,
    /// Shoppers at once.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    sessions: u16,
    /// Seconds in which messages are begun.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// What they say.
    #[arg(long, value_enum, default_value_t = Texts::Mixed)]
    texts: Texts,
    /// Seconds to wait for a connection, for the last answers, or for a transcript.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=120))]
    timeout_seconds: u64,
    /// The server's process, to read its processor time.
    #[arg(long)]
    pid: Option<u32>,
}

impl Pace {
    fn plan(&self) -> open::Plan {
        open::Plan {
            rate: self.rate,
            sessions: self.sessions.into(),
            lasts: Duration::from_secs(self.seconds),
            texts: self.texts.texts(),
            patience: Duration::from_secs(self.timeout_seconds),
            pid: self.pid,
            has_transcripts: true,
        }
    }
}

#[derive(Debug, Args)]
struct Talk {
    /// Shoppers at once.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    sessions: u16,
    /// Messages of each. A transcript holds 5,000, answers and drafts included.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=2_000))]
    messages: u16,
    /// What they say.
    #[arg(long, value_enum, default_value_t = Texts::Mixed)]
    texts: Texts,
    /// Seconds after which no shopper begins another message.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=900))]
    limit_seconds: u64,
    /// Seconds to wait for a connection, an answer or a transcript.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=120))]
    timeout_seconds: u64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Texts {
    /// Fifty messages of every kind.
    Mixed,
    /// Eight that leave the conversation as it was.
    Round,
}

impl Texts {
    fn texts(self) -> &'static [&'static str] {
        match self {
            Self::Mixed => &texts::MIXED,
            Self::Round => &texts::ROUND,
        }
    }
}

impl Talk {
    fn plan(&self, pid: Option<u32>, has_transcripts: bool) -> closed::Plan {
        closed::Plan {
            sessions: self.sessions.into(),
            messages: self.messages.into(),
            texts: self.texts.texts(),
            patience: Duration::from_secs(self.timeout_seconds),
            limit: Duration::from_secs(self.limit_seconds),
            pid,
            has_transcripts,
        }
    }
}

impl Cli {
    /// Does what was asked for and prints what was found. Answers whether nothing was lost, repeated or refused.
    ///
    /// # Errors
    /// When there can be no such run.
    pub async fn run(self) -> anyhow::Result<bool> {
        match self.mode {
            Mode::Stored(mode) => mode.run(self.json).await,
            Mode::Served(mode) => mode.run(self.json).await,
        }
    }
}

impl Served {
    async fn run(self, json: bool) -> anyhow::Result<bool> {
        match self {
            Self::Closed { server, talk, pid } => {
                let report = closed::run(&server.find().await?, &talk.plan(pid, true)).await?;
                print(&report, json)?;
                Ok(report.is_clean())
            }
            Self::Floor { talk } => {
                let echo = Echo::start().await?;
                let report = closed::run(&echo.target(), &talk.plan(None, false)).await?;
                print(&report, json)?;
                Ok(report.is_clean())
            }
            Self::Open {
                server,
                pace,
                floor_seconds,
            } => {
                let target = server.find().await?;
                let report = with_floor(&target, &pace.plan(), Duration::from_secs(floor_seconds)).await?;
                print(&report, json)?;
                Ok(report.server.is_clean())
            }
            Self::Fair { server, pace, flood } => {
                let report = fair::run(&server.find().await?, &pace.plan(), flood).await?;
                print(&report, json)?;
                Ok(report.is_clean())
            }
            Self::Idle {
                server,
                sessions,
                pid,
                spoken,
                settle_seconds,
            } => {
                let plan = idle::Plan {
                    sessions: sessions.into(),
                    pid,
                    greeting: spoken.then_some(texts::GREETING),
                    settle: Duration::from_secs(settle_seconds),
                    patience: Duration::from_secs(30),
                };
                let report = idle::run(&server.find().await?, &plan).await?;
                print(&report, json)?;
                Ok(report.errors.is_empty())
            }
        }
    }
}

async fn with_floor(target: &Target, plan: &open::Plan, floor: Duration) -> anyhow::Result<WithFloor> {
    let floor = match floor.is_zero() {
        true => None,
        false => {
            let echo = Echo::start().await?;
            let plan = open::Plan {
                lasts: floor,
                pid: None,
                has_transcripts: false,
                ..plan.clone()
            };
            Some(open::run(&echo.target(), &plan).await?)
        }
    };
    let server = open::run(target, plan).await?;
    Ok(WithFloor { floor, server })
}

fn print<R: Serialize + std::fmt::Display>(report: &R, json: bool) -> anyhow::Result<()> {
    match json {
        true => println!("{}", serde_json::to_string(report)?),
        false => print!("{report}"),
    }
    Ok(())
}
