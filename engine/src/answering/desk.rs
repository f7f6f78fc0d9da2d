//! What talking asks of the order desk: the same work as the routes', behind a port, so that a turn can be run again on
//! what the desk said then.

use async_trait::async_trait;

use crate::{
    commerce::{
        order::{Act, Order},
        ordering::{Buyer, Checkout, OrderDesk, OrderError, PriceList},
    },
    ids::OrderId,
    money::Minor,
    port::requests::RequestKey,
};

/// The desk as a turn sees it.
#[async_trait]
pub trait Desk: Send + Sync {
    /// What the buyer's cart would cost as an order now.
    ///
    /// # Errors
    /// [`OrderError`]: it cannot be ordered as it is.
    async fn total(&self, prices: PriceList<'_>, buyer: Buyer) -> Result<Minor, OrderError>;

    /// An order of a buyer.
    ///
    /// # Errors
    /// [`OrderError::NotFound`], also for somebody else's.
    async fn order(&self, buyer: Buyer, id: &OrderId) -> Result<Order, OrderError>;

    /// The newest orders of a buyer, newest first.
    ///
    /// # Errors
    /// When the store is out of reach.
    async fn orders(&self, buyer: Buyer, most: u64) -> Result<Vec<Order>, OrderError>;

    /// Orders what is in the buyer's cart and has it paid.
    ///
    /// # Errors
    /// [`OrderError`].
    async fn place(
        &self,
        prices: PriceList<'_>,
        buyer: Buyer,
        checkout: &Checkout,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError>;

    /// Changes an order, if it still moves the amount that was agreed to.
    ///
    /// # Errors
    /// [`OrderError`].
    async fn change(
        &self,
        buyer: Buyer,
        id: &OrderId,
        act: Act,
        agreed: Minor,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError>;
}

#[async_trait]
impl Desk for OrderDesk {
    async fn total(&self, prices: PriceList<'_>, buyer: Buyer) -> Result<Minor, OrderError> {
        Ok(self.quote(prices, buyer).await?.totals.total)
    }

    async fn order(&self, buyer: Buyer, id: &OrderId) -> Result<Order, OrderError> {
        self.find(buyer, id).await
    }

    async fn orders(&self, buyer: Buyer, most: u64) -> Result<Vec<Order>, OrderError> {
        self.list(buyer, 0, most).await.map(|(orders, _total)| orders)
    }

    async fn place(
        &self,
        prices: PriceList<'_>,
        buyer: Buyer,
        checkout: &Checkout,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        Self::place(self, prices, buyer, checkout, key).await
    }

    async fn change(
        &self,
        buyer: Buyer,
        id: &OrderId,
        act: Act,
        agreed: Minor,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        self.change_agreed(buyer, id, &act, agreed, key).await
    }
}
