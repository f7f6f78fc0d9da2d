//! Guests become accounts in one transaction.

use colloquy_engine::{
    channel::Channel,
    commerce::cart::{Cart, CartLine},
    ids::{BusinessId, CartId, CartItemId, ConversationId, SessionId, UserId},
    port::{
        StoreError,
        accounts::{AccountStore, RefreshFamily, Role, User},
        carts::CartStore,
        conversations::ConversationStore,
        journal::{CartPart, JournalStore, NewSession, Stale, Unit, UnitOutcome},
        shoppers::{Entered, Entrant, Entry, ShopperStore},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business, user},
};

on_every_database! {
    a_guests_cart_goes_over_once_however_often_the_guest_logs_in
    conversation_and_version_move_with_the_session
    what_is_on_its_way_into_a_guests_cart_goes_to_the_account
    a_failed_registration_leaves_the_guest_as_it_was
}

/// Somebody with an account and a session of it.
pub(crate) async fn shopper(store: &Store, business: BusinessId) -> (UserId, SessionId) {
    let person = person(business);
    let entry = entry(business, Entrant::New(person.clone()), person.id, None);
    store.enter(&entry).await.unwrap();
    (person.id, entry.session.id)
}

/// Whoever talked as a guest logs in to an account.
pub(crate) fn logging_in(talk: &Talk, user: UserId) -> Entry {
    let guest = NewSession {
        conversation_id: talk.id,
        ..session(talk.session.as_str())
    };
    entry(talk.business, Entrant::Known(user), user, Some(guest))
}

fn person(business: BusinessId) -> User {
    User {
        role: Role::Shopper,
        ..user(business, &format!("{}@shopper.example", Uuid::now_v7().simple()))
    }
}

fn session(id: &str) -> NewSession {
    NewSession {
        id: SessionId(id.to_owned()),
        channel: Channel::Web,
        conversation_id: ConversationId(Uuid::now_v7()),
        created_at: at(0),
        expires_at: at(86_400),
    }
}

fn entry(business: BusinessId, entrant: Entrant, user: UserId, guest: Option<NewSession>) -> Entry {
    Entry {
        business_id: business,
        entrant,
        family: RefreshFamily {
            id: Uuid::now_v7(),
            user_id: user,
            business_id: business,
            current_hash: String::new(),
            expires_at: at(86_400),
            revoked_at: None,
        },
        session: session(&Uuid::now_v7().to_string()),
        guest,
        at: at(10),
    }
}

async fn put(store: &Store, business: BusinessId, session: &NewSession, quantity: u32) -> UnitOutcome {
    let stored = store.cart_of_session(business, &session.id).await.unwrap();
    let mut cart = stored.unwrap_or_else(|| Cart::empty(CartId(Uuid::now_v7())));
    cart.lines = vec![CartLine {
        item_id: CartItemId(Uuid::now_v7()),
        product_id: "p".into(),
        variant_id: "v".into(),
        quantity,
    }];
    write(store, business, session, cart).await
}

async fn write(store: &Store, business: BusinessId, session: &NewSession, cart: Cart) -> UnitOutcome {
    let unit = Unit {
        business_id: Some(business),
        cart: Some(CartPart {
            cart,
            session_id: session.id.clone(),
            opening: Some(session.clone()),
            at: at(1),
        }),
        ..Unit::default()
    };
    store.commit(&[unit]).await.unwrap().remove(0)
}

async fn held(store: &Store, business: BusinessId, user: UserId) -> Option<u32> {
    let cart = store.cart_of_account(business, user).await.unwrap()?;
    cart.lines.first().map(|line| line.quantity)
}

