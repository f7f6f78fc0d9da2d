//! Snapshots are kept, and a conversation woken from any of them is the one that never slept.

mod history;

use std::sync::Arc;

use colloquy_engine::{
    conversation::snapshot,
    ids::ConversationId,
    port::{
        conversations::{Asleep, ConversationStore, Origin},
        snapshots::{SnapshotStore, StoredSnapshot},
    },
};
use colloquy_entities::Store;
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use self::history::{History, Step, shop, steps};
use crate::{
    databases::{TestDatabase, on_every_database},
    material::{Talk, at, business},
};

on_every_database! {
    newest_snapshot_is_kept_and_an_older_one_changes_nothing
    conversations_woken_together_are_what_each_is_alone_whatever_its_snapshot
    foreign_business_sees_and_changes_nothing
}

fn kept(talk: &Talk, version: i64, last_seq: i64, bytes: &[u8]) -> StoredSnapshot {
    StoredSnapshot {
        business_id: talk.business,
        conversation_id: talk.id,
        version,
        last_seq,
        taken_at: at(last_seq),
        bytes: bytes.to_vec(),
    }
}

async fn newest_snapshot_is_kept_and_an_older_one_changes_nothing(store: &Store) {
    let business = business(store).await;
    let talks: Vec<Talk> = (0..700).map(|_| Talk::new(business)).collect();
    let first: Vec<_> = talks.iter().map(|talk| kept(talk, 1, 2, b"\x01first")).collect();
    store.put_many(&first).await.unwrap();
    let (one, other) = (&talks[0], &talks[699]);
    store
        .put_many(&[kept(one, 2, 4, b"\x01second"), kept(other, 1, 1, b"\x01older")])
        .await
        .unwrap();
    let get = |talk: &Talk| store.get(talk.business, talk.id);
    assert_eq!(get(one).await.unwrap().as_deref(), Some(&b"\x01second"[..]));
    assert_eq!(get(other).await.unwrap().as_deref(), Some(&b"\x01first"[..]));
    store.delete(business, one.id).await.unwrap();
    assert_eq!(get(one).await.unwrap(), None);
    assert_eq!(get(&Talk::new(business)).await.unwrap(), None);
    let all: Vec<_> = talks.iter().map(|talk| (business, talk.id)).collect();
    let kept = store.get_many(&all).await.unwrap();
    assert_eq!((kept.len(), kept.contains_key(&one.id)), (699, false));
    assert_eq!(kept[&other.id], b"\x01first");
}

async fn foreign_business_sees_and_changes_nothing(store: &Store) {
    let (ours, foreign) = (business(store).await, business(store).await);
    let talk = Talk::new(ours);
    store.put_many(&[kept(&talk, 1, 2, b"\x01ours")]).await.unwrap();
    let stolen = Talk {
        business: foreign,
        ..talk.clone()
    };
    assert_eq!(store.get(foreign, talk.id).await.unwrap(), None);
    let stolen_key = [(foreign, talk.id)];
    assert!(store.get_many(&stolen_key).await.unwrap().is_empty());
    store
        .put_many(&[kept(&stolen, 9, 9, b"\x01theirs")])
        .await
        .unwrap();
    store.delete(foreign, talk.id).await.unwrap();
    let bytes = store.get(ours, talk.id).await.unwrap();
    assert_eq!(bytes.as_deref(), Some(&b"\x01ours"[..]));
}

/// One of each kind in one read: nothing stored, another's, without a snapshot, with one of this moment, of a while ago,
/// of the future, and with messages that wait.
async fn conversations_woken_together_are_what_each_is_alone_whatever_its_snapshot(store: &Store) {
    let shop = Arc::new(shop(business(store).await));
    let mut histories: Vec<History<'_>> = (0..7).map(|_| History::begin(store, &shop)).collect();
    let mut snapshots = Vec::new();
    for (place, history) in histories.iter_mut().enumerate() {
        if place == 0 {
            snapshots.push(None);
            continue;
        }
        for _ in 0..place * 4 {
            history.step(Step::Answer).await;
        }
        let early = history.snapshot();
        history.step(Step::Hold).await;
        snapshots.push(match place {
            1 | 2 => None,
            3 => Some(history.snapshot()),
            4 => {
                let mut ahead = history.snapshot();
                ahead.state.head.version += 1;
                Some(ahead)
            }
            _ => Some(early),
        });
        for _ in 4..place {
            history.step(Step::Message).await;
        }
    }
    let foreign = business(store).await;
    let asleep = histories.iter().zip(snapshots).enumerate();
    let asleep = asleep.map(|(place, (history, snapshot))| Asleep {
        business_id: if place == 1 {
            foreign
        } else {
            history.state.head.business_id
        },
        conversation_id: history.state.head.id,
        snapshot,
    });
    let mut woken = store.load_many(asleep.collect()).await.unwrap();
    assert_eq!(woken.len(), 5);
    let (journal, kept, gap) = (Origin::Journal, Origin::Snapshot, Origin::Gap);
    for (history, origin) in histories.iter().skip(2).zip([journal, kept, journal, gap, gap]) {
        let woken = woken.remove(&history.state.head.id).unwrap();
        assert_eq!(woken.origin, origin);
        assert_eq!(woken.state, history.state);
        let waiting: Vec<_> = woken.unsettled.iter().map(|inbound| inbound.message_id).collect();
        assert_eq!(waiting, history.unsettled());
    }
}

