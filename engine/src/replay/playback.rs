//! Ports that answer what was answered then, and nothing else.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use uuid::Uuid;

use super::{
    listening::act_name,
    recording::{Answers, DeskAnswer, DeskFailure, DeskQuestion},
};
use crate::{
    answering::desk::Desk,
    commerce::{
        order::{Act, Order},
        ordering::{Buyer, Checkout, OrderError, PriceList},
    },
    ids::OrderId,
    money::Minor,
    port::{Ids, requests::RequestKey},
};

/// Identifiers as they were drawn then; beyond them, others that are the same at each replay.
#[derive(Debug)]
pub struct PlayedIds {
    drawn: Vec<Uuid>,
    next: AtomicU64,
}

impl PlayedIds {
    /// The identifiers of a recording.
    #[must_use]
    pub fn new(drawn: Vec<Uuid>) -> Self {
        Self {
            drawn,
            next: AtomicU64::new(0),
        }
    }
}

impl Ids for PlayedIds {
    fn next(&self) -> Uuid {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let drawn = usize::try_from(place)
            .ok()
            .and_then(|place| self.drawn.get(place));
        drawn.copied().unwrap_or(Uuid::from_u128(u128::from(place) + 1))
    }
}

/// The order desk as it answered then. What it was not asked then it does not do now.
#[derive(Debug)]
pub struct PlayedDesk {
    left: Mutex<Vec<(DeskQuestion, Result<DeskAnswer, DeskFailure>)>>,
    unknown: Mutex<Vec<DeskQuestion>>,
}

impl PlayedDesk {
    /// The answers of a recording.
    #[must_use]
    pub fn new(answers: &Answers) -> Self {
        Self {
            left: Mutex::new(answers.desk.clone()),
            unknown: Mutex::default(),
        }
    }

    /// What was asked now and not then.
    #[must_use]
    pub fn into_unknown(self) -> Vec<DeskQuestion> {
        self.unknown.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, question: DeskQuestion) -> Result<DeskAnswer, OrderError> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        match left.iter().position(|(asked, _)| *asked == question) {
            Some(place) => left.remove(place).1.map_err(OrderError::from),
            None => {
                let mut unknown = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
                unknown.push(question);
                Err(OrderError::Busy)
            }
        }
    }

    fn one(&self, question: DeskQuestion) -> Result<Order, OrderError> {
        match self.answer(question)? {
            DeskAnswer::Order(order) => Ok(*order),
            DeskAnswer::Total(_) | DeskAnswer::Orders(_) => Err(OrderError::Busy),
        }
    }
}

#[async_trait]
impl Desk for PlayedDesk {
    async fn total(&self, _prices: PriceList<'_>, _buyer: Buyer) -> Result<Minor, OrderError> {
        match self.answer(DeskQuestion::Total)? {
            DeskAnswer::Total(total) => Ok(total),
            DeskAnswer::Order(_) | DeskAnswer::Orders(_) => Err(OrderError::Busy),
        }
    }

    async fn order(&self, _buyer: Buyer, id: &OrderId) -> Result<Order, OrderError> {
        self.one(DeskQuestion::Order { id: id.to_string() })
    }

    async fn orders(&self, _buyer: Buyer, most: u64) -> Result<Vec<Order>, OrderError> {
        match self.answer(DeskQuestion::Orders { most })? {
            DeskAnswer::Orders(orders) => Ok(orders),
            DeskAnswer::Order(_) | DeskAnswer::Total(_) => Err(OrderError::Busy),
        }
    }

    async fn place(
        &self,
        _prices: PriceList<'_>,
        _buyer: Buyer,
        checkout: &Checkout,
        _key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        self.one(DeskQuestion::Place {
            agreed: checkout.agreed,
        })
    }

    async fn change(
        &self,
        _buyer: Buyer,
        id: &OrderId,
        act: Act,
        agreed: Minor,
        _key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        self.one(DeskQuestion::Change {
            id: id.to_string(),
            act: act_name(&act).to_owned(),
            agreed,
        })
    }
}
