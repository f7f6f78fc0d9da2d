//! Businesses, the doors they are reached by, and the people who work for them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    port::StoreError,
};

/// A tenant.
#[derive(Clone, Debug, PartialEq)]
pub struct Business {
    /// The business.
    pub id: BusinessId,
    /// Unique, part of addresses.
    pub slug: String,
    /// As shown to people.
    pub name: String,
    /// `{agent_name, timezone, currency, hours, about, …}`.
    pub profile: Value,
    /// When it signed up.
    pub created_at: DateTime<Utc>,
}

/// A public key by which pages name their business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WidgetKey {
    /// `pk_…`.
    pub key: String,
    /// Whose.
    pub business_id: BusinessId,
    /// Origins that may use it beside the own host.
    pub origins: Vec<String>,
}

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Shops.
    Shopper,
    /// Answers shoppers.
    Operator,
    /// Keeps the knowledge as well.
    Editor,
    /// Sets everything but `/v1/admin`.
    Owner,
    /// `/v1/admin`.
    Admin,
}

impl Role {
    /// The name in the schema and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Operator => "operator",
            Self::Editor => "editor",
            Self::Owner => "owner",
            Self::Admin => "admin",
        }
    }

    /// Whether it opens the workspace.
    #[must_use]
    pub fn is_staff(self) -> bool {
        self != Self::Shopper
    }

    /// Whether it may change the knowledge base.
    #[must_use]
    pub fn may_edit_knowledge(self) -> bool {
        matches!(self, Self::Editor | Self::Owner | Self::Admin)
    }
}

/// A person with a password.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The person.
    pub id: UserId,
    /// Whose.
    pub business_id: BusinessId,
    /// In lower case.
    pub email: String,
    /// As shown to people.
    pub full_name: String,
    /// What they may do.
    pub role: Role,
    /// PHC string.
    pub password_hash: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// A login and the one refresh token of it that is good now.
#[derive(Clone, Debug, PartialEq)]
pub struct RefreshFamily {
    /// The login.
    pub id: Uuid,
    /// Who logged in.
    pub user_id: UserId,
    /// Whose.
    pub business_id: BusinessId,
    /// SHA-256 of the token that is good now, in hexadecimal.
    pub current_hash: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was ended, by logout or because a spent token was used again.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Reads and writes access.
#[async_trait]
pub trait AccountStore: Send + Sync + 'static {
    /// Every business.
    async fn businesses(&self) -> Result<Vec<Business>, StoreError>;
    /// One business.
    async fn business(&self, id: BusinessId) -> Result<Option<Business>, StoreError>;
    /// Makes a business with its widget key, hosts and owner, all or nothing. `told` begins its log, where somebody
    /// asked for the business.
    async fn add_business(
        &self,
        business: &Business,
        key: &WidgetKey,
        hosts: &[String],
        people: &[User],
        told: Option<&NewActivity>,
    ) -> Result<(), StoreError>;
    /// The key's business and origins.
    async fn widget_key(&self, key: &str) -> Result<Option<WidgetKey>, StoreError>;
    /// The widget keys of a business.
    async fn widget_keys(&self, business: BusinessId) -> Result<Vec<WidgetKey>, StoreError>;
    /// The business that a host name (without port) belongs to.
    async fn business_of_host(&self, host: &str) -> Result<Option<BusinessId>, StoreError>;
    /// A member of staff by email.
    async fn staff_by_email(&self, email: &str) -> Result<Option<User>, StoreError>;
    /// A person.
    async fn user(&self, business: BusinessId, id: UserId) -> Result<Option<User>, StoreError>;
    /// The staff of a business.
    async fn staff(&self, business: BusinessId) -> Result<Vec<User>, StoreError>;
    /// Adds a person; of staff that somebody adds the log tells. A taken email is [`StoreError::Taken`].
    async fn add_user(&self, user: &User, told: Option<&NewActivity>) -> Result<(), StoreError>;
    /// Gives a member of staff another name; the log tells of it. Answers whether there is such a person.
    async fn rename_user(
        &self,
        business: BusinessId,
        id: UserId,
        name: &str,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;
    /// Begins a login.
    async fn add_family(&self, family: &RefreshFamily) -> Result<(), StoreError>;
    /// A login.
    async fn family(&self, id: Uuid) -> Result<Option<RefreshFamily>, StoreError>;
    /// Replaces the token that is good, if `expected` still is. Answers whether it was.
    async fn rotate_family(
        &self,
        id: Uuid,
        expected: &str,
        next: &str,
        expires_at: DateTime<Utc>,
    ) -> Result<bool, StoreError>;
    /// Ends one login.
    async fn revoke_family(&self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Ends every login of a person.
    async fn revoke_families(&self, user: UserId, at: DateTime<Utc>) -> Result<(), StoreError>;
}
