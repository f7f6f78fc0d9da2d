//! How the connections are that something goes out on. One that is left alone harms nobody else.

use std::collections::BTreeMap;

use colloquy_actors::ConnectionStatus;
use colloquy_engine::delivery::BreakerState;

use super::{Part, Status};

/// Connections that are shown at most; those that are not well come first.
const MOST: usize = 100;

pub(super) fn parts(mut connections: Vec<ConnectionStatus>) -> BTreeMap<String, Part> {
    connections.sort_by_key(|connection| connection.state == BreakerState::Closed);
    connections.truncate(MOST);
    connections.into_iter().map(part).collect()
}

fn part(connection: ConnectionStatus) -> (String, Part) {
    let status = match connection.state {
        BreakerState::Closed => Status::Healthy,
        BreakerState::Open | BreakerState::Trial => Status::Degraded,
    };
    let under_way = connection.under_way;
    let mut detail = match connection.state {
        BreakerState::Closed => format!("sending, {under_way} under way"),
        BreakerState::Open => "left alone after failures in a row".to_owned(),
        BreakerState::Trial => "tried again".to_owned(),
    };
    if let Some(cause) = connection.last_cause {
        detail = format!("{detail}; the last failure: {cause}");
    }
    let part = Part {
        status,
        since: connection.since,
        detail,
    };
    (connection.connection, part)
}
