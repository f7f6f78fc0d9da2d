//! Conversations and what is written beside them.

pub(crate) mod approvals;
pub(crate) mod conversation_events;
pub(crate) mod conversations;
pub(crate) mod draft_edits;
pub(crate) mod drafts;
pub(crate) mod escalations;
pub(crate) mod messages;
pub(crate) mod notes;
pub(crate) mod receipts;
pub(crate) mod shadow_turns;
pub(crate) mod tags;
pub(crate) mod turns;
