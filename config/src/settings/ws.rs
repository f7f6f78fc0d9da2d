//! Sockets.

use std::{
    num::{NonZeroU64, NonZeroUsize},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Heartbeat, origins and bounds of sockets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WsSettings {
    /// Seconds between pings.
    pub heartbeat_interval_seconds: NonZeroU64,
    /// Seconds of silence after which a socket is closed.
    pub heartbeat_timeout_seconds: NonZeroU64,
    /// Origins that may open a socket besides the own host.
    pub allowed_origins: Vec<String>,
    /// Bytes of one frame.
    pub max_frame_bytes: NonZeroUsize,
    /// Numbered messages that a resume plays back.
    pub resume_limit: NonZeroUsize,
    /// Frames of one socket that are taken and not yet acknowledged.
    pub max_in_flight: NonZeroUsize,
}

impl WsSettings {
    /// The time between pings.
    #[must_use]
    pub fn heartbeat_interval(&self) -> Duration {
        Duration::from_secs(self.heartbeat_interval_seconds.get())
    }

    /// The silence after which a socket is closed.
    #[must_use]
    pub fn heartbeat_timeout(&self) -> Duration {
        Duration::from_secs(self.heartbeat_timeout_seconds.get())
    }
}
