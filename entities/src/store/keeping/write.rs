//! What is written of products and variants. A refusal leaves its transaction to be rolled back.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::keeping::{ItemEdit, KeptItem, ProductEdit, StockChange},
    ids::BusinessId,
    port::{
        StoreError,
        keeping::{Saved, StockChanged},
    },
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::{categories, read};
use crate::{
    error::Trouble,
    rows::{position, to_json},
    statement::insert_all,
    tables::catalogue::{inventory_items, product_option_values, product_options, products},
    text::storable,
};

/// Pieces of one variant at most; what orders and carts count with.
const MOST_STOCK: i64 = u32::MAX as i64;

/// Writes a product whole.
pub(super) async fn save(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
    at: DateTime<Utc>,
) -> Result<Saved, Trouble> {
    let is_current = match edit.expected {
        None => {
            insert(transaction, business, edit, at).await?;
            true
        }
        Some(version) => update(transaction, business, edit, version, at).await?,
    };
    if !is_current {
        return Ok(Saved::Stale);
    }
    write_options(transaction, business, edit).await?;
    write_items(transaction, business, edit, at).await?;
    categories::add_missing(
        transaction,
        business,
        &edit.details.category,
        &edit.category_title,
    )
    .await?;
    Ok(Saved::Done)
}

/// Changes a number in stock. The row is held from the first statement on, so nobody comes between.
pub(super) async fn stock(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    id_or_sku: &str,
    change: StockChange,
) -> Result<StockChanged, Trouble> {
    let Some(found) = read::item(transaction, business, id_or_sku).await? else {
        return Ok(StockChanged::Unknown);
    };
    let of_it = || {
        inventory_items::Entity::update_many()
            .filter(inventory_items::Column::BusinessId.eq(business.0))
            .filter(inventory_items::Column::Id.eq(found.id.as_str()))
    };
    let stock = || Expr::col(inventory_items::Column::Stock);
    // Takes the row: what is read of it afterwards stays so.
    of_it()
        .col_expr(inventory_items::Column::Stock, stock())
        .exec(transaction)
        .await?;
    let Some(held) = read::item(transaction, business, found.id.as_str()).await? else {
        return Ok(StockChanged::Unknown);
    };
    let before = held.stock;
    let after = match change {
        StockChange::To(number) => i64::from(number),
        StockChange::By(number) => i64::from(before).saturating_add(number),
    };
    if after < 0 {
        return Ok(StockChanged::Short { stock: before });
    }
    if after > MOST_STOCK {
        return Ok(StockChanged::TooMany);
    }
    of_it()
        .col_expr(inventory_items::Column::Stock, Expr::value(after))
        .exec(transaction)
        .await?;
    let item = KeptItem {
        stock: u32::try_from(after).unwrap_or(u32::MAX),
        ..held
    };
    Ok(StockChanged::Done { item, before })
}

async fn insert(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    let last: Option<Option<i32>> = products::Entity::find()
        .select_only()
        .column_as(products::Column::Position.max(), "last")
        .filter(products::Column::BusinessId.eq(business.0))
        .into_tuple()
        .one(transaction)
        .await?;
    let place = last.flatten().map_or(0, |last| last.saturating_add(1));
    let details = &edit.details;
    let row = products::Model {
        business_id: business.0,
        id: storable(details.id.as_str()),
        slug: storable(&details.slug),
        name: storable(&details.name),
        description: storable(&details.description),
        category: storable(&details.category),
        brand: storable(&details.brand),
        price: details.price.0,
        currency: storable(&details.currency),
        images: to_json(&details.images)?,
        image_alts: to_json(&details.image_alts)?,
        rating_hundredths: None,
        keywords: to_json(&details.keywords)?,
        styles: to_json(&details.styles)?,
        position: place,
        deleted_at: (!edit.is_active).then_some(at),
        version: 1,
        created_at: Some(at),
        updated_at: Some(at),
    };
    insert_all(transaction, vec![row]).await
}

async fn update(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
    version: i64,
    at: DateTime<Utc>,
) -> Result<bool, Trouble> {
    use products::Column;
    let details = &edit.details;
    let done = products::Entity::update_many()
        .col_expr(Column::Slug, Expr::value(storable(&details.slug)))
        .col_expr(Column::Name, Expr::value(storable(&details.name)))
        .col_expr(Column::Description, Expr::value(storable(&details.description)))
        .col_expr(Column::Category, Expr::value(storable(&details.category)))
        .col_expr(Column::Brand, Expr::value(storable(&details.brand)))
        .col_expr(Column::Price, Expr::value(details.price.0))
        .col_expr(Column::Currency, Expr::value(storable(&details.currency)))
        .col_expr(Column::Images, Expr::value(to_json(&details.images)?))
        .col_expr(Column::ImageAlts, Expr::value(to_json(&details.image_alts)?))
        .col_expr(Column::Keywords, Expr::value(to_json(&details.keywords)?))
        .col_expr(Column::Styles, Expr::value(to_json(&details.styles)?))
        .col_expr(Column::DeletedAt, Expr::value((!edit.is_active).then_some(at)))
        .col_expr(Column::Version, Expr::value(version + 1))
        .col_expr(Column::UpdatedAt, Expr::value(at))
        .filter(Column::BusinessId.eq(business.0))
        .filter(Column::Id.eq(details.id.as_str()))
        .filter(Column::Version.eq(version))
        .exec(transaction)
        .await?;
    Ok(done.rows_affected == 1)
}

