//! The tools of the responder: each does one kind of action and says what it did.

mod account;
mod adding;
mod because;
mod cart;
pub(super) mod flows;
mod memory;
mod orders;
mod refusal;
mod search;
mod workbench;

pub(super) use workbench::{Workbench, products_of};

use crate::{
    answering::desk::Desk,
    commerce::ordering::Buyer,
    understanding::{Action, Intent},
};

/// Does one action. Without a desk there are no orders.
pub(super) async fn run(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>, action: &Action) {
    let meant = cart::meant(action);
    let action = meant.as_ref().unwrap_or(action);
    if let Some(flow) = bench.shop().flows.begun_by(action.intent) {
        return flows::begin(bench, desk, flow, action).await;
    }
    match action.intent {
        Intent::ProductSearch => search::search(bench, action),
        Intent::SearchAndAddToCart => adding::search_and_add(bench, action),
        Intent::AddToCart | Intent::AddMultipleToCart => adding::add(bench, action),
        Intent::UpdateCart => cart::update(bench, action),
        Intent::AdjustCartQuantity => cart::adjust(bench, action),
        Intent::RemoveFromCart => cart::remove(bench, action),
        Intent::ViewCart => cart::view(bench, action),
        Intent::ApplyDiscount => cart::discount(bench, action),
        Intent::SupportStatus => account::support_status(bench, action),
        Intent::SupportClose => account::support_close(bench, action),
        Intent::ShowMemory | Intent::SavePreference | Intent::ForgetPreference => {
            match bench.turn.context.memory.clone() {
                Some(known) => memory::with(bench, &known, action),
                None => account::sign_in_first(bench, action),
            }
        }
        _ => match (desk, buyer(bench)) {
            (Some(desk), Some(buyer)) => of_account(bench, desk, buyer, action).await,
            _ => account::sign_in_first(bench, action),
        },
    }
}

/// What is done for people who have signed in.
async fn of_account(bench: &mut Workbench<'_>, desk: &dyn Desk, buyer: Buyer, action: &Action) {
    match action.intent {
        Intent::OrderStatus | Intent::MultiStatus => orders::status(bench, desk, buyer, action).await,
        _ => account::not_here(bench, action),
    }
}

fn buyer(bench: &Workbench<'_>) -> Option<Buyer> {
    let user_id = bench.turn.context.signed_in?;
    Some(Buyer {
        business_id: bench.turn.business_id,
        user_id,
    })
}
