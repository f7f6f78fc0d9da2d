//! Many rows of one table changed by one statement, each to its own values.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::{ColumnKind, arrays, values};
use crate::error::Trouble;

/// An `UPDATE` from a list of rows, named `given` inside the statement.
#[derive(Debug)]
pub(crate) struct RowsUpdate {
    /// The table.
    pub(crate) table: &'static str,
    /// The columns of `given`.
    pub(crate) columns: &'static [(&'static str, ColumnKind)],
    /// What follows `SET`.
    pub(crate) set: &'static str,
    /// Which row of the table belongs to which of `given`, and under which condition it is changed.
    pub(crate) matching: &'static str,
}

impl RowsUpdate {
    /// Runs it, and answers how many rows were changed. `rows` has a value for each of the columns.
    pub(crate) async fn run(
        &self,
        transaction: &impl ConnectionTrait,
        rows: Vec<Vec<Value>>,
    ) -> Result<u64, Trouble> {
        if rows.is_empty() {
            return Ok(0);
        }
        let backend = transaction.get_database_backend();
        if backend == DbBackend::Postgres {
            let given = arrays::columns(self.columns.len(), rows.into_iter().flatten())?;
            let kinds = self.columns.iter().map(|(_, kind)| *kind);
            let source = format!("SELECT * FROM {}", arrays::unnest(1, kinds));
            let statement = Statement::from_sql_and_values(backend, self.text(&source), given);
            return Ok(transaction.execute_raw(statement).await?.rows_affected());
        }
        let number = rows.len();
        let mut rows = rows.into_iter();
        let mut changed = 0;
        for size in values::groups(number, self.columns.len()) {
            let given = rows.by_ref().take(size).flatten();
            let source = format!("VALUES {}", values::rows(size, self.columns.len()));
            let statement = Statement::from_sql_and_values(backend, self.text(&source), given);
            changed += transaction.execute_raw(statement).await?.rows_affected();
        }
        Ok(changed)
    }

    /// `source` yields the rows of `given`.
    fn text(&self, source: &str) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        format!(
            "WITH given({}) AS ({source}) UPDATE {} SET {} FROM given WHERE {}",
            names.join(", "),
            self.table,
            self.set,
            self.matching,
        )
    }
}
