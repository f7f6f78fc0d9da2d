//! A full disk, a locked file, a database that is not there: told apart, and nothing is lost when they pass.

use std::time::Duration;

use colloquy_engine::{
    ids::{KnowledgeId, NoteId, UserId},
    port::{
        StoreError,
        conversations::ConversationStore,
        journal::{JournalStore, NewNote},
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
    },
};
use colloquy_entities::{Database, DatabaseSettings, Store};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    activity::act,
    databases::{TestDatabase, sqlite_options},
    material::{Talk, at, business},
};

fn ballast(number: usize) -> KnowledgeEntry {
    KnowledgeEntry {
        id: KnowledgeId(Uuid::now_v7()),
        kind: KnowledgeKind::Article,
        slug: format!("ballast-{number}"),
        title: "Ballast".to_owned(),
        body: "x".repeat(20_000),
        category: String::new(),
        language: "en".to_owned(),
        status: "draft".to_owned(),
        extra: Value::Null,
        updated_at: at(0),
    }
}

#[tokio::test]
async fn full_disk_refuses_whole_batches_until_there_is_room() {
    let database = TestDatabase::sqlite_of_pages(Some(400)).await;
    let store = &database.store;
    let business = business(store).await;
    let mut thrown_out = Vec::new();
    for number in 0..20 {
        let entry = ballast(number);
        store.save(business, &entry, &act(1)).await.unwrap();
        thrown_out.push(entry.id);
    }
    let batch = |number: i64| -> (Vec<Talk>, Vec<_>) {
        let talks: Vec<Talk> = (0..8).map(|_| Talk::new(business)).collect();
        let units = talks
            .iter()
            .map(|talk| {
                let receipt = talk.receipt("m1", &"a".repeat(1_000), number);
                talk.unit(talk.turn(0, vec![receipt], &[], &"b".repeat(1_000), number))
            })
            .collect();
        (talks, units)
    };
    let mut stored = Vec::new();
    let (lost, refused) = loop {
        let (talks, units) = batch(1);
        match store.commit(&units).await {
            Ok(_) => stored.extend(talks),
            Err(error) => {
                assert_eq!(error, StoreError::Full);
                break (talks, units);
            }
        }
        assert!(stored.len() < 1_000, "never full");
    };
    assert!(!stored.is_empty());
    assert_eq!(store.commit(&refused).await, Err(StoreError::Full));
    let mut large = ballast(99);
    large.body = "x".repeat(300_000);
    assert_eq!(store.save(business, &large, &act(1)).await, Err(StoreError::Full));
    for talk in &lost {
        assert!(store.load(business, talk.id).await.unwrap().is_none());
    }

    for id in thrown_out {
        assert!(
            store
                .delete(business, KnowledgeKind::Article, id, &act(1))
                .await
                .unwrap()
        );
    }
    store.commit(&refused).await.unwrap();
    for talk in stored.iter().chain(&lost) {
        let conversation = store.load(business, talk.id).await.unwrap().unwrap();
        assert_eq!(conversation.state.recent.len(), 2);
    }
    // What was said to be durable is so for somebody else, who opens the file anew.
    let again = Store::new(Database::connect(&database.settings).await.unwrap());
    for talk in &lost {
        assert!(again.load(business, talk.id).await.unwrap().is_some());
    }
    again.database().close().await.unwrap();
    database.drop().await;
}

/// On a disk that is really full, SQLite ends a transaction before the driver does. The driver goes on as if inside
/// it: the next one that fails is rolled back to a savepoint only and stays open, and every commit after that would
/// be answered and none kept. Triggers do the same without a disk.
#[tokio::test]
async fn transaction_that_the_database_ended_swallows_no_later_commit() {
    let database = TestDatabase::sqlite().await;
    let store = &database.store;
    let business = business(store).await;
    let other = sea_orm::Database::connect(sqlite_options(&database.settings))
        .await
        .unwrap();
    for action in ["ROLLBACK", "ABORT"] {
        let trigger = format!(
            "CREATE TRIGGER on_{action} BEFORE INSERT ON notes WHEN NEW.text = '{action}' \
             BEGIN SELECT RAISE({action}, 'refused by a trigger'); END"
        );
        other.execute_unprepared(&trigger).await.unwrap();
    }
    other.close().await.unwrap();

    let mut talks = Vec::new();
    for number in 0..3 {
        let talk = Talk::new(business);
        let turn = talk.turn(0, vec![talk.receipt("m1", "a", number)], &[], "A.", number);
        for action in ["ROLLBACK", "ABORT"] {
            let mut failing = turn.clone();
            failing.note = Some(NewNote {
                id: NoteId(Uuid::now_v7()),
                user_id: UserId(Uuid::now_v7()),
                text: action.to_owned(),
            });
            let refused = store.commit(&[talk.unit(failing)]).await;
            assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
        }
        talk.committed(store, turn).await;
        talks.push(talk);
    }
    let again = Store::new(Database::connect(&database.settings).await.unwrap());
    for talk in &talks {
        assert!(again.load(business, talk.id).await.unwrap().is_some());
    }
    again.database().close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn locked_file_is_unavailable_for_as_long_as_it_is_locked() {
    let database = TestDatabase::sqlite().await;
    let business = business(&database.store).await;
    let mut settings = database.settings.clone();
    settings.statement_timeout = Duration::from_millis(200);
    let store = Store::new(Database::connect(&settings).await.unwrap());
    let talk = Talk::new(business);
    let unit = talk.unit(talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1));

    let other = sea_orm::Database::connect(sqlite_options(&settings))
        .await
        .unwrap();
    other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let refused = store.commit(std::slice::from_ref(&unit)).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    other.execute_unprepared("COMMIT").await.unwrap();
    other.close().await.unwrap();

    settings.statement_timeout = Duration::from_secs(10);
    let patient = Store::new(Database::connect(&settings).await.unwrap());
    patient.commit(&[unit]).await.unwrap();
    assert!(store.load(business, talk.id).await.unwrap().is_some());
    patient.database().close().await.unwrap();
    store.database().close().await.unwrap();
    database.drop().await;
}

/// One connection that holds its transaction; the name of the file has characters that an address cannot.

#[tokio::test]
async fn database_that_is_not_there_is_unavailable() {
    let file = Database::connect(&DatabaseSettings::new("/no/such/folder/colloquy.db")).await;
    assert!(matches!(file, Err(StoreError::Unavailable(_))));
    let mut settings = DatabaseSettings::new("postgres://nobody@127.0.0.1:1/nothing");
    settings.acquire_timeout = Duration::from_millis(500);
    let server = Database::connect(&settings).await;
    assert!(matches!(server, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn commits_are_durable_on_every_database() {
    let sqlite = TestDatabase::sqlite().await;
    let durability = sqlite.store.database().durability().await.unwrap();
    assert_eq!(durability.backend, "sqlite");
    assert!(durability.is_safe(), "{durability:?}");
    assert!(durability.settings.contains(&("foreign_keys", "1".to_owned())));
    // Migrating what is up to date changes nothing.
    sqlite.store.database().migrate().await.unwrap();
    sqlite.drop().await;
    let Some(postgres) = TestDatabase::postgres().await else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    let durability = postgres.store.database().durability().await.unwrap();
    assert_eq!(durability.backend, "postgres");
    assert_eq!(durability.settings.len(), 3);
    postgres.store.database().migrate().await.unwrap();
    postgres.drop().await;
}
