//! Discount codes as they are stored.

use async_trait::async_trait;

use crate::{commerce::discount::Discount, ids::BusinessId, port::StoreError};

/// Reads and writes discount codes.
#[async_trait]
pub trait DiscountStore: Send + Sync + 'static {
    /// The codes of a business.
    async fn discounts(&self, business: BusinessId) -> Result<Vec<Discount>, StoreError>;
    /// Adds the codes that are not there yet. Answers how many were added.
    async fn add_discounts(&self, business: BusinessId, discounts: &[Discount]) -> Result<u64, StoreError>;
}
