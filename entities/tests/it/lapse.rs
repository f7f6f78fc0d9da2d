//! What time does: quiet conversations are found, answered requests are remembered and forgotten.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::state::{Owner, Status},
    ids::{DraftId, TurnId, UserId},
    port::{
        StoreError,
        conversations::{ConversationStore, Lapsed},
        journal::{DraftChange, HeadChange, JournalStore, NewDraft, Stale, Unit, UnitOutcome},
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
        requests::{AnsweredRequest, RequestKey, RequestStore},
    },
};
use colloquy_entities::Store;
use serde_json::json;
use uuid::Uuid;

use crate::{
    activity::act,
    databases::on_every_database,
    material::{Talk, at, business},
};

on_every_database! {
    an_answered_conversation_lapses_once_it_is_quiet_and_a_resolved_one_after_its_own_time
    what_is_open_does_not_lapse
    a_request_is_answered_once_and_only_with_its_effect
    a_row_of_knowledge_is_added_once_for_its_request
    requests_are_forgotten_oldest_first_and_page_by_page
}

async fn lapsed_of(
    store: &Store,
    talk: &Talk,
    quiet_since: DateTime<Utc>,
    resolved_before: DateTime<Utc>,
) -> Option<Lapsed> {
    let found = store.lapsed(quiet_since, resolved_before, 1_000).await.unwrap();
    found.into_iter().find(|lapsed| lapsed.conversation_id == talk.id)
}

/// A conversation whose first message was answered at second 10.
async fn answered(store: &Store) -> Talk {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("a", "hello", 10);
    talk.committed(store, talk.turn(0, vec![receipt], &[], "good day", 10))
        .await;
    talk
}

async fn an_answered_conversation_lapses_once_it_is_quiet_and_a_resolved_one_after_its_own_time(
    store: &Store,
) {
    let talk = answered(store).await;
    assert_eq!(lapsed_of(store, &talk, at(9), at(9)).await, None);
    let due = lapsed_of(store, &talk, at(10), at(9)).await.unwrap();
    assert_eq!(
        (due.business_id, due.lapse.to),
        (talk.business, Status::ResolvedByAi)
    );
    let mut part = talk.part(100);
    part.expected_version = Some(due.lapse.version);
    part.head = HeadChange {
        status: Some(Status::ResolvedByAi),
        ..HeadChange::default()
    };
    talk.committed(store, part).await;
    // Its time runs from its resolution, whenever the last message was.
    assert_eq!(lapsed_of(store, &talk, at(99), at(99)).await, None);
    let due = lapsed_of(store, &talk, at(99), at(100)).await.unwrap();
    assert_eq!((due.lapse.to, due.lapse.version), (Status::Archived, 2));
    let mut part = talk.part(200);
    part.expected_version = Some(2);
    part.head.status = Some(Status::Archived);
    talk.committed(store, part).await;
    assert_eq!(lapsed_of(store, &talk, at(999), at(999)).await, None);
}

async fn what_is_open_does_not_lapse(store: &Store) {
    let held = answered(store).await;
    let mut part = held.part(11);
    part.expected_version = Some(1);
    part.drafts = vec![DraftChange::New(NewDraft {
        id: DraftId(Uuid::now_v7()),
        turn_id: TurnId(Uuid::now_v7()),
        in_reply_to: held.receipt("b", "", 0).message_id,
        answers: Vec::new(),
        question: "hello".to_owned(),
        message: "good day".to_owned(),
        confidence: 0.5,
        threshold: 0.65,
        reason: "below_threshold".to_owned(),
        sources: Vec::new(),
    })];
    held.committed(store, part).await;

    let owned = answered(store).await;
    let mut part = owned.part(11);
    part.expected_version = Some(1);
    part.head.owner = Some(Owner {
        user_id: Some(UserId(Uuid::now_v7())),
        number: 1,
    });
    owned.committed(store, part).await;

    let waiting = answered(store).await;
    let receipt = waiting.receipt("c", "are you there?", 11);
    waiting
        .committed(store, waiting.taking_in(vec![receipt], 11))
        .await;

    let escalated = answered(store).await;
    let mut part = escalated.part(11);
    part.expected_version = Some(1);
    part.head.status = Some(Status::EscalatedHumanNeeded);
    escalated.committed(store, part).await;

    for talk in [&held, &owned, &waiting, &escalated] {
        assert_eq!(lapsed_of(store, talk, at(5_000), at(5_000)).await, None);
    }
}

