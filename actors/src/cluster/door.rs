//! What the cluster asks of the running system, and the system of the cluster.

use std::{collections::HashSet, sync::Arc, time::Duration};

use colloquy_engine::ids::{BusinessId, ConversationId};

use super::{ClusterHealth, Heard, Rung, Shard};
use crate::{
    conversation::TakeUp,
    engine::Engine,
    error::EngineError,
    request::Seat,
    router::{Route, RouteHeard, ShardsMoved},
};

impl Engine {
    /// How this node stands in its cluster; none where it is alone.
    #[must_use]
    pub fn cluster_health(&self) -> Option<ClusterHealth> {
        self.cluster().map(|cluster| cluster.health())
    }

    /// Gives this node's conversations to the others, at once: from now on it takes messages in and answers none.
    /// Alone it does nothing. What is not given back within the deadline runs out by itself.
    pub async fn leave_cluster(&self, deadline: Duration) {
        if let Some(cluster) = self.cluster() {
            // The leases run out by themselves.
            let _late = tokio::time::timeout(deadline, cluster.leave(self)).await;
        }
    }

    /// Loads a shop afresh, here and on every other node that has it loaded, because what it knows changed.
    ///
    /// # Errors
    /// When it cannot be read here; the other nodes are told all the same.
    pub async fn refresh_shop(&self, business: BusinessId) -> Result<(), EngineError> {
        if let Some(cluster) = self.cluster() {
            cluster.shop_changed(business);
        }
        self.shops().refresh(business).await.map(|_shop| ())
    }

    /// Whether this node does a conversation's work.
    pub(crate) fn owns(&self, conversation: ConversationId) -> bool {
        self.cluster().is_none_or(|cluster| cluster.owns(conversation))
    }

    /// Shards came or went: their awake conversations begin or end their work.
    pub(crate) async fn ownership_changed(&self, shards: &[Shard]) {
        let moved = ShardsMoved(Arc::new(shards.iter().copied().collect::<HashSet<_>>()));
        let mut asleep = Vec::new();
        for router in self.routers() {
            match router.ask(moved.clone(), self.settings().ask_deadline).await {
                Ok(watched) => asleep.extend(watched),
                // Who does not hear it learns it at its next step, because ownership is looked at before each.
                Err(error) => {
                    tracing::warn!(
                        event_type = "shards_moved_unheard",
                        error_code = error.code(),
                        "{error}"
                    );
                }
            }
        }
        // Whoever answers them from now on, or did until now, may have written what was not heard here.
        self.look_at_marks(&asleep).await;
    }

    /// Has a conversation answer what waits in it. `orphaned` when this node does not own it.
    pub(crate) async fn take_up_rung(&self, seat: Seat, rung: Vec<Rung>, orphaned: bool) {
        let route = Route::TakeUp(seat.clone(), TakeUp { rung, orphaned });
        // It stays pending and is found again.
        let _found_again = self.route(route, &seat).await;
    }

    /// Tells an awake conversation what another node said of it.
    pub(crate) fn tell(&self, conversation: ConversationId, heard: Heard) {
        // It may be lost: the numbers tell.
        let _lost = self.router(conversation).offer(RouteHeard(conversation, heard));
    }

    /// Shows awake conversations how far the record is, so that they read what they missed.
    pub(crate) async fn look_at_marks(&self, conversations: &[ConversationId]) {
        if conversations.is_empty() {
            return;
        }
        match self.ports().placement.marks(conversations).await {
            Ok(marks) => {
                for mark in marks {
                    let heard = Heard::Mark {
                        version: mark.version,
                        last_seq: mark.last_seq,
                    };
                    self.tell(mark.conversation_id, heard);
                }
            }
            Err(error) => tracing::debug!(event_type = "marks_unread", error_code = "storage", "{error}"),
        }
    }
}
