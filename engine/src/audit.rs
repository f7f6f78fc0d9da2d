//! The proof that nothing was lost, from rows alone: rows in, violations out.
//!
//! A [`History`] is everything that is stored of one conversation. [`violations`] holds it against the promises that
//! the journal makes; it trusts no summary, and counts for itself. Whoever reads the rows decides how many
//! conversations are in memory at once: one is enough.

mod deliveries;
mod history;
mod orders;
mod report;
mod rules;
#[cfg(test)]
mod tests;

pub use deliveries::delivery_violation;
pub use history::{
    DeadLetterRow, EventFact, EventRow, HeadRow, History, MessageRow, OutboxRow, ReceiptRow, StockRow,
    TurnRow,
};
pub use orders::{OrderLineRow, OrderRow, PaymentFact, number_violation, order_violations};
pub use report::{Counts, Report, Rule, Violation};
pub use rules::{stock_violation, violations};
