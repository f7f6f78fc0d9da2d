//! Finding products, for the page and for the conversation alike.

use std::{cmp::Ordering, collections::HashMap, str::FromStr};

use crate::{
    channel::UnknownName,
    commerce::catalogue::{Catalogue, Product},
    ids::ProductId,
    memory::Taste,
    money::Minor,
    understanding::CatalogueLexicon,
};

/// What is looked for; what is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductFilter {
    /// Free words.
    pub query: Option<String>,
    /// Slug of a category.
    pub category: Option<String>,
    /// A brand, whatever its case.
    pub brand: Option<String>,
    /// A value that one variant has as its size.
    pub size: Option<String>,
    /// A value that one variant has as its color.
    pub color: Option<String>,
    /// The lowest price wanted.
    pub price_min: Option<Minor>,
    /// The highest price wanted.
    pub price_max: Option<Minor>,
}

/// In which order products come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProductSort {
    /// What fits best first; without free words the shop's own order.
    #[default]
    Relevance,
    /// Cheapest first.
    PriceAscending,
    /// Dearest first.
    PriceDescending,
    /// Last added first.
    Newest,
    /// Best rated first.
    Rating,
    /// By name.
    Name,
}

impl FromStr for ProductSort {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "relevance" | "featured" => Ok(Self::Relevance),
            "price_asc" | "price" => Ok(Self::PriceAscending),
            "price_desc" | "-price" => Ok(Self::PriceDescending),
            "newest" => Ok(Self::Newest),
            "rating" => Ok(Self::Rating),
            "name" => Ok(Self::Name),
            other => Err(UnknownName(other.to_owned())),
        }
    }
}

/// Free words are matched against at most so many products.
const MATCHES: usize = 200;

/// How much taste weighs beside the words that were searched by: enough to order what fits the words about as well.
const TASTE: f32 = 0.2;

/// So much taste is as much as counts.
const MOST_TASTE: f32 = 3.0;

/// The products that pass the filter, in order.
#[must_use]
pub fn find_products<'a>(
    catalogue: &'a Catalogue,
    lexicon: &CatalogueLexicon,
    filter: &ProductFilter,
    sort: ProductSort,
) -> Vec<&'a Product> {
    find_products_for(catalogue, lexicon, filter, sort, None)
}

/// The products that pass the filter, in the order for a shopper of whom something is remembered. A sort that was asked
/// for stays as it was asked for.
#[must_use]
pub fn find_products_for<'a>(
    catalogue: &'a Catalogue,
    lexicon: &CatalogueLexicon,
    filter: &ProductFilter,
    sort: ProductSort,
    taste: Option<&Taste<'_>>,
) -> Vec<&'a Product> {
    let query = filter
        .query
        .as_deref()
        .map(str::trim)
        .filter(|query| !query.is_empty());
    let scores: Option<HashMap<ProductId, f32>> = query.map(|query| {
        lexicon
            .search(query, MATCHES)
            .into_iter()
            .map(|found| (found.product_id, found.score))
            .collect()
    });
    let score = |product: &Product| {
        scores
            .as_ref()
            .map_or(Some(0.0), |scores| scores.get(&product.id).copied())
    };
    let mut found: Vec<(f32, &Product)> = catalogue
        .products()
        .iter()
        .filter(|product| passes(product, filter))
        .filter_map(|product| score(product).map(|score| (score, product)))
        .collect();
    if let Some(taste) = taste.filter(|taste| sort == ProductSort::Relevance && !taste.is_empty()) {
        for (score, product) in &mut found {
            *score += TASTE * (taste.fit(product, filter).score / MOST_TASTE).clamp(-1.0, 1.0);
        }
    }
    found.sort_by(|left, right| compare(*left, *right, sort));
    if sort == ProductSort::Newest {
        found.reverse();
    }
    found.into_iter().map(|(_, product)| product).collect()
}

fn passes(product: &Product, filter: &ProductFilter) -> bool {
    let same = |wanted: &Option<String>, value: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(value))
    };
    let some_variant_has = |option: &str, wanted: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| {
            product
                .variants
                .iter()
                .filter_map(|variant| variant.options.get(option))
                .any(|value| value.eq_ignore_ascii_case(wanted))
        })
    };
    same(&filter.category, &product.category)
        && same(&filter.brand, &product.brand)
        && some_variant_has("size", &filter.size)
        && some_variant_has("color", &filter.color)
        && filter.price_min.is_none_or(|least| product.price >= least)
        && filter.price_max.is_none_or(|most| product.price <= most)
}

fn compare(left: (f32, &Product), right: (f32, &Product), sort: ProductSort) -> Ordering {
    match sort {
        // A sort that keeps equal ones in place leaves the shop's order among them; what can be bought comes first.
        ProductSort::Relevance => right
            .0
            .total_cmp(&left.0)
            .then(right.1.in_stock().cmp(&left.1.in_stock())),
        ProductSort::PriceAscending => left.1.price.cmp(&right.1.price),
        ProductSort::PriceDescending => right.1.price.cmp(&left.1.price),
        ProductSort::Rating => right.1.rating_hundredths.cmp(&left.1.rating_hundredths),
        // Turned round as a whole below.
        ProductSort::Newest => Ordering::Equal,
        ProductSort::Name => left.1.name.cmp(&right.1.name),
    }
}
