//! The rows of tries that are counted and of what is given up in the end.

use super::Rows;
use crate::{
    error::Trouble, rows::to_json, store::journal::judge::AcceptedPart, tables::running::dead_letters,
    text::storable,
};

impl Rows {
    /// Receipts that are tried again, and dead letters.
    pub(super) fn add_given_up(&mut self, conversation: &AcceptedPart<'_>) -> Result<(), Trouble> {
        let (head, part) = (&conversation.head, conversation.part);
        let attempted = part.attempted.iter().map(|receipt| (receipt.0, head.id));
        self.attempted.extend(attempted);
        for letter in &part.dead_letters {
            self.dead_letters.push(dead_letters::Model {
                id: letter.id.0,
                business_id: head.business_id,
                conversation_id: Some(head.id),
                kind: letter.kind.as_str().to_owned(),
                source_id: letter.source_id,
                cause: storable(&letter.cause),
                payload: to_json(&letter.payload)?,
                created_at: part.at,
                redriven_at: None,
                discarded_at: None,
                decided_by: None,
            });
        }
        Ok(())
    }
}
