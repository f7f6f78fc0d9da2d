//! Many rows of one table in few statements.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable,
    sea_query::OnConflict,
};

use crate::error::Trouble;

/// Below what either database takes in one statement (SQLite 32,766).
pub(super) const MOST_VARIABLES: usize = 30_000;

/// Inserts every row.
pub(crate) async fn insert_all<A, M>(transaction: &DatabaseTransaction, rows: Vec<M>) -> Result<(), Trouble>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    M: IntoActiveModel<A> + Send,
{
    insert(transaction, rows, None).await.map(|_| ())
}

/// Inserts the rows whose keys are not there yet and answers how many those were.
pub(crate) async fn insert_missing<A, M>(
    transaction: &DatabaseTransaction,
    rows: Vec<M>,
) -> Result<u64, Trouble>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    M: IntoActiveModel<A> + Send,
{
    let mut nothing = OnConflict::new();
    nothing.do_nothing();
    insert(transaction, rows, Some(nothing)).await
}

async fn insert<A, M>(
    transaction: &DatabaseTransaction,
    rows: Vec<M>,
    on_conflict: Option<OnConflict>,
) -> Result<u64, Trouble>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    M: IntoActiveModel<A> + Send,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
    let most_rows = (MOST_VARIABLES / columns).max(1);
    let mut rows = rows.into_iter();
    let mut written = 0;
    loop {
        let chunk: Vec<M> = rows.by_ref().take(most_rows).collect();
        if chunk.is_empty() {
            return Ok(written);
        }
        let mut statement = sea_orm::Insert::<A>::many(chunk);
        if let Some(rule) = &on_conflict {
            statement = statement.on_conflict(rule.clone());
        }
        written += statement.exec_without_returning(transaction).await?;
    }
}
