//! An order: what was bought, for how much, where it goes, and what may be done with it.

mod change;
mod status;
mod view;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::{
    change::{Act, Change, ChangeError, RefundLine},
    status::{OrderStatus, Step},
    view::OrderView,
};
use crate::{
    commerce::cart::Totals,
    ids::{OrderId, ProductId, UserId, VariantId},
    money::Minor,
    understanding::Address,
};

/// Something that was bought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Numbered in its business, as a person would read it aloud.
    pub id: OrderId,
    /// Who bought.
    pub user_id: UserId,
    /// Advanced by every change: the fence.
    pub version: i64,
    /// Where it stands.
    pub status: OrderStatus,
    /// What was bought, in the order of the cart.
    pub items: Vec<OrderItem>,
    /// For how much.
    pub totals: Totals,
    /// ISO 4217 code.
    pub currency: String,
    /// How much of it went back or is on its way back.
    pub refunded: Minor,
    /// Where it goes.
    pub address: Address,
    /// How it was paid, such as `card`.
    pub payment_type: String,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
    /// When the payment came.
    pub paid_at: Option<DateTime<Utc>>,
    /// When it left.
    pub shipped_at: Option<DateTime<Utc>>,
    /// What happened to it, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// One line of an order: names and prices as they were when it was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderItem {
    /// The line.
    pub id: Uuid,
    /// What product.
    pub product_id: ProductId,
    /// Which variant.
    pub variant_id: VariantId,
    /// Its SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// The variant's options.
    pub options: BTreeMap<String, String>,
    /// How many were bought.
    pub quantity: u32,
    /// What one cost.
    pub unit_price: Minor,
    /// How many of them were paid back.
    pub refunded: u32,
    /// How many pieces of the stock it holds or has taken away.
    pub held: u32,
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// The state since then.
    pub status: OrderStatus,
    /// A stable word for what happened.
    pub detail: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl OrderItem {
    /// What all of the line cost.
    #[must_use]
    pub fn line_total(&self) -> Minor {
        self.unit_price.times(self.quantity).unwrap_or(Minor(i64::MAX))
    }
}

/// The id of an order by its number.
#[must_use]
pub fn id_of(number: i64) -> OrderId {
    OrderId(format!("order_{number:06}"))
}

#[cfg(test)]
mod tests;
