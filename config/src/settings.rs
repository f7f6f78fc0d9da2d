//! Everything that can be set, typed and checked.
//!
//! Later wins: the compiled-in defaults, the compiled-in profile, `default.toml` and `PROFILE.toml` of the folder of
//! `--config`, `COLLOQUY__SECTION__KEY` in the environment, flags. A key that no default names is refused together
//! with the nearest one that does.

pub mod actors;
pub mod auth;
pub mod cart;
pub mod channels;
pub mod cluster;
pub mod conversation;
pub mod database;
pub mod error;
pub mod flood;
pub mod gate;
pub mod inventory;
pub mod knowledge;
mod layers;
pub mod log;
pub mod mail;
pub mod media;
pub mod memory;
pub mod model;
pub mod notifications;
pub mod outbox;
pub mod rate_limit;
pub mod secrets;
pub mod server;
pub mod session;
pub mod shadow;
pub mod sources;
pub mod supervision;
pub mod testing;
#[cfg(test)]
mod tests;
pub mod timers;
pub mod understanding;
mod validate;
pub mod webhook;
pub mod ws;

use serde::{Deserialize, Serialize};

use self::{
    actors::ActorSettings, auth::AuthSettings, cart::CartSettings, cluster::ClusterSettings,
    conversation::ConversationSettings, database::DatabaseSettings, flood::FloodSettings, gate::GateSettings,
    inventory::InventorySettings, knowledge::KnowledgeSettings, log::LogSettings, mail::MailSettings,
    media::MediaSettings, memory::MemorySettings, model::ModelSettings, notifications::NotificationSettings,
    outbox::OutboxSettings, rate_limit::RateLimitSettings, server::ServerSettings, session::SessionSettings,
    shadow::ShadowSettings, supervision::SupervisionSettings, testing::TestingSettings,
    timers::TimerSettings, understanding::UnderstandingSettings, webhook::WebhookSettings, ws::WsSettings,
};
pub use self::{error::SettingsError, sources::Sources};

/// The profile of a developer's own computer; the one that is taken when none is named.
pub const DEVELOPMENT: &str = "development";

/// The effective settings of one start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The profile they were loaded for.
    #[serde(skip)]
    pub profile: String,
    /// The listener.
    pub server: ServerSettings,
    /// Connections and their deadlines.
    pub database: DatabaseSettings,
    /// Log lines.
    pub log: LogSettings,
    /// Tokens and passwords.
    pub auth: AuthSettings,
    /// Shoppers' sessions.
    pub session: SessionSettings,
    /// What is remembered of shoppers.
    pub memory: MemorySettings,
    /// Lives of conversations.
    pub conversation: ConversationSettings,
    /// Bounds and deadlines of the actors.
    pub actors: ActorSettings,
    /// Many nodes.
    pub cluster: ClusterSettings,
    /// What is due.
    pub timers: TimerSettings,
    /// What becomes of long-lived actors that fall.
    pub supervision: SupervisionSettings,
    /// Sockets.
    pub ws: WsSettings,
    /// Prices of a cart.
    pub cart: CartSettings,
    /// The stock.
    pub inventory: InventorySettings,
    /// Pictures that shops keep here.
    pub media: MediaSettings,
    /// What may be said unread.
    pub gate: GateSettings,
    /// When it is too much.
    pub flood: FloodSettings,
    /// Requests a minute.
    pub rate_limit: RateLimitSettings,
    /// What providers deliver.
    pub webhook: WebhookSettings,
    /// Recognition of what is wanted.
    pub understanding: UnderstandingSettings,
    /// Search in what the shop knows.
    pub knowledge: KnowledgeSettings,
    /// The language model.
    pub model: ModelSettings,
    /// What goes out.
    pub outbox: OutboxSettings,
    /// Letters.
    pub mail: MailSettings,
    /// What the staff is told of.
    pub notifications: NotificationSettings,
    /// Another configuration, tried beside this one.
    pub shadow: ShadowSettings,
    /// Only for tests.
    pub testing: TestingSettings,
}

impl Settings {
    /// Lays the sources over each other and checks the result.
    ///
    /// # Errors
    /// Names the key and where its value came from: an unreadable file, an unknown key with the nearest known one,
    /// a value of the wrong kind, values that do not go together.
    pub fn load(sources: &Sources) -> Result<Self, SettingsError> {
        let layered = layers::layer(sources)?;
        let origins = layered.origins;
        let mut settings: Self = serde_path_to_error::deserialize(toml::Value::Table(layered.table))
            .map_err(|error| {
                let key = error.path().to_string();
                SettingsError::Value {
                    origin: origins.get(&key).cloned().unwrap_or_default(),
                    key,
                    reason: error.into_inner().message().to_owned(),
                }
            })?;
        settings.profile.clone_from(&sources.profile);
        validate::check(&settings)?;
        Ok(settings)
    }

    /// Whether this is a developer's own computer: demo shop, loopback host and open metrics are for it alone.
    #[must_use]
    pub fn is_development(&self) -> bool {
        self.profile == DEVELOPMENT
    }

    /// The effective values, as a file that would give them again. Holds no secret, because no secret is a setting.
    ///
    /// # Errors
    /// When a value cannot be written as TOML, such as a number beyond 63 bits.
    pub fn effective_toml(&self) -> Result<String, SettingsError> {
        toml::to_string(self).map_err(|error| SettingsError::Print(error.to_string()))
    }
}
