//! The responder: runs the tools, writes the answer, has it judged and brings it into the channel's form.

use actix::{Actor, Context, Handler, Message, ResponseFuture};
use colloquy_engine::{
    answering::responder::{self, Phraser},
    turn::Turn,
};

use super::{LiveAnswer, in_hand::InHand};
use crate::{error::EngineError, fault::Faults, ports::Ports};

/// Asks for everything from [`Turn::outcome`] to [`Turn::reply`].
#[derive(Message)]
#[rtype(result = "Result<Box<Turn>, EngineError>")]
pub(super) struct Respond(pub Box<Turn>, pub LiveAnswer);

pub(super) struct Responder {
    ports: Ports,
    in_hand: InHand,
    faults: Faults,
}

impl Responder {
    pub(super) fn new(ports: Ports, in_hand: InHand, faults: Faults) -> Self {
        Self {
            ports,
            in_hand,
            faults,
        }
    }
}

impl Actor for Responder {
    type Context = Context<Self>;
}

impl Handler<Respond> for Responder {
    type Result = ResponseFuture<Result<Box<Turn>, EngineError>>;

    fn handle(&mut self, Respond(mut turn, mut live): Respond, _context: &mut Context<Self>) -> Self::Result {
        let id = turn.id;
        let (ports, faults) = (self.ports.clone(), self.faults);
        let respond = async move {
            faults.strike("responder", &turn.inbound);
            let mut stopwatch = crate::stopwatch::Stopwatch::default();
            let phraser = ports.assistant.as_deref().map(|assistant| Phraser {
                assistant,
                listener: &mut live,
            });
            responder::respond_with(
                &mut turn,
                ports.catalogue.as_ref(),
                Some(&ports.desk),
                ports.ids.as_ref(),
                &mut stopwatch,
                phraser,
            )
            .await?;
            Ok(turn)
        };
        Box::pin(self.in_hand.whenever(id, respond))
    }
}
