//! What is owed is claimed by one at a time, in its order, told once, and never lost.

use std::{collections::HashSet, time::Duration};

use colloquy_engine::{
    delivery::{
        DeliveryStatus, Event, Letter, Mail, Next, NoticePolicy, Occasion, Payload, StaffNotice,
        notice::webhook_of, payload::MAIL,
    },
    ids::{BusinessId, DeadLetterId},
    port::{
        dead_letters::{DeadLetterDecision, DeadLetterKind, DeadLetterStatus, DeadLetterStore},
        journal::{ConversationPart, Stale, UnitOutcome},
        notifications::{NotificationStore, NotificationWishes},
        outbox::{Claim, ClaimedDelivery, NewDelivery, OutboxStore, Told},
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
    deliveries_are_written_with_their_cause_or_not_at_all
    a_delivery_is_claimed_once_until_its_claim_runs_out_and_is_uncertain_then
    a_later_delivery_of_a_conversation_waits_for_the_earlier_one_on_its_connection
    many_takers_at_once_share_what_is_due_and_take_nothing_twice
    nobody_waits_because_another_person_cannot_be_reached
    only_the_holder_of_a_claim_may_tell_how_it_went
    what_is_given_up_has_a_dead_letter_that_can_be_replayed_once_and_opens_again
    the_staff_is_told_as_its_business_wishes_and_once_for_each_cause
}

const LEASE: Duration = Duration::from_secs(600);

fn delivery(connection: &str, key: &str, seconds: i64) -> NewDelivery {
    NewDelivery {
        id: Uuid::now_v7(),
        connection: connection.to_owned(),
        dedupe_key: key.to_owned(),
        recipient: None,
        message_id: None,
        payload: Payload::Event(Event {
            name: "test".to_owned(),
            timestamp: at(seconds),
            data: json!({ "key": key }),
        }),
        due_at: at(seconds),
    }
}

fn with(part: ConversationPart, deliveries: Vec<NewDelivery>) -> ConversationPart {
    ConversationPart { deliveries, ..part }
}

/// A turn over a new message that owes these.
fn owing(talk: &Talk, version: i64, deliveries: Vec<NewDelivery>, seconds: i64) -> ConversationPart {
    let receipt = talk.receipt(&format!("m{version}"), "Hello", seconds);
    with(
        talk.turn(version, vec![receipt], &[], "Hello!", seconds),
        deliveries,
    )
}

fn claim(limit: u64, lease: Duration) -> Claim {
    Claim {
        claimant: Uuid::now_v7(),
        now: at(1_000),
        lease,
        limit,
    }
}

async fn claimed(store: &Store, connection: &str, claim: &Claim) -> Vec<ClaimedDelivery> {
    store.claim(connection, claim).await.unwrap()
}

fn keys(claimed: &[ClaimedDelivery]) -> Vec<String> {
    let key = |delivery: &ClaimedDelivery| match &delivery.payload {
        Some(Payload::Event(event)) => event.data["key"].as_str().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    claimed.iter().map(key).collect()
}

fn told(delivery: &ClaimedDelivery, claim: &Claim, next: Next) -> Told {
    Told {
        id: delivery.id,
        business_id: delivery.business_id,
        claimant: claim.claimant,
        next,
        at: at(1_000),
        dead_letter: DeadLetterId(Uuid::now_v7()),
        notice: None,
    }
}

fn delivered() -> Next {
    Next::Delivered {
        reference: Some("their number".to_owned()),
    }
}

async fn deliveries_are_written_with_their_cause_or_not_at_all(store: &Store) {
    let talk = Talk::new(business(store).await);
    let stale = talk
        .commit(store, owing(&talk, 7, vec![delivery("c", "a", 1)], 1))
        .await;
    assert_eq!(stale, UnitOutcome::Stale(Stale::Conversation));
    assert!(store.due_connections(at(1_000), 10).await.unwrap().is_empty());
    talk.committed(store, owing(&talk, 0, vec![delivery("c", "a", 1)], 1))
        .await;
    // The same cause once more, under a version of its own.
    talk.committed(store, owing(&talk, 1, vec![delivery("c", "a", 2)], 2))
        .await;
    assert_eq!(store.due_connections(at(1_000), 10).await.unwrap(), ["c"]);
    let taken = claimed(store, "c", &claim(10, LEASE)).await;
    assert_eq!(keys(&taken), ["a"]);
    assert_eq!(taken[0].conversation_id, Some(talk.id));
    assert_eq!((taken[0].attempts, taken[0].is_uncertain), (1, false));
    assert!(claimed(store, "other", &claim(10, LEASE)).await.is_empty());
}

async fn a_delivery_is_claimed_once_until_its_claim_runs_out_and_is_uncertain_then(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(store, owing(&talk, 0, vec![delivery("c", "a", 1)], 1))
        .await;
    let lost = claim(10, Duration::ZERO);
    assert_eq!(claimed(store, "c", &lost).await.len(), 1);
    let held = claim(10, LEASE);
    let again = claimed(store, "c", &held).await;
    assert_eq!(keys(&again), ["a"], "the first claim lasted no time");
    assert_eq!((again[0].attempts, again[0].is_uncertain), (2, true));
    assert!(claimed(store, "c", &claim(10, LEASE)).await.is_empty());
    assert!(store.due_connections(at(1_000), 10).await.unwrap().is_empty());
    // Tried again after a while, as one whose result is known or is not.
    for (status, uncertain) in [(DeliveryStatus::Pending, false), (DeliveryStatus::Unknown, true)] {
        let taken = claim(10, LEASE);
        let delivery = if status == DeliveryStatus::Pending {
            again[0].clone()
        } else {
            claimed(store, "c", &taken).await.remove(0)
        };
        let holder = if status == DeliveryStatus::Pending {
            &held
        } else {
            &taken
        };
        let next = Next::Again {
            status,
            wait: Duration::ZERO,
            cause: "busy".to_owned(),
        };
        assert!(store.tell(&told(&delivery, holder, next)).await.unwrap());
        let peek = claim(10, Duration::ZERO);
        assert_eq!(claimed(store, "c", &peek).await[0].is_uncertain, uncertain);
        if status == DeliveryStatus::Pending {
            continue;
        }
        let wait = Next::Again {
            status: DeliveryStatus::Unknown,
            wait: Duration::from_secs(86_400),
            cause: "busy".to_owned(),
        };
        let last = claim(10, LEASE);
        let delivery = claimed(store, "c", &last).await.remove(0);
        assert!(store.tell(&told(&delivery, &last, wait)).await.unwrap());
        assert!(
            claimed(store, "c", &claim(10, LEASE)).await.is_empty(),
            "not due for a day"
        );
    }
}

async fn a_later_delivery_of_a_conversation_waits_for_the_earlier_one_on_its_connection(store: &Store) {
    let business = business(store).await;
    let (talk, other) = (Talk::new(business), Talk::new(business));
    for (version, key) in [(0, "first"), (1, "second"), (2, "third")] {
        // Later ones may well be due earlier, and have smaller ids.
        let one = NewDelivery {
            id: Uuid::from_u128(9 - version as u128),
            ..delivery("c", key, 10 - version)
        };
        talk.committed(store, owing(&talk, version, vec![one], version + 1))
            .await;
    }
    talk.committed(store, owing(&talk, 3, vec![delivery("d", "elsewhere", 1)], 4))
        .await;
    other
        .committed(store, owing(&other, 0, vec![delivery("c", "other", 20)], 1))
        .await;
    let taken = claim(10, LEASE);
    let now = claimed(store, "c", &taken).await;
    assert_eq!(
        keys(&now).into_iter().collect::<HashSet<_>>(),
        HashSet::from(["first".to_owned(), "other".to_owned()])
    );
    assert_eq!(keys(&claimed(store, "d", &taken).await), ["elsewhere"]);
    let first = now
        .iter()
        .find(|one| one.conversation_id == Some(talk.id))
        .unwrap();
    let wait = Next::Again {
        status: DeliveryStatus::Pending,
        wait: Duration::from_secs(86_400),
        cause: "busy".to_owned(),
    };
    assert!(store.tell(&told(first, &taken, wait)).await.unwrap());
    assert!(
        claimed(store, "c", &taken).await.is_empty(),
        "the second waits with the first"
    );
    let by_hand = store.outbox_figures().await.unwrap();
    let pending: u64 = by_hand
        .iter()
        .filter(|figure| figure.connection == "c" && figure.status == DeliveryStatus::Pending)
        .map(|figure| figure.count)
        .sum();
    assert_eq!(pending, 3);
}

async fn many_takers_at_once_share_what_is_due_and_take_nothing_twice(store: &Store) {
    const TALKS: usize = 40;
    let business = business(store).await;
    for _ in 0..TALKS {
        let talk = Talk::new(business);
        let key = Uuid::now_v7().to_string();
        talk.committed(store, owing(&talk, 0, vec![delivery("c", &key, 1)], 1))
            .await;
    }
    let takers = (0..4).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let (mut all, claim) = (Vec::new(), claim(3, LEASE));
            loop {
                let taken = store.claim("c", &claim).await.unwrap();
                if taken.is_empty() {
                    return all;
                }
                for delivery in taken {
                    assert!(store.tell(&told(&delivery, &claim, delivered())).await.unwrap());
                    all.push(delivery.id);
                }
            }
        })
    });
    let mut all = Vec::new();
    for taker in takers.collect::<Vec<_>>() {
        all.extend(taker.await.unwrap());
    }
    // Whoever met only rows that others were just taking went away early: what it left is still there.
    let last = claim(100, LEASE);
    all.extend(claimed(store, "c", &last).await.into_iter().map(|one| one.id));
    let distinct: HashSet<_> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (TALKS, TALKS));
}

