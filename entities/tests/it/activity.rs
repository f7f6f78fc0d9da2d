//! The activity log: whole as it is written, and every damage done to it by hand is found.

use colloquy_engine::{
    activity::{FaultKind, NewActivity},
    ids::{BusinessId, UserId},
    port::activity::{ActivityFilter, ActivityStore},
};
use colloquy_entities::Store;
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use crate::{
    databases::{TestDatabase, on_every_database},
    material::{at, business},
};

on_every_database! {
    entries_are_numbered_per_business_and_listed_newest_first
    acts_at_the_same_time_make_one_chain
}

pub(crate) fn act(number: u32) -> NewActivity {
    NewActivity {
        id: Uuid::now_v7(),
        user_id: Some(UserId(Uuid::from_u128(9))),
        action: if number.is_multiple_of(2) {
            "product.changed"
        } else {
            "category.created"
        },
        subject: format!("thing_{number}"),
        detail: json!({"z": number, "a": {"y": "\u{0}x", "b": [1, "two"]}}),
        at: at(i64::from(number)),
    }
}

async fn entries_are_numbered_per_business_and_listed_newest_first(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    for number in 1..=5 {
        store.record(ours, &act(number)).await.unwrap();
    }
    assert_eq!(store.record(theirs, &act(1)).await.unwrap().seq, 1);
    let all = ActivityFilter::default();
    let page = store.activities(ours, &all, 1, 2).await.unwrap();
    let places: Vec<i64> = page.items.iter().map(|entry| entry.seq).collect();
    assert_eq!((places, page.total), (vec![4, 3], 5));
    let products = ActivityFilter {
        action: Some("product.".to_owned()),
        ..all.clone()
    };
    assert_eq!(store.activities(ours, &products, 0, 9).await.unwrap().total, 2);
    let subject = ActivityFilter {
        subject: Some("thing_3".to_owned()),
        user: Some(UserId(Uuid::from_u128(9))),
        ..all
    };
    assert_eq!(store.activities(ours, &subject, 0, 9).await.unwrap().total, 1);
    let integrity = store.check_activities(ours, 10).await.unwrap();
    assert_eq!((integrity.count, integrity.head.seq), (5, 5));
    assert_eq!(integrity.faults, []);
}

async fn acts_at_the_same_time_make_one_chain(store: &Store) {
    let ours = business(store).await;
    let writers = (0..24_u32).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { store.record(ours, &act(number)).await })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap().unwrap();
    }
    let integrity = store.check_activities(ours, 10).await.unwrap();
    assert_eq!((integrity.count, integrity.fault_count), (24, 0));
}

/// What a person with access to the database might do, and what the check says of it.
const DAMAGES: [(&str, &str, FaultKind); 6] = [
    (
        "a changed subject",
        "UPDATE activity_log SET subject = 'other' WHERE seq = 3",
        FaultKind::Changed,
    ),
    (
        "a changed author",
        "UPDATE activity_log SET user_id = NULL WHERE seq = 2",
        FaultKind::Changed,
    ),
    (
        "a changed detail",
        "UPDATE activity_log SET detail = '{\"z\": 0}' WHERE seq = 4",
        FaultKind::Changed,
    ),
    (
        "a removed row",
        "DELETE FROM activity_log WHERE seq = 3",
        FaultKind::Missing,
    ),
    (
        "the newest row removed",
        "DELETE FROM activity_log WHERE seq = 5",
        FaultKind::CutOff,
    ),
    (
        "two rows in each other's place",
        "UPDATE activity_log SET seq = 99 WHERE seq = 2; UPDATE activity_log SET seq = 2 WHERE seq = 3; \
         UPDATE activity_log SET seq = 3 WHERE seq = 99",
        FaultKind::Unlinked,
    ),
];

async fn every_damage_is_found(make: impl AsyncFn() -> Option<TestDatabase>) {
    for (name, statements, kind) in DAMAGES {
        let Some(database) = make().await else {
            println!("skipped: DATABASE_URL names no PostgreSQL");
            return;
        };
        let ours: BusinessId = business(&database.store).await;
        for number in 1..=5 {
            database.store.record(ours, &act(number)).await.unwrap();
        }
        let hand = database.by_hand().await;
        hand.execute_unprepared(statements).await.unwrap();
        hand.close().await.unwrap();
        let integrity = database.store.check_activities(ours, 10).await.unwrap();
        assert!(
            integrity.faults.iter().any(|fault| fault.kind == kind),
            "{name}: {:?}",
            integrity.faults
        );
        database.drop().await;
    }
}

#[tokio::test]
async fn a_changed_removed_or_moved_row_is_found_on_sqlite() {
    every_damage_is_found(async || Some(TestDatabase::sqlite().await)).await;
}

#[tokio::test]
async fn a_changed_removed_or_moved_row_is_found_on_postgres() {
    every_damage_is_found(TestDatabase::postgres).await;
}
