//! The classifier: from text to what its writer wants.

use std::sync::Arc;

use actix::{Actor, Context, Handler, Message, MessageResult};
use colloquy_engine::{
    remembered::Remembered,
    turn::Turn,
    understanding::{
        Impression, Understander,
        stage::{self, Said},
    },
};

use super::in_hand::InHand;
use crate::fault::Faults;

/// Asks for [`Turn::understanding`].
#[derive(Message)]
#[rtype(result = "Box<Turn>")]
pub(super) struct Understand(pub Box<Turn>);

pub(super) struct Classifier {
    understander: Arc<Understander>,
    remembered: Remembered<Said, Arc<Impression>>,
    in_hand: InHand,
    faults: Faults,
}

impl Classifier {
    /// Remembers its impression of `most_remembered` texts of each shop.
    pub(super) fn new(
        understander: Arc<Understander>,
        most_remembered: usize,
        in_hand: InHand,
        faults: Faults,
    ) -> Self {
        Self {
            understander,
            remembered: Remembered::new(most_remembered),
            in_hand,
            faults,
        }
    }
}

impl Actor for Classifier {
    type Context = Context<Self>;
}

impl Handler<Understand> for Classifier {
    type Result = MessageResult<Understand>;

    fn handle(&mut self, Understand(mut turn): Understand, _context: &mut Context<Self>) -> Self::Result {
        self.in_hand.during(turn.id, || {
            self.faults.strike("classifier", &turn.inbound);
            stage::understand_remembering(&mut turn, &self.understander, &mut self.remembered);
        });
        MessageResult(turn)
    }
}
