//! The binary `colloquy`.

use std::process::ExitCode;

fn main() -> ExitCode {
    colloquy_web::cli::run()
}
