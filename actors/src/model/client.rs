//! One client for one endpoint: what is remembered, what may be spent, how many ask at once, how often and how long.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use colloquy_engine::port::model::{
    LanguageModel, ModelError, ModelErrorKind, ModelReply, ModelRequest, ModelStanding, Moderation, Pieces,
    Purpose, Usage,
};
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::{
    anthropic::Anthropic,
    guarded::{Bounds, Guarded},
    ledger::Ledger,
    openai::OpenAi,
    provider::{Fault, Provider, Raw, Wanted},
    settings::{Endpoint, ModelClientSettings, Tier},
};

/// A call with less time than this is not begun.
const LEAST_TIME: Duration = Duration::from_millis(50);
/// Bytes of a token, about, where an endpoint did not say how many there were.
const BYTES_PER_TOKEN: usize = 4;

/// Asks a language model.
pub struct ModelClient {
    provider: Box<dyn Provider>,
    settings: ModelClientSettings,
    guarded: Guarded,
    ledger: Ledger,
    remembered: Cache<[u8; 32], ModelReply>,
}

/// Why no client can be made.
#[derive(Debug, thiserror::Error)]
#[error("no connections to a model can be made: {0}")]
pub struct ModelClientError(#[from] reqwest::Error);

impl ModelClient {
    /// Makes a client; nothing is asked yet. The process must have a TLS provider installed.
    ///
    /// # Errors
    /// When no connections can be made at all.
    pub fn new(settings: ModelClientSettings, ledger: Ledger) -> Result<Self, ModelClientError> {
        let http = reqwest::Client::builder()
            .connect_timeout(settings.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let (tokens, temperature) = (settings.max_tokens, settings.temperature);
        let provider: Box<dyn Provider> = match &settings.endpoint {
            Endpoint::OpenAi { base_url, key } => {
                Box::new(OpenAi::new(http, base_url, key, tokens, temperature))
            }
            Endpoint::Anthropic { base_url, key } => {
                Box::new(Anthropic::new(http, base_url, key, tokens, temperature))
            }
        };
        Ok(Self {
            provider,
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
            settings,
        })
    }

    async fn call(
        &self,
        purpose: Purpose,
        request: &ModelRequest,
        within: Duration,
        pieces: Option<&mut dyn Pieces>,
    ) -> Result<ModelReply, ModelError> {
        let began = Instant::now();
        let called = self.answer((purpose, request), began, within, pieces).await;
        let outcome = match &called {
            Ok(reply) if reply.attempts == 0 => "remembered",
            Ok(_) => "answered",
            Err(error) => error.kind.as_str(),
        };
        let provider = self.provider.name();
        metrics::counter!("colloquy_model_calls_total", "provider" => provider, "outcome" => outcome)
            .increment(1);
        metrics::histogram!("colloquy_model_call_seconds", "purpose" => purpose.as_str())
            .record(began.elapsed().as_secs_f64());
        if let Err(error) = &called
            && error.kind != ModelErrorKind::Stopped
        {
            tracing::warn!(
                event_type = "model_call_failed", business_id = %request.business_id, error_code = error.kind.as_str(),
                provider, attempts = error.attempts,
                duration_ms = u64::try_from(error.took.as_millis()).unwrap_or(u64::MAX),
                "a call of the model came to nothing: {}", error.detail
            );
        }
        called
    }

    async fn answer(
        &self,
        (purpose, request): (Purpose, &ModelRequest),
        began: Instant,
        within: Duration,
        mut pieces: Option<&mut dyn Pieces>,
    ) -> Result<ModelReply, ModelError> {
        let error = |kind: ModelErrorKind, detail: &str, attempts: u32| ModelError {
            kind,
            detail: detail.to_owned(),
            attempts,
            took: began.elapsed(),
        };
        let tier = tokio::time::timeout(within, self.tier(request))
            .await
            .map_err(|_elapsed| {
                error(
                    ModelErrorKind::TimedOut,
                    "what was spent could not be read in time",
                    0,
                )
            })?
            .ok_or_else(|| error(ModelErrorKind::Spent, "the month's budget is used up", 0))?;
        let key = request.shared.then(|| key(&tier.model, request));
        if let Some(reply) = key.and_then(|key| self.remembered.get(&key)) {
            return Ok(ModelReply {
                took: began.elapsed(),
                ..reply
            });
        }
        let deadline = began + within;
        let begun = self.guarded.begin(deadline);
        let mut call = begun.map_err(|(kind, detail)| error(kind, detail, 0))?;
        let wanted = Wanted {
            model: &tier.model,
            request,
        };
        let mut told = String::new();
        let fault = loop {
            let asked = async {
                match &mut pieces {
                    Some(pieces) => self.provider.streamed(wanted, &mut **pieces, &mut told).await,
                    None => self.provider.whole(wanted).await,
                }
            };
            let attempted = call.attempt(asked).await;
            let attempts = call.attempts();
            let fault = match attempted {
                Some(Ok(raw)) => {
                    call.worked();
                    let reply = self.reply(tier, (purpose, request), raw, attempts, began);
                    if let Some(key) = key {
                        self.remember(key, &reply);
                    }
                    return Ok(reply);
                }
                Some(Err(fault)) => fault,
                None => {
                    call.failed();
                    self.charge_heard(tier, (purpose, request), &told);
                    return Err(error(
                        ModelErrorKind::TimedOut,
                        "no whole reply in time",
                        attempts,
                    ));
                }
            };
            // What somebody has heard the beginning of is not said anew.
            if !told.is_empty() || !call.may_try_again(&fault).await {
                break fault;
            }
        };
        let attempts = call.attempts();
        match fault {
            Fault::Stopped => call.worked(),
            _ => call.failed(),
        }
        self.charge_heard(tier, (purpose, request), &told);
        Err(error(fault.kind(), &fault.detail(), attempts))
    }

    /// Which model a business may still ask; none when its month's budget is used up.
    async fn tier(&self, request: &ModelRequest) -> Option<&Tier> {
        let Some(cap) = self.settings.monthly_cap_micros else {
            return Some(&self.settings.usual);
        };
        let spent = self.ledger.spent(request.business_id).await;
        if spent >= cap {
            return None;
        }
        match &self.settings.cheaper {
            Some(cheaper) if spent >= self.settings.downgrade_at_micros => Some(cheaper),
            _ => Some(&self.settings.usual),
        }
    }

    fn reply(
        &self,
        tier: &Tier,
        (purpose, request): (Purpose, &ModelRequest),
        raw: Raw,
        attempts: u32,
        began: Instant,
    ) -> ModelReply {
        let written = raw.text.len() + raw.calls.iter().map(|call| call.arguments.len()).sum::<usize>();
        let usage = tier.prices.usage(
            raw.input_tokens.unwrap_or_else(|| tokens(bytes_of(request))),
            raw.output_tokens.unwrap_or_else(|| tokens(written)),
        );
        self.charge(tier, (purpose, request), usage);
        ModelReply {
            text: raw.text,
            calls: raw.calls,
            usage,
            provider: self.provider.name().to_owned(),
            model: tier.model.clone(),
            attempts,
            took: began.elapsed(),
        }
    }

    /// What was written before a call ended badly is paid for as well; nobody says how much it was.
    fn charge_heard(&self, tier: &Tier, (purpose, request): (Purpose, &ModelRequest), heard: &str) {
        if !heard.is_empty() {
            let usage = tier.prices.usage(tokens(bytes_of(request)), tokens(heard.len()));
            self.charge(tier, (purpose, request), usage);
        }
    }

    fn charge(&self, tier: &Tier, (purpose, request): (Purpose, &ModelRequest), usage: Usage) {
        self.ledger
            .charge(request.business_id, &tier.model, purpose, usage);
    }

    fn remember(&self, key: [u8; 32], reply: &ModelReply) {
        let free = ModelReply {
            usage: Usage::default(),
            attempts: 0,
            took: Duration::ZERO,
            ..reply.clone()
        };
        self.remembered.insert(key, free);
    }
}

/// What makes two requests the same.
fn key(model: &str, request: &ModelRequest) -> [u8; 32] {
    let mut digest = Sha256::new();
    let messages = serde_json::to_string(&request.messages).unwrap_or_default();
    let business = request.business_id.to_string();
    let tools: String = request
        .tools
        .iter()
        .map(|tool| format!("{}{}", tool.name, tool.parameters))
        .collect();
    for part in [
        model,
        &business,
        &request.prompt.hash,
        &request.system,
        &messages,
        &tools,
    ] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().into()
}

fn bytes_of(request: &ModelRequest) -> usize {
    let messages = serde_json::to_string(&request.messages).map_or(0, |written| written.len());
    let tools: usize = request
        .tools
        .iter()
        .map(|tool| tool.description.len() + tool.parameters.to_string().len())
        .sum();
    request.system.len() + messages + tools
}

fn tokens(bytes: usize) -> u64 {
    bytes.div_ceil(BYTES_PER_TOKEN) as u64
}

#[async_trait]
impl LanguageModel for ModelClient {
    fn name(&self) -> &str {
        &self.settings.usual.model
    }

    async fn plan(&self, request: &ModelRequest, within: Duration) -> Result<ModelReply, ModelError> {
        self.call(Purpose::Plan, request, within, None).await
    }

    async fn classify(&self, request: &ModelRequest, within: Duration) -> Result<ModelReply, ModelError> {
        self.call(Purpose::Classify, request, within, None).await
    }

    async fn write(
        &self,
        request: &ModelRequest,
        within: Duration,
        pieces: &mut dyn Pieces,
    ) -> Result<ModelReply, ModelError> {
        self.call(Purpose::Write, request, within, Some(pieces)).await
    }

    async fn moderate(&self, text: &str, within: Duration) -> Result<Moderation, ModelError> {
        let began = Instant::now();
        let error = |kind: ModelErrorKind, detail: String| ModelError {
            kind,
            detail,
            attempts: 1,
            took: began.elapsed(),
        };
        match tokio::time::timeout(within, self.provider.moderate(text)).await {
            Ok(Ok(verdict)) => Ok(verdict),
            Ok(Err(fault)) => Err(error(fault.kind(), fault.detail())),
            Err(_elapsed) => Err(error(ModelErrorKind::TimedOut, "no verdict in time".to_owned())),
        }
    }

    fn standing(&self) -> ModelStanding {
        self.guarded.standing()
    }
}

impl std::fmt::Debug for ModelClient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ModelClient")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
