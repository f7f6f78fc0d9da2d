//! Orders by talking: where one is, cancelling, money back, another address. Nothing that moves money or goods happens
//! without a yes to a question that names the order and the amount.

use super::{
    checkout::{one_line, refuse, shown},
    workbench::Workbench,
};
use crate::{
    commerce::{
        order::{Act, Order},
        ordering::{Buyer, OrderDesk, OrderError},
    },
    conversation::event::SuggestedAction,
    ids::OrderId,
    money::Minor,
    understanding::{Action, Intent, OpenQuestion, QuestionKind, Reference},
};

/// Orders that are told of at once.
const TOLD: u64 = 3;
/// Orders that a question offers at most.
const OFFERED: u64 = 6;

/// Where an order stands, or the last few.
pub(super) async fn status(bench: &mut Workbench<'_>, desk: &OrderDesk, buyer: Buyer, action: &Action) {
    let found = match named(action) {
        Some(id) => desk.find(buyer, &id).await.map(|order| vec![order]),
        None => desk.list(buyer, 0, TOLD).await.map(|(orders, _total)| orders),
    };
    let orders = match found {
        Ok(orders) => orders,
        Err(error) => return refuse(bench, action, &error),
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

/// Cancels an order, gives money back, or sends it elsewhere, after a yes.
pub(super) async fn change(bench: &mut Workbench<'_>, desk: &OrderDesk, buyer: Buyer, action: &Action) {
    if bench.is_confirmed(action)
        && let Some(id) = named(action)
    {
        return carry_out(bench, desk, buyer, action, &id).await;
    }
    match which(desk, buyer, action).await {
        Ok(Which::One(order)) => confirm(bench, desk, action, &order),
        Ok(Which::None) => {
            let sentence = bench.text("orders_none", &[]);
            bench.outcome.suggested_actions = vec![SuggestedAction::new(
                "Talk to a person",
                "I want to talk to a person",
            )];
            bench.refused(action, "order_not_found", sentence);
        }
        Ok(Which::Several(orders)) => {
            let options: Vec<String> = orders.iter().map(|order| order.id.to_string()).collect();
            let choices = bench.choices(&options, "choice_or");
            let sentence = bench.text("which_order", &[("choices", &choices)]);
            let question = OpenQuestion {
                kind: QuestionKind::WhichOrder,
                pending: action.clone(),
                options,
            };
            bench.asks(action, question, sentence);
        }
        Err(error) => refuse(bench, action, &error),
    }
}

/// The order that is meant.
enum Which {
    One(Box<Order>),
    Several(Vec<Order>),
    None,
}

async fn which(desk: &OrderDesk, buyer: Buyer, action: &Action) -> Result<Which, OrderError> {
    if let Some(id) = named(action) {
        return Ok(Which::One(Box::new(desk.find(buyer, &id).await?)));
    }
    let (mut orders, _total) = desk.list(buyer, 0, OFFERED).await?;
    if action.arguments.reference == Some(Reference::Last) {
        orders.truncate(1);
    }
    // Only those are offered that it can be done with; when there are none, the newest says why not.
    let newest = orders.first().cloned();
    orders.retain(|order| order.change(act(action), order.created_at).is_ok());
    Ok(match (orders.len(), newest) {
        (_, None) => Which::None,
        (0, Some(newest)) => Which::One(Box::new(newest)),
        (1, _) => Which::One(Box::new(orders.remove(0))),
        _ => Which::Several(orders),
    })
}

fn confirm(bench: &mut Workbench<'_>, desk: &OrderDesk, action: &Action, order: &Order) {
    let change = match order.change(act(action), desk.clock.now()) {
        Ok(change) => change,
        Err(_) => return not_now(bench, action, order),
    };
    let mut pending = action.clone();
    pending.arguments.order = Some(order.id.to_string());
    pending.arguments.agreed = Some(change.money_back);
    let amount = bench.money(&change.money_back.to_string());
    let id = order.id.as_str();
    let sentence = match action.intent {
        Intent::CancelOrder => bench.text("confirm_cancel_order", &[("order", id), ("total", &amount)]),
        Intent::RequestRefund => bench.text("confirm_refund", &[("order", id), ("total", &amount)]),
        _ => match action
            .arguments
            .address
            .as_ref()
            .filter(|address| address.missing().is_empty())
        {
            Some(address) => {
                let place = one_line(address);
                bench.text("confirm_address", &[("order", id), ("address", &place)])
            }
            None => {
                pending.arguments.agreed = None;
                let question = OpenQuestion {
                    kind: QuestionKind::WhichAddress,
                    pending,
                    options: Vec::new(),
                };
                let sentence = bench.text("which_address", &[]);
                return bench.asks(action, question, sentence);
            }
        },
    };
    bench.asks_whether(action, pending, sentence);
}

async fn carry_out(bench: &mut Workbench<'_>, desk: &OrderDesk, buyer: Buyer, action: &Action, id: &OrderId) {
    let key = bench.request_key(action);
    let (name, agreed) = (id.as_str(), action.arguments.agreed.unwrap_or(Minor::ZERO));
    let done = match (action.intent, action.arguments.address.clone()) {
        (Intent::CancelOrder, _) => desk.cancel(buyer, id, key).await,
        (Intent::RequestRefund, _) => desk.refund(buyer, id, None, key).await,
        (_, Some(address)) => desk.redirect(buyer, id, address, key).await,
        (_, None) => Err(OrderError::NotFound),
    };
    let order = match done {
        Ok(order) => order,
        Err(OrderError::NotNow(_)) => {
            return match desk.find(buyer, id).await {
                Ok(order) => not_now(bench, action, &order),
                Err(error) => refuse(bench, action, &error),
            };
        }
        Err(error) => return refuse(bench, action, &error),
    };
    let sentence = match action.intent {
        Intent::CancelOrder => bench.text("order_cancelled", &[("order", name)]),
        Intent::RequestRefund => {
            let amount = bench.money(&agreed.to_string());
            bench.text("refund_done", &[("total", &amount), ("order", name)])
        }
        _ => {
            let place = one_line(&order.address);
            bench.text("address_changed", &[("order", name), ("address", &place)])
        }
    };
    bench.done(action, shown(&order), sentence);
}

fn not_now(bench: &mut Workbench<'_>, action: &Action, order: &Order) {
    let code = match action.intent {
        Intent::CancelOrder => "order_not_cancellable",
        Intent::RequestRefund => "order_not_refundable",
        _ => "address_not_changeable",
    };
    let status = bench.text(&format!("status_{}", order.status.as_str()), &[]);
    let places = [("order", order.id.as_str()), ("status", status.as_str())];
    let sentence = bench.text(code, &places);
    bench.refused(action, code, sentence);
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

fn act(action: &Action) -> Act {
    match action.intent {
        Intent::CancelOrder => Act::Cancel,
        Intent::RequestRefund => Act::Refund(None),
        _ => Act::Redirect(action.arguments.address.clone().unwrap_or_default()),
    }
}
