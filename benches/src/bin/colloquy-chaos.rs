//! The binary `colloquy-chaos`: breaks a cluster again and again and looks whether anything was lost.

use std::{
    path::PathBuf,
    process::ExitCode,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use clap::Parser;
use colloquy_benches::chaos::{
    run::{Plan, run},
    stand::{Wishes, binary},
};

/// Starts nodes, PostgreSQL and Redis on this computer, lets things go wrong, and compares at the end what shoppers
/// saw with what the journal says. Ends with 1 when anything is not as it must be.
#[derive(Debug, Parser)]
#[command(name = "colloquy-chaos", version)]
struct Cli {
    /// Seconds in which things go wrong.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(5..=86_400))]
    seconds: u64,
    /// Reproduces the faults; drawn from the clock when it is not given.
    #[arg(long)]
    seed: Option<u64>,
    /// Shoppers at once.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    shoppers: u16,
    /// Nodes.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(2..=9))]
    nodes: u8,
    /// Milliseconds of a lease.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1_200..=60_000))]
    lease_ms: u64,
    /// A defect to have on purpose: the run must end with 1.
    #[arg(long)]
    mutation: Option<String>,
    /// The server's binary; the one beside this when it is not given.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Print the report as one JSON object.
    #[arg(long)]
    json: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    let drawn = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(1, |since| since.as_secs())
    };
    let plan = Plan {
        seed: cli.seed.unwrap_or_else(drawn),
        lasts: Duration::from_secs(cli.seconds),
        shoppers: cli.shoppers.into(),
        wishes: Wishes {
            binary: binary(cli.binary.as_deref())?,
            nodes: cli.nodes.into(),
            lease: Duration::from_millis(cli.lease_ms),
            mutation: cli.mutation,
            environment: Vec::new(),
        },
    };
    eprintln!("seed {}", plan.seed);
    let report = run(&plan).await?;
    match cli.json {
        true => println!("{}", serde_json::to_string(&report)?),
        false => print!("{report}"),
    }
    Ok(if report.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
