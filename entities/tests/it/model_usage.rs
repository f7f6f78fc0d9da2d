//! What businesses have used of language models.

use colloquy_engine::port::{
    model::Usage,
    model_usage::{ModelUsageStore, ModelUse, Month},
};
use colloquy_entities::Store;

use crate::{
    databases::on_every_database,
    material::{at, business},
};

on_every_database! {
    uses_add_up_for_each_business_and_month
    nodes_that_add_side_by_side_lose_nothing
}

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

async fn uses_add_up_for_each_business_and_month(store: &Store) {
    let (one, other) = (business(store).await, business(store).await);
    let month = Month::of(at(0));
    let next = Month::of(at(40 * 24 * 3_600));
    for (model, calls) in [("large", 2), ("large", 3), ("small", 1)] {
        store
            .add_model_use(one, &month, model, used(calls))
            .await
            .unwrap();
    }
    store.add_model_use(one, &next, "large", used(9)).await.unwrap();
    assert_eq!(store.model_use(one, &month).await.unwrap(), used(6));
    assert_eq!(store.model_use(one, &next).await.unwrap(), used(9));
    assert_eq!(store.model_use(other, &month).await.unwrap(), ModelUse::default());
}

async fn nodes_that_add_side_by_side_lose_nothing(store: &Store) {
    let business = business(store).await;
    let month = Month::of(at(0));
    let mut adding = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (store, month) = (store.clone(), month.clone());
        adding.spawn(async move { store.add_model_use(business, &month, "large", used(1)).await });
    }
    while let Some(added) = adding.join_next().await {
        added.unwrap().unwrap();
    }
    assert_eq!(store.model_use(business, &month).await.unwrap(), used(16));
}
