//! How the connections are, for `/health`.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use colloquy_engine::delivery::BreakerState;
use parking_lot::RwLock;

/// What is known of one connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionStatus {
    /// Its name.
    pub connection: String,
    /// Whether deliveries go out.
    pub state: BreakerState,
    /// Since when it is so.
    pub since: DateTime<Utc>,
    /// Deliveries under way.
    pub under_way: usize,
    /// Why the last delivery that failed did.
    pub last_cause: Option<String>,
}

/// Every connection that something went out on, in the order of their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Board(Arc<RwLock<BTreeMap<String, ConnectionStatus>>>);

/// Connections that are remembered at most: beyond it only those that are not well.
const MOST: usize = 1_000;

impl Board {
    pub(super) fn note(
        &self,
        connection: &str,
        state: BreakerState,
        under_way: usize,
        cause: Option<&str>,
        now: DateTime<Utc>,
    ) {
        let mut known = self.0.write();
        if known.len() >= MOST && !known.contains_key(connection) {
            known.retain(|_, status| status.state != BreakerState::Closed || status.under_way > 0);
        }
        let status = known
            .entry(connection.to_owned())
            .or_insert_with(|| ConnectionStatus {
                connection: connection.to_owned(),
                state,
                since: now,
                under_way,
                last_cause: None,
            });
        if status.state != state {
            (status.state, status.since) = (state, now);
        }
        status.under_way = under_way;
        if let Some(cause) = cause {
            status.last_cause = Some(cause.to_owned());
        }
    }

    pub(super) fn statuses(&self) -> Vec<ConnectionStatus> {
        self.0.read().values().cloned().collect()
    }
}
