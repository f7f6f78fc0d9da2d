//! What the shop knows, as editors keep it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    activity::NewActivity,
    ids::{BusinessId, KnowledgeId},
    port::{StoreError, requests::AnsweredRequest},
};

/// The tables of the knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KnowledgeKind {
    /// `knowledge_articles`: title and content.
    Article,
    /// `faq_entries`: question and answer.
    Faq,
    /// `corrections`: question and answer that win over everything.
    Correction,
    /// `goldens`: question and what is expected.
    Golden,
}

/// A row of the knowledge base.
#[derive(Clone, Debug, PartialEq)]
pub struct KnowledgeEntry {
    /// The row.
    pub id: KnowledgeId,
    /// Which table.
    pub kind: KnowledgeKind,
    /// Unique in its table and business; the second half of a source's reference.
    pub slug: String,
    /// Title of an article, question of anything else.
    pub title: String,
    /// Content of an article, answer of an FAQ entry or correction; empty for a golden.
    pub body: String,
    /// Category, free.
    pub category: String,
    /// ISO 639-1 code.
    pub language: String,
    /// `draft`, `approved` or `published`; only published ones are used.
    pub status: String,
    /// `patterns` of a correction, `expect` of a golden.
    pub extra: Value,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// Reads and writes the knowledge base.
#[async_trait]
pub trait KnowledgeStore: Send + Sync + 'static {
    /// All rows of a kind, oldest first.
    async fn entries(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
    ) -> Result<Vec<KnowledgeEntry>, StoreError>;

    /// One row.
    async fn entry(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
        id: KnowledgeId,
    ) -> Result<Option<KnowledgeEntry>, StoreError>;

    /// Writes a row, new or changed, with the entry of the log that tells of it. Refuses a slug that another row has.
    async fn save(
        &self,
        business: BusinessId,
        entry: &KnowledgeEntry,
        activity: &NewActivity,
    ) -> Result<(), StoreError>;

    /// Writes a new row together with the request that asked for it and the entry of the log that tells of it. A
    /// request that was answered before is [`StoreError::Taken`] `request`, and nothing is written.
    async fn add_answered(
        &self,
        business: BusinessId,
        entry: &KnowledgeEntry,
        answered: &AnsweredRequest,
        activity: &NewActivity,
    ) -> Result<(), StoreError>;

    /// Writes rows that are not there yet, by slug. Answers how many were written.
    async fn add_missing(&self, business: BusinessId, entries: &[KnowledgeEntry]) -> Result<u64, StoreError>;

    /// Deletes a row; the log tells of it. Answers whether there was one.
    async fn delete(
        &self,
        business: BusinessId,
        kind: KnowledgeKind,
        id: KnowledgeId,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;
}
