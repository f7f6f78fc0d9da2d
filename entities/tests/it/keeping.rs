//! Keeping the catalogue: whole edits under their version, stock that never falls below zero, categories in use.

use std::collections::BTreeMap;

use colloquy_engine::{
    commerce::keeping::{ItemEdit, KeptCategory, OptionType, ProductDetails, ProductEdit, StockChange},
    money::Minor,
    port::{
        StoreError,
        activity::{ActivityFilter, ActivityStore},
        catalogue::CatalogueStore,
        keeping::{CategoryRemoved, KeepingStore, KeptFilter, Saved, StockChanged},
    },
};
use colloquy_entities::Store;

use crate::{activity::act, databases::on_every_database, material::business};

on_every_database! {
    a_product_is_made_changed_and_taken_away_and_the_log_tells_of_it
    an_edit_of_an_older_version_changes_nothing
    many_products_are_written_all_or_none
    a_sku_is_taken_whatever_its_case
    variants_of_a_product_can_pass_their_skus_to_each_other
    stock_taken_by_many_at_once_never_falls_below_zero
    products_are_found_by_text_category_state_and_low_stock
    a_category_in_use_stays
}

pub(crate) fn edit(number: u32) -> ProductEdit {
    let item = |size: &str, stock: u32| ItemEdit {
        id: format!("item_{number}_{size}").into(),
        sku: format!("SHIRT-{number}-{size}"),
        options: BTreeMap::from([("size".to_owned(), size.to_owned())]),
        price: Minor(2_000),
        stock: Some(stock),
        barcode: Some(format!("40{number}")),
        is_active: true,
    };
    ProductEdit {
        details: ProductDetails {
            id: format!("p{number}").into(),
            slug: format!("shirt-{number}"),
            name: format!("Shirt {number}"),
            description: "100% cotton.".to_owned(),
            category: "shirts".to_owned(),
            brand: "Acme".to_owned(),
            price: Minor(2_000),
            currency: "EUR".to_owned(),
            images: vec!["https://shop.example/1.jpg".to_owned()],
            image_alts: vec!["A folded shirt".to_owned()],
            keywords: vec!["summer".to_owned()],
            styles: Vec::new(),
        },
        category_title: "Shirts".to_owned(),
        options: vec![OptionType {
            name: "size".to_owned(),
            values: vec!["S".to_owned(), "M".to_owned()],
        }],
        items: vec![item("S", 10), item("M", 2)],
        is_active: true,
        expected: None,
    }
}

async fn a_product_is_made_changed_and_taken_away_and_the_log_tells_of_it(store: &Store) {
    let shop = business(store).await;
    assert_eq!(store.save_product(shop, &edit(1), &act(1)).await, Ok(Saved::Done));
    let kept = store.kept_product(shop, "shirt-1").await.unwrap().unwrap();
    assert_eq!((kept.version, kept.is_active, kept.items.len()), (1, true, 2));
    assert_eq!(kept.options, edit(1).options);
    assert_eq!(kept.items[0].barcode.as_deref(), Some("401"));

    // A sale between reading and writing stays a sale: the edit names no stock.
    store.set_stock(shop, "item_1_S", 9).await.unwrap();
    let mut changed = ProductEdit::from(&kept);
    changed.details.name = "Shirt of linen".to_owned();
    changed.items.remove(1);
    assert_eq!(store.save_product(shop, &changed, &act(2)).await, Ok(Saved::Done));
    let kept = store.kept_product(shop, "SHIRT-1-s").await.unwrap().unwrap();
    assert_eq!(
        (kept.details.name.as_str(), kept.items[0].stock),
        ("Shirt of linen", 9)
    );
    assert_eq!((kept.items[0].is_active, kept.items[1].is_active), (true, false));
    let sold = store.products(shop).await.unwrap();
    assert_eq!(sold[0].variants.len(), 1, "what is sold no more is not shown");
    let gone = ["item_1_M".into()];
    assert!(store.quotes(shop, &gone).await.unwrap().is_empty());

    let away = ProductEdit {
        is_active: false,
        ..ProductEdit::from(&kept)
    };
    assert_eq!(store.save_product(shop, &away, &act(3)).await, Ok(Saved::Done));
    assert!(store.products(shop).await.unwrap().is_empty());
    assert!(store.quotes(shop, &["item_1_S".into()]).await.unwrap().is_empty());
    assert!(
        store.kept_product(shop, "p1").await.unwrap().is_some(),
        "orders still tell of it"
    );
    let log = store
        .activities(shop, &ActivityFilter::default(), 0, 10)
        .await
        .unwrap();
    assert_eq!(log.total, 3);
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    let back = ProductEdit {
        is_active: true,
        ..ProductEdit::from(&kept)
    };
    assert_eq!(store.save_product(shop, &back, &act(4)).await, Ok(Saved::Done));
    let sold = store.products(shop).await.unwrap();
    assert_eq!(sold[0].variants.len(), 1, "what was taken away before stays away");
    assert_eq!(store.check_activities(shop, 5).await.unwrap().fault_count, 0);
}