/// What a conversation is woken from.
#[derive(Clone, Debug)]
enum From {
    Nothing,
    /// A snapshot after one of the steps.
    Snapshot(Index),
    /// The same with a byte changed.
    Corrupt(Index, Index),
}

fn from() -> impl Strategy<Value = From> {
    prop_oneof![
        Just(From::Nothing),
        any::<Index>().prop_map(From::Snapshot),
        any::<Index>().prop_map(From::Snapshot),
        any::<(Index, Index)>().prop_map(|(step, byte)| From::Corrupt(step, byte)),
    ]
}

#[test]
fn conversation_woken_from_any_snapshot_or_none_is_the_one_that_never_slept() {
    property(64, async { Some(TestDatabase::sqlite().await) });
}

#[test]
fn conversation_woken_from_any_snapshot_on_postgres_is_the_one_that_never_slept() {
    property(24, TestDatabase::postgres());
}

/// Plays so many random histories, a few side by side, and wakes them together: what one is woken from changes nothing
/// of the others.
fn property(cases: u32, database: impl Future<Output = Option<TestDatabase>>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let Some(database) = runtime.block_on(database) else {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    };
    let business = runtime.block_on(business(&database.store));
    let shop = Arc::new(shop(business));
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let store = &database.store;
    let talks = prop::collection::vec((steps(), from()), 1..4);
    let result = runner.run(&talks, |talks| {
        runtime.block_on(async {
            let (mut histories, mut asleep) = (Vec::new(), Vec::new());
            for (steps, from) in &talks {
                let mut history = History::begin(store, &shop);
                let mut snapshots = Vec::new();
                for step in steps {
                    history.step(*step).await;
                    snapshots.push(snapshot::encode(&history.snapshot()).unwrap());
                }
                asleep.push(history.asleep(bytes(from, &snapshots)));
                histories.push(history);
            }
            let mut woken = store.load_many(asleep).await.unwrap();
            for (history, (_, from)) in histories.iter().zip(&talks) {
                let Some(woken) = woken.remove(&history.state.head.id) else {
                    prop_assert!(!history.state.stored);
                    continue;
                };
                let pending: Vec<_> = woken.unsettled.iter().map(|inbound| inbound.message_id).collect();
                prop_assert_eq!(pending, history.unsettled());
                prop_assert_eq!(&woken.state, &history.state, "woken from {:?}", from);
            }
            Ok(())
        })
    });
    result.unwrap();
    runtime.block_on(database.drop());
}

fn bytes(from: &From, snapshots: &[Vec<u8>]) -> Option<Vec<u8>> {
    match from {
        From::Nothing => None,
        From::Snapshot(step) => Some(step.get(snapshots).clone()),
        From::Corrupt(step, byte) => {
            let mut bytes = step.get(snapshots).clone();
            let place = byte.index(bytes.len());
            bytes[place] ^= 0x55;
            Some(bytes)
        }
    }
}

#[tokio::test]
async fn snapshot_that_is_ahead_or_far_behind_is_passed_over() {
    let database = TestDatabase::sqlite().await;
    let store = &database.store;
    let shop = Arc::new(shop(business(store).await));
    let mut history = History::begin(store, &shop);
    history.step(Step::Answer).await;
    let early = history.snapshot();
    for _ in 0..30 {
        history.step(Step::Answer).await;
    }
    let mut ahead = history.snapshot();
    ahead.state.head.last_seq += 1;
    ahead.state.recent.clear();
    let exact = history.snapshot();
    for (snapshot, origin) in [
        (early, Origin::Journal),
        (ahead, Origin::Journal),
        (exact, Origin::Snapshot),
    ] {
        let (business, id) = (history.state.head.business_id, history.state.head.id);
        let asleep = Asleep {
            business_id: business,
            conversation_id: id,
            snapshot: Some(snapshot),
        };
        let woken = store.load_many(vec![asleep]).await.unwrap().remove(&id).unwrap();
        assert_eq!((woken.state, woken.origin), (history.state.clone(), origin));
    }
    database.drop().await;
}

