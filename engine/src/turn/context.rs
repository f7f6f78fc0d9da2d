//! What is known when a turn begins.

use std::{collections::VecDeque, sync::Arc};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    commerce::{cart::Cart, shop::Shop},
    conversation::state::{DialogueState, Owner, RecentMessage, Status},
    ids::{CustomerId, UserId},
    language::Language,
    memory::Memory,
};

/// The situation of one turn, gathered by the conversation and customer actors.
#[derive(Clone, Debug)]
pub struct Context {
    /// The moment that the whole turn is computed for.
    pub now: DateTime<Utc>,
    /// The shop: profile, hours, catalogue and knowledge as of now.
    pub shop: Arc<Shop>,
    /// The last messages, oldest first, without those of this turn.
    pub recent: VecDeque<RecentMessage>,
    /// What the assistant remembers.
    pub dialogue: DialogueState,
    /// Where the conversation stands.
    pub status: Status,
    /// Who may speak.
    pub owner: Owner,
    /// The shopper's cart.
    pub cart: Cart,
    /// The customer, once known.
    pub customer_id: Option<CustomerId>,
    /// Whose account the shopper has proved in this turn to own.
    pub signed_in: Option<UserId>,
    /// What is remembered of the shopper, once that is proved.
    pub memory: Option<Arc<Memory>>,
    /// The language so far.
    pub language: Option<Language>,
    /// Whether this turn falls to the flood rule, and whether its sentence was said already.
    pub flood: FloodState,
}

/// What the flood rule says of a turn (004; http.md, Flood).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "flood", rename_all = "snake_case")]
pub enum FloodState {
    /// Work as usual.
    #[default]
    Calm,
    /// Do no work, say the sentence; then nothing until the window ends.
    Tell {
        /// When the window ends.
        until: DateTime<Utc>,
    },
    /// Do no work and say nothing: the sentence was said in this window.
    Told,
}
