//! Which sockets a session has, so that they are closed when the session is over.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

type Held = Arc<Mutex<HashMap<String, Sockets>>>;

/// The open sockets by session. As many entries as there are sockets at most.
#[derive(Clone, Debug, Default)]
pub struct SessionSockets {
    held: Held,
}

#[derive(Debug)]
struct Sockets {
    ended: CancellationToken,
    number: usize,
}

/// A socket's place among them; given up when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    held: Held,
    session: String,
    ended: CancellationToken,
}

impl SessionSockets {
    /// A socket opens.
    pub(super) fn enter(&self, session: &str) -> Place {
        let mut held = self.held.lock();
        let sockets = held.entry(session.to_owned()).or_insert_with(|| Sockets {
            ended: CancellationToken::new(),
            number: 0,
        });
        sockets.number += 1;
        Place {
            held: Arc::clone(&self.held),
            session: session.to_owned(),
            ended: sockets.ended.clone(),
        }
    }

    /// A session is over: its sockets are told to come back under their new one.
    pub fn end(&self, session: &str) {
        if let Some(sockets) = self.held.lock().get(session) {
            sockets.ended.cancel();
        }
    }
}

impl Place {
    pub(super) fn is_of(&self, session: &str) -> bool {
        self.session == session
    }

    pub(super) fn ended(&self) -> CancellationToken {
        self.ended.clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.held.lock();
        if let Some(sockets) = held.get_mut(&self.session) {
            sockets.number -= 1;
            if sockets.number == 0 {
                held.remove(&self.session);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sockets_of_a_session_that_ends_are_told_and_none_is_kept_for_ever() {
        let sockets = SessionSockets::default();
        let (one, other, third) = (sockets.enter("a"), sockets.enter("a"), sockets.enter("b"));
        sockets.end("a");
        let told = [&one, &other, &third].map(|place| place.ended().is_cancelled());
        assert_eq!(told, [true, true, false]);
        drop((one, other, third));
        assert!(sockets.held.lock().is_empty());
    }
}
