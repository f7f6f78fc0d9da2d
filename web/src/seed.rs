//! The demo shop in the database. Running it again changes nothing that is there.

mod catalogue;
mod discounts;
mod knowledge;
mod people;
mod stable;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use colloquy_config::{
    Secrets,
    demo::{Demo, DemoError, DemoShop},
    settings::auth::AuthSettings,
};
use colloquy_engine::{
    ids::BusinessId,
    port::{
        StoreError,
        accounts::{AccountStore, Business, WidgetKey},
        catalogue::CatalogueStore,
        discounts::DiscountStore,
        knowledge::{KnowledgeKind, KnowledgeStore},
    },
};
use colloquy_entities::Store;
use serde_json::{Value, json};
use uuid::Uuid;

pub use self::{catalogue::products, knowledge::entries};
use crate::{bootstrap::Setup, passwords::PasswordError, secret::RootSecret};

/// The demo shop's slug.
pub const SLUG: &str = "northlane";

/// The demo shop's id, the same everywhere.
pub const BUSINESS: BusinessId = BusinessId(Uuid::from_u128(0x019b_7600_0000_7000_8000_0000_0000_0001));

/// Hosts that mean the demo shop.
const HOSTS: [&str; 2] = ["northlane.example", "www.northlane.example"];

/// The demo shop was not written.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database refuses.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A compiled-in file is not as it should be.
    #[error("{0}")]
    Demo(#[from] DemoError),
    /// A password cannot be hashed.
    #[error("{0}")]
    Password(#[from] PasswordError),
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Products that were not there.
    pub products: u64,
    /// Articles, answers, corrections and goldens that were not there.
    pub entries: u64,
    /// Accounts that were not there, by email.
    pub accounts: Vec<String>,
    /// Their password, if it had to be generated: told once and stored nowhere.
    pub password: Option<String>,
    /// The widget key of the shop.
    pub widget_key: String,
}

/// What seeding takes from a setup.
#[derive(Clone, Copy, Debug)]
pub struct Seed<'s> {
    /// Where to.
    pub store: &'s Store,
    /// The cost of password hashes.
    pub auth: &'s AuthSettings,
    /// May hold the password of the demo accounts.
    pub secrets: &'s Secrets,
    /// The widget key is derived from it, so that a data folder keeps its own.
    pub root: &'s RootSecret,
}

/// Writes the demo shop when the database has no business, or when a first start was cut off half way. What people
/// took out of a whole shop stays out.
///
/// # Errors
/// When the database refuses or the demo shop cannot be read.
pub async fn if_empty(setup: &Setup, store: &Store, root: &RootSecret) -> Result<(), SeedError> {
    let businesses = store.businesses().await?;
    let is_there = businesses.iter().any(|business| business.slug == SLUG);
    if is_there && !is_half_way(store).await? {
        tell_widget_key(store).await?;
        return Ok(());
    }
    if !businesses.is_empty() && !is_there {
        return Ok(());
    }
    let seed = Seed {
        store,
        auth: &setup.settings.auth,
        secrets: &setup.secrets,
        root,
    };
    let seeded = run(seed).await?;
    tell(&seeded);
    Ok(())
}

/// Writes whatever of the demo shop is missing.
///
/// # Errors
/// When the database refuses or the demo shop cannot be read.
pub async fn run(seed: Seed<'_>) -> Result<Seeded, SeedError> {
    let demo = tokio::task::spawn_blocking(Demo::load)
        .await
        .map_err(|error| DemoError {
            path: "demo".to_owned(),
            reason: error.to_string(),
        })??;
    let mut seeded = Seeded::default();
    if seed.store.business(BUSINESS).await?.is_none() {
        let key = WidgetKey {
            key: widget_key(seed.root),
            business_id: BUSINESS,
            origins: HOSTS.iter().map(|host| format!("https://{host}")).collect(),
        };
        seed.store
            .add_business(&business(&demo.shop), &key, &HOSTS.map(str::to_owned), &[], None)
            .await?;
    }
    seeded.products = seed.store.add_products(BUSINESS, &products(&demo)).await?;
    seeded.entries = seed.store.add_missing(BUSINESS, &entries(&demo)).await?;
    seed.store.add_discounts(BUSINESS, &discounts::codes()).await?;
    people::add(&seed, &mut seeded).await?;
    let keys = seed.store.widget_keys(BUSINESS).await?;
    seeded.widget_key = keys.into_iter().next().map(|key| key.key).unwrap_or_default();
    Ok(seeded)
}

/// Tells what a first start wrote: the password on stderr, alone and once, all else in the log.
pub fn tell(seeded: &Seeded) {
    tracing::info!(
        event_type = "demo_seeded",
        products = seeded.products,
        entries = seeded.entries,
        accounts = seeded.accounts.len(),
        widget_key = seeded.widget_key,
        "the demo shop is stocked"
    );
    if let Some(password) = &seeded.password {
        eprintln!("The password of {} is: {password}", seeded.accounts.join(", "));
    }
}

async fn tell_widget_key(store: &Store) -> Result<(), StoreError> {
    for key in store.widget_keys(BUSINESS).await? {
        tracing::info!(event_type = "widget_key", business_id = %BUSINESS, widget_key = key.key, "the demo shop's key");
    }
    Ok(())
}

async fn is_half_way(store: &Store) -> Result<bool, StoreError> {
    Ok(store.products(BUSINESS).await?.is_empty()
        || store.entries(BUSINESS, KnowledgeKind::Golden).await?.is_empty()
        || store.staff(BUSINESS).await?.is_empty()
        || store.discounts(BUSINESS).await?.is_empty())
}

/// Public, but the same at every start on one data folder.
fn widget_key(root: &RootSecret) -> String {
    let derived = root.key("widget key of the demo shop");
    format!(
        "pk_{}",
        URL_SAFE_NO_PAD.encode(derived.get(..18).unwrap_or(&derived))
    )
}

/// The demo shop as a business with everything it says of itself.
#[must_use]
pub fn business(shop: &DemoShop) -> Business {
    let mut profile = shop.profile.as_object().cloned().unwrap_or_default();
    let more: [(&str, Value); 6] = [
        ("agent_name", json!(shop.agent_name)),
        ("currency", json!(shop.currency)),
        ("timezone", json!(shop.timezone)),
        ("support_email", json!(shop.support_email)),
        ("support_phone", json!(shop.support_phone)),
        ("hours", json!(shop.hours)),
    ];
    profile.extend(more.map(|(key, value)| (key.to_owned(), value)));
    Business {
        id: BUSINESS,
        slug: SLUG.to_owned(),
        name: shop.name.clone(),
        profile: Value::Object(profile),
        created_at: stable::epoch(),
    }
}

#[cfg(test)]
mod tests;
