//! What goes out of the house.

use std::{sync::Arc, time::Duration};

use colloquy_engine::port::outbox::OutboxStore;

use super::Engine;
use crate::{
    outbox::{self, ConnectionStatus, Connectors, OutboxHandle, OutboxSettings, Outside},
    supervisor::Post,
};

impl Engine {
    /// Begins to send what is owed, through these connectors. Call once; a second call changes nothing.
    pub fn start_outbox(
        &self,
        store: Arc<dyn OutboxStore>,
        connectors: Connectors,
        settings: OutboxSettings,
    ) {
        /// Nobody writes to it but itself.
        const CAPACITY: usize = 16;
        let Some(arbiter) = self.shared.arbiters.last() else {
            return;
        };
        self.shared.outbox.get_or_init(|| {
            let post = Post {
                name: outbox::ACTOR,
                arbiter: arbiter.handle(),
                capacity: CAPACITY,
                policy: self.shared.settings.restarts,
                board: self.shared.board.clone(),
            };
            let outside = Outside {
                store,
                connectors,
                clock: Arc::clone(&self.shared.ports.clock),
                ids: Arc::clone(&self.shared.ports.ids),
                mutation: self.shared.settings.mutation,
            };
            OutboxHandle::start(outside, settings, self.shared.bell.clone(), post)
        });
    }

    /// Something to send was written beside the journal: it is looked for at once.
    pub fn ring_outbox(&self) {
        self.shared.bell.ring();
    }

    /// How each connection is that something went out on.
    #[must_use]
    pub fn connections(&self) -> Vec<ConnectionStatus> {
        let outbox = self.shared.outbox.get();
        outbox.map(OutboxHandle::connections).unwrap_or_default()
    }

    /// Claims nothing more and waits for what is under way.
    pub(super) async fn stop_outbox(&self, deadline: Duration) {
        let Some(outbox) = self.shared.outbox.get() else {
            return;
        };
        let complete = outbox.stop(deadline).await;
        tracing::info!(
            event_type = "outbox_stopped",
            complete,
            "what was going out has come to its end"
        );
    }
}
