use std::collections::{BTreeMap, HashMap};

use colloquy_engine::{
    commerce::keeping::{KeptItem, KeptProduct, OptionType, ProductDetails},
    money::Minor,
};
use proptest::prelude::*;

use super::{read::read, write::write};

const HEADER: &str = "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src,Published\n";

fn refused(rows: &str) -> Vec<(u64, String)> {
    let read = read(format!("{HEADER}{rows}").as_bytes()).expect("a header");
    assert!(
        read.products.iter().all(|product| product.handle != "bad"),
        "{read:?}"
    );
    read.refused
        .into_iter()
        .map(|row| (row.line, row.column))
        .collect()
}

#[test]
fn rows_of_one_handle_are_one_product_and_empty_cells_say_what_was_said() {
    let file = "\u{feff}".to_owned()
        + HEADER
        + "cup,Cup,\"<p>Two\nlines, one cup</p>\",Color,Red,CUP-R,5,\"9.90\",https://a.example/1.jpg,TRUE\n\
           cup,,,,Blue,,,,https://a.example/2.jpg,\n\
           cup,,,,,,,,https://a.example/3.jpg,\n\
           mug,Mug,,Title,Default Title,,,4,,false\n";
    let found = read(file.as_bytes()).expect("a good file");
    assert_eq!((found.refused.len(), found.rows), (0, 4));
    let cup = &found.products[0].draft;
    let items = cup.items.as_ref().expect("variants");
    assert_eq!(items.len(), 2);
    assert_eq!((items[1].price, items[1].stock), (Some(Minor(990)), None));
    assert_eq!(cup.images.as_ref().map(Vec::len), Some(3));
    assert_eq!(cup.description.as_deref(), Some("Two\nlines, one cup"));
    assert_eq!(
        cup.options
            .as_ref()
            .map(|options| options[0].values.join("/"))
            .as_deref(),
        Some("Red/Blue")
    );
    let mug = &found.products[1].draft;
    assert_eq!(
        (mug.options.as_ref().map(Vec::len), mug.is_active),
        (Some(0), Some(false))
    );
}

#[test]
fn a_row_that_cannot_be_taken_is_told_by_line_and_column_and_its_product_is_left_out_whole() {
    let good = "good,Good,,Title,Default Title,G-1,1,1.00,,\n";
    for (row, column) in [
        ("bad,,,Title,Default Title,,1,1.00,,\n", "Title"),
        ("bad,Bad,,Title,Default Title,,1,free,,\n", "Variant Price"),
        ("bad,Bad,,Title,Default Title,,1,1.999,,\n", "Variant Price"),
        (
            "bad,Bad,,Title,Default Title,,-1,1.00,,\n",
            "Variant Inventory Qty",
        ),
        ("bad,Bad,,Title,Default Title,G-1,1,1.00,,\n", "Variant SKU"),
        ("bad,Bad,,Title,Default Title,A B,1,1.00,,\n", "Variant SKU"),
        ("bad,Bad,,Title,Default Title,,1,1.00,ftp://x,\n", "Image Src"),
        ("bad,Bad,,Title,Default Title,,1,1.00,,maybe\n", "Published"),
        ("bad,Bad,,,,,,,,\n", "Variant Price"),
        (",Bad,,,,,,1,,\n", "Handle"),
        ("bad,Bad\n", ""),
        ("Bad Handle,Bad,,,,,,1,,\n", "Handle"),
    ] {
        assert_eq!(
            refused(&format!("{good}{row}")),
            [(3, column.to_owned())],
            "{row}"
        );
    }
    let later = "bad,Bad,,Size,S,B-1,1,1.00,,\nbad,,,,S,B-2,1,1.00,,\n";
    assert_eq!(refused(later), [(3, "Option1 Value".to_owned())]);
}

#[test]
fn a_file_without_its_columns_is_refused_as_a_whole() {
    let refused = read("Name,Price\nx,1\n".as_bytes()).expect_err("no handle");
    assert_eq!((refused.line, refused.column.as_str()), (1, "Handle"));
    assert!(read(&b""[..]).is_err());
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-z0-9äöü][A-Za-z0-9äöü .'\"-]{0,12}[A-Za-z0-9äöü]"
}

