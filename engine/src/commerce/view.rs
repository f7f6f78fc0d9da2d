//! Products as the shopper's pages and cards read them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::commerce::catalogue::Product;

/// The product body of http.md.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductView {
    /// Opaque id.
    pub id: String,
    /// Part of the page's address.
    pub slug: String,
    /// As shown to people.
    pub name: String,
    /// Plain text.
    pub description: String,
    /// Slug of the category.
    pub category: String,
    /// Maker's name.
    pub brand: String,
    /// Decimal string.
    pub price: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Addresses of pictures.
    pub images: Vec<String>,
    /// What each picture shows, in the same order; shorter where nothing is said.
    #[serde(rename = "imageAlts", default, skip_serializing_if = "Vec::is_empty")]
    pub image_alts: Vec<String>,
    /// From 0 to 5.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rating: Option<f64>,
    /// What can be bought.
    pub variants: Vec<VariantView>,
}

/// One buyable form of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantView {
    /// Opaque id; a SKU works in its place.
    pub id: String,
    /// Stock keeping unit.
    pub sku: String,
    /// Option values by option name.
    pub options: BTreeMap<String, String>,
    /// Decimal string.
    pub price: String,
    /// How many can be sold now.
    pub stock: u32,
}

impl From<&Product> for ProductView {
    fn from(product: &Product) -> Self {
        Self {
            id: product.id.to_string(),
            slug: product.slug.clone(),
            name: product.name.clone(),
            description: product.description.clone(),
            category: product.category.clone(),
            brand: product.brand.clone(),
            price: product.price.to_string(),
            currency: product.currency.clone(),
            images: product.images.clone(),
            image_alts: product.image_alts.clone(),
            rating: product
                .rating_hundredths
                .map(|hundredths| f64::from(hundredths) / 100.0),
            variants: product
                .variants
                .iter()
                .map(|variant| VariantView {
                    id: variant.id.to_string(),
                    sku: variant.sku.clone(),
                    options: variant.options.clone(),
                    price: variant.price.to_string(),
                    stock: variant.stock,
                })
                .collect(),
        }
    }
}
