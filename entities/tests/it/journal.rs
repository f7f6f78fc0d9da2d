//! The journal: all or nothing, numbered without gaps, fenced, and each message once.

use colloquy_engine::{
    conversation::{
        event::{By, EventBody, StatusChange},
        state::{Owner, Status},
    },
    ids::{BusinessId, UserId},
    port::{
        StoreError,
        conversations::{ConversationStore, InboxStore},
        journal::{JournalStore, Stale, Unit, UnitOutcome},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business},
};

on_every_database! {
    turn_is_stored_whole
    stale_version_writes_nothing
    receipts_are_pending_until_a_turn_settles_them
    duplicate_tells_the_first_delivery
    refused_unit_leaves_the_others_alone
    receipt_alone_does_not_fence_a_running_turn
    text_with_nul_is_taken_everywhere
    unknown_business_is_refused_alone
    unit_without_business_is_a_defect
    wakes_with_the_latest_state_and_the_last_twenty_messages
    session_ends_once
    head_changes_are_kept
    writers_of_two_processes_take_turns
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
    let waiting = store.unanswered(None, 10).await.unwrap();
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
    assert!(store.unanswered(None, 10).await.unwrap().is_empty());
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

async fn refused_unit_leaves_the_others_alone(store: &Store) {
    let business = business(store).await;
    let (stale, good, twice) = (Talk::new(business), Talk::new(business), Talk::new(business));
    stale
        .committed(
            store,
            stale.turn(0, vec![stale.receipt("m1", "a", 1)], &[], "A.", 1),
        )
        .await;
    twice
        .committed(store, twice.taking_in(vec![twice.receipt("m1", "a", 1)], 1))
        .await;
    let batch = [
        stale.unit(stale.turn(7, vec![stale.receipt("m2", "b", 2)], &[], "B.", 2)),
        twice.unit(twice.turn(
            0,
            vec![twice.receipt("m2", "b", 2), twice.receipt("m1", "a", 2)],
            &[],
            "B.",
            2,
        )),
        good.unit(good.turn(0, vec![good.receipt("m1", "a", 2)], &[], "A.", 2)),
    ];
    let outcomes = store.commit(&batch).await.unwrap();
    assert_eq!(outcomes[0], UnitOutcome::Stale(Stale::Conversation));
    assert!(matches!(&outcomes[1], UnitOutcome::Duplicate(duplicate) if duplicate.seq == 1));
    assert!(matches!(&outcomes[2], UnitOutcome::Committed(committed) if committed.last_seq == 2));
    // Nothing of the refused ones, not even a number.
    let next = twice
        .committed(store, twice.taking_in(vec![twice.receipt("m3", "c", 3)], 3))
        .await;
    assert_eq!(next.receipt_seqs, [2]);
    assert!(store.find_seen(business, twice.id, "m2").await.unwrap().is_none());
}

async fn receipt_alone_does_not_fence_a_running_turn(store: &Store) {
    let talk = Talk::new(business(store).await);
    let first = talk.receipt("m1", "a", 1);
    talk.committed(store, talk.taking_in(vec![first.clone()], 1))
        .await;
    talk.committed(store, talk.taking_in(vec![talk.receipt("m2", "b", 2)], 2))
        .await;
    let committed = talk
        .committed(store, talk.turn(0, Vec::new(), &[first], "A.", 3))
        .await;
    assert_eq!((committed.version, committed.event_seqs[0]), (1, Some(3)));
    assert_eq!(
        store
            .unsettled_receipts(talk.business, talk.id)
            .await
            .unwrap()
            .len(),
        1
    );
}

async fn text_with_nul_is_taken_everywhere(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m\0", "a\0b", 1);
    talk.committed(store, talk.turn(0, vec![receipt.clone()], &[], "A\0.", 1))
        .await;
    let mut again = receipt;
    again.id = talk.receipt("", "", 0).id;
    let outcome = talk.commit(store, talk.taking_in(vec![again], 2)).await;
    assert!(matches!(outcome, UnitOutcome::Duplicate(duplicate) if duplicate.same_text));
    let seen = store.find_seen(talk.business, talk.id, "m\0").await.unwrap();
    assert!(seen.unwrap().says("a\u{fffd}b"));
    assert!(store.find_session(&"no\0ne".into()).await.unwrap().is_none());
}

async fn unknown_business_is_refused_alone(store: &Store) {
    let nobody = Talk::new(BusinessId(Uuid::now_v7()));
    let good = Talk::new(business(store).await);
    let batch = [
        nobody.unit(nobody.taking_in(vec![nobody.receipt("m1", "a", 1)], 1)),
        good.unit(good.taking_in(vec![good.receipt("m1", "a", 1)], 1)),
    ];
    let outcomes = store.commit(&batch).await.unwrap();
    assert_eq!(outcomes[0], UnitOutcome::Stale(Stale::Conversation));
    assert!(matches!(outcomes[1], UnitOutcome::Committed(_)));
}

async fn unit_without_business_is_a_defect(store: &Store) {
    let talk = Talk::new(business(store).await);
    let mut unit = talk.unit(talk.taking_in(vec![talk.receipt("m1", "a", 1)], 1));
    unit.business_id = None;
    assert!(matches!(store.commit(&[unit]).await, Err(StoreError::Refused(_))));
    assert!(store.commit(&[]).await.unwrap().is_empty());
}

async fn wakes_with_the_latest_state_and_the_last_twenty_messages(store: &Store) {
    let talk = Talk::new(business(store).await);
    for number in 0..12_i64 {
        let receipt = talk.receipt(&format!("m{number}"), &format!("question {number}"), number);
        let turn = talk.turn(number, vec![receipt], &[], &format!("answer {number}"), number);
        talk.committed(store, turn).await;
    }
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!(stored.state.dialogue.unknown_in_a_row, 11);
    assert_eq!(stored.state.recent.len(), 20);
    assert_eq!(stored.state.recent[0].text, "question 2");
    assert_eq!(stored.state.recent[19].text, "answer 11");
    let middle = store.events_after(talk.business, talk.id, 5, 3).await.unwrap();
    let seqs: Vec<_> = middle.iter().filter_map(|event| event.seq).collect();
    assert_eq!(seqs, [6, 7, 8]);
}

async fn session_ends_once(store: &Store) {
    let talk = Talk::new(business(store).await);
    let mut part = talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1);
    talk.committed(store, part.clone()).await;
    part = talk.turn(1, vec![talk.receipt("m2", "b", 2)], &[], "B.", 2);
    part.head.session_expires_at = Some(at(9_000));
    talk.committed(store, part).await;
    assert!(store.end_session(&talk.session, at(5)).await.unwrap());
    assert!(!store.end_session(&talk.session, at(6)).await.unwrap());
    let session = store.find_session(&talk.session).await.unwrap().unwrap();
    assert_eq!((session.expires_at, session.ended_at), (at(9_000), Some(at(5))));
    assert!(store.load(talk.business, talk.id).await.unwrap().is_some());
}

