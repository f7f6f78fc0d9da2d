//! The proof over a whole database: a sound one passes, and what is damaged by hand is named.

use colloquy_engine::audit::{Report, Rule};
use colloquy_entities::Store;
use sea_orm::ConnectionTrait;

use crate::{
    databases::TestDatabase,
    material::{Talk, business},
};

/// More than fit into one page of any table.
const TALKS: usize = 2_100;

/// A statement run by hand, the rule that finds it, and the table it names.
const DAMAGES: [(&str, Rule, &str); 6] = [
    (
        "DELETE FROM turns WHERE id = (SELECT id FROM turns ORDER BY id LIMIT 1)",
        Rule::MessageWithoutTurn,
        "receipts",
    ),
    (
        "DELETE FROM conversation_events WHERE id = (SELECT min(id) FROM conversation_events WHERE kind = 'message_accepted')",
        Rule::SequenceGap,
        "conversation_events",
    ),
    (
        "INSERT INTO conversation_events (business_id, conversation_id, seq, kind, body, at) \
         SELECT business_id, conversation_id, seq + 1, kind, body, at FROM conversation_events \
         WHERE id = (SELECT max(id) FROM conversation_events WHERE kind = 'answered')",
        Rule::ReplyTwice,
        "conversation_events",
    ),
    (
        "UPDATE receipts SET status = 'pending' WHERE id = (SELECT id FROM receipts WHERE status = 'settled' ORDER BY id DESC LIMIT 1)",
        Rule::TurnTwice,
        "receipts",
    ),
    (
        "UPDATE conversations SET last_seq = last_seq + 1 WHERE id = (SELECT id FROM conversations ORDER BY id LIMIT 1)",
        Rule::LastSeqDiffers,
        "conversations",
    ),
    (
        "UPDATE messages SET delivery = 'pending' WHERE id = (SELECT id FROM messages WHERE direction = 'outbound' ORDER BY id LIMIT 1)",
        Rule::ReplyUndelivered,
        "messages",
    ),
];

#[tokio::test]
async fn damage_done_by_hand_is_named_on_sqlite() {
    let database = TestDatabase::sqlite().await;
    damage_is_named(&database).await;
    database.drop().await;
}

#[tokio::test]
async fn damage_done_by_hand_is_named_on_postgres() {
    let Some(database) = TestDatabase::postgres().await else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    damage_is_named(&database).await;
    database.drop().await;
}

async fn damage_is_named(database: &TestDatabase) {
    let store = &database.store;
    fill(store).await;
    let sound = proof(store).await;
    assert_eq!(sound.violations, []);
    let counts = sound.counts;
    let talks = TALKS as u64 + 1;
    assert_eq!((counts.conversations, counts.turns), (talks, TALKS as u64));
    assert_eq!((counts.events, counts.messages), (2 * talks, 2 * talks));
    assert_eq!((counts.receipts, counts.pending), (TALKS as u64 + 2, 2));

    let by_hand = database.by_hand().await;
    let mut expected = 0;
    for (statement, rule, table) in DAMAGES {
        let done = by_hand.execute_unprepared(statement).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{statement}");
        let report = proof(store).await;
        assert!(report.violation_count > expected, "{statement}");
        expected = report.violation_count;
        let found = report
            .violations
            .iter()
            .any(|violation| violation.rule == rule && violation.table == table && !violation.row.is_empty());
        assert!(found, "{statement}: {:?}", report.violations);
    }
    by_hand.close().await.unwrap();
}

/// Conversations with a turn each, and one that waits for its turn.
async fn fill(store: &Store) {
    use colloquy_engine::port::journal::JournalStore;

    let business = business(store).await;
    let talks: Vec<Talk> = (0..TALKS).map(|_| Talk::new(business)).collect();
    for some in talks.chunks(300) {
        let units: Vec<_> = some
            .iter()
            .map(|talk| talk.unit(talk.turn(0, vec![talk.receipt("m1", "Hello", 1)], &[], "Hello!", 1)))
            .collect();
        store.commit(&units).await.unwrap();
    }
    let waiting = Talk::new(business);
    let receipts = vec![
        waiting.receipt("m1", "Hello?", 2),
        waiting.receipt("m2", "Anyone?", 2),
    ];
    waiting.committed(store, waiting.taking_in(receipts, 2)).await;
}

pub(crate) async fn proof(store: &Store) -> Report {
    store.audit(1_000, &|_| {}).await.unwrap()
}
