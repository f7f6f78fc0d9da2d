//! The listener.

use std::{num::NonZeroUsize, time::Duration};

use serde::{Deserialize, Serialize};

/// Where requests come in and how large they may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// `HOST:PORT`; port 0 picks a free one.
    pub listen: String,
    /// Addresses or networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// Bytes of a request body.
    pub request_max_body_bytes: NonZeroUsize,
    /// HTTP worker threads; 0 takes one for each core.
    pub workers: usize,
    /// Seconds that a stop waits for running turns.
    pub drain_seconds: u64,
}

impl ServerSettings {
    /// How long a stop waits for running turns.
    #[must_use]
    pub fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }

    /// HTTP worker threads, with one for each core where nothing is said.
    #[must_use]
    pub fn worker_count(&self) -> usize {
        or_cores(self.workers)
    }
}

/// A number of threads, with one for each core in place of 0.
pub(super) fn or_cores(threads: usize) -> usize {
    match threads {
        0 => std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
        said => said,
    }
}
