//! The shop as a whole.

use std::collections::BTreeMap;

use async_trait::async_trait;
use colloquy_engine::{
    commerce::order::{Order, OrderStatus},
    ids::BusinessId,
    money::Minor,
    port::{
        StoreError,
        conversations::Page,
        overview::{OverviewStore, ShopFigures},
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
};

use super::read;
use crate::{error::Trouble, rows::corrupt, store::Store, tables::trade::orders};

/// Every figure as one row: which, of what, how much.
const FIGURES: &str = "\
    SELECT 'order' AS kind, status AS name, CAST(COUNT(*) AS bigint) AS number FROM orders \
      WHERE business_id = $1 GROUP BY status \
    UNION ALL SELECT 'revenue', currency, CAST(COALESCE(SUM(total - refunded), 0) AS bigint) FROM orders \
      WHERE business_id = $1 AND paid_at IS NOT NULL AND status <> 'cancelled' GROUP BY currency \
    UNION ALL SELECT 'products', '', CAST(COUNT(*) AS bigint) FROM products \
      WHERE business_id = $1 AND deleted_at IS NULL \
    UNION ALL SELECT 'variants', '', CAST(COUNT(*) AS bigint) FROM inventory_items \
      WHERE business_id = $1 AND deleted_at IS NULL \
    UNION ALL SELECT 'pieces', '', CAST(COALESCE(SUM(stock), 0) AS bigint) FROM inventory_items \
      WHERE business_id = $1 AND deleted_at IS NULL \
    UNION ALL SELECT 'low_stock', '', CAST(COUNT(*) AS bigint) FROM inventory_items \
      WHERE business_id = $1 AND deleted_at IS NULL AND stock <= $2 \
    UNION ALL SELECT 'categories', '', CAST(COUNT(*) AS bigint) FROM categories WHERE business_id = $1 \
    UNION ALL SELECT 'shoppers', '', CAST(COUNT(*) AS bigint) FROM users \
      WHERE business_id = $1 AND role = 'shopper' \
    UNION ALL SELECT 'staff', '', CAST(COUNT(*) AS bigint) FROM users \
      WHERE business_id = $1 AND role <> 'shopper' \
    UNION ALL SELECT 'conversation', status, CAST(COUNT(*) AS bigint) FROM conversations \
      WHERE business_id = $1 GROUP BY status";

#[async_trait]
impl OverviewStore for Store {
    async fn shop_orders(
        &self,
        business: BusinessId,
        status: Option<OrderStatus>,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Order>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let mut wanted = orders::Entity::find().filter(orders::Column::BusinessId.eq(business.0));
                if let Some(status) = status {
                    wanted = wanted.filter(orders::Column::Status.eq(status.as_str()));
                }
                let total = wanted.clone().count(&moment).await?;
                let rows = wanted
                    .order_by_desc(orders::Column::CreatedAt)
                    .order_by_desc(orders::Column::Id)
                    .offset(offset)
                    .limit(limit)
                    .all(&moment)
                    .await?;
                let items = read::with_parts(&moment, business, rows).await?;
                moment.commit().await?;
                Ok(Page { items, total })
            })
            .await
    }

    async fn shop_figures(&self, business: BusinessId, few: u32) -> Result<ShopFigures, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let figures = figures(&moment, business, few).await?;
                moment.commit().await?;
                Ok(figures)
            })
            .await
    }
}

async fn figures(
    moment: &DatabaseTransaction,
    business: BusinessId,
    few: u32,
) -> Result<ShopFigures, Trouble> {
    let values = [Value::from(business.0), Value::from(i64::from(few))];
    let statement = Statement::from_sql_and_values(moment.get_database_backend(), FIGURES, values);
    let mut figures = ShopFigures::default();
    for row in moment.query_all_raw(statement).await? {
        let (kind, name): (String, String) = (row.try_get("", "kind")?, row.try_get("", "name")?);
        let number: i64 = row.try_get("", "number")?;
        if kind == "revenue" {
            figures.revenue.insert(name, Minor(number));
            continue;
        }
        let number = u64::try_from(number).map_err(|error| corrupt("figure", &error))?;
        let add = |counts: &mut BTreeMap<String, u64>| {
            counts.insert(name.clone(), number);
        };
        match kind.as_str() {
            "order" => add(&mut figures.orders),
            "conversation" => add(&mut figures.conversations),
            "products" => figures.products = number,
            "variants" => figures.variants = number,
            "pieces" => figures.pieces = number,
            "low_stock" => figures.low_stock = number,
            "categories" => figures.categories = number,
            "shoppers" => figures.shoppers = number,
            _ => figures.staff = number,
        }
    }
    Ok(figures)
}
