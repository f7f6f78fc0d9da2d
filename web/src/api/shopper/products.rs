//! The catalogue as shoppers see it: stock and prices read live.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use colloquy_engine::{
    commerce::{
        catalogue::Product,
        search::{ProductFilter, ProductSort, find_products_for},
        view::ProductView,
    },
    ids::{BusinessId, VariantId},
    memory::{Memory, Taste},
    money::Minor,
    port::{
        catalogue::{CatalogueStore, Quote},
        memory::MemoryStore,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::memory::{ReasonOut, reasons_out};
use crate::{
    extract::{
        Account,
        tenant::{Tenant, state},
    },
    problem::Problem,
    state::App,
};

const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

/// Mounts the routes.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(list).service(show);
}

/// What is looked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Free words.
    query: Option<String>,
    /// Slug of a category.
    category: Option<String>,
    /// A brand.
    brand: Option<String>,
    /// A size that one variant has.
    size: Option<String>,
    /// A color that one variant has.
    color: Option<String>,
    /// Decimal.
    min_price: Option<String>,
    /// Decimal.
    max_price: Option<String>,
    /// `relevance`, `price_asc`, `price_desc`, `newest`, `rating` or `name`.
    sort: Option<String>,
    /// From 1.
    #[param(value_type = Option<u64>, default = 1, minimum = 1)]
    page: Option<String>,
    /// At most 100.
    #[param(value_type = Option<u64>, default = 20, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

/// A page of products.
#[derive(Debug, Serialize, ToSchema)]
struct ProductPage {
    /// The products.
    #[schema(value_type = Vec<Object>)]
    items: Vec<ProductItem>,
    /// How many there are in all.
    total: usize,
    /// From 1.
    page: usize,
    /// How many at most.
    limit: usize,
    /// What the found products can be narrowed by.
    facets: Facets,
}

/// A product, and why it stands where it stands.
#[derive(Debug, Serialize, ToSchema)]
struct ProductItem {
    /// The product.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    product: ProductView,
    /// What is remembered of the shopper and speaks for it; absent where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<ReasonOut>,
}

/// What products can be narrowed by.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Facets {
    categories: Vec<Facet>,
    brands: Vec<Facet>,
    sizes: Vec<Facet>,
    colors: Vec<Facet>,
}

/// One value and how many products have it.
#[derive(Debug, Serialize, ToSchema)]
struct Facet {
    value: String,
    label: String,
    count: usize,
}

/// Finds products. A shopper who is signed in and remembered gets them in the order of their taste.
#[utoipa::path(operation_id = "list_products", tag = "shopper", params(ListQuery), responses((status = 200, body = ProductPage),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")))]
#[get("/v1/products")]
async fn list(request: HttpRequest, query: web::Query<ListQuery>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let query = query.into_inner();
    let page = whole_number("page", query.page.as_deref(), 1, usize::MAX)?;
    let limit = whole_number("limit", query.limit.as_deref(), DEFAULT_LIMIT, MAX_LIMIT)?;
    let sort = sort_of(query.sort.as_deref())?;
    let filter = ProductFilter {
        price_min: price("minPrice", query.min_price.as_deref())?,
        price_max: price("maxPrice", query.max_price.as_deref())?,
        query: wanted(query.query),
        category: wanted(query.category),
        brand: wanted(query.brand),
        size: wanted(query.size),
        color: wanted(query.color),
    };
    let shop = state.engine.shops().get(tenant.business_id).await?;
    let memory = match Account::maybe_of(&state, &request, &tenant).await? {
        Some(account) => state.store.memory(account.business_id, account.user_id).await?,
        None => Memory::default(),
    };
    let taste = Taste::new(&memory);
    let found = find_products_for(&shop.catalogue, &shop.lexicon, &filter, sort, Some(&taste));
    let facets = facets(&found);
    let total = found.len();
    let shown: Vec<&Product> = found
        .into_iter()
        .skip(page.saturating_sub(1).saturating_mul(limit))
        .take(limit)
        .collect();
    let items = live(&state, tenant.business_id, &shown).await?;
    let items = items
        .iter()
        .map(|product| ProductItem {
            product: product.into(),
            reasons: reasons_out(taste.fit(product, &filter).reasons),
        })
        .collect();
    Ok(HttpResponse::Ok().json(ProductPage {
        items,
        total,
        page,
        limit,
        facets,
    }))
}

