use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn demo() -> Demo {
    Demo::load().expect("every file of the demo shop parses")
}

/// Fails on the second of two things with one name.
fn assert_unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name.to_owned()), "{what} {name:?} is there twice");
    }
}

#[test]
fn the_shop_is_large_enough_to_be_one() {
    let demo = demo();
    let variants: usize = demo.products().map(|(_, product)| product.variants.len()).sum();
    let known = demo.articles.len() + demo.faq.len();
    assert!(
        demo.products().count() >= 150,
        "{} products",
        demo.products().count()
    );
    assert!(variants >= 500, "{variants} variants");
    assert!(known >= 110, "{known} articles and questions");
    assert!(demo.goldens.len() >= 60, "{} goldens", demo.goldens.len());
    assert!(!demo.corrections.is_empty());
}

#[test]
fn the_shop_has_hours_for_every_day_and_a_name_to_sign_with() {
    let shop = demo().shop;
    assert_eq!(shop.hours.len(), 7);
    assert!(!shop.agent_name.is_empty() && shop.timezone.contains('/') && shop.currency.len() == 3);
    for (from, to) in shop.hours.values().flatten() {
        assert!(from < to && from.len() == 5 && to.len() == 5, "{from} to {to}");
    }
}

#[test]
fn names_are_given_once() {
    let demo = demo();
    assert_unique(
        "category",
        demo.categories.iter().map(|category| category.slug.as_str()),
    );
    assert_unique(
        "product",
        demo.products().map(|(_, product)| product.slug.as_str()),
    );
    assert_unique(
        "product name",
        demo.products().map(|(_, product)| product.name.as_str()),
    );
    let variants = || demo.products().flat_map(|(_, product)| &product.variants);
    assert_unique("SKU", variants().map(|variant| variant.sku.as_str()));
    assert_unique(
        "variant id",
        variants().filter_map(|variant| variant.id.as_deref()),
    );
    assert_unique(
        "article",
        demo.articles.iter().map(|article| article.slug.as_str()),
    );
    assert_unique("question", demo.faq.iter().map(|faq| faq.slug.as_str()));
    assert_unique(
        "correction",
        demo.corrections.iter().map(|correction| correction.slug.as_str()),
    );
    assert_unique("golden", demo.goldens.iter().map(|golden| golden.name.as_str()));
}

#[test]
fn the_promised_ids_are_there() {
    let demo = demo();
    let promised = demo
        .products()
        .find(|(_, product)| product.id.as_deref() == Some("prod_001"));
    let (_, product) = promised.expect("prod_001");
    assert!(
        product
            .variants
            .iter()
            .any(|variant| variant.id.as_deref() == Some("var_001"))
    );
}

#[test]
fn no_two_products_are_described_alike() {
    let demo = demo();
    let words = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect()
    };
    let described: Vec<(&str, BTreeSet<String>)> = demo
        .products()
        .map(|(_, product)| (product.slug.as_str(), words(&product.description)))
        .collect();
    for (place, (slug, own)) in described.iter().enumerate() {
        for (other, others) in &described[place + 1..] {
            let common = own.intersection(others).count();
            let all = own.union(others).count();
            assert!(
                common * 2 < all,
                "{slug} and {other} share {common} of {all} words"
            );
        }
    }
}

#[test]
fn variants_have_options_of_their_product_once_each() {
    let demo = demo();
    for (_, product) in demo.products() {
        let mut seen = BTreeSet::new();
        assert!(!product.variants.is_empty(), "{}", product.slug);
        assert!(
            product.price.is_sign_positive() && product.price.scale() <= 2,
            "{}",
            product.slug
        );
        for variant in &product.variants {
            let sku = &variant.sku;
            assert!(
                variant
                    .size
                    .as_ref()
                    .is_none_or(|size| product.sizes.contains(size)),
                "{sku}"
            );
            let color = variant.color.as_deref();
            assert!(
                color.is_none_or(|color| product.colors.get(color).is_some()),
                "{sku}"
            );
            assert!(seen.insert((&variant.size, &variant.color)), "{sku}");
        }
    }
}

#[test]
fn colors_keep_the_order_they_are_written_in() {
    let demo = demo();
    let (_, tee) = demo
        .products()
        .find(|(_, product)| product.slug == "airmesh-running-t-shirt")
        .expect("a product of the demo shop");
    let names: Vec<&str> = tee.colors.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["sky", "coral", "black"]);
    assert_eq!(tee.colors.first(), Some(("sky", "#8cc1ea")));
}

