//! The catalogue as the staff of a shop keep it: what is gone as well, with everything that only they see.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::{
    ids::{ProductId, VariantId},
    money::Minor,
};

/// What is said of a product itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductDetails {
    /// The product.
    pub id: ProductId,
    /// Unique in the shop, part of the page's address.
    pub slug: String,
    /// As shown to people.
    pub name: String,
    /// Plain text.
    pub description: String,
    /// Slug of the category.
    pub category: String,
    /// Maker's name; empty when unknown.
    pub brand: String,
    /// Price of the product; a variant may have its own.
    pub price: Minor,
    /// ISO 4217 code.
    pub currency: String,
    /// Addresses of pictures, the first is the main one.
    pub images: Vec<String>,
    /// What each picture shows, in the same order; shorter where nothing is said.
    pub image_alts: Vec<String>,
    /// Words that people search by beside the name.
    pub keywords: Vec<String>,
    /// Styles such as `sporty` or `street`.
    pub styles: Vec<String>,
}

/// A way in which the variants of a product differ, with its values in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionType {
    /// Such as `size`.
    pub name: String,
    /// Such as `S`, `M`, `L`.
    pub values: Vec<String>,
}

/// A product as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptProduct {
    /// What is said of it.
    pub details: ProductDetails,
    /// How its variants differ.
    pub options: Vec<OptionType>,
    /// Its variants in order, those that are gone as well.
    pub items: Vec<KeptItem>,
    /// Whether it is sold.
    pub is_active: bool,
    /// Grows with every change.
    pub version: i64,
    /// When it was made; unknown for what was there before this was kept.
    pub created_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// A variant as it is kept; the workspace calls it an inventory item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptItem {
    /// The variant.
    pub id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// Stock keeping unit, unique in the shop.
    pub sku: String,
    /// Option values by option name.
    pub options: BTreeMap<String, String>,
    /// What one costs.
    pub price: Minor,
    /// How many can be sold now.
    pub stock: u32,
    /// What a scanner reads.
    pub barcode: Option<String>,
    /// Whether it is sold, as long as its product is. Read alone, without its product: whether it is sold.
    pub is_active: bool,
}

/// A product as it shall be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductEdit {
    /// What is said of it.
    pub details: ProductDetails,
    /// The category's title, for a category that is not there yet.
    pub category_title: String,
    /// How its variants differ.
    pub options: Vec<OptionType>,
    /// Its variants in order. Those that are kept and stand nowhere here are sold no more.
    pub items: Vec<ItemEdit>,
    /// Whether it is sold.
    pub is_active: bool,
    /// The version that this rests on; none for a new product.
    pub expected: Option<i64>,
}

/// A variant as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemEdit {
    /// The variant; one that is not kept yet is made.
    pub id: VariantId,
    /// Stock keeping unit.
    pub sku: String,
    /// Option values by option name.
    pub options: BTreeMap<String, String>,
    /// What one costs.
    pub price: Minor,
    /// How many there are. None leaves the number alone, so that what is sold meanwhile stays sold.
    pub stock: Option<u32>,
    /// What a scanner reads.
    pub barcode: Option<String>,
    /// Whether it is sold.
    pub is_active: bool,
}

impl From<&KeptItem> for ItemEdit {
    fn from(item: &KeptItem) -> Self {
        Self {
            id: item.id.clone(),
            sku: item.sku.clone(),
            options: item.options.clone(),
            price: item.price,
            stock: None,
            barcode: item.barcode.clone(),
            is_active: item.is_active,
        }
    }
}

impl From<&KeptProduct> for ProductEdit {
    fn from(product: &KeptProduct) -> Self {
        Self {
            details: product.details.clone(),
            category_title: product.details.category.clone(),
            options: product.options.clone(),
            items: product.items.iter().map(ItemEdit::from).collect(),
            is_active: product.is_active,
            expected: Some(product.version),
        }
    }
}

/// A change of a number in stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockChange {
    /// So many more, or fewer.
    By(i64),
    /// So many.
    To(u32),
}

/// A category as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCategory {
    /// Unique in the shop; products name it.
    pub slug: String,
    /// As shown to people.
    pub title: String,
    /// Its place among the others.
    pub position: i32,
    /// Products of it that are sold.
    pub product_count: u64,
}
