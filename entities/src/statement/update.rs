//! Many rows of one table changed by one statement, each to its own values.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

use super::values;
use crate::error::Trouble;

/// What PostgreSQL has to be told about a column of given values. SQLite keeps values as they come.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ColumnType {
    Uuid,
    Text,
    Number,
    Time,
}

impl ColumnType {
    fn cast(self) -> &'static str {
        match self {
            Self::Uuid => "::uuid",
            Self::Text => "::text",
            Self::Number => "::bigint",
            Self::Time => "::timestamptz",
        }
    }
}

/// An `UPDATE` from a list of rows, named `given` inside the statement.
#[derive(Debug)]
pub(crate) struct RowsUpdate {
    /// The table.
    pub(crate) table: &'static str,
    /// The columns of `given`.
    pub(crate) columns: &'static [(&'static str, ColumnType)],
    /// What follows `SET`.
    pub(crate) set: &'static str,
    /// Which row of the table belongs to which of `given`, and under which condition it is changed.
    pub(crate) matching: &'static str,
}

impl RowsUpdate {
    /// Runs it, and answers how many rows were changed. `rows` has a value for each of the columns.
    pub(crate) async fn run(
        &self,
        transaction: &DatabaseTransaction,
        rows: Vec<Vec<Value>>,
    ) -> Result<u64, Trouble> {
        let backend = transaction.get_database_backend();
        let number = rows.len();
        let mut rows = rows.into_iter();
        let mut changed = 0;
        for size in values::groups(number, self.columns.len()) {
            let given = rows.by_ref().take(size).flatten();
            let statement = Statement::from_sql_and_values(backend, self.text(backend, size), given);
            changed += transaction.execute_raw(statement).await?.rows_affected();
        }
        Ok(changed)
    }

    fn text(&self, backend: DbBackend, number: usize) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let casts: Vec<&str> = self
            .columns
            .iter()
            .map(|(_, kind)| {
                if backend == DbBackend::Postgres {
                    kind.cast()
                } else {
                    ""
                }
            })
            .collect();
        format!(
            "WITH given({}) AS (VALUES {}) UPDATE {} SET {} FROM given WHERE {}",
            names.join(", "),
            values::rows(number, &casts),
            self.table,
            self.set,
            self.matching,
        )
    }
}
