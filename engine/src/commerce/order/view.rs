//! An order as the shopper's pages and cards read it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Order, OrderItem, TimelineEntry};
use crate::understanding::Address;

/// The order body of http.md.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// `order_000001`.
    pub order_id: String,
    /// Where it stands.
    pub status: String,
    /// What was bought.
    pub items: Vec<OrderItemView>,
    /// Sum of the lines.
    pub subtotal: String,
    /// Taken off.
    pub discount: String,
    /// The code that took it off.
    pub discount_code: Option<String>,
    /// On subtotal less discount.
    pub tax: String,
    /// Flat.
    pub shipping: String,
    /// What was paid.
    pub total: String,
    /// How much of it went back.
    pub refunded: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Where it goes.
    pub shipping_address: Address,
    /// How it was paid.
    pub payment_method: PaymentMethodView,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
    /// What happened to it, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// How an order was paid; never with what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentMethodView {
    /// Such as `card`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderItemView {
    /// The line, to be named in a refund.
    pub item_id: String,
    /// What product.
    pub product_id: String,
    /// Which variant.
    pub variant_id: String,
    /// Its SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// The variant's options.
    pub options: BTreeMap<String, String>,
    /// How many were bought.
    pub quantity: u32,
    /// How many of them were paid back.
    pub refunded_quantity: u32,
    /// What one cost.
    pub unit_price: String,
    /// Quantity times unit price.
    pub line_total: String,
}

impl From<&Order> for OrderView {
    fn from(order: &Order) -> Self {
        let totals = &order.totals;
        Self {
            order_id: order.id.to_string(),
            status: order.status.as_str().to_owned(),
            items: order.items.iter().map(OrderItemView::from).collect(),
            subtotal: totals.subtotal.to_string(),
            discount: totals.discount.to_string(),
            discount_code: totals.discount_code.clone(),
            tax: totals.tax.to_string(),
            shipping: totals.shipping.to_string(),
            total: totals.total.to_string(),
            refunded: order.refunded.to_string(),
            currency: order.currency.clone(),
            shipping_address: order.address.clone(),
            payment_method: PaymentMethodView {
                kind: order.payment_type.clone(),
            },
            created_at: order.created_at,
            timeline: order.timeline.clone(),
        }
    }
}

impl From<&OrderItem> for OrderItemView {
    fn from(item: &OrderItem) -> Self {
        Self {
            item_id: item.id.to_string(),
            product_id: item.product_id.to_string(),
            variant_id: item.variant_id.to_string(),
            sku: item.sku.clone(),
            name: item.name.clone(),
            options: item.options.clone(),
            quantity: item.quantity,
            refunded_quantity: item.refunded,
            unit_price: item.unit_price.to_string(),
            line_total: item.line_total().to_string(),
        }
    }
}
