//! Who of the staff looks at which conversation. Lives in memory: a restart closes every socket anyway.

use std::{
    collections::HashMap,
    fmt,
    sync::atomic::{AtomicU64, Ordering},
};

use colloquy_engine::ids::{BusinessId, ConversationId, UserId};
use parking_lot::Mutex;
use serde::Serialize;
use tokio::sync::broadcast;
use uuid::Uuid;

/// Changes that wait for the slowest socket; who misses some reads again what it follows.
const CAPACITY: usize = 256;

/// One socket of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SocketId(u64);

/// Somebody who looks at a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Viewer {
    /// The person.
    pub id: Uuid,
    /// As shown to people.
    pub name: String,
    /// Whether they write.
    pub typing: bool,
}

/// The viewers of a conversation changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresenceChange {
    /// Whose conversation.
    pub business_id: BusinessId,
    /// Which.
    pub conversation_id: ConversationId,
}

type Place = (BusinessId, ConversationId);

/// Who looks at what.
pub struct Presence {
    next_socket: AtomicU64,
    viewers: Mutex<HashMap<Place, Vec<(SocketId, Viewer)>>>,
    changes: broadcast::Sender<PresenceChange>,
}

impl fmt::Debug for Presence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Presence")
            .field("conversations", &self.viewers.lock().len())
            .finish()
    }
}

impl Default for Presence {
    fn default() -> Self {
        let changes = broadcast::channel(CAPACITY).0;
        Self {
            next_socket: AtomicU64::new(1),
            viewers: Mutex::default(),
            changes,
        }
    }
}

impl Presence {
    /// Names a new socket.
    pub fn new_socket(&self) -> SocketId {
        SocketId(self.next_socket.fetch_add(1, Ordering::Relaxed))
    }

    /// Watches for changes from now on; filter by business.
    #[must_use]
    pub fn watch(&self) -> broadcast::Receiver<PresenceChange> {
        self.changes.subscribe()
    }

    /// Somebody begins to look at a conversation.
    pub fn enter(&self, place: Place, socket: SocketId, person: UserId, name: &str) {
        let viewer = Viewer {
            id: person.0,
            name: name.to_owned(),
            typing: false,
        };
        self.viewers
            .lock()
            .entry(place)
            .or_default()
            .push((socket, viewer));
        self.tell(place);
    }

    /// Somebody looks away.
    pub fn leave(&self, place: Place, socket: SocketId) {
        let mut viewers = self.viewers.lock();
        if let Some(present) = viewers.get_mut(&place) {
            present.retain(|(known, _)| *known != socket);
            if present.is_empty() {
                viewers.remove(&place);
            }
        }
        drop(viewers);
        self.tell(place);
    }

    /// Somebody writes, or stopped. Told only when it changed.
    pub fn set_typing(&self, place: Place, socket: SocketId, typing: bool) {
        let mut viewers = self.viewers.lock();
        let present = viewers.get_mut(&place).into_iter().flatten();
        let viewer = present
            .filter(|(known, viewer)| *known == socket && viewer.typing != typing)
            .map(|(_, viewer)| viewer)
            .next();
        let changed = viewer.map(|viewer| viewer.typing = typing).is_some();
        drop(viewers);
        if changed {
            self.tell(place);
        }
    }

    /// Who looks at a conversation, each once, in the order they came.
    #[must_use]
    pub fn viewers(&self, place: Place) -> Vec<Viewer> {
        let mut people: Vec<Viewer> = Vec::new();
        for (_, viewer) in self.viewers.lock().get(&place).into_iter().flatten() {
            match people.iter_mut().find(|known| known.id == viewer.id) {
                Some(known) => known.typing |= viewer.typing,
                None => people.push(viewer.clone()),
            }
        }
        people
    }

    fn tell(&self, (business_id, conversation_id): Place) {
        // An error says that nobody watches.
        let _unwatched = self.changes.send(PresenceChange {
            business_id,
            conversation_id,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = (BusinessId(Uuid::nil()), ConversationId(Uuid::nil()));

    #[test]
    fn a_person_with_two_tabs_is_there_once_until_both_are_closed() {
        let presence = Presence::default();
        let (one, other) = (presence.new_socket(), presence.new_socket());
        let ann = UserId(Uuid::from_u128(1));
        presence.enter(PLACE, one, ann, "Ann");
        presence.enter(PLACE, other, ann, "Ann");
        presence.set_typing(PLACE, other, true);
        assert_eq!(
            presence.viewers(PLACE),
            [Viewer {
                id: ann.0,
                name: "Ann".to_owned(),
                typing: true
            }]
        );
        presence.leave(PLACE, other);
        assert!(!presence.viewers(PLACE)[0].typing);
        presence.leave(PLACE, one);
        assert!(presence.viewers(PLACE).is_empty());
    }

    #[test]
    fn only_a_change_of_typing_is_told() {
        let presence = Presence::default();
        let socket = presence.new_socket();
        presence.enter(PLACE, socket, UserId(Uuid::from_u128(1)), "Ann");
        let mut changes = presence.watch();
        presence.set_typing(PLACE, socket, true);
        presence.set_typing(PLACE, socket, true);
        assert!(changes.try_recv().is_ok());
        assert!(changes.try_recv().is_err());
    }
}
