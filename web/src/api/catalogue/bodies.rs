//! Bodies of products and inventory items.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use colloquy_engine::commerce::keeping::{KeptItem, KeptProduct, OptionType};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::catalogue::{Amount, ItemDraft, Names, ProductDraft};

/// How this door calls its fields.
pub(super) const NAMES: Names = Names {
    price: "base_price",
    images: "images_urls",
    options: "variants",
    items: "inventory_items",
};

/// A way in which variants differ, with its values.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct OptionBody {
    /// Such as `Size`.
    pub(super) option_name: String,
    /// Such as `S`, `M`, `L`.
    pub(super) values: Vec<String>,
}

/// One value of one option.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct ValueBody {
    /// Such as `Size`.
    pub(super) option_name: String,
    /// Such as `S`.
    pub(super) value: String,
}

/// What is said of a product. What is left out of a change stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = KeptProductIn)]
pub(super) struct ProductIn {
    /// As shown to people; needed for a new product.
    pub(super) name: Option<String>,
    /// Part of the page's address; made from the name when left out.
    pub(super) slug: Option<String>,
    /// Plain text.
    pub(super) description: Option<String>,
    /// Slug or title of a category; one that is not there yet is made.
    pub(super) category: Option<String>,
    /// Maker's name.
    pub(super) brand: Option<String>,
    /// Decimal, as string or number; needed for a new product.
    #[schema(value_type = Option<String>)]
    pub(super) base_price: Option<Amount>,
    /// The shop's own currency, or nothing.
    pub(super) currency: Option<String>,
    /// Addresses of pictures, the first is the main one.
    pub(super) images_urls: Option<Vec<String>>,
    /// What each picture shows, in the same order.
    pub(super) images_alts: Option<Vec<String>>,
    /// Words to be found by.
    pub(super) keywords: Option<Vec<String>>,
    /// Styles such as `sporty`.
    pub(super) styles: Option<Vec<String>>,
    /// How the variants differ. Changed values keep the inventory items that still fit.
    pub(super) variants: Option<Vec<OptionBody>>,
    /// The inventory items; one for each combination when left out. Those that a change leaves out are sold no more.
    pub(super) inventory_items: Option<Vec<ItemIn>>,
    /// Whether it is sold.
    pub(super) is_active: Option<bool>,
    /// The version that was read; a change of an older one is refused.
    pub(super) version: Option<i64>,
}

/// What is said of an inventory item. What is left out of a change stays as it is.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = KeptItemIn)]
pub(super) struct ItemIn {
    /// Which one, inside a change of its product; found by SKU or options when left out.
    pub(super) id: Option<String>,
    /// Letters, digits and hyphens, at most 50; made when left out.
    pub(super) sku: Option<String>,
    /// Which combination it is.
    pub(super) variant_options: Option<Vec<ValueBody>>,
    /// Decimal; the product's when left out.
    #[schema(value_type = Option<String>)]
    pub(super) price: Option<Amount>,
    /// How many there are. Use `adjust_stock` while the shop is selling.
    pub(super) stock_quantity: Option<u32>,
    /// What a scanner reads; an empty one takes it away.
    pub(super) barcode: Option<String>,
    /// Whether it is sold.
    pub(super) is_active: Option<bool>,
}

impl From<&ProductIn> for ProductDraft {
    fn from(body: &ProductIn) -> Self {
        Self {
            name: body.name.clone(),
            slug: body.slug.clone(),
            description: body.description.clone(),
            category: body.category.clone(),
            brand: body.brand.clone(),
            price: body.base_price.map(|amount| amount.0),
            currency: body.currency.clone(),
            images: body.images_urls.clone(),
            image_alts: body.images_alts.clone(),
            keywords: body.keywords.clone(),
            styles: body.styles.clone(),
            options: body.variants.as_ref().map(|options| {
                let options = options.iter().map(|option| OptionType {
                    name: option.option_name.clone(),
                    values: option.values.clone(),
                });
                options.collect()
            }),
            items: body
                .inventory_items
                .as_ref()
                .map(|items| items.iter().map(ItemDraft::from).collect()),
            is_active: body.is_active,
        }
    }
}

