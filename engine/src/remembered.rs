//! What a stage has made of a text, kept for the next time that the same is said to the same shop.
//!
//! Shoppers press the buttons that they are shown, greet, thank, and ask what everybody asks. What a text says and what
//! the shop knows about it follows from the text and from the shop alone; both are worked out once for as long as the
//! shop stays as it is.

use std::{
    collections::HashMap,
    fmt,
    hash::Hash,
    sync::{Arc, Weak},
};

use hashlink::LruCache;

use crate::{commerce::shop::Shop, ids::BusinessId};

/// A longer text is hardly ever said twice, in bytes.
const LONGEST_TEXT: usize = 200;
/// Shops of which anything is kept.
const MOST_SHOPS: usize = 64;

/// Results by what they follow from, those that were asked for last in each shop. A shop that changed begins anew.
pub struct Remembered<K, V> {
    shops: LruCache<BusinessId, OfShop<K, V>>,
    most: usize,
}

struct OfShop<K, V> {
    /// The state of the shop that all of it follows from.
    shop: Weak<Shop>,
    results: LruCache<K, V>,
}

impl<K, V> OfShop<K, V> {
    /// The place of a shop that is held weakly is not given to another one, so that equal places are one shop.
    fn is_of(&self, shop: &Arc<Shop>) -> bool {
        std::ptr::eq(self.shop.as_ptr(), Arc::as_ptr(shop))
    }
}

impl<K: Hash + Eq, V: Clone> Remembered<K, V> {
    /// Keeps at most so many results of each shop; none with zero.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            shops: LruCache::new(MOST_SHOPS),
            most,
        }
    }

    /// Whether what follows from a text is worth keeping.
    #[must_use]
    pub fn is_worth(&self, text: &str) -> bool {
        self.most > 0 && text.len() <= LONGEST_TEXT
    }

    /// What was kept under this key, while the shop was as it is.
    pub fn get(&mut self, shop: &Arc<Shop>, key: &K) -> Option<V> {
        let of_shop = self.shops.get_mut(&shop.business_id)?;
        if !of_shop.is_of(shop) {
            return None;
        }
        of_shop.results.get(key).cloned()
    }

    /// Keeps a result; what was not asked for longest goes.
    pub fn keep(&mut self, shop: &Arc<Shop>, key: K, value: V) {
        if self.most == 0 {
            return;
        }
        let held = self.shops.get(&shop.business_id);
        if !held.is_some_and(|held| held.is_of(shop)) {
            let of_shop = OfShop {
                shop: Arc::downgrade(shop),
                results: LruCache::new(self.most),
            };
            self.shops.insert(shop.business_id, of_shop);
        }
        if let Some(of_shop) = self.shops.get_mut(&shop.business_id) {
            of_shop.results.insert(key, value);
        }
    }
}

impl<K, V> fmt::Debug for Remembered<K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What people say stays out of logs.
        let results: HashMap<BusinessId, usize> = self
            .shops
            .iter()
            .map(|(id, of_shop)| (*id, of_shop.results.len()))
            .collect();
        formatter
            .debug_struct("Remembered")
            .field("results", &results)
            .finish_non_exhaustive()
    }
}
