//! The knowledge base: four tables of one shape, whose columns have the names that people use for them.

use async_trait::async_trait;
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, KnowledgeId},
    port::{
        StoreError,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
        requests::AnsweredRequest,
    },
};
use sea_orm::{
    ConnectionTrait, ExprTrait, JsonValue, QueryResult,
    sea_query::{Alias, Expr, InsertStatement, OnConflict, Order, Query, SelectStatement},
};

use crate::{
    error::Trouble,
    rows::to_json,
    statement::insert_missing,
    store::{Store, activity, again, requests::request_row},
    text::storable,
};

/// The column of other ways to ask; an entry without any has nothing extra.
const WORDINGS: &str = "wordings";

/// A table of the knowledge base, and how it names what they all have.
struct EntryTable {
    kind: KnowledgeKind,
    name: &'static str,
    title: &'static str,
    body: Option<&'static str>,
    extra: Option<&'static str>,
}

impl EntryTable {
    fn of(kind: KnowledgeKind) -> Self {
        let (name, title, body, extra) = match kind {
            KnowledgeKind::Article => ("knowledge_articles", "title", Some("content"), Some(WORDINGS)),
            KnowledgeKind::Faq => ("faq_entries", "question", Some("answer"), Some(WORDINGS)),
            KnowledgeKind::Correction => ("corrections", "question", Some("answer"), Some("patterns")),
            KnowledgeKind::Golden => ("goldens", "question", None, Some("expect")),
        };
        Self {
            kind,
            name,
            title,
            body,
            extra,
        }
    }

    fn columns(&self) -> impl Iterator<Item = &'static str> {
        [
            "id",
            "slug",
            self.title,
            "category",
            "language",
            "status",
            "updated_at",
        ]
        .into_iter()
        .chain(self.body)
        .chain(self.extra)
    }

    fn select(&self, business: BusinessId) -> SelectStatement {
        Query::select()
            .columns(self.columns().map(Alias::new))
            .from(self.name)
            .and_where(Expr::col("business_id").eq(business.0))
            .order_by("id", Order::Asc)
            .take()
    }

    fn insert(&self, business: BusinessId, entries: &[&KnowledgeEntry]) -> Result<InsertStatement, Trouble> {
        let mut statement = Query::insert();
        statement.into_table(self.name).columns(
            std::iter::once("business_id")
                .chain(self.columns())
                .map(Alias::new),
        );
        for entry in entries {
            let mut values: Vec<Expr> = vec![
                business.0.into(),
                entry.id.0.into(),
                storable(&entry.slug).into(),
                storable(&entry.title).into(),
                storable(&entry.category).into(),
                storable(&entry.language).into(),
                storable(&entry.status).into(),
                entry.updated_at.into(),
            ];
            if self.body.is_some() {
                values.push(storable(&entry.body).into());
            }
            match self.extra {
                Some(WORDINGS) if matches!(entry.extra, JsonValue::Null) => {
                    values.push(JsonValue::Array(Vec::new()).into());
                }
                Some(_) => values.push(to_json(&entry.extra)?.into()),
                None => {}
            }
            statement
                .values(values)
                .map_err(|error| StoreError::Refused(error.to_string()))?;
        }
        Ok(statement)
    }

    fn entry(&self, row: &QueryResult) -> Result<KnowledgeEntry, Trouble> {
        Ok(KnowledgeEntry {
            id: KnowledgeId(row.try_get("", "id")?),
            kind: self.kind,
            slug: row.try_get("", "slug")?,
            title: row.try_get("", self.title)?,
            body: match self.body {
                Some(column) => row.try_get("", column)?,
                None => String::new(),
            },
            category: row.try_get("", "category")?,
            language: row.try_get("", "language")?,
            status: row.try_get("", "status")?,
            extra: match self.extra {
                Some(WORDINGS) => none_if_empty(row.try_get("", WORDINGS)?),
                Some(column) => row.try_get("", column)?,
                None => JsonValue::Null,
            },
            updated_at: row.try_get("", "updated_at")?,
        })
    }
}

/// Nothing in place of no wordings.
fn none_if_empty(wordings: JsonValue) -> JsonValue {
    let is_empty = wordings.as_array().is_some_and(Vec::is_empty);
    if is_empty { JsonValue::Null } else { wordings }
}

