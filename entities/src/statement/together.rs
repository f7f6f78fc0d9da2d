//! Changes of several tables as one statement of PostgreSQL's: one way there and back for all of them.

use std::fmt::Write;

use sea_orm::{
    ActiveModelTrait, EntityName, IntoActiveModel, Value,
    sqlx::{Arguments, postgres::PgArguments},
};

use super::{ColumnKind, Repeated, RowsInsert, RowsUpdate, binary, insert};
use crate::{error::Trouble, kept::KeptConnection};

/// Statements over rows, gathered. Each sees the tables as they were before all of them, so that none may change a
/// row that another makes or changes.
///
/// Its text says which tables are changed and never how many rows, so that few texts are enough. A table without any is
/// left out: the database would lock it and all its indexes for nothing.
#[derive(Default)]
pub(crate) struct Together {
    parts: String,
    /// Which parts have to change how many rows.
    checks: String,
    number: usize,
    arguments: PgArguments,
}

impl Together {
    /// Inserts every row.
    pub(crate) fn insert(&mut self, rows: &RowsInsert, values: &[Value]) -> Result<(), Trouble> {
        self.insert_into(rows.table, rows.columns, values, Repeated::Refused)
    }

    /// Inserts every row, or leaves out those whose keys are there.
    pub(crate) fn insert_models<A, M>(&mut self, rows: Vec<M>, repeated: Repeated) -> Result<(), Trouble>
    where
        A: ActiveModelTrait,
        M: IntoActiveModel<A>,
    {
        if rows.is_empty() {
            return Ok(());
        }
        let (columns, values) = insert::columns_and_values(rows)?;
        let table = A::Entity::default();
        self.insert_into(EntityName::table_name(&table), &columns, &values, repeated)
    }

    /// Inserts every row; where one key is there already, nothing of the whole statement is written.
    pub(crate) fn insert_new<A, M>(&mut self, rows: Vec<M>) -> Result<(), Trouble>
    where
        A: ActiveModelTrait,
        M: IntoActiveModel<A>,
    {
        let expected = rows.len();
        if expected == 0 {
            return Ok(());
        }
        self.insert_models(rows, Repeated::LeftOut)?;
        self.expect(expected)
    }

    /// Changes rows.
    pub(crate) fn update(&mut self, update: &RowsUpdate, rows: Vec<Vec<Value>>) -> Result<(), Trouble> {
        if rows.is_empty() {
            return Ok(());
        }
        let values: Vec<Value> = rows.into_iter().flatten().collect();
        let source = self.given(update.columns, &values)?;
        let part = self.begin();
        // Writing to a String cannot fail.
        let _ = write!(
            self.parts,
            "part{part} AS (UPDATE {} SET {} FROM {source} WHERE {} RETURNING 1)",
            update.table, update.set, update.matching
        );
        Ok(())
    }

    /// Changes rows; where one of them is no longer as it was, nothing of the whole statement is written.
    pub(crate) fn update_all(&mut self, update: &RowsUpdate, rows: Vec<Vec<Value>>) -> Result<(), Trouble> {
        let expected = rows.len();
        if expected == 0 {
            return Ok(());
        }
        self.update(update, rows)?;
        self.expect(expected)
    }

    /// Runs it.
    ///
    /// # Errors
    /// [`Trouble::Raced`] when a part did not change what it had to; nothing is written then.
    pub(crate) async fn run(self, connection: &KeptConnection) -> Result<(), Trouble> {
        if self.number == 0 {
            return Ok(());
        }
        let checks = if self.checks.is_empty() {
            "TRUE"
        } else {
            &self.checks
        };
        let text = format!(
            "WITH {} SELECT 1 / CASE WHEN {checks} THEN 1 ELSE 0 END",
            self.parts
        );
        match connection.rows(&text, self.arguments).await {
            Ok(_) => Ok(()),
            Err(trouble) if trouble.is_division_by_zero() => Err(Trouble::Raced),
            Err(trouble) => Err(trouble),
        }
    }

    fn insert_into(
        &mut self,
        table: &str,
        columns: &[(&str, ColumnKind)],
        values: &[Value],
        repeated: Repeated,
    ) -> Result<(), Trouble> {
        if values.is_empty() {
            return Ok(());
        }
        let source = self.given(columns, values)?;
        let part = self.begin();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        let _ = write!(
            self.parts,
            "part{part} AS (INSERT INTO {table} ({names}) SELECT * FROM {source}{} RETURNING 1)",
            repeated.clause()
        );
        Ok(())
    }

    /// `unnest($1::uuid[], $2::text[]) AS given(id, text)`, with its arguments.
    fn given(&mut self, columns: &[(&str, ColumnKind)], values: &[Value]) -> Result<String, Trouble> {
        let first = self.arguments.len() + 1;
        binary::add_columns(&mut self.arguments, columns, values)?;
        let mut source = String::from("unnest(");
        for (place, (_, kind)) in columns.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let _ = write!(source, "{comma}${}::{}", first + place, kind.array());
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let _ = write!(source, ") AS given({})", names.join(", "));
        Ok(source)
    }

    fn begin(&mut self) -> usize {
        if self.number > 0 {
            self.parts.push_str(", ");
        }
        self.number += 1;
        self.number
    }

    /// The last part has to have changed so many rows.
    fn expect(&mut self, rows: usize) -> Result<(), Trouble> {
        binary::argument(&mut self.arguments, &Value::BigInt(i64::try_from(rows).ok()))?;
        let and = if self.checks.is_empty() { "" } else { " AND " };
        let _ = write!(
            self.checks,
            "{and}(SELECT count(*) FROM part{}) = ${}::bigint",
            self.number,
            self.arguments.len()
        );
        Ok(())
    }
}
