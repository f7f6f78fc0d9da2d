//! What businesses have used of language models.

use colloquy_engine::port::{
    model::{Purpose, Usage},
    model_usage::{ModelUsageStore, ModelUse, Month, UsageKey},
};
use colloquy_entities::Store;

use crate::{
    databases::on_every_database,
    material::{at, business},
};

on_every_database! {
    uses_add_up_for_each_business_and_month
    each_day_model_and_purpose_is_told_apart
    nodes_that_add_side_by_side_lose_nothing
}

/// Seconds of a day.
const DAY: i64 = 24 * 3_600;

fn used(calls: u64) -> ModelUse {
    ModelUse {
        calls,
        usage: Usage {
            input_tokens: 100 * calls,
            output_tokens: 10 * calls,
            cost_micros: 7 * calls,
        },
    }
}

fn key(seconds: i64, model: &str, purpose: Purpose) -> UsageKey {
    UsageKey {
        day: at(seconds).date_naive(),
        model: model.to_owned(),
        purpose,
    }
}

async fn uses_add_up_for_each_business_and_month(store: &Store) {
    let (one, other) = (business(store).await, business(store).await);
    let month = Month::of(at(0));
    let next = Month::of(at(40 * DAY));
    for (model, calls) in [("large", 2), ("large", 3), ("small", 1)] {
        let key = key(0, model, Purpose::Write);
        store.add_model_use(one, &key, used(calls)).await.unwrap();
    }
    let later = key(40 * DAY, "large", Purpose::Plan);
    store.add_model_use(one, &later, used(9)).await.unwrap();
    assert_eq!(store.model_use(one, &month).await.unwrap(), used(6));
    assert_eq!(store.model_use(one, &next).await.unwrap(), used(9));
    assert_eq!(store.model_use(other, &month).await.unwrap(), ModelUse::default());
}

async fn each_day_model_and_purpose_is_told_apart(store: &Store) {
    let (one, other) = (business(store).await, business(store).await);
    let month = Month::of(at(0));
    let (plan, write) = (key(0, "large", Purpose::Plan), key(0, "large", Purpose::Write));
    let elsewhere = key(40 * DAY, "large", Purpose::Plan);
    for (key, calls) in [(&write, 1), (&plan, 2), (&write, 3), (&elsewhere, 5)] {
        store.add_model_use(one, key, used(calls)).await.unwrap();
    }
    store.add_model_use(other, &plan, used(8)).await.unwrap();
    let days = store.model_use_by_day(one, &month).await.unwrap();
    assert_eq!(days, [(plan, used(2)), (write, used(4))]);
    let next = Month::of(at(40 * DAY));
    let days = store.model_use_by_day(one, &next).await.unwrap();
    assert_eq!(days, [(elsewhere, used(5))]);
}

async fn nodes_that_add_side_by_side_lose_nothing(store: &Store) {
    let business = business(store).await;
    let month = Month::of(at(0));
    let mut adding = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (store, key) = (store.clone(), key(0, "large", Purpose::Embed));
        adding.spawn(async move { store.add_model_use(business, &key, used(1)).await });
    }
    while let Some(added) = adding.join_next().await {
        added.unwrap().unwrap();
    }
    assert_eq!(store.model_use(business, &month).await.unwrap(), used(16));
    let days = store.model_use_by_day(business, &month).await.unwrap();
    assert_eq!(days.len(), 1);
    assert_eq!(days[0].1, used(16));
}
