//! Ports that pass everything on and note what was answered.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use uuid::Uuid;

use super::recording::{Answers, DeskAnswer, DeskFailure, DeskQuestion};
use crate::{
    answering::desk::Desk,
    commerce::{
        order::{Act, Order},
        ordering::{Buyer, Checkout, OrderError, PriceList},
    },
    ids::OrderId,
    money::Minor,
    port::{Ids, catalogue::Quote, requests::RequestKey},
};

/// What was answered to a turn so far.
#[derive(Debug, Default)]
pub struct Heard {
    answers: Mutex<Answers>,
}

impl Heard {
    /// Everything that was answered, in order.
    #[must_use]
    pub fn into_answers(self) -> Answers {
        self.answers.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes live prices and stock.
    pub fn quoted(&self, quotes: &[Quote]) {
        self.note(|answers| answers.quotes.extend_from_slice(quotes));
    }

    fn note(&self, note: impl FnOnce(&mut Answers)) {
        note(&mut self.answers.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Draws identifiers from another and notes them.
pub struct ListeningIds<'a> {
    /// Where they come from.
    pub ids: &'a dyn Ids,
    /// Where they are noted.
    pub heard: &'a Heard,
}

impl ListeningIds<'_> {
    /// The next identifier.
    #[must_use]
    pub fn draw(&self) -> Uuid {
        let id = self.ids.next();
        self.heard.note(|answers| answers.ids.push(id));
        id
    }
}

impl std::fmt::Debug for ListeningIds<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ListeningIds")
    }
}

/// Asks the order desk and notes what it answers.
pub struct ListeningDesk<'a> {
    /// Who is asked.
    pub desk: &'a dyn Desk,
    /// Where it is noted.
    pub heard: &'a Heard,
}

impl std::fmt::Debug for ListeningDesk<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ListeningDesk")
    }
}

impl ListeningDesk<'_> {
    fn note<T>(
        &self,
        question: DeskQuestion,
        answer: &Result<T, OrderError>,
        kept: impl FnOnce(&T) -> DeskAnswer,
    ) {
        let answer = answer.as_ref().map(kept).map_err(DeskFailure::from);
        self.heard.note(|answers| answers.desk.push((question, answer)));
    }

    fn note_order(&self, question: DeskQuestion, answer: &Result<Order, OrderError>) {
        self.note(question, answer, |order| {
            DeskAnswer::Order(Box::new(order.clone()))
        });
    }
}

#[async_trait]
impl Desk for ListeningDesk<'_> {
    async fn total(&self, prices: PriceList<'_>, buyer: Buyer) -> Result<Minor, OrderError> {
        let answer = self.desk.total(prices, buyer).await;
        self.note(DeskQuestion::Total, &answer, |total| DeskAnswer::Total(*total));
        answer
    }

    async fn order(&self, buyer: Buyer, id: &OrderId) -> Result<Order, OrderError> {
        let answer = self.desk.order(buyer, id).await;
        self.note_order(DeskQuestion::Order { id: id.to_string() }, &answer);
        answer
    }

    async fn orders(&self, buyer: Buyer, most: u64) -> Result<Vec<Order>, OrderError> {
        let answer = self.desk.orders(buyer, most).await;
        self.note(DeskQuestion::Orders { most }, &answer, |orders| {
            DeskAnswer::Orders(orders.clone())
        });
        answer
    }

    async fn place(
        &self,
        prices: PriceList<'_>,
        buyer: Buyer,
        checkout: &Checkout,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let answer = self.desk.place(prices, buyer, checkout, key).await;
        let agreed = checkout.agreed;
        self.note_order(DeskQuestion::Place { agreed }, &answer);
        answer
    }

    async fn change(
        &self,
        buyer: Buyer,
        id: &OrderId,
        act: Act,
        agreed: Minor,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let question = DeskQuestion::Change {
            id: id.to_string(),
            act: act_name(&act).to_owned(),
            agreed,
        };
        let answer = self.desk.change(buyer, id, act, agreed, key).await;
        self.note_order(question, &answer);
        answer
    }
}

/// An act by talking, in a word.
pub(super) fn act_name(act: &Act) -> &'static str {
    match act {
        Act::Cancel => "cancel",
        Act::Refund(_) => "refund",
        Act::Redirect(_) => "redirect",
        Act::Pay | Act::Fail(_) | Act::Prepare | Act::Ship | Act::Deliver => "fulfil",
    }
}
