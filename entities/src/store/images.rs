//! Pictures of products: written once, read by their id, removed when no product names them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    activity::NewActivity,
    commerce::image::ImageHead,
    ids::BusinessId,
    port::{
        StoreError,
        conversations::Page,
        images::{ImageRemoved, ImageStore, KeptImage},
    },
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, JsonValue, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::{corrupt, count, from_json},
    store::{Store, activity, again},
    tables::catalogue::{product_images, products},
};

/// What is read of a picture where its bytes are not wanted.
type Summary = (Uuid, String, i32, i32, i64, DateTime<Utc>);

#[async_trait]
impl ImageStore for Store {
    async fn add_image(
        &self,
        business: BusinessId,
        image: &KeptImage,
        bytes: Vec<u8>,
        most: u64,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        let row = product_images::Model {
            id: image.id,
            business_id: business.0,
            content_type: image.head.kind.media_type().to_owned(),
            width: side(image.head.width),
            height: side(image.head.height),
            bytes,
            size: i64::try_from(image.size).unwrap_or(i64::MAX),
            created_at: image.created_at,
        };
        again!(self.try_add_image(&row, most, activity))
    }

    async fn image(
        &self,
        business: BusinessId,
        id: Uuid,
    ) -> Result<Option<(KeptImage, Vec<u8>)>, StoreError> {
        self.database
            .within(async {
                let row = product_images::Entity::find_by_id(id)
                    .filter(product_images::Column::BusinessId.eq(business.0))
                    .one(self.database.reader())
                    .await?;
                let Some(row) = row else { return Ok(None) };
                let summary = (
                    row.id,
                    row.content_type,
                    row.width,
                    row.height,
                    row.size,
                    row.created_at,
                );
                Ok(Some((kept(summary)?, row.bytes)))
            })
            .await
    }

    async fn images(
        &self,
        business: BusinessId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<KeptImage>, StoreError> {
        use product_images::Column;

        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let wanted = product_images::Entity::find().filter(Column::BusinessId.eq(business.0));
                let total = wanted.clone().count(&moment).await?;
                let rows: Vec<Summary> = wanted
                    .select_only()
                    .columns([
                        Column::Id,
                        Column::ContentType,
                        Column::Width,
                        Column::Height,
                        Column::Size,
                        Column::CreatedAt,
                    ])
                    .order_by_desc(Column::CreatedAt)
                    .order_by_desc(Column::Id)
                    .offset(offset)
                    .limit(limit)
                    .into_tuple()
                    .all(&moment)
                    .await?;
                moment.commit().await?;
                let items: Result<Vec<KeptImage>, Trouble> = rows.into_iter().map(kept).collect();
                Ok(Page { items: items?, total })
            })
            .await
    }

    async fn remove_image(
        &self,
        business: BusinessId,
        id: Uuid,
        activity: &NewActivity,
    ) -> Result<ImageRemoved, StoreError> {
        again!(self.try_remove_image(business, id, activity))
    }
}

impl Store {
    async fn try_add_image(
        &self,
        row: &product_images::Model,
        most: u64,
        activity: &NewActivity,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let there = product_images::Entity::find()
                .filter(product_images::Column::BusinessId.eq(row.business_id))
                .count(&transaction)
                .await?;
            if there >= most {
                return Ok(false);
            }
            product_images::Entity::insert(row.clone().into_active_model())
                .exec_without_returning(&transaction)
                .await?;
            activity::append(&transaction, BusinessId(row.business_id), activity).await?;
            Ok(true)
        });
        let done = work.await;
        self.database.finish(transaction, done).await
    }

    async fn try_remove_image(
        &self,
        business: BusinessId,
        id: Uuid,
        activity: &NewActivity,
    ) -> Result<ImageRemoved, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            if is_shown(&transaction, business, id).await? {
                return Ok(ImageRemoved::InUse);
            }
            let gone = product_images::Entity::delete_by_id(id)
                .filter(product_images::Column::BusinessId.eq(business.0))
                .exec(&transaction)
                .await?
                .rows_affected;
            let is_gone = activity::told(&transaction, business, gone, activity).await?;
            Ok(if is_gone {
                ImageRemoved::Done
            } else {
                ImageRemoved::Unknown
            })
        });
        let done = work.await;
        self.database.finish(transaction, done).await
    }
}

/// Whether a product, on sale or not, names a picture.
async fn is_shown(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    id: Uuid,
) -> Result<bool, Trouble> {
    let named: Vec<JsonValue> = products::Entity::find()
        .select_only()
        .column(products::Column::Images)
        .filter(products::Column::BusinessId.eq(business.0))
        .into_tuple()
        .all(transaction)
        .await?;
    let id = id.to_string();
    for images in named {
        let addresses: Vec<String> = from_json("product", images)?;
        if addresses.iter().any(|address| address.contains(&id)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn kept((id, content_type, width, height, size, created_at): Summary) -> Result<KeptImage, Trouble> {
    Ok(KeptImage {
        id,
        head: ImageHead {
            kind: content_type.parse().map_err(|error| corrupt("image", &error))?,
            width: count("image", width.into())?,
            height: count("image", height.into())?,
        },
        size: u64::try_from(size).map_err(|error| corrupt("image", &error))?,
        created_at,
    })
}

fn side(pixels: u32) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}