#[tokio::test]
async fn value_that_is_not_known_keeps_no_conversation_asleep() {
    let database = TestDatabase::sqlite().await;
    let store = &database.store;
    let shop = Arc::new(shop(business(store).await));
    let mut history = History::begin(store, &shop);
    history.step(Step::Hold).await;
    let by_hand = database.by_hand().await;
    for damage in [
        "UPDATE conversations SET status = 'dreaming', channel = 'telepathy'",
        "UPDATE messages SET sender_type = 'oracle' WHERE direction = 'outbound'",
        "UPDATE conversation_events SET body = '{\"language\":\"martian\"}' WHERE kind = 'state'",
    ] {
        let done = by_hand.execute_unprepared(damage).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{damage}");
        let (business, id) = (history.state.head.business_id, history.state.head.id);
        let woken = store.load(business, id).await.unwrap().unwrap();
        assert_eq!(woken.state.recent.len(), 2, "{damage}");
        assert_eq!(woken.state.head.version, 1);
    }
    by_hand.close().await.unwrap();
    database.drop().await;
}

/// Fifty thousand messages; the rows that are read are as many as for forty.
#[tokio::test]
async fn long_conversation_wakes_by_its_tail() {
    const LONG: i64 = 50_000;
    let database = TestDatabase::sqlite().await;
    let store = &database.store;
    let shop = Arc::new(shop(business(store).await));
    let mut history = History::begin(store, &shop);
    history.step(Step::Answer).await;
    let by_hand = database.by_hand().await;
    let copy = format!(
        "WITH RECURSIVE more(n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM more WHERE n < {LONG}) \
         INSERT INTO messages (id, business_id, conversation_id, seq, sender_type, sender_name, text_content, \
         channel, direction, delivery, sources, created_at) \
         SELECT randomblob(16), business_id, conversation_id, n, 'customer', '', 'message ' || n, channel, \
         'inbound', 'received', '[]', created_at FROM messages, more WHERE seq = 1"
    );
    by_hand.execute_unprepared(&copy).await.unwrap();
    by_hand
        .execute_unprepared(&format!("UPDATE conversations SET last_seq = {LONG}"))
        .await
        .unwrap();
    for (table, order) in [("messages", "seq"), ("receipts", "seq")] {
        let plan = format!(
            "EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE conversation_id = x'00' ORDER BY {order} DESC LIMIT 20"
        );
        let rows = by_hand
            .query_all_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, plan))
            .await
            .unwrap();
        let told: Vec<String> = rows
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        assert!(
            told.iter()
                .all(|step| step.contains("USING") && step.contains("INDEX")),
            "{table} is not read from its index alone: {told:?}"
        );
    }
    by_hand.close().await.unwrap();
    let (business, id) = (history.state.head.business_id, history.state.head.id);
    let woken = store.load(business, id).await.unwrap().unwrap();
    let seqs: Vec<i64> = woken.state.recent.iter().map(|message| message.seq).collect();
    assert_eq!(seqs, (LONG - 19..=LONG).collect::<Vec<_>>());
    database.drop().await;
}

#[tokio::test]
async fn what_is_unanswered_is_listed_page_by_page_and_each_conversation_once() {
    let database = TestDatabase::sqlite().await;
    let store = &database.store;
    let business = business(store).await;
    let mut expected: Vec<ConversationId> = Vec::new();
    for number in 0..25 {
        let talk = Talk {
            id: ConversationId(Uuid::new_v4()),
            ..Talk::new(business)
        };
        // A clock that goes backwards changes nothing.
        let receipts = vec![
            talk.receipt("m1", "a", 50 - number),
            talk.receipt("m2", "b", 40 - number),
        ];
        talk.committed(store, talk.taking_in(receipts, 50 - number)).await;
        expected.push(talk.id);
    }
    expected.sort();
    let mut listed = Vec::new();
    let mut after = None;
    loop {
        let page = store.unanswered(after, 7).await.unwrap();
        assert!(page.len() <= 7);
        let Some(last) = page.last() else { break };
        after = Some(last.conversation_id);
        listed.extend(page.iter().map(|each| each.conversation_id));
    }
    assert_eq!(listed, expected);
    database.drop().await;
}
