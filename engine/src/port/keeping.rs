//! Keeping the catalogue: every change is one transaction with the entry of the activity log that tells of it.

use async_trait::async_trait;

use crate::{
    activity::NewActivity,
    commerce::keeping::{KeptCategory, KeptItem, KeptProduct, ProductEdit, StockChange},
    ids::{BusinessId, VariantId},
    port::{StoreError, conversations::Page},
};

/// Which products to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptFilter {
    /// Only with this text in name, description or a SKU, whatever its case.
    pub text: Option<String>,
    /// Only of this category.
    pub category: Option<String>,
    /// Only what is sold, or only what is not.
    pub is_active: Option<bool>,
    /// Only with a variant on sale of which there are so many or fewer.
    pub stock_at_most: Option<u32>,
}

/// What became of a product that was to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is written.
    Done,
    /// It has changed since it was read; nothing is written.
    Stale,
}

/// What became of a stock that was to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockChanged {
    /// It is; how many there were before.
    Done {
        /// The variant as it is now.
        item: KeptItem,
        /// How many there were.
        before: u32,
    },
    /// There are not so many; how many there are.
    Short {
        /// How many there are.
        stock: u32,
    },
    /// There would be more than can be counted.
    TooMany,
    /// There is no such variant.
    Unknown,
}

/// What became of a category that was to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryRemoved {
    /// It is gone.
    Done,
    /// So many products on sale name it; it stays.
    InUse(u64),
    /// There is none.
    Unknown,
}

/// Reads and writes the catalogue for those who keep it.
#[async_trait]
pub trait KeepingStore: Send + Sync + 'static {
    /// Products in the shop's order.
    async fn kept_products(
        &self,
        business: BusinessId,
        filter: &KeptFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Page<KeptProduct>, StoreError>;

    /// A product by id, slug, or the id or SKU of one of its variants; also one that is gone.
    async fn kept_product(&self, business: BusinessId, key: &str) -> Result<Option<KeptProduct>, StoreError>;

    /// A variant by id or SKU, also one that is gone.
    async fn kept_item(&self, business: BusinessId, id_or_sku: &str) -> Result<Option<KeptItem>, StoreError>;

    /// Which of these SKUs are taken, whatever their case, and by which variants.
    async fn skus_taken(
        &self,
        business: BusinessId,
        skus: &[String],
    ) -> Result<Vec<(String, VariantId)>, StoreError>;

    /// Writes a product whole: made when it is new, changed under its version when it is not. A taken slug or SKU is
    /// [`StoreError::Taken`].
    async fn save_product(
        &self,
        business: BusinessId,
        edit: &ProductEdit,
        activity: &NewActivity,
    ) -> Result<Saved, StoreError>;

    /// Writes many products, all or none.
    async fn save_products(
        &self,
        business: BusinessId,
        edits: &[ProductEdit],
        activity: &NewActivity,
    ) -> Result<Saved, StoreError>;

    /// Changes a number in stock, never below zero. The entry of the log gets `before` and `after`.
    async fn change_stock(
        &self,
        business: BusinessId,
        id_or_sku: &str,
        change: StockChange,
        activity: &NewActivity,
    ) -> Result<StockChanged, StoreError>;

    /// The categories in their order.
    async fn kept_categories(&self, business: BusinessId) -> Result<Vec<KeptCategory>, StoreError>;

    /// Makes a category, the last of all when `position` is none. A taken slug is [`StoreError::Taken`].
    async fn add_category(
        &self,
        business: BusinessId,
        slug: &str,
        title: &str,
        position: Option<i32>,
        activity: &NewActivity,
    ) -> Result<(), StoreError>;

    /// Changes title and position of a category. Answers whether there is one.
    async fn change_category(
        &self,
        business: BusinessId,
        category: &KeptCategory,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;

    /// Removes a category that no product on sale names.
    async fn remove_category(
        &self,
        business: BusinessId,
        slug: &str,
        activity: &NewActivity,
    ) -> Result<CategoryRemoved, StoreError>;
}
