//! The demo shop's products as they are stored.

use std::collections::BTreeMap;

use colloquy_config::demo::{Demo, DemoCategory, DemoProduct, DemoVariant};
use colloquy_engine::{
    commerce::catalogue::{Product, Variant},
    ids::{ProductId, VariantId},
    money::Minor,
    port::catalogue::NewProduct,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::stable;

/// Every product with its category.
#[must_use]
pub fn products(demo: &Demo) -> Vec<NewProduct> {
    demo.products()
        .enumerate()
        .map(|(place, (category, product))| NewProduct {
            product: stored(demo, place, category, product),
            category_title: category.title.clone(),
        })
        .collect()
}

fn stored(demo: &Demo, place: usize, category: &DemoCategory, product: &DemoProduct) -> Product {
    let id = product
        .id
        .clone()
        .unwrap_or_else(|| stable::id("product", place, &product.slug).to_string());
    let price = minor(product.price);
    Product {
        id: ProductId(id),
        slug: product.slug.clone(),
        name: product.name.clone(),
        description: product.description.clone(),
        category: category.slug.clone(),
        brand: product.brand.clone(),
        price,
        currency: demo.shop.currency.clone(),
        images: images(product),
        // The name beside a picture says what the demo shop's drawings show.
        image_alts: Vec::new(),
        rating_hundredths: (product.rating * Decimal::ONE_HUNDRED).to_u16(),
        keywords: product.keywords.clone(),
        styles: product.styles.clone(),
        variants: product
            .variants
            .iter()
            .map(|one| variant(place, one, price))
            .collect(),
    }
}

/// One picture a color, in the order of the palette.
fn images(product: &DemoProduct) -> Vec<String> {
    let address = |color: &str| {
        format!(
            "/media/products/{}.svg?color={}",
            product.slug,
            color.replace(' ', "%20")
        )
    };
    product.colors.iter().map(|(color, _)| address(color)).collect()
}

fn variant(place: usize, variant: &DemoVariant, price: Minor) -> Variant {
    let id = variant
        .id
        .clone()
        .unwrap_or_else(|| stable::id("variant", place, &variant.sku).to_string());
    let options = [("size", &variant.size), ("color", &variant.color)];
    let options: BTreeMap<String, String> = options
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
        .collect();
    Variant {
        id: VariantId(id),
        sku: variant.sku.clone(),
        options,
        price: variant.price.map_or(price, minor),
        stock: variant.stock,
    }
}

/// The demo shop's prices have two places at most; a test of its files holds them to it.
fn minor(amount: Decimal) -> Minor {
    Minor::from_decimal(amount.round_dp(2)).unwrap_or_default()
}
