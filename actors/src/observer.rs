//! Whoever wants to know of committed turns, beside those that are in the conversation.

use colloquy_engine::turn::Turn;

/// Hears of turns once they are committed and shown. It is called on a conversation's thread and must not wait.
pub trait TurnObserver: Send + Sync + 'static {
    /// A turn was committed.
    fn committed(&self, turn: &Turn);
}
