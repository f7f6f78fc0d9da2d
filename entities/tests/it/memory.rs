//! Memories: written with the turn under the version that it read, seen by their account alone, deleted for good.

use colloquy_engine::{
    channel::Channel,
    ids::{BusinessId, TurnId, UserId},
    memory::{Affinity, AffinityKind, Memory, Preferences, Summary},
    money::Minor,
    port::{
        accounts::AccountStore,
        journal::{JournalStore, Stale, Unit, UnitOutcome},
        memory::{Forget, MemoryChange, MemoryPart, MemoryStore},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business, user},
};

on_every_database! {
    a_turn_writes_what_it_learnt_and_it_reads_back
    a_turn_that_read_an_older_memory_is_refused_whole
    what_is_cleared_is_gone_from_every_table_and_does_not_come_back
    two_turns_of_one_account_in_one_batch_take_turns
    pages_and_turns_do_not_lose_each_others_words
    nobody_reads_or_deletes_anothers_memory
    old_summaries_are_forgotten_and_preferences_stay
    a_turn_of_nobody_is_written_without_a_memory
}

async fn account(store: &Store, business: BusinessId) -> UserId {
    let person = user(business, &format!("{}@example.com", Uuid::now_v7().simple()));
    store.add_user(&person, None).await.unwrap();
    person.id
}

fn liked(colors: &[&str]) -> Preferences {
    let mut liked = Preferences {
        size: Some("42".to_owned()),
        colors: colors.iter().map(|color| (*color).to_owned()).collect(),
        ..Preferences::default()
    };
    liked.price_range.max = Some(Minor(10_000));
    liked
}

fn affinity(kind: AffinityKind, value: &str, count: u32) -> Affinity {
    Affinity {
        kind,
        value: value.to_owned(),
        count,
    }
}

fn summary(talk: &Talk, asked: &str, seconds: i64) -> Summary {
    Summary {
        turn_id: TurnId(Uuid::now_v7()),
        conversation_id: talk.id,
        channel: Channel::Web,
        intent: "product_search".to_owned(),
        asked: asked.to_owned(),
        answered: "Here is what I found.".to_owned(),
        at: at(seconds),
    }
}

fn learning(user: UserId, version: i64, change: MemoryChange) -> MemoryPart {
    MemoryPart {
        user_id: user,
        expected_version: version,
        change,
        summary: None,
        affinities: Vec::new(),
        known: None,
        takes_back: false,
    }
}

fn unit(talk: &Talk, memory: MemoryPart, seconds: i64) -> Unit {
    let mut part = talk.part(seconds);
    part.opening = Some(talk.opening());
    part.memory = Some(memory);
    talk.unit(part)
}

async fn commit(store: &Store, unit: Unit) -> UnitOutcome {
    store.commit(&[unit]).await.unwrap().remove(0)
}

fn is_committed(outcome: &UnitOutcome) -> bool {
    matches!(outcome, UnitOutcome::Committed(_))
}

async fn a_turn_writes_what_it_learnt_and_it_reads_back(store: &Store) {
    let business = business(store).await;
    let (talk, person) = (Talk::new(business), account(store, business).await);
    assert_eq!(store.memory(business, person).await.unwrap(), Memory::default());
    let mut part = learning(person, 0, MemoryChange::Preferences(liked(&["blue", "nul\0"])));
    part.summary = Some(summary(&talk, "blue shoes", 1));
    part.affinities = vec![affinity(AffinityKind::Brand, "Fjellrun", 1)];
    assert!(is_committed(&commit(store, unit(&talk, part.clone(), 1)).await));
    let memory = store.memory(business, person).await.unwrap();
    assert_eq!(memory.version, 1);
    assert_eq!(memory.preferences, liked(&["blue", "nul\u{fffd}"]));
    assert_eq!(memory.affinities, part.affinities);
    assert_eq!(memory.recent, [part.summary.clone().unwrap()]);
    // A turn that only records leaves the version alone, and counts add up.
    let mut next = learning(person, 1, MemoryChange::None);
    next.summary = Some(summary(&talk, "black shoes", 2));
    next.affinities = vec![
        affinity(AffinityKind::Brand, "Fjellrun", 2),
        affinity(AffinityKind::Category, "running-shoes", 1),
    ];
    assert!(is_committed(&commit(store, unit(&talk, next, 2)).await));
    let memory = store.memory(business, person).await.unwrap();
    assert_eq!(memory.version, 1);
    assert_eq!(memory.affinities[0], affinity(AffinityKind::Brand, "Fjellrun", 3));
    assert_eq!(memory.recent[0].asked, "black shoes");
    let (page, total) = store.history(business, person, 1, 1).await.unwrap();
    assert_eq!((page[0].asked.as_str(), total), ("blue shoes", 2));
    assert_eq!(store.affinities(business, person, 1).await.unwrap().len(), 1);
}