async fn head_changes_are_kept(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(
        store,
        talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1),
    )
    .await;
    let owner = Owner {
        user_id: Some(UserId(Uuid::now_v7())),
        number: 1,
    };
    let mut part = talk.part(2);
    part.expected_version = Some(1);
    part.head.status = Some(Status::ActiveHuman);
    part.head.owner = Some(owner);
    part.events = vec![
        EventBody::StatusChanged(StatusChange {
            status: Status::ActiveHuman,
            by: By::Person,
        }),
        EventBody::OwnerChanged { owner },
    ];
    let committed = talk.committed(store, part).await;
    assert_eq!((committed.version, committed.last_seq), (2, 3));
    let head = store
        .load(talk.business, talk.id)
        .await
        .unwrap()
        .unwrap()
        .state
        .head;
    assert_eq!((head.status, head.owner), (Status::ActiveHuman, owner));
    assert_eq!(head.last_message_at, at(1));
}

/// Two stores over one database, as two processes are. Each conversation is written by both, so one of each pair
/// of turns is stale and every receipt is taken in once.
async fn writers_of_two_processes_take_turns(store: &Store) {
    let business = business(store).await;
    let talks: Vec<Talk> = (0..8).map(|_| Talk::new(business)).collect();
    let connection = format!("whatsapp:{business}");
    for round in 0..6_i64 {
        let batch = |text: &str| -> Vec<Unit> {
            talks
                .iter()
                .enumerate()
                .map(|(number, talk)| {
                    let mut receipt = talk.receipt(&format!("event {number} {round}"), "hello", round);
                    receipt.connection.clone_from(&connection);
                    talk.unit(talk.turn(round, vec![receipt], &[], text, round))
                })
                .collect()
        };
        let (mut ours, theirs) = (batch("ours"), batch("theirs"));
        // In the opposite order, so that locks taken as the units come would wait for each other.
        ours.reverse();
        let (mut ours, theirs) = tokio::join!(store.commit(&ours), store.commit(&theirs));
        if let Ok(outcomes) = &mut ours {
            outcomes.reverse();
        }
        for (ours, theirs) in ours.unwrap().iter().zip(&theirs.unwrap()) {
            let taken = [ours, theirs].map(|outcome| matches!(outcome, UnitOutcome::Committed(_)));
            assert_ne!(taken[0], taken[1], "{ours:?} {theirs:?}");
        }
    }
    for talk in &talks {
        let stored = store.load(business, talk.id).await.unwrap().unwrap();
        assert_eq!((stored.state.head.version, stored.state.head.last_seq), (6, 12));
        let events = store.events_after(business, talk.id, 0, 100).await.unwrap();
        let seqs: Vec<_> = events.iter().filter_map(|event| event.seq).collect();
        assert_eq!(seqs, (1..=12).collect::<Vec<_>>());
    }
}
