//! Carts. They are written by the journal; here they are read.

use async_trait::async_trait;

use crate::{
    commerce::cart::Cart,
    ids::{BusinessId, SessionId, UserId},
    port::StoreError,
};

/// Reads carts.
#[async_trait]
pub trait CartStore: Send + Sync + 'static {
    /// The cart of a session, or of the account that the session is of, when it ever held something.
    async fn cart_of_session(
        &self,
        business: BusinessId,
        session: &SessionId,
    ) -> Result<Option<Cart>, StoreError>;

    /// Whose cart a session looks at: that of an account, which other sessions may change, or a guest's own.
    async fn account_of_session(
        &self,
        business: BusinessId,
        session: &SessionId,
    ) -> Result<Option<UserId>, StoreError>;

    /// The cart of an account, when it ever held something.
    async fn cart_of_account(&self, business: BusinessId, user: UserId) -> Result<Option<Cart>, StoreError>;
}