async fn a_turn_that_read_an_older_memory_is_refused_whole(store: &Store) {
    let business = business(store).await;
    let (talk, person) = (Talk::new(business), account(store, business).await);
    let first = learning(person, 0, MemoryChange::Preferences(liked(&["blue"])));
    assert!(is_committed(&commit(store, unit(&talk, first, 1)).await));
    let late = Talk::new(business);
    let mut part = learning(person, 0, MemoryChange::Preferences(liked(&["red"])));
    part.summary = Some(summary(&late, "red shoes", 2));
    let outcome = commit(store, unit(&late, part, 2)).await;
    assert_eq!(outcome, UnitOutcome::Stale(Stale::Memory));
    let memory = store.memory(business, person).await.unwrap();
    assert_eq!((memory.preferences, memory.recent.len()), (liked(&["blue"]), 0));
}

async fn what_is_cleared_is_gone_from_every_table_and_does_not_come_back(store: &Store) {
    let business = business(store).await;
    let (talk, person) = (Talk::new(business), account(store, business).await);
    let mut part = learning(person, 0, MemoryChange::Preferences(liked(&["blue"])));
    part.summary = Some(summary(&talk, "blue shoes", 1));
    part.affinities = vec![affinity(AffinityKind::Product, "prod_001", 1)];
    assert!(is_committed(&commit(store, unit(&talk, part.clone(), 1)).await));
    let cleared = learning(person, 1, MemoryChange::Cleared);
    assert!(is_committed(&commit(store, unit(&talk, cleared, 2)).await));
    let memory = store.memory(business, person).await.unwrap();
    assert!(memory.is_empty(), "{memory:?}");
    assert_eq!(store.history(business, person, 0, 10).await.unwrap().1, 0);
    // What was computed before the clearing is not written after it.
    part.expected_version = 1;
    let outcome = commit(store, unit(&talk, part, 3)).await;
    assert_eq!(outcome, UnitOutcome::Stale(Stale::Memory));
    assert!(store.memory(business, person).await.unwrap().is_empty());
}

async fn two_turns_of_one_account_in_one_batch_take_turns(store: &Store) {
    let business = business(store).await;
    let person = account(store, business).await;
    let talks = [Talk::new(business), Talk::new(business), Talk::new(business)];
    let mut recording = learning(person, 0, MemoryChange::None);
    recording.affinities = vec![affinity(AffinityKind::Brand, "Fjellrun", 1)];
    let changing = learning(person, 0, MemoryChange::Preferences(liked(&["blue"])));
    let batch = [
        unit(&talks[0], recording.clone(), 1),
        unit(&talks[1], changing, 1),
        unit(&talks[2], recording, 1),
    ];
    let outcomes = store.commit(&batch).await.unwrap();
    assert!(is_committed(&outcomes[0]) && is_committed(&outcomes[1]));
    assert_eq!(outcomes[2], UnitOutcome::Stale(Stale::Memory));
    let memory = store.memory(business, person).await.unwrap();
    assert_eq!((memory.version, memory.affinities[0].count), (1, 1));
}

