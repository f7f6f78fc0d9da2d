//! The rows of one table that belong to a list of keys, each of several columns.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

use super::{ColumnKind, arrays, padded, values};
use crate::error::Trouble;

/// How many keys one statement asks for.
const KEYS_AT_ONCE: usize = 4_096;

/// A `SELECT` by keys.
#[derive(Debug)]
pub(crate) struct RowsSelect {
    /// The table.
    pub(crate) table: &'static str,
    /// What is read of each row.
    pub(crate) columns: &'static str,
    /// The columns of the key.
    pub(crate) key: &'static [(&'static str, ColumnKind)],
}

impl RowsSelect {
    /// The rows that are there, in no order. Each key has a value for each of its columns.
    pub(crate) async fn run<const WIDTH: usize>(
        &self,
        connection: &impl ConnectionTrait,
        keys: Vec<[Value; WIDTH]>,
    ) -> Result<Vec<QueryResult>, Trouble> {
        let backend = connection.get_database_backend();
        let mut found = Vec::new();
        for chunk in keys.chunks(KEYS_AT_ONCE) {
            let statement = if backend == DbBackend::Postgres {
                let given = arrays::columns(WIDTH, chunk.iter().flatten().cloned())?;
                Statement::from_sql_and_values(backend, self.by_arrays(), given)
            } else {
                let given = padded(chunk.to_vec());
                Statement::from_sql_and_values(
                    backend,
                    self.by_values(given.len()),
                    given.into_iter().flatten(),
                )
            };
            found.extend(connection.query_all_raw(statement).await?);
        }
        Ok(found)
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.key.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    }

    /// The keys are made distinct, since a row that is asked for twice is read once.
    fn by_arrays(&self) -> String {
        let kinds = self.key.iter().map(|(_, kind)| *kind);
        format!(
            "SELECT {} FROM {} JOIN (SELECT DISTINCT * FROM {} AS keys({names})) AS given USING ({names})",
            self.columns,
            self.table,
            arrays::unnest(1, kinds),
            names = self.names(),
        )
    }

    fn by_values(&self, number: usize) -> String {
        format!(
            "SELECT {} FROM {} WHERE ({}) IN (VALUES {})",
            self.columns,
            self.table,
            self.names(),
            values::rows(number, self.key.len()),
        )
    }
}
