//! The actor's state, its life, and the one function that decides what happens next.

use std::{
    collections::{HashMap, VecDeque},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use actix::{
    Actor, ActorContext, AsyncContext, Context, Handler, MessageResult, ResponseActFuture, WrapFuture,
};
use colloquy_engine::{
    channel::Channel,
    conversation::{operation::Wish, seen::SeenMessage, state::ConversationState},
    ids::{ConversationId, CustomerId, UserId},
    policy::flood::Arrival,
};
use tokio::sync::oneshot;

use super::{
    messages::{
        Awaken, Fault, Hear, Join, Leave, Observe, Observed, Operate, Say, ShardMoved, Stop, TakeSnapshot,
        TakeUp, Typing,
    },
    nodes::Nodes,
    places::Places,
    running::Running,
    subscribers::Subscribers,
};
use crate::{
    activity::Activity,
    cluster::Cluster,
    customer::CustomerOf,
    error::EngineError,
    journal::JournalHandle,
    notice::Operators,
    ports::Ports,
    request::{Joined, OperationDone, Said, Seat},
    residents::SharedResidents,
    router::Router,
    settings::ActorSettings,
    shops::Shops,
    sleepers::Watched,
    snapshots::{SnapshotsHandle, Wakes},
    stages::Stages,
    supervisor::Supervised,
};

/// What all conversations of an arbiter share.
pub(crate) struct Links {
    pub ports: Ports,
    pub journal: JournalHandle,
    pub snapshots: SnapshotsHandle,
    pub wakes: Wakes,
    pub shops: Shops,
    pub stages: Stages,
    pub operators: Operators,
    pub settings: ActorSettings,
    pub router: Supervised<Router>,
    pub residents: SharedResidents,
    /// The other nodes, if there may be any.
    pub cluster: Option<Arc<Cluster>>,
    pub places: Places,
}

/// A message on its way from a socket into a turn.
#[derive(Clone, Debug)]
pub(super) struct Arrived {
    pub inbound: colloquy_engine::turn::Inbound,
    pub subscriber: Option<crate::delivery::SubscriberId>,
    pub signed_in: Option<UserId>,
    /// Set when it was one too many: the end of the flood's window.
    pub flood_until: Option<chrono::DateTime<chrono::Utc>>,
    /// What fell over it, or may have: its next turn is over it alone, and counted.
    pub suspect: Option<&'static str>,
    /// It had waited for somebody who did not come when it was taken up from the rows.
    pub was_left: bool,
}

/// One awake conversation.
pub(crate) struct Conversation {
    pub(super) links: Rc<Links>,
    pub(super) seat: Seat,
    pub(super) customer_id: CustomerId,
    pub(super) customer: Rc<CustomerOf>,
    pub(super) state: ConversationState,
    pub(super) awake: bool,
    /// Asked before it was awake.
    pub(super) parked: VecDeque<Said>,
    pub(super) joining: Vec<(Join, oneshot::Sender<Result<Joined, EngineError>>)>,
    /// Who waits until nothing is to be done.
    pub(super) awaited: Vec<oneshot::Sender<()>>,
    pub(super) subscribers: Subscribers,
    pub(super) seen: VecDeque<SeenMessage>,
    /// Repeats of messages whose first copy is not durable yet.
    pub(super) repeats: Vec<Said>,
    /// Taken, nothing written.
    pub(super) gathering: Vec<Arrived>,
    /// Their receipts are on their way to the journal.
    pub(super) receipting: Vec<Arrived>,
    /// Durable, waiting for a turn.
    pub(super) waiting: VecDeque<Arrived>,
    pub(super) running: Option<Running>,
    /// A versioned unit is on its way to the journal.
    pub(super) writing: bool,
    pub(super) wishes: VecDeque<(Wish, oneshot::Sender<Result<OperationDone, EngineError>>)>,
    pub(super) arrivals: HashMap<colloquy_engine::ids::MessageId, Arrival>,
    /// Grows with every failed commit in a row; the next try waits longer.
    pub(super) failures: u32,
    pub(super) paused: bool,
    pub(super) session_slid_at: Option<chrono::DateTime<chrono::Utc>>,
    /// What the router sees of it.
    pub(super) activity: Rc<Activity>,
    /// Version and number that the last snapshot was taken at.
    pub(super) kept_at: Option<(i64, i64)>,
    pub(super) turns_since_kept: u32,
    /// The last incarnation fell: messages are made durable ahead of their turn, so that they are not lost with
    /// the next fall and its tries are counted.
    pub(super) cautious: bool,
    /// Something was written whose fate is unknown: the rows are read once nothing else is on its way.
    pub(super) doubtful: bool,
    /// Its rows have been read once: what it finds there later was not left by an earlier incarnation.
    pub(super) was_read: bool,
    pub(super) nodes: Nodes,
    stopping: bool,
    guard: FallGuard,
}

impl Conversation {
    pub(crate) fn new(
        links: Rc<Links>,
        seat: Seat,
        customer_id: CustomerId,
        customer: Rc<CustomerOf>,
        fell_before: bool,
        activity: Rc<Activity>,
        watched: Watched,
    ) -> Self {
        let now = links.ports.clock.now();
        let session = seat.session.as_ref().map(|session| session.id.clone());
        let state =
            ConversationState::fresh(seat.conversation_id, seat.business_id, seat.channel, session, now);
        let guard = FallGuard {
            links: Rc::clone(&links),
            seat: seat.clone(),
            ended: false,
        };
        let nodes = Nodes::of(links.cluster.as_ref(), seat.conversation_id);
        Self {
            links,
            nodes,
            seat,
            customer_id,
            customer,
            state,
            awake: false,
            parked: VecDeque::new(),
            joining: Vec::new(),
            awaited: Vec::new(),
            subscribers: Subscribers::of(watched),
            seen: VecDeque::new(),
            repeats: Vec::new(),
            gathering: Vec::new(),
            receipting: Vec::new(),
            waiting: VecDeque::new(),
            running: None,
            writing: false,
            wishes: VecDeque::new(),
            arrivals: HashMap::new(),
            failures: 0,
            paused: false,
            session_slid_at: None,
            activity,
            kept_at: None,
            turns_since_kept: 0,
            cautious: fell_before,
            doubtful: false,
            was_read: false,
            stopping: false,
            guard,
        }
    }

    /// Decides what happens next. Called after everything that may have changed the answer.
    pub(super) fn advance(&mut self, context: &mut Context<Self>) {
        self.decide(context);
        let has_work = self.has_work();
        self.activity.set_busy(has_work);
        self.activity.set_shown(self.subscribers.shown());
        if !has_work {
            for waiting in std::mem::take(&mut self.awaited) {
                // Who stopped waiting has no more use for it.
                let _gone = waiting.send(());
            }
        }
    }

    fn has_work(&self) -> bool {
        !self.awake || self.paused || self.is_busy() || self.nodes.are_healing()
    }

    fn decide(&mut self, context: &mut Context<Self>) {
        if !self.awake || self.paused {
            return;
        }
        if self.doubtful {
            if !self.writing && self.receipting.is_empty() {
                self.read_afresh(context);
            }
            return;
        }
        if self.reads_first(context) {
            return;
        }
        // Their first copies may have been answered by another node.
        self.answer_repeats();
        if self.running.is_some() && !self.writing && !self.owns() {
            self.park(context);
        }
        if !self.writing && !self.wishes.is_empty() {
            self.grant_next_wish(context);
        }
        if self.running.is_some() {
            // Whatever arrives while a turn runs is made durable at once and joins the next one.
            if !self.gathering.is_empty() && self.receipting.is_empty() {
                self.write_receipts(context);
            }
            self.commit_when_computed(context);
        } else if self.receipting.is_empty() && !self.writing {
            if self.owns() {
                self.start_next_turn(context);
            } else if !self.gathering.is_empty() {
                self.write_receipts(context);
            }
        }
        self.heal_when_missing(context);
        if self.stopping && !self.is_busy() {
            context.stop();
        }
    }

    /// Messages that no committed turn covers yet.
    pub(super) fn unanswered(&self) -> usize {
        let in_turn = self.running.as_ref().map_or(0, |running| running.messages.len());
        let receipting = if self.running_has(&self.receipting) {
            0
        } else {
            self.receipting.len()
        };
        self.gathering.len() + receipting + self.waiting.len() + in_turn
    }

    pub(super) fn is_busy(&self) -> bool {
        self.unanswered() > 0 || self.writing || !self.wishes.is_empty() || !self.parked.is_empty()
    }

    pub(super) fn id(&self) -> ConversationId {
        self.seat.conversation_id
    }

    pub(super) fn channel(&self) -> Channel {
        self.seat.channel
    }

    /// Stops reading for a while after a store failed; each failure in a row doubles it.
    pub(super) fn pause(&mut self, context: &mut Context<Self>) {
        const FIRST: Duration = Duration::from_millis(200);
        const LONGEST: Duration = Duration::from_secs(10);
        self.paused = true;
        let wait = FIRST.saturating_mul(1 << self.failures.min(8)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        context.run_later(wait, |conversation, context| {
            conversation.paused = false;
            conversation.advance(context);
        });
    }
}

impl Actor for Conversation {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.set_mailbox_capacity(self.links.settings.conversation_mailbox);
        metrics::gauge!("colloquy_conversations_awake").increment(1.0);
        self.wake(context);
    }

    fn stopped(&mut self, _context: &mut Self::Context) {
        // An actor that panics is stopped as well, on its way out.
        if !std::thread::panicking() {
            if self.stopping {
                self.keep();
            }
            self.guard.disarm();
        }
    }
}

impl Handler<Say> for Conversation {
    type Result = ();

    fn handle(&mut self, Say(said): Say, context: &mut Context<Self>) {
        self.activity.handled();
        self.take_in(said, context);
    }
}

impl Handler<Join> for Conversation {
    type Result = ResponseActFuture<Self, Result<Joined, EngineError>>;

    fn handle(&mut self, join: Join, context: &mut Context<Self>) -> Self::Result {
        self.activity.touch();
        let (reply, answer) = oneshot::channel();
        if self.awake && self.nodes.are_many() {
            self.join_when_healed(join, reply, context);
        } else if self.awake {
            let joined = self.join(join);
            let _caller_waits_below = reply.send(Ok(joined));
        } else {
            self.joining.push((join, reply));
        }
        let gone = EngineError::Gone {
            actor: "conversation",
        };
        Box::pin(async move { answer.await.unwrap_or(Err(gone)) }.into_actor(self))
    }
}

impl Handler<Leave> for Conversation {
    type Result = ();

    fn handle(&mut self, Leave(subscriber): Leave, _context: &mut Context<Self>) {
        self.activity.handled();
        self.subscribers.remove(subscriber);
    }
}

impl Handler<Typing> for Conversation {
    type Result = ();

    fn handle(&mut self, typing: Typing, _context: &mut Context<Self>) {
        self.activity.handled();
        self.tell_typing(typing);
    }
}

impl Handler<Operate> for Conversation {
    type Result = ResponseActFuture<Self, Result<OperationDone, EngineError>>;

    fn handle(&mut self, Operate(wish): Operate, context: &mut Context<Self>) -> Self::Result {
        self.activity.touch();
        let (reply, answer) = oneshot::channel();
        self.wishes.push_back((wish, reply));
        // Whoever does not own the conversation knows of it what it has heard.
        self.nodes.outdated |= !self.owns();
        self.advance(context);
        let gone = EngineError::Gone {
            actor: "conversation",
        };
        Box::pin(async move { answer.await.unwrap_or(Err(gone)) }.into_actor(self))
    }
}

impl Handler<TakeUp> for Conversation {
    type Result = ();

    fn handle(&mut self, take_up: TakeUp, context: &mut Context<Self>) {
        self.activity.handled();
        self.take_up(take_up, context);
    }
}

impl Handler<Hear> for Conversation {
    type Result = ();

    fn handle(&mut self, Hear(heard): Hear, context: &mut Context<Self>) {
        self.activity.handled_in_passing();
        self.hear(heard, context);
    }
}

impl Handler<ShardMoved> for Conversation {
    type Result = ();

    fn handle(&mut self, _message: ShardMoved, context: &mut Context<Self>) {
        self.activity.handled_in_passing();
        self.shard_moved(context);
    }
}

impl Handler<Stop> for Conversation {
    type Result = ();

    fn handle(&mut self, _message: Stop, context: &mut Context<Self>) {
        // The router has seen that nothing is to be done, and keeps the watchers.
        self.stopping = true;
        self.advance(context);
    }
}

impl Handler<Awaken> for Conversation {
    type Result = ResponseActFuture<Self, ()>;

    fn handle(&mut self, _message: Awaken, _context: &mut Context<Self>) -> Self::Result {
        let (reply, settled) = oneshot::channel();
        if self.has_work() {
            self.awaited.push(reply);
        }
        // Dropped at once where nothing is to be done, and with the actor otherwise.
        Box::pin(async move { settled.await.unwrap_or_default() }.into_actor(self))
    }
}

impl Handler<TakeSnapshot> for Conversation {
    type Result = MessageResult<TakeSnapshot>;

    fn handle(&mut self, _message: TakeSnapshot, _context: &mut Context<Self>) -> Self::Result {
        MessageResult(self.take_snapshot())
    }
}

impl Handler<Observe> for Conversation {
    type Result = MessageResult<Observe>;

    fn handle(&mut self, _message: Observe, _context: &mut Context<Self>) -> Self::Result {
        MessageResult(Observed {
            awake: self.awake,
            unanswered: self.unanswered(),
            subscribers: self.subscribers.len(),
            version: self.state.head.version,
            last_seq: self.subscribers.shown(),
        })
    }
}

impl Handler<Fault> for Conversation {
    type Result = ();

    #[expect(
        clippy::panic,
        reason = "this is the fault that tests ask for; the router refuses it elsewhere"
    )]
    fn handle(&mut self, fault: Fault, context: &mut Context<Self>) {
        self.activity.handled();
        match fault {
            Fault::Panic => panic!("a fault test asked conversation {} to panic", self.id()),
            Fault::HoldUp(milliseconds) => {
                let wait = tokio::time::sleep(Duration::from_millis(milliseconds));
                // `wait` stops the mailbox from being read, unlike `spawn`.
                context.wait(wait.into_actor(self));
            }
        }
    }
}

/// Tells the router when the actor fell, so that acknowledged messages are taken up again.
struct FallGuard {
    links: Rc<Links>,
    seat: Seat,
    /// It ended as it should.
    ended: bool,
}

impl FallGuard {
    fn disarm(&mut self) {
        self.ended = true;
    }
}

impl Drop for FallGuard {
    fn drop(&mut self) {
        metrics::gauge!("colloquy_conversations_awake").decrement(1.0);
        if self.ended {
            return;
        }
        if let Ok(mut residents) = self.links.residents.try_borrow_mut() {
            residents.fell(self.seat.clone());
        }
        // A router that is down or busy looks at the residents by itself.
        let _looks_later = self.links.router.offer(crate::router::Fallen);
    }
}
