//! Bodies of products and variants, as `/v1` speaks.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use colloquy_engine::commerce::keeping::{KeptItem, KeptProduct};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::{Amount, ItemDraft, Names, ProductDraft};

/// How this door calls its fields.
pub(super) const NAMES: Names = Names {
    price: "price",
    images: "images",
    options: "options",
    items: "variants",
};

/// What an admin says of a product. What is left out of a change stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdminProductIn)]
pub(super) struct ProductIn {
    /// As shown to people; needed for a new product.
    name: Option<String>,
    /// Part of the page's address; made from the name when left out.
    slug: Option<String>,
    /// Plain text.
    description: Option<String>,
    /// Slug or title of a category; one that is not there yet is made.
    category: Option<String>,
    /// Maker's name.
    brand: Option<String>,
    /// Decimal; needed for a new product.
    #[schema(value_type = Option<String>)]
    price: Option<Amount>,
    /// The shop's own currency, or nothing.
    currency: Option<String>,
    /// Addresses of pictures, the first is the main one.
    images: Option<Vec<String>>,
    /// What each picture shows, in the same order.
    image_alts: Option<Vec<String>>,
    /// Words to be found by.
    keywords: Option<Vec<String>>,
    /// Styles such as `sporty`.
    styles: Option<Vec<String>>,
    /// What can be bought. Those that a change leaves out are sold no more.
    variants: Option<Vec<VariantIn>>,
    /// Whether it is sold.
    is_active: Option<bool>,
    /// The version that was read; a change of an older one is refused.
    pub(super) version: Option<i64>,
}

/// What an admin says of a variant.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdminVariantIn)]
pub(super) struct VariantIn {
    /// Which one; found by SKU or options when left out.
    id: Option<String>,
    /// Letters, digits and hyphens, at most 50; made when left out.
    sku: Option<String>,
    /// The option `size`.
    size: Option<String>,
    /// The option `color`.
    color: Option<String>,
    /// Further options, by name.
    #[serde(default)]
    options: BTreeMap<String, String>,
    /// Decimal; the product's when left out.
    #[schema(value_type = Option<String>)]
    price: Option<Amount>,
    /// How many there are. Use `PUT /v1/admin/inventory/{variant_id}` while the shop is selling.
    stock: Option<u32>,
    /// What a scanner reads.
    barcode: Option<String>,
    /// Whether it is sold.
    is_active: Option<bool>,
}

impl From<&ProductIn> for ProductDraft {
    fn from(body: &ProductIn) -> Self {
        Self {
            name: body.name.clone(),
            slug: body.slug.clone(),
            description: body.description.clone(),
            category: body.category.clone(),
            brand: body.brand.clone(),
            price: body.price.map(|amount| amount.0),
            currency: body.currency.clone(),
            images: body.images.clone(),
            image_alts: body.image_alts.clone(),
            keywords: body.keywords.clone(),
            styles: body.styles.clone(),
            options: None,
            items: body
                .variants
                .as_ref()
                .map(|variants| variants.iter().map(ItemDraft::from).collect()),
            is_active: body.is_active,
        }
    }
}

impl From<&VariantIn> for ItemDraft {
    fn from(body: &VariantIn) -> Self {
        let named = [("size", &body.size), ("color", &body.color)];
        let named = named
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        Self {
            id: body.id.clone(),
            sku: body.sku.clone(),
            options: body.options.clone().into_iter().chain(named).collect(),
            price: body.price.map(|amount| amount.0),
            stock: body.stock,
            barcode: body.barcode.clone(),
            is_active: body.is_active,
        }
    }
}

/// A product as an admin sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdminProductOut)]
pub(super) struct ProductOut {
    /// The product.
    id: String,
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
    price: Amount,
    /// ISO 4217 code.
    currency: String,
    /// Addresses of pictures.
    images: Vec<String>,
    /// What each picture shows, in the same order; shorter where nothing is said.
    image_alts: Vec<String>,
    /// Words to be found by.
    keywords: Vec<String>,
    /// Styles.
    styles: Vec<String>,
    /// What can be bought, and what could.
    variants: Vec<VariantOut>,
    /// Whether it is sold.
    is_active: bool,
    /// Grows with every change.
    version: i64,
    /// When it was made.
    created_at: Option<DateTime<Utc>>,
    /// When it last changed.
    updated_at: Option<DateTime<Utc>>,
}

/// A variant as an admin sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdminVariantOut)]
pub(super) struct VariantOut {
    /// The variant.
    pub(super) id: String,
    /// Stock keeping unit.
    pub(super) sku: String,
    /// Option values by option name.
    pub(super) options: BTreeMap<String, String>,
    /// Decimal.
    #[schema(value_type = String)]
    pub(super) price: Amount,
    /// How many can be sold now.
    pub(super) stock: u32,
    /// What a scanner reads.
    pub(super) barcode: Option<String>,
    /// Whether it is sold.
    pub(super) is_active: bool,
}

impl From<KeptItem> for VariantOut {
    fn from(item: KeptItem) -> Self {
        Self {
            id: item.id.0,
            sku: item.sku,
            options: item.options,
            price: Amount(item.price),
            stock: item.stock,
            barcode: item.barcode,
            is_active: item.is_active,
        }
    }
}

impl From<KeptProduct> for ProductOut {
    fn from(product: KeptProduct) -> Self {
        let is_active = product.is_active;
        let details = product.details;
        let variants = product.items.into_iter().map(|item| {
            let mut variant = VariantOut::from(item);
            variant.is_active &= is_active;
            variant
        });
        Self {
            id: details.id.0,
            slug: details.slug,
            name: details.name,
            description: details.description,
            category: details.category,
            brand: details.brand,
            price: Amount(details.price),
            currency: details.currency,
            images: details.images,
            image_alts: details.image_alts,
            keywords: details.keywords,
            styles: details.styles,
            variants: variants.collect(),
            is_active,
            version: product.version,
            created_at: product.created_at,
            updated_at: product.updated_at,
        }
    }
}
