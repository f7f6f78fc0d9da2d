//! Discount codes.

use async_trait::async_trait;
use colloquy_engine::{
    commerce::discount::{Discount, Reduction, normalised},
    ids::BusinessId,
    money::Minor,
    port::{StoreError, discounts::DiscountStore},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::{corrupt, count},
    statement::insert_missing,
    store::Store,
    tables::trade::discounts,
    text::storable,
};

#[async_trait]
impl DiscountStore for Store {
    async fn discounts(&self, business: BusinessId) -> Result<Vec<Discount>, StoreError> {
        self.database
            .within(async {
                let rows = discounts::Entity::find()
                    .filter(discounts::Column::BusinessId.eq(business.0))
                    .order_by_asc(discounts::Column::Code)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(discount).collect()
            })
            .await
    }

    async fn add_discounts(&self, business: BusinessId, discounts: &[Discount]) -> Result<u64, StoreError> {
        let transaction = self.database.begin_write().await?;
        let rows = discounts.iter().map(|discount| row(business, discount));
        let written = self
            .database
            .bounded(insert_missing(&transaction, rows.collect()))
            .await;
        Ok(self.database.finish(transaction, written).await?)
    }
}

fn discount(row: discounts::Model) -> Result<Discount, Trouble> {
    let reduction = match row.kind.as_str() {
        "share" => Reduction::Share(count("discount", row.amount)?),
        "amount" => Reduction::Amount(Minor(row.amount)),
        other => return Err(corrupt("discount", &format!("unknown kind {other:?}"))),
    };
    Ok(Discount {
        code: row.code,
        reduction,
        minimum: Minor(row.minimum),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    })
}

fn row(business: BusinessId, discount: &Discount) -> discounts::Model {
    let (kind, amount) = match discount.reduction {
        Reduction::Share(hundredths) => ("share", i64::from(hundredths)),
        Reduction::Amount(amount) => ("amount", amount.0),
    };
    discounts::Model {
        business_id: business.0,
        id: Uuid::now_v7(),
        code: storable(&normalised(&discount.code)),
        kind: kind.to_owned(),
        amount,
        currency: String::new(),
        uses_left: None,
        version: 0,
        starts_at: discount.starts_at,
        ends_at: discount.ends_at,
        minimum: discount.minimum.0,
    }
}
