//! Why the desk did not do something, and orders as they are shown, in words.

use serde_json::json;

use super::workbench::Workbench;
use crate::{
    commerce::{
        order::{Order, OrderView},
        ordering::OrderError,
    },
    dialogue::Failure,
    understanding::{Action, Address, Intent},
};

/// Why the desk did not do it.
pub(super) fn refusal(bench: &Workbench<'_>, action: &Action, error: &OrderError) -> Failure {
    let (code, sentence) = match error {
        OrderError::EmptyCart => ("cart_empty", bench.text("cart_empty", &[])),
        OrderError::OutOfStock { name, available: 0 } => {
            ("out_of_stock", bench.text("out_of_stock", &[("name", name)]))
        }
        OrderError::OutOfStock { name, available } => {
            let count = available.to_string();
            let places = [("count", count.as_str()), ("name", name.as_str())];
            ("out_of_stock", bench.text("only_left", &places))
        }
        OrderError::Declined | OrderError::DuplicatePayment => {
            ("payment_declined", bench.text("payment_declined", &[]))
        }
        OrderError::NotFound => {
            let order = action.arguments.order.clone().unwrap_or_default();
            (
                "order_not_found",
                bench.text("order_not_found", &[("order", &order)]),
            )
        }
        _ => ("payment_unavailable", bench.text("payment_unavailable", &[])),
    };
    Failure::Refused {
        code: code.to_owned(),
        sentence,
    }
}

/// That an order's state does not allow it any more.
pub(super) fn not_now(bench: &Workbench<'_>, action: &Action, order: &Order) -> Failure {
    let code = match action.intent {
        Intent::CancelOrder => "order_not_cancellable",
        Intent::RequestRefund => "order_not_refundable",
        _ => "address_not_changeable",
    };
    let status = bench.text(&format!("status_{}", order.status.as_str()), &[]);
    let places = [("order", order.id.as_str()), ("status", status.as_str())];
    Failure::Refused {
        code: code.to_owned(),
        sentence: bench.text(code, &places),
    }
}

/// An order as the structured part of an answer shows it.
pub(super) fn shown(order: &Order) -> Option<serde_json::Value> {
    serde_json::to_value(OrderView::from(order))
        .ok()
        .map(|order| json!({ "order": order }))
}

/// An address as one reads it aloud.
pub(super) fn one_line(address: &Address) -> String {
    let town = [address.state.as_deref(), Some(address.postal_code.as_str())];
    let town: Vec<&str> = town
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let town = town.join(" ");
    let parts = [
        address.name.as_deref(),
        Some(address.line1.as_str()),
        address.line2.as_deref(),
        Some(address.city.as_str()),
        Some(town.as_str()),
        address.country.as_deref(),
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}