/// Shows one product, by id, slug or SKU.
#[utoipa::path(operation_id = "show_product", tag = "shopper", params(("id" = String, Path)), responses((status = 200, body = Object),
    (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/v1/products/{id}")]
async fn show(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let shop = state.engine.shops().get(tenant.business_id).await?;
    let product = shop
        .catalogue
        .find(&path)
        .ok_or_else(|| Problem::not_found("product"))?;
    let fresh = live(&state, tenant.business_id, &[product]).await?;
    let view: Value = match fresh.first() {
        Some(product) => serde_json::to_value(ProductView::from(product)).unwrap_or_default(),
        None => return Err(Problem::not_found("product")),
    };
    Ok(HttpResponse::Ok().json(view))
}

/// Products with prices and stock as they are now.
///
/// # Errors
/// When the store cannot be read.
pub async fn live(state: &App, business: BusinessId, products: &[&Product]) -> Result<Vec<Product>, Problem> {
    let variants: Vec<VariantId> = products
        .iter()
        .flat_map(|product| product.variants.iter().map(|variant| variant.id.clone()))
        .collect();
    let quotes = state.store.quotes(business, &variants).await?;
    let quotes: BTreeMap<&str, &Quote> = quotes
        .iter()
        .map(|quote| (quote.variant_id.as_str(), quote))
        .collect();
    Ok(products
        .iter()
        .map(|product| {
            let mut product = (*product).clone();
            for variant in &mut product.variants {
                if let Some(quote) = quotes.get(variant.id.as_str()) {
                    variant.price = quote.price;
                    variant.stock = quote.stock;
                }
            }
            product
        })
        .collect())
}

fn facets(found: &[&Product]) -> Facets {
    let count = |values: &mut dyn FnMut(&Product) -> Vec<String>| -> Vec<Facet> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for product in found {
            for value in values(product) {
                match counts.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((value, 1)),
                }
            }
        }
        counts
            .into_iter()
            .map(|(value, count)| Facet {
                label: label_of(&value),
                value,
                count,
            })
            .collect()
    };
    let option = |product: &Product, name: &str| {
        product
            .option_values(name)
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    Facets {
        categories: count(&mut |product| vec![product.category.clone()]),
        brands: count(&mut |product| vec![product.brand.clone()]),
        sizes: count(&mut |product| option(product, "size")),
        colors: count(&mut |product| option(product, "color")),
    }
}

/// A slug as people read it.
fn label_of(value: &str) -> String {
    let words = value.replace('-', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

fn wanted(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

fn sort_of(name: Option<&str>) -> Result<ProductSort, Problem> {
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return Ok(ProductSort::default());
    };
    let expected = "expected relevance, price_asc, price_desc, newest, rating or name";
    name.parse()
        .map_err(|_| Problem::invalid("sort", "sort_invalid", expected))
}

fn price(field: &str, text: Option<&str>) -> Result<Option<Minor>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    Minor::parse(text)
        .map(Some)
        .map_err(|error| Problem::invalid(field, "price_invalid", error.to_string()))
}

fn whole_number(field: &str, text: Option<&str>, default: usize, most: usize) -> Result<usize, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(default);
    };
    let expected = if most == usize::MAX {
        "a whole number from 1".to_owned()
    } else {
        format!("1 to {most}")
    };
    text.parse()
        .ok()
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| Problem::invalid(field, "out_of_range", format!("expected {expected}")))
}
