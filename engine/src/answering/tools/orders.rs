//! Where orders stand, by talking.

use super::{
    refusal::{refusal, shown},
    workbench::Workbench,
};
use crate::{
    answering::desk::Desk,
    commerce::{order::Order, ordering::Buyer},
    dialogue::Failure,
    ids::OrderId,
    understanding::Action,
};

/// Orders that are told of at once.
const TOLD: u64 = 3;

/// Where an order stands, or the last few.
pub(super) async fn status(bench: &mut Workbench<'_>, desk: &dyn Desk, buyer: Buyer, action: &Action) {
    let found = match named(action) {
        Some(id) => desk.order(buyer, &id).await.map(|order| vec![order]),
        None => desk.orders(buyer, TOLD).await,
    };
    let orders = match found {
        Ok(orders) => orders,
        Err(error) => {
            if let Failure::Refused { code, sentence } = refusal(bench, action, &error) {
                bench.refused(action, &code, sentence);
            }
            return;
        }
    };
    if orders.is_empty() {
        let sentence = bench.text("orders_none", &[]);
        return bench.done(action, Some(serde_json::json!({ "orders": [] })), sentence);
    }
    let lines: Vec<String> = orders.iter().map(|order| line(bench, order)).collect();
    let views = orders.iter().filter_map(shown).collect::<Vec<_>>();
    bench.done(
        action,
        Some(serde_json::json!({ "orders": views })),
        lines.join("\n"),
    );
}

fn line(bench: &Workbench<'_>, order: &Order) -> String {
    let status = bench.text(&format!("status_{}", order.status.as_str()), &[]);
    let (date, total) = (
        order.created_at.format("%Y-%m-%d").to_string(),
        bench.money(&order.totals.total.to_string()),
    );
    let places = [
        ("order", order.id.as_str()),
        ("date", &date),
        ("status", &status),
        ("total", &total),
    ];
    bench.text("order_line", &places)
}

fn named(action: &Action) -> Option<OrderId> {
    action.arguments.order.as_deref().map(OrderId::from)
}
