//! A model that says again what it said before, from a turn's trace, so that a turn can be replayed without one.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;

use super::exchange::{Exchange, Verdict};
use crate::port::model::{
    LanguageModel, ModelError, ModelErrorKind, ModelReply, ModelRequest, ModelStanding, Moderation, Pieces,
    Purpose,
};

/// Answers from a record, in its order.
#[derive(Debug)]
pub struct RecordedModel {
    left: Mutex<VecDeque<Exchange>>,
}

impl RecordedModel {
    /// Answers what was answered in these exchanges.
    #[must_use]
    pub fn new(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        Self {
            left: Mutex::new(exchanges.into_iter().collect()),
        }
    }

    fn next(&self, purpose: Purpose, request: &ModelRequest) -> Result<ModelReply, ModelError> {
        let missing = |detail: &str| ModelError {
            kind: ModelErrorKind::Out,
            detail: detail.to_owned(),
            attempts: 0,
            took: Duration::ZERO,
        };
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(exchange) = left.pop_front() else {
            return Err(missing("nothing more was recorded"));
        };
        if exchange.purpose != purpose
            || exchange.messages != request.messages
            || exchange.prompt != request.prompt
        {
            return Err(missing("something else was asked then"));
        }
        let took = Duration::from_micros(exchange.micros);
        // What was stopped in the middle is whole as far as it was heard: it is refused for the same reason again.
        if exchange.verdict == Verdict::Failed {
            return Err(ModelError {
                attempts: exchange.attempts,
                took,
                ..missing("it failed then")
            });
        }
        Ok(ModelReply {
            text: exchange.text,
            calls: exchange.calls,
            usage: exchange.usage,
            provider: exchange.provider,
            model: exchange.model,
            attempts: exchange.attempts,
            took,
        })
    }
}

#[async_trait]
impl LanguageModel for RecordedModel {
    fn name(&self) -> &str {
        "recorded"
    }

    async fn plan(&self, request: &ModelRequest, _within: Duration) -> Result<ModelReply, ModelError> {
        self.next(Purpose::Plan, request)
    }

    async fn classify(&self, request: &ModelRequest, _within: Duration) -> Result<ModelReply, ModelError> {
        self.next(Purpose::Classify, request)
    }

    async fn write(
        &self,
        request: &ModelRequest,
        _within: Duration,
        pieces: &mut dyn Pieces,
    ) -> Result<ModelReply, ModelError> {
        let reply = self.next(Purpose::Write, request)?;
        let _refused_by_the_same_rules = pieces.hear(&reply.text);
        Ok(reply)
    }

    async fn moderate(&self, _text: &str, _within: Duration) -> Result<Moderation, ModelError> {
        Ok(Moderation::default())
    }

    fn standing(&self) -> ModelStanding {
        ModelStanding::Answers
    }
}
