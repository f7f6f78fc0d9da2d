//! Products, prices and stock.

use std::collections::BTreeMap;

use colloquy_engine::{
    commerce::catalogue::{Product, Variant},
    money::Minor,
    port::{
        StoreError,
        catalogue::{CatalogueStore, NewProduct, Quote},
    },
};
use colloquy_entities::Store;

use crate::{databases::on_every_database, material::business};

on_every_database! {
    products_are_written_once_and_read_in_order
    quotes_follow_the_stock
    same_ids_live_in_two_shops
}

fn product(number: u32) -> NewProduct {
    let variant = |size: &str, stock: u32| Variant {
        id: format!("var_{number}_{size}").into(),
        sku: format!("Sku-{number}-{size}"),
        options: BTreeMap::from([("size".to_owned(), size.to_owned())]),
        price: Minor(12_990),
        stock,
    };
    NewProduct {
        product: Product {
            id: format!("prod_{number:03}").into(),
            slug: format!("runner-{number}"),
            name: format!("Runner {number}"),
            description: "A shoe.".to_owned(),
            category: "shoes".to_owned(),
            brand: "Acme".to_owned(),
            price: Minor(12_990),
            currency: "EUR".to_owned(),
            images: vec!["https://shop.example/1.jpg".to_owned()],
            image_alts: vec!["A folded shirt".to_owned()],
            rating_hundredths: Some(450),
            keywords: vec!["running".to_owned()],
            styles: vec!["sporty".to_owned()],
            variants: vec![variant("42", 3), variant("41", 0)],
        },
        category_title: "Shoes".to_owned(),
    }
}

async fn products_are_written_once_and_read_in_order(store: &Store) {
    let business = business(store).await;
    let products = [product(2), product(1), product(2)];
    assert_eq!(store.add_products(business, &products).await.unwrap(), 2);
    assert_eq!(
        store
            .add_products(business, &[product(1), product(3)])
            .await
            .unwrap(),
        1
    );
    let stored = store.products(business).await.unwrap();
    let wanted: Vec<Product> = [2, 1, 3].map(|number| product(number).product).into();
    assert_eq!(stored, wanted);
    let mut taken = product(4);
    taken.product.variants[0].sku = "Sku-1-42".to_owned();
    let refused = store.add_products(business, &[taken]).await;
    assert_eq!(refused, Err(StoreError::Taken("sku")));
    assert_eq!(store.products(business).await.unwrap().len(), 3);
}

async fn quotes_follow_the_stock(store: &Store) {
    let business = business(store).await;
    store.add_products(business, &[product(1)]).await.unwrap();
    assert!(store.set_stock(business, "sKu-1-41", 7).await.unwrap());
    assert!(store.set_stock(business, "var_1_42", 0).await.unwrap());
    assert!(!store.set_stock(business, "nothing", 1).await.unwrap());
    let asked = ["var_1_41", "gone", "var_1_42"].map(Into::into);
    let quotes = store.quotes(business, &asked).await.unwrap();
    let quote = |id: &str, stock| Quote {
        variant_id: id.into(),
        price: Minor(12_990),
        stock,
    };
    assert_eq!(quotes, [quote("var_1_41", 7), quote("var_1_42", 0)]);
    assert!(store.quotes(business, &[]).await.unwrap().is_empty());
}

async fn same_ids_live_in_two_shops(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    store.add_products(ours, &[product(1)]).await.unwrap();
    assert!(store.products(theirs).await.unwrap().is_empty());
    assert!(
        store
            .quotes(theirs, &["var_1_42".into()])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!store.set_stock(theirs, "var_1_42", 9).await.unwrap());
    assert_eq!(store.add_products(theirs, &[product(1)]).await.unwrap(), 1);
    store.set_stock(theirs, "var_1_42", 9).await.unwrap();
    let quotes = store.quotes(ours, &["var_1_42".into()]).await.unwrap();
    assert_eq!(quotes[0].stock, 3);
}
