//! One request to one endpoint: what a provider does, and how it goes wrong.

use std::time::Duration;

use async_trait::async_trait;
use colloquy_engine::port::model::{ModelErrorKind, ModelRequest, Moderation, Pieces, ToolCall};

/// Bytes of one reply that are read at most.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub model: &'a str,
    pub request: &'a ModelRequest,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Raw {
    pub text: String,
    pub calls: Vec<ToolCall>,
    /// As the endpoint counted; none where it did not.
    pub input_tokens: Option<u64>,
    pub output_tokens: Option<u64>,
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No connection, or it broke before there was an answer.
    Unreachable(String),
    /// An answer that is a refusal.
    Status {
        status: u16,
        retry_after: Option<Duration>,
    },
    /// No whole reply.
    Broken(String),
    /// The listener wanted no more.
    Stopped,
}

impl Fault {
    /// What the caller can do about it.
    pub(super) fn kind(&self) -> ModelErrorKind {
        match self {
            Self::Unreachable(_) => ModelErrorKind::Out,
            Self::Status { status, .. } if *status == 429 || *status >= 500 => ModelErrorKind::Out,
            Self::Status { .. } => ModelErrorKind::Refused,
            Self::Broken(_) => ModelErrorKind::Broken,
            Self::Stopped => ModelErrorKind::Stopped,
        }
    }

    /// In words, without anything of the request or the reply.
    pub(super) fn detail(&self) -> String {
        match self {
            Self::Unreachable(why) | Self::Broken(why) => why.clone(),
            Self::Status { status, .. } => format!("status {status}"),
            Self::Stopped => "stopped".to_owned(),
        }
    }

    /// Whether the same request may succeed soon.
    pub(super) fn is_passing(&self) -> bool {
        self.kind() == ModelErrorKind::Out
    }

    /// How long the endpoint wishes to be left alone.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl From<reqwest::Error> for Fault {
    fn from(error: reqwest::Error) -> Self {
        // The address of the endpoint may carry credentials.
        let error = error.without_url();
        if error.is_body() || error.is_decode() {
            return Self::Broken("the connection broke in the middle of the reply".to_owned());
        }
        Self::Unreachable(format!("no connection: {error}"))
    }
}

/// `Retry-After` in seconds; dates are not worth the wait.
pub(super) fn retry_after(headers: &reqwest::header::HeaderMap) -> Option<Duration> {
    let seconds: f64 = headers
        .get(reqwest::header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// Speaks one provider's language. Exactly one request for each call.
#[async_trait]
pub(super) trait Provider: Send + Sync {
    /// The label in metrics and traces.
    fn name(&self) -> &'static str;

    /// Asks and waits for the whole reply.
    async fn whole(&self, wanted: Wanted<'_>) -> Result<Raw, Fault>;

    /// Asks and tells the text as it comes; what was told is also put into `told`.
    async fn streamed(
        &self,
        wanted: Wanted<'_>,
        pieces: &mut dyn Pieces,
        told: &mut String,
    ) -> Result<Raw, Fault>;

    /// Asks whether a text may be said.
    async fn moderate(&self, text: &str) -> Result<Moderation, Fault>;
}

/// Tells a piece on and keeps it.
pub(super) fn tell(piece: &str, pieces: &mut dyn Pieces, told: &mut String) -> Result<(), Fault> {
    told.push_str(piece);
    if told.len() > MOST_BYTES {
        return Err(Fault::Broken("the reply has no end".to_owned()));
    }
    match pieces.hear(piece) {
        std::ops::ControlFlow::Continue(()) => Ok(()),
        std::ops::ControlFlow::Break(()) => Err(Fault::Stopped),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::*;

    #[test]
    fn a_wish_to_be_left_alone_is_read_in_seconds() {
        let after = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(value).expect("a header"));
            retry_after(&headers)
        };
        assert_eq!(after("2"), Some(Duration::from_secs(2)));
        assert_eq!(after("0.5"), Some(Duration::from_millis(500)));
        assert_eq!(after("-1"), None);
        assert_eq!(after("Wed, 21 Oct 2026 07:28:00 GMT"), None);
    }

    #[test]
    fn only_what_passes_is_asked_again() {
        let status = |status| Fault::Status {
            status,
            retry_after: None,
        };
        assert!(status(429).is_passing() && status(500).is_passing() && status(529).is_passing());
        assert!(!status(400).is_passing() && !status(401).is_passing());
        assert!(!Fault::Broken(String::new()).is_passing());
    }
}