async fn pages_and_turns_do_not_lose_each_others_words(store: &Store) {
    let business = business(store).await;
    let (talk, person) = (Talk::new(business), account(store, business).await);
    let write = |version, colors| {
        let said = liked(colors);
        async move {
            store
                .write_preferences(business, person, version, &said, at(1))
                .await
                .unwrap()
        }
    };
    assert!(write(0, &["blue"]).await);
    assert!(!write(0, &["red"]).await);
    let turn = learning(person, 0, MemoryChange::Preferences(liked(&["red"])));
    assert_eq!(
        commit(store, unit(&talk, turn, 2)).await,
        UnitOutcome::Stale(Stale::Memory)
    );
    let turn = learning(person, 1, MemoryChange::Preferences(liked(&["blue", "red"])));
    assert!(is_committed(&commit(store, unit(&talk, turn, 2)).await));
    assert!(!write(1, &["green"]).await);
    let memory = store.memory(business, person).await.unwrap();
    assert_eq!((memory.version, memory.preferences), (2, liked(&["blue", "red"])));
}

async fn nobody_reads_or_deletes_anothers_memory(store: &Store) {
    let (here, elsewhere) = (business(store).await, business(store).await);
    let (talk, person) = (Talk::new(here), account(store, here).await);
    let other = account(store, here).await;
    let mut part = learning(person, 0, MemoryChange::Preferences(liked(&["blue"])));
    part.summary = Some(summary(&talk, "blue shoes", 1));
    commit(store, unit(&talk, part, 1)).await;
    for (business, user) in [(elsewhere, person), (here, other)] {
        assert!(store.memory(business, user).await.unwrap().is_empty());
        assert_eq!(store.history(business, user, 0, 10).await.unwrap().1, 0);
    }
    store
        .forget(here, other, Forget::Everything, at(2))
        .await
        .unwrap();
    assert!(
        store
            .forget(elsewhere, person, Forget::Everything, at(2))
            .await
            .is_err()
    );
    assert_eq!(store.memory(here, person).await.unwrap().recent.len(), 1);
    store.forget(here, person, Forget::History, at(3)).await.unwrap();
    let memory = store.memory(here, person).await.unwrap();
    assert_eq!((memory.recent.len(), memory.preferences), (0, liked(&["blue"])));
    store
        .forget(here, person, Forget::Preferences, at(3))
        .await
        .unwrap();
    assert!(store.memory(here, person).await.unwrap().is_empty());
}

async fn old_summaries_are_forgotten_and_preferences_stay(store: &Store) {
    let business = business(store).await;
    let (talk, person) = (Talk::new(business), account(store, business).await);
    let mut part = learning(person, 0, MemoryChange::Preferences(liked(&["blue"])));
    // Older than every summary of the other tests, which share the database.
    part.summary = Some(summary(&talk, "old", -1_000_000));
    commit(store, unit(&talk, part, 1)).await;
    let mut part = learning(person, 1, MemoryChange::None);
    part.summary = Some(summary(&talk, "new", 1));
    commit(store, unit(&talk, part, 1)).await;
    assert!(store.forget_summaries(at(-500_000), 10).await.unwrap() >= 1);
    assert_eq!(store.forget_summaries(at(-500_000), 10).await.unwrap(), 0);
    let memory = store.memory(business, person).await.unwrap();
    assert_eq!(memory.recent[0].asked, "new");
    assert_eq!((memory.recent.len(), memory.preferences), (1, liked(&["blue"])));
}

async fn a_turn_of_nobody_is_written_without_a_memory(store: &Store) {
    let business = business(store).await;
    let (talk, nobody) = (Talk::new(business), UserId(Uuid::now_v7()));
    let part = learning(nobody, 0, MemoryChange::Preferences(liked(&["blue"])));
    assert!(is_committed(&commit(store, unit(&talk, part, 1)).await));
    assert!(store.memory(business, nobody).await.unwrap().is_empty());
}
