//! Long-lived actors are kept running from outside them.
//!
//! An actor that panics is gone with its mailbox, so whoever holds its address holds nothing. A [`Supervised`]
//! owns the factory instead: it notices the fall, makes the actor anew after a pause, and lets every holder of the
//! handle reach whichever incarnation is there. Who asks during the pause waits for its end; in a crash loop they
//! are told at once.

mod board;
mod restarts;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use actix::{
    Actor, Addr, ArbiterHandle, AsyncContext, Context, Handler, Message, WrapFuture, dev::ToEnvelope,
};
use parking_lot::RwLock;
use tokio::sync::{Notify, oneshot, watch};

pub(crate) use self::{
    board::ActorBoard,
    restarts::{Pause, Restarts},
};
pub use self::{
    board::{ActorStatus, Condition},
    restarts::RestartPolicy,
};
use crate::{
    error::EngineError,
    mailbox::{self, Unsent, answer},
};

/// How long to wait when an actor is gone and its supervisor has not noticed it yet.
const UNNOTICED: Duration = Duration::from_millis(1);

/// What a supervised actor is called, where it runs, and how much may wait for it.
pub(crate) struct Post {
    pub name: &'static str,
    pub arbiter: ArbiterHandle,
    /// Messages in its mailbox at most.
    pub capacity: usize,
    pub policy: RestartPolicy,
    pub board: ActorBoard,
}

/// The handle of an actor that is started again when it falls. Clones reach the same actor.
pub(crate) struct Supervised<A: Actor<Context = Context<A>>> {
    shared: Arc<Shared<A>>,
}

impl<A: Actor<Context = Context<A>>> Clone for Supervised<A> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

struct Shared<A: Actor<Context = Context<A>>> {
    name: &'static str,
    current: RwLock<Option<Addr<A>>>,
    condition: watch::Sender<Condition>,
    restarts: AtomicU64,
    /// Asked and not answered yet: in the mailbox or being worked on.
    asked: AtomicUsize,
    /// A fault test wishes the actor to fall.
    falls: Notify,
}

impl<A: Actor<Context = Context<A>>> Supervised<A> {
    /// Starts an actor on an arbiter. `prepare` runs there once and gives the factory, which runs for every
    /// incarnation and may therefore hold what only lives on that thread.
    pub(crate) fn start<F>(post: Post, prepare: impl FnOnce(Self) -> F + Send + 'static) -> Self
    where
        F: FnMut() -> A + 'static,
    {
        let shared = Arc::new(Shared {
            name: post.name,
            current: RwLock::new(None),
            condition: watch::Sender::new(Condition::Restarting),
            restarts: AtomicU64::new(0),
            asked: AtomicUsize::new(0),
            falls: Notify::new(),
        });
        post.board.add(Arc::clone(&shared) as Arc<dyn board::Watched>);
        let handle = Self { shared };
        let given = handle.clone();
        let (capacity, restarts) = (post.capacity, Restarts::new(post.policy));
        let begun = post.arbiter.spawn_fn(move || {
            let factory = prepare(given.clone());
            actix::spawn(given.keep_running(capacity, restarts, factory));
        });
        if !begun {
            // The arbiter has been stopped already: nobody will be there to ask.
            handle.shared.condition.send_replace(Condition::CrashLoop);
        }
        handle
    }

    async fn keep_running(self, capacity: usize, mut restarts: Restarts, mut factory: impl FnMut() -> A) {
        let ours = EndsWithArbiter(self);
        let shared = &ours.0.shared;
        loop {
            let (alive, ended) = oneshot::channel();
            if let Ok(actor) = catch_unwind(AssertUnwindSafe(&mut factory)) {
                let inside = Arc::clone(shared);
                let address = A::create(move |context: &mut Context<A>| {
                    context.set_mailbox_capacity(capacity);
                    context.spawn(watched(inside, alive).into_actor(&actor));
                    actor
                });
                *shared.current.write() = Some(address);
                shared.condition.send_replace(Condition::Running);
                // Nothing is ever sent: the other end is dropped together with the actor.
                let _fell = ended.await;
            }
            *shared.current.write() = None;
            let pause = restarts.fell(Instant::now());
            let (condition, wait) = match pause {
                Pause::Backoff(wait) => (Condition::Restarting, wait),
                Pause::CrashLoop(wait) => (Condition::CrashLoop, wait),
            };
            shared.condition.send_replace(condition);
            shared.restarts.fetch_add(1, Ordering::Relaxed);
            let name = shared.name;
            metrics::counter!("colloquy_actor_restarts_total", "actor" => name, "cause" => "panic")
                .increment(1);
            tracing::error!(
                event_type = "actor_fell",
                actor = name,
                condition = condition.as_str(),
                duration_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
                "an actor fell and is started again after a pause"
            );
            tokio::time::sleep(wait).await;
        }
    }

    /// Sends a message and waits for its answer, through a restart if need be.
    ///
    /// # Errors
    /// [`EngineError::Gone`] when the actor fell over the message or is in a crash loop, [`EngineError::TimedOut`]
    /// when there was no answer within the deadline.
    pub(crate) async fn ask<M>(&self, message: M, deadline: Duration) -> Result<M::Result, EngineError>
    where
        A: Handler<M>,
        A::Context: ToEnvelope<A, M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        let actor = self.shared.name;
        let _asked = Asked::begin(&self.shared.asked);
        let began = Instant::now();
        let mut message = Some(message);
        loop {
            let request = {
                let current = self.shared.current.read();
                match (&*current, message.take()) {
                    (Some(address), Some(message)) if address.connected() => Ok(address.send(message)),
                    (_, left) => Err(left),
                }
            };
            match request {
                Ok(request) => {
                    return answer(actor, request, deadline.saturating_sub(began.elapsed())).await;
                }
                Err(left) => message = left,
            }
            self.wait_until_running(deadline.saturating_sub(began.elapsed()))
                .await?;
        }
    }

