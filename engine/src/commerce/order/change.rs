//! What is done with an order, and what that means for stock and money. Nothing else changes an order.

use chrono::{DateTime, Utc};
use rust_decimal::{Decimal, RoundingStrategy};
use uuid::Uuid;

use super::{Order, OrderStatus, Step, TimelineEntry};
use crate::{ids::VariantId, money::Minor, understanding::Address};

/// What shall be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// The payment came.
    Pay,
    /// The payment did not come; a stable word for why.
    Fail(&'static str),
    /// It is being packed.
    Prepare,
    /// It leaves.
    Ship,
    /// It arrives.
    Deliver,
    /// It is not wanted any more.
    Cancel,
    /// Money goes back: for these lines, or for all that is left.
    Refund(Option<Vec<RefundLine>>),
    /// It goes elsewhere.
    Redirect(Address),
}

/// So many of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundLine {
    /// The line.
    pub item_id: Uuid,
    /// How many of it.
    pub quantity: u32,
}

/// An order after an act, and what has to happen with it in the same moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The order from then on; its version is the one it was read with.
    pub order: Order,
    /// What goes back to the stock.
    pub restock: Vec<(VariantId, u32)>,
    /// What goes back to the shopper.
    pub money_back: Minor,
}

/// Why an order cannot be changed as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// Its state does not allow it.
    #[error("the order is {}", .0.as_str())]
    NotNow(OrderStatus),
    /// A line that the order does not have, or more of it than is left.
    #[error("the order has no {quantity} of line {item_id} left to refund")]
    Line {
        /// The line that was named.
        item_id: Uuid,
        /// How many were named.
        quantity: u32,
    },
    /// A refund of nothing.
    #[error("there is nothing to refund")]
    Nothing,
}

impl Order {
    /// What becomes of it by an act.
    ///
    /// # Errors
    /// [`ChangeError`]; nothing changes then.
    pub fn change(&self, act: Act, now: DateTime<Utc>) -> Result<Change, ChangeError> {
        let mut change = Change {
            order: self.clone(),
            restock: Vec::new(),
            money_back: Minor::ZERO,
        };
        let (step, detail) = match act {
            Act::Pay => {
                change.order.paid_at = Some(now);
                (Step::Pay, "paid")
            }
            Act::Fail(why) => {
                change.let_go();
                (Step::Fail, why)
            }
            Act::Prepare => (Step::Prepare, "processing"),
            Act::Ship => {
                change.order.shipped_at = Some(now);
                (Step::Ship, "shipped")
            }
            Act::Deliver => (Step::Deliver, "delivered"),
            Act::Cancel => {
                change.let_go();
                change.money_back = self.totals.total.minus(self.refunded);
                change.order.refunded = self.totals.total;
                (Step::Cancel, "cancelled")
            }
            Act::Refund(lines) => {
                // Said before the lines are looked at: an order that is over has none left.
                self.status
                    .after(Step::RefundSome)
                    .ok_or(ChangeError::NotNow(self.status))?;
                change.refund(lines)?
            }
            Act::Redirect(address) => {
                change.order.address = address;
                (Step::Redirect, "address_changed")
            }
        };
        let status = self.status.after(step).ok_or(ChangeError::NotNow(self.status))?;
        change.order.status = status;
        change.order.timeline.push(TimelineEntry {
            status,
            detail: detail.to_owned(),
            at: now,
        });
        Ok(change)
    }

    /// What the lines that are refunded so far are worth: tax and discount in proportion, the shipping with the last.
    /// Reckoned from the whole each time, so that parts add up to the total to the cent.
    fn worth_back(&self) -> Minor {
        if self.is_given_back() {
            return self.totals.total;
        }
        let back: i64 = self
            .items
            .iter()
            .map(|item| item.unit_price.0.saturating_mul(i64::from(item.refunded)))
            .fold(0, i64::saturating_add);
        let goods = self.totals.total.minus(self.totals.shipping);
        if self.totals.subtotal == Minor::ZERO {
            return Minor::ZERO;
        }
        let exact = Decimal::from(goods.0) * Decimal::from(back) / Decimal::from(self.totals.subtotal.0);
        let cents = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        Minor(i64::try_from(cents).unwrap_or(goods.0)).min(goods)
    }
}

impl Order {
    fn is_given_back(&self) -> bool {
        self.items.iter().all(|item| item.refunded == item.quantity)
    }
}

impl Change {
    /// All that the order still holds goes back to the stock.
    fn let_go(&mut self) {
        for item in &mut self.order.items {
            if item.held > 0 {
                self.restock.push((item.variant_id.clone(), item.held));
                item.held = 0;
            }
        }
    }

    fn refund(&mut self, lines: Option<Vec<RefundLine>>) -> Result<(Step, &'static str), ChangeError> {
        let has_left = self.order.shipped_at.is_some();
        let lines = lines.unwrap_or_else(|| {
            let items = self.order.items.iter();
            items
                .map(|item| RefundLine {
                    item_id: item.id,
                    quantity: item.quantity - item.refunded,
                })
                .filter(|line| line.quantity > 0)
                .collect()
        });
        if lines.is_empty() {
            return Err(ChangeError::Nothing);
        }
        for line in lines {
            let missing = ChangeError::Line {
                item_id: line.item_id,
                quantity: line.quantity,
            };
            let item = self.order.items.iter_mut().find(|item| item.id == line.item_id);
            let item = item.ok_or_else(|| missing.clone())?;
            if line.quantity == 0 || line.quantity > item.quantity - item.refunded {
                return Err(missing);
            }
            item.refunded += line.quantity;
            // What has left comes back by post, and is put on the shelf by whoever unpacks it.
            if !has_left {
                let freed = line.quantity.min(item.held);
                item.held -= freed;
                self.restock.push((item.variant_id.clone(), freed));
            }
        }
        let worth = self.order.worth_back();
        self.money_back = worth.minus(self.order.refunded);
        self.order.refunded = worth;
        if self.order.is_given_back() {
            Ok((Step::RefundAll, "refunded"))
        } else {
            Ok((Step::RefundSome, "partially_refunded"))
        }
    }
}