async fn an_edit_of_an_older_version_changes_nothing(store: &Store) {
    let shop = business(store).await;
    store.save_product(shop, &edit(1), &act(1)).await.unwrap();
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    let mut one = ProductEdit::from(&kept);
    one.details.name = "One".to_owned();
    let mut other = ProductEdit::from(&kept);
    other.details.name = "Other".to_owned();
    assert_eq!(store.save_product(shop, &one, &act(2)).await, Ok(Saved::Done));
    assert_eq!(store.save_product(shop, &other, &act(3)).await, Ok(Saved::Stale));
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    assert_eq!(kept.details.name, "One");
    let log = store
        .activities(shop, &ActivityFilter::default(), 0, 10)
        .await
        .unwrap();
    assert_eq!(log.total, 2, "what was not done is not told");
}

async fn many_products_are_written_all_or_none(store: &Store) {
    let shop = business(store).await;
    let mut twice = edit(2);
    twice.items[0].sku = "SHIRT-1-S".to_owned();
    let refused = store.save_products(shop, &[edit(1), twice], &act(1)).await;
    assert_eq!(refused, Err(StoreError::Taken("sku")));
    assert!(store.products(shop).await.unwrap().is_empty());
    assert_eq!(
        store.save_products(shop, &[edit(1), edit(2)], &act(1)).await,
        Ok(Saved::Done)
    );
    assert_eq!(store.products(shop).await.unwrap().len(), 2);
}

async fn variants_of_a_product_can_pass_their_skus_to_each_other(store: &Store) {
    let shop = business(store).await;
    store.save_product(shop, &edit(1), &act(1)).await.unwrap();
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    let mut swapped = ProductEdit::from(&kept);
    let first = std::mem::replace(&mut swapped.items[0].sku, "shirt-1-m".to_owned());
    swapped.items[1].sku = first;
    assert_eq!(store.save_product(shop, &swapped, &act(2)).await, Ok(Saved::Done));
    let sku_of = async |id: &str| store.kept_item(shop, id).await.unwrap().unwrap().sku;
    assert_eq!(sku_of("item_1_S").await, "shirt-1-m");
    assert_eq!(sku_of("item_1_M").await, "SHIRT-1-S");

    // Passed on to a new variant while its owner keeps another one.
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    let mut moved = ProductEdit::from(&kept);
    let mut new = moved.items[0].clone();
    new.id = "item_1_L".into();
    new.options = BTreeMap::from([("size".to_owned(), "L".to_owned())]);
    moved.options[0].values.push("L".to_owned());
    moved.items[0].sku = "SHIRT-1-OTHER".to_owned();
    moved.items.push(new);
    assert_eq!(store.save_product(shop, &moved, &act(3)).await, Ok(Saved::Done));
    assert_eq!(sku_of("item_1_L").await, "shirt-1-m");

    // What its owner keeps is taken as before.
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    let mut double = ProductEdit::from(&kept);
    double.items[0].sku = "SHIRT-1-S".to_owned();
    let refused = store.save_product(shop, &double, &act(4)).await;
    assert_eq!(refused, Err(StoreError::Taken("sku")));
}

async fn a_sku_is_taken_whatever_its_case(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    store.save_product(ours, &edit(1), &act(1)).await.unwrap();
    let mut other = edit(2);
    other.items[1].sku = "shirt-1-m".to_owned();
    let refused = store.save_product(ours, &other, &act(2)).await;
    assert_eq!(refused, Err(StoreError::Taken("sku")));
    assert_eq!(store.save_product(theirs, &other, &act(2)).await, Ok(Saved::Done));
    let asked = ["shirt-1-S".to_owned(), "free".to_owned()];
    let taken = store.skus_taken(ours, &asked).await.unwrap();
    assert_eq!(taken, [("SHIRT-1-S".to_owned(), "item_1_S".into())]);
}

