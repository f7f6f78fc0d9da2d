//! The shop's products.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    commerce::catalogue::Product,
    ids::{BusinessId, VariantId},
    money::Minor,
    port::StoreError,
};

/// Price and stock of a variant at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The variant.
    pub variant_id: VariantId,
    /// What one costs.
    pub price: Minor,
    /// How many there are.
    pub stock: u32,
}

/// A product to write, with what only the workspace knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProduct {
    /// The product with all its variants.
    pub product: Product,
    /// The category's title as shown to people.
    pub category_title: String,
}

/// Reads and writes the catalogue.
#[async_trait]
pub trait CatalogueStore: Send + Sync + 'static {
    /// Every product that is not deleted, in the shop's order.
    async fn products(&self, business: BusinessId) -> Result<Vec<Product>, StoreError>;

    /// Price and stock as they are now; variants that are gone are left out.
    async fn quotes(&self, business: BusinessId, variants: &[VariantId]) -> Result<Vec<Quote>, StoreError>;

    /// Writes products that are not there yet, by slug. Answers how many were written.
    async fn add_products(&self, business: BusinessId, products: &[NewProduct]) -> Result<u64, StoreError>;

    /// Sets the stock of a variant (id or SKU). Answers whether there is such a variant.
    async fn set_stock(&self, business: BusinessId, id_or_sku: &str, stock: u32) -> Result<bool, StoreError>;
}
