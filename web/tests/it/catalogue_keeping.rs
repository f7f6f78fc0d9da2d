//! Keeping the catalogue over `/api/v1`: products, inventory items, stock, SKUs, and what shoppers see of them.

use std::time::Instant;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server},
};

on_every_database! {
    a_product_is_made_with_its_variants_and_sold_at_once
    edits_of_the_catalogue_are_seen_by_shoppers_once_they_are_answered
    sixteen_hands_in_one_shelf_take_no_more_than_there_is
    a_sku_is_suggested_and_looked_up
}

async fn owner(server: &Server) -> Operator {
    Operator::sign_in(server, "owner@demo.local", PASSWORD).await
}

fn shirt(name: &str) -> Value {
    json!({
        "name": name, "description": "Comfortable cotton shirt.", "category": "Apparel", "base_price": 20.00,
        "images_urls": ["https://shop.example/shirt.jpg"],
        "variants": [
            {"option_name": "Size", "values": ["S", "M", "L"]},
            {"option_name": "Color", "values": ["Red", "Blue"]},
        ],
    })
}

fn fields(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors.filter_map(|error| error["field"].as_str()).collect()
}

async fn a_product_is_made_with_its_variants_and_sold_at_once() {
    let server = Server::start().await;
    let owner = owner(&server).await;
    let (status, made) = owner.post("/api/v1/products", shirt("Kestrel Shirt")).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        (&made["base_price"], &made["is_active"]),
        (&json!("20.00"), &json!(true))
    );
    let items = made["inventory_items"].as_array().expect("items");
    assert_eq!(items.len(), 6, "one for each combination");
    let sku = items[0]["sku"].as_str().expect("a SKU");
    assert!(sku.ends_with("-KESTRELSHIRT-S-RD"), "{sku}");
    let id = made["id"].as_str().expect("an id");
    let path = format!("/api/v1/products/{id}");

    // The same once more, with variants that are named: their SKUs are held against the shop's.
    let mut named = shirt("Merlin Shirt");
    named["inventory_items"] = json!([
        {"sku": sku.to_lowercase(), "price": "22.00", "stock_quantity": 10,
         "variant_options": [{"option_name": "Size", "value": "S"}, {"option_name": "Color", "value": "Red"}]},
    ]);
    let (status, problem) = owner.post("/api/v1/products", named.clone()).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (409, Some("taken")),
        "{problem}"
    );
    assert_eq!(fields(&problem), ["inventory_items[0].sku"]);
    let (_, none) = owner.get("/api/v1/products?search_term=merlin").await;
    assert_eq!(none["total"], 0, "nothing of a refused product is left: {none}");
    named["inventory_items"][0]["sku"] = json!("MERLIN-1");
    let (status, other) = owner.post("/api/v1/products", named).await;
    assert_eq!(
        (status, &other["inventory_items"][0]["price"]),
        (201, &json!("22.00")),
        "{other}"
    );

    // Wrong fields are told all at once.
    let (status, problem) = owner
        .post(
            "/api/v1/products",
            json!({"name": " ", "base_price": "-1", "variants": [{"option_name": "Size", "values": []}]}),
        )
        .await;
    assert_eq!(status, 422);
    assert_eq!(
        fields(&problem),
        ["name", "base_price", "variants[0].values"],
        "{problem}"
    );
    let (status, problem) = owner
        .post("/api/v1/products", json!({"name": "x", "base_price": "1.999"}))
        .await;
    assert_eq!((status, fields(&problem)), (422, vec!["base_price"]));

    // A change of an older version is refused, one that names none is not.
    let (status, changed) = owner
        .put(&path, json!({"base_price": "25.00", "version": made["version"]}))
        .await;
    assert_eq!(
        (status, &changed["inventory_items"][5]["price"]),
        (200, &json!("25.00")),
        "{changed}"
    );
    let (status, problem) = owner
        .put(&path, json!({"name": "Other", "version": made["version"]}))
        .await;
    assert_eq!((status, problem["code"].as_str()), (409, Some("version_changed")));

    // One more variant, with a value that its option did not have.
    let xl = json!({"variant_options": [{"option_name": "Size", "value": "XL"}, {"option_name": "Color", "value": "Red"}],
        "price": "27.50", "stock_quantity": 5, "barcode": "4006381333931"});
    let (status, item) = owner.post(&format!("{path}/inventory_items"), xl.clone()).await;
    assert_eq!(
        (status, &item["barcode"]),
        (201, &json!("4006381333931")),
        "{item}"
    );
    assert_eq!(
        owner.post(&format!("{path}/inventory_items"), xl).await.0,
        409,
        "it is there already"
    );
    let item_path = format!("/api/v1/inventory_items/{}", item["id"].as_str().expect("an id"));
    let (status, item) = owner
        .put(&item_path, json!({"price": 28, "sku": "KESTREL-XL"}))
        .await;
    assert_eq!(
        (status, &item["price"], &item["stock_quantity"]),
        (200, &json!("28.00"), &json!(5)),
        "{item}"
    );
    assert_eq!(
        owner.get("/api/v1/inventory_items/kestrel-xl").await.1["id"],
        item["id"],
        "found by SKU"
    );
    assert_eq!(owner.call(Method::DELETE, &item_path, None).await.0, 204);
    assert_eq!(owner.get(&item_path).await.1["is_active"], false);
    let (_, all) = owner.get(&format!("{path}/inventory_items")).await;
    assert_eq!(
        all.as_array().map(Vec::len),
        Some(7),
        "what is sold no more is still kept"
    );

    // Editors and operators look, and do not change.
    let operator = server.operator().await;
    assert_eq!(operator.get(&path).await.0, 200);
    let (status, problem) = operator.put(&path, json!({"name": "x"})).await;
    assert_eq!((status, problem["code"].as_str()), (403, Some("owner_only")));
    assert_eq!(operator.post("/api/v1/products", shirt("x")).await.0, 403);

    assert_eq!(owner.call(Method::DELETE, &path, None).await.0, 204);
    assert_eq!(owner.call(Method::DELETE, &path, None).await.0, 404);
    let (_, sold) = owner
        .get("/api/v1/products?search_term=kestrel&is_active=true")
        .await;
    assert_eq!(sold["total"], 0, "{sold}");
    let (_, back) = owner.put(&path, json!({"is_active": true})).await;
    let active = back["inventory_items"].as_array().into_iter().flatten();
    assert_eq!(
        active.filter(|item| item["is_active"] == true).count(),
        6,
        "{back}"
    );
}

