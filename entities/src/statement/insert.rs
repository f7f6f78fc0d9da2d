//! Many rows of one table in few statements.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityName, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, Statement, Value,
};

use super::values;
use crate::error::Trouble;

/// What becomes of a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeated {
    /// Nothing of the statement is written.
    Refused,
    /// The row is left out.
    LeftOut,
}

/// An `INSERT` of rows whose values are at hand.
#[derive(Debug)]
pub(crate) struct RowsInsert {
    /// The table.
    pub(crate) table: &'static str,
    /// The columns, and whether each holds JSON that is given as text.
    pub(crate) columns: &'static [(&'static str, bool)],
}

impl RowsInsert {
    /// Inserts every row. `values` has the values of the first row in the order of the columns, then those of the next.
    pub(crate) async fn run(
        &self,
        transaction: &DatabaseTransaction,
        values: Vec<Value>,
    ) -> Result<(), Trouble> {
        let cast = |is_json| match transaction.get_database_backend() {
            DbBackend::Postgres if is_json => "::jsonb",
            _ => "",
        };
        let columns = self.columns.iter().map(|(name, is_json)| (*name, cast(*is_json)));
        let columns: Vec<(&str, &str)> = columns.collect();
        write(transaction, self.table, &columns, values, Repeated::Refused)
            .await
            .map(|_| ())
    }
}

/// Inserts every row.
pub(crate) async fn insert_all<A, M>(transaction: &DatabaseTransaction, rows: Vec<M>) -> Result<(), Trouble>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A>,
{
    insert(transaction, rows, Repeated::Refused).await.map(|_| ())
}

/// Inserts the rows whose keys are not there yet and answers how many those were.
pub(crate) async fn insert_missing<A, M>(
    transaction: &DatabaseTransaction,
    rows: Vec<M>,
) -> Result<u64, Trouble>
where
    A: ActiveModelTrait,
    M: IntoActiveModel<A>,
{
    insert(transaction, rows, Repeated::LeftOut).await
}

async fn insert<A, M>(
    transaction: &DatabaseTransaction,
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
    let all: Vec<_> = <A::Entity as EntityTrait>::Column::iter().collect();
    let columns: Vec<(&str, &str)> = all.iter().map(|column| (column.as_str(), "")).collect();
    let mut values = Vec::with_capacity(rows.len() * columns.len());
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
    let table = A::Entity::default();
    write(transaction, table.table_name(), &columns, values, repeated).await
}

async fn write(
    transaction: &DatabaseTransaction,
    table: &str,
    columns: &[(&str, &str)],
    values: Vec<Value>,
    repeated: Repeated,
) -> Result<u64, Trouble> {
    let (names, casts): (Vec<&str>, Vec<&str>) = columns.iter().copied().unzip();
    let end = match repeated {
        Repeated::Refused => "",
        Repeated::LeftOut => " ON CONFLICT DO NOTHING",
    };
    let backend = transaction.get_database_backend();
    let mut written = 0;
    let number = values.len() / columns.len().max(1);
    let mut values = values.into_iter();
    for size in values::groups(number, columns.len()) {
        let text = format!(
            "INSERT INTO {table} ({}) VALUES {}{end}",
            names.join(", "),
            values::rows(size, &casts)
        );
        let given: Vec<Value> = values.by_ref().take(size * columns.len()).collect();
        let statement = Statement::from_sql_and_values(backend, text, given);
        written += transaction.execute_raw(statement).await?.rows_affected();
    }
    Ok(written)
}
