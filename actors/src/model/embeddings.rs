//! Vectors from any endpoint that speaks as OpenAI's does: in batches, within bounds, and looked at before they are used.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_openai::{Client, config::OpenAIConfig};
use async_trait::async_trait;
use colloquy_engine::{
    ids::BusinessId,
    port::{
        embeddings::Embeddings,
        model::{ModelError, ModelErrorKind, ModelStanding, Purpose},
    },
};
use moka::sync::Cache;
use serde_json::{Value, json};

use super::{
    client::ModelClientError,
    embedding_settings::EmbeddingSettings,
    guarded::{Bounds, Guarded},
    ledger::Ledger,
    openai::{connected, fault},
    provider::Fault,
};

/// A request with less time than this is not begun.
const LEAST_TIME: Duration = Duration::from_millis(20);
/// Bytes of a token, about, where an endpoint did not say how many there were.
const BYTES_PER_TOKEN: usize = 4;
/// The label in metrics.
const PROVIDER: &str = "openai";

/// Asks an endpoint for vectors.
pub struct EmbeddingClient {
    client: Client<OpenAIConfig>,
    name: String,
    settings: EmbeddingSettings,
    guarded: Guarded,
    ledger: Ledger,
    remembered: Cache<String, Arc<[f32]>>,
    /// Components of the first vector that came; zero before.
    dimensions: AtomicUsize,
}

impl EmbeddingClient {
    /// Makes a client; nothing is asked yet. The process must have a TLS provider installed.
    ///
    /// # Errors
    /// When no connections can be made at all.
    pub fn new(settings: EmbeddingSettings, ledger: Ledger) -> Result<Self, ModelClientError> {
        let http = reqwest::Client::builder()
            .connect_timeout(settings.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self {
            client: connected(http, &settings.base_url, &settings.key),
            name: settings.name(),
            guarded: Guarded::new(&Bounds {
                breaker_failures: settings.breaker_failures,
                breaker_pause: settings.breaker_pause,
                calls_at_once: settings.calls_at_once,
                retries: settings.retries,
                retries_per_hundred: settings.retries_per_hundred,
                least_time: LEAST_TIME,
            }),
            ledger,
            remembered: Cache::builder()
                .max_capacity(settings.remembered)
                .time_to_live(settings.remembered_for)
                .build(),
            dimensions: AtomicUsize::new(settings.dimensions.unwrap_or_default()),
            settings,
        })
    }

    /// One request, asked again within the budget.
    async fn batch(
        &self,
        business: BusinessId,
        texts: &[String],
        deadline: Instant,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let began = Instant::now();
        let called = self.answer(business, texts, (began, deadline)).await;
        let outcome = match &called {
            Ok(_) => "answered",
            Err(error) => error.kind.as_str(),
        };
        metrics::counter!("colloquy_model_calls_total", "provider" => PROVIDER, "outcome" => outcome)
            .increment(1);
        metrics::histogram!("colloquy_model_call_seconds", "purpose" => Purpose::Embed.as_str())
            .record(began.elapsed().as_secs_f64());
        if let Err(error) = &called {
            tracing::warn!(
                event_type = "embedding_failed", business_id = %business, error_code = error.kind.as_str(),
                attempts = error.attempts,
                duration_ms = u64::try_from(error.took.as_millis()).unwrap_or(u64::MAX),
                "texts were not embedded: {}", error.detail
            );
        }
        called
    }

