//! What operators see, in pages.

use colloquy_engine::{
    channel::Channel,
    conversation::state::{Owner, SenderKind, Status},
    ids::{BusinessId, MessageId, NoteId, UserId},
    port::{
        accounts::AccountStore,
        conversations::{InboxFilter, InboxStore, MessageCursor},
        journal::NewNote,
    },
    turn::decision::DecisionKind,
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business, trace_of},
};

on_every_database! {
    list_is_paged_newest_message_first
    list_is_filtered
    text_is_found_whatever_its_case
    messages_are_paged_around_a_cursor
    question_and_answer_share_a_trace
    notes_tags_and_assignee_are_shown
    figures_are_told_per_channel
}

async fn talks(store: &Store, number: i64) -> (BusinessId, Vec<Talk>) {
    let business = business(store).await;
    let mut talks = Vec::new();
    for index in 0..number {
        let talk = Talk::new(business);
        let receipt = talk.receipt("m1", &format!("question {index}"), index);
        talk.committed(
            store,
            talk.turn(0, vec![receipt], &[], &format!("answer {index}"), index),
        )
        .await;
        talks.push(talk);
    }
    (business, talks)
}

async fn list_is_paged_newest_message_first(store: &Store) {
    let (business, talks) = talks(store, 5).await;
    talks[0]
        .committed(
            store,
            talks[0].taking_in(vec![talks[0].receipt("m2", "more", 50)], 50),
        )
        .await;
    let all = InboxFilter::default();
    let page = store.list(business, &all, 0, 2).await.unwrap();
    let ids: Vec<_> = page.items.iter().map(|row| row.id).collect();
    assert_eq!((page.total, ids), (5, vec![talks[0].id, talks[4].id]));
    let newest = &page.items[0];
    assert_eq!(
        newest.last_message,
        Some(("more".to_owned(), SenderKind::Customer, at(50)))
    );
    assert_eq!((newest.last_message_at, newest.created_at), (at(50), at(0)));
    assert_eq!((newest.version, newest.last_seq), (1, 3));
    let last = store.list(business, &all, 4, 2).await.unwrap();
    let ids: Vec<_> = last.items.iter().map(|row| row.id).collect();
    assert_eq!((last.total, ids), (5, vec![talks[1].id]));
    assert_eq!(store.list(business, &all, 9, 2).await.unwrap().items.len(), 0);
}

async fn list_is_filtered(store: &Store) {
    let (business, talks) = talks(store, 4).await;
    let person = UserId(Uuid::now_v7());
    let mut owned = talks[1].part(10);
    owned.expected_version = Some(1);
    owned.head.status = Some(Status::ActiveHuman);
    owned.head.owner = Some(Owner {
        user_id: Some(person),
        number: 1,
    });
    talks[1].committed(store, owned).await;
    let mut assigned = talks[2].part(11);
    assigned.assignee = Some(Some(person));
    talks[2].committed(store, assigned).await;

    let found = |filter: InboxFilter| async move {
        let page = store.list(business, &filter, 0, 10).await.unwrap();
        assert_eq!(page.total, page.items.len() as u64);
        page.items.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let filter = InboxFilter {
        statuses: vec![Status::ActiveHuman, Status::Archived],
        ..InboxFilter::default()
    };
    assert_eq!(found(filter).await, [talks[1].id]);
    let filter = InboxFilter {
        person: Some(person),
        ..InboxFilter::default()
    };
    assert_eq!(found(filter.clone()).await, [talks[2].id, talks[1].id]);
    let filter = InboxFilter {
        text: Some("ANSWER 1".to_owned()),
        ..filter
    };
    assert_eq!(found(filter).await, [talks[1].id]);
    let filter = InboxFilter {
        with_draft: true,
        ..InboxFilter::default()
    };
    assert!(found(filter).await.is_empty());

    let mut given_back = talks[2].part(12);
    given_back.assignee = Some(None);
    talks[2].committed(store, given_back).await;
    let summary = store.summary(business, talks[2].id).await.unwrap().unwrap();
    assert_eq!(summary.assignee, None);
}

async fn text_is_found_whatever_its_case(store: &Store) {
    let talk = Talk::new(business(store).await);
    let receipt = talk.receipt("m1", "Welche GRÖSSE? 100% sicher_", 1);
    talk.committed(store, talk.turn(0, vec![receipt], &[], "Size 42.", 1))
        .await;
    for (text, is_found) in [
        ("grösse", true),
        ("GRÖSSE", true),
        ("size 42", true),
        ("100% SICHER_", true),
        ("100%sicher", false),
        ("s%42", false),
        ("", true),
    ] {
        let filter = InboxFilter {
            text: Some(text.to_owned()),
            ..InboxFilter::default()
        };
        let page = store.list(talk.business, &filter, 0, 10).await.unwrap();
        assert_eq!(page.total == 1, is_found, "{text:?}");
    }
    let filter = InboxFilter {
        text: Some("long ".repeat(20_000)),
        ..InboxFilter::default()
    };
    assert_eq!(store.list(talk.business, &filter, 0, 10).await.unwrap().total, 0);
}

async fn messages_are_paged_around_a_cursor(store: &Store) {
    let talk = Talk::new(business(store).await);
    for number in 0..3_i64 {
        let receipt = talk.receipt(&format!("m{number}"), &format!("question {number}"), number);
        talk.committed(
            store,
            talk.turn(number, vec![receipt], &[], &format!("answer {number}"), number),
        )
        .await;
    }
    let page = |cursor: MessageCursor, limit: u64| {
        let talk = &talk;
        async move {
            store
                .messages(talk.business, talk.id, cursor, limit)
                .await
                .unwrap()
        }
    };
    let all = page(MessageCursor::default(), 10).await;
    assert_eq!(
        all.iter().map(|message| message.seq).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6]
    );
    let (question, answer) = (&all[0], &all[1]);
    assert_eq!(
        (question.sender, question.confidence, question.channel),
        (SenderKind::Customer, None, Channel::Web)
    );
    assert_eq!(
        (answer.sender, answer.confidence, answer.sender_name.as_str()),
        (SenderKind::AiBot, Some(0.9), "Mira")
    );
    let texts = |messages: Vec<colloquy_engine::port::conversations::StoredMessage>| {
        messages
            .into_iter()
            .map(|message| message.text)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        texts(page(MessageCursor::default(), 2).await),
        ["question 2", "answer 2"]
    );
    let before = MessageCursor {
        before: Some(all[4].id),
        after: None,
    };
    assert_eq!(texts(page(before, 2).await), ["question 1", "answer 1"]);
    let after = MessageCursor {
        before: None,
        after: Some(all[3].id),
    };
    assert_eq!(texts(page(after, 10).await), ["question 2", "answer 2"]);
    let between = MessageCursor {
        before: Some(all[4].id),
        after: Some(all[0].id),
    };
    assert_eq!(
        texts(page(between, 10).await),
        ["answer 0", "question 1", "answer 1"]
    );
    let unknown = MessageCursor {
        before: Some(MessageId(Uuid::now_v7())),
        after: None,
    };
    assert!(page(unknown, 10).await.is_empty());
}

