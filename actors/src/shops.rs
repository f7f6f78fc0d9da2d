//! The shops that are awake: each loaded once, shared by all turns, swapped whole when something changes.

use std::{collections::HashMap, sync::Arc};

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

    /// Loads a shop afresh, because its knowledge, catalogue or profile changed.
    ///
    /// # Errors
    /// As for [`Shops::get`]; the shop that was loaded before stays.
    pub async fn refresh(&self, business: BusinessId) -> Result<Arc<Shop>, EngineError> {
        let _one_at_a_time = self.loading.lock().await;
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
        let shop = self
            .source
            .load(business)
            .await?
            .ok_or(EngineError::NotFound { what: "business" })?;
        self.loaded.write().insert(business, Arc::clone(&shop));
        Ok(shop)
    }
}