    async fn answer(
        &self,
        business: BusinessId,
        texts: &[String],
        (began, deadline): (Instant, Instant),
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let error = |kind: ModelErrorKind, detail: &str, attempts: u32| ModelError {
            kind,
            detail: detail.to_owned(),
            attempts,
            took: began.elapsed(),
        };
        if let Some(cap) = self.settings.monthly_cap_micros {
            let spent = tokio::time::timeout_at(deadline.into(), self.ledger.spent(business));
            let spent = spent.await.map_err(|_elapsed| {
                error(
                    ModelErrorKind::TimedOut,
                    "what was spent could not be read in time",
                    0,
                )
            })?;
            if spent >= cap {
                return Err(error(ModelErrorKind::Spent, "the month's budget is used up", 0));
            }
        }
        let begun = self.guarded.begin(deadline);
        let mut call = begun.map_err(|(kind, detail)| error(kind, detail, 0))?;
        let fault = loop {
            let attempted = call.attempt(self.ask(business, texts)).await;
            let attempts = call.attempts();
            let fault = match attempted {
                Some(Ok(vectors)) => {
                    call.worked();
                    return Ok(vectors);
                }
                Some(Err(fault)) => fault,
                None => {
                    call.failed();
                    return Err(error(ModelErrorKind::TimedOut, "no vectors in time", attempts));
                }
            };
            if !call.may_try_again(&fault).await {
                break fault;
            }
        };
        let attempts = call.attempts();
        call.failed();
        Err(error(fault.kind(), &fault.detail(), attempts))
    }

    async fn ask(&self, business: BusinessId, texts: &[String]) -> Result<Vec<Vec<f32>>, Fault> {
        let model = &self.settings.model;
        let mut body = json!({ "model": model.model, "input": texts, "encoding_format": "float" });
        if let Some(dimensions) = self.settings.dimensions {
            body["dimensions"] = dimensions.into();
        }
        let reply: Value = self.client.embeddings().create_byot(body).await.map_err(fault)?;
        let counted = reply["usage"]["prompt_tokens"].as_u64().unwrap_or_else(|| {
            let bytes: usize = texts.iter().map(String::len).sum();
            bytes.div_ceil(BYTES_PER_TOKEN) as u64
        });
        self.ledger.charge(
            business,
            &model.model,
            Purpose::Embed,
            model.prices.usage(counted, 0),
        );
        let vectors = read(&reply, texts.len())?;
        for vector in &vectors {
            let known =
                self.dimensions
                    .compare_exchange(0, vector.len(), Ordering::Relaxed, Ordering::Relaxed);
            if known.is_err_and(|known| known != vector.len()) {
                return Err(Fault::Broken("vectors of another length".to_owned()));
            }
        }
        Ok(vectors)
    }

    fn cut(&self, prefix: &str, text: &str) -> String {
        let text = text.chars().take(self.settings.text_characters);
        prefix.chars().chain(text).collect()
    }
}

/// Texts in the order given, in as few requests as the bounds allow; each has one text at least.
fn batches(texts: Vec<String>, most_texts: usize, most_characters: usize) -> Vec<Vec<String>> {
    let mut batches: Vec<Vec<String>> = Vec::new();
    let mut characters = 0;
    for text in texts {
        let length = text.chars().count();
        match batches.last_mut() {
            Some(last) if last.len() < most_texts && characters + length <= most_characters => {
                characters += length;
                last.push(text);
            }
            _ => {
                characters = length;
                batches.push(vec![text]);
            }
        }
    }
    batches
}

/// The vectors of a reply in the order of their texts: every one once, finite and all of one length.
fn read(reply: &Value, texts: usize) -> Result<Vec<Vec<f32>>, Fault> {
    let broken = |what: &str| Fault::Broken(what.to_owned());
    let data = reply["data"]
        .as_array()
        .ok_or_else(|| broken("a reply of an unknown form"))?;
    if data.len() != texts {
        return Err(broken("another number of vectors"));
    }
    let mut vectors: Vec<Option<Vec<f32>>> = vec![None; texts];
    for (place, one) in data.iter().enumerate() {
        let place = one["index"]
            .as_u64()
            .map_or(Some(place), |index| usize::try_from(index).ok());
        let numbers = one["embedding"]
            .as_array()
            .ok_or_else(|| broken("a reply of an unknown form"))?;
        let vector: Option<Vec<f32>> = numbers
            .iter()
            .map(|number| number.as_f64().map(|number| number as f32))
            .collect();
        let vector = vector.filter(|vector| !vector.is_empty() && vector.iter().all(|one| one.is_finite()));
        let vector = vector.ok_or_else(|| broken("a vector that is none"))?;
        match place.and_then(|place| vectors.get_mut(place)) {
            Some(free @ None) => *free = Some(vector),
            _ => return Err(broken("a vector of no text, or two of one")),
        }
    }
    let vectors: Vec<Vec<f32>> = vectors.into_iter().flatten().collect();
    let is_even = vectors.windows(2).all(|pair| pair[0].len() == pair[1].len());
    if vectors.len() != texts || !is_even {
        return Err(broken("vectors of several lengths"));
    }
    Ok(vectors)
}

