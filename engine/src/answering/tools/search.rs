//! Finding products by talking.

use serde_json::json;

use super::{
    because::because,
    workbench::{SHOWN_PRODUCTS, Workbench},
};
use crate::{
    answering::buttons::button,
    commerce::{
        catalogue::Product,
        search::{ProductFilter, ProductSort, find_products_for},
    },
    ids::ProductId,
    memory::Taste,
    money::display_price,
    turn::Turn,
    understanding::{Action, Arguments, Reference, Understanding},
};

/// Products whose live quotes are read for a list: more than are shown, so that some of them can be had.
const READ_PRODUCTS: usize = SHOWN_PRODUCTS * 2;

/// Lists what fits, with prices.
pub(super) fn search(bench: &mut Workbench<'_>, action: &Action) {
    let found = matching(bench.turn, &action.arguments);
    let wants_anything = asked(&action.arguments) == ProductFilter::default();
    let looked_at = if wants_anything {
        READ_PRODUCTS
    } else {
        SHOWN_PRODUCTS
    };
    let mut live: Vec<Product> = found
        .iter()
        .take(looked_at)
        .filter_map(|id| bench.live(id))
        .collect();
    if wants_anything {
        // What can be had is shown first.
        live.sort_by_key(|product| !product.in_stock());
        live.truncate(SHOWN_PRODUCTS);
    }
    if live.is_empty() {
        let sentence = bench.text("products_none", &[]);
        return bench.refused(action, "nothing_found", sentence);
    }
    let (count, shown) = (found.len().to_string(), live.len().to_string());
    let mut sentence = if live.len() < found.len() {
        bench.text("products_found_some", &[("shown", &shown), ("count", &count)])
    } else {
        bench.text("products_found", &[("count", &count)])
    };
    for product in &live {
        sentence.push_str("\n• ");
        sentence.push_str(&line(bench, product));
    }
    if let Some(first) = live.first()
        && let Some(why) = because(bench, first, &asked(&action.arguments))
    {
        sentence.push('\n');
        sentence.push_str(&why);
    }
    if let Some(first) = live.iter().find(|product| product.in_stock()) {
        let add = button(bench.turn, "add", &[("name", &first.name)]);
        bench.outcome.suggested_actions = vec![add];
    }
    bench.outcome.products = live.iter().map(|product| product.id.clone()).collect();
    let ids: Vec<&str> = live.iter().map(|product| product.id.as_str()).collect();
    bench.done(
        action,
        Some(json!({ "count": found.len(), "productIds": ids })),
        sentence,
    );
}

/// What an action's words ask for.
fn asked(arguments: &Arguments) -> ProductFilter {
    ProductFilter {
        query: arguments.product_query.clone(),
        category: arguments.category.clone(),
        brand: arguments.brand.clone(),
        size: arguments.options.get("size").cloned(),
        color: arguments.options.get("color").cloned(),
        price_min: arguments.price_min,
        price_max: arguments.price_max,
    }
}

/// One line of a list: name, brand, price, and whether it can be had.
pub(super) fn line(bench: &Workbench<'_>, product: &Product) -> String {
    let price = display_price(product.price, &product.currency);
    let mut text = bench.text(
        "product_line",
        &[
            ("name", &product.name),
            ("brand", &product.brand),
            ("price", &price),
        ],
    );
    if !product.in_stock() {
        text = bench.text(
            "price_out_of_stock",
            &[("name", &product.name), ("price", &price)],
        );
    }
    text
}

/// Everything that an action's words may mean, for reading live quotes.
pub(super) fn candidates(turn: &Turn, action: &Action) -> Vec<ProductId> {
    let mut wanted = matching(turn, &action.arguments);
    wanted.truncate(READ_PRODUCTS);
    wanted.extend(action.arguments.product_ids.iter().take(READ_PRODUCTS).cloned());
    wanted
}

/// Those of the products pointed at that an action's words describe: the cheapest of them, or those that come in black.
fn among(turn: &Turn, arguments: &Arguments, filter: &ProductFilter) -> Vec<ProductId> {
    let shop = &turn.context.shop;
    let pointed = |product: &&Product| arguments.product_ids.contains(&product.id);
    let (sort, most) = match arguments.reference {
        Some(Reference::Cheapest) => (ProductSort::PriceAscending, 1),
        Some(Reference::Dearest) => (ProductSort::PriceDescending, 1),
        // In the order in which they were shown.
        _ => {
            let fitting =
                find_products_for(&shop.catalogue, &shop.lexicon, filter, ProductSort::Rating, None);
            let fits = |id: &&ProductId| fitting.iter().any(|product| product.id == **id);
            return arguments.product_ids.iter().filter(fits).cloned().collect();
        }
    };
    find_products_for(&shop.catalogue, &shop.lexicon, filter, sort, None)
        .into_iter()
        .filter(pointed)
        .take(most)
        .map(|product| product.id.clone())
        .collect()
}

/// The products that an action's words describe, best first.
pub(super) fn matching(turn: &Turn, arguments: &Arguments) -> Vec<ProductId> {
    let shop = &turn.context.shop;
    if let Some((product, _)) = arguments
        .sku
        .as_deref()
        .and_then(|sku| shop.catalogue.find_variant(sku))
    {
        return vec![product.id.clone()];
    }
    let filter = asked(arguments);
    if filter.query.is_none() && !arguments.product_ids.is_empty() {
        return among(turn, arguments, &filter);
    }
    let taste = turn.context.memory.as_deref().map(Taste::new);
    let find = |filter: &ProductFilter, sort| -> Vec<ProductId> {
        find_products_for(&shop.catalogue, &shop.lexicon, filter, sort, taste.as_ref())
            .iter()
            .map(|found| found.id.clone())
            .collect()
    };
    if filter == ProductFilter::default() {
        let is_open = arguments.product_ids.is_empty() && arguments.reference.is_none();
        let is_certain = turn
            .understanding
            .as_ref()
            .is_some_and(Understanding::is_certain_task);
        if !(is_open && is_certain) {
            return arguments.product_ids.clone();
        }
        // Nothing in particular is wanted: what suits the shopper comes first, else what others liked best.
        let knows_taste = taste.as_ref().is_some_and(|taste| !taste.is_empty());
        let sort = if knows_taste {
            ProductSort::Relevance
        } else {
            ProductSort::Rating
        };
        return find(&filter, sort);
    }
    let sort = match arguments.reference {
        Some(Reference::Cheapest) => ProductSort::PriceAscending,
        Some(Reference::Dearest) => ProductSort::PriceDescending,
        _ => ProductSort::Relevance,
    };
    let found = find(&filter, sort);
    if !found.is_empty() {
        return found;
    }
    // A category that was guessed too narrowly is given up before the shopper is sent away.
    if filter.category.is_some() && filter.query.is_some() {
        return find(
            &ProductFilter {
                category: None,
                ..filter
            },
            sort,
        );
    }
    found
}
