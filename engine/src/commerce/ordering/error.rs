//! Why the order desk did not do what was asked.

use crate::{
    commerce::order::{ChangeError, OrderStatus},
    money::Minor,
    port::StoreError,
};

/// Nothing was done, or it was undone again.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OrderError {
    /// No such order of this buyer.
    #[error("there is no such order")]
    NotFound,
    /// Nothing is in the cart.
    #[error("the cart is empty")]
    EmptyCart,
    /// More than there is.
    #[error("only {available} of {name} left in stock")]
    OutOfStock {
        /// The product's name.
        name: String,
        /// How many can be had.
        available: u32,
    },
    /// It costs something else than the buyer has agreed to.
    #[error("the total is {total} by now")]
    PriceChanged {
        /// What it costs now.
        total: Minor,
    },
    /// The order's state does not allow it.
    #[error("the order is {}", .0.as_str())]
    NotNow(OrderStatus),
    /// The lines of a refund are not those of the order.
    #[error("{0}")]
    Lines(ChangeError),
    /// The bank said no.
    #[error("the payment was declined")]
    Declined,
    /// The provider says that this payment was made before.
    #[error("this payment was made before")]
    DuplicatePayment,
    /// The provider did not answer; no money was taken, and the order is cancelled.
    #[error("the payment provider did not answer; nothing was charged")]
    PaymentTimeout,
    /// The provider cannot be reached at all: the order waits until it can.
    #[error("the payment is being looked into")]
    PaymentPending,
    /// The key came with another request before.
    #[error("this idempotency key came with another body before")]
    KeyReused,
    /// The request was answered before.
    #[error("this request was answered before")]
    Repeated,
    /// Others were always faster.
    #[error("too many others change this at once")]
    Busy,
    /// The store is out of reach.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ChangeError> for OrderError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::NotNow(status) => Self::NotNow(status),
            other => Self::Lines(other),
        }
    }
}
