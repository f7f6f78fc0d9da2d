//! Keys of services.

use colloquy_engine::{
    ids::BusinessId,
    port::keys::{ApiKey, KeyStore, Scope},
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    activity::act,
    databases::on_every_database,
    material::{at, business},
};

on_every_database! {
    a_key_is_found_by_its_hash_and_by_nothing_else
    a_key_is_ended_once_and_only_by_its_own_business
}

async fn added(store: &Store, business: BusinessId) -> ApiKey {
    let key = ApiKey {
        id: Uuid::now_v7(),
        business_id: business,
        name: "Prometheus".to_owned(),
        key_hash: Uuid::new_v4().simple().to_string(),
        scopes: vec![Scope::Metrics, Scope::Assistants],
        created_at: at(0),
        last_used_at: None,
        revoked_at: None,
    };
    store.add_key(&key, &act(1)).await.unwrap();
    key
}

async fn a_key_is_found_by_its_hash_and_by_nothing_else(store: &Store) {
    let (one, other) = (business(store).await, business(store).await);
    let key = added(store, one).await;
    assert_eq!(store.key_by_hash(&key.key_hash).await.unwrap(), Some(key.clone()));
    assert_eq!(store.key_by_hash(&key.name).await.unwrap(), None);
    assert_eq!(store.keys(one).await.unwrap(), std::slice::from_ref(&key));
    assert!(store.keys(other).await.unwrap().is_empty());
    store.key_used(key.id, at(60)).await.unwrap();
    let used = store.key_by_hash(&key.key_hash).await.unwrap().unwrap();
    assert_eq!(used.last_used_at, Some(at(60)));
}

async fn a_key_is_ended_once_and_only_by_its_own_business(store: &Store) {
    let (one, other) = (business(store).await, business(store).await);
    let key = added(store, one).await;
    assert!(!store.revoke_key(other, key.id, &act(1)).await.unwrap());
    assert!(store.revoke_key(one, key.id, &act(2)).await.unwrap());
    assert!(!store.revoke_key(one, key.id, &act(3)).await.unwrap());
    let ended = store.key_by_hash(&key.key_hash).await.unwrap().unwrap();
    assert_eq!(ended.revoked_at, Some(at(2)));
}
