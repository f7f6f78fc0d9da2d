//! What the staff changes beside the catalogue stands in the log as well, written with its effect.

use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, KnowledgeId, UserId},
    port::{
        StoreError,
        accounts::{AccountStore, Role},
        activity::{ActivityFilter, ActivityStore},
        keys::{ApiKey, KeyStore, Scope},
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
        learning::{LearningEvent, LearningStore, Taught},
        notifications::{NotificationStore, NotificationWishes},
    },
};
use colloquy_entities::Store;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    databases::on_every_database,
    material::{at, business, user},
};

on_every_database! {
    knowledge_keys_accounts_and_settings_stand_in_the_log_with_who_changed_them
    what_was_not_done_is_not_told
}

const EDITOR: UserId = UserId(Uuid::from_u128(9));

fn act(action: &'static str) -> NewActivity {
    NewActivity {
        id: Uuid::now_v7(),
        user_id: Some(EDITOR),
        action,
        subject: "thing".to_owned(),
        detail: json!({}),
        at: at(1),
    }
}

fn article() -> KnowledgeEntry {
    KnowledgeEntry {
        id: KnowledgeId(Uuid::now_v7()),
        kind: KnowledgeKind::Article,
        slug: "returns".to_owned(),
        title: "Returns".to_owned(),
        body: "Thirty days.".to_owned(),
        category: "returns".to_owned(),
        language: "en".to_owned(),
        status: "published".to_owned(),
        extra: Value::Null,
        updated_at: at(0),
    }
}

fn key(business_id: BusinessId) -> ApiKey {
    let id = Uuid::now_v7();
    ApiKey {
        id,
        business_id,
        name: "watcher".to_owned(),
        key_hash: id.simple().to_string(),
        scopes: vec![Scope::Metrics],
        created_at: at(0),
        last_used_at: None,
        revoked_at: None,
    }
}

async fn actions(store: &Store, business: BusinessId) -> Vec<String> {
    let page = store
        .activities(business, &ActivityFilter::default(), 0, 50)
        .await
        .unwrap();
    assert!(page.items.iter().all(|entry| entry.user_id == Some(EDITOR)));
    let integrity = store.check_activities(business, 10).await.unwrap();
    assert_eq!((integrity.fault_count, integrity.count), (0, page.total));
    page.items.into_iter().rev().map(|entry| entry.action).collect()
}

async fn knowledge_keys_accounts_and_settings_stand_in_the_log_with_who_changed_them(store: &Store) {
    let shop = business(store).await;
    let (entry, key) = (article(), key(shop));
    store.save(shop, &entry, &act("article.created")).await.unwrap();
    let gone = store
        .delete(shop, entry.kind, entry.id, &act("article.removed"))
        .await;
    assert!(gone.unwrap());
    store.add_key(&key, &act("service_key.created")).await.unwrap();
    assert!(
        store
            .revoke_key(shop, key.id, &act("service_key.revoked"))
            .await
            .unwrap()
    );
    let mut person = user(shop, &format!("{}@shop.example", key.id.simple()));
    person.role = Role::Operator;
    store
        .add_user(&person, Some(&act("account.created")))
        .await
        .unwrap();
    let renamed = store
        .rename_user(shop, person.id, "Somebody", &act("account.renamed"))
        .await;
    assert!(renamed.unwrap());
    let wishes = NotificationWishes::default();
    store
        .set_notification_wishes(shop, &wishes, &act("settings.notifications_changed"))
        .await
        .unwrap();
    let taught = LearningEvent {
        id: Uuid::now_v7(),
        conversation_id: None,
        what: Taught::IntentWithdrawn {
            example: Uuid::now_v7(),
            by: EDITOR,
        },
        at: at(1),
    };
    store
        .add_learning_events(shop, &[taught], &act("example.withdrawn"))
        .await
        .unwrap();
    let expected = [
        "article.created",
        "article.removed",
        "service_key.created",
        "service_key.revoked",
        "account.created",
        "account.renamed",
        "settings.notifications_changed",
        "example.withdrawn",
    ];
    assert_eq!(actions(store, shop).await, expected);
}

async fn what_was_not_done_is_not_told(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    let (entry, key) = (article(), key(theirs));
    store.save(theirs, &entry, &act("article.created")).await.unwrap();
    store.add_key(&key, &act("service_key.created")).await.unwrap();
    let refused = store.save(ours, &entry, &act("article.changed")).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    let gone = store
        .delete(ours, entry.kind, entry.id, &act("article.removed"))
        .await;
    assert!(!gone.unwrap());
    assert!(
        !store
            .revoke_key(ours, key.id, &act("service_key.revoked"))
            .await
            .unwrap()
    );
    let nobody = store
        .rename_user(ours, UserId(Uuid::now_v7()), "Nobody", &act("account.renamed"))
        .await;
    assert!(!nobody.unwrap());
    let twice = user(theirs, &format!("{}@shop.example", key.id.simple()));
    store.add_user(&twice, None).await.unwrap();
    let mut again = twice.clone();
    again.id = UserId(Uuid::now_v7());
    let taken = store.add_user(&again, Some(&act("account.created"))).await;
    assert_eq!(taken, Err(StoreError::Taken("email")));
    assert!(actions(store, ours).await.is_empty());
    assert_eq!(
        actions(store, theirs).await,
        ["article.created", "service_key.created"]
    );
}
