//! An operator who takes conversations over and hands them back, on whichever node answers.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use serde_json::{Value, json};

use super::{provider::Provider, random::Random, shopper::Town, stand::PASSWORD};

/// How long one request is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often one act is tried on one node or the other.
const TRIES: u32 = 40;

/// Conversations that the operator may take over.
#[derive(Debug, Default)]
pub struct Desk {
    /// Their ids.
    pub conversations: Mutex<Vec<String>>,
}

/// Takes over and hands back until the town closes. Answers how often.
///
/// # Errors
/// When there can be no requests at all.
pub async fn work(town: Arc<Town>, desk: Arc<Desk>, seed: u64) -> anyhow::Result<u32> {
    // Loopback speaks plain HTTP; the client still wants to know whose cryptography it would use.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let mut operator = Operator {
        town,
        http,
        random: Random::new(seed, u64::MAX),
        token: String::new(),
    };
    let mut taken = 0;
    while !*operator.town.closing.borrow() {
        let known = desk.conversations.lock().clone();
        let Some(conversation) = operator.random.one_of(&known).cloned() else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        if operator.set_status(&conversation, "active_human").await {
            taken += 1;
        }
        let stays = operator.random.between(200, 1_200);
        tokio::time::sleep(Duration::from_millis(stays)).await;
        // Even when taking over is not known to have happened: it may have.
        operator.set_status(&conversation, "active_ai").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(taken)
}

/// Has the shop's events go to a provider.
///
/// # Errors
/// When the node does not take it.
pub async fn name_provider(base: &str, provider: &Provider) -> anyhow::Result<()> {
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let body = json!({ "email": "owner@demo.local", "password": PASSWORD });
    let login = http.post(format!("{base}/api/v1/auth/login")).json(&body);
    let login: Value = login.send().await?.error_for_status()?.json().await?;
    let wishes = http
        .put(format!("{base}/api/v1/notifications"))
        .bearer_auth(login["access_token"].as_str().unwrap_or_default())
        .json(&json!({ "webhook_url": provider.url() }));
    let wishes: Value = wishes.send().await?.error_for_status()?.json().await?;
    let key = wishes["signing_key"].as_str().unwrap_or_default();
    anyhow::ensure!(provider.knows_key(key), "no signing key: {wishes}");
    Ok(())
}

struct Operator {
    town: Arc<Town>,
    http: reqwest::Client,
    random: Random,
    token: String,
}

impl Operator {
    async fn set_status(&mut self, conversation: &str, status: &str) -> bool {
        for _ in 0..TRIES {
            let node = self.random.one_of(&self.town.nodes).cloned().unwrap_or_default();
            if self.token.is_empty() {
                self.log_in(&node).await;
            }
            let path = format!("http://{node}/api/v1/conversations/{conversation}/status");
            let request = self
                .http
                .put(path)
                .bearer_auth(&self.token)
                .json(&json!({ "status": status }));
            match request.send().await.map(|answer| answer.status().as_u16()) {
                Ok(200..=299) => return true,
                Ok(401) => self.token.clear(),
                _ => {}
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        false
    }

    async fn log_in(&mut self, node: &str) {
        let body = json!({ "email": "operator@demo.local", "password": PASSWORD });
        let request = self
            .http
            .post(format!("http://{node}/api/v1/auth/login"))
            .json(&body);
        if let Ok(answer) = request.send().await
            && let Ok(body) = answer.json::<Value>().await
        {
            self.token = body["access_token"].as_str().unwrap_or_default().to_owned();
        }
    }
}
