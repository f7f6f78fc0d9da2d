//! The writing half of a socket: every write has a deadline, and a reader that makes no progress is closed.

use std::time::Duration;

use actix_ws::{CloseCode, CloseReason, Session};

/// A write that makes no progress for this long belongs to a slow reader (http.md, Messages).
const NO_PROGRESS: Duration = Duration::from_secs(10);

/// Why a connection ends, by the contract's close codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goodbye {
    /// The server restarts.
    Restarting,
    /// A frame is too large.
    TooLarge,
    /// Too much at once; try again later.
    Overloaded,
    /// Nothing was heard for too long.
    Silent,
    /// The client does not read.
    SlowReader,
    /// The client went, or said goodbye.
    Left,
}

impl Goodbye {
    fn reason(self) -> Option<CloseReason> {
        let (code, description) = match self {
            Self::Restarting => (CloseCode::Restart, "restarting"),
            Self::TooLarge => (CloseCode::Size, "frame too large"),
            Self::Overloaded => (CloseCode::Again, "1"),
            Self::Silent => (CloseCode::Other(4408), "heartbeat"),
            Self::SlowReader => (CloseCode::Other(4409), "slow reader"),
            Self::Left => (CloseCode::Normal, ""),
        };
        Some(CloseReason {
            code,
            description: Some(description.to_owned()),
        })
    }

    /// The label of the metric.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Restarting => "restarting",
            Self::TooLarge => "too_large",
            Self::Overloaded => "overloaded",
            Self::Silent => "heartbeat",
            Self::SlowReader => "slow_reader",
            Self::Left => "left",
        }
    }
}

/// Writes frames.
pub(super) struct Writer {
    session: Session,
}

impl Writer {
    pub(super) fn new(session: Session) -> Self {
        Self { session }
    }

    /// Writes one frame.
    ///
    /// # Errors
    /// [`Goodbye::SlowReader`] when the client makes no progress, [`Goodbye::Left`] when it is gone.
    pub(super) async fn text(&mut self, frame: String) -> Result<(), Goodbye> {
        match tokio::time::timeout(NO_PROGRESS, self.session.text(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_closed)) => Err(Goodbye::Left),
            Err(_elapsed) => Err(Goodbye::SlowReader),
        }
    }

    /// Answers a protocol ping.
    pub(super) async fn protocol_pong(&mut self, payload: &[u8]) -> Result<(), Goodbye> {
        match tokio::time::timeout(NO_PROGRESS, self.session.pong(payload)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_closed)) => Err(Goodbye::Left),
            Err(_elapsed) => Err(Goodbye::SlowReader),
        }
    }

    /// Says why, if the client still reads.
    pub(super) async fn close(self, goodbye: Goodbye) {
        let closing = self.session.close(goodbye.reason());
        // A client that reads no more does not learn why.
        let _unread = tokio::time::timeout(NO_PROGRESS, closing).await;
    }
}
