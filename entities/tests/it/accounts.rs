//! Businesses, people and logins.

use colloquy_engine::port::{
    StoreError,
    accounts::{AccountStore, Business, RefreshFamily, Role, WidgetKey},
};
use colloquy_entities::Store;
use serde_json::json;
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{at, business, user},
};

on_every_database! {
    business_is_found_by_every_door
    taken_keys_are_named_and_nothing_is_half_made
    email_is_found_whatever_its_case
    refresh_token_is_rotated_once
    every_login_of_a_person_is_ended
}

async fn business_is_found_by_every_door(store: &Store) {
    let id = business(store).await;
    let mark = id.0.simple().to_string();
    let stored = store.business(id).await.unwrap().unwrap();
    assert_eq!(stored.profile, json!({"currency": "EUR"}));
    assert_eq!(stored.created_at, at(0));
    assert!(store.businesses().await.unwrap().contains(&stored));
    let key = store.widget_key(&format!("pk_{mark}")).await.unwrap().unwrap();
    assert_eq!((key.business_id, key.origins.len()), (id, 1));
    assert_eq!(store.widget_keys(id).await.unwrap(), [key]);
    let host = format!("{}.SHOP.example", mark.to_uppercase());
    assert_eq!(store.business_of_host(&host).await.unwrap(), Some(id));
    assert_eq!(store.business_of_host("elsewhere.example").await.unwrap(), None);
}

async fn taken_keys_are_named_and_nothing_is_half_made(store: &Store) {
    let first = store.business(business(store).await).await.unwrap().unwrap();
    let mark = first.id.0.simple().to_string();
    let attempt = |slug: String, key: String, host: String, email: String| async move {
        let id = colloquy_engine::ids::BusinessId(Uuid::now_v7());
        let second = Business {
            id,
            slug,
            name: "Other".to_owned(),
            profile: json!({}),
            created_at: at(1),
        };
        let key = WidgetKey {
            key,
            business_id: id,
            origins: Vec::new(),
        };
        let refused = store
            .add_business(&second, &key, &[host], &[user(id, &email)], None)
            .await;
        assert_eq!(store.business(id).await.unwrap(), None);
        refused.unwrap_err()
    };
    let fresh = || Uuid::new_v4().simple().to_string();
    let errors = [
        attempt(first.slug.clone(), fresh(), fresh(), fresh()).await,
        attempt(fresh(), format!("pk_{mark}"), fresh(), fresh()).await,
        attempt(fresh(), fresh(), format!("{mark}.shop.example"), fresh()).await,
        attempt(fresh(), fresh(), fresh(), format!("owner-{mark}@shop.example")).await,
    ];
    assert_eq!(errors, ["slug", "key", "host", "email"].map(StoreError::Taken));
}

async fn email_is_found_whatever_its_case(store: &Store) {
    let (one, other) = (business(store).await, business(store).await);
    let mark = Uuid::new_v4().simple().to_string();
    let mut shopper = user(one, &format!("Shopper-{mark}@example.com"));
    shopper.role = Role::Shopper;
    store.add_user(&shopper, None).await.unwrap();
    assert!(store.staff_by_email(&shopper.email).await.unwrap().is_none());
    // A shopper may shop at two businesses; in one of them an address is one person.
    let twice = user(one, &shopper.email);
    assert_eq!(
        store.add_user(&twice, None).await,
        Err(StoreError::Taken("email"))
    );
    let elsewhere = user(other, &shopper.email);
    store.add_user(&elsewhere, None).await.unwrap();
    let found = store
        .staff_by_email(&shopper.email.to_uppercase())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.id, found.business_id), (elsewhere.id, other));
    assert_eq!(found.email, shopper.email.to_lowercase());
    assert_eq!(store.staff(other).await.unwrap().len(), 2);
    assert_eq!(store.staff(one).await.unwrap().len(), 1);
}

async fn login(store: &Store) -> RefreshFamily {
    let id = business(store).await;
    let owner = store.staff(id).await.unwrap().remove(0);
    let family = RefreshFamily {
        id: Uuid::now_v7(),
        user_id: owner.id,
        business_id: id,
        current_hash: "first".to_owned(),
        expires_at: at(100),
        revoked_at: None,
    };
    store.add_family(&family).await.unwrap();
    family
}

async fn refresh_token_is_rotated_once(store: &Store) {
    let family = login(store).await;
    let (one, two) = tokio::join!(
        store.rotate_family(family.id, "first", "second", at(200)),
        store.rotate_family(family.id, "first", "other", at(300)),
    );
    assert_ne!(one.unwrap(), two.unwrap());
    let stored = store.family(family.id).await.unwrap().unwrap();
    assert!(
        stored.current_hash == "second" && stored.expires_at == at(200) || stored.current_hash == "other"
    );
    store.revoke_family(family.id, at(5)).await.unwrap();
    store.revoke_family(family.id, at(6)).await.unwrap();
    let ended = store.family(family.id).await.unwrap().unwrap();
    assert_eq!(ended.revoked_at, Some(at(5)));
    assert!(
        !store
            .rotate_family(family.id, &ended.current_hash, "x", at(400))
            .await
            .unwrap()
    );
    assert!(store.family(Uuid::now_v7()).await.unwrap().is_none());
}

async fn every_login_of_a_person_is_ended(store: &Store) {
    let family = login(store).await;
    let second = RefreshFamily {
        id: Uuid::now_v7(),
        ..family.clone()
    };
    store.add_family(&second).await.unwrap();
    store.revoke_families(family.user_id, at(9)).await.unwrap();
    for id in [family.id, second.id] {
        assert_eq!(store.family(id).await.unwrap().unwrap().revoked_at, Some(at(9)));
    }
}
