//! Why an operator's socket ends, by the contract's close codes.

use actix_ws::{CloseCode, CloseReason};

/// The end of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goodbye {
    /// The server restarts.
    Restarting,
    /// No token came, it is not good, or it is not good any more.
    Unauthorized(&'static str),
    /// A frame is too large.
    TooLarge,
    /// Nothing was heard for too long.
    Silent,
    /// The client does not read.
    SlowReader,
    /// The client went, or said goodbye.
    Left,
}

impl Goodbye {
    /// What the close frame says.
    pub(super) fn reason(self) -> CloseReason {
        let (code, description) = match self {
            Self::Restarting => (CloseCode::Restart, "restarting"),
            Self::Unauthorized(why) => (CloseCode::Policy, why),
            Self::TooLarge => (CloseCode::Size, "frame too large"),
            Self::Silent => (CloseCode::Other(4408), "heartbeat"),
            Self::SlowReader => (CloseCode::Other(4409), "slow reader"),
            Self::Left => (CloseCode::Normal, ""),
        };
        CloseReason {
            code,
            description: Some(description.to_owned()),
        }
    }

    /// The label of the metric.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Restarting => "restarting",
            Self::Unauthorized(_) => "unauthorized",
            Self::TooLarge => "too_large",
            Self::Silent => "heartbeat",
            Self::SlowReader => "slow_reader",
            Self::Left => "left",
        }
    }
}
