//! Products and variants as they are kept.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::keeping::{KeptItem, KeptProduct, OptionType, ProductDetails},
    ids::{BusinessId, ProductId, VariantId},
    money::Minor,
    port::{conversations::Page, keeping::KeptFilter},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func, LikeExpr, Query, SelectStatement},
};

use crate::{
    error::Trouble,
    rows::{count, from_json},
    statement::padded,
    tables::catalogue::{inventory_items, product_option_values, product_options, products},
    text::storable,
};

/// SKUs that one statement asks for.
const SKUS_AT_ONCE: usize = 1_024;

/// A page of products in the shop's order.
pub(super) async fn page(
    moment: &DatabaseTransaction,
    business: BusinessId,
    filter: &KeptFilter,
    offset: u64,
    limit: u64,
) -> Result<Page<KeptProduct>, Trouble> {
    let mut wanted = products::Entity::find().filter(products::Column::BusinessId.eq(business.0));
    if let Some(category) = &filter.category {
        wanted = wanted.filter(products::Column::Category.eq(storable(category)));
    }
    match filter.is_active {
        Some(true) => wanted = wanted.filter(products::Column::DeletedAt.is_null()),
        Some(false) => wanted = wanted.filter(products::Column::DeletedAt.is_not_null()),
        None => {}
    }
    if let Some(text) = &filter.text {
        let pattern = holding(text);
        let like = || LikeExpr::new(pattern.clone()).escape('\\');
        let lower = |column| Expr::expr(Func::lower(Expr::col(column)));
        let mut with_sku = items_of(business);
        with_sku.and_where(
            Expr::expr(Func::lower(Expr::col((
                inventory_items::Entity,
                inventory_items::Column::Sku,
            ))))
            .like(like()),
        );
        wanted = wanted.filter(
            Condition::any()
                .add(lower(products::Column::Name).like(like()))
                .add(lower(products::Column::Description).like(like()))
                .add(Expr::exists(with_sku)),
        );
    }
    if let Some(stock) = filter.stock_at_most {
        let mut low = items_of(business);
        low.and_where(
            Expr::col((inventory_items::Entity, inventory_items::Column::Stock)).lte(i64::from(stock)),
        )
        .and_where(Expr::col((inventory_items::Entity, inventory_items::Column::DeletedAt)).is_null());
        wanted = wanted.filter(Expr::exists(low));
    }
    let total = wanted.clone().count(moment).await?;
    let rows = wanted
        .order_by_asc(products::Column::Position)
        .order_by_asc(products::Column::Id)
        .offset(offset)
        .limit(limit)
        .all(moment)
        .await?;
    Ok(Page {
        items: with_parts(moment, business, rows).await?,
        total,
    })
}

/// A product by id, slug, or the id or SKU of one of its variants.
pub(super) async fn product(
    moment: &DatabaseTransaction,
    business: BusinessId,
    key: &str,
) -> Result<Option<KeptProduct>, Trouble> {
    let stored = storable(key);
    let rows = products::Entity::find()
        .filter(products::Column::BusinessId.eq(business.0))
        .filter(
            Condition::any()
                .add(products::Column::Id.eq(stored.as_str()))
                .add(products::Column::Slug.eq(stored.to_lowercase())),
        )
        .order_by_asc(products::Column::Id)
        .limit(1)
        .all(moment)
        .await?;
    let rows = if rows.is_empty() {
        match item(moment, business, key).await? {
            None => return Ok(None),
            Some(item) => {
                let found = products::Entity::find_by_id((business.0, item.product_id.0));
                found.all(moment).await?
            }
        }
    } else {
        rows
    };
    Ok(with_parts(moment, business, rows).await?.into_iter().next())
}

/// A variant by id or SKU.
pub(super) async fn item(
    database: &impl ConnectionTrait,
    business: BusinessId,
    id_or_sku: &str,
) -> Result<Option<KeptItem>, Trouble> {
    let key = storable(id_or_sku);
    let sku = Expr::expr(Func::lower(Expr::col(inventory_items::Column::Sku)));
    let row = inventory_items::Entity::find()
        .filter(inventory_items::Column::BusinessId.eq(business.0))
        .filter(
            Condition::any()
                .add(inventory_items::Column::Id.eq(key.as_str()))
                .add(sku.eq(key.to_ascii_lowercase())),
        )
        .order_by_asc(inventory_items::Column::Id)
        .one(database)
        .await?;
    row.map(kept_item).transpose()
}

