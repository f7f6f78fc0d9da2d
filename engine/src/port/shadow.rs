//! What another configuration would have said: turns run beside the live ones, and how they came out.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    ids::{BusinessId, ConversationId, TurnId},
    port::StoreError,
    replay::Difference,
};

/// A turn that was run on another configuration too.
#[derive(Clone, Debug, PartialEq)]
pub struct ShadowTurn {
    /// The live turn.
    pub turn_id: TurnId,
    /// Whose it is.
    pub business_id: BusinessId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// What came out otherwise; none when it was the same in every byte.
    pub differences: Vec<Difference>,
    /// When it was run.
    pub at: DateTime<Utc>,
}

/// How the turns of a business came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShadowFigures {
    /// Turns that were run on the other configuration.
    pub turns: u64,
    /// Those that came out otherwise.
    pub different: u64,
    /// By field, how many of the latest differing turns came out otherwise in it.
    pub fields: BTreeMap<String, u64>,
}

/// Keeps what came of them.
#[async_trait]
pub trait ShadowStore: Send + Sync + 'static {
    /// Writes one; a turn that is there already is left as it is.
    async fn add_shadow_turn(&self, turn: &ShadowTurn) -> Result<(), StoreError>;

    /// How the turns of a business came out, and the latest that differed, newest first, at most `limit`.
    async fn shadow_turns(
        &self,
        business: BusinessId,
        limit: u64,
    ) -> Result<(ShadowFigures, Vec<ShadowTurn>), StoreError>;

    /// Forgets what is older than a moment. Answers how many.
    async fn forget_shadow_turns(&self, before: DateTime<Utc>) -> Result<u64, StoreError>;
}
