//! The actor that looks for what is due.

use std::{collections::HashMap, sync::Arc, time::Instant};

use actix::{Actor, ActorFutureExt, AsyncContext, Context, WrapFuture};
use colloquy_engine::port::{
    StoreError,
    outbox::{Claim, ClaimedDelivery},
};
use uuid::Uuid;

use super::{
    Parts, UnderWay,
    delivering::{Claimed, deliver},
    lane::{Behaviour, Lane},
};

/// Lanes that are kept although nothing is known of them: beyond it they are forgotten.
const IDLE_LANES: usize = 1_000;

/// What one connection was found to have.
struct Found {
    connection: String,
    wished: usize,
    since: Instant,
    result: Result<Vec<ClaimedDelivery>, StoreError>,
}

pub(super) struct Outbox {
    parts: Arc<Parts>,
    /// A new one for each incarnation: what an earlier one had claimed is its tasks' to tell.
    claimant: Uuid,
    lanes: HashMap<String, Lane>,
    looking: bool,
    /// Something was asked for while a look was under way.
    again: bool,
}

impl Outbox {
    pub(super) fn new(parts: Arc<Parts>) -> Self {
        let claimant = parts.ids.next();
        Self {
            parts,
            claimant,
            lanes: HashMap::new(),
            looking: false,
            again: false,
        }
    }

    /// Waits for the bell, looks, and waits again.
    fn listen(&mut self, context: &mut Context<Self>) {
        let bell = self.parts.bell.clone();
        let rung = async move { bell.rung().await };
        context.spawn(rung.into_actor(self).map(|(), outbox, context| {
            outbox.look(context);
            outbox.listen(context);
        }));
    }

    /// Asks which connections have something due.
    fn look(&mut self, context: &mut Context<Self>) {
        if self.looking {
            self.again = true;
            return;
        }
        if self.parts.is_stopping() {
            return;
        }
        self.looking = true;
        let parts = Arc::clone(&self.parts);
        let asking = async move {
            let due = parts
                .store
                .due_connections(parts.clock.now(), parts.settings.connections_at_once);
            within(&parts, due).await
        };
        context.spawn(
            asking
                .into_actor(self)
                .map(|result, outbox, context| match result {
                    Ok(connections) => outbox.claim(&connections, context),
                    Err(error) => {
                        complain(&error);
                        // What was asked for meanwhile waits for the next look as well.
                        outbox.again = false;
                        outbox.looked(context);
                    }
                }),
        );
    }

    /// Claims as much of each as its lane has room for.
    fn claim(&mut self, connections: &[String], context: &mut Context<Self>) {
        let now = Instant::now();
        if self.lanes.len() > IDLE_LANES {
            self.lanes.retain(|_, lane| !lane.is_idle(now));
        }
        let mut wishes = Vec::new();
        for connection in connections {
            // What nobody speaks for waits until somebody does.
            if self.parts.connector(connection).is_none() {
                continue;
            }
            let settings = &self.parts.settings;
            let lane = self
                .lanes
                .entry(connection.clone())
                .or_insert_with(|| Lane::new(settings, now));
            match lane.room(now) {
                0 => {}
                room => wishes.push((connection.clone(), room)),
            }
        }
        if wishes.is_empty() {
            return self.looked(context);
        }
        let (parts, claimant) = (Arc::clone(&self.parts), self.claimant);
        let claiming = async move {
            let mut found = Vec::with_capacity(wishes.len());
            for (connection, wished) in wishes {
                let since = Instant::now();
                let claim = Claim {
                    claimant,
                    now: parts.clock.now(),
                    lease: parts.settings.lease,
                    limit: wished as u64,
                };
                let result = within(&parts, parts.store.claim(&connection, &claim)).await;
                found.push(Found {
                    connection,
                    wished,
                    since,
                    result,
                });
            }
            found
        };
        context.spawn(claiming.into_actor(self).map(|found, outbox, context| {
            for one in found {
                outbox.begin(one, context);
            }
            outbox.looked(context);
        }));
    }

    /// Looks again when something was asked for meanwhile.
    fn looked(&mut self, context: &mut Context<Self>) {
        self.looking = false;
        if std::mem::take(&mut self.again) {
            self.look(context);
        }
    }

    /// Sends what was claimed on a connection, each delivery by itself.
    fn begin(&mut self, found: Found, context: &mut Context<Self>) {
        let claimed = found.result.unwrap_or_else(|error| {
            complain(&error);
            Vec::new()
        });
        // As many as there was room for: there may be more.
        self.again |= claimed.len() == found.wished;
        if let Some(lane) = self.lanes.get_mut(&found.connection) {
            lane.begun(claimed.len());
        }
        for delivery in claimed {
            let (parts, connection) = (Arc::clone(&self.parts), found.connection.clone());
            let claimed = Claimed {
                delivery,
                claimant: self.claimant,
                since: found.since,
            };
            // It goes on when this actor falls, and tells by itself how it went.
            let under_way = UnderWay::begin(&parts);
            let task = tokio::spawn(async move {
                let _until_its_end = under_way;
                deliver(&parts, claimed).await
            });
            context.spawn(task.into_actor(self).map(move |ended, outbox, context| {
                let behaviour = ended.unwrap_or(Behaviour::Unasked);
                outbox.ended(&connection, &behaviour, context);
            }));
        }
        self.note(&found.connection, None);
    }

    fn ended(&mut self, connection: &str, behaviour: &Behaviour, context: &mut Context<Self>) {
        if let Some(lane) = self.lanes.get_mut(connection) {
            lane.ended(behaviour, Instant::now());
        }
        let cause = match behaviour {
            Behaviour::Failed { cause, .. } => Some(cause.as_str()),
            Behaviour::Answered | Behaviour::Unasked => None,
        };
        self.note(connection, cause);
        // There is room for another, and the next of the conversation may go.
        self.look(context);
    }

    fn note(&self, connection: &str, cause: Option<&str>) {
        if let Some(lane) = self.lanes.get(connection) {
            let (state, now) = (lane.state(Instant::now()), self.parts.clock.now());
            self.parts
                .board
                .note(connection, state, lane.under_way(), cause, now);
        }
    }
}

impl Actor for Outbox {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        self.look(context);
        self.listen(context);
        context.run_interval(self.parts.settings.poll, |outbox, context| outbox.look(context));
    }
}

async fn within<T>(
    parts: &Parts,
    asked: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    tokio::time::timeout(parts.settings.store_deadline, asked)
        .await
        .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable("no answer in time".to_owned())))
}

fn complain(error: &StoreError) {
    tracing::warn!(
        event_type = "outbox_not_read",
        error_code = "storage",
        "what is due waits for the next look: {error}"
    );
}
