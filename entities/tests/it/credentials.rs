//! A link is good once, for one thing, for a time.

use colloquy_engine::{
    delivery::{Letter, Mail, Payload, payload::MAIL},
    ids::{BusinessId, UserId},
    port::{
        accounts::{AccountStore, RefreshFamily, User},
        credentials::{CredentialStore, LetterRequest, NewToken, ShownToken, TokenPurpose},
        outbox::{NewDelivery, OutboxStore},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{at, business},
};

on_every_database! {
    a_link_sets_one_password_ends_every_login_and_voids_every_other_link
    a_link_is_good_for_its_own_purpose_and_time_alone
    a_letter_that_was_asked_for_outlives_the_process_and_is_written_once
    an_account_gets_no_more_letters_than_the_bound_and_a_token_never_goes_without_its_letter
}

async fn owner(store: &Store) -> (BusinessId, User) {
    let business = business(store).await;
    let owner = store.staff(business).await.unwrap().remove(0);
    (business, owner)
}

fn letter(key: &str) -> NewDelivery {
    NewDelivery {
        id: Uuid::now_v7(),
        connection: MAIL.to_owned(),
        dedupe_key: key.to_owned(),
        recipient: None,
        message_id: None,
        payload: Payload::Mail(Mail {
            to: "ada@shop.example".to_owned(),
            language: "en".to_owned(),
            letter: Letter::PasswordChanged {
                name: "Ada".to_owned(),
                business: "Shop".to_owned(),
            },
        }),
        due_at: at(0),
    }
}

async fn issue(store: &Store, user: &User, purpose: TokenPurpose, seconds: i64) -> Option<ShownToken> {
    let id = Uuid::now_v7();
    let token = NewToken {
        id,
        user_id: user.id,
        business_id: user.business_id,
        purpose,
        hash: format!("hash of {id}"),
        created_at: at(seconds),
        expires_at: at(seconds + 60),
    };
    let letter = letter(&format!("token:{id}"));
    let written = store.issue_token(&token, &letter, 3, at(seconds - 3_600)).await;
    written.unwrap().then_some(ShownToken {
        id,
        hash: token.hash,
        purpose,
        at: at(seconds + 30),
    })
}

async fn a_letter_that_was_asked_for_outlives_the_process_and_is_written_once(store: &Store) {
    let (business, owner) = owner(store).await;
    let request = LetterRequest {
        id: Uuid::now_v7(),
        business_id: Some(business),
        email: owner.email.clone(),
        language: "nl".to_owned(),
        created_at: at(10),
    };
    store.ask_for_letter(&request).await.unwrap();
    let ours = async |before| {
        let asked = store.letters_asked_for(at(before), 1_000).await.unwrap();
        asked.into_iter().any(|one| one == request)
    };
    assert!(!ours(10).await, "it is left to the process that took it");
    assert!(ours(40).await);
    // The letter was written, and the process ended before it forgot the request.
    let token = NewToken {
        id: request.id,
        user_id: owner.id,
        business_id: business,
        purpose: TokenPurpose::ResetPassword,
        hash: "hash".to_owned(),
        created_at: at(11),
        expires_at: at(71),
    };
    for _ in 0..2 {
        let letter = letter(&format!("token:{}", request.id));
        assert!(store.issue_token(&token, &letter, 3, at(0)).await.unwrap());
    }
    store.letter_done(request.id).await.unwrap();
    assert!(!ours(40).await);
}

async fn a_link_sets_one_password_ends_every_login_and_voids_every_other_link(store: &Store) {
    let (business, owner) = owner(store).await;
    let family = RefreshFamily {
        id: Uuid::now_v7(),
        user_id: owner.id,
        business_id: business,
        current_hash: "hash".to_owned(),
        expires_at: at(100_000),
        revoked_at: None,
    };
    store.add_family(&family).await.unwrap();
    let first = issue(store, &owner, TokenPurpose::ResetPassword, 1)
        .await
        .unwrap();
    let second = issue(store, &owner, TokenPurpose::ResetPassword, 2)
        .await
        .unwrap();
    assert_eq!(
        store.holder(&first).await.unwrap().map(|user| user.id),
        Some(owner.id)
    );
    assert_eq!(store.confirmed_at(business, owner.id).await.unwrap(), None);
    let told = letter("changed");
    let (one, other) = tokio::join!(
        store.reset_password(&first, "new hash", Some(&told), None),
        store.reset_password(&first, "another hash", Some(&told), None),
    );
    let done = [one.unwrap(), other.unwrap()];
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
    let hash = if done[0] { "new hash" } else { "another hash" };
    let user = store.user(business, owner.id).await.unwrap().unwrap();
    assert_eq!(user.password_hash, hash);
    assert!(
        store
            .family(family.id)
            .await
            .unwrap()
            .unwrap()
            .revoked_at
            .is_some()
    );
    assert!(
        !store.reset_password(&second, "third", None, None).await.unwrap(),
        "it is void"
    );
    assert_eq!(
        store.confirmed_at(business, owner.id).await.unwrap(),
        Some(first.at)
    );
    let owed = store.outbox_figures().await.unwrap();
    assert_eq!(
        owed.iter().map(|figure| figure.count).sum::<u64>(),
        3,
        "two links, one change"
    );
}

async fn a_link_is_good_for_its_own_purpose_and_time_alone(store: &Store) {
    let (business, owner) = owner(store).await;
    let token = issue(store, &owner, TokenPurpose::ConfirmAddress, 1)
        .await
        .unwrap();
    let as_reset = ShownToken {
        purpose: TokenPurpose::ResetPassword,
        ..token.clone()
    };
    assert!(!store.reset_password(&as_reset, "hash", None, None).await.unwrap());
    let guessed = ShownToken {
        hash: "a guess".to_owned(),
        ..token.clone()
    };
    assert!(!store.confirm_address(&guessed).await.unwrap());
    let late = ShownToken {
        at: at(61),
        ..token.clone()
    };
    assert!(!store.confirm_address(&late).await.unwrap());
    assert!(store.holder(&late).await.unwrap().is_none());
    assert!(store.confirm_address(&token).await.unwrap());
    assert!(!store.confirm_address(&token).await.unwrap(), "once");
    assert_eq!(
        store.confirmed_at(business, owner.id).await.unwrap(),
        Some(token.at)
    );
    let nobody = UserId(Uuid::now_v7());
    assert_eq!(store.confirmed_at(business, nobody).await.unwrap(), None);
    assert_eq!(store.forget_tokens(at(61), 10).await.unwrap(), 0);
    assert_eq!(store.forget_tokens(at(62), 10).await.unwrap(), 1);
}

async fn an_account_gets_no_more_letters_than_the_bound_and_a_token_never_goes_without_its_letter(
    store: &Store,
) {
    let (_, owner) = owner(store).await;
    for seconds in 1..4 {
        let issued = issue(store, &owner, TokenPurpose::ResetPassword, seconds).await;
        assert!(issued.is_some());
    }
    assert_eq!(issue(store, &owner, TokenPurpose::ResetPassword, 4).await, None);
    assert!(
        issue(store, &owner, TokenPurpose::ConfirmAddress, 4)
            .await
            .is_some()
    );
    assert!(
        issue(store, &owner, TokenPurpose::ResetPassword, 3_610)
            .await
            .is_some()
    );
    let owed = store.outbox_figures().await.unwrap();
    assert_eq!(owed.iter().map(|figure| figure.count).sum::<u64>(), 5);
    let stranger = User {
        id: UserId(Uuid::now_v7()),
        ..owner
    };
    assert_eq!(
        issue(store, &stranger, TokenPurpose::ResetPassword, 1).await,
        None
    );
}
