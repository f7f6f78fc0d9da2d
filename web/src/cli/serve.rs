//! `colloquy serve`.

use clap::Args;

use super::{Failure, Global, on_system};
use crate::lifecycle;

/// Flags of `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Where to accept connections; port 0 picks a free one.
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
    /// Loads the demo shop when the database is empty. On in the development profile.
    #[arg(long)]
    demo: bool,
}

pub(super) fn run(global: &Global, args: &ServeArgs) -> Result<(), Failure> {
    let listen = args.listen.clone().map(|listen| ("server.listen", listen));
    let setup = global.setup(listen.as_slice(), args.demo)?;
    Ok(on_system(lifecycle::serve(setup))?)
}
