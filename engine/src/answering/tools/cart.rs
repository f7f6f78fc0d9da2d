//! Changing and showing what is in the cart.

use serde_json::json;

use super::{
    adding::{name_of, refuse, same_value},
    workbench::Workbench,
};
use crate::{
    answering::buttons::button,
    commerce::{
        cart::{CartError, CartLine},
        catalogue::{Product, Variant},
        discount::DiscountError,
    },
    ids::{CartItemId, ProductId},
    money::Minor,
    understanding::{Action, Intent, OpenQuestion, QuestionKind, Reference},
};

/// Shows the cart with its totals.
pub(super) fn view(bench: &mut Workbench<'_>, action: &Action) {
    bench.outcome.show_cart = true;
    let cart = bench.priced_cart();
    if cart.items.is_empty() {
        let sentence = bench.text("cart_empty", &[]);
        return bench.done(action, Some(json!({ "items": 0 })), sentence);
    }
    let mut lines = vec![bench.text("cart_header", &[])];
    for item in &cart.items {
        let options: Vec<&str> = item.options.values().map(String::as_str).collect();
        let name = if options.is_empty() {
            item.name.clone()
        } else {
            format!("{} ({})", item.name, options.join(", "))
        };
        let places = [
            ("quantity", item.quantity.to_string()),
            ("name", name),
            ("total", bench.money(&item.line_total)),
        ];
        let places: Vec<(&str, &str)> = places
            .iter()
            .map(|(place, value)| (*place, value.as_str()))
            .collect();
        lines.push(format!("• {}", bench.text("cart_line", &places)));
    }
    lines.push(total_line(bench));
    bench.outcome.suggested_actions = ["checkout", "empty_cart"]
        .map(|name| button(bench.turn, name, &[]))
        .to_vec();
    bench.done(
        action,
        Some(json!({ "items": cart.items.len(), "total": cart.total })),
        lines.join("\n"),
    );
}

fn total_line(bench: &Workbench<'_>) -> String {
    let cart = bench.priced_cart();
    let places = [
        ("subtotal", bench.money(&cart.subtotal)),
        ("tax", bench.money(&cart.tax)),
        ("shipping", bench.money(&cart.shipping)),
        ("total", bench.money(&cart.total)),
        ("discount", bench.money(&cart.discount)),
        ("code", cart.discount_code.clone().unwrap_or_default()),
    ];
    let places: Vec<(&str, &str)> = places
        .iter()
        .map(|(place, value)| (*place, value.as_str()))
        .collect();
    if cart.discount_code.is_some() {
        bench.text("cart_total_discount", &places)
    } else {
        bench.text("cart_total", &places)
    }
}

/// Sets a line's number, or changes its size or color.
pub(super) fn update(bench: &mut Workbench<'_>, action: &Action) {
    let Some((line, product, variant)) = the_line(bench, action) else {
        return;
    };
    if !action.arguments.options.is_empty() {
        return change_variant(bench, action, &line, &product, &variant);
    }
    match (action.arguments.quantity, action.arguments.delta) {
        (Some(quantity), _) => set_quantity(bench, action, line.item_id, quantity, &product, &variant),
        (None, Some(delta)) => {
            set_quantity(
                bench,
                action,
                line.item_id,
                i64::from(line.quantity) + delta,
                &product,
                &variant,
            );
        }
        (None, None) => ask_how_many(bench, action, &product),
    }
}

/// Some more, or some fewer. Down to nothing takes the line out.
pub(super) fn adjust(bench: &mut Workbench<'_>, action: &Action) {
    let Some((line, product, variant)) = the_line(bench, action) else {
        return;
    };
    let change = action.arguments.delta.or(action.arguments.quantity).unwrap_or(1);
    let wanted = i64::from(line.quantity).saturating_add(change);
    if change < 0 && wanted <= 0 {
        return take_out(bench, action, line.item_id, &product, &variant);
    }
    set_quantity(bench, action, line.item_id, wanted, &product, &variant);
}

/// Taking all of it out is emptying the cart.
pub(super) fn meant(action: &Action) -> Option<Action> {
    let is_all = action.intent == Intent::RemoveFromCart
        && action.arguments.reference == Some(Reference::All)
        && action.arguments.product_query.is_none();
    is_all.then(|| Action {
        intent: Intent::ClearCart,
        ..action.clone()
    })
}

/// Takes a line out, or so many of it.
pub(super) fn remove(bench: &mut Workbench<'_>, action: &Action) {
    let Some((line, product, variant)) = the_line(bench, action) else {
        return;
    };
    let fewer = action.arguments.quantity.or(action.arguments.delta.map(i64::abs));
    match fewer {
        Some(number) if number > 0 && number < i64::from(line.quantity) => {
            let left = i64::from(line.quantity) - number;
            set_quantity(bench, action, line.item_id, left, &product, &variant);
        }
        _ => take_out(bench, action, line.item_id, &product, &variant),
    }
}

