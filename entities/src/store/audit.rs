//! The journal held against its promises, over the whole database, as of one moment.
//!
//! Every table is read in pages, in the order of conversations ([`pages`]), and the tables are walked side by side,
//! so that one conversation after the other is in memory and no more. All of it is one read transaction: writers
//! go on, and what they write is not seen by half.

mod orders;
mod owed;
mod pages;
mod rows;

use colloquy_engine::{
    audit::{self, HeadRow, History, Report, StockRow},
    port::StoreError,
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement, sea_query::Expr,
};
use uuid::Uuid;

use self::pages::Pages;
use crate::{database::Database, error::Trouble, store::Store, tables::catalogue::inventory_items};

/// Rows that one statement reads.
const PAGE: u64 = 2_000;

/// After how many conversations a caller is told how far it is.
const TOLD_EVERY: u64 = 10_000;

impl Store {
    /// Proves from the rows that every accepted message has its turn, every number its event, every reply its way.
    /// Keeps the first `most` violations; `progress` is told now and then what has been looked at.
    ///
    /// Memory grows with the largest conversation, not with their number.
    ///
    /// # Errors
    /// When the database cannot be read. Bad rows are violations and no errors.
    pub async fn audit(
        &self,
        most: usize,
        progress: &(dyn Fn(&audit::Counts) + Sync),
    ) -> Result<Report, StoreError> {
        let moment = self.database.begin_read().await?;
        let mut report = Report::default();
        self.walk_conversations(&moment, &mut report, most, progress)
            .await?;
        self.walk_stock(&moment, &mut report, most).await?;
        self.walk_owed(&moment, &mut report, most).await?;
        report.counts.orders = count_orders(&self.database, &moment).await?;
        if report.counts.orders.is_some() {
            orders::walk(&self.database, &moment, &mut report, most).await?;
        }
        self.database.within(async { Ok(moment.commit().await?) }).await?;
        Ok(report)
    }

    async fn walk_conversations(
        &self,
        moment: &DatabaseTransaction,
        report: &mut Report,
        most: usize,
        progress: &(dyn Fn(&audit::Counts) + Sync),
    ) -> Result<(), Trouble> {
        let mut tables = Tables::default();
        while let Some(history) = tables.next(&self.database, moment).await? {
            report.counts.add(&history);
            report.add(audit::violations(&history), most);
            if report.counts.conversations.is_multiple_of(TOLD_EVERY) {
                progress(&report.counts);
            }
        }
        Ok(())
    }

    async fn walk_stock(
        &self,
        moment: &DatabaseTransaction,
        report: &mut Report,
        most: usize,
    ) -> Result<(), Trouble> {
        use inventory_items::Column;

        let mut after: Option<(Uuid, String)> = None;
        loop {
            let mut query = inventory_items::Entity::find()
                .select_only()
                .columns([Column::BusinessId, Column::Id, Column::Stock])
                .order_by_asc(Column::BusinessId)
                .order_by_asc(Column::Id)
                .limit(PAGE);
            if let Some((business, id)) = after.take() {
                let keys = [Expr::col(Column::BusinessId), Expr::col(Column::Id)];
                let values = [Expr::val(business), Expr::val(id)];
                query = query.filter(Expr::tuple(keys).gt(Expr::tuple(values)));
            }
            let page: Vec<(Uuid, String, i64)> = self
                .database
                .bounded(async { Ok(query.into_tuple().all(moment).await?) })
                .await?;
            let Some((business, id, _)) = page.last() else {
                return Ok(());
            };
            after = Some((*business, id.clone()));
            report.counts.inventory_items += page.len() as u64;
            let rows = page.into_iter().map(|(business_id, id, stock)| StockRow {
                business_id,
                id,
                stock,
            });
            let found = rows.filter_map(|row| audit::stock_violation(&row)).collect();
            report.add(found, most);
        }
    }
}

/// The tables side by side.
#[derive(Default)]
struct Tables {
    heads: Pages<rows::Head>,
    numbered: Pages<rows::Numbered>,
    inner: Pages<rows::Inner>,
    messages: Pages<rows::Message>,
    receipts: Pages<rows::Receipt>,
    turns: Pages<rows::Turn>,
    outbox: Pages<rows::Outbox>,
    dead_letters: Pages<rows::DeadLetter>,
}

impl Tables {
    /// Everything of the next conversation that any table names.
    async fn next(
        &mut self,
        database: &Database,
        moment: &DatabaseTransaction,
    ) -> Result<Option<History>, Trouble> {
        let heads = [
            self.heads.conversation(database, moment).await?,
            self.numbered.conversation(database, moment).await?,
            self.inner.conversation(database, moment).await?,
            self.messages.conversation(database, moment).await?,
            self.receipts.conversation(database, moment).await?,
            self.turns.conversation(database, moment).await?,
            self.outbox.conversation(database, moment).await?,
            self.dead_letters.conversation(database, moment).await?,
        ];
        let Some(id) = heads.into_iter().flatten().min() else {
            return Ok(None);
        };
        let mut events = Vec::new();
        for row in self.numbered.take(database, moment, id).await? {
            events.push(row.0.event);
        }
        for row in self.inner.take(database, moment, id).await? {
            events.push(row.0.event);
        }
        let head = self.heads.take(database, moment, id).await?.pop();
        Ok(Some(History {
            conversation_id: id,
            head: head.map(|head| HeadRow {
                business_id: head.business_id,
                version: head.version,
                last_seq: head.last_seq,
            }),
            events,
            messages: inner(self.messages.take(database, moment, id).await?, |row| row.row),
            receipts: inner(self.receipts.take(database, moment, id).await?, |row| row.row),
            turns: inner(self.turns.take(database, moment, id).await?, |row| row.row),
            outbox: inner(self.outbox.take(database, moment, id).await?, |row| row.row),
            dead_letters: inner(self.dead_letters.take(database, moment, id).await?, |row| row.row),
        }))
    }
}

fn inner<R, T>(rows: Vec<R>, row: impl Fn(R) -> T) -> Vec<T> {
    rows.into_iter().map(row).collect()
}

/// How many orders there are, once there is a table of them.
async fn count_orders(database: &Database, moment: &DatabaseTransaction) -> Result<Option<u64>, Trouble> {
    let backend = moment.get_database_backend();
    let there = match backend {
        DbBackend::Postgres => {
            "SELECT count(*) FROM pg_tables WHERE tablename = 'orders' AND schemaname = current_schema()"
        }
        _ => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'orders'",
    };
    database
        .bounded(async {
            if count(moment, backend, there).await? == 0 {
                return Ok(None);
            }
            Ok(Some(count(moment, backend, "SELECT count(*) FROM orders").await?))
        })
        .await
}

async fn count(moment: &DatabaseTransaction, backend: DbBackend, text: &str) -> Result<u64, Trouble> {
    let row = moment
        .query_one_raw(Statement::from_string(backend, text))
        .await?;
    let number: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(u64::try_from(number).unwrap_or_default())
}