    /// Puts a message into the mailbox if there is room.
    ///
    /// # Errors
    /// [`EngineError::Overloaded`] when there is none, [`EngineError::Gone`] while the actor is down: nothing was
    /// taken in either case.
    pub(crate) fn offer<M>(&self, message: M) -> Result<(), EngineError>
    where
        A: Handler<M>,
        A::Context: ToEnvelope<A, M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        match &*self.shared.current.read() {
            Some(address) => mailbox::offer(self.shared.name, address, message),
            None => Err(EngineError::Gone {
                actor: self.shared.name,
            }),
        }
    }

    /// Puts a message into the mailbox, after a restart if need be. Unlike [`Supervised::ask`] it does not wait for an
    /// answer, which would cost a hop between threads.
    ///
    /// # Errors
    /// As for [`Supervised::ask`]: the message was not taken in either case.
    pub(crate) async fn hand_in<M>(&self, message: M, deadline: Duration) -> Result<(), EngineError>
    where
        A: Handler<M>,
        A::Context: ToEnvelope<A, M>,
        M: Message + Send + 'static,
        M::Result: Send,
    {
        let began = Instant::now();
        let mut message = message;
        loop {
            let unsent = match &*self.shared.current.read() {
                Some(address) => mailbox::try_offer(self.shared.name, address, message),
                None => Err(Unsent::Closed(message)),
            };
            message = match unsent {
                Ok(()) => return Ok(()),
                Err(Unsent::Full(error)) => return Err(error),
                Err(Unsent::Closed(message)) => message,
            };
            self.wait_until_running(deadline.saturating_sub(began.elapsed()))
                .await?;
        }
    }

    async fn wait_until_running(&self, deadline: Duration) -> Result<(), EngineError> {
        let actor = self.shared.name;
        let mut condition = self.shared.condition.subscribe();
        let settled = condition.wait_for(|condition| *condition != Condition::Restarting);
        match tokio::time::timeout(deadline, settled).await {
            Ok(Ok(condition)) if *condition == Condition::CrashLoop => {
                return Err(EngineError::Gone { actor });
            }
            Ok(Ok(_running)) => {}
            Ok(Err(_dropped)) => return Err(EngineError::Stopping),
            Err(_elapsed) => return Err(EngineError::TimedOut { actor }),
        }
        // An actor that fell a moment ago may not have been noticed yet.
        if deadline <= UNNOTICED {
            return Err(EngineError::TimedOut { actor });
        }
        tokio::time::sleep(UNNOTICED).await;
        Ok(())
    }
}

/// Tells those who ask that nobody will come back, once the arbiter has been stopped.
struct EndsWithArbiter<A: Actor<Context = Context<A>>>(Supervised<A>);

impl<A: Actor<Context = Context<A>>> Drop for EndsWithArbiter<A> {
    fn drop(&mut self) {
        *self.0.shared.current.write() = None;
        self.0.shared.condition.send_replace(Condition::CrashLoop);
    }
}

/// Lives inside the actor and ends with it, however that happens.
async fn watched<A: Actor<Context = Context<A>>>(shared: Arc<Shared<A>>, alive: oneshot::Sender<()>) {
    shared.falls.notified().await;
    fall(shared.name);
    drop(alive);
}

#[expect(
    clippy::panic,
    reason = "this is the fault that tests ask for; the engine refuses it elsewhere"
)]
fn fall(actor: &'static str) {
    panic!("a fault test asked the {actor} to fall");
}

impl<A: Actor<Context = Context<A>>> board::Watched for Shared<A> {
    fn status(&self) -> ActorStatus {
        ActorStatus {
            name: self.name,
            condition: *self.condition.borrow(),
            restarts: self.restarts.load(Ordering::Relaxed),
            asked: self.asked.load(Ordering::Relaxed),
        }
    }

    fn make_fall(&self) {
        self.falls.notify_one();
    }
}

/// Counts one question from its asking to its answer.
struct Asked<'a>(&'a AtomicUsize);

impl<'a> Asked<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests;
