//! A message as intake made it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{MessageId, ReceiptId};

/// How much of a message is understood, in Unicode code points (http.md, Messages).
pub const UNDERSTOOD_CODE_POINTS: usize = 8_000;

/// The connection of messages that only a draft was asked for, in place of the channel's name.
pub const DRAFT_CONNECTION: &str = "assistants";

/// One message of a shopper, named and checked, ready to be made durable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    /// The receipt that makes it durable.
    pub receipt_id: ReceiptId,
    /// The message.
    pub message_id: MessageId,
    /// The id that the client chose; unique in its conversation.
    pub client_message_id: Option<String>,
    /// What was written, whole.
    pub text: String,
    /// When intake took it.
    pub received_at: DateTime<Utc>,
    /// Only a draft was asked for: nothing is said to the shopper before a person has approved it.
    #[serde(default)]
    pub for_draft: bool,
    /// How often a turn over it was begun again, as the receipt counts it.
    #[serde(default)]
    pub attempts: u32,
}

impl Inbound {
    /// The part of the text that is understood.
    #[must_use]
    pub fn understood_text(&self) -> &str {
        match self.text.char_indices().nth(UNDERSTOOD_CODE_POINTS) {
            Some((end, _)) => &self.text[..end],
            None => &self.text,
        }
    }
}

/// Checks a text that came by a way that can answer at once (socket, REST, form).
///
/// # Errors
/// [`TextProblem`] when there is nothing to read or too much.
pub fn check_text(text: &str) -> Result<(), TextProblem> {
    if text
        .chars()
        .all(|character| character.is_whitespace() || character.is_control())
    {
        return Err(TextProblem::Empty);
    }
    if text.chars().nth(UNDERSTOOD_CODE_POINTS).is_some() {
        return Err(TextProblem::TooLong);
    }
    Ok(())
}

/// The text as it can be stored: PostgreSQL holds no U+0000, so it becomes the replacement character everywhere.
#[must_use]
pub fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing but white space and control characters.
    #[error("content must not be empty")]
    Empty,
    /// More than [`UNDERSTOOD_CODE_POINTS`].
    #[error("content must have at most 8000 characters")]
    TooLong,
}

impl TextProblem {
    /// The stable code of the problem document.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "text_empty",
            Self::TooLong => "text_too_long",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_thousand_emoji_are_taken_and_one_more_is_not() {
        assert_eq!(check_text(&"🙂".repeat(8_000)), Ok(()));
        assert_eq!(check_text(&"🙂".repeat(8_001)), Err(TextProblem::TooLong));
    }

    #[test]
    fn white_space_and_control_characters_are_no_message() {
        assert_eq!(check_text(" \t\n\u{0}\u{7f}"), Err(TextProblem::Empty));
    }
}
