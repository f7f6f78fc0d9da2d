//! The retriever: what the shop knows about it.

use actix::{Actor, Context, Handler, Message, MessageResult};
use colloquy_engine::{knowledge::stage, turn::Turn};

use super::in_hand::InHand;
use crate::fault::Faults;

/// Asks for [`Turn::evidence`].
#[derive(Message)]
#[rtype(result = "Box<Turn>")]
pub(super) struct Retrieve(pub Box<Turn>);

pub(super) struct Retriever {
    in_hand: InHand,
    faults: Faults,
}

impl Retriever {
    pub(super) fn new(in_hand: InHand, faults: Faults) -> Self {
        Self { in_hand, faults }
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
            stage::retrieve(&mut turn);
        });
        MessageResult(turn)
    }
}