async fn edits_of_the_catalogue_are_seen_by_shoppers_once_they_are_answered() {
    let server = Server::start().await;
    let owner = owner(&server).await;
    let mut body = shirt("Goshawk Parka");
    body["variants"] = json!([]);
    body["inventory_items"] = json!([{"sku": "GOSHAWK-1", "stock_quantity": 3}]);
    let began = Instant::now();
    let (status, made) = owner.post("/api/v1/products", body).await;
    assert_eq!(status, 201, "{made}");
    let (_, found) = server.get("/v1/products?query=goshawk%20parka").await;
    assert_eq!(found["items"][0]["name"], "Goshawk Parka", "{found}");
    println!("a new product was found after {:?}", began.elapsed());
    let mut shopper = server.shopper().await;
    let said = shopper.say("do you have a goshawk parka?").await;
    assert!(
        said["content"]
            .as_str()
            .is_some_and(|text| text.contains("Goshawk Parka")),
        "{said}"
    );
    let said = shopper.say("add the goshawk parka to my cart").await;
    assert_eq!(said["cart"]["items"][0]["sku"], "GOSHAWK-1", "{said}");

    let path = format!("/api/v1/products/{}", made["id"].as_str().expect("an id"));
    let began = Instant::now();
    assert_eq!(owner.put(&path, json!({"name": "Osprey Parka"})).await.0, 200);
    let (_, found) = server.get("/v1/products?query=osprey").await;
    assert_eq!(found["items"][0]["name"], "Osprey Parka", "{found}");
    println!("a new name was found after {:?}", began.elapsed());
    assert_eq!(owner.call(Method::DELETE, &path, None).await.0, 204);
    let (_, found) = server.get("/v1/products?query=osprey").await;
    let names = found["items"].as_array().into_iter().flatten();
    assert!(
        names.into_iter().all(|item| item["name"] != "Osprey Parka"),
        "{found}"
    );
    let (_, gone) = server.get("/v1/products/GOSHAWK-1").await;
    assert_eq!(gone["status"], 404);
    let said = shopper.say("add the osprey parka to my cart").await;
    assert_ne!(said["cart"]["items"][0]["name"], "Osprey Parka", "{said}");
}

