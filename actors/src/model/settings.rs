//! Which endpoint, and within which bounds.

use std::time::Duration;

use colloquy_engine::port::model::Usage;

/// Bounds of a model's client.
#[derive(Clone, Debug)]
pub struct ModelClientSettings {
    /// Who is asked.
    pub endpoint: Endpoint,
    /// The model that is asked.
    pub usual: Tier,
    /// The one that is asked when much of a month's budget is used.
    pub cheaper: Option<Tier>,
    /// Tokens of one reply at most.
    pub max_tokens: u64,
    /// How freely it words.
    pub temperature: f32,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// Requests that are sent again for one call at most.
    pub retries: u32,
    /// Retries for a hundred calls.
    pub retries_per_hundred: u32,
    /// Failures in a row after which the endpoint is left alone.
    pub breaker_failures: u64,
    /// How long.
    pub breaker_pause: Duration,
    /// Calls under way side by side.
    pub calls_at_once: usize,
    /// Replies that are remembered.
    pub remembered: u64,
    /// How long.
    pub remembered_for: Duration,
    /// The most that one business may spend in a month, in millionths; none is without bound.
    pub monthly_cap_micros: Option<u64>,
    /// What of it may be spent on the usual model, in millionths.
    pub downgrade_at_micros: u64,
}

/// Who is asked. Keys are shown nowhere.
#[derive(Clone)]
pub enum Endpoint {
    /// Any endpoint that speaks as OpenAI's does.
    OpenAi {
        /// Such as `https://api.openai.com/v1`.
        base_url: String,
        /// Perhaps empty: a server of one's own may need none.
        key: String,
    },
    /// Anthropic's.
    Anthropic {
        /// Such as `https://api.anthropic.com`.
        base_url: String,
        /// The key.
        key: String,
    },
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::OpenAi { .. } => "OpenAi",
            Self::Anthropic { .. } => "Anthropic",
        })
    }
}

/// A model and its prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Its name.
    pub model: String,
    /// What it costs.
    pub prices: Prices,
}

/// Prices of a million tokens, in millionths of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// Read.
    pub input_micros: u64,
    /// Written.
    pub output_micros: u64,
}

impl Prices {
    /// What so many tokens cost; a begun millionth counts whole.
    #[must_use]
    pub fn usage(&self, input_tokens: u64, output_tokens: u64) -> Usage {
        let cost = u128::from(input_tokens) * u128::from(self.input_micros)
            + u128::from(output_tokens) * u128::from(self.output_micros);
        Usage {
            input_tokens,
            output_tokens,
            cost_micros: u64::try_from(cost.div_ceil(1_000_000)).unwrap_or(u64::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_costs_what_its_tokens_cost_and_never_nothing() {
        let prices = Prices {
            input_micros: 150_000,
            output_micros: 600_000,
        };
        assert_eq!(prices.usage(1_000_000, 1_000_000).cost_micros, 750_000);
        assert_eq!(prices.usage(1, 0).cost_micros, 1);
        assert_eq!(prices.usage(0, 0).cost_micros, 0);
    }

    #[test]
    fn a_key_is_not_printed() {
        let endpoint = Endpoint::OpenAi {
            base_url: "http://user:hunter22@localhost".to_owned(),
            key: "sk-hunter22".to_owned(),
        };
        assert!(!format!("{endpoint:?}").contains("hunter22"));
    }
}
