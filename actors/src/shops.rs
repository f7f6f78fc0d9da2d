//! The shops that are awake: each loaded once, shared by all turns, swapped whole when something changes.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use colloquy_engine::{commerce::shop::Shop, ids::BusinessId, port::StoreError};
use parking_lot::RwLock;

use crate::error::EngineError;

/// Builds a shop from what is stored.
#[async_trait::async_trait]
pub trait ShopSource: Send + Sync + 'static {
    /// A shop as it is now, or none when there is no such business.
    async fn load(&self, business: BusinessId) -> Result<Option<Arc<Shop>>, StoreError>;
}

/// Gives out shops.
#[derive(Clone)]
pub struct Shops {
    source: Arc<dyn ShopSource>,
    loaded: Arc<RwLock<HashMap<BusinessId, Arc<Shop>>>>,
    /// One load at a time: an index is built once, not once per waiting turn.
    loading: Arc<tokio::sync::Mutex<()>>,
    /// Counts wishes for a fresh shop and loads of one, in the order in which they came.
    wishes: Arc<AtomicU64>,
    /// When each shop was last begun to be loaded, by that count.
    begun: Arc<RwLock<HashMap<BusinessId, u64>>>,
}

impl std::fmt::Debug for Shops {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Shops")
            .field("loaded", &self.loaded.read().len())
            .finish()
    }
}

impl Shops {
    /// Nothing is loaded yet.
    #[must_use]
    pub fn new(source: Arc<dyn ShopSource>) -> Self {
        Self {
            source,
            loaded: Arc::default(),
            loading: Arc::default(),
            wishes: Arc::default(),
            begun: Arc::default(),
        }
    }

    /// A shop, loaded when it is asked for first.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when there is no such business, [`EngineError::Store`] when it cannot be read.
    pub async fn get(&self, business: BusinessId) -> Result<Arc<Shop>, EngineError> {
        if let Some(shop) = self.loaded.read().get(&business) {
            return Ok(Arc::clone(shop));
        }
        let _one_at_a_time = self.loading.lock().await;
        if let Some(shop) = self.loaded.read().get(&business) {
            return Ok(Arc::clone(shop));
        }
        self.load(business).await
    }

    /// Loads a shop afresh, because its knowledge, catalogue or profile changed. Many who wish so at the same time
    /// are served by one load, as long as it began after what they changed was written.
    ///
    /// # Errors
    /// As for [`Shops::get`]; the shop that was loaded before stays.
    pub async fn refresh(&self, business: BusinessId) -> Result<Arc<Shop>, EngineError> {
        let wish = self.wishes.fetch_add(1, Ordering::SeqCst);
        let _one_at_a_time = self.loading.lock().await;
        let began = self.begun.read().get(&business).copied();
        if began.is_some_and(|began| began > wish)
            && let Some(shop) = self.loaded.read().get(&business)
        {
            return Ok(Arc::clone(shop));
        }
        self.load(business).await
    }

    /// Loads a shop afresh if it is loaded: another node changed what it knows.
    ///
    /// # Errors
    /// As for [`Shops::get`]; the shop that was loaded before stays.
    pub async fn refresh_if_loaded(&self, business: BusinessId) -> Result<(), EngineError> {
        let _one_at_a_time = self.loading.lock().await;
        if self.loaded.read().contains_key(&business) {
            self.load(business).await?;
        }
        Ok(())
    }

    async fn load(&self, business: BusinessId) -> Result<Arc<Shop>, EngineError> {
        let began = self.wishes.fetch_add(1, Ordering::SeqCst);
        let shop = self
            .source
            .load(business)
            .await?
            .ok_or(EngineError::NotFound { what: "business" })?;
        self.loaded.write().insert(business, Arc::clone(&shop));
        // Only what was loaded serves those who wished before it began.
        self.begun.write().insert(business, began);
        Ok(shop)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use tokio::sync::Semaphore;
    use uuid::Uuid;

    use super::*;

    /// Counts its loads, each of which waits until it is let go. There is no shop.
    struct Counting {
        loads: AtomicUsize,
        let_go: Semaphore,
    }

    #[async_trait::async_trait]
    impl ShopSource for Counting {
        async fn load(&self, _business: BusinessId) -> Result<Option<Arc<Shop>>, StoreError> {
            self.loads.fetch_add(1, Ordering::SeqCst);
            let permit = self.let_go.acquire().await;
            permit
                .map_err(|_| StoreError::Unavailable("closed".to_owned()))?
                .forget();
            Ok(None)
        }
    }

    #[tokio::test]
    async fn a_load_that_failed_serves_nobody_else() {
        let source = Arc::new(Counting {
            loads: AtomicUsize::new(0),
            let_go: Semaphore::new(2),
        });
        let shops = Shops::new(Arc::clone(&source) as Arc<dyn ShopSource>);
        let business = BusinessId(Uuid::nil());
        let (one, other) = tokio::join!(shops.refresh(business), shops.refresh(business));
        assert!(one.is_err() && other.is_err());
        assert_eq!(source.loads.load(Ordering::SeqCst), 2);
    }
}
