//! How well a product fits what is remembered of a shopper, and why.
//!
//! Taste orders what was found and never hides anything: what the shopper asks for now counts more than what was said
//! once.

use std::collections::HashMap;

use super::{Memory, history::AffinityKind, preferences::same};
use crate::commerce::{catalogue::Product, search::ProductFilter};

/// Points for each thing that fits. A size or a color fits where a variant that can be bought has it.
const SIZE: f32 = 1.0;
const COLOR: f32 = 1.0;
const BRAND: f32 = 1.0;
const CATEGORY: f32 = 0.75;
const STYLE: f32 = 0.5;
const PRICE: f32 = 0.5;
/// Points for something that the shopper turned to before: for the first time, and at most.
const AFFINITY: f32 = 0.1;
const MOST_AFFINITY: f32 = 0.4;

/// Why a product fits: always something about the shopper, never about the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The size that is worn.
    Size(String),
    /// A color that is liked.
    Color(String),
    /// A brand that is liked.
    Brand(String),
    /// A category that is liked, by its slug.
    Category(String),
    /// A style that is liked.
    Style(String),
    /// It costs what the shopper wants to spend.
    PriceRange,
    /// A category that the shopper has often turned to, by its slug.
    OftenCategory(String),
    /// A brand that the shopper has often turned to.
    OftenBrand(String),
}

/// How well one product fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    /// From 0 (nothing known speaks for it); below 0 where the price speaks against it.
    pub score: f32,
    /// What speaks for it, the strongest first.
    pub reasons: Vec<Reason>,
}

/// What is remembered, made ready to be held against many products.
#[derive(Clone, Debug)]
pub struct Taste<'memory> {
    memory: &'memory Memory,
    counts: HashMap<(AffinityKind, &'memory str), u32>,
}

/// So often something is turned to before it is a reason.
const OFTEN: u32 = 3;

impl<'memory> Taste<'memory> {
    /// Makes a memory ready.
    #[must_use]
    pub fn new(memory: &'memory Memory) -> Self {
        let counts = memory
            .affinities
            .iter()
            .map(|affinity| ((affinity.kind, affinity.value.as_str()), affinity.count));
        Self {
            counts: counts.collect(),
            memory,
        }
    }

    /// Whether there is anything to go by.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.memory.preferences.is_empty() && self.counts.is_empty()
    }

    /// How well a product fits. What the shopper asks for in this very search is no reason: everything found has it.
    #[must_use]
    pub fn fit(&self, product: &Product, asked: &ProductFilter) -> Fit {
        let liked = &self.memory.preferences;
        let mut fit = Fit::default();
        let mut add = |points: f32, reason: Reason| {
            fit.score += points;
            fit.reasons.push(reason);
        };
        let offers = |option: &str, wanted: &str| {
            product.variants.iter().any(|variant| {
                variant.stock > 0
                    && variant
                        .options
                        .get(option)
                        .is_some_and(|value| same(value, wanted) || is_size(value, wanted))
            })
        };
        if let Some(size) = liked.size.as_deref().filter(|_| asked.size.is_none())
            && offers("size", size)
        {
            add(SIZE, Reason::Size(size.to_owned()));
        }
        if asked.color.is_none()
            && let Some(color) = liked.colors.iter().find(|color| offers("color", color))
        {
            add(COLOR, Reason::Color(color.clone()));
        }
        if asked.brand.is_none()
            && let Some(brand) = liked.brands.iter().find(|brand| same(brand, &product.brand))
        {
            add(BRAND, Reason::Brand(brand.clone()));
        }
        if asked.category.is_none()
            && let Some(category) = liked.categories.iter().find(|slug| same(slug, &product.category))
        {
            add(CATEGORY, Reason::Category(category.clone()));
        }
        if let Some(style) = liked.styles.iter().find(|style| has_style(product, style)) {
            add(STYLE, Reason::Style(style.clone()));
        }
        if asked.price_min.is_none() && asked.price_max.is_none() && !liked.price_range.is_empty() {
            if liked.price_range.holds(product.price) {
                add(PRICE, Reason::PriceRange);
            } else {
                fit.score -= PRICE;
            }
        }
        self.add_affinities(product, asked, &mut fit);
        fit
    }

    fn add_affinities(&self, product: &Product, asked: &ProductFilter, fit: &mut Fit) {
        let often = |kind, value: &str| self.counts.get(&(kind, value)).copied().unwrap_or(0);
        let points = |count: u32| (AFFINITY * (1.0 + count as f32).log2()).min(MOST_AFFINITY);
        fit.score += points(often(AffinityKind::Product, product.id.as_str()));
        if asked.category.is_none() {
            let count = often(AffinityKind::Category, &product.category);
            fit.score += points(count);
            let is_told = fit
                .reasons
                .iter()
                .any(|reason| matches!(reason, Reason::Category(_)));
            if count >= OFTEN && !is_told {
                fit.reasons.push(Reason::OftenCategory(product.category.clone()));
            }
        }
        if asked.brand.is_none() {
            let count = often(AffinityKind::Brand, &product.brand);
            fit.score += points(count);
            let is_told = fit
                .reasons
                .iter()
                .any(|reason| matches!(reason, Reason::Brand(_)));
            if count >= OFTEN && !is_told {
                fit.reasons.push(Reason::OftenBrand(product.brand.clone()));
            }
        }
    }
}

