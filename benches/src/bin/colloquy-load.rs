//! The binary `colloquy-load`: shoppers on sockets against a server on this computer.

use std::{process::ExitCode, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use colloquy_benches::{
    load::{closed, echo::Echo, idle, target::Target},
    texts,
};
use serde::Serialize;

/// Puts load on a Colloquy server on this computer and measures how it holds up.
#[derive(Debug, Parser)]
#[command(name = "colloquy-load", version)]
struct Cli {
    #[command(subcommand)]
    mode: Mode,
    /// Print the report as one JSON object.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Mode {
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

impl Talk {
    fn plan(&self, pid: Option<u32>, has_transcripts: bool) -> closed::Plan {
        closed::Plan {
            sessions: self.sessions.into(),
            messages: self.messages.into(),
            texts: match self.texts {
                Texts::Mixed => &texts::MIXED,
                Texts::Round => &texts::ROUND,
            },
            patience: Duration::from_secs(self.timeout_seconds),
            limit: Duration::from_secs(self.limit_seconds),
            pid,
            has_transcripts,
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let Cli { mode, json } = Cli::parse();
    let is_clean = match mode {
        Mode::Closed { server, talk, pid } => {
            let target = Target::find(&server.url, server.key).await?;
            let report = closed::run(&target, &talk.plan(pid, true)).await?;
            print(&report, json)?;
            report.is_clean()
        }
        Mode::Floor { talk } => {
            let echo = Echo::start().await?;
            let report = closed::run(&echo.target(), &talk.plan(None, false)).await?;
            print(&report, json)?;
            report.is_clean()
        }
        Mode::Idle {
            server,
            sessions,
            pid,
            spoken,
            settle_seconds,
        } => {
            let target = Target::find(&server.url, server.key).await?;
            let plan = idle::Plan {
                sessions: sessions.into(),
                pid,
                greeting: spoken.then_some(texts::GREETING),
                settle: Duration::from_secs(settle_seconds),
                patience: Duration::from_secs(30),
            };
            let report = idle::run(&target, &plan).await?;
            print(&report, json)?;
            report.errors.is_empty()
        }
    };
    Ok(if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print<R: Serialize + std::fmt::Display>(report: &R, json: bool) -> anyhow::Result<()> {
    match json {
        true => println!("{}", serde_json::to_string(report)?),
        false => print!("{report}"),
    }
    Ok(())
}
