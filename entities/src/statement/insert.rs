//! Many rows of one table in few statements.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityName, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, Statement, Value,
};

use super::{ColumnKind, arrays, values};
use crate::error::Trouble;

/// What becomes of a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// Nothing of the statement is written.
    Refused,
    /// The row is left out.
    LeftOut,
    /// The row that is there is changed, as the clause says.
    Changed(&'static str),
}

impl Repeated {
    /// What an `INSERT` ends with.
    pub(super) fn clause(self) -> &'static str {
        match self {
            Self::Refused => "",
            Self::LeftOut => " ON CONFLICT DO NOTHING",
            Self::Changed(clause) => clause,
        }
    }
}

/// The name of a column, and of what kind its values are.
pub(super) type NamedColumn = (&'static str, ColumnKind);

/// An `INSERT` of rows whose values are at hand.
#[derive(Debug)]
pub(crate) struct RowsInsert {
    /// The table.
    pub(crate) table: &'static str,
    /// The columns.
    pub(crate) columns: &'static [(&'static str, ColumnKind)],
}

impl RowsInsert {
    /// Inserts every row. `values` has the values of the first row in the order of the columns, then those of the next.
    pub(crate) async fn run(
        &self,
        transaction: &impl ConnectionTrait,
        values: Vec<Value>,
    ) -> Result<(), Trouble> {
        write(transaction, self.table, self.columns, values, Repeated::Refused)
            .await
            .map(|_| ())
    }
}

/// Inserts every row.
pub(crate) async fn insert_all<A, M>(transaction: &impl ConnectionTrait, rows: Vec<M>) -> Result<(), Trouble>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A>,
{
    insert(transaction, rows, Repeated::Refused).await.map(|_| ())
}

/// Inserts the rows whose keys are not there yet and answers how many those were.
pub(crate) async fn insert_missing<A, M>(
    transaction: &impl ConnectionTrait,
    rows: Vec<M>,
) -> Result<u64, Trouble>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A>,
{
    insert(transaction, rows, Repeated::LeftOut).await
}

async fn insert<A, M>(
    transaction: &impl ConnectionTrait,
    rows: Vec<M>,
    repeated: Repeated,
) -> Result<u64, Trouble>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A>,
{
    if rows.is_empty() {
        return Ok(0);
    }
    let (columns, values) = columns_and_values(rows)?;
    let table = A::Entity::default();
    write(transaction, table.table_name(), &columns, values, repeated).await
}

/// The columns of a table, and the values of rows in their order, row after row.
pub(super) fn columns_and_values<A, M>(rows: Vec<M>) -> Result<(Vec<NamedColumn>, Vec<Value>), Trouble>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A>,
{
    let all: Vec<_> = <A::Entity as EntityTrait>::Column::iter().collect();
    let kind = |column: &<A::Entity as EntityTrait>::Column| ColumnKind::of(column.def().get_column_type());
    let columns = all.iter().map(|column| (column.as_str(), kind(column))).collect();
    let mut values = Vec::with_capacity(rows.len() * all.len());
    for row in rows {
        let mut row: A = row.into_active_model();
        for column in &all {
            let Some(value) = row.take(*column).into_value() else {
                return Err(Trouble::Store(colloquy_engine::port::StoreError::Refused(
                    format!("a row has no value for {}", column.as_str()),
                )));
            };
            values.push(value);
        }
    }
    Ok((columns, values))
}

async fn write(
    transaction: &impl ConnectionTrait,
    table: &str,
    columns: &[(&str, ColumnKind)],
    values: Vec<Value>,
    repeated: Repeated,
) -> Result<u64, Trouble> {
    if values.is_empty() {
        return Ok(0);
    }
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let begin = format!("INSERT INTO {table} ({}) ", names.join(", "));
    let end = repeated.clause();
    let backend = transaction.get_database_backend();
    if backend == DbBackend::Postgres {
        let given = arrays::columns(columns.len(), values)?;
        let kinds = columns.iter().map(|(_, kind)| *kind);
        let text = format!("{begin}SELECT * FROM {}{end}", arrays::unnest(1, kinds));
        let statement = Statement::from_sql_and_values(backend, text, given);
        return Ok(transaction.execute_raw(statement).await?.rows_affected());
    }
    let mut written = 0;
    let number = values.len() / columns.len().max(1);
    let mut values = values.into_iter();
    for size in values::groups(number, columns.len()) {
        let text = format!("{begin}VALUES {}{end}", values::rows(size, columns.len()));
        let given: Vec<Value> = values.by_ref().take(size * columns.len()).collect();
        let statement = Statement::from_sql_and_values(backend, text, given);
        written += transaction.execute_raw(statement).await?.rows_affected();
    }
    Ok(written)
}
