//! Tries are counted on the receipt, and what is given up is decided on once.

use colloquy_engine::{
    ids::{DeadLetterId, UserId},
    port::{
        conversations::ConversationStore,
        dead_letters::{
            DeadLetterDecision, DeadLetterKind, DeadLetterStatus, DeadLetterStore, NewDeadLetter,
        },
        journal::{ConversationPart, NewReceipt, Stale, UnitOutcome},
    },
};
use colloquy_entities::Store;
use serde_json::json;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business},
};

on_every_database! {
    tries_are_counted_until_the_message_is_settled
    giving_up_is_one_commit_with_the_turn_that_says_so
    dead_letter_is_decided_once
    dead_letters_of_another_business_are_not_there
}

fn attempt(talk: &Talk, receipt: &NewReceipt, seconds: i64) -> ConversationPart {
    ConversationPart {
        attempted: vec![receipt.id],
        ..talk.part(seconds)
    }
}

/// The turn that gives a pending message up.
fn giving_up(talk: &Talk, version: i64, receipt: &NewReceipt, seconds: i64) -> ConversationPart {
    ConversationPart {
        attempted: vec![receipt.id],
        dead_letters: vec![NewDeadLetter {
            id: DeadLetterId(Uuid::now_v7()),
            kind: DeadLetterKind::Message,
            source_id: receipt.id.0,
            cause: "the classifier fell over it".to_owned(),
            payload: json!({"text": receipt.text, "attempts": 3}),
        }],
        ..talk.turn(
            version,
            Vec::new(),
            std::slice::from_ref(receipt),
            "One moment.",
            seconds,
        )
    }
}

async fn open(store: &Store, talk: &Talk) -> Vec<DeadLetterId> {
    let page = store
        .dead_letters(talk.business, DeadLetterStatus::Open, 0, 10)
        .await;
    page.unwrap().items.into_iter().map(|letter| letter.id).collect()
}

async fn tries_are_counted_until_the_message_is_settled(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipts = [talk.receipt("m1", "first", 1), talk.receipt("m2", "second", 1)];
    talk.committed(store, talk.taking_in(receipts.to_vec(), 1)).await;
    for seconds in 2..4 {
        let committed = talk.committed(store, attempt(&talk, &receipts[0], seconds)).await;
        assert_eq!(
            (committed.version, committed.last_seq),
            (0, 2),
            "it fences nothing"
        );
    }
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    let counted: Vec<_> = stored.unsettled.iter().map(|message| message.attempts).collect();
    assert_eq!(counted, [2, 0]);
    let other = Talk::new(talk.business);
    let refused = other.commit(store, attempt(&other, &receipts[1], 4)).await;
    assert_eq!(
        refused,
        UnitOutcome::Stale(Stale::Conversation),
        "of no conversation of its own"
    );
}

async fn giving_up_is_one_commit_with_the_turn_that_says_so(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m1", "poison", 1);
    talk.committed(store, talk.taking_in(vec![receipt.clone()], 1))
        .await;
    let stale = talk.commit(store, giving_up(&talk, 7, &receipt, 2)).await;
    assert_eq!(stale, UnitOutcome::Stale(Stale::Conversation));
    assert_eq!(open(store, &talk).await, [], "a refused unit gives nothing up");
    talk.committed(store, giving_up(&talk, 0, &receipt, 3)).await;
    let page = store
        .dead_letters(talk.business, DeadLetterStatus::Open, 0, 10)
        .await
        .unwrap();
    let letter = &page.items[0];
    assert_eq!(
        (page.total, letter.source_id, letter.created_at),
        (1, receipt.id.0, at(3))
    );
    assert_eq!(
        (letter.kind, letter.conversation_id),
        (DeadLetterKind::Message, Some(talk.id))
    );
    assert_eq!(letter.payload, json!({"text": "poison", "attempts": 3}));
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert!(
        stored.unsettled.is_empty(),
        "the message belongs to the turn that gave it up"
    );
    // Told once more by a writer that did not hear of it: there is still one.
    talk.committed(store, giving_up(&talk, 1, &receipt, 4)).await;
    assert_eq!(open(store, &talk).await, [letter.id]);
    let counts = store.count_dead_letters().await.unwrap();
    assert!(
        counts
            .iter()
            .any(|(kind, count)| *kind == DeadLetterKind::Message && *count >= 1)
    );
}

async fn dead_letter_is_decided_once(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m1", "poison", 1);
    talk.committed(store, talk.taking_in(vec![receipt.clone()], 1))
        .await;
    talk.committed(store, giving_up(&talk, 0, &receipt, 2)).await;
    let id = open(store, &talk).await[0];
    let user = UserId(Uuid::now_v7());
    let decision = |status, seconds| DeadLetterDecision {
        status,
        user_id: Some(user),
        at: at(seconds),
    };
    let discarded = decision(DeadLetterStatus::Discarded, 5);
    assert!(
        store
            .decide_dead_letter(talk.business, id, discarded)
            .await
            .unwrap()
    );
    let replayed = decision(DeadLetterStatus::Replayed, 6);
    assert!(
        !store
            .decide_dead_letter(talk.business, id, replayed)
            .await
            .unwrap()
    );
    assert!(
        store
            .decide_dead_letter(talk.business, id, decision(DeadLetterStatus::Open, 7))
            .await
            .is_err(),
        "nothing is opened again"
    );
    let letter = store.dead_letter(talk.business, id).await.unwrap().unwrap();
    assert_eq!(
        (letter.status, letter.decided_at, letter.decided_by),
        (DeadLetterStatus::Discarded, Some(at(5)), Some(user))
    );
    assert_eq!(open(store, &talk).await, []);
}

async fn dead_letters_of_another_business_are_not_there(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m1", "poison", 1);
    talk.committed(store, talk.taking_in(vec![receipt.clone()], 1))
        .await;
    talk.committed(store, giving_up(&talk, 0, &receipt, 2)).await;
    let id = open(store, &talk).await[0];
    let stranger = business(store).await;
    assert_eq!(store.dead_letter(stranger, id).await.unwrap(), None);
    let page = store
        .dead_letters(stranger, DeadLetterStatus::Open, 0, 10)
        .await
        .unwrap();
    assert_eq!(page.total, 0);
    let decision = DeadLetterDecision {
        status: DeadLetterStatus::Discarded,
        user_id: None,
        at: at(3),
    };
    assert!(!store.decide_dead_letter(stranger, id, decision).await.unwrap());
}
