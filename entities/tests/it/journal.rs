//! The journal: all or nothing, numbered without gaps, fenced, and each message once.

use colloquy_engine::port::{
    conversations::ConversationStore,
    journal::{JournalStore, Stale, UnitOutcome},
};
use colloquy_entities::Store;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business},
};

on_every_database! {
    turn_is_stored_whole
    stale_version_writes_nothing
    receipts_are_pending_until_a_turn_settles_them
    duplicate_tells_the_first_delivery
}

async fn turn_is_stored_whole(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m1", "When do you open?", 1);
    let part = talk.turn(0, vec![receipt.clone()], &[], "At nine.", 1);
    let committed = talk.committed(store, part.clone()).await;
    assert_eq!((committed.version, committed.last_seq), (1, 2));
    assert_eq!(committed.receipt_seqs, [1]);
    assert_eq!(committed.event_seqs, [Some(2), None]);

    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    let head = &stored.state.head;
    assert_eq!((head.version, head.last_seq, head.last_message_at), (1, 2, at(1)));
    assert_eq!(head.session_id, Some(talk.session.clone()));
    assert_eq!(stored.state.recent.len(), 2);
    assert_eq!(stored.state.recent[1].text, "At nine.");
    assert!(stored.unsettled.is_empty());
    assert_eq!(stored.seen[0].message_id, receipt.message_id);

    let events = store.events_after(talk.business, talk.id, 0, 10).await.unwrap();
    let kinds: Vec<_> = events.iter().map(|event| event.body.kind()).collect();
    assert_eq!(kinds, ["message_accepted", "answered"]);
    assert_eq!(events[1].body, part.events[0]);

    let session = store.find_session(&talk.session).await.unwrap().unwrap();
    assert_eq!(session.conversation_id, talk.id);
}

async fn stale_version_writes_nothing(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(
        store,
        talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1),
    )
    .await;
    let late = talk.turn(0, vec![talk.receipt("m2", "b", 2)], &[], "B.", 2);
    let outcome = talk.commit(store, late).await;
    assert_eq!(outcome, UnitOutcome::Stale(Stale::Conversation));
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!((stored.state.head.version, stored.state.head.last_seq), (1, 2));
    assert_eq!(stored.state.recent.len(), 2);
    assert!(
        store
            .find_seen(talk.business, talk.id, "m2")
            .await
            .unwrap()
            .is_none()
    );
}

async fn receipts_are_pending_until_a_turn_settles_them(store: &Store) {
    let talk = Talk::new(business(store).await);
    let first = talk.receipt("m1", "a", 1);
    let second = talk.receipt("m2", "b", 2);
    let taken = talk.taking_in(vec![first.clone(), second.clone()], 2);
    let committed = talk.committed(store, taken).await;
    assert_eq!((committed.version, committed.last_seq), (0, 2));
    assert_eq!(store.count_unsettled().await.unwrap(), 2);
    let waiting = store.unanswered(10).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].conversation_id, talk.id);
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    let texts: Vec<_> = stored
        .unsettled
        .iter()
        .map(|inbound| inbound.text.as_str())
        .collect();
    assert_eq!(texts, ["a", "b"]);

    let turn = talk.turn(0, Vec::new(), &[first, second], "Both.", 3);
    let committed = talk.committed(store, turn).await;
    assert_eq!((committed.version, committed.last_seq), (1, 3));
    assert_eq!(store.count_unsettled().await.unwrap(), 0);
    assert!(store.unanswered(10).await.unwrap().is_empty());
}

async fn duplicate_tells_the_first_delivery(store: &Store) {
    let business = business(store).await;
    let (talk, other) = (Talk::new(business), Talk::new(business));
    let mut first = talk.receipt("event-1", "hello", 1);
    first.connection = format!("whatsapp:{}", talk.id);
    let mut same = other.receipt("event-1", "hello", 2);
    same.connection.clone_from(&first.connection);
    let mut differing = same.clone();
    differing.text = "something else".to_owned();

    // Within one batch, where nothing of the first is on the disk yet.
    let batch = [
        talk.unit(talk.taking_in(vec![first.clone()], 1)),
        other.unit(other.taking_in(vec![same.clone()], 2)),
    ];
    let outcomes = store.commit(&batch).await.unwrap();
    assert!(matches!(outcomes[0], UnitOutcome::Committed(_)));
    for (outcome, same_text) in [
        (outcomes[1].clone(), true),
        (other.commit(store, other.taking_in(vec![same], 3)).await, true),
        (
            other.commit(store, other.taking_in(vec![differing], 4)).await,
            false,
        ),
    ] {
        let UnitOutcome::Duplicate(duplicate) = outcome else {
            panic!("not told: {outcome:?}");
        };
        assert_eq!(duplicate.message_id, first.message_id);
        assert_eq!((duplicate.seq, duplicate.same_text), (1, same_text));
    }
    assert!(store.load(business, other.id).await.unwrap().is_none());
}