async fn nobody_waits_because_another_person_cannot_be_reached(store: &Store) {
    let talk = Talk::new(business(store).await);
    let to = |key: &str, recipient: &str| NewDelivery {
        recipient: Some(recipient.to_owned()),
        ..delivery("c", key, 1)
    };
    for (version, keys) in [(0, ["a1", "b1"]), (1, ["a2", "b2"])] {
        let letters = keys.map(|key| to(key, &key[..1])).to_vec();
        talk.committed(store, owing(&talk, version, letters, version + 1))
            .await;
    }
    let holder = claim(10, LEASE);
    let first = claimed(store, "c", &holder).await;
    assert_eq!(
        keys(&first).into_iter().collect::<HashSet<_>>(),
        HashSet::from(["a1".to_owned(), "b1".to_owned()])
    );
    let reached = first
        .iter()
        .find(|one| keys(std::slice::from_ref(one)) == ["b1"])
        .unwrap();
    assert!(store.tell(&told(reached, &holder, delivered())).await.unwrap());
    assert_eq!(
        keys(&claimed(store, "c", &holder).await),
        ["b2"],
        "a's second waits for a's first alone"
    );
    let sound = store.audit(10, &|_| {}).await.unwrap();
    assert_eq!(sound.violations, []);
}

async fn only_the_holder_of_a_claim_may_tell_how_it_went(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(store, owing(&talk, 0, vec![delivery("c", "a", 1)], 1))
        .await;
    let (zombie, held) = (claim(1, Duration::ZERO), claim(1, LEASE));
    let before = claimed(store, "c", &zombie).await.remove(0);
    let now = claimed(store, "c", &held).await.remove(0);
    assert!(!store.tell(&told(&before, &zombie, delivered())).await.unwrap());
    let foreign = Told {
        business_id: BusinessId(Uuid::now_v7()),
        ..told(&now, &held, delivered())
    };
    assert!(!store.tell(&foreign).await.unwrap());
    assert!(store.tell(&told(&now, &held, delivered())).await.unwrap());
    assert!(
        !store.tell(&told(&now, &held, delivered())).await.unwrap(),
        "it is done"
    );
    assert!(store.outbox_figures().await.unwrap().is_empty());
    let sound = store.audit(10, &|_| {}).await.unwrap();
    assert_eq!(sound.violations, []);
}

