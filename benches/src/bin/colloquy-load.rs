//! The binary `colloquy-load`: shoppers on sockets against a server on this computer.

use std::process::ExitCode;

use clap::Parser;
use colloquy_benches::load::command::Cli;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    Ok(if Cli::parse().run().await? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
