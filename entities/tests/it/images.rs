//! Pictures that shops keep: whole as they came, one shop's alone, and there for as long as a product shows them.

use colloquy_engine::{
    commerce::image::{ImageHead, ImageKind},
    ids::BusinessId,
    port::{
        activity::{ActivityFilter, ActivityStore},
        images::{ImageRemoved, ImageStore, KeptImage},
        keeping::KeepingStore,
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    activity::act,
    databases::on_every_database,
    keeping::edit,
    material::{at, business},
};

on_every_database! {
    a_picture_comes_back_byte_by_byte_and_only_to_its_shop
    a_picture_that_a_product_shows_stays
    a_shop_keeps_no_more_pictures_than_it_may
}

fn image(seconds: i64) -> KeptImage {
    KeptImage {
        id: Uuid::now_v7(),
        head: ImageHead {
            kind: ImageKind::WebP,
            width: 600,
            height: 400,
        },
        size: 4,
        created_at: at(seconds),
    }
}

async fn add(store: &Store, shop: BusinessId, image: &KeptImage, most: u64) -> bool {
    let bytes = vec![0, 255, 10, 13];
    store.add_image(shop, image, bytes, most, &act(1)).await.unwrap()
}

async fn a_picture_comes_back_byte_by_byte_and_only_to_its_shop(store: &Store) {
    let (ours, theirs) = (business(store).await, business(store).await);
    let (first, second) = (image(1), image(2));
    assert!(add(store, ours, &first, 9).await && add(store, ours, &second, 9).await);
    let read = store.image(ours, first.id).await.unwrap();
    assert_eq!(read, Some((first.clone(), vec![0, 255, 10, 13])));
    assert_eq!(store.image(theirs, first.id).await.unwrap(), None);
    let page = store.images(ours, 0, 1).await.unwrap();
    assert_eq!((page.items, page.total), (vec![second], 2));
    assert_eq!(store.images(theirs, 0, 9).await.unwrap().total, 0);
    let foreign = store.remove_image(theirs, first.id, &act(2)).await.unwrap();
    assert_eq!(foreign, ImageRemoved::Unknown);
    assert!(store.image(ours, first.id).await.unwrap().is_some());
}

async fn a_picture_that_a_product_shows_stays(store: &Store) {
    let shop = business(store).await;
    let shown = image(1);
    add(store, shop, &shown, 9).await;
    let mut product = edit(1);
    product.details.images = vec![format!("/media/images/{shop}/{}.webp", shown.id)];
    product.details.image_alts = vec!["A shirt".to_owned()];
    store.save_product(shop, &product, &act(2)).await.unwrap();
    let kept = store.kept_product(shop, "p1").await.unwrap().unwrap();
    assert_eq!(kept.details.image_alts, ["A shirt"]);
    let removed = store.remove_image(shop, shown.id, &act(3)).await.unwrap();
    assert_eq!(removed, ImageRemoved::InUse);

    product.details.images = Vec::new();
    product.details.image_alts = Vec::new();
    product.expected = Some(kept.version);
    store.save_product(shop, &product, &act(4)).await.unwrap();
    let removed = store.remove_image(shop, shown.id, &act(5)).await.unwrap();
    assert_eq!(removed, ImageRemoved::Done);
    assert_eq!(store.image(shop, shown.id).await.unwrap(), None);
    let log = store
        .activities(shop, &ActivityFilter::default(), 0, 9)
        .await
        .unwrap();
    assert_eq!(log.total, 4, "the refusal is not told");
}

async fn a_shop_keeps_no_more_pictures_than_it_may(store: &Store) {
    let shop = business(store).await;
    assert!(add(store, shop, &image(1), 2).await);
    assert!(add(store, shop, &image(2), 2).await);
    assert!(!add(store, shop, &image(3), 2).await);
    assert_eq!(store.images(shop, 0, 9).await.unwrap().total, 2);
}