async fn what_is_given_up_has_a_dead_letter_that_can_be_replayed_once_and_opens_again(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(
        store,
        owing(&talk, 0, vec![delivery("c", "a", 1), delivery("c", "b", 1)], 1),
    )
    .await;
    let holder = claim(1, LEASE);
    let delivery = claimed(store, "c", &holder).await.remove(0);
    let dead = || Next::Dead {
        cause: "it answered 500".to_owned(),
    };
    assert!(store.tell(&told(&delivery, &holder, dead())).await.unwrap());
    let open = || async {
        let page = store
            .dead_letters(talk.business, DeadLetterStatus::Open, 0, 10)
            .await;
        page.unwrap().items
    };
    let letters = open().await;
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].kind, letters[0].source_id),
        (DeadLetterKind::Delivery, delivery.id)
    );
    assert_eq!(letters[0].conversation_id, Some(talk.id));
    assert_eq!(
        keys(&claimed(store, "c", &claim(5, LEASE)).await),
        ["b"],
        "the next goes on"
    );
    let decision = DeadLetterDecision {
        status: DeadLetterStatus::Replayed,
        user_id: None,
        at: at(2_000),
    };
    let stranger = BusinessId(Uuid::now_v7());
    assert!(
        !store
            .replay_delivery(stranger, letters[0].id, decision)
            .await
            .unwrap()
    );
    assert!(
        store
            .replay_delivery(talk.business, letters[0].id, decision)
            .await
            .unwrap()
    );
    assert!(
        !store
            .replay_delivery(talk.business, letters[0].id, decision)
            .await
            .unwrap()
    );
    assert!(open().await.is_empty());
    let again = claimed(store, "c", &holder).await.remove(0);
    assert_eq!(
        (again.id, again.attempts, again.is_uncertain),
        (delivery.id, 1, false)
    );
    assert!(store.tell(&told(&again, &holder, dead())).await.unwrap());
    assert_eq!(open().await.len(), 1, "the same letter is open again");
    let sound = store.audit(10, &|_| {}).await.unwrap();
    assert_eq!(sound.violations, []);
}

