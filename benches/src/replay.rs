//! Recorded units committed again in conversations of their own: what is left of a durable turn when nothing is
//! computed, nobody is asked and nothing is shown.

use std::collections::HashMap;

use colloquy_actors::SystemIds;
use colloquy_engine::{
    conversation::event::{EventBody, Response},
    ids::{CartId, CartItemId, ConversationId, CustomerId, MessageId, ReceiptId, SessionId, TurnId},
    port::{
        Ids,
        journal::{CartPart, ConversationPart, JournalStore, NewSession, Unit, UnitOutcome},
    },
};
use colloquy_entities::Store;

/// One conversation that the recorded units are written into, round after round.
#[derive(Debug)]
pub struct Replay {
    units: Vec<Unit>,
    next: usize,
    version: i64,
    cart_version: i64,
    conversation_id: ConversationId,
    session_id: SessionId,
    cart_id: CartId,
}

impl Replay {
    /// A new conversation for these units.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        Self {
            units,
            next: 0,
            version: 0,
            cart_version: 0,
            conversation_id: ConversationId(SystemIds.next()),
            session_id: SessionId(format!("session_{}", uuid::Uuid::new_v4().simple())),
            cart_id: CartId(SystemIds.next()),
        }
    }

    /// The next unit as this conversation would have it written.
    #[must_use]
    pub fn unit(&self) -> Unit {
        let mut unit = self
            .units
            .get(self.next % self.units.len().max(1))
            .cloned()
            .unwrap_or_default();
        if let Some(part) = &mut unit.conversation {
            self.rename_part(part);
        }
        if let Some(part) = &mut unit.cart {
            self.rename_cart(part);
        }
        unit
    }

    /// Takes note of what became of [`Replay::unit`].
    ///
    /// # Errors
    /// When it was refused.
    pub fn committed(&mut self, outcome: &UnitOutcome) -> anyhow::Result<()> {
        let UnitOutcome::Committed(committed) = outcome else {
            anyhow::bail!("refused: {outcome:?}")
        };
        self.version = committed.version;
        let has_cart = self
            .units
            .get(self.next % self.units.len().max(1))
            .is_some_and(|unit| unit.cart.is_some());
        self.cart_version += i64::from(has_cart);
        self.next += 1;
        Ok(())
    }

    fn rename_part(&self, part: &mut ConversationPart) {
        part.id = self.conversation_id;
        part.expected_version = part.expected_version.map(|_| self.version);
        if self.version > 0 {
            part.opening = None;
        }
        if let Some(opening) = &mut part.opening {
            opening.customer_id = CustomerId(SystemIds.next());
            if let Some(session) = &mut opening.session {
                self.rename_session(session);
            }
        }
        let mut names = Names::default();
        for receipt in &mut part.receipts {
            receipt.id = ReceiptId(SystemIds.next());
            receipt.message_id = names.of(receipt.message_id);
            receipt.connection = format!("web:{}", self.conversation_id);
            receipt.dedupe_key = SystemIds.next().to_string();
            receipt.client_message_id = Some(receipt.dedupe_key.clone());
        }
        for event in &mut part.events {
            if let EventBody::Answered(response) = event {
                names.rename_response(response);
            }
        }
        for message in &mut part.messages {
            message.id = names.of(message.id);
            message.in_reply_to = message.in_reply_to.map(|id| names.of(id));
        }
        if let Some(turn) = &mut part.turn {
            turn.id = TurnId(SystemIds.next());
            turn.reply = turn.reply.map(|id| names.of(id));
            names.rename_all(&mut turn.answers);
        }
    }

    fn rename_cart(&self, part: &mut CartPart) {
        part.session_id = self.session_id.clone();
        part.cart.id = self.cart_id;
        part.cart.version = self.cart_version;
        for line in &mut part.cart.lines {
            line.item_id = CartItemId(SystemIds.next());
        }
        if let Some(session) = &mut part.opening {
            self.rename_session(session);
        }
    }

    fn rename_session(&self, session: &mut NewSession) {
        session.id = self.session_id.clone();
        session.conversation_id = self.conversation_id;
    }
}

/// Commits the next unit of each conversation in one transaction.
///
/// # Errors
/// When the database refuses the transaction or one of the units.
pub async fn commit_together(store: &Store, replays: &mut [Replay]) -> anyhow::Result<()> {
    let batch: Vec<Unit> = replays.iter().map(Replay::unit).collect();
    let outcomes = store.commit(&batch).await?;
    anyhow::ensure!(outcomes.len() == replays.len(), "{} outcomes", outcomes.len());
    for (replay, outcome) in replays.iter_mut().zip(&outcomes) {
        replay.committed(outcome)?;
    }
    Ok(())
}

/// New ids for old ones, the same throughout a unit.
#[derive(Default)]
struct Names(HashMap<MessageId, MessageId>);

impl Names {
    fn of(&mut self, old: MessageId) -> MessageId {
        *self.0.entry(old).or_insert_with(|| MessageId(SystemIds.next()))
    }

    fn rename_all(&mut self, ids: &mut [MessageId]) {
        for id in ids {
            *id = self.of(*id);
        }
    }

    fn rename_response(&mut self, response: &mut Response) {
        response.message_id = self.of(response.message_id);
        response.in_reply_to = response.in_reply_to.map(|id| self.of(id));
        self.rename_all(&mut response.answers);
    }
}