/// Uses a discount code for the cart.
pub(super) fn discount(bench: &mut Workbench<'_>, action: &Action) {
    let Some(code) = &action.arguments.code else {
        let question = OpenQuestion {
            kind: QuestionKind::WhichCode,
            pending: action.clone(),
            options: Vec::new(),
        };
        let sentence = bench.text("which_discount", &[]);
        return bench.asks(action, question, sentence);
    };
    if bench.cart.lines.is_empty() {
        let sentence = bench.text("discount_later", &[("code", code)]);
        return bench.refused(action, "cart_empty", sentence);
    }
    let subtotal = Minor::parse(&bench.priced_cart().subtotal).unwrap_or_default();
    let checked = bench
        .shop()
        .pricing
        .check_code(code, subtotal, bench.turn.context.now);
    match checked {
        Ok((code, off)) => {
            bench.cart.discount_code = Some(code.clone());
            bench.cart_changed = true;
            let off = bench.money(&off.to_string());
            let sentence = bench.text("discount_applied", &[("code", &code), ("discount", &off)]);
            bench.done(action, Some(json!({ "code": code })), sentence);
        }
        Err(error) => {
            let sentence = match &error {
                DiscountError::Unknown(code) => bench.text("discount_unknown", &[("code", code)]),
                DiscountError::Expired(code) => bench.text("discount_expired", &[("code", code)]),
                DiscountError::Minimum { code, minimum } => {
                    let (minimum, subtotal) = (
                        bench.money(&minimum.to_string()),
                        bench.money(&subtotal.to_string()),
                    );
                    let places = [
                        ("code", code.as_str()),
                        ("minimum", minimum.as_str()),
                        ("subtotal", subtotal.as_str()),
                    ];
                    bench.text("discount_minimum", &places)
                }
            };
            bench.refused(action, error.code(), sentence);
        }
    }
}

fn set_quantity(
    bench: &mut Workbench<'_>,
    action: &Action,
    item_id: CartItemId,
    quantity: i64,
    product: &Product,
    variant: &Variant,
) {
    match bench.cart.set_quantity(item_id, quantity, product, variant) {
        Ok(()) => {
            bench.cart_changed = true;
            let name = name_of(product, variant);
            let sentence = bench.text("updated", &[("name", &name), ("quantity", &quantity.to_string())]);
            bench.done(
                action,
                Some(json!({ "itemId": item_id, "quantity": quantity })),
                sentence,
            );
        }
        Err(error) => refuse(bench, action, &error, &product.name),
    }
}

fn take_out(
    bench: &mut Workbench<'_>,
    action: &Action,
    item_id: CartItemId,
    product: &Product,
    variant: &Variant,
) {
    match bench.cart.remove(item_id) {
        Ok(_line) => {
            bench.cart_changed = true;
            let sentence = bench.text("removed", &[("name", &name_of(product, variant))]);
            bench.done(action, Some(json!({ "itemId": item_id })), sentence);
        }
        Err(error) => refuse(bench, action, &error, &product.name),
    }
}

/// Swaps a line for another size or color of the same product; the number stays unless another was said.
fn change_variant(
    bench: &mut Workbench<'_>,
    action: &Action,
    line: &CartLine,
    product: &Product,
    variant: &Variant,
) {
    let mut wanted = variant.options.clone();
    wanted.extend(action.arguments.options.clone());
    let target = product.variants.iter().find(|candidate| {
        wanted.iter().all(|(option, value)| {
            candidate
                .options
                .get(option)
                .is_some_and(|own| same_value(own, value))
        })
    });
    let Some(target) = target else {
        let offered: Vec<String> = product
            .variants
            .iter()
            .map(|other| name_of(product, other))
            .take(8)
            .collect();
        let (wanted, choices) = (
            bench.choices(
                &action.arguments.options.values().cloned().collect::<Vec<_>>(),
                "choice_and",
            ),
            bench.choices(&offered, "choice_and"),
        );
        let places = [
            ("name", product.name.as_str()),
            ("wanted", &wanted),
            ("choices", &choices),
        ];
        let sentence = bench.text("no_such_variant", &places);
        return bench.refused(action, "variant_not_found", sentence);
    };
    let quantity = action
        .arguments
        .quantity
        .unwrap_or_else(|| i64::from(line.quantity));
    let before = bench.cart.clone();
    let swapped = bench
        .cart
        .remove(line.item_id)
        .and_then(|_| bench.cart.add(product, target, quantity, line.item_id));
    match swapped {
        Ok(item_id) => {
            bench.cart_changed = true;
            let name = name_of(product, target);
            let sentence = bench.text("updated", &[("name", &name), ("quantity", &quantity.to_string())]);
            bench.done(
                action,
                Some(json!({ "itemId": item_id, "sku": target.sku })),
                sentence,
            );
        }
        Err(error) => {
            bench.cart = before;
            refuse(bench, action, &error, &product.name);
        }
    }
}