async fn write_options(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
) -> Result<(), Trouble> {
    let product = edit.details.id.as_str();
    product_option_values::Entity::delete_many()
        .filter(product_option_values::Column::BusinessId.eq(business.0))
        .filter(product_option_values::Column::ProductId.eq(product))
        .exec(transaction)
        .await?;
    product_options::Entity::delete_many()
        .filter(product_options::Column::BusinessId.eq(business.0))
        .filter(product_options::Column::ProductId.eq(product))
        .exec(transaction)
        .await?;
    let (mut options, mut values) = (Vec::new(), Vec::new());
    for (place, option) in edit.options.iter().enumerate() {
        options.push(product_options::Model {
            business_id: business.0,
            product_id: product.to_owned(),
            name: storable(&option.name),
            position: position(place),
        });
        for (place, value) in option.values.iter().enumerate() {
            values.push(product_option_values::Model {
                business_id: business.0,
                product_id: product.to_owned(),
                name: storable(&option.name),
                value: storable(value),
                position: position(place),
            });
        }
    }
    insert_all(transaction, options).await?;
    insert_all(transaction, values).await
}

async fn write_items(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    let product = edit.details.id.as_str();
    let rows = inventory_items::Entity::find()
        .filter(inventory_items::Column::BusinessId.eq(business.0))
        .filter(inventory_items::Column::ProductId.eq(product))
        .all(transaction)
        .await?;
    let kept: HashMap<&str, &inventory_items::Model> =
        rows.iter().map(|row| (row.id.as_str(), row)).collect();
    refuse_taken(transaction, business, edit).await?;
    let named: HashSet<&str> = edit.items.iter().map(|item| item.id.as_str()).collect();
    set_aside(transaction, business, edit, &rows).await?;
    let mut new = Vec::new();
    let mut places: Vec<(usize, &ItemEdit)> = edit.items.iter().enumerate().collect();
    places.sort_by(|one, other| one.1.id.cmp(&other.1.id));
    for (place, item) in places {
        let sold = edit.is_active && item.is_active;
        let Some(row) = kept.get(item.id.as_str()) else {
            new.push(inventory_items::Model {
                business_id: business.0,
                id: storable(item.id.as_str()),
                product_id: product.to_owned(),
                sku: storable(&item.sku),
                options: to_json(&item.options)?,
                price: item.price.0,
                stock: i64::from(item.stock.unwrap_or(0)),
                position: position(place),
                barcode: item.barcode.as_deref().map(storable),
                deleted_at: (!sold).then_some(at),
            });
            continue;
        };
        let gone = match (sold, item.is_active) {
            (true, _) => None,
            // It goes with its product, at the same moment.
            (false, true) => Some(at),
            (false, false) => row.deleted_at.or(Some(at)),
        };
        change_item(transaction, business, item, position(place), gone).await?;
    }
    insert_all(transaction, new).await?;
    // What is named no more is sold no more; orders still tell of it.
    for row in &rows {
        if row.deleted_at.is_none() && !named.contains(row.id.as_str()) {
            inventory_items::Entity::update_many()
                .col_expr(inventory_items::Column::DeletedAt, Expr::value(at))
                .filter(inventory_items::Column::BusinessId.eq(business.0))
                .filter(inventory_items::Column::Id.eq(row.id.as_str()))
                .exec(transaction)
                .await?;
        }
    }
    Ok(())
}

/// Variants of one product may pass their SKUs to each other. The key is unique at every step, so a SKU that another
/// variant gets is taken off its row first; no SKU that can be written looks like what stands there meanwhile.
async fn set_aside(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
    rows: &[inventory_items::Model],
) -> Result<(), Trouble> {
    for row in rows {
        let is_passed_on = edit
            .items
            .iter()
            .any(|item| item.id.as_str() != row.id && item.sku.eq_ignore_ascii_case(&row.sku));
        if is_passed_on {
            inventory_items::Entity::update_many()
                .col_expr(inventory_items::Column::Sku, Expr::value(format!("~{}", row.id)))
                .filter(inventory_items::Column::BusinessId.eq(business.0))
                .filter(inventory_items::Column::Id.eq(row.id.as_str()))
                .exec(transaction)
                .await?;
        }
    }
    Ok(())
}

async fn change_item(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    item: &ItemEdit,
    place: i32,
    gone: Option<DateTime<Utc>>,
) -> Result<(), Trouble> {
    use inventory_items::Column;
    let mut change = inventory_items::Entity::update_many()
        .col_expr(Column::Sku, Expr::value(storable(&item.sku)))
        .col_expr(Column::Options, Expr::value(to_json(&item.options)?))
        .col_expr(Column::Price, Expr::value(item.price.0))
        .col_expr(Column::Position, Expr::value(place))
        .col_expr(
            Column::Barcode,
            Expr::value(item.barcode.as_deref().map(storable)),
        )
        .col_expr(Column::DeletedAt, Expr::value(gone));
    if let Some(stock) = item.stock {
        change = change.col_expr(Column::Stock, Expr::value(i64::from(stock)));
    }
    change
        .filter(Column::BusinessId.eq(business.0))
        .filter(Column::Id.eq(item.id.as_str()))
        .exec(transaction)
        .await?;
    Ok(())
}

/// The unique key tells letters of different case apart; people do not.
async fn refuse_taken(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    edit: &ProductEdit,
) -> Result<(), Trouble> {
    let skus: Vec<String> = edit.items.iter().map(|item| item.sku.clone()).collect();
    for (sku, owner) in read::taken(transaction, business, &skus).await? {
        let is_other = edit
            .items
            .iter()
            .any(|item| item.sku.eq_ignore_ascii_case(&sku) && item.id != owner);
        // Unless its owner gets another in the same edit.
        let is_given_up = edit
            .items
            .iter()
            .any(|item| item.id == owner && !item.sku.eq_ignore_ascii_case(&sku));
        if is_other && !is_given_up {
            return Err(StoreError::Taken("sku").into());
        }
    }
    Ok(())
}