async fn sixteen_hands_in_one_shelf_take_no_more_than_there_is() {
    let server = Server::start().await;
    let owner = owner(&server).await;
    let mut body = shirt("Buzzard Belt");
    body["variants"] = json!([]);
    body["inventory_items"] = json!([{"sku": "BUZZARD", "stock_quantity": 10}]);
    assert_eq!(owner.post("/api/v1/products", body).await.0, 201);
    let path = "/api/v1/inventory_items/BUZZARD/adjust_stock";
    let taken = futures::future::join_all(
        (0..16).map(|_| owner.post(path, json!({"change": -1, "reason": "count"}))),
    )
    .await;
    let of = |wanted: u16| taken.iter().filter(|(status, _)| *status == wanted).count();
    assert_eq!((of(200), of(409)), (10, 6), "{taken:?}");
    let (_, item) = owner.get("/api/v1/inventory_items/BUZZARD").await;
    assert_eq!(item["stock_quantity"], 0);
    let (status, problem) = owner.post(path, json!({"change": -1})).await;
    assert_eq!(
        (status, problem["code"].as_str(), &problem["stock"]),
        (409, Some("out_of_stock"), &json!(0))
    );
    assert_eq!(
        owner.post(path, json!({"set_to": 50})).await.1["stock_quantity"],
        50
    );
    for bad in [
        json!({}),
        json!({"change": 1, "set_to": 1}),
        json!({"set_to": -1}),
        json!({"change": i64::MAX}),
    ] {
        assert_eq!(owner.post(path, bad.clone()).await.0, 422, "{bad}");
    }
    let (_, low) = owner
        .get("/api/v1/products?low_stock=true&low_stock_at=50&search_term=buzzard")
        .await;
    assert_eq!(low["total"], 1, "{low}");
    let (_, low) = owner
        .get("/api/v1/products?low_stock=true&search_term=buzzard")
        .await;
    assert_eq!(low["total"], 0, "{low}");
}

async fn a_sku_is_suggested_and_looked_up() {
    let server = Server::start().await;
    let owner = owner(&server).await;
    let asked = json!({"product_name": "T-Shirt", "business_shortcode": "MYBIZ",
        "variant_options": [{"option_name": "Size", "value": "S"}, {"option_name": "Color", "value": "Red"}]});
    let (status, made) = owner.post("/api/v1/skus/generate", asked.clone()).await;
    assert_eq!(
        (status, &made["suggested_sku"]),
        (200, &json!("MYBIZ-TSHIRT-S-RD")),
        "{made}"
    );
    let look = async |sku: &str| {
        owner
            .post(
                "/api/v1/skus/validate",
                json!({"sku": sku, "business_id": "current_business_id"}),
            )
            .await
            .1
    };
    assert_eq!(
        look("MYBIZ-TSHIRT-S-RD").await,
        json!({"is_valid_format": true, "is_unique": true, "reason": null})
    );
    let body =
        json!({"name": "Tee", "base_price": "1.00", "inventory_items": [{"sku": "MYBIZ-TSHIRT-S-RD"}]});
    assert_eq!(owner.post("/api/v1/products", body).await.0, 201);
    assert_eq!(
        look("mybiz-tshirt-s-rd").await,
        json!({"is_valid_format": true, "is_unique": false, "reason": "SKU already exists."})
    );
    assert_eq!(look("a b").await["is_valid_format"], false);
    let (_, made) = owner.post("/api/v1/skus/generate", asked).await;
    assert_eq!(made["suggested_sku"], "MYBIZ-TSHIRT-S-RD-2");
    let foreign = json!({"sku": "A", "business_id": "0193b0a0-0000-7000-8000-000000000000"});
    assert_eq!(owner.post("/api/v1/skus/validate", foreign).await.0, 403);
}
