//! From rows to orders.

use std::collections::HashMap;

use colloquy_engine::{
    commerce::{
        cart::Totals,
        order::{Order, OrderItem, TimelineEntry},
    },
    ids::{BusinessId, OrderId, UserId},
    money::Minor,
    port::orders::{PaymentKind, PaymentRow, PaymentStatus},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    error::Trouble,
    rows::{corrupt, count, from_json, from_name},
    tables::trade::{order_events, order_items, orders, payments},
};

/// Orders with their lines and what happened to them.
pub(super) async fn with_parts(
    moment: &impl ConnectionTrait,
    business: BusinessId,
    rows: Vec<orders::Model>,
) -> Result<Vec<Order>, Trouble> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut items: HashMap<String, Vec<OrderItem>> = HashMap::new();
    for row in order_items::Entity::find()
        .filter(order_items::Column::BusinessId.eq(business.0))
        .filter(order_items::Column::OrderId.is_in(ids.clone()))
        .order_by_asc(order_items::Column::Position)
        .all(moment)
        .await?
    {
        items.entry(row.order_id.clone()).or_default().push(item(row)?);
    }
    let mut timelines: HashMap<String, Vec<TimelineEntry>> = HashMap::new();
    for row in order_events::Entity::find()
        .filter(order_events::Column::BusinessId.eq(business.0))
        .filter(order_events::Column::OrderId.is_in(ids))
        .order_by_asc(order_events::Column::Id)
        .all(moment)
        .await?
    {
        let entry = TimelineEntry {
            status: from_name("order event", &row.status)?,
            detail: row.detail,
            at: row.at,
        };
        timelines.entry(row.order_id).or_default().push(entry);
    }
    rows.into_iter()
        .map(|row| {
            let items = items.remove(&row.id).unwrap_or_default();
            let timeline = timelines.remove(&row.id).unwrap_or_default();
            order(row, items, timeline)
        })
        .collect()
}

fn order(row: orders::Model, items: Vec<OrderItem>, timeline: Vec<TimelineEntry>) -> Result<Order, Trouble> {
    Ok(Order {
        id: OrderId(row.id),
        user_id: UserId(row.user_id),
        version: row.version,
        status: from_name("order", &row.status)?,
        items,
        totals: Totals {
            subtotal: Minor(row.subtotal),
            discount: Minor(row.discount),
            discount_code: row.discount_code,
            tax: Minor(row.tax),
            shipping: Minor(row.shipping),
            total: Minor(row.total),
        },
        currency: row.currency,
        refunded: Minor(row.refunded),
        address: from_json("order", row.shipping_address)?,
        payment_type: row.payment_type,
        created_at: row.created_at,
        paid_at: row.paid_at,
        shipped_at: row.shipped_at,
        timeline,
    })
}

fn item(row: order_items::Model) -> Result<OrderItem, Trouble> {
    Ok(OrderItem {
        id: row.id,
        product_id: row.product_id.into(),
        variant_id: row.variant_id.into(),
        sku: row.sku,
        name: row.name,
        options: from_json("order line", row.options)?,
        quantity: count("order line", i64::from(row.quantity))?,
        unit_price: Minor(row.unit_price),
        refunded: count("order line", i64::from(row.refunded_quantity))?,
        held: count("order line", i64::from(row.held))?,
    })
}

/// A movement of money.
pub(super) fn payment(row: payments::Model) -> Result<PaymentRow, Trouble> {
    let kind = [PaymentKind::Charge, PaymentKind::Refund]
        .into_iter()
        .find(|kind| kind.as_str() == row.kind);
    let status = [PaymentStatus::Pending, PaymentStatus::Done, PaymentStatus::Void]
        .into_iter()
        .find(|status| status.as_str() == row.status);
    Ok(PaymentRow {
        id: row.id,
        order_id: OrderId(row.order_id),
        kind: kind.ok_or_else(|| corrupt("payment", &"unknown kind"))?,
        amount: Minor(row.amount),
        status: status.ok_or_else(|| corrupt("payment", &"unknown status"))?,
        created_at: row.created_at,
    })
}