async fn the_staff_is_told_as_its_business_wishes_and_once_for_each_cause(store: &Store) {
    let talk = Talk::new(business(store).await);
    let notice = StaffNotice {
        id: Uuid::now_v7(),
        occasion: Occasion::HandedOff {
            reason: "legal".to_owned(),
        },
        policy: NoticePolicy {
            by_mail: true,
            most_letters: 5,
        },
    };
    let telling = |version, notices| ConversationPart {
        notices,
        ..owing(&talk, version, Vec::new(), version + 1)
    };
    talk.committed(store, telling(0, vec![notice.clone()])).await;
    talk.committed(store, telling(1, vec![notice.clone()])).await;
    assert_eq!(store.due_connections(at(1_000), 10).await.unwrap(), [MAIL]);
    let mails = claimed(store, MAIL, &claim(10, LEASE)).await;
    assert_eq!(mails.len(), 1, "the shop has one person, and is told once");
    let Some(Payload::Mail(Mail { to, letter, language })) = &mails[0].payload else {
        panic!("{:?}", mails[0]);
    };
    assert_eq!(language, "en", "nothing was said");
    assert!(to.starts_with("owner-"), "{to}");
    assert!(matches!(letter, Letter::HandedOff { conversation_id, .. } if *conversation_id == talk.id.0));
    let wishes = NotificationWishes {
        language: Some("fr".to_owned()),
        by_mail: false,
        webhook_url: Some("https://shop.example/events".to_owned()),
        key_number: 3,
    };
    store
        .set_notification_wishes(talk.business, &wishes, &act(5))
        .await
        .unwrap();
    store
        .set_notification_wishes(talk.business, &wishes, &act(6))
        .await
        .unwrap();
    assert_eq!(store.notification_wishes(talk.business).await.unwrap(), wishes);
    let second = StaffNotice {
        id: Uuid::now_v7(),
        ..notice
    };
    talk.committed(store, telling(2, vec![second])).await;
    assert!(claimed(store, MAIL, &claim(10, LEASE)).await.is_empty());
    let events = claimed(store, &webhook_of(talk.business), &claim(10, LEASE)).await;
    assert_eq!(events.len(), 1);
}
