//! Log lines, to stderr: for people on a terminal, one JSON object a line otherwise.

mod json;

use std::io::{self, IsTerminal};

use colloquy_config::settings::log::{LogFormat, LogSettings};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use self::json::JsonLines;

/// Sends log lines of this process to stderr from now on.
///
/// # Errors
/// When the filter of the settings is none. A process whose lines go elsewhere already keeps that.
pub fn start(settings: &LogSettings) -> Result<(), String> {
    let filter =
        EnvFilter::try_new(&settings.level).map_err(|error| format!("setting \"log.level\": {error}"))?;
    // It writes whole replies of a model into its error lines; what matters of them is told by our own client.
    let filter = match "async_openai=off".parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    };
    let registry = tracing_subscriber::registry().with(filter);
    let pretty = match settings.format {
        LogFormat::Pretty => true,
        LogFormat::Json => false,
        LogFormat::Auto => io::stderr().is_terminal(),
    };
    let started = if pretty {
        registry
            .with(fmt::layer().with_writer(io::stderr).with_target(false))
            .try_init()
    } else {
        registry
            .with(fmt::layer().with_writer(io::stderr).event_format(JsonLines))
            .try_init()
    };
    // A test that started it before keeps its own.
    let _started_before = started;
    Ok(())
}
