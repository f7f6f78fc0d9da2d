//! Orders as they are stored. Each call is one transaction.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    activity::NewActivity,
    commerce::{cart::Cart, order::Order},
    ids::{BusinessId, OrderId, UserId, VariantId},
    money::Minor,
    port::{
        StoreError,
        requests::{AnsweredRequest, RequestKey},
    },
};

/// An order to make out of a cart: the stock is taken and the cart emptied with it.
#[derive(Clone, Debug)]
pub struct Reservation {
    /// Whose.
    pub business_id: BusinessId,
    /// The order; the store gives it its id.
    pub order: Order,
    /// The cart that it was computed from, under its version.
    pub cart: Cart,
    /// The charge to come.
    pub payment_id: Uuid,
    /// The request that asked for it.
    pub request: Option<RequestKey>,
}

/// What became of a reservation.
#[derive(Clone, Debug, PartialEq)]
pub enum Reserved {
    /// It is made, under this id.
    Made(OrderId),
    /// Cart, price or stock are not any more what it was computed from; nothing is written.
    Stale,
    /// This request was answered before; nothing is written.
    Repeated,
}

/// A changed order, and everything that is written with it.
#[derive(Clone, Debug)]
pub struct OrderWrite {
    /// Whose.
    pub business_id: BusinessId,
    /// The order as it shall be, under the version that it was read with.
    pub order: Order,
    /// What goes back to the stock.
    pub restock: Vec<(VariantId, u32)>,
    /// Money movements that begin or end with it.
    pub payments: Vec<PaymentRow>,
    /// The lines and the discount go back into the buyer's cart.
    pub give_back_cart: bool,
    /// What becomes of the request.
    pub request: RequestFate,
    /// The entry of the activity log that tells of it, where somebody of the shop did it.
    pub activity: Option<NewActivity>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What becomes of the request that asked for a change.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RequestFate {
    /// Nothing: there is none, or it is not known here.
    #[default]
    None,
    /// It is answered with this.
    Answered(AnsweredRequest),
    /// A request that is kept already is answered with this from now on.
    Completed(RequestKey, Value),
    /// It came to nothing and may be tried again under its key.
    Forgotten(RequestKey),
}

/// What kind of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentKind {
    /// From the shopper.
    Charge,
    /// To the shopper.
    Refund,
}

impl PaymentKind {
    /// The name in the schema.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Refund => "refund",
        }
    }
}

/// A movement of money for an order.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentRow {
    /// Its reference at the provider.
    pub id: Uuid,
    /// For which order.
    pub order_id: OrderId,
    /// Which way.
    pub kind: PaymentKind,
    /// How much.
    pub amount: Minor,
    /// `pending`, `done` or `void`.
    pub status: PaymentStatus,
    /// When it began.
    pub created_at: DateTime<Utc>,
}

/// How far a movement of money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentStatus {
    /// The provider has not been heard yet.
    Pending,
    /// The money has moved.
    Done,
    /// It will not move.
    Void,
}

impl PaymentStatus {
    /// The name in the schema.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Void => "void",
        }
    }
}

/// Reads and writes orders.
#[async_trait]
pub trait OrderStore: Send + Sync + 'static {
    /// Makes an order: number, stock, cart, payment and request in one.
    async fn reserve(&self, reservation: &Reservation) -> Result<Reserved, StoreError>;
    /// Writes a changed order. Answers false, with nothing written, when its version has moved or its request was
    /// answered before.
    async fn change_order(&self, write: &OrderWrite) -> Result<bool, StoreError>;
    /// Marks a movement of money as ended.
    async fn settle_payment(
        &self,
        business: BusinessId,
        payment: Uuid,
        status: PaymentStatus,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;
    /// An order.
    async fn order(&self, business: BusinessId, id: &OrderId) -> Result<Option<Order>, StoreError>;
    /// The orders of a buyer that were ever paid, newest first, and how many there are.
    async fn orders_of(
        &self,
        business: BusinessId,
        user: UserId,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<Order>, u64), StoreError>;
    /// The movements of an order, oldest first.
    async fn payments_of(&self, business: BusinessId, id: &OrderId) -> Result<Vec<PaymentRow>, StoreError>;
    /// Movements that are pending since before a moment, oldest first.
    async fn pending_payments(
        &self,
        before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<(BusinessId, PaymentRow)>, StoreError>;
}