/// Which of these SKUs are taken, whatever their case.
pub(super) async fn taken(
    database: &impl ConnectionTrait,
    business: BusinessId,
    skus: &[String],
) -> Result<Vec<(String, VariantId)>, Trouble> {
    let mut found = Vec::new();
    for chunk in skus.chunks(SKUS_AT_ONCE) {
        let lower = chunk.iter().map(|sku| storable(sku).to_ascii_lowercase());
        let rows: Vec<(String, String)> = inventory_items::Entity::find()
            .select_only()
            .column(inventory_items::Column::Sku)
            .column(inventory_items::Column::Id)
            .filter(inventory_items::Column::BusinessId.eq(business.0))
            .filter(
                Expr::expr(Func::lower(Expr::col(inventory_items::Column::Sku)))
                    .is_in(padded(lower.collect::<Vec<String>>())),
            )
            .into_tuple()
            .all(database)
            .await?;
        found.extend(rows.into_iter().map(|(sku, id)| (sku, VariantId(id))));
    }
    Ok(found)
}

/// The rest of these products.
async fn with_parts(
    moment: &DatabaseTransaction,
    business: BusinessId,
    rows: Vec<products::Model>,
) -> Result<Vec<KeptProduct>, Trouble> {
    let ids: Vec<String> = padded(rows.iter().map(|row| row.id.clone()).collect());
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let taken_away: HashMap<&str, Option<DateTime<Utc>>> =
        rows.iter().map(|row| (row.id.as_str(), row.deleted_at)).collect();
    let mut items: HashMap<String, Vec<KeptItem>> = HashMap::new();
    for row in inventory_items::Entity::find()
        .filter(inventory_items::Column::BusinessId.eq(business.0))
        .filter(inventory_items::Column::ProductId.is_in(ids.iter().map(String::as_str)))
        .order_by_asc(inventory_items::Column::Position)
        .order_by_asc(inventory_items::Column::Id)
        .all(moment)
        .await?
    {
        // What went with its product comes back with it.
        let went_along = row.deleted_at.is_some()
            && taken_away.get(row.product_id.as_str()).copied().flatten() == row.deleted_at;
        let mut item = kept_item(row)?;
        item.is_active |= went_along;
        items.entry(item.product_id.0.clone()).or_default().push(item);
    }
    let mut values: HashMap<(String, String), Vec<String>> = HashMap::new();
    for row in product_option_values::Entity::find()
        .filter(product_option_values::Column::BusinessId.eq(business.0))
        .filter(product_option_values::Column::ProductId.is_in(ids.iter().map(String::as_str)))
        .order_by_asc(product_option_values::Column::Position)
        .all(moment)
        .await?
    {
        let key = (row.product_id, row.name);
        values.entry(key).or_default().push(row.value);
    }
    let mut options: HashMap<String, Vec<OptionType>> = HashMap::new();
    for row in product_options::Entity::find()
        .filter(product_options::Column::BusinessId.eq(business.0))
        .filter(product_options::Column::ProductId.is_in(ids.iter().map(String::as_str)))
        .order_by_asc(product_options::Column::Position)
        .all(moment)
        .await?
    {
        let of_it = values
            .remove(&(row.product_id.clone(), row.name.clone()))
            .unwrap_or_default();
        options.entry(row.product_id).or_default().push(OptionType {
            name: row.name,
            values: of_it,
        });
    }
    rows.into_iter()
        .map(|row| {
            let (items, options) = (items.remove(&row.id), options.remove(&row.id));
            kept(row, options.unwrap_or_default(), items.unwrap_or_default())
        })
        .collect()
}

fn kept(
    row: products::Model,
    options: Vec<OptionType>,
    items: Vec<KeptItem>,
) -> Result<KeptProduct, Trouble> {
    Ok(KeptProduct {
        details: ProductDetails {
            id: ProductId(row.id),
            slug: row.slug,
            name: row.name,
            description: row.description,
            category: row.category,
            brand: row.brand,
            price: Minor(row.price),
            currency: row.currency,
            images: from_json("product", row.images)?,
            image_alts: from_json("product", row.image_alts)?,
            keywords: from_json("product", row.keywords)?,
            styles: from_json("product", row.styles)?,
        },
        options,
        items,
        is_active: row.deleted_at.is_none(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn kept_item(row: inventory_items::Model) -> Result<KeptItem, Trouble> {
    let options: BTreeMap<String, String> = from_json("variant", row.options)?;
    Ok(KeptItem {
        id: VariantId(row.id),
        product_id: ProductId(row.product_id),
        sku: row.sku,
        options,
        price: Minor(row.price),
        stock: count("variant", row.stock)?,
        barcode: row.barcode,
        is_active: row.deleted_at.is_none(),
    })
}

/// The variants of the product of the statement around it.
fn items_of(business: BusinessId) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(inventory_items::Entity)
        .and_where(Expr::col((inventory_items::Entity, inventory_items::Column::BusinessId)).eq(business.0))
        .and_where(
            Expr::col((inventory_items::Entity, inventory_items::Column::ProductId))
                .equals((products::Entity, products::Column::Id)),
        )
        .take()
}

/// A pattern for what holds this text, in lower case as the databases' own goes.
fn holding(text: &str) -> String {
    let mut pattern = String::from("%");
    for one in storable(text).to_ascii_lowercase().chars() {
        if matches!(one, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(one);
    }
    pattern.push('%');
    pattern
}
