//! The stage actors of the line: one set per arbiter, sharing read-only models.
//!
//! A stage takes the turn, adds its part and gives the turn back. A stage that falls is made anew from its factory;
//! the turn that it held is made anew by the conversation.

mod classifier;
mod responder;
mod retriever;

use std::{cell::RefCell, sync::Arc, time::Instant};

use actix::{Actor, Addr, Context};
use colloquy_engine::{
    answering::responder as answering,
    turn::{Stage, Turn},
    understanding::Understander,
};

use self::{
    classifier::{Classifier, Understand},
    responder::{Respond, Responder},
    retriever::{Retrieve, Retriever},
};
use crate::{error::EngineError, mailbox::ask, ports::Ports, settings::ActorSettings};

/// The stage actors of one arbiter.
pub(crate) struct Stages {
    classifier: Restartable<Classifier>,
    retriever: Restartable<Retriever>,
    responder: Restartable<Responder>,
    settings: ActorSettings,
}

impl Stages {
    /// Starts the stages on the calling arbiter.
    pub(crate) fn start(understander: Arc<Understander>, ports: &Ports, settings: &ActorSettings) -> Self {
        let capacity = settings.stage_mailbox;
        let ports = ports.clone();
        Self {
            classifier: Restartable::new("classifier", capacity, move || {
                Classifier::new(Arc::clone(&understander))
            }),
            retriever: Restartable::new("retriever", capacity, || Retriever),
            responder: Restartable::new("responder", capacity, move || Responder::new(ports.clone())),
            settings: settings.clone(),
        }
    }

    /// Walks a turn from its context to its judged reply.
    pub(crate) async fn walk(&self, turn: Box<Turn>) -> Result<Box<Turn>, EngineError> {
        if answering::does_no_work(&turn) {
            return Ok(answering::judge_without_work(turn));
        }
        let deadline = self.settings.ask_deadline;
        let began = Instant::now();
        let mut turn = ask(
            "classifier",
            &self.classifier.address(),
            Understand(turn),
            deadline,
        )
        .await?;
        turn.record(Stage::Understand, began.elapsed());
        let began = Instant::now();
        let mut turn = ask("retriever", &self.retriever.address(), Retrieve(turn), deadline).await?;
        turn.record(Stage::Retrieve, began.elapsed());
        ask("responder", &self.responder.address(), Respond(turn), deadline).await?
    }
}

/// An actor that is started again when it fell: the factory is owned here, outside it.
struct Restartable<A: Actor<Context = Context<A>>> {
    name: &'static str,
    capacity: usize,
    make: Box<dyn Fn() -> A>,
    running: RefCell<Addr<A>>,
}

impl<A: Actor<Context = Context<A>>> Restartable<A> {
    fn new(name: &'static str, capacity: usize, make: impl Fn() -> A + 'static) -> Self {
        let running = RefCell::new(Self::start(capacity, make()));
        Self {
            name,
            capacity,
            make: Box::new(make),
            running,
        }
    }

    fn start(capacity: usize, actor: A) -> Addr<A> {
        A::create(move |context: &mut Context<A>| {
            context.set_mailbox_capacity(capacity);
            actor
        })
    }

    /// The address of a running actor.
    fn address(&self) -> Addr<A> {
        let mut running = self.running.borrow_mut();
        if !running.connected() {
            tracing::warn!(
                event_type = "actor_restarted",
                actor = self.name,
                "a stage fell and is started again"
            );
            metrics::counter!("colloquy_actor_restarts_total", "actor" => self.name, "cause" => "panic")
                .increment(1);
            *running = Self::start(self.capacity, (self.make)());
        }
        running.clone()
    }
}
