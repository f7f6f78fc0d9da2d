//! The knowledge base: the same four verbs on four tables.

use colloquy_engine::{
    ids::KnowledgeId,
    port::{
        StoreError,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
    },
};
use colloquy_entities::Store;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    activity::act,
    databases::on_every_database,
    material::{at, business},
};

const KINDS: [KnowledgeKind; 4] = [
    KnowledgeKind::Article,
    KnowledgeKind::Faq,
    KnowledgeKind::Correction,
    KnowledgeKind::Golden,
];

on_every_database! {
    entry_is_saved_changed_and_deleted
    slug_is_taken_in_its_table_and_business_only
    missing_entries_are_added_by_slug
    another_business_neither_sees_nor_writes_it
}

fn entry(kind: KnowledgeKind, slug: &str) -> KnowledgeEntry {
    KnowledgeEntry {
        id: KnowledgeId(Uuid::now_v7()),
        kind,
        slug: slug.to_owned(),
        title: "Returns".to_owned(),
        body: if kind == KnowledgeKind::Golden {
            ""
        } else {
            "Thirty days."
        }
        .to_owned(),
        category: "policy".to_owned(),
        language: "en".to_owned(),
        status: "published".to_owned(),
        extra: match kind {
            KnowledgeKind::Correction => json!(["how long", "return"]),
            KnowledgeKind::Golden => json!({"contains": ["thirty"]}),
            _ => Value::Null,
        },
        updated_at: at(1),
    }
}

async fn entry_is_saved_changed_and_deleted(store: &Store) {
    let business = business(store).await;
    for kind in KINDS {
        let mut first = entry(kind, "returns");
        let second = entry(kind, "shipping");
        store.save(business, &first, &act(1)).await.unwrap();
        store.save(business, &second, &act(1)).await.unwrap();
        first.title = "Returning".to_owned();
        first.updated_at = at(2);
        store.save(business, &first, &act(1)).await.unwrap();
        let stored = store.entries(business, kind).await.unwrap();
        assert_eq!(stored, [first.clone(), second]);
        assert_eq!(
            store.entry(business, kind, first.id).await.unwrap(),
            Some(first.clone())
        );
        assert!(store.delete(business, kind, first.id, &act(1)).await.unwrap());
        assert!(!store.delete(business, kind, first.id, &act(1)).await.unwrap());
        assert_eq!(store.entry(business, kind, first.id).await.unwrap(), None);
    }
}

async fn slug_is_taken_in_its_table_and_business_only(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    for kind in KINDS {
        store.save(ours, &entry(kind, "returns"), &act(1)).await.unwrap();
        store
            .save(theirs, &entry(kind, "returns"), &act(1))
            .await
            .unwrap();
        let refused = store.save(ours, &entry(kind, "returns"), &act(1)).await;
        assert_eq!(refused, Err(StoreError::Taken("slug")));
    }
}

async fn missing_entries_are_added_by_slug(store: &Store) {
    let business = business(store).await;
    let mut entries: Vec<KnowledgeEntry> = KINDS.map(|kind| entry(kind, "returns")).into();
    assert_eq!(store.add_missing(business, &entries).await.unwrap(), 4);
    for again in &mut entries {
        again.id = KnowledgeId(Uuid::now_v7());
        again.title = "Changed".to_owned();
    }
    entries.push(entry(KnowledgeKind::Faq, "hours"));
    assert_eq!(store.add_missing(business, &entries).await.unwrap(), 1);
    let stored = store.entries(business, KnowledgeKind::Faq).await.unwrap();
    assert_eq!(stored.len(), 2);
    assert_eq!(stored[0].title, "Returns");
    assert_eq!(store.add_missing(business, &[]).await.unwrap(), 0);
}

async fn another_business_neither_sees_nor_writes_it(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    for kind in KINDS {
        let mut row = entry(kind, "returns");
        store.save(ours, &row, &act(1)).await.unwrap();
        assert!(store.entries(theirs, kind).await.unwrap().is_empty());
        assert_eq!(store.entry(theirs, kind, row.id).await.unwrap(), None);
        assert!(!store.delete(theirs, kind, row.id, &act(1)).await.unwrap());
        row.title = "Stolen".to_owned();
        assert!(matches!(
            store.save(theirs, &row, &act(1)).await,
            Err(StoreError::Refused(_))
        ));
        let stored = store.entry(ours, kind, row.id).await.unwrap().unwrap();
        assert_eq!(stored.title, "Returns");
    }
}