fn kept() -> impl Strategy<Value = Vec<KeptProduct>> {
    let product = (
        (word(), "[ -~\\n<>&€]{0,80}", word(), "[a-z]{1,8}(-[a-z]{1,8})?"),
        prop::collection::vec(word(), 0..3),
        prop::collection::btree_map("[a-z]{2,8}", prop::collection::btree_set(word(), 1..4), 0..3),
        prop::collection::vec(
            (0_i64..10_000_000, 0_u32..1_000, prop::option::of("[0-9]{8,13}")),
            64,
        ),
        prop::collection::btree_set("https://[a-z]{1,8}\\.example/[a-z0-9]{1,8}\\.jpg", 0..5),
        any::<bool>(),
    );
    prop::collection::vec(product, 0..5).prop_map(|products| {
        let made = products.into_iter().enumerate().map(|(number, parts)| {
            let ((name, description, brand, category), words, options, figures, images, is_active) = parts;
            let mut combinations = vec![BTreeMap::new()];
            for (name, values) in &options {
                combinations = combinations
                    .iter()
                    .flat_map(|known: &BTreeMap<String, String>| {
                        values.iter().map(move |value| {
                            let mut longer = known.clone();
                            longer.insert(name.clone(), value.clone());
                            longer
                        })
                    })
                    .collect();
            }
            let items: Vec<KeptItem> = combinations
                .into_iter()
                .zip(figures)
                .enumerate()
                .map(|(place, (options, (price, stock, barcode)))| KeptItem {
                    id: format!("i{number}-{place}").into(),
                    product_id: format!("p{number}").into(),
                    sku: format!("SKU-{number}-{place}"),
                    options,
                    price: Minor(price),
                    stock,
                    barcode,
                    is_active: true,
                })
                .collect();
            KeptProduct {
                details: ProductDetails {
                    id: format!("p{number}").into(),
                    slug: format!("product-{number}"),
                    name,
                    description: super::html::tidy(&description),
                    category,
                    brand,
                    price: items[0].price,
                    currency: "EUR".to_owned(),
                    image_alts: images.iter().skip(1).map(|one| format!("shows {one}")).collect(),
                    images: images.into_iter().collect(),
                    keywords: words.iter().map(|word| word.replace(',', " ")).collect(),
                    styles: words.iter().take(1).cloned().collect(),
                },
                options: options
                    .into_iter()
                    .map(|(name, values)| OptionType {
                        name,
                        values: values.into_iter().collect(),
                    })
                    .collect(),
                items,
                is_active,
                version: 1,
                created_at: None,
                updated_at: None,
            }
        });
        made.collect()
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again_as_it_was(products in kept()) {
        let mut file = Vec::new();
        let left_out = write(&mut file, &products, &HashMap::new()).expect("memory takes it");
        prop_assert!(left_out.is_empty());
        let found = read(file.as_slice()).expect("our own header");
        prop_assert_eq!(&found.refused, &Vec::new());
        prop_assert_eq!(found.products.len(), products.len());
        for (read, kept) in found.products.iter().zip(&products) {
            let (draft, details) = (&read.draft, &kept.details);
            prop_assert_eq!(draft.slug.as_ref(), Some(&details.slug));
            prop_assert_eq!(draft.name.as_ref(), Some(&details.name));
            prop_assert_eq!(draft.description.as_ref(), Some(&details.description));
            prop_assert_eq!(draft.category.as_ref(), Some(&details.category));
            prop_assert_eq!(draft.brand.as_ref(), Some(&details.brand));
            prop_assert_eq!(draft.price, Some(details.price));
            prop_assert_eq!(draft.images.as_ref(), Some(&details.images));
            prop_assert_eq!(draft.image_alts.as_ref(), Some(&details.image_alts));
            prop_assert_eq!(draft.keywords.as_ref(), Some(&details.keywords));
            prop_assert_eq!(draft.styles.as_ref(), Some(&details.styles));
            prop_assert_eq!(draft.options.as_ref(), Some(&kept.options));
            prop_assert_eq!(draft.is_active, Some(kept.is_active));
            let items = draft.items.as_deref().unwrap_or_default();
            prop_assert_eq!(items.len(), kept.items.len());
            for (item, known) in items.iter().zip(&kept.items) {
                prop_assert_eq!(item.sku.as_ref(), Some(&known.sku));
                prop_assert_eq!(&item.options, &known.options);
                prop_assert_eq!(item.price, Some(known.price));
                prop_assert_eq!(item.stock, Some(known.stock));
                prop_assert_eq!(item.barcode.as_deref().unwrap_or_default(), known.barcode.as_deref().unwrap_or_default());
            }
        }
    }
}