#[async_trait]
impl KnowledgeStore for Store {
    async fn entries(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
    ) -> Result<Vec<KnowledgeEntry>, StoreError> {
        let table = EntryTable::of(kind);
        self.database
            .within(async {
                let rows = self.database.reader().query_all(&table.select(business)).await?;
                rows.iter().map(|row| table.entry(row)).collect()
            })
            .await
    }

    async fn entry(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
        id: KnowledgeId,
    ) -> Result<Option<KnowledgeEntry>, StoreError> {
        let table = EntryTable::of(kind);
        self.database
            .within(async {
                let mut statement = table.select(business);
                statement.and_where(Expr::col("id").eq(id.0));
                let row = self.database.reader().query_one(&statement).await?;
                row.as_ref().map(|row| table.entry(row)).transpose()
            })
            .await
    }

    async fn save(
        &self,
        business: BusinessId,
        entry: &KnowledgeEntry,
        activity: &NewActivity,
    ) -> Result<(), StoreError> {
        again!(self.try_save_entry(business, entry, activity))
    }

    async fn add_answered(
        &self,
        business: BusinessId,
        entry: &KnowledgeEntry,
        answered: &AnsweredRequest,
        activity: &NewActivity,
    ) -> Result<(), StoreError> {
        again!(self.try_add_answered(business, entry, answered, activity))
    }

    async fn add_missing(&self, business: BusinessId, entries: &[KnowledgeEntry]) -> Result<u64, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let mut written = 0;
            for kind in [
                KnowledgeKind::Article,
                KnowledgeKind::Faq,
                KnowledgeKind::Correction,
                KnowledgeKind::Golden,
            ] {
                let of_kind: Vec<&KnowledgeEntry> =
                    entries.iter().filter(|entry| entry.kind == kind).collect();
                // Far below what a statement takes, and a shop's whole knowledge is some hundred rows.
                for chunk in of_kind.chunks(500) {
                    let mut statement = EntryTable::of(kind).insert(business, chunk)?;
                    statement.on_conflict(OnConflict::new().do_nothing().to_owned());
                    written += transaction.execute(&statement).await?.rows_affected();
                }
            }
            Ok(written)
        });
        let written = work.await;
        Ok(self.database.finish(transaction, written).await?)
    }

    async fn delete(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
        id: KnowledgeId,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        again!(self.try_delete_entry(business, kind, id, activity))
    }
}

impl Store {
    async fn try_save_entry(
        &self,
        business: BusinessId,
        entry: &KnowledgeEntry,
        activity: &NewActivity,
    ) -> Result<(), Trouble> {
        let table = EntryTable::of(entry.kind);
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let mut statement = table.insert(business, &[entry])?;
            let mut changed = OnConflict::column("id");
            changed
                .update_columns(table.columns().filter(|column| *column != "id").map(Alias::new))
                .action_and_where(Expr::col((table.name, "business_id")).eq(business.0));
            statement.on_conflict(changed);
            let done = transaction.execute(&statement).await?;
            if done.rows_affected() == 0 {
                // The id is another business's row. It is not there for this one, nor may it be written.
                return Err(StoreError::Refused("the row belongs to another business".to_owned()).into());
            }
            activity::append(&transaction, business, activity).await?;
            Ok(())
        });
        let written = work.await;
        self.database.finish(transaction, written).await
    }

    async fn try_add_answered(
        &self,
        business: BusinessId,
        entry: &KnowledgeEntry,
        answered: &AnsweredRequest,
        activity: &NewActivity,
    ) -> Result<(), Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let request = vec![request_row(business.0, answered)?];
            if insert_missing(&transaction, request).await? == 0 {
                return Err(StoreError::Taken("request").into());
            }
            let statement = EntryTable::of(entry.kind).insert(business, &[entry])?;
            transaction.execute(&statement).await?;
            activity::append(&transaction, business, activity).await?;
            Ok(())
        });
        let written = work.await;
        self.database.finish(transaction, written).await
    }

    async fn try_delete_entry(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
        id: KnowledgeId,
        activity: &NewActivity,
    ) -> Result<bool, Trouble> {
        let table = EntryTable::of(kind);
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let statement = Query::delete()
                .from_table(table.name)
                .and_where(Expr::col("business_id").eq(business.0))
                .and_where(Expr::col("id").eq(id.0))
                .take();
            let gone = transaction.execute(&statement).await?.rows_affected();
            activity::told(&transaction, business, gone, activity).await
        });
        let done = work.await;
        self.database.finish(transaction, done).await
    }
}
