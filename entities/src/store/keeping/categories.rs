//! Categories as they are kept.

use std::collections::HashMap;

use colloquy_engine::{commerce::keeping::KeptCategory, ids::BusinessId, port::keeping::CategoryRemoved};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use crate::{
    error::Trouble,
    statement::{insert_all, insert_missing},
    tables::catalogue::{categories, products},
    text::storable,
};

/// All of them in their order.
pub(super) async fn all(
    moment: &DatabaseTransaction,
    business: BusinessId,
) -> Result<Vec<KeptCategory>, Trouble> {
    let counts: Vec<(String, i64)> = products::Entity::find()
        .select_only()
        .column(products::Column::Category)
        .column_as(products::Column::Id.count(), "number")
        .filter(products::Column::BusinessId.eq(business.0))
        .filter(products::Column::DeletedAt.is_null())
        .group_by(products::Column::Category)
        .into_tuple()
        .all(moment)
        .await?;
    let counts: HashMap<String, i64> = counts.into_iter().collect();
    let rows = categories::Entity::find()
        .filter(categories::Column::BusinessId.eq(business.0))
        .order_by_asc(categories::Column::Position)
        .order_by_asc(categories::Column::Slug)
        .all(moment)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| KeptCategory {
            product_count: counts
                .get(&row.slug)
                .and_then(|number| u64::try_from(*number).ok())
                .unwrap_or(0),
            slug: row.slug,
            title: row.title,
            position: row.position,
        })
        .collect())
}

/// Makes one, the last of all when no place is named.
pub(super) async fn add(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    slug: &str,
    title: &str,
    position: Option<i32>,
) -> Result<(), Trouble> {
    let position = match position {
        Some(position) => position,
        None => next(transaction, business).await?,
    };
    insert_all(transaction, vec![row(business, slug, title, position)]).await
}

/// Makes one unless it is there.
pub(super) async fn add_missing(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    slug: &str,
    title: &str,
) -> Result<(), Trouble> {
    let position = next(transaction, business).await?;
    insert_missing(transaction, vec![row(business, slug, title, position)]).await?;
    Ok(())
}

/// Changes title and place. Answers whether there is one.
pub(super) async fn change(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    category: &KeptCategory,
) -> Result<bool, Trouble> {
    let done = categories::Entity::update_many()
        .col_expr(categories::Column::Title, Expr::value(storable(&category.title)))
        .col_expr(categories::Column::Position, Expr::value(category.position))
        .filter(categories::Column::BusinessId.eq(business.0))
        .filter(categories::Column::Slug.eq(storable(&category.slug)))
        .exec(transaction)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Removes one that no product on sale names.
pub(super) async fn remove(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    slug: &str,
) -> Result<CategoryRemoved, Trouble> {
    let slug = storable(slug);
    let used = products::Entity::find()
        .filter(products::Column::BusinessId.eq(business.0))
        .filter(products::Column::Category.eq(slug.as_str()))
        .filter(products::Column::DeletedAt.is_null())
        .count(transaction)
        .await?;
    if used > 0 {
        return Ok(CategoryRemoved::InUse(used));
    }
    let done = categories::Entity::delete_by_id((business.0, slug))
        .exec(transaction)
        .await?;
    Ok(if done.rows_affected == 1 {
        CategoryRemoved::Done
    } else {
        CategoryRemoved::Unknown
    })
}

async fn next(transaction: &DatabaseTransaction, business: BusinessId) -> Result<i32, Trouble> {
    let last: Option<Option<i32>> = categories::Entity::find()
        .select_only()
        .column_as(categories::Column::Position.max(), "last")
        .filter(categories::Column::BusinessId.eq(business.0))
        .into_tuple()
        .one(transaction)
        .await?;
    Ok(last.flatten().map_or(0, |last| last.saturating_add(1)))
}

fn row(business: BusinessId, slug: &str, title: &str, position: i32) -> categories::Model {
    categories::Model {
        business_id: business.0,
        slug: storable(slug),
        title: storable(title),
        position,
    }
}
