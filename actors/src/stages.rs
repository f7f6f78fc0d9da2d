//! The stage actors of the line: one set per arbiter, sharing read-only models.
//!
//! A stage takes the turn, adds its part and gives the turn back. A stage that falls is started again by its
//! supervisor. The turn that it fell over is told from those that only waited behind it: the first is suspect, the
//! others are computed again.

mod classifier;
mod in_hand;
mod live;
mod responder;
mod retriever;

use std::{sync::Arc, time::Instant};

use actix::{Actor, Arbiter, Context, Handler, Message, dev::ToEnvelope};
use colloquy_engine::{
    answering::responder as answering,
    ids::TurnId,
    knowledge::stage as knowledge,
    model::{Assistant, classifying, planning},
    port::StoreError,
    turn::{Stage, Turn},
    understanding::Understander,
};

pub(crate) use self::live::{LiveAnswer, LivePiece, live_answer};
use self::{
    classifier::{Classifier, Understand},
    in_hand::InHand,
    responder::{Respond, Responder},
    retriever::{Retrieve, Retriever},
};
use crate::{
    error::EngineError,
    fault::Faults,
    ports::Ports,
    settings::ActorSettings,
    supervisor::{ActorBoard, Post, Supervised},
};

/// Why a turn was not computed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TurnError {
    /// This actor fell over this very turn.
    Fell(&'static str),
    /// Anything else.
    Engine(EngineError),
}

impl From<EngineError> for TurnError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl From<StoreError> for TurnError {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

/// The stage actors of one arbiter.
pub(crate) struct Stages {
    classifier: Place<Classifier>,
    retriever: Place<Retriever>,
    responder: Place<Responder>,
    understander: Arc<Understander>,
    assistant: Option<Arc<Assistant>>,
    settings: ActorSettings,
}

impl Stages {
    /// Starts the stages on the calling arbiter.
    pub(crate) fn start(
        understander: Arc<Understander>,
        ports: &Ports,
        settings: &ActorSettings,
        board: &ActorBoard,
    ) -> Self {
        let faults = Faults {
            allowed: settings.fault_injection,
        };
        let ports = ports.clone();
        let assistant = ports.assistant.clone();
        let reads = Arc::clone(&understander);
        let remembered = settings.remembered_texts;
        Self {
            classifier: Place::start("classifier", settings, board, move |in_hand| {
                Classifier::new(Arc::clone(&understander), remembered, in_hand, faults)
            }),
            retriever: Place::start("retriever", settings, board, move |in_hand| {
                Retriever::new(remembered, in_hand, faults)
            }),
            responder: Place::start("responder", settings, board, move |in_hand| {
                Responder::new(ports.clone(), in_hand, faults)
            }),
            understander: reads,
            assistant,
            settings: settings.clone(),
        }
    }

    /// Walks a turn from its context to its judged reply.
    pub(crate) async fn walk(&self, turn: Box<Turn>, live: LiveAnswer) -> Result<Box<Turn>, TurnError> {
        if answering::does_no_work(&turn) {
            return Ok(answering::judge_without_work(turn));
        }
        let (id, deadline) = (turn.id, self.settings.ask_deadline);
        let began = Instant::now();
        let mut turn = self.classifier.ask(id, Understand(turn), deadline).await?;
        if let Some(assistant) = &self.assistant {
            planning::plan(&mut turn, assistant).await;
            classifying::classify(&mut turn, assistant, &self.understander).await;
        }
        turn.record(Stage::Understand, began.elapsed());
        let began = Instant::now();
        knowledge::embed_question(&mut turn).await;
        let mut turn = self.retriever.ask(id, Retrieve(turn), deadline).await?;
        turn.record(Stage::Retrieve, began.elapsed());
        Ok(self.responder.ask(id, Respond(turn, live), deadline).await??)
    }
}

/// A stage actor, and which turn it has in hand.
struct Place<A: Actor<Context = Context<A>>> {
    name: &'static str,
    actor: Supervised<A>,
    in_hand: InHand,
}

impl<A: Actor<Context = Context<A>>> Place<A> {
    fn start(
        name: &'static str,
        settings: &ActorSettings,
        board: &ActorBoard,
        make: impl Fn(InHand) -> A + Send + 'static,
    ) -> Self {
        let in_hand = InHand::default();
        let post = Post {
            name,
            arbiter: Arbiter::current(),
            capacity: settings.stage_mailbox,
            policy: settings.restarts,
            board: board.clone(),
        };
        let given = in_hand.clone();
        let actor = Supervised::start(post, move |_handle| move || make(given.clone()));
        Self { name, actor, in_hand }
    }

    async fn ask<M>(
        &self,
        turn: TurnId,
        message: M,
        deadline: std::time::Duration,
    ) -> Result<M::Result, TurnError>
    where
        A: Handler<M>,
        A::Context: ToEnvelope<A, M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        match self.actor.ask(message, deadline).await {
            Ok(answer) => Ok(answer),
            Err(EngineError::Gone { .. }) if self.in_hand.fell_over(turn) => Err(TurnError::Fell(self.name)),
            Err(error) => Err(error.into()),
        }
    }
}