async fn a_guests_cart_goes_over_once_however_often_the_guest_logs_in(store: &Store) {
    let business = business(store).await;
    let (user, own) = shopper(store, business).await;
    let own = NewSession {
        id: own,
        ..session("")
    };
    put(store, business, &own, 30).await;
    let guest = session(&Uuid::now_v7().to_string());
    put(store, business, &guest, 30).await;
    let tabs = (0..2).map(|_| {
        let (store, entry) = (
            store.clone(),
            entry(business, Entrant::Known(user), user, Some(guest.clone())),
        );
        tokio::spawn(async move { store.enter(&entry).await })
    });
    let mut ended = 0;
    for tab in tabs.collect::<Vec<_>>() {
        let Entered { ended: over, .. } = tab.await.unwrap().unwrap();
        ended += usize::from(over.is_some());
    }
    assert_eq!((ended, held(store, business, user).await), (1, Some(50)));
    let over = store.find_session(&guest.id).await.unwrap().unwrap();
    assert_eq!((over.ended_at, over.user_id), (Some(at(10)), Some(user)));
}

async fn conversation_and_version_move_with_the_session(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(store, talk.taking_in(vec![talk.receipt("m1", "hello", 1)], 1))
        .await;
    let person = person(talk.business);
    let guest = NewSession {
        conversation_id: talk.id,
        ..session(talk.session.as_str())
    };
    let entry = entry(
        talk.business,
        Entrant::New(person.clone()),
        person.id,
        Some(guest),
    );
    let entered = store.enter(&entry).await.unwrap();
    assert_eq!(
        (entered.conversation_id, entered.ended),
        (talk.id, Some(talk.session.clone()))
    );
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!(stored.state.head.session_id, Some(entry.session.id.clone()));
    // A turn that was computed for the guest is computed again.
    let late = talk.turn(0, Vec::new(), &[], "Late.", 2);
    assert_eq!(
        talk.commit(store, late).await,
        UnitOutcome::Stale(Stale::Conversation)
    );
    let newest = store
        .session_of_account(talk.business, person.id, at(11))
        .await
        .unwrap();
    assert_eq!(
        newest.map(|row| (row.id, row.conversation_id)),
        Some((entry.session.id, talk.id))
    );
}

async fn what_is_on_its_way_into_a_guests_cart_goes_to_the_account(store: &Store) {
    let business = business(store).await;
    let (user, own) = shopper(store, business).await;
    let own = NewSession {
        id: own,
        ..session("")
    };
    put(store, business, &own, 3).await;
    let guest = session(&Uuid::now_v7().to_string());
    put(store, business, &guest, 1).await;
    let late = store.cart_of_session(business, &guest.id).await.unwrap().unwrap();
    store
        .enter(&entry(business, Entrant::Known(user), user, Some(guest.clone())))
        .await
        .unwrap();
    assert_eq!(
        write(store, business, &guest, late).await,
        UnitOutcome::Stale(Stale::Cart)
    );
    // Read again, it is the account's.
    let again = store.cart_of_session(business, &guest.id).await.unwrap().unwrap();
    assert_eq!(again.lines.first().map(|line| line.quantity), Some(4));
    assert!(matches!(
        write(store, business, &guest, again).await,
        UnitOutcome::Committed(_)
    ));
}

async fn a_failed_registration_leaves_the_guest_as_it_was(store: &Store) {
    let business = business(store).await;
    let there = person(business);
    store.add_user(&there, None).await.unwrap();
    let guest = session(&Uuid::now_v7().to_string());
    put(store, business, &guest, 2).await;
    let again = User {
        id: UserId(Uuid::now_v7()),
        ..there
    };
    let refused = entry(
        business,
        Entrant::New(again.clone()),
        again.id,
        Some(guest.clone()),
    );
    assert_eq!(store.enter(&refused).await, Err(StoreError::Taken("email")));
    assert_eq!(
        store.find_session(&guest.id).await.unwrap().unwrap().ended_at,
        None
    );
    assert!(
        store
            .cart_of_session(business, &guest.id)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        store
            .account_by_email(business, &again.email)
            .await
            .unwrap()
            .is_some()
    );
}
