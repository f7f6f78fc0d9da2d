//! What is stored with a conversation's first message, and the session that lives on with it.

use colloquy_engine::port::journal::{NewSession, Opening};

use super::actor::Conversation;

impl Conversation {
    /// The rows to make with the first stored thing.
    pub(super) fn opening(&self) -> Option<Opening> {
        if self.state.stored {
            return None;
        }
        Some(Opening {
            channel: self.channel(),
            session: self.new_session(),
            customer_id: self.customer_id,
            initial_context: self
                .seat
                .session
                .as_ref()
                .and_then(|session| session.initial_context.clone()),
        })
    }

    pub(super) fn new_session(&self) -> Option<NewSession> {
        let session = self.seat.session.as_ref()?;
        let ttl =
            chrono::Duration::from_std(self.links.settings.session_ttl).unwrap_or(chrono::Duration::MAX);
        Some(NewSession {
            id: session.id.clone(),
            channel: self.channel(),
            conversation_id: self.id(),
            created_at: session.created_at,
            expires_at: self.links.ports.clock.now() + ttl,
        })
    }

    /// The session's end slides with use, written at most once an hour.
    pub(super) fn session_slides_to(&mut self) -> Option<chrono::DateTime<chrono::Utc>> {
        const HOUR: i64 = 3_600;
        self.seat.session.as_ref()?;
        let now = self.links.ports.clock.now();
        if !self.state.stored
            || self
                .session_slid_at
                .is_some_and(|at| (now - at).num_seconds() < HOUR)
        {
            return None;
        }
        self.session_slid_at = Some(now);
        chrono::Duration::from_std(self.links.settings.session_ttl)
            .ok()
            .map(|ttl| now + ttl)
    }
}
