//! Events over HTTPS.

use std::{sync::Arc, time::SystemTime};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    delivery::{Payload, Reconciled, TryOutcome, payload::WEBHOOK},
    port::connector::{Connector, Outgoing},
};
use reqwest::{
    Client, Response, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};

use super::{
    WebhookDirectory,
    addresses::PublicOnly,
    settings::{WebhookSettings, check_url},
    wire::{retry_after, signature},
};

/// Posts events to whoever their business has named.
pub struct WebhookPost {
    client: Client,
    settings: WebhookSettings,
    directory: Arc<dyn WebhookDirectory>,
}

impl std::fmt::Debug for WebhookPost {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("WebhookPost")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// The client that posts could not be made.
#[derive(Debug, thiserror::Error)]
#[error("webhooks cannot be posted: {0}")]
pub struct WebhookPostError(#[from] reqwest::Error);

impl WebhookPost {
    /// Posts under these settings.
    ///
    /// # Errors
    /// When there is no cryptography to make HTTPS with.
    pub fn new(
        settings: WebhookSettings,
        directory: Arc<dyn WebhookDirectory>,
    ) -> Result<Self, WebhookPostError> {
        let mut client = Client::builder()
            .connect_timeout(settings.deadline / 2)
            .timeout(settings.deadline * 9 / 10)
            // A redirect could lead anywhere, also where the first address may not.
            .redirect(Policy::none())
            // A proxy would look names up by itself.
            .no_proxy()
            .user_agent(concat!("colloquy/", env!("CARGO_PKG_VERSION")));
        if !settings.allows_private {
            client = client.dns_resolver(PublicOnly);
        }
        Ok(Self {
            client: client.build()?,
            settings,
            directory,
        })
    }
}

#[async_trait]
impl Connector for WebhookPost {
    fn kind(&self) -> &'static str {
        WEBHOOK
    }

    async fn send(&self, outgoing: &Outgoing) -> TryOutcome {
        let refused = |cause: String| TryOutcome::Refused { cause };
        let not_taken = |cause: &str| TryOutcome::NotTaken {
            cause: cause.to_owned(),
            retry_after: None,
        };
        let Payload::Event(event) = &outgoing.payload else {
            return refused("it is no event".to_owned());
        };
        let webhook = match self.directory.webhook(outgoing.business_id).await {
            Ok(Some(webhook)) => webhook,
            Ok(None) => return refused("the shop has no address for events any more".to_owned()),
            Err(_unreachable) => return not_taken("the address could not be read"),
        };
        let url = match check_url(&webhook.url, self.settings.allows_private) {
            Ok(url) => url,
            Err(problem) => return refused(format!("the address {problem}")),
        };
        let Ok(body) = serde_json::to_vec(event) else {
            return refused("the event cannot be written".to_owned());
        };
        let now: DateTime<Utc> = SystemTime::now().into();
        let (id, timestamp) = (outgoing.id.to_string(), now.timestamp());
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", &id)
            .header("webhook-id", &id)
            .header("webhook-timestamp", timestamp)
            .header(
                "webhook-signature",
                signature(&webhook.key, &id, timestamp, &body),
            )
            .body(body);
        match request.send().await {
            Ok(response) => judge(&response, now),
            Err(error) if error.is_builder() => refused("the address cannot be posted to".to_owned()),
            Err(error) if error.is_connect() => not_taken("no connection"),
            Err(error) if error.is_timeout() => TryOutcome::Unknown {
                cause: "no answer in time".to_owned(),
            },
            Err(_broken) => TryOutcome::Unknown {
                cause: "the connection broke".to_owned(),
            },
        }
    }

    /// The receiver knows a repeat by its handle.
    async fn reconcile(&self, _outgoing: &Outgoing) -> Reconciled {
        Reconciled::SafeToRepeat
    }
}

/// Anything but 2xx is a failure, redirects included; 410 asks never to come again.
fn judge(response: &Response, now: DateTime<Utc>) -> TryOutcome {
    let status = response.status();
    if status.is_success() {
        return TryOutcome::Delivered { reference: None };
    }
    let cause = format!("it answered {}", status.as_u16());
    if status == StatusCode::GONE {
        return TryOutcome::Refused { cause };
    }
    let asked = response.headers().get(RETRY_AFTER);
    let asked = asked.and_then(|value| retry_after(value.to_str().ok()?, now));
    TryOutcome::NotTaken {
        cause,
        retry_after: asked,
    }
}
