//! The shop's products.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use async_trait::async_trait;
use colloquy_engine::{
    commerce::catalogue::{Product, Variant},
    ids::{BusinessId, ProductId, VariantId},
    money::Minor,
    port::{
        StoreError,
        catalogue::{CatalogueStore, NewProduct, Quote},
    },
};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, Func},
};

use crate::{
    database::Database,
    error::Trouble,
    rows::{corrupt, count, from_json, position, to_json},
    statement::{ColumnKind, RowsSelect, insert_all, insert_missing},
    store::Store,
    tables::catalogue::{categories, inventory_items, product_option_values, product_options, products},
    text::storable,
};

#[async_trait]
impl CatalogueStore for Store {
    async fn products(&self, business: BusinessId) -> Result<Vec<Product>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let rows = products::Entity::find()
                    .filter(products::Column::BusinessId.eq(business.0))
                    .filter(products::Column::DeletedAt.is_null())
                    .order_by_asc(products::Column::Position)
                    .order_by_asc(products::Column::Id)
                    .all(&moment)
                    .await?;
                let items = inventory_items::Entity::find()
                    .filter(inventory_items::Column::BusinessId.eq(business.0))
                    .filter(inventory_items::Column::DeletedAt.is_null())
                    .order_by_asc(inventory_items::Column::Position)
                    .order_by_asc(inventory_items::Column::Id)
                    .all(&moment)
                    .await?;
                moment.commit().await?;
                let mut variants: HashMap<String, Vec<Variant>> = HashMap::new();
                for item in items {
                    let product = item.product_id.clone();
                    variants.entry(product).or_default().push(variant(item)?);
                }
                rows.into_iter()
                    .map(|row| {
                        let variants = variants.remove(&row.id).unwrap_or_default();
                        product(row, variants)
                    })
                    .collect()
            })
            .await
    }

    async fn quotes(&self, business: BusinessId, variants: &[VariantId]) -> Result<Vec<Quote>, StoreError> {
        if variants.is_empty() {
            return Ok(Vec::new());
        }
        let keys = variants
            .iter()
            .map(|variant| (business, variant.clone()))
            .collect();
        let database = self.database.clone();
        let found = self
            .quotes
            .ask(keys, move |keys| read_quotes(database.clone(), keys));
        let found = found.await?;
        // In the order that was asked for, so that the caller can walk both side by side.
        Ok(variants
            .iter()
            .filter_map(|variant| found.get(&(business, variant.clone())).cloned())
            .collect())
    }

    async fn add_products(&self, business: BusinessId, products: &[NewProduct]) -> Result<u64, StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self
            .database
            .bounded(add_missing(&transaction, business, products));
        let written = work.await;
        Ok(self.database.finish(transaction, written).await?)
    }

    async fn set_stock(&self, business: BusinessId, id_or_sku: &str, stock: u32) -> Result<bool, StoreError> {
        self.database
            .within(async {
                let key = storable(id_or_sku);
                let sku = Expr::expr(Func::lower(Expr::col(inventory_items::Column::Sku)));
                let done = inventory_items::Entity::update_many()
                    .col_expr(inventory_items::Column::Stock, Expr::value(i64::from(stock)))
                    .filter(inventory_items::Column::BusinessId.eq(business.0))
                    .filter(
                        Condition::any()
                            .add(inventory_items::Column::Id.eq(key.as_str()))
                            .add(sku.eq(key.to_ascii_lowercase())),
                    )
                    .exec(self.database.writer())
                    .await?;
                Ok(done.rows_affected > 0)
            })
            .await
    }
}

/// What a quote is made of. Those that are asked for in a moment are read by one statement whose text does not depend on
/// their number: for a list in the text PostgreSQL compares every row of the business with every key.
const QUOTES: RowsSelect = RowsSelect {
    table: "inventory_items",
    columns: "business_id, id, price, stock, deleted_at IS NULL AS is_kept",
    key: &[("business_id", ColumnKind::Uuid), ("id", ColumnKind::Text)],
};

/// Price and stock of the variants that exist.
async fn read_quotes(
    database: Database,
    keys: Vec<(BusinessId, VariantId)>,
) -> Result<HashMap<(BusinessId, VariantId), Quote>, StoreError> {
    let keys = keys
        .iter()
        .map(|(business, variant)| [business.0.into(), storable(variant.as_str()).into()])
        .collect();
    let read = async {
        let mut found = HashMap::new();
        for row in QUOTES.run(database.reader(), keys).await? {
            if !row.try_get::<bool>("", "is_kept")? {
                continue;
            }
            let business = BusinessId(row.try_get("", "business_id")?);
            let variant_id = VariantId(row.try_get("", "id")?);
            let quote = Quote {
                variant_id: variant_id.clone(),
                price: Minor(row.try_get("", "price")?),
                stock: count("variant", row.try_get("", "stock")?)?,
            };
            found.insert((business, variant_id), quote);
        }
        Ok(found)
    };
    database.within(read).await
}

