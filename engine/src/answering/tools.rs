//! The tools of the responder: each does one kind of action and says what it did.

mod account;
mod adding;
mod cart;
mod search;
mod workbench;

pub(super) use workbench::{Workbench, products_of};

use crate::understanding::{Action, Intent};

/// Does one action.
pub(super) fn run(bench: &mut Workbench<'_>, action: &Action) {
    match action.intent {
        Intent::ProductSearch => search::search(bench, action),
        Intent::SearchAndAddToCart => adding::search_and_add(bench, action),
        Intent::AddToCart | Intent::AddMultipleToCart => adding::add(bench, action),
        Intent::UpdateCart => cart::update(bench, action),
        Intent::AdjustCartQuantity => cart::adjust(bench, action),
        Intent::RemoveFromCart => cart::remove(bench, action),
        Intent::ClearCart => cart::clear(bench, action),
        Intent::ViewCart => cart::view(bench, action),
        Intent::ApplyDiscount => cart::discount(bench, action),
        Intent::SupportStatus => account::support_status(bench, action),
        Intent::SupportClose => account::support_close(bench, action),
        _ => account::sign_in_first(bench, action),
    }
}
