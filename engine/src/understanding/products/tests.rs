use proptest::prelude::*;

use super::*;
use crate::{
    commerce::catalogue::{Product, Variant},
    ids::VariantId,
    money::Minor,
};

/// A product with the variants of every size and colour given.
pub(in crate::understanding) fn product(
    id: &str,
    name: &str,
    category: &str,
    brand: &str,
    sizes: &[&str],
    colors: &[&str],
) -> Product {
    let mut variants = Vec::new();
    for size in sizes {
        for color in colors {
            let sku = format!(
                "{}-{}-{}",
                id.to_uppercase().replace('_', ""),
                color.to_uppercase(),
                size
            );
            variants.push(Variant {
                id: VariantId(format!("var_{id}_{size}_{color}")),
                sku,
                options: [("size", size), ("color", color)]
                    .into_iter()
                    .map(|(option, value)| (option.to_owned(), (*value).to_owned()))
                    .collect(),
                price: Minor(9_900),
                stock: 5,
            });
        }
    }
    Product {
        id: ProductId(id.to_owned()),
        slug: name.to_lowercase().replace(' ', "-"),
        name: name.to_owned(),
        description: format!("{name} by {brand}."),
        category: category.to_owned(),
        brand: brand.to_owned(),
        price: Minor(9_900),
        currency: "USD".to_owned(),
        images: Vec::new(),
        image_alts: Vec::new(),
        rating_hundredths: None,
        keywords: Vec::new(),
        styles: Vec::new(),
        variants,
    }
}

pub(in crate::understanding) fn lexicon() -> CatalogueLexicon {
    let shoes = ["41", "42", "43"];
    let shirts = ["S", "M", "L", "XL"];
    CatalogueLexicon::new(&Catalogue::new(vec![
        product(
            "prod_001",
            "StrideFlow Running Shoes",
            "shoes",
            "Veltra",
            &shoes,
            &["black", "blue"],
        ),
        product(
            "prod_002",
            "TrailMax Running Shoes",
            "shoes",
            "Peakline",
            &shoes,
            &["green"],
        ),
        product(
            "prod_003",
            "Cloud Fleece Hoodie",
            "hoodies",
            "Northbay",
            &shirts,
            &["black", "gray"],
        ),
        product(
            "prod_004",
            "Classic Baseball Cap",
            "caps",
            "Northbay",
            &["one size"],
            &["red", "blue"],
        ),
        product(
            "prod_005",
            "Steel Water Bottle",
            "bottles",
            "Hydra",
            &["0.5 L", "1 L"],
            &["silver"],
        ),
        product(
            "prod_006",
            "Everyday Cotton T-Shirt",
            "t-shirts",
            "Northbay",
            &shirts,
            &["white", "black"],
        ),
        product(
            "prod_007",
            "Court Tennis Shoes",
            "shoes",
            "Veltra",
            &shoes,
            &["white"],
        ),
        product(
            "prod_008",
            "Yoga Mat",
            "yoga",
            "Peakline",
            &["standard"],
            &["purple"],
        ),
    ]))
}

fn first(query: &str) -> Option<String> {
    lexicon()
        .search(query, 5)
        .first()
        .map(|found| found.product_id.to_string())
}

#[test]
fn products_are_found_by_plural_typo_and_other_word() {
    assert_eq!(first("hoodies").as_deref(), Some("prod_003"));
    assert_eq!(first("hodie").as_deref(), Some("prod_003"));
    assert_eq!(first("tshirts").as_deref(), Some("prod_006"));
    assert_eq!(first("t shirt").as_deref(), Some("prod_006"));
    assert_eq!(first("a blue cap please").as_deref(), Some("prod_004"));
    assert_eq!(first("trailmx runing shoes").as_deref(), Some("prod_002"));
    assert_eq!(first("zebra"), None);
}

#[test]
fn shared_words_are_ambiguous_and_whole_names_are_not() {
    let lexicon = lexicon();
    assert!(
        matches!(lexicon.mention("running shoes"), Mention::Ambiguous { candidates } if candidates.len() == 2)
    );
    assert!(
        matches!(lexicon.mention("TrailMax running shoes"), Mention::One(one) if one.product_id.as_str() == "prod_002")
    );
    assert!(matches!(lexicon.mention("hoodie"), Mention::One(one) if one.product_id.as_str() == "prod_003"));
    assert_eq!(lexicon.mention("spaceship"), Mention::None);
}

#[test]
fn option_values_take_the_catalogues_spelling() {
    let lexicon = lexicon();
    assert_eq!(lexicon.option_value("size", "large").as_deref(), Some("L"));
    assert_eq!(lexicon.option_value("color", "grey").as_deref(), Some("gray"));
    assert_eq!(lexicon.sku("prod003-black-m").as_deref(), Some("PROD003-BLACK-M"));
}

proptest! {
    #[test]
    fn any_query_gives_scores_between_zero_and_one(query in "\\PC*") {
        for found in lexicon().search(&query, 5) {
            prop_assert!((0.0..=1.0).contains(&found.score));
        }
    }
}
