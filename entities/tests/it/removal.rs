//! A conversation that is taken out takes its rows with it.

use colloquy_engine::port::journal::{JournalStore, UnitOutcome};
use sea_orm::{ConnectionTrait, Statement};

use crate::{
    databases::TestDatabase,
    material::{Talk, business},
};

const TABLES: [&str; 4] = ["conversation_events", "messages", "receipts", "turns"];

async fn rows_go_with_their_conversation(database: &TestDatabase) {
    let store = &database.store;
    let business = business(store).await;
    let (kept, removed) = (Talk::new(business), Talk::new(business));
    for talk in [&kept, &removed] {
        let receipt = talk.receipt("m1", "Do you ship to Italy?", 1);
        let unit = talk.unit(talk.turn(0, vec![receipt], &[], "We do.", 1));
        let outcomes = store.commit(&[unit]).await.unwrap();
        assert!(
            matches!(outcomes.as_slice(), [UnitOutcome::Committed(_)]),
            "{outcomes:?}"
        );
    }
    let by_hand = database.by_hand().await;
    let counts = || async {
        let mut counts = Vec::new();
        for table in TABLES {
            let text = format!("SELECT count(*) AS number FROM {table}");
            let statement = Statement::from_string(by_hand.get_database_backend(), text);
            let row = by_hand.query_one_raw(statement).await.unwrap().unwrap();
            counts.push(row.try_get::<i64>("", "number").unwrap());
        }
        counts
    };
    let both = counts().await;
    let statement = Statement::from_sql_and_values(
        by_hand.get_database_backend(),
        "DELETE FROM conversations WHERE id = $1",
        [removed.id.0.into()],
    );
    by_hand.execute_raw(statement).await.unwrap();
    let one = counts().await;
    assert!(both.iter().all(|number| *number > 0), "{both:?}");
    assert_eq!(both, one.iter().map(|number| 2 * number).collect::<Vec<_>>());
    by_hand.close().await.unwrap();
}

#[tokio::test]
async fn on_sqlite() {
    let database = TestDatabase::sqlite().await;
    rows_go_with_their_conversation(&database).await;
    database.drop().await;
}

#[tokio::test]
async fn on_postgres() {
    let Some(database) = TestDatabase::postgres().await else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    rows_go_with_their_conversation(&database).await;
    database.drop().await;
}
