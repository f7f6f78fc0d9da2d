//! A journal that forgets: conversations of a command that must leave no trace in the database.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::cart::Cart,
    conversation::{event::Event, seen::SeenMessage},
    ids::{BusinessId, ConversationId, MessageId, SessionId, UserId},
    port::{
        StoreError,
        carts::CartStore,
        conversations::{Asleep, ConversationStore, Lapsed, StoredConversation, StoredSession, Unanswered},
        journal::{CartPart, Committed, ConversationPart, JournalStore, Stale, Unit, UnitOutcome},
        snapshots::{SnapshotStore, StoredSnapshot},
    },
    turn::DecisionKind,
};
use parking_lot::Mutex;

/// Keeps in memory what a database would keep, and what each turn decided.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    heads: HashMap<ConversationId, Head>,
    carts: HashMap<SessionId, Cart>,
    decisions: HashMap<MessageId, DecisionKind>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Head {
    version: i64,
    last_seq: i64,
}

impl Scratch {
    /// What the gate decided on the turn that answered a message.
    pub(super) fn decision(&self, answered: MessageId) -> Option<DecisionKind> {
        self.kept.lock().decisions.get(&answered).copied()
    }
}

impl Kept {
    fn take(&mut self, unit: &Unit) -> UnitOutcome {
        let head = unit
            .conversation
            .as_ref()
            .map(|part| self.heads.get(&part.id).copied().unwrap_or_default());
        if let (Some(part), Some(head)) = (&unit.conversation, head)
            && part
                .expected_version
                .is_some_and(|expected| expected != head.version)
        {
            return UnitOutcome::Stale(Stale::Conversation);
        }
        if let Some(part) = &unit.cart
            && self.carts.get(&part.session_id).map_or(0, |cart| cart.version) != part.cart.version
        {
            return UnitOutcome::Stale(Stale::Cart);
        }
        if let Some(part) = &unit.cart {
            self.keep_cart(part);
        }
        let committed = match (&unit.conversation, head) {
            (Some(part), Some(head)) => self.advance(part, head),
            _ => Committed::default(),
        };
        UnitOutcome::Committed(committed)
    }

    fn keep_cart(&mut self, part: &CartPart) {
        let cart = Cart {
            version: part.cart.version + 1,
            ..part.cart.clone()
        };
        self.carts.insert(part.session_id.clone(), cart);
    }

    fn advance(&mut self, part: &ConversationPart, mut head: Head) -> Committed {
        head.version += i64::from(part.expected_version.is_some());
        let mut next = || {
            head.last_seq += 1;
            head.last_seq
        };
        let receipt_seqs = part.receipts.iter().map(|_| next()).collect();
        let event_seqs = part
            .events
            .iter()
            .map(|event| event.is_numbered().then(&mut next))
            .collect();
        if let Some(turn) = &part.turn {
            self.decisions
                .extend(turn.answers.iter().map(|answered| (*answered, turn.decision)));
        }
        self.heads.insert(part.id, head);
        Committed {
            version: head.version,
            last_seq: head.last_seq,
            receipt_seqs,
            event_seqs,
        }
    }
}

#[async_trait]
impl JournalStore for Scratch {
    async fn commit(&self, batch: &[Unit]) -> Result<Vec<UnitOutcome>, StoreError> {
        let mut kept = self.kept.lock();
        Ok(batch.iter().map(|unit| kept.take(unit)).collect())
    }
}

#[async_trait]
impl CartStore for Scratch {
    async fn cart_of_session(
        &self,
        _business: BusinessId,
        session: &SessionId,
    ) -> Result<Option<Cart>, StoreError> {
        Ok(self.kept.lock().carts.get(session).cloned())
    }

    async fn account_of_session(
        &self,
        _business: BusinessId,
        _session: &SessionId,
    ) -> Result<Option<UserId>, StoreError> {
        Ok(None)
    }

    async fn cart_of_account(
        &self,
        _business: BusinessId,
        _user: UserId,
    ) -> Result<Option<Cart>, StoreError> {
        Ok(None)
    }
}

/// Nothing is stored: a conversation lives as long as its actor.
#[async_trait]
impl ConversationStore for Scratch {
    async fn load_many(
        &self,
        _asleep: Vec<Asleep>,
    ) -> Result<HashMap<ConversationId, StoredConversation>, StoreError> {
        Ok(HashMap::new())
    }

    async fn events_after(
        &self,
        _business: BusinessId,
        _conversation: ConversationId,
        _seq: i64,
        _limit: u64,
    ) -> Result<Vec<Event>, StoreError> {
        Ok(Vec::new())
    }

    async fn find_seen(
        &self,
        _business: BusinessId,
        _conversation: ConversationId,
        _client_message_id: &str,
    ) -> Result<Option<SeenMessage>, StoreError> {
        Ok(None)
    }

    async fn find_session(&self, _session: &SessionId) -> Result<Option<StoredSession>, StoreError> {
        Ok(None)
    }

    async fn end_session(&self, _session: &SessionId, _at: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(false)
    }

    async fn unanswered(
        &self,
        _after: Option<ConversationId>,
        _limit: u64,
    ) -> Result<Vec<Unanswered>, StoreError> {
        Ok(Vec::new())
    }

    async fn lapsed(
        &self,
        _quiet_since: DateTime<Utc>,
        _resolved_before: DateTime<Utc>,
        _limit: u64,
    ) -> Result<Vec<Lapsed>, StoreError> {
        Ok(Vec::new())
    }

    async fn count_unsettled(&self) -> Result<u64, StoreError> {
        Ok(0)
    }
}

#[async_trait]
impl SnapshotStore for Scratch {
    async fn put_many(&self, _snapshots: &[StoredSnapshot]) -> Result<(), StoreError> {
        Ok(())
    }

    async fn get_many(
        &self,
        _conversations: &[(BusinessId, ConversationId)],
    ) -> Result<HashMap<ConversationId, Vec<u8>>, StoreError> {
        Ok(HashMap::new())
    }

    async fn delete(&self, _business: BusinessId, _conversation: ConversationId) -> Result<(), StoreError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::ids::CartId;
    use uuid::Uuid;

    use super::*;

    #[actix_web::test]
    async fn a_cart_is_kept_under_its_version() {
        let scratch = Scratch::default();
        let session = SessionId::from("session_a");
        let part = |version| CartPart {
            cart: Cart {
                version,
                ..Cart::empty(CartId(Uuid::nil()))
            },
            session_id: session.clone(),
            opening: None,
            at: DateTime::UNIX_EPOCH,
        };
        let unit = |version| Unit {
            cart: Some(part(version)),
            ..Unit::default()
        };
        let outcomes = scratch
            .commit(&[unit(0), unit(0), unit(1)])
            .await
            .expect("it forgets, but answers");
        assert!(matches!(outcomes[0], UnitOutcome::Committed(_)));
        assert_eq!(outcomes[1], UnitOutcome::Stale(Stale::Cart));
        assert!(matches!(outcomes[2], UnitOutcome::Committed(_)));
        let cart = scratch
            .cart_of_session(BusinessId(Uuid::nil()), &session)
            .await
            .expect("it answers");
        assert_eq!(cart.map(|cart| cart.version), Some(2));
    }
}
