//! The actor that gathers units and commits them.

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};

use actix::{Actor, ActorFutureExt, AsyncContext, Context, Handler, Message, WrapFuture};
use colloquy_engine::port::{
    StoreError,
    journal::{JournalStore, Unit, UnitOutcome},
};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use uuid::Uuid;

use crate::error::EngineError;

/// One unit and who waits for it.
#[derive(Message)]
#[rtype(result = "()")]
pub(crate) struct Write {
    pub unit: Unit,
    pub reply: oneshot::Sender<Result<UnitOutcome, EngineError>>,
    /// Freed when the unit's fate is known.
    pub permit: OwnedSemaphorePermit,
}

pub(crate) struct Journal {
    store: Arc<dyn JournalStore>,
    gathered: VecDeque<Write>,
    committing: bool,
    largest_batch: usize,
    deadline: Duration,
}

impl Journal {
    pub(crate) fn new(store: Arc<dyn JournalStore>, largest_batch: usize, deadline: Duration) -> Self {
        Self {
            store,
            gathered: VecDeque::new(),
            committing: false,
            largest_batch,
            deadline,
        }
    }

    fn commit_next(&mut self, context: &mut Context<Self>) {
        let batch = self.take_batch();
        if batch.is_empty() {
            self.committing = false;
            return;
        }
        self.committing = true;
        let mut units = Vec::with_capacity(batch.len());
        let mut waiting = Vec::with_capacity(batch.len());
        for write in batch {
            units.push(write.unit);
            waiting.push((write.reply, write.permit));
        }
        metrics::histogram!("colloquy_journal_batch_units").record(units.len() as f64);
        let (store, deadline) = (Arc::clone(&self.store), self.deadline);
        let commit = async move {
            let began = Instant::now();
            let result = tokio::time::timeout(deadline, store.commit(&units)).await;
            metrics::histogram!("colloquy_journal_commit_seconds").record(began.elapsed().as_secs_f64());
            result.unwrap_or_else(|_elapsed| {
                Err(StoreError::Unavailable("the commit took too long".to_owned()))
            })
        };
        context.spawn(commit.into_actor(self).map(move |result, journal, context| {
            answer(waiting, result);
            journal.commit_next(context);
        }));
    }

    /// The next transaction: at most one unit of a conversation or cart, in the order of conversations, so that two
    /// writers never lock rows crosswise. Second units wait for the next one.
    fn take_batch(&mut self) -> Vec<Write> {
        let mut taken: Vec<Write> = Vec::new();
        let mut keys: HashSet<Uuid> = HashSet::new();
        let mut left = VecDeque::new();
        while let Some(write) = self.gathered.pop_front() {
            let conversation = write.unit.conversation.as_ref().map(|part| part.id.0);
            let cart = write.unit.cart.as_ref().map(|part| part.cart.id.0);
            let is_free = conversation
                .into_iter()
                .chain(cart)
                .all(|key| !keys.contains(&key));
            // A unit that must wait makes the later ones of the same conversation wait as well: order stays.
            keys.extend(conversation.into_iter().chain(cart));
            if is_free && taken.len() < self.largest_batch {
                taken.push(write);
            } else {
                left.push_back(write);
            }
        }
        self.gathered = left;
        taken.sort_by_key(|write| write.unit.conversation.as_ref().map(|part| part.id));
        taken
    }
}

fn answer(
    waiting: Vec<(
        oneshot::Sender<Result<UnitOutcome, EngineError>>,
        OwnedSemaphorePermit,
    )>,
    result: Result<Vec<UnitOutcome>, StoreError>,
) {
    match result {
        Ok(outcomes) => {
            for ((reply, _permit), outcome) in waiting.into_iter().zip(outcomes) {
                if matches!(outcome, UnitOutcome::Stale(_)) {
                    metrics::counter!("colloquy_fenced_total").increment(1);
                }
                // Who stopped waiting learns of it by reading the journal.
                let _nobody_waits = reply.send(Ok(outcome));
            }
        }
        Err(error) => {
            tracing::error!(event_type = "journal_commit_failed", error_code = %error, "the journal could not commit");
            for (reply, _permit) in waiting {
                let _nobody_waits = reply.send(Err(EngineError::Store(error.clone())));
            }
        }
    }
}

impl Actor for Journal {
    type Context = Context<Self>;
}

impl Handler<Write> for Journal {
    type Result = ();

    fn handle(&mut self, write: Write, context: &mut Context<Self>) {
        self.gathered.push_back(write);
        if !self.committing {
            self.commit_next(context);
        }
    }
}
