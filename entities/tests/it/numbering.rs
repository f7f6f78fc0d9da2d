//! Whatever comes, the numbers of a conversation have no gap and the answers tell the truth.

use std::collections::HashMap;

use colloquy_engine::{
    ids::ConversationId,
    port::{
        conversations::ConversationStore,
        journal::{JournalStore, NewReceipt, Unit, UnitOutcome},
    },
};
use colloquy_entities::Store;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::{
    databases::TestDatabase,
    material::{Talk, business},
};

const TALKS: usize = 4;

/// What one conversation does in a batch.
#[derive(Clone, Debug)]
enum Step {
    /// Messages are taken in; keys repeat, so some are duplicates.
    TakeIn(Vec<u8>),
    /// A turn that settles what is pending.
    Turn(Vec<u8>),
    /// A turn under a version that is not there.
    StaleTurn(Vec<u8>),
}

fn batches() -> impl Strategy<Value = Vec<Vec<Option<Step>>>> {
    let keys = || prop::collection::vec(0_u8..12, 0..3);
    let step = prop_oneof![
        keys().prop_map(Step::TakeIn),
        keys().prop_map(Step::Turn),
        keys().prop_map(Step::StaleTurn),
    ];
    prop::collection::vec(prop::collection::vec(prop::option::of(step), TALKS), 1..8)
}

/// What we hold to be true of a conversation.
#[derive(Default)]
struct Expected {
    version: i64,
    last_seq: i64,
    taken: HashMap<String, i64>,
    pending: Vec<NewReceipt>,
}

async fn play(store: &Store, batches: Vec<Vec<Option<Step>>>) -> Result<(), TestCaseError> {
    let business = business(store).await;
    let talks: Vec<Talk> = (0..TALKS).map(|_| Talk::new(business)).collect();
    let mut expected: HashMap<ConversationId, Expected> = HashMap::new();
    for (number, batch) in batches.into_iter().enumerate() {
        let seconds = i64::try_from(number).unwrap();
        let mut units: Vec<Unit> = Vec::new();
        let mut owners = Vec::new();
        for (talk, step) in talks.iter().zip(batch) {
            let Some(step) = step else { continue };
            let known = expected.entry(talk.id).or_default();
            let receipts = |keys: &[u8]| -> Vec<NewReceipt> {
                keys.iter()
                    .map(|key| talk.receipt(&format!("key {key}"), "text", seconds))
                    .collect()
            };
            let part = match &step {
                Step::TakeIn(keys) => talk.taking_in(receipts(keys), seconds),
                Step::Turn(keys) => talk.turn(known.version, receipts(keys), &known.pending, "ok", seconds),
                Step::StaleTurn(keys) => talk.turn(known.version + 1, receipts(keys), &[], "ok", seconds),
            };
            units.push(talk.unit(part));
            owners.push((talk, step));
        }
        let outcomes = store.commit(&units).await.unwrap();
        prop_assert_eq!(outcomes.len(), units.len());
        for (((talk, step), unit), outcome) in owners.iter().zip(&units).zip(outcomes) {
            let known = expected.get_mut(&talk.id).unwrap();
            judge(known, step, unit, outcome)?;
        }
    }
    for talk in &talks {
        let known = expected.entry(talk.id).or_default();
        let events = store.events_after(business, talk.id, 0, 1_000).await.unwrap();
        let seqs: Vec<i64> = events.iter().filter_map(|event| event.seq).collect();
        prop_assert_eq!(seqs, (1..=known.last_seq).collect::<Vec<_>>());
        if let Some(stored) = store.load(business, talk.id).await.unwrap() {
            prop_assert_eq!(stored.state.head.version, known.version);
            prop_assert_eq!(stored.state.head.last_seq, known.last_seq);
            let unsettled: Vec<_> = stored
                .unsettled
                .iter()
                .map(|inbound| inbound.receipt_id)
                .collect();
            let pending: Vec<_> = known.pending.iter().map(|receipt| receipt.id).collect();
            prop_assert_eq!(unsettled, pending);
        } else {
            prop_assert_eq!(known.last_seq, 0);
        }
    }
    Ok(())
}

fn judge(known: &mut Expected, step: &Step, unit: &Unit, outcome: UnitOutcome) -> Result<(), TestCaseError> {
    let part = unit.conversation.as_ref().unwrap();
    let mut keys = Vec::new();
    let mut is_repeated = false;
    for receipt in &part.receipts {
        is_repeated |= known.taken.contains_key(&receipt.dedupe_key) || keys.contains(&&receipt.dedupe_key);
        keys.push(&receipt.dedupe_key);
    }
    match outcome {
        UnitOutcome::Duplicate(duplicate) => {
            prop_assert!(is_repeated);
            let receipt = part
                .receipts
                .iter()
                .find(|receipt| receipt.id == duplicate.receipt_id)
                .unwrap();
            let seq = known.taken.get(&receipt.dedupe_key).copied().unwrap_or(0);
            prop_assert_eq!(duplicate.seq, seq);
            prop_assert!(duplicate.same_text);
        }
        UnitOutcome::Stale(_) => {
            prop_assert!(!is_repeated);
            prop_assert!(matches!(step, Step::StaleTurn(_)));
        }
        UnitOutcome::Committed(committed) => {
            prop_assert!(!is_repeated);
            prop_assert!(!matches!(step, Step::StaleTurn(_)));
            for (receipt, seq) in part.receipts.iter().zip(&committed.receipt_seqs) {
                known.last_seq += 1;
                prop_assert_eq!(*seq, known.last_seq);
                known.taken.insert(receipt.dedupe_key.clone(), *seq);
            }
            if matches!(step, Step::Turn(_)) {
                known.version += 1;
                known.last_seq += 1;
                known.pending.clear();
            } else {
                known.pending.extend(part.receipts.iter().cloned());
            }
            prop_assert_eq!(committed.version, known.version);
            prop_assert_eq!(committed.last_seq, known.last_seq);
        }
    }
    Ok(())
}

fn holds_on(database: impl Future<Output = Option<TestDatabase>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let Some(database) = runtime.block_on(database) else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    let mut runner = TestRunner::new(Config {
        cases: 32,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&batches(), |batches| {
            runtime.block_on(play(&database.store, batches))
        })
        .unwrap();
    runtime.block_on(database.drop());
}

#[test]
fn sqlite_numbers_without_gaps() {
    holds_on(async { Some(TestDatabase::sqlite().await) });
}

#[test]
fn postgres_numbers_without_gaps() {
    holds_on(TestDatabase::postgres());
}
