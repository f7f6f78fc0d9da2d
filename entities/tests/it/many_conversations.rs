//! A customer with five hundred conversations: whatever is read of them comes in pages, and one more is as quick as the
//! first.

use std::collections::HashSet;

use colloquy_engine::{
    channel::Channel,
    ids::{BusinessId, ConversationId, CustomerId, TurnId, UserId},
    memory::Summary,
    port::{
        conversations::{Asleep, ConversationStore, InboxFilter, InboxStore},
        journal::{JournalStore, Opening, Unit, UnitOutcome},
        memory::{MemoryChange, MemoryPart, MemoryStore},
        shoppers::ShopperStore,
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    audit::proof,
    databases::on_every_database,
    material::{Talk, at, business},
    shoppers::{logging_in, shopper},
};

on_every_database! {
    a_customer_with_five_hundred_conversations_is_listed_remembered_woken_merged_and_proved_page_by_page
}

const TALKS: usize = 500;
const PAGE: u64 = 60;

/// A conversation of the customer with one answered message, which is remembered of the account.
fn answered(talk: &Talk, customer: CustomerId, account: UserId, second: i64) -> Unit {
    let mut part = talk.turn(
        0,
        vec![talk.receipt("m1", "Hello", second)],
        &[],
        "Hello!",
        second,
    );
    part.opening = Some(Opening {
        customer_id: customer,
        ..talk.opening()
    });
    part.memory = Some(MemoryPart {
        user_id: account,
        expected_version: 0,
        change: MemoryChange::None,
        summary: Some(Summary {
            turn_id: TurnId(Uuid::now_v7()),
            conversation_id: talk.id,
            channel: Channel::Web,
            intent: "greeting".to_owned(),
            asked: format!("question {second}"),
            answered: "Hello!".to_owned(),
            at: at(second),
        }),
        affinities: Vec::new(),
        known: None,
        takes_back: false,
    });
    talk.unit(part)
}

async fn fill(store: &Store, business: BusinessId, account: UserId) -> Vec<Talk> {
    let customer = CustomerId(Uuid::now_v7());
    let talks: Vec<Talk> = (0..TALKS).map(|_| Talk::new(business)).collect();
    for (batch, some) in talks.chunks(100).enumerate() {
        let units: Vec<Unit> = some
            .iter()
            .enumerate()
            .map(|(place, talk)| answered(talk, customer, account, (batch * 100 + place) as i64))
            .collect();
        let outcomes = store.commit(&units).await.unwrap();
        let taken = |outcome: &UnitOutcome| matches!(outcome, UnitOutcome::Committed(_));
        assert!(outcomes.iter().all(taken), "{outcomes:?}");
    }
    talks
}

async fn a_customer_with_five_hundred_conversations_is_listed_remembered_woken_merged_and_proved_page_by_page(
    store: &Store,
) {
    let business = business(store).await;
    let (account, _session) = shopper(store, business).await;
    let talks = fill(store, business, account).await;

    // Listed: every one once, and never more than asked for.
    let (mut listed, mut offset) = (HashSet::new(), 0);
    loop {
        let page = store
            .list(business, &InboxFilter::default(), offset, PAGE)
            .await
            .unwrap();
        assert_eq!(page.total, TALKS as u64);
        assert!(page.items.len() as u64 <= PAGE);
        if page.items.is_empty() {
            break;
        }
        offset += page.items.len() as u64;
        listed.extend(page.items.into_iter().map(|item| item.id));
    }
    let all: HashSet<ConversationId> = talks.iter().map(|talk| talk.id).collect();
    assert_eq!(listed, all);

    // Remembered: a turn reads the newest few, a page as many as it asks for.
    let memory = store.memory(business, account).await.unwrap();
    assert!(
        !memory.recent.is_empty() && memory.recent.len() <= 20,
        "{}",
        memory.recent.len()
    );
    assert!(
        memory
            .recent
            .iter()
            .any(|summary| summary.at == at(TALKS as i64 - 1))
    );
    let (history, total) = store.history(business, account, 480, PAGE).await.unwrap();
    assert_eq!((history.len(), total), (20, TALKS as u64));

    // Woken: all at once what each is alone.
    let asleep = talks.iter().map(|talk| Asleep {
        business_id: business,
        conversation_id: talk.id,
        snapshot: None,
    });
    let woken = store.load_many(asleep.collect()).await.unwrap();
    assert_eq!(woken.len(), TALKS);
    assert!(woken.values().all(|stored| stored.state.recent.len() == 2));
    for talk in [&talks[0], &talks[TALKS / 2], &talks[TALKS - 1]] {
        let alone = store.load(business, talk.id).await.unwrap();
        assert_eq!(alone.as_ref(), woken.get(&talk.id));
    }

    // Merged: a guest's conversation comes to the account, and none of the others is touched.
    let guest = Talk::new(business);
    let hello = vec![guest.receipt("m1", "hello", 600)];
    guest
        .committed(store, guest.turn(0, hello, &[], "Hi.", 600))
        .await;
    let entered = store.enter(&logging_in(&guest, account)).await.unwrap();
    assert_eq!(entered.conversation_id, guest.id);
    let moved = store.load(business, guest.id).await.unwrap().unwrap();
    assert_eq!(moved.state.head.version, 2);
    let before = store.load(business, talks[0].id).await.unwrap();
    assert_eq!(before.as_ref(), woken.get(&talks[0].id));

    // Proved.
    let report = proof(store).await;
    assert_eq!(report.violations, []);
    assert_eq!(report.counts.conversations, TALKS as u64 + 1);
}
