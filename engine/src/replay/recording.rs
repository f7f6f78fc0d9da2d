//! What a turn was computed from: its context, every answer of a port, and the versions of what computed it.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    commerce::{
        cart::Cart,
        order::{Order, OrderStatus},
        ordering::OrderError,
    },
    conversation::state::{DialogueState, Owner, RecentMessage, Status},
    ids::{CustomerId, UserId},
    language::Language,
    memory::Memory,
    money::Minor,
    port::catalogue::Quote,
    turn::context::{Context, FloodState},
};

/// Which program, model, knowledge and configuration computed something. Equal words mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Versions {
    /// The program.
    pub build: String,
    /// The model that reads messages, with the shop's own examples.
    pub model: String,
    /// Articles, questions with answers, corrections and the profile.
    pub knowledge: String,
    /// Products.
    pub catalogue: String,
    /// Sentences, flows, prices and thresholds.
    pub config: String,
}

impl Versions {
    /// The versions of a shop, with those of the program and of a model.
    #[must_use]
    pub fn with_model(&self, model: &str) -> Self {
        let own = &self.model;
        Self {
            build: env!("CARGO_PKG_VERSION").to_owned(),
            model: format!("{model}{own}"),
            ..self.clone()
        }
    }

    /// The parts in which two differ, by their names in the trace.
    #[must_use]
    pub fn changed(&self, other: &Self) -> Vec<&'static str> {
        [
            ("build", &self.build, &other.build),
            ("model", &self.model, &other.model),
            ("knowledge", &self.knowledge, &other.knowledge),
            ("catalogue", &self.catalogue, &other.catalogue),
            ("config", &self.config, &other.config),
        ]
        .into_iter()
        .filter(|(_, one, other)| one != other)
        .map(|(name, _, _)| name)
        .collect()
    }
}

/// Everything that a turn is run again from, besides its messages, which are stored with the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// What computed it.
    pub versions: Versions,
    /// What was known when it began.
    pub context: RecordedContext,
    /// What it was answered.
    #[serde(default)]
    pub answers: Answers,
}

/// What was known when a turn began. The shop is told by its versions, earlier messages by their numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordedContext {
    /// The moment that the turn was computed for.
    pub now: DateTime<Utc>,
    /// The numbers of the first and the last of the earlier messages that it saw.
    #[serde(default)]
    pub recent: Option<(i64, i64)>,
    /// The version of the shopper's memory that it knew something of. The memory itself is kept apart, since it goes when
    /// it is cleared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<i64>,
    /// What the assistant remembered.
    pub dialogue: DialogueState,
    /// Where the conversation stood.
    pub status: Status,
    /// Who could speak.
    pub owner: Owner,
    /// The shopper's cart.
    pub cart: Cart,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// Whose account the shopper had proved to own.
    pub signed_in: Option<UserId>,
    /// The language so far.
    pub language: Option<Language>,
    /// What the flood rule said.
    #[serde(default)]
    pub flood: FloodState,
}

impl From<&Context> for RecordedContext {
    fn from(context: &Context) -> Self {
        let known = context.memory.as_ref().filter(|memory| !memory.is_empty());
        let ends = context.recent.front().zip(context.recent.back());
        Self {
            now: context.now,
            recent: ends.map(|(first, last)| (first.seq, last.seq)),
            memory: known.map(|memory| memory.version),
            dialogue: context.dialogue.clone(),
            status: context.status,
            owner: context.owner,
            cart: context.cart.clone(),
            customer_id: context.customer_id,
            signed_in: context.signed_in,
            language: context.language,
            flood: context.flood,
        }
    }
}

impl RecordedContext {
    /// The context again, with a shop, the earlier messages and what was known of the shopper.
    #[must_use]
    pub fn context(
        self,
        shop: std::sync::Arc<crate::commerce::shop::Shop>,
        recent: VecDeque<RecentMessage>,
        memory: Option<std::sync::Arc<Memory>>,
    ) -> Context {
        Context {
            now: self.now,
            shop,
            recent,
            dialogue: self.dialogue,
            status: self.status,
            owner: self.owner,
            cart: self.cart,
            customer_id: self.customer_id,
            signed_in: self.signed_in,
            memory,
            language: self.language,
            flood: self.flood,
        }
    }
}

/// What the tools of a turn were answered, in the order they asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Live prices and stock.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// The order desk's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub desk: Vec<(DeskQuestion, Result<DeskAnswer, DeskFailure>)>,
    /// Identifiers that were drawn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<Uuid>,
}

/// What the order desk was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum DeskQuestion {
    /// What the cart would cost.
    Total,
    /// An order.
    Order {
        /// By its id.
        id: String,
    },
    /// The newest orders.
    Orders {
        /// So many at most.
        most: u64,
    },
    /// That the cart is ordered.
    Place {
        /// For so much.
        agreed: Option<Minor>,
    },
    /// That an order is changed.
    Change {
        /// By its id.
        id: String,
        /// How: `cancel`, `refund` or `redirect`.
        act: String,
        /// Moving so much.
        agreed: Minor,
    },
}

impl DeskQuestion {
    /// Whether it would do something. Such a question is never asked when a turn is run again.
    #[must_use]
    pub fn is_effect(&self) -> bool {
        matches!(self, Self::Place { .. } | Self::Change { .. })
    }
}

/// What the order desk answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskAnswer {
    /// An amount.
    Total(Minor),
    /// An order.
    Order(Box<Order>),
    /// Orders.
    Orders(Vec<Order>),
}

/// Why the order desk did not do it, as far as an answer tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum DeskFailure {
    /// No such order.
    NotFound,
    /// Nothing in the cart.
    EmptyCart,
    /// More than there is.
    OutOfStock {
        /// The product's name.
        name: String,
        /// How many there were.
        available: u32,
    },
    /// Another amount than was agreed to.
    PriceChanged {
        /// What it was by then.
        total: Minor,
    },
    /// The order's state did not allow it.
    NotNow {
        /// Its state.
        status: OrderStatus,
    },
    /// The bank said no.
    Declined,
    /// Anything that is told to the shopper as "not now".
    Trouble,
}

impl From<&OrderError> for DeskFailure {
    fn from(error: &OrderError) -> Self {
        match error {
            OrderError::NotFound => Self::NotFound,
            OrderError::EmptyCart => Self::EmptyCart,
            OrderError::OutOfStock { name, available } => Self::OutOfStock {
                name: name.clone(),
                available: *available,
            },
            OrderError::PriceChanged { total } => Self::PriceChanged { total: *total },
            OrderError::NotNow(status) => Self::NotNow { status: *status },
            OrderError::Declined | OrderError::DuplicatePayment => Self::Declined,
            _ => Self::Trouble,
        }
    }
}

impl From<DeskFailure> for OrderError {
    fn from(failure: DeskFailure) -> Self {
        match failure {
            DeskFailure::NotFound => Self::NotFound,
            DeskFailure::EmptyCart => Self::EmptyCart,
            DeskFailure::OutOfStock { name, available } => Self::OutOfStock { name, available },
            DeskFailure::PriceChanged { total } => Self::PriceChanged { total },
            DeskFailure::NotNow { status } => Self::NotNow(status),
            DeskFailure::Declined => Self::Declined,
            DeskFailure::Trouble => Self::PaymentPending,
        }
    }
}
