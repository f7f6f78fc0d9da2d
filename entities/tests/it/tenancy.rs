//! Another business sees nothing, whatever id it knows.

use colloquy_engine::{
    ids::{DraftId, MessageId, NoteId, UserId},
    port::{
        accounts::AccountStore,
        conversations::{ConversationStore, InboxFilter, InboxStore, MessageCursor},
        journal::{DraftChange, DraftOutcome, NewDraft, NewNote, Stale, UnitOutcome},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, business},
};

on_every_database! {
    other_business_reads_nothing
    other_business_writes_nothing
}

async fn ours(store: &Store) -> (Talk, MessageId, DraftId) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m1", "a", 1);
    let mut part = talk.turn(0, vec![receipt.clone()], &[], "A.", 1);
    let draft = DraftId(Uuid::now_v7());
    part.drafts.push(DraftChange::New(NewDraft {
        id: draft,
        turn_id: part.turn.as_ref().unwrap().id,
        in_reply_to: receipt.message_id,
        answers: vec![receipt.message_id],
        question: "a".to_owned(),
        message: "A.".to_owned(),
        confidence: 0.5,
        threshold: 0.7,
        reason: "below_threshold".to_owned(),
        sources: Vec::new(),
    }));
    part.note = Some(NewNote {
        id: NoteId(Uuid::now_v7()),
        user_id: UserId(Uuid::now_v7()),
        text: "note".to_owned(),
    });
    talk.committed(store, part).await;
    talk.committed(store, talk.taking_in(vec![talk.receipt("m2", "b", 2)], 2))
        .await;
    (talk, receipt.message_id, draft)
}

async fn other_business_reads_nothing(store: &Store) {
    let (talk, message, draft) = ours(store).await;
    let theirs = business(store).await;
    let owner = store.staff(talk.business).await.unwrap().remove(0);
    // Each first for us, so that the emptiness after it means something.
    for (business, is_ours) in [(talk.business, true), (theirs, false)] {
        let conversation = store.load(business, talk.id).await.unwrap();
        let events = store.events_after(business, talk.id, 0, 10).await.unwrap();
        let seen = store.find_seen(business, talk.id, "m1").await.unwrap();
        let list = store
            .list(business, &InboxFilter::default(), 0, 10)
            .await
            .unwrap();
        let text = InboxFilter {
            text: Some("a".to_owned()),
            ..InboxFilter::default()
        };
        let found = store.list(business, &text, 0, 10).await.unwrap();
        let with_draft = InboxFilter {
            with_draft: true,
            ..InboxFilter::default()
        };
        let held = store.list(business, &with_draft, 0, 10).await.unwrap();
        let drafts = store
            .drafts(business, DraftOutcome::Pending, 0, 10)
            .await
            .unwrap();
        let everything = MessageCursor::default();
        let told = [
            conversation.is_some(),
            !events.is_empty(),
            seen.is_some(),
            list.total == 1 && list.items.len() == 1,
            found.total == 1,
            held.total == 1,
            store.summary(business, talk.id).await.unwrap().is_some(),
            !store
                .messages(business, talk.id, everything, 10)
                .await
                .unwrap()
                .is_empty(),
            store.trace(business, talk.id, message).await.unwrap().is_some(),
            drafts.total == 1 && drafts.items.len() == 1,
            store.draft(business, draft).await.unwrap().is_some(),
            !store.notes(business, talk.id).await.unwrap().is_empty(),
            !store
                .unsettled_receipts(business, talk.id)
                .await
                .unwrap()
                .is_empty(),
            store.user(business, owner.id).await.unwrap().is_some(),
        ];
        assert_eq!(told, [is_ours; 14]);
    }
}

async fn other_business_writes_nothing(store: &Store) {
    let (talk, _, draft) = ours(store).await;
    let mut thief = talk.clone();
    thief.business = business(store).await;
    let stale = UnitOutcome::Stale(Stale::Conversation);
    let receipt = thief.receipt("m9", "x", 9);
    assert_eq!(
        thief
            .commit(store, thief.turn(1, vec![receipt], &[], "X.", 9))
            .await,
        stale
    );
    let receipt = thief.receipt("m9", "x", 9);
    assert_eq!(
        thief.commit(store, thief.taking_in(vec![receipt], 9)).await,
        stale
    );

    // From a conversation of their own, but about a draft and a receipt of ours.
    let other = Talk::new(thief.business);
    let mut part = other.taking_in(vec![other.receipt("m1", "x", 9)], 9);
    part.drafts.push(DraftChange::Decide {
        id: draft,
        status: DraftOutcome::Approved,
        user_id: None,
        final_message: None,
        note: None,
        edits: None,
    });
    assert_eq!(other.commit(store, part).await, UnitOutcome::Stale(Stale::Draft));
    let waiting = store
        .load(talk.business, talk.id)
        .await
        .unwrap()
        .unwrap()
        .unsettled;
    let mut part = other.turn(0, vec![other.receipt("m1", "x", 9)], &[], "X.", 9);
    part.settled = waiting.iter().map(|inbound| inbound.receipt_id).collect();
    other.committed(store, part).await;
    assert_eq!(
        store
            .unsettled_receipts(talk.business, talk.id)
            .await
            .unwrap()
            .len(),
        1
    );
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!((stored.state.head.version, stored.state.head.last_seq), (1, 3));
}
