//! Bringing money and orders into agreement, whatever was cut off in between.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::placing::effect;
use crate::{
    commerce::{
        order::{Act, Order, OrderStatus},
        ordering::{Buyer, OrderDesk, OrderError, TRIES},
    },
    ids::BusinessId,
    port::{
        orders::{OrderWrite, PaymentKind, PaymentRow, PaymentStatus, RequestFate},
        payments::{Closed, GiveBack},
        requests::RequestKey,
    },
};

impl OrderDesk {
    /// An order that a request has made: when its payment is still under way, the provider is asked how it ended.
    ///
    /// # Errors
    /// [`OrderError::PaymentTimeout`] when no money was taken, [`OrderError::PaymentPending`] when nobody knows yet.
    pub async fn finish(
        &self,
        buyer: Buyer,
        order: Order,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let settled = if order.status == OrderStatus::Pending {
            let payments = self.orders.payments_of(buyer.business_id, &order.id).await?;
            let charge = payments.iter().find(|row| row.kind == PaymentKind::Charge);
            let charge = charge.ok_or(OrderError::PaymentPending)?.id;
            self.close(buyer.business_id, order, charge, key).await?
        } else {
            order
        };
        if settled.paid_at.is_some() {
            return Ok(settled);
        }
        Err(OrderError::PaymentTimeout)
    }

    /// Settles every movement of money that is pending since before a moment. Answers how many were settled; those
    /// that the provider says nothing about wait for the next look.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn settle_due(&self, before: DateTime<Utc>, limit: u64) -> Result<u64, OrderError> {
        let mut settled = 0;
        for (business, payment) in self.orders.pending_payments(before, limit).await? {
            let done = match payment.kind {
                PaymentKind::Refund => self.pay_back(business, &payment).await,
                PaymentKind::Charge => self.close_charge(business, &payment).await,
            };
            match done {
                Ok(()) => settled += 1,
                Err(OrderError::Store(error)) => return Err(error.into()),
                Err(_waits) => {}
            }
        }
        Ok(settled)
    }

    async fn close_charge(&self, business: BusinessId, payment: &PaymentRow) -> Result<(), OrderError> {
        let order = self.orders.order(business, &payment.order_id).await?;
        let order = order.ok_or(OrderError::NotFound)?;
        self.close(business, order, payment.id, None).await.map(|_| ())
    }

    /// Has the provider say how a charge ended, and the order follow.
    async fn close(
        &self,
        business: BusinessId,
        order: Order,
        charge: Uuid,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let closed = self.payments.close(business, charge).await;
        let act = match closed.map_err(|_no_answer| OrderError::PaymentPending)? {
            Closed::Taken => Act::Pay,
            Closed::Void => Act::Fail("payment_timeout"),
        };
        self.settle_charge(business, order, charge, &act, key).await
    }

    /// Writes how a charge ended. Whoever comes second finds it written and leaves it so.
    pub(super) async fn settle_charge(
        &self,
        business: BusinessId,
        mut order: Order,
        charge: Uuid,
        act: &Act,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let taken = *act == Act::Pay;
        for _ in 0..TRIES {
            if order.status != OrderStatus::Pending {
                return Ok(order);
            }
            let now = self.clock.now();
            let change = order.change(act.clone(), now)?;
            let write = OrderWrite {
                business_id: business,
                order: change.order.clone(),
                restock: change.restock,
                payments: vec![PaymentRow {
                    id: charge,
                    order_id: order.id.clone(),
                    kind: PaymentKind::Charge,
                    amount: order.totals.total,
                    status: if taken {
                        PaymentStatus::Done
                    } else {
                        PaymentStatus::Void
                    },
                    created_at: order.created_at,
                }],
                give_back_cart: !taken,
                request: match (&key, taken) {
                    (Some(key), true) => RequestFate::Completed(key.clone(), effect(&change.order)),
                    (Some(key), false) => RequestFate::Forgotten(key.clone()),
                    (None, _) => RequestFate::None,
                },
                activity: None,
                at: now,
            };
            if self.orders.change_order(&write).await? {
                return Ok(change.order);
            }
            let stored = self.orders.order(business, &order.id).await?;
            order = stored.ok_or(OrderError::NotFound)?;
        }
        Err(OrderError::Busy)
    }

    /// Gives money back and notes it.
    pub(super) async fn pay_back(&self, business: BusinessId, refund: &PaymentRow) -> Result<(), OrderError> {
        let give_back = GiveBack {
            reference: refund.id,
            business_id: business,
            amount: refund.amount,
        };
        let done = self.payments.give_back(&give_back).await;
        done.map_err(|_no_answer| OrderError::PaymentPending)?;
        let now = self.clock.now();
        self.orders
            .settle_payment(business, refund.id, PaymentStatus::Done, now)
            .await?;
        Ok(())
    }
}
