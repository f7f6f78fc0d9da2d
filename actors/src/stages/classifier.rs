//! The classifier: from text to what its writer wants.

use std::sync::Arc;

use actix::{Actor, Context, Handler, Message, MessageResult};
use colloquy_engine::{
    turn::Turn,
    understanding::{Understander, stage},
};

/// Asks for [`Turn::understanding`].
#[derive(Message)]
#[rtype(result = "Box<Turn>")]
pub(super) struct Understand(pub Box<Turn>);

pub(super) struct Classifier {
    understander: Arc<Understander>,
}

impl Classifier {
    pub(super) fn new(understander: Arc<Understander>) -> Self {
        Self { understander }
    }
}

impl Actor for Classifier {
    type Context = Context<Self>;
}

impl Handler<Understand> for Classifier {
    type Result = MessageResult<Understand>;

    fn handle(&mut self, Understand(mut turn): Understand, _context: &mut Context<Self>) -> Self::Result {
        stage::understand(&mut turn, &self.understander);
        MessageResult(turn)
    }
}