fn request(key: &str, body: &str, seconds: i64) -> AnsweredRequest {
    AnsweredRequest {
        request: RequestKey {
            scope: "someone POST /somewhere".to_owned(),
            key: key.to_owned(),
            body_hash: body.to_owned(),
        },
        effect: json!({"message_id": key}),
        at: at(seconds),
    }
}

async fn a_request_is_answered_once_and_only_with_its_effect(store: &Store) {
    let talk = answered(store).await;
    let unit = |version, answered: &AnsweredRequest| {
        let mut part = talk.part(20);
        part.expected_version = Some(version);
        part.tags = Some(vec![format!("tag {version}")]);
        Unit {
            activity: None,
            request: Some(answered.clone()),
            ..talk.unit(part)
        }
    };
    let first = request("k", "one", 20);
    let stale = store.commit(&[unit(7, &first)]).await.unwrap();
    assert_eq!(stale, [UnitOutcome::Stale(Stale::Conversation)]);
    let found = |business| store.find_request(business, &first.request.scope, "k");
    assert_eq!(found(talk.business).await.unwrap(), None, "no effect, no answer");

    let done = store.commit(&[unit(1, &first)]).await.unwrap();
    assert!(matches!(done[0], UnitOutcome::Committed(_)));
    assert_eq!(found(talk.business).await.unwrap(), Some(first.clone()));
    assert_eq!(
        found(business(store).await).await.unwrap(),
        None,
        "another business's key"
    );
    let again = store.commit(&[unit(2, &request("k", "two", 21))]).await.unwrap();
    assert_eq!(again, [UnitOutcome::Stale(Stale::Request)]);
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!(stored.state.head.version, 2, "nothing of it is written");
}

async fn a_row_of_knowledge_is_added_once_for_its_request(store: &Store) {
    let business = business(store).await;
    let entry = |slug: &str| KnowledgeEntry {
        id: colloquy_engine::ids::KnowledgeId(Uuid::now_v7()),
        kind: KnowledgeKind::Correction,
        slug: slug.to_owned(),
        title: "Do you sell stilts?".to_owned(),
        body: "No.".to_owned(),
        category: String::new(),
        language: "en".to_owned(),
        status: "published".to_owned(),
        extra: json!([]),
        updated_at: at(0),
    };
    let (first, other) = (request("a", "one", 0), request("b", "two", 0));
    store
        .add_answered(business, &entry("stilts"), &first, &act(1))
        .await
        .unwrap();
    let again = store
        .add_answered(business, &entry("others"), &first, &act(1))
        .await;
    assert_eq!(again, Err(StoreError::Taken("request")));
    let taken = store
        .add_answered(business, &entry("stilts"), &other, &act(1))
        .await;
    assert_eq!(taken, Err(StoreError::Taken("slug")));
    let scope = &other.request.scope;
    assert_eq!(store.find_request(business, scope, "b").await.unwrap(), None);
    let rows = store.entries(business, KnowledgeKind::Correction).await.unwrap();
    assert_eq!(rows.len(), 1);
}

async fn requests_are_forgotten_oldest_first_and_page_by_page(store: &Store) {
    let talk = answered(store).await;
    // Long before anything that other tests write.
    let long_ago = -1_000_000_000;
    for number in 0..3_i64 {
        let mut part = talk.part(20);
        part.expected_version = Some(number + 1);
        let unit = Unit {
            request: Some(request(&number.to_string(), "body", long_ago + number)),
            ..talk.unit(part)
        };
        assert!(matches!(
            store.commit(&[unit]).await.unwrap()[0],
            UnitOutcome::Committed(_)
        ));
    }
    let scope = &request("0", "", 0).request.scope;
    assert_eq!(store.forget_requests(at(long_ago + 2), 1).await.unwrap(), 1);
    assert_eq!(store.find_request(talk.business, scope, "0").await.unwrap(), None);
    assert_eq!(store.forget_requests(at(long_ago + 2), 10).await.unwrap(), 1);
    assert!(
        store
            .find_request(talk.business, scope, "2")
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(store.forget_requests(at(long_ago + 2), 10).await.unwrap(), 0);
}
