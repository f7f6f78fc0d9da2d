//! One table, read page by page in the order of conversations.

use std::collections::VecDeque;

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use crate::{database::Database, error::Trouble};

/// A row that the proof reads.
pub(super) trait AuditRow: Sized + Send {
    /// Where in the table's order a row stands.
    type Place: Clone + Send;

    /// The conversation that it names. The order begins with it.
    fn conversation(&self) -> Uuid;

    /// Where it stands.
    fn place(&self) -> Self::Place;

    /// The rows after a place; none when the table is at its end.
    fn page(
        moment: &DatabaseTransaction,
        after: Option<Self::Place>,
    ) -> impl Future<Output = Result<Vec<Self>, Trouble>> + Send;
}

/// A table that is being read.
pub(super) struct Pages<R: AuditRow> {
    buffer: VecDeque<R>,
    after: Option<R::Place>,
    ended: bool,
}

impl<R: AuditRow> Default for Pages<R> {
    fn default() -> Self {
        Self {
            buffer: VecDeque::new(),
            after: None,
            ended: false,
        }
    }
}

impl<R: AuditRow> Pages<R> {
    /// The conversation of the next row.
    pub(super) async fn conversation(
        &mut self,
        database: &Database,
        moment: &DatabaseTransaction,
    ) -> Result<Option<Uuid>, Trouble> {
        self.fill(database, moment).await?;
        Ok(self.buffer.front().map(AuditRow::conversation))
    }

    /// The rows of a conversation, which the next row must not stand before.
    pub(super) async fn take(
        &mut self,
        database: &Database,
        moment: &DatabaseTransaction,
        conversation: Uuid,
    ) -> Result<Vec<R>, Trouble> {
        let mut rows = Vec::new();
        loop {
            self.fill(database, moment).await?;
            match self.buffer.front() {
                Some(row) if row.conversation() == conversation => rows.extend(self.buffer.pop_front()),
                _ => return Ok(rows),
            }
        }
    }

    async fn fill(&mut self, database: &Database, moment: &DatabaseTransaction) -> Result<(), Trouble> {
        if !self.buffer.is_empty() || self.ended {
            return Ok(());
        }
        let page = database.bounded(R::page(moment, self.after.take())).await?;
        match page.last() {
            Some(last) => self.after = Some(last.place()),
            None => self.ended = true,
        }
        self.buffer = page.into();
        Ok(())
    }
}
