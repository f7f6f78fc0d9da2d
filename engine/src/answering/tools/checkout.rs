//! Checking out by talking: where to, for how much, yes, done. The order desk does the work, as it does for the routes.

use serde_json::json;

use super::workbench::Workbench;
use crate::{
    commerce::{
        order::{Order, OrderView},
        ordering::{Buyer, Checkout, OrderDesk, OrderError},
    },
    conversation::event::SuggestedAction,
    money::Minor,
    understanding::{Action, Address, OpenQuestion, QuestionKind},
};

/// What the payment provider keeps for a shopper who types no card into a chat.
const ON_FILE: &str = "pm_on_file";

/// Places an order once the shopper has said yes to address and amount.
pub(super) async fn checkout(bench: &mut Workbench<'_>, desk: &OrderDesk, buyer: Buyer, action: &Action) {
    if bench.is_confirmed(action)
        && let (Some(address), Some(agreed)) = (action.arguments.address.clone(), action.arguments.agreed)
    {
        return place(bench, desk, buyer, action, address, agreed).await;
    }
    let quoted = desk.quote(bench.shop().into(), buyer).await;
    let total = match quoted {
        Ok(order) => order.totals.total,
        Err(error) => return refuse(bench, action, &error),
    };
    match address_for(desk, buyer, action).await {
        Ok(Some(address)) => confirm(bench, action, address, total),
        Ok(None) => {
            let question = OpenQuestion {
                kind: QuestionKind::WhichAddress,
                pending: action.clone(),
                options: Vec::new(),
            };
            let sentence = bench.text("which_address", &[]);
            bench.asks(action, question, sentence);
        }
        Err(error) => refuse(bench, action, &error),
    }
}

async fn place(
    bench: &mut Workbench<'_>,
    desk: &OrderDesk,
    buyer: Buyer,
    action: &Action,
    address: Address,
    agreed: Minor,
) {
    let checkout = Checkout {
        address: address.clone(),
        payment_type: "card".to_owned(),
        token: ON_FILE.to_owned(),
        agreed: Some(agreed),
    };
    let key = bench.request_key(action);
    match desk.place(bench.shop().into(), buyer, &checkout, key).await {
        Ok(order) => {
            // The desk has emptied the cart; what is shown of it follows.
            bench.cart.lines.clear();
            bench.cart.discount_code = None;
            bench.outcome.show_cart = true;
            let total = bench.money(&order.totals.total.to_string());
            let places = [("order", order.id.as_str()), ("total", total.as_str())];
            let sentence = bench.text("order_placed", &places);
            bench.outcome.suggested_actions =
                vec![SuggestedAction::new("Where is my order?", "where is my order")];
            bench.done(action, shown(&order), sentence);
        }
        Err(OrderError::PriceChanged { total }) => confirm(bench, action, address, total),
        Err(error) => refuse(bench, action, &error),
    }
}

/// The address that was said, else the one of the last order.
async fn address_for(desk: &OrderDesk, buyer: Buyer, action: &Action) -> Result<Option<Address>, OrderError> {
    if let Some(said) = &action.arguments.address {
        return Ok(Some(said.clone()).filter(|said| said.missing().is_empty()));
    }
    let (orders, _total) = desk.list(buyer, 0, 1).await?;
    Ok(orders.into_iter().next().map(|order| order.address))
}

fn confirm(bench: &mut Workbench<'_>, action: &Action, address: Address, total: Minor) {
    let (amount, place) = (bench.money(&total.to_string()), one_line(&address));
    let sentence = bench.text("confirm_checkout", &[("total", &amount), ("address", &place)]);
    let mut pending = action.clone();
    pending.arguments.address = Some(address);
    pending.arguments.agreed = Some(total);
    bench.asks_whether(action, pending, sentence);
}

/// Says why the desk did not do it.
pub(super) fn refuse(bench: &mut Workbench<'_>, action: &Action, error: &OrderError) {
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
    bench.refused(action, code, sentence);
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
