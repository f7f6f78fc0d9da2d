//! Why a product stands first: what is remembered of the shopper, said as such and never as a fact about the product.

use super::{memory::spoken_range, workbench::Workbench};
use crate::{
    commerce::{catalogue::Product, search::ProductFilter},
    memory::{Reason, Taste},
};

/// Reasons that are told at once.
const TOLD: usize = 3;

/// A sentence for why this product stands first; none when nothing that is remembered speaks for it.
pub(super) fn because(bench: &Workbench<'_>, product: &Product, asked: &ProductFilter) -> Option<String> {
    let memory = bench.turn.context.memory.as_deref()?;
    let fit = Taste::new(memory).fit(product, asked);
    let reasons: Vec<String> = fit
        .reasons
        .iter()
        .take(TOLD)
        .map(|reason| match reason {
            Reason::Size(size) => bench.text("because_size", &[("value", size)]),
            Reason::Color(value) | Reason::Brand(value) | Reason::Style(value) => {
                bench.text("because_like", &[("value", value)])
            }
            Reason::Category(slug) => bench.text("because_like", &[("value", &spoken(slug))]),
            Reason::PriceRange => {
                let range = spoken_range(bench, memory.preferences.price_range);
                bench.text("because_price", &[("value", &range)])
            }
            Reason::OftenCategory(slug) => bench.text("because_often", &[("value", &spoken(slug))]),
            Reason::OftenBrand(brand) => bench.text("because_often", &[("value", brand)]),
        })
        .collect();
    if reasons.is_empty() || fit.score <= 0.0 {
        return None;
    }
    let reasons = bench.choices(&reasons, "choice_and");
    Some(bench.text(
        "recommended_because",
        &[("name", &product.name), ("reasons", &reasons)],
    ))
}

fn spoken(slug: &str) -> String {
    slug.replace(['-', '_'], " ")
}
