use super::*;

const NAMES: Names = Names {
    price: "base_price",
    images: "images_urls",
    options: "variants",
    items: "inventory_items",
};

fn shirt() -> ProductDraft {
    let option = |name: &str, values: &[&str]| OptionType {
        name: name.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    ProductDraft {
        name: Some("T-Shirt".to_owned()),
        price: Some(Minor(2_000)),
        options: Some(vec![
            option("Size", &["S", "M"]),
            option("Color", &["Red", "Blue"]),
        ]),
        ..ProductDraft::default()
    }
}

fn made(draft: &ProductDraft, known: Option<&KeptProduct>) -> Result<ProductEdit, Vec<FieldProblem>> {
    let mut number = 0;
    edit_of(draft, known, "EUR", NAMES, || {
        number += 1;
        format!("new{number}")
    })
}

fn kept(edit: &ProductEdit) -> KeptProduct {
    KeptProduct {
        details: edit.details.clone(),
        options: edit.options.clone(),
        items: edit
            .items
            .iter()
            .enumerate()
            .map(|(place, item)| colloquy_engine::commerce::keeping::KeptItem {
                id: item.id.clone(),
                product_id: edit.details.id.clone(),
                sku: format!("SKU-{place}"),
                options: item.options.clone(),
                price: item.price,
                stock: 5,
                barcode: item.barcode.clone(),
                is_active: item.is_active,
            })
            .collect(),
        is_active: true,
        version: 3,
        created_at: None,
        updated_at: None,
    }
}

fn fields(draft: &ProductDraft) -> Vec<String> {
    let faults = made(draft, None).expect_err("must be refused");
    faults.into_iter().map(|fault| fault.field).collect()
}

#[test]
fn options_make_a_variant_for_each_combination() {
    let edit = made(&shirt(), None).expect("good");
    let told: Vec<String> = edit
        .items
        .iter()
        .map(|item| format!("{}/{}", item.options["size"], item.options["color"]))
        .collect();
    assert_eq!(told, ["S/Red", "S/Blue", "M/Red", "M/Blue"]);
    assert!(
        edit.items
            .iter()
            .all(|item| item.price == Minor(2_000) && item.sku.is_empty())
    );
    assert_eq!(
        (edit.details.slug.as_str(), edit.details.category.as_str()),
        ("t-shirt", "general")
    );
}

#[test]
fn a_product_without_options_has_one_variant() {
    let plain = ProductDraft {
        options: None,
        ..shirt()
    };
    let edit = made(&plain, None).expect("good");
    assert_eq!((edit.items.len(), edit.options.len()), (1, 0));
}

#[test]
fn changed_options_keep_the_variants_that_still_fit_and_their_stock() {
    let known = kept(&made(&shirt(), None).expect("good"));
    let mut draft = ProductDraft {
        options: shirt().options,
        ..ProductDraft::default()
    };
    if let Some(options) = &mut draft.options {
        options[0].values = vec!["M".to_owned(), "L".to_owned()];
    }
    let edit = made(&draft, Some(&known)).expect("good");
    let told: Vec<(&str, Option<u32>)> = edit
        .items
        .iter()
        .map(|item| (item.sku.as_str(), item.stock))
        .collect();
    assert_eq!(told, [("SKU-2", None), ("SKU-3", None), ("", None), ("", None)]);
    assert_eq!(edit.expected, Some(3));
}

#[test]
fn a_variant_that_cost_what_the_product_did_follows_its_price() {
    let mut known = kept(&made(&shirt(), None).expect("good"));
    known.items[0].price = Minor(2_500);
    let draft = ProductDraft {
        price: Some(Minor(1_000)),
        ..ProductDraft::default()
    };
    let edit = made(&draft, Some(&known)).expect("good");
    let prices: Vec<i64> = edit.items.iter().map(|item| item.price.0).collect();
    assert_eq!(prices, [2_500, 1_000, 1_000, 1_000]);
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    assert_eq!(fields(&ProductDraft::default()), ["name", "base_price"]);
    let mut bad = shirt();
    bad.name = Some(" ".to_owned());
    bad.price = Some(Minor(-1));
    bad.currency = Some("SEK".to_owned());
    bad.slug = Some("T Shirt".to_owned());
    bad.images = Some(vec!["javascript:alert(1)".to_owned()]);
    if let Some(options) = &mut bad.options {
        options[1].name = "size".to_owned();
        options[1].values.push("red".to_owned());
    }
    let expected = [
        "name",
        "base_price",
        "currency",
        "slug",
        "images_urls[0]",
        "variants[1].option_name",
        "variants[1].values[2]",
    ];
    assert_eq!(fields(&bad)[..7], expected);
}

#[test]
fn named_variants_are_held_against_the_options_and_each_other() {
    let item = |size: &str, sku: &str| ItemDraft {
        sku: Some(sku.to_owned()),
        options: BTreeMap::from([
            ("Size".to_owned(), size.to_owned()),
            ("Color".to_owned(), "Red".to_owned()),
        ]),
        ..ItemDraft::default()
    };
    let with = |items: Vec<ItemDraft>| ProductDraft {
        items: Some(items),
        ..shirt()
    };
    assert!(made(&with(vec![item("S", "A-1"), item("M", "A-2")]), None).is_ok());
    assert_eq!(
        fields(&with(vec![item("XL", "A-1")])),
        ["inventory_items[0].options"]
    );
    assert_eq!(fields(&with(vec![item("S", "A 1")])), ["inventory_items[0].sku"]);
    assert_eq!(
        fields(&with(vec![item("S", "A-1"), item("S", "a-1")])),
        ["inventory_items[1].sku", "inventory_items[1].options"]
    );
    assert_eq!(fields(&with(Vec::new())), ["inventory_items"]);
}

#[test]
fn too_many_combinations_are_refused_before_they_are_made() {
    let mut draft = shirt();
    let many = |prefix: &str| (0..1_000).map(|number| format!("{prefix}{number}")).collect();
    if let Some(options) = &mut draft.options {
        options[0].values = many("a");
        options[1].values = many("b");
    }
    assert!(fields(&draft).contains(&"variants".to_owned()));
}
