//! The binary `colloquy`.

use std::process::ExitCode;

/// A turn makes many small values on one thread and drops them on another: measured, the allocator of the C library
/// takes a tenth of a turn for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // First of all: whoever makes a secure connection asks for it.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    colloquy_web::cli::run()
}
