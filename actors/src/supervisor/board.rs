//! How the supervised actors are, for `/health` and `/metrics`.

use std::sync::Arc;

use parking_lot::RwLock;

/// How an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// It takes messages.
    Running,
    /// It fell, or was not there yet; it is started after a short pause. Who asks waits for it.
    Restarting,
    /// It fell too often in a short time. It is tried again after a long pause; who asks is refused at once.
    CrashLoop,
}

impl Condition {
    /// The name in logs and reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Restarting => "restarting",
            Self::CrashLoop => "crash_loop",
        }
    }
}

/// What is known of one supervised actor, or of all that bear its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorStatus {
    /// What it is called.
    pub name: &'static str,
    /// How it is; the worst of those that bear the name.
    pub condition: Condition,
    /// How often it was started again since the process began.
    pub restarts: u64,
    /// Questions that wait in its mailbox or are worked on.
    pub asked: usize,
}

pub(super) trait Watched: Send + Sync {
    fn status(&self) -> ActorStatus;
    /// Makes it panic, for fault tests.
    fn make_fall(&self);
}

/// Every supervised actor of the process. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct ActorBoard {
    watched: Arc<RwLock<Vec<Arc<dyn Watched>>>>,
}

impl ActorBoard {
    pub(super) fn add(&self, actor: Arc<dyn Watched>) {
        self.watched.write().push(actor);
    }

    /// Makes every actor of a name panic, for fault tests. Answers whether there is one.
    pub(crate) fn make_fall(&self, name: &str) -> bool {
        let watched = self.watched.read();
        let of_name = watched.iter().filter(|actor| actor.status().name == name);
        of_name.map(|actor| actor.make_fall()).count() > 0
    }

    /// One line for each name, in the order in which the first of it was started.
    pub(crate) fn statuses(&self) -> Vec<ActorStatus> {
        let mut together: Vec<ActorStatus> = Vec::new();
        for actor in self.watched.read().iter() {
            let status = actor.status();
            match together.iter_mut().find(|known| known.name == status.name) {
                Some(known) => {
                    known.condition = known.condition.max(status.condition);
                    known.restarts += status.restarts;
                    known.asked += status.asked;
                }
                None => together.push(status),
            }
        }
        together
    }
}