impl From<&ItemIn> for ItemDraft {
    fn from(body: &ItemIn) -> Self {
        Self {
            id: body.id.clone(),
            sku: body.sku.clone(),
            options: options_in(body.variant_options.as_deref().unwrap_or_default()),
            price: body.price.map(|amount| amount.0),
            stock: body.stock_quantity,
            barcode: body.barcode.clone(),
            is_active: body.is_active,
        }
    }
}

/// Option values by the names that are kept.
pub(super) fn options_in(values: &[ValueBody]) -> BTreeMap<String, String> {
    values
        .iter()
        .map(|option| {
            (
                option.option_name.trim().to_lowercase(),
                option.value.trim().to_owned(),
            )
        })
        .collect()
}

/// A product as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KeptProductOut)]
pub(super) struct ProductOut {
    /// The product.
    id: String,
    /// Whose.
    business_id: Uuid,
    /// Part of the page's address.
    slug: String,
    /// As shown to people.
    name: String,
    /// Plain text.
    description: String,
    /// Slug of its category.
    category: String,
    /// Maker's name.
    brand: String,
    /// Decimal.
    #[schema(value_type = String)]
    base_price: Amount,
    /// ISO 4217 code.
    currency: String,
    /// Addresses of pictures.
    images_urls: Vec<String>,
    /// What each picture shows, in the same order; shorter where nothing is said.
    images_alts: Vec<String>,
    /// Words to be found by.
    keywords: Vec<String>,
    /// Styles.
    styles: Vec<String>,
    /// How the inventory items differ.
    variants: Vec<OptionBody>,
    /// What can be bought, and what could.
    inventory_items: Vec<ItemOut>,
    /// How many there are of all items on sale.
    total_stock: u64,
    /// Whether it is sold.
    is_active: bool,
    /// Grows with every change.
    version: i64,
    /// When it was made.
    created_at: Option<DateTime<Utc>>,
    /// When it last changed.
    updated_at: Option<DateTime<Utc>>,
}

/// An inventory item as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KeptItemOut)]
pub(super) struct ItemOut {
    /// The item.
    id: String,
    /// Its product.
    product_id: String,
    /// Stock keeping unit.
    sku: String,
    /// Which combination it is.
    variant_options: Vec<ValueBody>,
    /// Decimal.
    #[schema(value_type = String)]
    price: Amount,
    /// How many can be sold now.
    stock_quantity: u32,
    /// What a scanner reads.
    barcode: Option<String>,
    /// Whether it is sold.
    is_active: bool,
}

impl ProductOut {
    pub(super) fn new(business_id: Uuid, product: KeptProduct) -> Self {
        let details = product.details;
        let items: Vec<ItemOut> = product
            .items
            .into_iter()
            .map(|item| {
                let mut item = ItemOut::from(item);
                item.is_active &= product.is_active;
                item
            })
            .collect();
        Self {
            id: details.id.0,
            business_id,
            slug: details.slug,
            name: details.name,
            description: details.description,
            category: details.category,
            brand: details.brand,
            base_price: Amount(details.price),
            currency: details.currency,
            images_urls: details.images,
            images_alts: details.image_alts,
            keywords: details.keywords,
            styles: details.styles,
            variants: product
                .options
                .into_iter()
                .map(|option| OptionBody {
                    option_name: spoken(&option.name),
                    values: option.values,
                })
                .collect(),
            total_stock: items
                .iter()
                .filter(|item| item.is_active)
                .map(|item| u64::from(item.stock_quantity))
                .sum(),
            inventory_items: items,
            is_active: product.is_active,
            version: product.version,
            created_at: product.created_at,
            updated_at: product.updated_at,
        }
    }

    pub(super) fn into_items(self) -> Vec<ItemOut> {
        self.inventory_items
    }
}

impl ItemOut {
    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

impl From<KeptItem> for ItemOut {
    fn from(item: KeptItem) -> Self {
        Self {
            id: item.id.0,
            product_id: item.product_id.0,
            sku: item.sku,
            variant_options: item
                .options
                .into_iter()
                .map(|(name, value)| ValueBody {
                    option_name: spoken(&name),
                    value,
                })
                .collect(),
            price: Amount(item.price),
            stock_quantity: item.stock,
            barcode: item.barcode,
            is_active: item.is_active,
        }
    }
}

/// An option's name as people write it.
fn spoken(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
