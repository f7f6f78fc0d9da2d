//! The order desk: placing, paying, cancelling, refunding and redirecting orders, for the routes and for the assistant
//! alike.
//!
//! An order is made before it is paid: the stock is taken, the cart emptied and the charge written down in one commit.
//! Only then the provider is asked, under the charge's own reference. Whatever is cut off in between is found by
//! [`OrderDesk::settle_due`], which has the provider say whether the money was taken: the order is paid then, or it is
//! cancelled, and stock and cart are as before.

mod error;
mod placing;
mod settling;

use std::{fmt, sync::Arc};

use uuid::Uuid;

pub use self::{
    error::OrderError,
    placing::{Checkout, PriceList},
};
use crate::{
    activity::NewActivity,
    commerce::order::{Act, Order, RefundLine},
    ids::{BusinessId, OrderId, UserId},
    money::Minor,
    port::{
        Clock, Ids,
        carts::CartStore,
        catalogue::CatalogueStore,
        orders::{OrderStore, OrderWrite, PaymentKind, PaymentRow, PaymentStatus, RequestFate},
        payments::Payments,
        requests::{AnsweredRequest, RequestKey, RequestStore},
    },
    understanding::Address,
};

/// How often something is computed again because another writer was faster. Each time that one got something done.
const TRIES: u32 = 16;

/// Whose orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// Where.
    pub business_id: BusinessId,
    /// Who.
    pub user_id: UserId,
}

/// Does everything with orders.
#[derive(Clone)]
pub struct OrderDesk {
    /// Orders.
    pub orders: Arc<dyn OrderStore>,
    /// Carts.
    pub carts: Arc<dyn CartStore>,
    /// Live prices and stock.
    pub catalogue: Arc<dyn CatalogueStore>,
    /// Requests by their keys.
    pub requests: Arc<dyn RequestStore>,
    /// Whoever takes the money.
    pub payments: Arc<dyn Payments>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New identifiers.
    pub ids: Arc<dyn Ids>,
}

impl fmt::Debug for OrderDesk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OrderDesk")
    }
}

impl OrderDesk {
    /// An order of a buyer.
    ///
    /// # Errors
    /// [`OrderError::NotFound`], also for somebody else's.
    pub async fn find(&self, buyer: Buyer, id: &OrderId) -> Result<Order, OrderError> {
        self.orders
            .order(buyer.business_id, id)
            .await?
            .filter(|order| order.user_id == buyer.user_id)
            .ok_or(OrderError::NotFound)
    }

