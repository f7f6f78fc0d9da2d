//! Putting things into the cart: which product, which variant, how many.

use std::collections::BTreeMap;

use serde_json::json;

use super::{search::matching, workbench::Workbench};
use crate::{
    commerce::{
        cart::{CartError, MAX_LINE_QUANTITY},
        catalogue::{Product, Variant},
    },
    ids::{CartItemId, ProductId},
    understanding::{Action, Intent, OpenQuestion, QuestionKind, Reference},
};

/// Products offered when words fit several.
const OFFERED: usize = 5;

/// Adds a product that is named, pointed at, or found by its description.
pub(super) fn add(bench: &mut Workbench<'_>, action: &Action) {
    match which_products(bench, action).as_slice() {
        [] => {
            let code = if action.arguments.product_query.is_some() {
                "products_none"
            } else {
                "what_product"
            };
            let sentence = bench.text(code, &[]);
            bench.refused(action, "product_not_found", sentence);
        }
        [only] => add_product(bench, action, &only.clone()),
        several if action.arguments.reference == Some(Reference::All) => {
            for id in several {
                add_product(bench, action, id);
            }
        }
        several => ask_which(bench, action, several),
    }
}

/// Finds and adds; when several fit, they are shown and the shopper chooses.
pub(super) fn search_and_add(bench: &mut Workbench<'_>, action: &Action) {
    let found = matching(bench.turn, &action.arguments);
    bench.outcome.products = found
        .iter()
        .take(super::workbench::SHOWN_PRODUCTS)
        .cloned()
        .collect();
    add(bench, action);
}

fn which_products(bench: &Workbench<'_>, action: &Action) -> Vec<ProductId> {
    let arguments = &action.arguments;
    let shown = &bench.turn.context.dialogue.shown_products;
    match arguments.reference {
        Some(Reference::Ordinal(number)) if arguments.product_query.is_none() => {
            let index = usize::try_from(number).unwrap_or_default().checked_sub(1);
            return index
                .and_then(|index| shown.get(index))
                .cloned()
                .into_iter()
                .collect();
        }
        Some(Reference::Last) if arguments.product_query.is_none() => {
            return shown.last().cloned().into_iter().collect();
        }
        Some(Reference::That) if arguments.product_query.is_none() && arguments.product_ids.is_empty() => {
            return shown.iter().take(OFFERED).cloned().collect();
        }
        Some(Reference::All) if arguments.product_query.is_none() => return shown.clone(),
        _ => {}
    }
    if let [only] = arguments.product_ids.as_slice() {
        return vec![only.clone()];
    }
    let described = matching(bench.turn, arguments);
    let picked: Vec<ProductId> = match arguments.reference {
        Some(Reference::Cheapest | Reference::Dearest) => described.into_iter().take(1).collect(),
        _ => described,
    };
    if picked.len() > 1 && !arguments.product_ids.is_empty() {
        let named: Vec<ProductId> = picked
            .iter()
            .filter(|id| arguments.product_ids.contains(id))
            .cloned()
            .collect();
        if !named.is_empty() {
            return named;
        }
    }
    picked
}

fn ask_which(bench: &mut Workbench<'_>, action: &Action, several: &[ProductId]) {
    // What can be bought is offered first; what is sold out only when there is nothing else.
    let live: Vec<Product> = several.iter().filter_map(|id| bench.live(id)).collect();
    let (can_be_had, sold_out): (Vec<Product>, Vec<Product>) = live.into_iter().partition(Product::in_stock);
    let offered: Vec<Product> = can_be_had.into_iter().chain(sold_out).take(OFFERED).collect();
    let names: Vec<String> = offered.iter().map(|product| product.name.clone()).collect();
    let choices = bench.choices(&names, "choice_or");
    let sentence = bench.text("which_product", &[("choices", &choices)]);
    let product_ids: Vec<ProductId> = offered.iter().map(|product| product.id.clone()).collect();
    let mut pending = action.clone();
    pending.intent = Intent::AddToCart;
    bench.outcome.products.clone_from(&product_ids);
    let question = OpenQuestion {
        kind: QuestionKind::WhichProduct { product_ids },
        pending,
        options: names,
    };
    bench.asks(action, question, sentence);
}

fn add_product(bench: &mut Workbench<'_>, action: &Action, id: &ProductId) {
    let Some(product) = bench.live(id) else {
        let sentence = bench.text("products_none", &[]);
        return bench.refused(action, "product_not_found", sentence);
    };
    match which_variant(bench, action, &product) {
        Which::One(variant) => put(bench, action, &product, &variant),
        Which::Ask { missing, options } => ask_variant(bench, action, &product, missing, options),
        Which::None { wanted } => {
            let offered = bench.choices(&described(&product), "choice_and");
            let places = [
                ("name", product.name.as_str()),
                ("wanted", &wanted),
                ("choices", &offered),
            ];
            let sentence = bench.text("no_such_variant", &places);
            bench.refused(action, "variant_not_found", sentence);
        }
        Which::SoldOut => {
            let sentence = bench.text("out_of_stock", &[("name", &product.name)]);
            bench.refused(action, "out_of_stock", sentence);
        }
    }
}

enum Which {
    One(Variant),
    Ask {
        missing: Vec<String>,
        options: Vec<String>,
    },
    None {
        wanted: String,
    },
    SoldOut,
}