#[async_trait]
impl Embeddings for EmbeddingClient {
    fn name(&self) -> &str {
        &self.name
    }

    async fn passages(
        &self,
        business: BusinessId,
        texts: &[String],
        within: Duration,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let deadline = Instant::now() + within;
        let texts: Vec<String> = texts
            .iter()
            .map(|text| self.cut(&self.settings.passage_prefix, text))
            .collect();
        let mut vectors = Vec::with_capacity(texts.len());
        for batch in batches(texts, self.settings.batch_texts, self.settings.batch_characters) {
            vectors.extend(self.batch(business, &batch, deadline).await?);
        }
        Ok(vectors)
    }

    async fn question(&self, business: BusinessId, text: &str) -> Option<Arc<[f32]>> {
        let text = self.cut(&self.settings.question_prefix, text.trim());
        if let Some(known) = self.remembered.get(&text) {
            return Some(known);
        }
        let deadline = Instant::now() + self.settings.question_deadline;
        let asked = self.batch(business, std::slice::from_ref(&text), deadline).await;
        let vector: Arc<[f32]> = asked.ok()?.pop()?.into();
        self.remembered.insert(text, Arc::clone(&vector));
        Some(vector)
    }

    fn standing(&self) -> ModelStanding {
        self.guarded.standing()
    }
}

impl std::fmt::Debug for EmbeddingClient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EmbeddingClient")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vectors(reply: &Value, texts: usize) -> Result<Vec<Vec<f32>>, String> {
        read(reply, texts).map_err(|fault| fault.detail())
    }

    #[test]
    fn vectors_come_back_in_the_order_of_their_texts() {
        let reply = json!({ "data": [
            { "index": 1, "embedding": [0.0, 1.0] }, { "index": 0, "embedding": [1.0, 0.0] },
        ] });
        assert_eq!(vectors(&reply, 2), Ok(vec![vec![1.0, 0.0], vec![0.0, 1.0]]));
    }

    #[test]
    fn what_is_not_one_vector_for_each_text_is_refused() {
        let one = json!({ "index": 0, "embedding": [1.0, 0.0] });
        let wrong = [
            json!({}),
            json!({ "data": [] }),
            json!({ "data": [one.clone(), one.clone()] }),
            json!({ "data": [one.clone(), { "index": 7, "embedding": [1.0, 0.0] }] }),
            json!({ "data": [one.clone(), { "index": 1, "embedding": [1.0] }] }),
            json!({ "data": [one.clone(), { "index": 1, "embedding": [] }] }),
            json!({ "data": [one.clone(), { "index": 1, "embedding": ["a", "b"] }] }),
            json!({ "data": [one, { "index": 1, "embedding": [1.0, null] }] }),
        ];
        for reply in wrong {
            assert!(vectors(&reply, 2).is_err(), "{reply}");
        }
    }

    #[test]
    fn requests_are_as_few_as_the_bounds_allow() {
        let texts = |lengths: &[usize]| lengths.iter().map(|length| "x".repeat(*length)).collect();
        let sizes = |lengths: &[usize], most: usize, characters: usize| -> Vec<usize> {
            batches(texts(lengths), most, characters)
                .iter()
                .map(Vec::len)
                .collect()
        };
        assert_eq!(sizes(&[1, 1, 1, 1, 1], 2, 100), [2, 2, 1]);
        assert_eq!(sizes(&[60, 50, 10], 8, 100), [1, 2]);
        assert_eq!(sizes(&[500, 1], 8, 100), [1, 1], "too long a text goes alone");
        assert_eq!(sizes(&[], 8, 100), [0_usize; 0]);
    }
}
