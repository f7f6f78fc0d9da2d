//! Keeping the catalogue. Each change is one transaction with its entry in the activity log.
//!
//! Rows are taken in one order everywhere (product, variants by id, category, end of the log), as orders take them.

mod categories;
mod read;
mod write;

use async_trait::async_trait;
use colloquy_engine::{
    activity::NewActivity,
    commerce::keeping::{KeptCategory, KeptItem, KeptProduct, ProductEdit, StockChange},
    ids::{BusinessId, VariantId},
    port::{
        StoreError,
        conversations::Page,
        keeping::{CategoryRemoved, KeepingStore, KeptFilter, Saved, StockChanged},
    },
};

use crate::{
    error::Trouble,
    store::{Store, activity, again},
};

#[async_trait]
impl KeepingStore for Store {
    async fn kept_products(
        &self,
        business: BusinessId,
        filter: &KeptFilter,
        offset: u64,
        limit: u64,
    ) -> Result<Page<KeptProduct>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let page = read::page(&moment, business, filter, offset, limit).await?;
                moment.commit().await?;
                Ok(page)
            })
            .await
    }

    async fn kept_product(&self, business: BusinessId, key: &str) -> Result<Option<KeptProduct>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let product = read::product(&moment, business, key).await?;
                moment.commit().await?;
                Ok(product)
            })
            .await
    }

    async fn kept_item(&self, business: BusinessId, id_or_sku: &str) -> Result<Option<KeptItem>, StoreError> {
        self.database
            .within(read::item(self.database.reader(), business, id_or_sku))
            .await
    }

    async fn skus_taken(
        &self,
        business: BusinessId,
        skus: &[String],
    ) -> Result<Vec<(String, VariantId)>, StoreError> {
        self.database
            .within(read::taken(self.database.reader(), business, skus))
            .await
    }

    async fn save_product(
        &self,
        business: BusinessId,
        edit: &ProductEdit,
        activity: &NewActivity,
    ) -> Result<Saved, StoreError> {
        self.save_products(business, std::slice::from_ref(edit), activity)
            .await
    }

    async fn save_products(
        &self,
        business: BusinessId,
        edits: &[ProductEdit],
        activity: &NewActivity,
    ) -> Result<Saved, StoreError> {
        again!(self.try_save(business, edits, activity))
    }

    async fn change_stock(
        &self,
        business: BusinessId,
        id_or_sku: &str,
        change: StockChange,
        activity: &NewActivity,
    ) -> Result<StockChanged, StoreError> {
        again!(self.try_change_stock(business, id_or_sku, change, activity))
    }

    async fn kept_categories(&self, business: BusinessId) -> Result<Vec<KeptCategory>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let found = categories::all(&moment, business).await?;
                moment.commit().await?;
                Ok(found)
            })
            .await
    }

    async fn add_category(
        &self,
        business: BusinessId,
        slug: &str,
        title: &str,
        position: Option<i32>,
        activity: &NewActivity,
    ) -> Result<(), StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            categories::add(&transaction, business, slug, title, position).await?;
            activity::append(&transaction, business, activity).await?;
            Ok(())
        });
        let written = work.await;
        Ok(self.database.finish(transaction, written).await?)
    }

    async fn change_category(
        &self,
        business: BusinessId,
        category: &KeptCategory,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            if !categories::change(&transaction, business, category).await? {
                return Ok(false);
            }
            activity::append(&transaction, business, activity).await?;
            Ok(true)
        });
        let written = work.await;
        Ok(self.database.finish(transaction, written).await?)
    }

    async fn remove_category(
        &self,
        business: BusinessId,
        slug: &str,
        activity: &NewActivity,
    ) -> Result<CategoryRemoved, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let removed = categories::remove(&transaction, business, slug).await?;
            if removed == CategoryRemoved::Done {
                activity::append(&transaction, business, activity).await?;
            }
            Ok(removed)
        });
        let written = work.await;
        Ok(self.database.finish(transaction, written).await?)
    }
}

impl Store {
    async fn try_save(
        &self,
        business: BusinessId,
        edits: &[ProductEdit],
        activity: &NewActivity,
    ) -> Result<Saved, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = Box::pin(async {
            for edit in edits {
                if write::save(&transaction, business, edit, activity.at).await? == Saved::Stale {
                    return Ok(Saved::Stale);
                }
            }
            activity::append(&transaction, business, activity).await?;
            Ok(Saved::Done)
        });
        match self.database.bounded(work).await {
            Ok(Saved::Stale) => {
                transaction.rollback().await?;
                Ok(Saved::Stale)
            }
            result => self.database.finish(transaction, result).await,
        }
    }

    async fn try_change_stock(
        &self,
        business: BusinessId,
        id_or_sku: &str,
        change: StockChange,
        activity: &NewActivity,
    ) -> Result<StockChanged, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = Box::pin(async {
            let changed = write::stock(&transaction, business, id_or_sku, change).await?;
            if let StockChanged::Done { item, before } = &changed {
                let mut activity = activity.clone();
                activity.subject = item.id.0.clone();
                activity.detail["sku"] = item.sku.clone().into();
                activity.detail["before"] = (*before).into();
                activity.detail["after"] = item.stock.into();
                activity::append(&transaction, business, &activity).await?;
            }
            Ok(changed)
        });
        match self.database.bounded(work).await {
            Ok(refused) if !matches!(refused, StockChanged::Done { .. }) => {
                transaction.rollback().await?;
                Ok(refused)
            }
            result => self.database.finish(transaction, result).await,
        }
    }
}