async fn add_missing(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    wanted: &[NewProduct],
) -> Result<u64, Trouble> {
    let present: Vec<(String, i32)> = products::Entity::find()
        .select_only()
        .column(products::Column::Slug)
        .column(products::Column::Position)
        .filter(products::Column::BusinessId.eq(business.0))
        .into_tuple()
        .all(transaction)
        .await?;
    let next = present
        .iter()
        .map(|(_, position)| position + 1)
        .max()
        .unwrap_or(0);
    let mut slugs: HashSet<String> = present.into_iter().map(|(slug, _)| slug).collect();
    let missing: Vec<&NewProduct> = wanted
        .iter()
        .filter(|wanted| slugs.insert(storable(&wanted.product.slug)))
        .collect();
    let mut rows = NewRows::default();
    for (index, new) in missing.iter().enumerate() {
        rows.add(business, new, next.saturating_add(position(index)))?;
    }
    insert_missing(transaction, rows.categories).await?;
    insert_all(transaction, rows.products).await?;
    insert_all(transaction, rows.options).await?;
    insert_all(transaction, rows.values).await?;
    insert_all(transaction, rows.items).await?;
    Ok(missing.len() as u64)
}

/// The rows of products that are not there yet.
#[derive(Default)]
struct NewRows {
    categories: Vec<categories::Model>,
    products: Vec<products::Model>,
    options: Vec<product_options::Model>,
    values: Vec<product_option_values::Model>,
    items: Vec<inventory_items::Model>,
}

impl NewRows {
    fn add(&mut self, business: BusinessId, new: &NewProduct, place: i32) -> Result<(), Trouble> {
        let product = &new.product;
        self.categories.push(categories::Model {
            business_id: business.0,
            slug: storable(&product.category),
            title: storable(&new.category_title),
            position: place,
        });
        self.products.push(product_row(business, product, place)?);
        let names: BTreeSet<&String> = product
            .variants
            .iter()
            .flat_map(|variant| variant.options.keys())
            .collect();
        for (index, name) in names.into_iter().enumerate() {
            self.options.push(product_options::Model {
                business_id: business.0,
                product_id: product.id.0.clone(),
                name: storable(name),
                position: position(index),
            });
            for (index, value) in product.option_values(name).into_iter().enumerate() {
                self.values.push(product_option_values::Model {
                    business_id: business.0,
                    product_id: product.id.0.clone(),
                    name: storable(name),
                    value: storable(value),
                    position: position(index),
                });
            }
        }
        for (index, variant) in product.variants.iter().enumerate() {
            self.items.push(inventory_items::Model {
                business_id: business.0,
                id: variant.id.0.clone(),
                product_id: product.id.0.clone(),
                sku: storable(&variant.sku),
                options: to_json(&variant.options)?,
                price: variant.price.0,
                stock: i64::from(variant.stock),
                position: position(index),
                barcode: None,
                deleted_at: None,
            });
        }
        Ok(())
    }
}

fn product_row(business: BusinessId, product: &Product, place: i32) -> Result<products::Model, Trouble> {
    Ok(products::Model {
        business_id: business.0,
        id: product.id.0.clone(),
        slug: storable(&product.slug),
        name: storable(&product.name),
        description: storable(&product.description),
        category: storable(&product.category),
        brand: storable(&product.brand),
        price: product.price.0,
        currency: storable(&product.currency),
        images: to_json(&product.images)?,
        image_alts: to_json(&product.image_alts)?,
        rating_hundredths: product.rating_hundredths.map(i32::from),
        keywords: to_json(&product.keywords)?,
        styles: to_json(&product.styles)?,
        position: place,
        deleted_at: None,
        version: 1,
        created_at: None,
        updated_at: None,
    })
}

fn product(row: products::Model, variants: Vec<Variant>) -> Result<Product, Trouble> {
    let rating = row.rating_hundredths.map(u16::try_from).transpose();
    Ok(Product {
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
        rating_hundredths: rating.map_err(|error| corrupt("product", &error))?,
        keywords: from_json("product", row.keywords)?,
        styles: from_json("product", row.styles)?,
        variants,
    })
}

fn variant(row: inventory_items::Model) -> Result<Variant, Trouble> {
    let options: BTreeMap<String, String> = from_json("variant", row.options)?;
    Ok(Variant {
        id: VariantId(row.id),
        sku: row.sku,
        options,
        price: Minor(row.price),
        stock: count("variant", row.stock)?,
    })
}
