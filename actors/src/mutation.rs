//! Defects that can be switched on, so that the checks which should find them can be seen to do so.
//!
//! Settings refuse them unless fault injection is on, and fault injection in production.

use std::str::FromStr;

use colloquy_engine::conversation::state::Owner;

/// One defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mutation {
    /// A message is acknowledged before it is durable.
    AckBeforeCommit,
    /// Turns are written whatever the version is.
    NoFence,
    /// A repeat is a new message.
    NoDedupe,
    /// What a client missed is not sent.
    LostResume,
    /// The assistant answers although a person owns the conversation.
    ReplyAfterTakeOver,
    /// A delivery that is tried again goes out under another handle, so that nobody outside knows the repeat.
    NewHandle,
}

impl Mutation {
    /// Every defect with its name in the settings.
    pub const ALL: [(&str, Self); 6] = [
        ("ack_before_commit", Self::AckBeforeCommit),
        ("no_fence", Self::NoFence),
        ("no_dedupe", Self::NoDedupe),
        ("lost_resume", Self::LostResume),
        ("reply_after_take_over", Self::ReplyAfterTakeOver),
        ("new_handle", Self::NewHandle),
    ];
}

/// No defect has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no defect has this name")]
pub struct UnknownMutation;

impl FromStr for Mutation {
    type Err = UnknownMutation;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, mutation)| mutation).ok_or(UnknownMutation)
    }
}

/// The owner as turns are told of it.
pub(crate) fn owner(mutation: Option<Mutation>, owner: Owner) -> Owner {
    match mutation {
        Some(Mutation::ReplyAfterTakeOver) => Owner::default(),
        _ => owner,
    }
}
