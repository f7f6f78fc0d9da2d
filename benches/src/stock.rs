//! Products in memory: the catalogue's port without a database.

use std::collections::HashMap;

use async_trait::async_trait;
use colloquy_engine::{
    commerce::catalogue::Product,
    ids::{BusinessId, VariantId},
    port::{
        StoreError,
        catalogue::{CatalogueStore, NewProduct, Quote},
    },
};

/// A catalogue that does not change.
#[derive(Debug, Default)]
pub struct Stock {
    products: Vec<Product>,
    quotes: HashMap<VariantId, Quote>,
}

impl Stock {
    /// Holds these products.
    pub fn new<'p>(products: impl Iterator<Item = &'p Product>) -> Self {
        let products: Vec<Product> = products.cloned().collect();
        let variants = products.iter().flat_map(|product| &product.variants);
        let quotes = variants
            .map(|variant| {
                let quote = Quote {
                    variant_id: variant.id.clone(),
                    price: variant.price,
                    stock: variant.stock,
                };
                (variant.id.clone(), quote)
            })
            .collect();
        Self { products, quotes }
    }
}

#[async_trait]
impl CatalogueStore for Stock {
    async fn products(&self, _business: BusinessId) -> Result<Vec<Product>, StoreError> {
        Ok(self.products.clone())
    }

    async fn quotes(&self, _business: BusinessId, variants: &[VariantId]) -> Result<Vec<Quote>, StoreError> {
        Ok(variants
            .iter()
            .filter_map(|variant| self.quotes.get(variant).cloned())
            .collect())
    }

    async fn add_products(&self, _business: BusinessId, _products: &[NewProduct]) -> Result<u64, StoreError> {
        Ok(0)
    }

    async fn set_stock(
        &self,
        _business: BusinessId,
        _id_or_sku: &str,
        _stock: u32,
    ) -> Result<bool, StoreError> {
        Ok(false)
    }
}