/// "9" is worn where the catalogue writes "US 9"; a size of another system is another size.
fn is_size(written: &str, worn: &str) -> bool {
    let figure = |text: &str| {
        let text = text.trim().to_lowercase();
        let system = ["us ", "eu ", "uk "]
            .into_iter()
            .find(|system| text.starts_with(system));
        (
            system,
            text.trim_start_matches(system.unwrap_or_default()).to_owned(),
        )
    };
    let ((system, written), (said, worn)) = (figure(written), figure(worn));
    written == worn
        && (said.is_none() || said == system)
        && written.starts_with(|first: char| first.is_ascii_digit())
}

/// A style stands among the product's styles, or as a word of its name or of the words people search it by.
fn has_style(product: &Product, style: &str) -> bool {
    let words = |text: &str| {
        text.split(|letter: char| !letter.is_alphanumeric())
            .any(|word| same(word, style))
    };
    product.styles.iter().any(|known| same(known, style))
        || product
            .keywords
            .iter()
            .any(|keyword| same(keyword, style) || words(keyword))
        || words(&product.name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        commerce::catalogue::Variant,
        memory::{Affinity, Preferences},
        money::Minor,
    };

    fn shoe(color: &str, size: &str, stock: u32) -> Product {
        let options = BTreeMap::from([
            ("color".to_owned(), color.to_owned()),
            ("size".to_owned(), size.to_owned()),
        ]);
        Product {
            id: "prod_1".into(),
            slug: "runner".to_owned(),
            name: "Runner".to_owned(),
            description: String::new(),
            category: "running-shoes".to_owned(),
            brand: "Fjellrun".to_owned(),
            price: Minor(9_000),
            currency: "USD".to_owned(),
            images: Vec::new(),
            image_alts: Vec::new(),
            rating_hundredths: None,
            keywords: vec!["sneaker".to_owned()],
            styles: vec!["sporty".to_owned()],
            variants: vec![Variant {
                id: "var_1".into(),
                sku: "S".to_owned(),
                options,
                price: Minor(9_000),
                stock,
            }],
        }
    }

    fn memory(preferences: Preferences) -> Memory {
        Memory {
            preferences,
            ..Memory::default()
        }
    }

    #[test]
    fn a_size_and_a_color_that_can_be_bought_are_reasons_and_sold_out_ones_are_not() {
        let memory = memory(Preferences {
            size: Some("42".to_owned()),
            colors: vec!["blue".to_owned()],
            ..Preferences::default()
        });
        let taste = Taste::new(&memory);
        let fits = taste.fit(&shoe("Blue", "42", 3), &ProductFilter::default());
        assert_eq!(
            fits.reasons,
            [Reason::Size("42".into()), Reason::Color("blue".into())]
        );
        let sold_out = taste.fit(&shoe("Blue", "42", 0), &ProductFilter::default());
        assert_eq!(sold_out, Fit::default());
    }

    #[test]
    fn a_bare_figure_is_the_size_of_the_shops_own_system() {
        assert!(is_size("US 9.5", "9.5") && is_size("US 9", "us 9"));
        assert!(!is_size("US 9", "EU 9") && !is_size("US 9", "9.5") && !is_size("black", "black"));
    }

    #[test]
    fn what_is_asked_for_now_is_no_reason() {
        let memory = memory(Preferences {
            colors: vec!["blue".to_owned()],
            ..Preferences::default()
        });
        let asked = ProductFilter {
            color: Some("red".to_owned()),
            ..ProductFilter::default()
        };
        assert_eq!(
            Taste::new(&memory).fit(&shoe("blue", "42", 3), &asked),
            Fit::default()
        );
    }

    #[test]
    fn a_price_beyond_the_range_speaks_against_it() {
        let mut preferences = Preferences::default();
        preferences.remember("price_max", "50");
        let memory = memory(preferences);
        let fit = Taste::new(&memory).fit(&shoe("blue", "42", 3), &ProductFilter::default());
        assert!(fit.score < 0.0 && fit.reasons.is_empty());
    }

    #[test]
    fn something_turned_to_often_is_a_reason() {
        let memory = Memory {
            affinities: vec![Affinity {
                kind: AffinityKind::Brand,
                value: "Fjellrun".to_owned(),
                count: 4,
            }],
            ..Memory::default()
        };
        let fit = Taste::new(&memory).fit(&shoe("blue", "42", 3), &ProductFilter::default());
        assert_eq!(fit.reasons, [Reason::OftenBrand("Fjellrun".into())]);
        assert!(fit.score > 0.0);
    }
}
