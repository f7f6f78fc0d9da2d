//! What is kept of a conversation: its snapshot, and how much memory it takes.

use colloquy_engine::conversation::{seen::SeenMessage, snapshot::Snapshot, state::ConversationState};

use super::actor::Conversation;
use crate::snapshots::Taken;

/// What an awake conversation takes without its messages: actor, mailbox, task, customer, maps.
const EMPTY: usize = 3 << 10;

/// What a message takes beside its text.
const MESSAGE: usize = 96;

impl Conversation {
    /// Hands a snapshot in when it would tell something new.
    pub(super) fn keep(&mut self) {
        if let Some(taken) = self.take_snapshot() {
            self.links.snapshots.keep(taken);
        }
    }

    /// A turn is committed: now and then a long conversation is kept while it is awake.
    pub(super) fn keep_now_and_then(&mut self) {
        self.turns_since_kept = self.turns_since_kept.saturating_add(1);
        let every = self.links.settings.snapshot_every_turns;
        if every > 0 && self.turns_since_kept >= every {
            self.keep();
        }
    }

    /// A snapshot, unless the last one tells the same.
    pub(super) fn take_snapshot(&mut self) -> Option<Taken> {
        let head = &self.state.head;
        let now = (head.version, head.last_seq);
        if !self.awake || !self.state.stored || self.nodes.knows_by_hearsay() || self.kept_at == Some(now) {
            return None;
        }
        self.kept_at = Some(now);
        self.turns_since_kept = 0;
        Some(Taken {
            snapshot: Snapshot::new(self.state.clone(), self.seen.iter()),
            bytes: EMPTY + weight(&self.state),
            at: self.links.ports.clock.now(),
        })
    }

    /// Tells the router about how many bytes the conversation takes.
    pub(super) fn weigh(&self) {
        let seen = self.seen.capacity() * size_of::<SeenMessage>();
        self.activity.set_bytes(EMPTY + weight(&self.state) + seen);
    }
}

fn weight(state: &ConversationState) -> usize {
    let messages = state.recent.iter().chain(&state.pending);
    let texts: usize = messages.map(|message| MESSAGE + message.text.len()).sum();
    let draft = state.dialogue.pending_draft.as_ref();
    texts + draft.map_or(0, |draft| draft.message.len() + draft.sources.len() * 256)
}

#[cfg(test)]
mod tests {
    use actix::Context;

    use super::*;
    use crate::{activity::Activity, residents::Awake};

    #[test]
    fn an_awake_conversation_takes_no_more_than_it_is_estimated_to() {
        let sizes = [
            size_of::<Conversation>(),
            size_of::<Context<Conversation>>(),
            size_of::<Activity>(),
            // The router's map is at most half empty.
            2 * size_of::<Awake>(),
        ];
        let running = size_of::<super::super::running::Running>();
        let state = size_of::<ConversationState>();
        println!("sizes {sizes:?}, of it a turn {running}, a state {state}");
        assert!(sizes.iter().sum::<usize>() <= EMPTY, "{sizes:?}");
    }
}
