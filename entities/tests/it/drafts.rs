//! Drafts and handovers: decided once, and their traces in the inbox.

use colloquy_engine::{
    conversation::state::{Owner, SenderKind, Status},
    ids::{DraftId, EscalationId, MessageId, UserId},
    port::{
        conversations::InboxStore,
        journal::{
            ConversationPart, DraftChange, DraftOutcome, JournalStore, NewDraft, NewEscalation, Stale,
            UnitOutcome,
        },
    },
};
use colloquy_entities::Store;
use serde_json::json;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business, trace_of},
};

on_every_database! {
    draft_is_decided_once
    draft_of_another_conversation_is_stale
    superseding_makes_a_new_version
    escalation_is_open_until_the_matter_is_settled
}

/// A turn that holds its answer.
fn holding(talk: &Talk, version: i64, key: &str, seconds: i64) -> (ConversationPart, DraftId) {
    let receipt = talk.receipt(key, "Can I return it worn?", seconds);
    let mut part = talk.turn(version, vec![receipt.clone()], &[], "One moment.", seconds);
    let id = DraftId(Uuid::now_v7());
    part.drafts.push(DraftChange::New(NewDraft {
        id,
        turn_id: part.turn.as_ref().unwrap().id,
        in_reply_to: receipt.message_id,
        answers: vec![receipt.message_id],
        question: receipt.text,
        message: "Within thirty days.".to_owned(),
        confidence: 0.55,
        threshold: 0.7,
        reason: "below_threshold".to_owned(),
        sources: Vec::new(),
    }));
    (part, id)
}

fn decide(id: DraftId, status: DraftOutcome, user: Option<UserId>) -> DraftChange {
    DraftChange::Decide {
        id,
        status,
        user_id: user,
        final_message: user.map(|_| "Within thirty days, unworn.".to_owned()),
        note: None,
        edits: Some(json!([{"before": ".", "after": ", unworn."}])),
    }
}

/// An operator's decision, with the message that is sent for it.
fn deciding(talk: &Talk, version: i64, id: DraftId, seconds: i64) -> (ConversationPart, MessageId) {
    let mut part = talk.turn(version, Vec::new(), &[], "Within thirty days, unworn.", seconds);
    part.turn = None;
    part.drafts = vec![decide(id, DraftOutcome::Edited, Some(UserId(Uuid::now_v7())))];
    part.messages[0].sender = SenderKind::BusinessHuman;
    let message = part.messages[0].id;
    (part, message)
}

async fn draft_is_decided_once(store: &Store) {
    let talk = Talk::new(business(store).await);
    let (part, id) = holding(&talk, 0, "m1", 1);
    let trace = trace_of(&part);
    talk.committed(store, part).await;
    let stored = store.draft(talk.business, id).await.unwrap().unwrap();
    assert_eq!(
        (stored.status, stored.confidence, stored.created_at),
        (DraftOutcome::Pending, 0.55, at(1))
    );
    let queue = store
        .drafts(talk.business, DraftOutcome::Pending, 0, 10)
        .await
        .unwrap();
    assert_eq!((queue.total, queue.items), (1, vec![stored]));
    let summary = store.summary(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!(summary.pending_draft, Some((id, 0.55)));

    let (part, message) = deciding(&talk, 1, id, 2);
    talk.committed(store, part).await;
    let (late, _) = deciding(&talk, 2, id, 3);
    assert_eq!(talk.commit(store, late).await, UnitOutcome::Stale(Stale::Draft));
    let stored = store.draft(talk.business, id).await.unwrap().unwrap();
    assert_eq!(stored.status, DraftOutcome::Edited);
    let queue = store
        .drafts(talk.business, DraftOutcome::Pending, 0, 10)
        .await
        .unwrap();
    assert_eq!((queue.total, queue.items.len()), (0, 0));
    // What was sent in the end is still explained by the turn that wrote the draft.
    let explained = store.trace(talk.business, talk.id, message).await.unwrap();
    assert_eq!(explained, Some(trace));
}

async fn draft_of_another_conversation_is_stale(store: &Store) {
    let business = business(store).await;
    let (talk, other) = (Talk::new(business), Talk::new(business));
    let (part, id) = holding(&talk, 0, "m1", 1);
    talk.committed(store, part).await;
    let (part, _) = deciding(&other, 0, id, 2);
    assert_eq!(other.commit(store, part).await, UnitOutcome::Stale(Stale::Draft));
    // Both of one batch want it: the first has it.
    let (first, _) = deciding(&talk, 1, id, 3);
    let (second, _) = deciding(&other, 0, id, 3);
    let batch = [talk.unit(first), other.unit(second)];
    let outcomes = store.commit(&batch).await.unwrap();
    assert!(matches!(outcomes[0], UnitOutcome::Committed(_)));
    assert_eq!(outcomes[1], UnitOutcome::Stale(Stale::Draft));
    assert!(store.summary(business, other.id).await.unwrap().is_none());
}

async fn superseding_makes_a_new_version(store: &Store) {
    let talk = Talk::new(business(store).await);
    let (part, first) = holding(&talk, 0, "m1", 1);
    talk.committed(store, part).await;
    let (mut part, second) = holding(&talk, 1, "m2", 2);
    part.drafts
        .insert(0, decide(first, DraftOutcome::Superseded, None));
    talk.committed(store, part).await;
    let old = store.draft(talk.business, first).await.unwrap().unwrap();
    assert_eq!(old.status, DraftOutcome::Superseded);
    let summary = store.summary(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!(summary.pending_draft.map(|(id, _)| id), Some(second));
}

async fn escalation_is_open_until_the_matter_is_settled(store: &Store) {
    let talk = Talk::new(business(store).await);
    let mut part = talk.turn(0, vec![talk.receipt("m1", "A person!", 1)], &[], "I ask one.", 1);
    part.escalation = Some(NewEscalation {
        id: EscalationId(Uuid::now_v7()),
        reason: "human_requested".to_owned(),
        message_id: None,
    });
    part.head.status = Some(Status::EscalatedHumanNeeded);
    talk.committed(store, part).await;
    let escalation = || async {
        store
            .summary(talk.business, talk.id)
            .await
            .unwrap()
            .unwrap()
            .escalation
    };
    assert_eq!(escalation().await, Some(("human_requested".to_owned(), at(1))));

    let mut taken = talk.part(2);
    taken.expected_version = Some(1);
    taken.head.status = Some(Status::ActiveHuman);
    taken.head.owner = Some(Owner {
        user_id: Some(UserId(Uuid::now_v7())),
        number: 1,
    });
    talk.committed(store, taken).await;
    assert!(escalation().await.is_some());

    let mut closed = talk.part(3);
    closed.expected_version = Some(2);
    closed.head.status = Some(Status::ResolvedByHuman);
    talk.committed(store, closed).await;
    assert_eq!(escalation().await, None);
}