fn ask_how_many(bench: &mut Workbench<'_>, action: &Action, product: &Product) {
    let mut pending = action.clone();
    pending.arguments.product_ids = vec![product.id.clone()];
    let question = OpenQuestion {
        kind: QuestionKind::HowMany,
        pending,
        options: Vec::new(),
    };
    let sentence = bench.text("how_many", &[]);
    bench.asks(action, question, sentence);
}

/// The one line that an action speaks of; says so and gives none when there is no such line or more than one.
fn the_line(bench: &mut Workbench<'_>, action: &Action) -> Option<(CartLine, Product, Variant)> {
    let lines: Vec<(CartLine, Product, Variant)> = bench
        .cart
        .lines
        .iter()
        .filter_map(|line| {
            bench
                .line(line)
                .map(|(product, variant)| (line.clone(), product, variant))
        })
        .collect();
    if lines.is_empty() {
        let sentence = bench.text("cart_empty", &[]);
        bench.refused(action, "cart_empty", sentence);
        return None;
    }
    let meant = meant_lines(bench, action, &lines);
    match meant.as_slice() {
        [only] => lines.get(*only).cloned(),
        [] => {
            let name = action.arguments.product_query.clone().unwrap_or_default();
            let error = CartError::NoSuchItem;
            refuse(bench, action, &error, name.trim());
            None
        }
        several => {
            let offered: Vec<(String, ProductId)> = several
                .iter()
                .filter_map(|index| lines.get(*index))
                .map(|(_, product, variant)| (name_of(product, variant), product.id.clone()))
                .collect();
            let names: Vec<String> = offered.iter().map(|(name, _)| name.clone()).collect();
            let product_ids = offered.into_iter().map(|(_, id)| id).collect();
            let choices = bench.choices(&names, "choice_or");
            let sentence = bench.text("which_product", &[("choices", &choices)]);
            let kind = QuestionKind::WhichProduct { product_ids };
            bench.asks(
                action,
                OpenQuestion {
                    kind,
                    pending: action.clone(),
                    options: names,
                },
                sentence,
            );
            None
        }
    }
}

fn meant_lines(bench: &Workbench<'_>, action: &Action, lines: &[(CartLine, Product, Variant)]) -> Vec<usize> {
    let arguments = &action.arguments;
    let all: Vec<usize> = (0..lines.len()).collect();
    if let Some(sku) = &arguments.sku {
        return all
            .into_iter()
            .filter(|index| lines[*index].2.sku.eq_ignore_ascii_case(sku))
            .collect();
    }
    if !arguments.product_ids.is_empty() {
        let named: Vec<usize> = all
            .iter()
            .copied()
            .filter(|index| arguments.product_ids.contains(&lines[*index].1.id))
            .collect();
        if !named.is_empty() {
            return narrow_by_options(action, lines, named);
        }
    }
    if let Some(query) = &arguments.product_query {
        let found = bench.shop().lexicon.search(query, 200);
        let named = all
            .iter()
            .copied()
            .filter(|index| found.iter().any(|found| found.product_id == lines[*index].1.id))
            .collect();
        return narrow_by_options(action, lines, named);
    }
    match arguments.reference {
        Some(Reference::Ordinal(number)) => usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1))
            .filter(|index| *index < lines.len())
            .into_iter()
            .collect(),
        // "It" and "one more of those" mean what was added last.
        Some(Reference::Last | Reference::That) => lines.len().checked_sub(1).into_iter().collect(),
        _ => all,
    }
}

/// Between two lines of one product an option tells which, unless it is the option that shall change.
fn narrow_by_options(
    action: &Action,
    lines: &[(CartLine, Product, Variant)],
    named: Vec<usize>,
) -> Vec<usize> {
    if named.len() < 2 || action.arguments.options.is_empty() {
        return named;
    }
    let fitting: Vec<usize> = named
        .iter()
        .copied()
        .filter(|index| {
            action.arguments.options.iter().all(|(option, value)| {
                lines[*index]
                    .2
                    .options
                    .get(option)
                    .is_some_and(|own| same_value(own, value))
            })
        })
        .collect();
    if fitting.is_empty() { named } else { fitting }
}
