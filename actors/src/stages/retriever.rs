//! The retriever: what the shop knows about it.

use actix::{Actor, Context, Handler, Message, MessageResult};
use colloquy_engine::{
    knowledge::stage::{self, Asked, Evidence},
    remembered::Remembered,
    turn::Turn,
};

use super::in_hand::InHand;
use crate::fault::Faults;

/// Asks for [`Turn::evidence`].
#[derive(Message)]
#[rtype(result = "Box<Turn>")]
pub(super) struct Retrieve(pub Box<Turn>);

pub(super) struct Retriever {
    remembered: Remembered<Asked, Evidence>,
    in_hand: InHand,
    faults: Faults,
}

impl Retriever {
    /// Remembers what it found for `most_remembered` texts of each shop.
    pub(super) fn new(most_remembered: usize, in_hand: InHand, faults: Faults) -> Self {
        Self {
            remembered: Remembered::new(most_remembered),
            in_hand,
            faults,
        }
    }
}

impl Actor for Retriever {
    type Context = Context<Self>;
}

impl Handler<Retrieve> for Retriever {
    type Result = MessageResult<Retrieve>;

    fn handle(&mut self, Retrieve(mut turn): Retrieve, _context: &mut Context<Self>) -> Self::Result {
        self.in_hand.during(turn.id, || {
            self.faults.strike("retriever", &turn.inbound);
            stage::retrieve_remembering(&mut turn, &mut self.remembered);
        });
        MessageResult(turn)
    }
}
