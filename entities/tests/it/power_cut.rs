//! What a power cut leaves: commits that were answered, and of the others each whole or nothing.

use std::{fs, path::Path};

use colloquy_engine::port::conversations::ConversationStore;
use colloquy_entities::{Database, DatabaseSettings, Store};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{
    audit::proof,
    databases::TestDatabase,
    material::{Talk, business},
};

/// Commits, one after the other.
const COMMITS: usize = 40;

/// Conversations of which the file has everything, in the order of their commits.
async fn whole(store: &Store, talks: &[Talk]) -> Vec<bool> {
    let mut whole = Vec::with_capacity(talks.len());
    for talk in talks {
        let stored = store.load(talk.business, talk.id).await.unwrap();
        if let Some(stored) = &stored {
            assert_eq!((stored.state.head.version, stored.state.recent.len()), (1, 2));
        }
        whole.push(stored.is_some());
    }
    whole
}

#[tokio::test]
async fn a_write_ahead_log_that_is_cut_anywhere_holds_the_first_commits_whole_and_nothing_of_the_others() {
    let database = TestDatabase::sqlite().await;
    let business = business(&database.store).await;
    let by_hand = database.by_hand().await;
    // From here on the log holds the commits of this test alone.
    by_hand
        .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .unwrap();
    by_hand.close().await.unwrap();
    let talks: Vec<Talk> = (0..COMMITS).map(|_| Talk::new(business)).collect();
    for talk in &talks {
        let turn = talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1);
        talk.committed(&database.store, turn).await;
    }
    let file = database.settings.url.clone();
    let log = fs::read(format!("{file}-wal")).unwrap();
    let lengths = [
        0,
        31,
        33,
        log.len() / 3,
        log.len() / 2,
        log.len() * 4 / 5,
        log.len() - 1,
        log.len(),
    ];
    let mut kept_before = 0;
    for length in lengths {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("cut.db");
        fs::copy(&file, &copy).unwrap();
        fs::write(Path::new(&format!("{}-wal", copy.display())), &log[..length]).unwrap();
        let cut = Database::connect(&DatabaseSettings::new(copy.display().to_string()))
            .await
            .unwrap();
        cut.migrate().await.unwrap();
        let store = Store::new(cut);
        let there = whole(&store, &talks).await;
        let kept = there.iter().take_while(|is_there| **is_there).count();
        assert!(
            there[kept..].iter().all(|is_there| !is_there),
            "{length}: {there:?}"
        );
        assert!(kept >= kept_before, "{length}: {kept} after {kept_before}");
        kept_before = kept;
        assert_eq!(proof(&store).await.violations, []);
        // It goes on from there.
        let next = Talk::new(business);
        let turn = next.turn(0, vec![next.receipt("m1", "b", 2)], &[], "B.", 2);
        next.committed(&store, turn).await;
        store.database().close().await.unwrap();
    }
    assert_eq!(kept_before, COMMITS);
    database.drop().await;
}

/// Whether the log was on the disk, when a commit was answered, as far as it had been written within that commit.
async fn is_flushed(by_hand: &DatabaseConnection) -> bool {
    let text = "SELECT bool_and(lsn <= pg_current_wal_flush_lsn()) AS flushed FROM written";
    let statement = Statement::from_string(DbBackend::Postgres, text);
    let row = by_hand.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get("", "flushed").unwrap()
}

#[tokio::test]
async fn a_commit_is_on_the_disk_of_postgres_before_it_is_answered() {
    let Some(database) = TestDatabase::postgres().await else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    let business = business(&database.store).await;
    let by_hand = database.by_hand().await;
    // Each commit notes within itself how far the log had been written.
    for statement in [
        "CREATE TABLE written (lsn pg_lsn NOT NULL)",
        "CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql AS \
         'BEGIN INSERT INTO written VALUES (pg_current_wal_insert_lsn()); RETURN NULL; END'",
        "CREATE TRIGGER note_written AFTER INSERT ON receipts FOR EACH STATEMENT EXECUTE FUNCTION note_written()",
    ] {
        by_hand.execute_unprepared(statement).await.unwrap();
    }
    let commit = async |store: &Store| {
        let talk = Talk::new(business);
        let turn = talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1);
        talk.committed(store, turn).await;
    };
    for number in 0..COMMITS {
        commit(&database.store).await;
        assert!(
            is_flushed(&by_hand).await,
            "commit {number} was answered too soon"
        );
    }

    // The same check finds a database that answers before it writes, and so does the start of a server.
    let lower = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$";
    by_hand.execute_unprepared(lower).await.unwrap();
    let hasty = Store::new(Database::connect(&database.settings).await.unwrap());
    assert!(!hasty.database().durability().await.unwrap().is_safe());
    let mut found = false;
    for _ in 0..500 {
        commit(&hasty).await;
        found = !is_flushed(&by_hand).await;
        if found {
            break;
        }
    }
    assert!(found, "no commit was answered before it was on the disk");
    hasty.database().close().await.unwrap();
    by_hand.close().await.unwrap();
    database.drop().await;
}