async fn question_and_answer_share_a_trace(store: &Store) {
    let talk = Talk::new(business(store).await);
    let early = talk.receipt("m1", "first", 1);
    talk.committed(store, talk.taking_in(vec![early.clone()], 1))
        .await;
    let trace = |message: MessageId| store.trace(talk.business, talk.id, message);
    assert_eq!(trace(early.message_id).await.unwrap(), None);
    let late = talk.receipt("m2", "second", 2);
    let turn = talk.turn(0, vec![late.clone()], std::slice::from_ref(&early), "Both.", 2);
    let (wanted, reply) = (trace_of(&turn), turn.messages[0].id);
    talk.committed(store, turn).await;
    for message in [early.message_id, late.message_id, reply] {
        assert_eq!(trace(message).await.unwrap(), Some(wanted.clone()));
    }
    assert_eq!(trace(MessageId(Uuid::now_v7())).await.unwrap(), None);
}

async fn notes_tags_and_assignee_are_shown(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(
        store,
        talk.turn(0, vec![talk.receipt("m1", "a", 1)], &[], "A.", 1),
    )
    .await;
    let writer = store.staff(talk.business).await.unwrap().remove(0);
    for (seconds, text) in [(2, "first"), (3, "second")] {
        let mut part = talk.part(seconds);
        part.note = Some(NewNote {
            id: NoteId(Uuid::now_v7()),
            user_id: writer.id,
            text: text.to_owned(),
        });
        part.tags = Some(vec!["vip".to_owned(), text.to_owned(), "vip".to_owned()]);
        part.assignee = Some(Some(writer.id));
        let committed = talk.committed(store, part).await;
        assert_eq!((committed.version, committed.last_seq), (1, 2));
    }
    let notes = store.notes(talk.business, talk.id).await.unwrap();
    let told: Vec<_> = notes
        .iter()
        .map(|note| (note.text.as_str(), note.author.as_str()))
        .collect();
    assert_eq!(told, [("first", "Ada Owner"), ("second", "Ada Owner")]);
    let summary = store.summary(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!(summary.tags, ["vip", "second"]);
    assert_eq!(summary.assignee, Some(writer.id));
    let mut bare = talk.part(4);
    bare.tags = Some(Vec::new());
    talk.committed(store, bare).await;
    let summary = store.summary(talk.business, talk.id).await.unwrap().unwrap();
    assert!(summary.tags.is_empty());
}

async fn figures_are_told_per_channel(store: &Store) {
    let business = business(store).await;
    for (decision, seconds) in [
        (DecisionKind::Send, 1),
        (DecisionKind::Hold, 100),
        (DecisionKind::Handoff, 101),
        (DecisionKind::Send, 102),
        (DecisionKind::Silent, 103),
    ] {
        let talk = Talk::new(business);
        let mut part = talk.turn(0, vec![talk.receipt("m1", "a", seconds)], &[], "A.", seconds);
        part.turn.as_mut().unwrap().decision = decision;
        talk.committed(store, part).await;
    }
    let figures = store.channel_figures(at(100)).await.unwrap();
    assert_eq!(figures.len(), 1);
    assert_eq!((figures[0].channel, figures[0].responses), (Channel::Web, 2));
    assert!((figures[0].average_latency_ms - 1.5).abs() < 1e-9);
    assert!((figures[0].escalation_rate - 0.25).abs() < 1e-9);
    assert!((figures[0].sentiment_trend - 0.5).abs() < 1e-9);
    assert!(store.channel_figures(at(1_000)).await.unwrap().is_empty());
}
