//! What nodes ask about each other's work.

use colloquy_engine::port::{
    journal::JournalStore,
    placement::{Mark, PlacementStore},
};
use colloquy_entities::Store;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business},
};

async fn messages_that_wait_are_found_by_conversation_the_longest_waiting_first(store: &Store) {
    let business = business(store).await;
    let (late, early, answered) = (Talk::new(business), Talk::new(business), Talk::new(business));
    let mut units = Vec::new();
    for (talk, seconds) in [(&late, 30), (&early, 10), (&answered, 5)] {
        let first = talk.receipt("first", "hello", seconds);
        let second = talk.receipt("second", "are you there?", seconds + 60);
        units.push(talk.unit(talk.taking_in(vec![first, second], seconds)));
    }
    store.commit(&units).await.unwrap();
    let receipts = units[2].conversation.as_ref().unwrap().receipts.clone();
    let turn = answered.turn(0, Vec::new(), &receipts, "I am.", 90);
    store.commit(&[answered.unit(turn)]).await.unwrap();

    let pending = store.pending(10).await.unwrap();
    let found: Vec<_> = pending
        .iter()
        .map(|each| (each.conversation_id, each.oldest))
        .collect();
    assert_eq!(found, [(early.id, at(10)), (late.id, at(30))]);
    assert!(pending.iter().all(|each| each.business_id == business));
    assert_eq!(store.pending(1).await.unwrap().len(), 1, "no more than asked for");

    let waiting = store.unsettled(business, late.id).await.unwrap();
    let texts: Vec<&str> = waiting
        .iter()
        .map(|waiting| waiting.inbound.text.as_str())
        .collect();
    assert_eq!(texts, ["hello", "are you there?"], "in their order");
    let numbers: Vec<i64> = waiting.iter().map(|waiting| waiting.seq).collect();
    assert_eq!(numbers, [1, 2]);
    assert!(store.unsettled(business, answered.id).await.unwrap().is_empty());
}

async fn marks_tell_how_far_conversations_are_and_leave_unknown_ones_out(store: &Store) {
    let business = business(store).await;
    let (known, unknown) = (Talk::new(business), Talk::new(business));
    let part = known.taking_in(vec![known.receipt("first", "hello", 1)], 1);
    store.commit(&[known.unit(part)]).await.unwrap();
    let marks = store.marks(&[unknown.id, known.id]).await.unwrap();
    let mark = Mark {
        conversation_id: known.id,
        version: 0,
        last_seq: 1,
    };
    assert_eq!(marks, [mark]);
    assert!(store.marks(&[]).await.unwrap().is_empty());
}

on_every_database! {
    messages_that_wait_are_found_by_conversation_the_longest_waiting_first
    marks_tell_how_far_conversations_are_and_leave_unknown_ones_out
}