    /// The orders of a buyer, newest first, and how many there are.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn list(&self, buyer: Buyer, offset: u64, limit: u64) -> Result<(Vec<Order>, u64), OrderError> {
        Ok(self
            .orders
            .orders_of(buyer.business_id, buyer.user_id, offset, limit)
            .await?)
    }

    /// Cancels an order and gives the money back.
    ///
    /// # Errors
    /// [`OrderError`]: it may have left already.
    pub async fn cancel(
        &self,
        buyer: Buyer,
        id: &OrderId,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        self.change_own(buyer, id, &Act::Cancel, key).await
    }

    /// Gives money back for some lines, or for all that is left.
    ///
    /// # Errors
    /// [`OrderError`].
    pub async fn refund(
        &self,
        buyer: Buyer,
        id: &OrderId,
        lines: Option<Vec<RefundLine>>,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        self.change_own(buyer, id, &Act::Refund(lines), key).await
    }

    /// Sends an order elsewhere.
    ///
    /// # Errors
    /// [`OrderError`]: it may have left already.
    pub async fn redirect(
        &self,
        buyer: Buyer,
        id: &OrderId,
        address: Address,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        self.change_own(buyer, id, &Act::Redirect(address), key).await
    }

    /// Changes an order of a buyer who was told how much money goes back.
    ///
    /// # Errors
    /// [`OrderError::PriceChanged`] when it would be another amount by now; nothing is changed then.
    pub async fn change_agreed(
        &self,
        buyer: Buyer,
        id: &OrderId,
        act: &Act,
        agreed: Minor,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        if let Some(done) = self.done_before(buyer.business_id, key.as_ref()).await? {
            return Ok(done);
        }
        self.change(
            buyer.business_id,
            || self.find(buyer, id),
            act,
            Some(agreed),
            (key, None),
        )
        .await
    }

    /// Notes what somebody of the shop does with an order: packing, sending, delivering.
    ///
    /// # Errors
    /// [`OrderError`].
    pub async fn fulfil(
        &self,
        business: BusinessId,
        by: UserId,
        id: &OrderId,
        act: &Act,
    ) -> Result<Order, OrderError> {
        let read = || async {
            let order = self.orders.order(business, id).await?;
            order.ok_or(OrderError::NotFound)
        };
        self.change(business, read, act, None, (None, Some(by))).await
    }

    async fn change_own(
        &self,
        buyer: Buyer,
        id: &OrderId,
        act: &Act,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        if let Some(done) = self.done_before(buyer.business_id, key.as_ref()).await? {
            return Ok(done);
        }
        self.change(buyer.business_id, || self.find(buyer, id), act, None, (key, None))
            .await
    }

    /// Changes an order under its version, then moves the money that the change moves.
    async fn change<F>(
        &self,
        business: BusinessId,
        read: impl Fn() -> F,
        act: &Act,
        agreed: Option<Minor>,
        (key, by): (Option<RequestKey>, Option<UserId>),
    ) -> Result<Order, OrderError>
    where
        F: Future<Output = Result<Order, OrderError>>,
    {
        for _ in 0..TRIES {
            let order = read().await?;
            let now = self.clock.now();
            let change = order.change(act.clone(), now)?;
            if agreed.is_some_and(|agreed| agreed != change.money_back) {
                return Err(OrderError::PriceChanged {
                    total: change.money_back,
                });
            }
            let refund = (change.money_back > Minor::ZERO).then(|| PaymentRow {
                id: self.ids.next(),
                order_id: order.id.clone(),
                kind: PaymentKind::Refund,
                amount: change.money_back,
                status: PaymentStatus::Pending,
                created_at: now,
            });
            let write = OrderWrite {
                business_id: business,
                order: change.order.clone(),
                restock: change.restock,
                payments: refund.clone().into_iter().collect(),
                give_back_cart: false,
                request: match &key {
                    Some(key) => RequestFate::Answered(self.answered(key, &order.id)),
                    None => RequestFate::None,
                },
                activity: by.map(|user| NewActivity {
                    id: self.ids.next(),
                    user_id: Some(user),
                    action: "order.status_changed",
                    subject: order.id.to_string(),
                    detail: serde_json::json!({
                        "from": order.status.as_str(),
                        "to": change.order.status.as_str(),
                    }),
                    at: now,
                }),
                at: now,
            };
            if self.orders.change_order(&write).await? {
                if let Some(refund) = refund {
                    // One that did not come through is repeated, under its reference, until it does.
                    let _repeated_later = self.pay_back(business, &refund).await;
                }
                return Ok(change.order);
            }
            if let Some(done) = self.done_before(business, key.as_ref()).await? {
                return Ok(done);
            }
        }
        Err(OrderError::Busy)
    }

    /// What a request has done before.
    async fn done_before(
        &self,
        business: BusinessId,
        key: Option<&RequestKey>,
    ) -> Result<Option<Order>, OrderError> {
        let Some(key) = key else { return Ok(None) };
        let Some(stored) = self.requests.find_request(business, &key.scope, &key.key).await? else {
            return Ok(None);
        };
        if stored.request.body_hash != key.body_hash {
            return Err(OrderError::KeyReused);
        }
        let id = stored.effect.get("orderId").and_then(|id| id.as_str());
        let id = id.map(OrderId::from).ok_or(OrderError::KeyReused)?;
        Ok(self.orders.order(business, &id).await?)
    }

    fn answered(&self, key: &RequestKey, id: &OrderId) -> AnsweredRequest {
        AnsweredRequest {
            request: key.clone(),
            effect: serde_json::json!({ "orderId": id }),
            at: self.clock.now(),
        }
    }

    fn next_id(&self) -> Uuid {
        self.ids.next()
    }
}
