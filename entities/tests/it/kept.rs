//! The connection that the journal keeps for itself on PostgreSQL.

use colloquy_engine::port::{
    conversations::ConversationStore,
    journal::{JournalStore, UnitOutcome},
};
use sea_orm::ConnectionTrait;

use crate::{
    databases::TestDatabase,
    material::{Talk, business},
};

#[tokio::test]
async fn batch_after_the_server_ended_every_connection_is_committed() {
    let Some(database) = TestDatabase::postgres().await else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    let store = &database.store;
    let talk = Talk::new(business(store).await);
    let turn = |version: i64| {
        let receipt = talk.receipt(&format!("m{version}"), "hello", version);
        talk.turn(version, vec![receipt], &[], "Hello.", version)
    };
    talk.committed(store, turn(0)).await;
    let by_hand = database.by_hand().await;
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    by_hand.execute_unprepared(others).await.unwrap();
    let outcomes = store.commit(&[talk.unit(turn(1))]).await.unwrap();
    assert!(matches!(outcomes[0], UnitOutcome::Committed(_)));
    by_hand.close().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn batches_committed_side_by_side_are_both_written() {
    let Some(database) = TestDatabase::postgres().await else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    let store = &database.store;
    let business = business(store).await;
    for round in 0..8 {
        let (one, other) = (Talk::new(business), Talk::new(business));
        let unit = |talk: &Talk| {
            let receipt = talk.receipt("m1", "hello", round);
            [talk.unit(talk.turn(0, vec![receipt], &[], "Hello.", round))]
        };
        let (ours, theirs) = (unit(&one), unit(&other));
        let (ours, theirs) = tokio::join!(store.commit(&ours), store.commit(&theirs));
        assert!(matches!(ours.unwrap()[0], UnitOutcome::Committed(_)));
        assert!(matches!(theirs.unwrap()[0], UnitOutcome::Committed(_)));
        for talk in [one, other] {
            let stored = store.load(business, talk.id).await.unwrap().unwrap();
            assert_eq!((stored.state.head.version, stored.state.head.last_seq), (1, 2));
        }
    }
    database.drop().await;
}
