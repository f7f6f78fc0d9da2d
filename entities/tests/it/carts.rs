//! Carts: written whole, under their version, one of a session.

use colloquy_engine::{
    channel::Channel,
    commerce::cart::{Cart, CartLine},
    ids::{BusinessId, CartId, CartItemId, ConversationId, SessionId},
    port::{
        carts::CartStore,
        conversations::ConversationStore,
        journal::{CartPart, JournalStore, NewSession, Stale, Unit, UnitOutcome},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{Talk, at, business},
};

on_every_database! {
    cart_is_written_under_its_version
    session_has_one_cart
    cart_and_turn_are_one
    session_of_a_cart_takes_the_conversation_that_is_opened_later
    cart_of_another_business_is_stale
}

fn line(variant: &str, quantity: u32) -> CartLine {
    CartLine {
        item_id: CartItemId(Uuid::now_v7()),
        product_id: "prod_001".into(),
        variant_id: variant.into(),
        quantity,
    }
}

fn part(cart: &Cart, session: &SessionId) -> CartPart {
    CartPart {
        cart: cart.clone(),
        session_id: session.clone(),
        opening: Some(NewSession {
            id: session.clone(),
            channel: Channel::Web,
            conversation_id: ConversationId(cart.id.0),
            created_at: at(0),
            expires_at: at(60),
        }),
        at: at(1),
    }
}

fn unit(business: BusinessId, cart: &Cart, session: &SessionId) -> Unit {
    Unit {
        business_id: Some(business),
        cart: Some(part(cart, session)),
        ..Unit::default()
    }
}

async fn commit(store: &Store, unit: Unit) -> UnitOutcome {
    store.commit(&[unit]).await.unwrap().remove(0)
}

fn session() -> SessionId {
    SessionId(Uuid::new_v4().to_string())
}

async fn cart_is_written_under_its_version(store: &Store) {
    let (business, session) = (business(store).await, session());
    assert_eq!(store.cart_of_session(business, &session).await.unwrap(), None);
    let mut cart = Cart::empty(CartId(Uuid::now_v7()));
    cart.lines = vec![line("b", 2), line("a", 1)];
    assert!(matches!(
        commit(store, unit(business, &cart, &session)).await,
        UnitOutcome::Committed(_)
    ));
    let mut stored = store.cart_of_session(business, &session).await.unwrap().unwrap();
    assert_eq!((stored.version, &stored.lines), (1, &cart.lines));
    // The one that was read before is refused and changes nothing.
    assert_eq!(
        commit(store, unit(business, &cart, &session)).await,
        UnitOutcome::Stale(Stale::Cart)
    );
    stored.lines.remove(0);
    stored.lines[0].quantity = 5;
    assert!(matches!(
        commit(store, unit(business, &stored, &session)).await,
        UnitOutcome::Committed(_)
    ));
    let last = store.cart_of_session(business, &session).await.unwrap().unwrap();
    assert_eq!((last.version, &last.lines), (2, &stored.lines));
}

async fn session_has_one_cart(store: &Store) {
    let (business, session) = (business(store).await, session());
    let carts = [Uuid::now_v7(), Uuid::now_v7()].map(|id| Cart::empty(CartId(id)));
    let batch = carts.clone().map(|cart| unit(business, &cart, &session));
    let outcomes = store.commit(&batch).await.unwrap();
    assert!(matches!(outcomes[0], UnitOutcome::Committed(_)));
    assert_eq!(outcomes[1], UnitOutcome::Stale(Stale::Cart));
    let outcome = commit(store, unit(business, &carts[1], &session)).await;
    assert_eq!(outcome, UnitOutcome::Stale(Stale::Cart));
}

async fn cart_and_turn_are_one(store: &Store) {
    let talk = Talk::new(business(store).await);
    let mut cart = Cart::empty(CartId(Uuid::now_v7()));
    cart.lines = vec![line("a", 1)];
    let mut unit = talk.unit(talk.turn(0, vec![talk.receipt("m1", "add it", 1)], &[], "Added.", 1));
    unit.cart = Some(part(&cart, &talk.session));
    assert!(matches!(commit(store, unit).await, UnitOutcome::Committed(_)));
    let session = store.find_session(&talk.session).await.unwrap().unwrap();
    assert_eq!(session.conversation_id, talk.id);

    let mut late = talk.unit(talk.turn(1, vec![talk.receipt("m2", "again", 2)], &[], "Added.", 2));
    late.cart = Some(part(&cart, &talk.session));
    assert_eq!(commit(store, late).await, UnitOutcome::Stale(Stale::Cart));
    let stored = store.load(talk.business, talk.id).await.unwrap().unwrap();
    assert_eq!((stored.state.head.version, stored.state.head.last_seq), (1, 2));

    let stored = store
        .cart_of_session(talk.business, &talk.session)
        .await
        .unwrap()
        .unwrap();
    let mut stale = talk.unit(talk.turn(9, Vec::new(), &[], "Added.", 3));
    stale.cart = Some(part(&stored, &talk.session));
    assert_eq!(
        commit(store, stale).await,
        UnitOutcome::Stale(Stale::Conversation)
    );
    let after = store
        .cart_of_session(talk.business, &talk.session)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(after.version, 1);
}

async fn session_of_a_cart_takes_the_conversation_that_is_opened_later(store: &Store) {
    let talk = Talk::new(business(store).await);
    let cart = Cart::empty(CartId(Uuid::now_v7()));
    commit(store, unit(talk.business, &cart, &talk.session)).await;
    assert!(store.find_session(&talk.session).await.unwrap().is_some());
    talk.committed(store, talk.taking_in(vec![talk.receipt("m1", "a", 1)], 1))
        .await;
    let session = store.find_session(&talk.session).await.unwrap().unwrap();
    assert_eq!(session.conversation_id, talk.id);
}

async fn cart_of_another_business_is_stale(store: &Store) {
    let (ours, theirs, session) = (business(store).await, business(store).await, session());
    let mut cart = Cart::empty(CartId(Uuid::now_v7()));
    commit(store, unit(ours, &cart, &session)).await;
    cart.version = 1;
    let outcome = commit(store, unit(theirs, &cart, &session)).await;
    assert_eq!(outcome, UnitOutcome::Stale(Stale::Cart));
    assert_eq!(store.cart_of_session(theirs, &session).await.unwrap(), None);
}
