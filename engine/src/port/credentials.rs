//! Single-use tokens that prove a mailbox: an address is confirmed with one, or a password set.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    port::{StoreError, accounts::User, outbox::NewDelivery},
};

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenPurpose {
    /// The account's address is confirmed.
    ConfirmAddress,
    /// A new password is set.
    ResetPassword,
}

impl TokenPurpose {
    /// The name in the schema.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmAddress => "confirm_address",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// A token as it is stored. Its text is nowhere but in the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// Names it.
    pub id: Uuid,
    /// Whose account.
    pub user_id: UserId,
    /// The account's business.
    pub business_id: BusinessId,
    /// What it is good for.
    pub purpose: TokenPurpose,
    /// SHA-256 of the text, in hexadecimal.
    pub hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A token as its holder shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownToken {
    /// Names it.
    pub id: Uuid,
    /// SHA-256 of the text, in hexadecimal.
    pub hash: String,
    /// What it is shown for.
    pub purpose: TokenPurpose,
    /// When.
    pub at: DateTime<Utc>,
}

/// A letter to set a new password that somebody has asked for. Whether there is such an account is not looked at before
/// the request is kept: what cannot be seen cannot be told.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterRequest {
    /// Names it, and the token that comes of it: done twice it makes one letter.
    pub id: Uuid,
    /// Whose account; none for a member of staff, who is known by the address alone.
    pub business_id: Option<BusinessId>,
    /// The address that was given.
    pub email: String,
    /// ISO 639-1 code of the language to write in.
    pub language: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

impl std::fmt::Debug for LetterRequest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "LetterRequest({})", self.id)
    }
}

/// Keeps tokens and does what they are good for.
#[async_trait]
pub trait CredentialStore: Send + Sync + 'static {
    /// Writes a token and the letter that brings it, in one commit, unless the account got `most` of this purpose
    /// since `since`. Answers whether it was written.
    async fn issue_token(
        &self,
        token: &NewToken,
        letter: &NewDelivery,
        most: u64,
        since: DateTime<Utc>,
    ) -> Result<bool, StoreError>;

    /// Whose a token is, if it is good: not used, not over, of this purpose.
    async fn holder(&self, token: &ShownToken) -> Result<Option<User>, StoreError>;

    /// Uses a token up and sets the password, in one commit: every login of the account ends, every other token of
    /// it is void, its address counts as confirmed, and the letter that tells of it is written, as is the entry of
    /// the log for a member of staff. Answers whether the token was good.
    async fn reset_password(
        &self,
        token: &ShownToken,
        password_hash: &str,
        letter: Option<&NewDelivery>,
        told: Option<&NewActivity>,
    ) -> Result<bool, StoreError>;

    /// Uses a token up and notes that the account's address is confirmed. Answers whether the token was good.
    async fn confirm_address(&self, token: &ShownToken) -> Result<bool, StoreError>;

    /// When the present address of an account was confirmed.
    async fn confirmed_at(
        &self,
        business: BusinessId,
        user: UserId,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Keeps a request for a letter.
    async fn ask_for_letter(&self, request: &LetterRequest) -> Result<(), StoreError>;

    /// Requests from before a time that nobody has done, oldest first, at most `limit`.
    async fn letters_asked_for(
        &self,
        before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<LetterRequest>, StoreError>;

    /// A request is done: its letter is written, or there is none to write.
    async fn letter_done(&self, id: Uuid) -> Result<(), StoreError>;

    /// Forgets tokens that were over before a time, at most `limit`. Answers how many.
    async fn forget_tokens(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, StoreError>;
}
