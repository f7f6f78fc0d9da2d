//! The ends of many lists in one statement, each owner's own: its last rows, or those after a number.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

use super::{ColumnKind, arrays, padded, values};
use crate::error::Trouble;

/// How many owners one statement asks for.
const OWNERS_AT_ONCE: usize = 512;

/// A `SELECT` of the last rows of each of many lists.
#[derive(Debug)]
pub(crate) struct LastRows {
    /// The table. On SQLite one with row ids.
    pub(crate) table: &'static str,
    /// What is read of each row.
    pub(crate) columns: &'static str,
    /// The column that says whose a row is.
    pub(crate) owner: &'static str,
    /// Which rows count.
    pub(crate) condition: &'static str,
    /// The last first.
    pub(crate) order: &'static str,
}

impl LastRows {
    /// At most `limit` rows of each owner, in no order.
    pub(crate) async fn run(
        &self,
        connection: &impl ConnectionTrait,
        owners: &[Uuid],
        limit: usize,
    ) -> Result<Vec<QueryResult>, Trouble> {
        let keys: Vec<[Value; 1]> = owners.iter().map(|owner| [(*owner).into()]).collect();
        let list = format!(
            "FROM {} WHERE {} = given.one AND {} ORDER BY {} LIMIT {limit}",
            self.table, self.owner, self.condition, self.order
        );
        // Each list is read from its index, whatever the planner expects of their number.
        let by_arrays = format!(
            "SELECT {columns} FROM {given} CROSS JOIN LATERAL (SELECT {columns} {list}) AS listed",
            columns = self.columns,
            given = given_arrays(&[("one", ColumnKind::Uuid)]),
        );
        let by_values = |number| {
            format!(
                "WITH {} SELECT {} FROM given CROSS JOIN {} AS listed ON listed.rowid IN (SELECT rowid {list})",
                given_values(&["one"], number),
                self.columns,
                self.table,
            )
        };
        run(connection, keys, by_arrays, by_values).await
    }
}

/// A `SELECT` of what each of many lists has after a number.
#[derive(Debug)]
pub(crate) struct LaterRows {
    /// The table.
    pub(crate) table: &'static str,
    /// What is read of each row.
    pub(crate) columns: &'static str,
    /// The column that says whose a row is.
    pub(crate) owner: &'static str,
    /// The column with the number.
    pub(crate) number: &'static str,
}

impl LaterRows {
    /// The rows of each owner whose number is higher than the one beside it, in no order.
    pub(crate) async fn run(
        &self,
        connection: &impl ConnectionTrait,
        after: &[(Uuid, i64)],
    ) -> Result<Vec<QueryResult>, Trouble> {
        let keys: Vec<[Value; 2]> = after
            .iter()
            .map(|(owner, number)| [(*owner).into(), (*number).into()])
            .collect();
        let matching = format!(
            "{} = given.one AND {number} > given.after AND {number} IS NOT NULL",
            self.owner,
            number = self.number
        );
        let given = given_arrays(&[("one", ColumnKind::Uuid), ("after", ColumnKind::Number)]);
        let by_arrays = format!(
            "SELECT {} FROM {given} JOIN {} ON {matching}",
            self.columns, self.table
        );
        let by_values = |number| {
            format!(
                "WITH {} SELECT {} FROM given CROSS JOIN {} ON {matching}",
                given_values(&["one", "after"], number),
                self.columns,
                self.table
            )
        };
        run(connection, keys, by_arrays, by_values).await
    }
}

async fn run<const WIDTH: usize>(
    connection: &impl ConnectionTrait,
    keys: Vec<[Value; WIDTH]>,
    by_arrays: String,
    by_values: impl Fn(usize) -> String,
) -> Result<Vec<QueryResult>, Trouble> {
    let backend = connection.get_database_backend();
    let mut found = Vec::new();
    for chunk in keys.chunks(OWNERS_AT_ONCE) {
        let statement = if backend == DbBackend::Postgres {
            let given = arrays::columns(WIDTH, chunk.iter().flatten().cloned())?;
            Statement::from_sql_and_values(backend, by_arrays.as_str(), given)
        } else {
            let given = padded(chunk.to_vec());
            Statement::from_sql_and_values(backend, by_values(given.len()), given.into_iter().flatten())
        };
        found.extend(connection.query_all_raw(statement).await?);
    }
    Ok(found)
}

/// The keys as a table `given`, each once.
fn given_arrays(columns: &[(&str, ColumnKind)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    format!(
        "(SELECT DISTINCT * FROM {} AS keys({})) AS given",
        arrays::unnest(1, columns.iter().map(|(_, kind)| *kind)),
        names.join(", ")
    )
}

/// The same for SQLite. Each once as well: the missing ones of a padded list repeat the last.
fn given_values(columns: &[&str], number: usize) -> String {
    let unnamed: Vec<String> = (1..=columns.len())
        .map(|place| format!("column{place}"))
        .collect();
    format!(
        "given({}) AS (SELECT DISTINCT {} FROM (VALUES {}))",
        columns.join(", "),
        unnamed.join(", "),
        values::rows(number, columns.len())
    )
}
