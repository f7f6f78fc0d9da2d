//! Carts. They are written by the journal; here they are read.

use async_trait::async_trait;

use crate::{
    commerce::cart::Cart,
    ids::{BusinessId, SessionId},
    port::StoreError,
};

/// Reads carts.
#[async_trait]
pub trait CartStore: Send + Sync + 'static {
    /// The cart of a session, when it ever held something.
    async fn cart_of_session(
        &self,
        business: BusinessId,
        session: &SessionId,
    ) -> Result<Option<Cart>, StoreError>;
}
