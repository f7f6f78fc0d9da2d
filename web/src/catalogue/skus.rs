//! SKUs for variants that came without one.

use std::collections::HashSet;

use colloquy_engine::{
    commerce::{keeping::ProductEdit, sku},
    ids::BusinessId,
    port::{StoreError, keeping::KeepingStore},
};
use colloquy_entities::Store;

/// Numbers that are tried for one SKU; a shop with so many of one name has to choose by itself.
const MOST_TRIES: usize = 1_000;

/// Gives a SKU to every variant that has none, free in the shop and none of those `used`, which grow by the edit's own.
/// `used` is in lower case.
///
/// # Errors
/// When the store is out of reach.
pub async fn choose(
    store: &Store,
    business: BusinessId,
    shop: &str,
    edit: &mut ProductEdit,
    used: &mut HashSet<String>,
) -> Result<(), StoreError> {
    let named = edit.items.iter().filter(|item| !item.sku.is_empty());
    used.extend(named.map(|item| item.sku.to_ascii_lowercase()));
    let names: Vec<String> = edit.options.iter().map(|option| option.name.clone()).collect();
    for place in 0..edit.items.len() {
        if !edit.items[place].sku.is_empty() {
            continue;
        }
        let options = &edit.items[place].options;
        let values: Vec<&str> = names
            .iter()
            .filter_map(|name| options.get(name))
            .map(String::as_str)
            .collect();
        let wanted = sku::generate(shop, &edit.details.name, &values);
        let chosen = free(store, business, &wanted, used).await?;
        used.insert(chosen.to_ascii_lowercase());
        edit.items[place].sku = chosen;
    }
    Ok(())
}

/// The first of a SKU and its numbered forms that is free.
///
/// # Errors
/// When the store is out of reach.
pub async fn free(
    store: &Store,
    business: BusinessId,
    wanted: &str,
    used: &HashSet<String>,
) -> Result<String, StoreError> {
    let is_unused = |candidate: &String| !used.contains(&candidate.to_ascii_lowercase());
    let numbered = (2..=MOST_TRIES).map(|number| sku::numbered(wanted, number));
    let mut candidates = std::iter::once(wanted.to_owned())
        .chain(numbered)
        .filter(is_unused);
    // Most are free at once, so a few are asked for first.
    for size in [1, 15, MOST_TRIES] {
        let asked: Vec<String> = candidates.by_ref().take(size).collect();
        let taken = store.skus_taken(business, &asked).await?;
        let taken: HashSet<String> = taken.iter().map(|(sku, _)| sku.to_ascii_lowercase()).collect();
        if let Some(free) = asked
            .into_iter()
            .find(|candidate| !taken.contains(&candidate.to_ascii_lowercase()))
        {
            return Ok(free);
        }
    }
    Err(StoreError::Taken("sku"))
}

/// The part of a SKU that tells the shop.
#[must_use]
pub fn shop_code(slug: &str) -> String {
    slug.split('-').next().unwrap_or(slug).to_ascii_uppercase()
}
