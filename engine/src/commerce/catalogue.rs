//! Products and their variants as the assistant and the storefront see them.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ProductId, VariantId},
    money::Minor,
    port::catalogue::Quote,
};

/// Something the shop sells, with every variant of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Opaque id; a slug or a variant's SKU finds it as well.
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub image_alts: Vec<String>,
    /// Average rating from 0 to 5 in hundredths, when there is one.
    pub rating_hundredths: Option<u16>,
    /// Words that people search by beside the name.
    pub keywords: Vec<String>,
    /// Styles such as `sporty` or `street`.
    pub styles: Vec<String>,
    /// What can be bought.
    pub variants: Vec<Variant>,
}

/// One buyable form of a product; the workspace API calls it an inventory item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Opaque id; a SKU works in its place.
    pub id: VariantId,
    /// Stock keeping unit, unique in the shop.
    pub sku: String,
    /// Option values by option name, such as `size` and `color`.
    pub options: BTreeMap<String, String>,
    /// What one costs.
    pub price: Minor,
    /// How many can be sold now.
    pub stock: u32,
}

impl Product {
    /// Whether any variant can be bought now.
    #[must_use]
    pub fn in_stock(&self) -> bool {
        self.variants.iter().any(|variant| variant.stock > 0)
    }

    /// The variant with this id or SKU.
    #[must_use]
    pub fn variant(&self, id_or_sku: &str) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|variant| variant.id.as_str() == id_or_sku || variant.sku.eq_ignore_ascii_case(id_or_sku))
    }

    /// The distinct values of an option in the order of the variants, such as every `size`.
    #[must_use]
    pub fn option_values(&self, option: &str) -> Vec<&str> {
        let mut values = Vec::new();
        for value in self
            .variants
            .iter()
            .filter_map(|variant| variant.options.get(option))
        {
            if !values.contains(&value.as_str()) {
                values.push(value.as_str());
            }
        }
        values
    }
}

/// All products of one business at one moment, read-only and cheap to share.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    products: Vec<Product>,
    by_key: HashMap<String, usize>,
}

impl Catalogue {
    /// Indexes products by id, slug and the ids and SKUs of their variants.
    #[must_use]
    pub fn new(products: Vec<Product>) -> Self {
        let mut by_key = HashMap::new();
        for (position, product) in products.iter().enumerate() {
            by_key.insert(product.id.as_str().to_lowercase(), position);
            by_key.insert(product.slug.to_lowercase(), position);
            for variant in &product.variants {
                by_key.insert(variant.id.as_str().to_lowercase(), position);
                by_key.insert(variant.sku.to_lowercase(), position);
            }
        }
        Self { products, by_key }
    }

    /// The products that these variants belong to, with price and stock as they were quoted. A variant without a quote
    /// is gone.
    #[must_use]
    pub fn quoted<'a>(&self, variants: impl Iterator<Item = &'a VariantId>, quotes: &[Quote]) -> Self {
        let mut places: Vec<usize> = variants
            .filter_map(|variant| self.by_key.get(&variant.as_str().to_lowercase()).copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        let products = places.into_iter().filter_map(|place| self.products.get(place));
        let products = products.map(|product| {
            let mut product = product.clone();
            product.variants.retain_mut(|variant| {
                let quote = quotes.iter().find(|quote| quote.variant_id == variant.id);
                if let Some(quote) = quote {
                    (variant.price, variant.stock) = (quote.price, quote.stock);
                }
                quote.is_some()
            });
            product
        });
        Self::new(products.collect())
    }

    /// Every product in the shop's order.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product with this id or slug, or that has a variant with this id or SKU.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Product> {
        self.by_key
            .get(&key.to_lowercase())
            .and_then(|position| self.products.get(*position))
    }

    /// The product and the variant that a variant id or SKU names.
    #[must_use]
    pub fn find_variant(&self, id_or_sku: &str) -> Option<(&Product, &Variant)> {
        let product = self.find(id_or_sku)?;
        product.variant(id_or_sku).map(|variant| (product, variant))
    }
}