fn which_variant(bench: &Workbench<'_>, action: &Action, product: &Product) -> Which {
    let arguments = &action.arguments;
    if let Some(variant) = arguments.sku.as_deref().and_then(|sku| product.variant(sku)) {
        return Which::One(variant.clone());
    }
    let asked: BTreeMap<&String, &String> = arguments
        .options
        .iter()
        .filter(|(option, _)| !product.option_values(option).is_empty())
        .collect();
    let fits = |variant: &&Variant| {
        asked.iter().all(|(option, value)| {
            variant
                .options
                .get(*option)
                .is_some_and(|own| same_value(own, value))
        })
    };
    let fitting: Vec<&Variant> = product.variants.iter().filter(fits).collect();
    if fitting.is_empty() {
        let wanted: Vec<String> = asked.values().map(|value| (*value).clone()).collect();
        return Which::None {
            wanted: bench.choices(&wanted, "choice_and"),
        };
    }
    let can_be_had: Vec<&&Variant> = fitting.iter().filter(|variant| variant.stock > 0).collect();
    match can_be_had.as_slice() {
        [] if fitting.len() == 1 || product.variants.iter().all(|variant| variant.stock == 0) => {
            Which::SoldOut
        }
        [] => Which::SoldOut,
        [only]
            if fitting.len() == 1
                || asked.len() == product.variants.first().map_or(0, |first| first.options.len()) =>
        {
            Which::One((**only).clone())
        }
        several => {
            let missing: Vec<String> = ["size", "color"]
                .into_iter()
                .map(str::to_owned)
                .filter(|option| !asked.contains_key(option))
                .filter(|option| distinct(several, option).len() > 1)
                .collect();
            match missing.first() {
                Some(option) => Which::Ask {
                    options: distinct(several, option),
                    missing: missing.clone(),
                },
                // Nothing tells the rest apart: the first that can be had.
                None => several
                    .first()
                    .map_or(Which::SoldOut, |variant| Which::One((**variant).clone())),
            }
        }
    }
}

fn distinct(variants: &[&&Variant], option: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in variants.iter().filter_map(|variant| variant.options.get(option)) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}

/// "8" means "US 8"; case does not matter.
pub(super) fn same_value(own: &str, wanted: &str) -> bool {
    own.eq_ignore_ascii_case(wanted)
        || own
            .rsplit(' ')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(wanted))
        || wanted
            .rsplit(' ')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(own))
}

fn described(product: &Product) -> Vec<String> {
    ["color", "size"]
        .into_iter()
        .flat_map(|option| product.option_values(option))
        .map(str::to_owned)
        .collect()
}

fn ask_variant(
    bench: &mut Workbench<'_>,
    action: &Action,
    product: &Product,
    missing: Vec<String>,
    options: Vec<String>,
) {
    let option = missing
        .first()
        .map(|option| bench.text(&format!("option_{option}"), &[]))
        .unwrap_or_default();
    let choices = bench.choices(&options, "choice_or");
    let question_text = bench.text("which_variant", &[("option", &option), ("choices", &choices)]);
    let sentence = format!("{}: {question_text}", product.name);
    let mut pending = action.clone();
    pending.intent = Intent::AddToCart;
    pending.arguments.product_ids = vec![product.id.clone()];
    pending.arguments.reference = None;
    let kind = QuestionKind::WhichVariant {
        product_id: product.id.clone(),
        missing,
    };
    bench.asks(
        action,
        OpenQuestion {
            kind,
            pending,
            options,
        },
        sentence,
    );
}

fn put(bench: &mut Workbench<'_>, action: &Action, product: &Product, variant: &Variant) {
    let quantity = action.arguments.quantity.unwrap_or(1);
    let item_id = CartItemId(bench.ids.draw());
    match bench.cart.add(product, variant, quantity, item_id) {
        Ok(item_id) => {
            bench.cart_changed = true;
            let name = name_of(product, variant);
            let sentence = bench.text(
                "added_to_cart",
                &[("quantity", &quantity.to_string()), ("name", &name)],
            );
            let result = json!({ "itemId": item_id, "sku": variant.sku, "quantity": quantity });
            bench.done(action, Some(result), sentence);
        }
        Err(error) => refuse(bench, action, &error, &product.name),
    }
}

/// Says why a cart cannot be changed as asked.
pub(super) fn refuse(bench: &mut Workbench<'_>, action: &Action, error: &CartError, name: &str) {
    let sentence = match error {
        CartError::Quantity => bench.text("quantity_invalid", &[("most", &MAX_LINE_QUANTITY.to_string())]),
        CartError::OutOfStock { available: 0, .. } => bench.text("out_of_stock", &[("name", name)]),
        CartError::OutOfStock { available, .. } => {
            bench.text("only_left", &[("count", &available.to_string()), ("name", name)])
        }
        CartError::NoSuchItem => bench.text("no_such_item", &[("name", name)]),
    };
    bench.refused(action, error.code(), sentence);
}

/// The product's name with what tells the variant from the others.
pub(super) fn name_of(product: &Product, variant: &Variant) -> String {
    let telling: Vec<&str> = ["color", "size"]
        .into_iter()
        .filter(|option| product.option_values(option).len() > 1)
        .filter_map(|option| variant.options.get(option).map(String::as_str))
        .collect();
    if telling.is_empty() {
        product.name.clone()
    } else {
        format!("{} ({})", product.name, telling.join(", "))
    }
}