async fn stock_taken_by_many_at_once_never_falls_below_zero(store: &Store) {
    let shop = business(store).await;
    store.save_product(shop, &edit(1), &act(1)).await.unwrap();
    let takers = (0..16).map(|number| {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .change_stock(shop, "shirt-1-s", StockChange::By(-1), &act(number))
                .await
        })
    });
    let mut done = 0;
    for taker in takers.collect::<Vec<_>>() {
        match taker.await.unwrap().unwrap() {
            StockChanged::Done { .. } => done += 1,
            refused => assert_eq!(refused, StockChanged::Short { stock: 0 }),
        }
    }
    let item = store.kept_item(shop, "item_1_S").await.unwrap().unwrap();
    assert_eq!((done, item.stock), (10, 0));
    let filter = ActivityFilter {
        subject: Some("item_1_S".to_owned()),
        ..ActivityFilter::default()
    };
    let log = store.activities(shop, &filter, 0, 1).await.unwrap();
    assert_eq!((log.total, &log.items[0].detail["after"]), (10, &0.into()));
    let to = store
        .change_stock(shop, "item_1_S", StockChange::To(7), &act(1))
        .await;
    assert!(matches!(to, Ok(StockChanged::Done { before: 0, .. })), "{to:?}");
    let more = store
        .change_stock(shop, "item_1_S", StockChange::By(i64::MAX), &act(1))
        .await;
    assert_eq!(more, Ok(StockChanged::TooMany));
    let nothing = store
        .change_stock(shop, "nothing", StockChange::To(1), &act(1))
        .await;
    assert_eq!(nothing, Ok(StockChanged::Unknown));
}

async fn products_are_found_by_text_category_state_and_low_stock(store: &Store) {
    let shop = business(store).await;
    let mut hat = edit(2);
    hat.details.name = "Hat_100%".to_owned();
    hat.details.category = "hats".to_owned();
    hat.is_active = false;
    store.save_products(shop, &[edit(1), hat], &act(1)).await.unwrap();
    let found = async |filter: KeptFilter| {
        let page = store.kept_products(shop, &filter, 0, 10).await.unwrap();
        let ids: Vec<String> = page.items.into_iter().map(|one| one.details.id.0).collect();
        assert_eq!(page.total, ids.len() as u64);
        ids.join(" ")
    };
    let text = |text: &str| KeptFilter {
        text: Some(text.to_owned()),
        ..KeptFilter::default()
    };
    assert_eq!(found(KeptFilter::default()).await, "p1 p2");
    assert_eq!(found(text("hat_1")).await, "p2");
    assert_eq!(found(text("shirt-1-m")).await, "p1");
    assert_eq!(found(text("h_t")).await, "", "an underscore is an underscore");
    let of = KeptFilter {
        category: Some("hats".to_owned()),
        ..KeptFilter::default()
    };
    assert_eq!(found(of).await, "p2");
    let sold = KeptFilter {
        is_active: Some(true),
        ..KeptFilter::default()
    };
    assert_eq!(found(sold).await, "p1");
    let low = KeptFilter {
        stock_at_most: Some(2),
        ..KeptFilter::default()
    };
    assert_eq!(found(low).await, "p1");
    let none = KeptFilter {
        stock_at_most: Some(1),
        ..KeptFilter::default()
    };
    assert_eq!(found(none).await, "");
}

async fn a_category_in_use_stays(store: &Store) {
    let shop = business(store).await;
    store.save_product(shop, &edit(1), &act(1)).await.unwrap();
    store
        .add_category(shop, "hats", "Hats", None, &act(2))
        .await
        .unwrap();
    let again = store.add_category(shop, "hats", "Hats", None, &act(2)).await;
    assert_eq!(again, Err(StoreError::Taken("slug")));
    let changed = KeptCategory {
        slug: "hats".to_owned(),
        title: "Hats and caps".to_owned(),
        position: -1,
        product_count: 0,
    };
    assert!(store.change_category(shop, &changed, &act(3)).await.unwrap());
    let kept = store.kept_categories(shop).await.unwrap();
    let told: Vec<(&str, u64)> = kept
        .iter()
        .map(|one| (one.title.as_str(), one.product_count))
        .collect();
    assert_eq!(told, [("Hats and caps", 0), ("Shirts", 1)]);
    let stays = store.remove_category(shop, "shirts", &act(4)).await;
    assert_eq!(stays, Ok(CategoryRemoved::InUse(1)));
    let goes = store.remove_category(shop, "hats", &act(5)).await;
    assert_eq!(goes, Ok(CategoryRemoved::Done));
    let unknown = store.remove_category(shop, "hats", &act(5)).await;
    assert_eq!(unknown, Ok(CategoryRemoved::Unknown));
    let log = store
        .activities(shop, &ActivityFilter::default(), 0, 9)
        .await
        .unwrap();
    assert_eq!(log.total, 4);
}
