//! The shop as a whole: its orders, and what it comes to in figures.

use std::collections::BTreeMap;

use async_trait::async_trait;

use crate::{
    commerce::order::{Order, OrderStatus},
    ids::BusinessId,
    money::Minor,
    port::{StoreError, conversations::Page},
};

/// A shop in figures, of one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopFigures {
    /// Orders by where they stand.
    pub orders: BTreeMap<String, u64>,
    /// What was paid, less what went back; by currency.
    pub revenue: BTreeMap<String, Minor>,
    /// Products on sale.
    pub products: u64,
    /// Variants on sale.
    pub variants: u64,
    /// Pieces in stock of all variants on sale.
    pub pieces: u64,
    /// Variants on sale of which there are few.
    pub low_stock: u64,
    /// Categories.
    pub categories: u64,
    /// Shoppers with an account.
    pub shoppers: u64,
    /// Members of the staff.
    pub staff: u64,
    /// Conversations by where they stand.
    pub conversations: BTreeMap<String, u64>,
}

/// Reads a shop as a whole.
#[async_trait]
pub trait OverviewStore: Send + Sync + 'static {
    /// The orders of a shop, newest first; only those of a status when one is named.
    async fn shop_orders(
        &self,
        business: BusinessId,
        status: Option<OrderStatus>,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Order>, StoreError>;

    /// The shop in figures. A variant of which there are `few` or fewer counts as low in stock.
    async fn shop_figures(&self, business: BusinessId, few: u32) -> Result<ShopFigures, StoreError>;
}
