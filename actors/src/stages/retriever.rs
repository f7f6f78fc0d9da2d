//! The retriever: what the shop knows about it.

use actix::{Actor, Context, Handler, Message, MessageResult};
use colloquy_engine::{knowledge::stage, turn::Turn};

/// Asks for [`Turn::evidence`].
#[derive(Message)]
#[rtype(result = "Box<Turn>")]
pub(super) struct Retrieve(pub Box<Turn>);

pub(super) struct Retriever;

impl Actor for Retriever {
    type Context = Context<Self>;
}

impl Handler<Retrieve> for Retriever {
    type Result = MessageResult<Retrieve>;

    fn handle(&mut self, Retrieve(mut turn): Retrieve, _context: &mut Context<Self>) -> Self::Result {
        stage::retrieve(&mut turn);
        MessageResult(turn)
    }
}
