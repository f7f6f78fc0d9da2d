//! Which endpoint embeds texts, and within which bounds.

use std::time::Duration;

use super::settings::Tier;

/// Bounds of an embedding's client.
#[derive(Clone)]
pub struct EmbeddingSettings {
    /// Such as `https://api.openai.com/v1`. It may carry credentials and is shown nowhere.
    pub base_url: String,
    /// Perhaps empty: a server of one's own may need none. Shown nowhere.
    pub key: String,
    /// The model and its price; nothing is written by it.
    pub model: Tier,
    /// Components that are asked for; none takes what the endpoint gives.
    pub dimensions: Option<usize>,
    /// What stands before a question, for models that are trained so.
    pub question_prefix: String,
    /// What stands before a passage.
    pub passage_prefix: String,
    /// Texts of one request at most.
    pub batch_texts: usize,
    /// Code points of one request at most, all its texts together.
    pub batch_characters: usize,
    /// Code points of one text that are embedded; the rest of it is left out.
    pub text_characters: usize,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long a question waits for its vector, retries included.
    pub question_deadline: Duration,
    /// Requests that are sent again for one batch at most.
    pub retries: u32,
    /// Retries for a hundred requests.
    pub retries_per_hundred: u32,
    /// Failures in a row after which the endpoint is left alone.
    pub breaker_failures: u64,
    /// How long.
    pub breaker_pause: Duration,
    /// Requests under way side by side.
    pub calls_at_once: usize,
    /// Questions whose vectors are remembered.
    pub remembered: u64,
    /// How long.
    pub remembered_for: Duration,
    /// The most that one business may spend in a month, in millionths; none is without bound.
    pub monthly_cap_micros: Option<u64>,
}

impl EmbeddingSettings {
    /// A name that changes whenever a passage would get another vector.
    #[must_use]
    pub fn name(&self) -> String {
        let dimensions = self
            .dimensions
            .map_or_else(String::new, |dimensions| format!(":{dimensions}"));
        let prefixes = format!("{}\u{0}{}", self.question_prefix, self.passage_prefix);
        let prefixes = match prefixes.trim_matches('\u{0}') {
            "" => String::new(),
            _ => format!(":{prefixes:?}"),
        };
        format!("openai:{}{dimensions}{prefixes}", self.model.model)
    }
}

impl std::fmt::Debug for EmbeddingSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EmbeddingSettings")
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}
