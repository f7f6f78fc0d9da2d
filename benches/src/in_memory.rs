//! The line without a journal: a turn from its context to its judged reply, in one thread.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use colloquy_actors::{SystemClock, SystemIds};
use colloquy_engine::{
    answering::responder,
    channel::Channel,
    commerce::{cart::Cart, shop::Shop},
    conversation::state::{DialogueState, Owner, Status},
    ids::{BusinessId, CartId, ConversationId, MessageId, ReceiptId, TurnId},
    knowledge::stage::retrieve,
    port::{Clock, Ids, clock::Laps},
    turn::{Context, Inbound, Turn, context::FloodState},
    understanding::{Understander, stage::understand},
};

use crate::{shop::DemoShop, stock::Stock};

/// Everything that a turn is computed with.
#[derive(Debug)]
pub struct Line {
    business_id: BusinessId,
    conversation_id: ConversationId,
    shop: Arc<Shop>,
    understander: Understander,
    stock: Stock,
}

impl Line {
    /// Works for a shop.
    #[must_use]
    pub fn new(demo: &DemoShop, understander: Understander) -> Self {
        Self {
            business_id: demo.business.id,
            conversation_id: ConversationId(SystemIds.next()),
            shop: Arc::clone(&demo.shop),
            understander,
            stock: Stock::new(demo.catalogue()),
        }
    }

    /// A turn of a new conversation that nothing has been done for: the floor of [`Line::walk`].
    #[must_use]
    pub fn turn(&self, text: &str) -> Turn {
        let now = SystemClock.now();
        let inbound = Inbound {
            receipt_id: ReceiptId(SystemIds.next()),
            message_id: MessageId(SystemIds.next()),
            client_message_id: None,
            text: text.to_owned(),
            received_at: now,
            for_draft: false,
            attempts: 0,
        };
        let context = Context {
            now,
            shop: Arc::clone(&self.shop),
            recent: VecDeque::new(),
            dialogue: DialogueState::default(),
            status: Status::default(),
            owner: Owner::default(),
            cart: Cart::empty(CartId(SystemIds.next())),
            customer_id: None,
            signed_in: None,
            language: None,
            memory: None,
            flood: FloodState::Calm,
        };
        let seat = (self.business_id, self.conversation_id, Channel::Web);
        Turn::new(TurnId(SystemIds.next()), seat, vec![inbound], context)
    }

    /// Understands a text, finds its evidence, does what it asks for and writes the answer.
    ///
    /// # Errors
    /// When the responder cannot read its quotes, which memory always gives, or no answer came out.
    pub async fn walk(&self, text: &str) -> anyhow::Result<Turn> {
        let mut turn = self.turn(text);
        understand(&mut turn, &self.understander);
        retrieve(&mut turn);
        responder::respond(
            &mut turn,
            &self.stock,
            None,
            &SystemIds,
            &mut SinceLast(Instant::now()),
        )
        .await?;
        turn.reply
            .as_ref()
            .with_context(|| format!("no reply to {text:?}"))?;
        Ok(turn)
    }
}

struct SinceLast(Instant);

impl Laps for SinceLast {
    fn lap(&mut self) -> Duration {
        let now = Instant::now();
        let took = now - self.0;
        self.0 = now;
        took
    }
}