#[test]
fn every_product_can_be_drawn_in_every_color() {
    let demo = demo();
    for (category, product) in demo.products() {
        let shape = category.shape_of(product);
        for (name, hex) in product.colors.iter() {
            let drawn = render_picture(shape, hex);
            let drawn = drawn.unwrap_or_else(|| panic!("{} in {name}: {shape} {hex}", product.slug));
            assert!(drawn.starts_with("<svg") && !drawn.contains("{{"), "{shape}");
        }
    }
    assert_eq!(render_picture("spaceship", "#ffffff"), None);
    assert_eq!(render_picture("cap", "\"/><script>"), None);
}

#[test]
fn every_shape_has_its_places_and_nothing_that_runs() {
    for shape in shapes() {
        let template = picture(&shape).expect("a listed shape");
        assert!(
            template.contains("{{primary}}") && template.contains("{{background}}"),
            "{shape}"
        );
        assert!(
            !template.contains("<script") && !template.contains("href"),
            "{shape}"
        );
    }
}

#[test]
fn every_golden_expects_something_that_can_be() {
    let demo = demo();
    let mut sources = BTreeSet::new();
    sources.extend(
        demo.articles
            .iter()
            .map(|article| format!("knowledge:{}", article.slug)),
    );
    sources.extend(demo.faq.iter().map(|faq| format!("faq:{}", faq.slug)));
    sources.extend(
        demo.corrections
            .iter()
            .map(|correction| format!("correction:{}", correction.slug)),
    );
    for golden in &demo.goldens {
        let name = &golden.name;
        let expect = golden.expect.as_object().expect("a table");
        assert!(!expect.is_empty(), "{name}");
        for key in expect.keys() {
            assert!(
                ["intent", "contains", "sources", "decision"].contains(&key.as_str()),
                "{name}: {key}"
            );
        }
        let decision = golden.decision();
        assert!(
            decision.is_none_or(|decision| ["send", "hold", "handoff"].contains(&decision)),
            "{name}: {decision:?}"
        );
        for source in golden.sources() {
            assert!(sources.contains(source), "{name}: there is no {source}");
        }
    }
}

#[test]
fn removing_any_article_faq_entry_or_correction_breaks_a_golden() {
    let demo = demo();
    let named: BTreeSet<&str> = demo.goldens.iter().flat_map(|golden| golden.sources()).collect();
    let articles = demo.articles.iter().map(|it| format!("knowledge:{}", it.slug));
    let faq = demo.faq.iter().map(|it| format!("faq:{}", it.slug));
    let corrections = demo
        .corrections
        .iter()
        .map(|it| format!("correction:{}", it.slug));
    for source in articles.chain(faq).chain(corrections) {
        assert!(
            named.contains(source.as_str()),
            "no golden is answered from {source}"
        );
    }
}

#[test]
fn what_a_golden_expects_to_read_stands_in_its_sources() {
    let demo = demo();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    texts.extend(
        demo.articles
            .iter()
            .map(|it| (format!("knowledge:{}", it.slug), it.content.clone())),
    );
    texts.extend(
        demo.faq
            .iter()
            .map(|it| (format!("faq:{}", it.slug), it.answer.clone())),
    );
    texts.extend(
        demo.corrections
            .iter()
            .map(|it| (format!("correction:{}", it.slug), it.answer.clone())),
    );
    for golden in &demo.goldens {
        let read: String = golden
            .sources()
            .map(|source| texts[source].to_lowercase())
            .collect();
        if read.is_empty() {
            continue;
        }
        let expected = golden
            .expect
            .get("contains")
            .and_then(serde_json::Value::as_array);
        for piece in expected
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_str)
        {
            assert!(read.contains(&piece.to_lowercase()), "{}: {piece:?}", golden.name);
        }
    }
}

#[test]
fn a_quarter_of_the_goldens_must_not_be_answered() {
    let demo = demo();
    let unanswered = demo
        .goldens
        .iter()
        .filter(|golden| matches!(golden.decision(), Some("hold" | "handoff")))
        .count();
    let all = demo.goldens.len();
    assert!(unanswered * 4 >= all, "{unanswered} of {all}");
}

#[test]
fn a_broken_file_is_named() {
    let error = parse::<DemoShop>("corrections.toml").expect_err("corrections are no shop");
    assert!(
        error.to_string().starts_with("demo file corrections.toml"),
        "{error}"
    );
    let error = parse::<DemoShop>("missing.toml").expect_err("no such file");
    assert_eq!(error.reason, "is missing");
}
