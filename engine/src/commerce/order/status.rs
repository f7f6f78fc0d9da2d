//! The states of an order and every legal way between them, in one place.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::channel::UnknownName;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The stock is reserved, the payment is under way.
    Pending,
    /// Paid; nobody has begun to pack it.
    Paid,
    /// It is being packed.
    Processing,
    /// It has left.
    Shipped,
    /// It has arrived.
    Delivered,
    /// It will not be sent.
    Cancelled,
    /// All of its money went back.
    Refunded,
    /// Some of its money went back.
    PartiallyRefunded,
}

/// What happens to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The payment came.
    Pay,
    /// The payment did not come.
    Fail,
    /// It is being packed.
    Prepare,
    /// It leaves.
    Ship,
    /// It arrives.
    Deliver,
    /// It is not to be sent.
    Cancel,
    /// Some of the money goes back.
    RefundSome,
    /// All of the money goes back.
    RefundAll,
    /// It goes to another address.
    Redirect,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 9] = [
        Self::Pay,
        Self::Fail,
        Self::Prepare,
        Self::Ship,
        Self::Deliver,
        Self::Cancel,
        Self::RefundSome,
        Self::RefundAll,
        Self::Redirect,
    ];
}

impl OrderStatus {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Paid,
        Self::Processing,
        Self::Shipped,
        Self::Delivered,
        Self::Cancelled,
        Self::Refunded,
        Self::PartiallyRefunded,
    ];

    /// The name in the schema and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Processing => "processing",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::PartiallyRefunded => "partially_refunded",
        }
    }

    /// The state after a step; none when the step is not legal here.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        use OrderStatus as S;
        match (self, step) {
            (S::Pending, Step::Pay) => Some(S::Paid),
            (S::Pending, Step::Fail) | (S::Paid | S::Processing, Step::Cancel) => Some(S::Cancelled),
            (S::Paid, Step::Prepare) => Some(S::Processing),
            (S::Processing | S::PartiallyRefunded, Step::Ship) => Some(S::Shipped),
            (S::Shipped, Step::Deliver) => Some(S::Delivered),
            (S::Paid | S::Processing | S::Shipped | S::Delivered | S::PartiallyRefunded, step) => {
                match step {
                    Step::RefundSome => Some(S::PartiallyRefunded),
                    Step::RefundAll => Some(S::Refunded),
                    Step::Redirect if matches!(self, S::Paid | S::Processing) => Some(self),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl FromStr for OrderStatus {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or_else(|| UnknownName(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_stays_over() {
        for status in [OrderStatus::Cancelled, OrderStatus::Refunded] {
            assert!(Step::ALL.into_iter().all(|step| status.after(step).is_none()));
        }
    }

    #[test]
    fn an_order_is_cancelled_and_redirected_only_before_it_has_left() {
        for status in OrderStatus::ALL {
            let stays = matches!(status, OrderStatus::Paid | OrderStatus::Processing);
            assert_eq!(status.after(Step::Cancel).is_some(), stays, "{status:?}");
            assert_eq!(status.after(Step::Redirect).is_some(), stays, "{status:?}");
        }
    }

    #[test]
    fn money_goes_back_only_where_it_came() {
        for status in OrderStatus::ALL {
            let came = !matches!(
                status,
                OrderStatus::Pending | OrderStatus::Cancelled | OrderStatus::Refunded
            );
            assert_eq!(status.after(Step::RefundSome).is_some(), came, "{status:?}");
        }
    }
}
