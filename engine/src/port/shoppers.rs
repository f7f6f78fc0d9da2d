//! Shoppers' accounts, and the one moment in which a guest becomes one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    ids::{BusinessId, ConversationId, SessionId, UserId},
    port::{
        StoreError,
        accounts::{RefreshFamily, User},
        conversations::StoredSession,
        journal::NewSession,
    },
};

/// Who comes in.
#[derive(Clone, Debug, PartialEq)]
pub enum Entrant {
    /// Somebody new; the account is made.
    New(User),
    /// Somebody who has proved to be an account's owner.
    Known(UserId),
}

/// Somebody comes in: everything that happens in that one moment.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where.
    pub business_id: BusinessId,
    /// Who.
    pub entrant: Entrant,
    /// The login that begins.
    pub family: RefreshFamily,
    /// The session that begins. Its conversation is the guest's or the account's last one, where there is one.
    pub session: NewSession,
    /// The session as a guest; it ends, and cart and conversation go over.
    pub guest: Option<NewSession>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The conversation of the new session.
    pub conversation_id: ConversationId,
    /// The session that ended with it.
    pub ended: Option<SessionId>,
}

/// Reads and writes shoppers' accounts.
#[async_trait]
pub trait ShopperStore: Send + Sync + 'static {
    /// Somebody with an account at a business, shopper or staff, by email.
    async fn account_by_email(&self, business: BusinessId, email: &str) -> Result<Option<User>, StoreError>;
    /// Lets somebody in. A taken email is [`StoreError::Taken`].
    async fn enter(&self, entry: &Entry) -> Result<Entered, StoreError>;
    /// The newest session of an account that is not over.
    async fn session_of_account(
        &self,
        business: BusinessId,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Option<StoredSession>, StoreError>;
    /// Begins a session of an account whose last one is over.
    async fn begin_session(
        &self,
        business: BusinessId,
        user: UserId,
        session: &NewSession,
    ) -> Result<(), StoreError>;
}
