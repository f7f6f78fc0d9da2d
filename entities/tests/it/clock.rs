//! A clock that goes backwards: numbers give the order, times are only told.

use colloquy_engine::port::{
    conversations::{ConversationStore, InboxStore, MessageCursor},
    placement::PlacementStore,
};
use colloquy_entities::Store;

use crate::{
    audit::proof,
    databases::on_every_database,
    material::{Talk, business},
};

on_every_database! {
    a_clock_that_goes_backwards_changes_no_order_and_loses_nothing
}

/// Each message is stored an hour before the one that came ahead of it.
async fn a_clock_that_goes_backwards_changes_no_order_and_loses_nothing(store: &Store) {
    const HOUR: i64 = 3_600;
    let talk = Talk::new(business(store).await);
    let mut expected = Vec::new();
    for round in 0..6 {
        let seconds = (10 - round) * HOUR;
        let (question, reply) = (format!("question {round}"), format!("answer {round}"));
        let receipt = talk.receipt(&format!("m{round}"), &question, seconds);
        let turn = talk.turn(round, vec![receipt], &[], &reply, seconds - 1);
        talk.committed(store, turn).await;
        expected.extend([question, reply]);
    }
    let woken = store.load(talk.business, talk.id).await.unwrap().unwrap();
    let told: Vec<&str> = woken
        .state
        .recent
        .iter()
        .map(|message| message.text.as_str())
        .collect();
    assert_eq!(told, expected);
    let shown = store
        .messages(talk.business, talk.id, MessageCursor::default(), 100)
        .await
        .unwrap();
    let shown: Vec<&str> = shown.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(shown, expected);

    // What waits is found whatever its time says, and settled like any other.
    let late = talk.receipt("late", "still there?", -HOUR);
    talk.committed(store, talk.taking_in(vec![late.clone()], -HOUR))
        .await;
    let waiting = store.pending(10).await.unwrap();
    assert!(waiting.iter().any(|each| each.conversation_id == talk.id));
    let turn = talk.turn(6, Vec::new(), &[late], "Yes.", -2 * HOUR);
    talk.committed(store, turn).await;
    assert_eq!(store.count_unsettled().await.unwrap(), 0);
    assert_eq!(proof(store).await.violations, []);
}
