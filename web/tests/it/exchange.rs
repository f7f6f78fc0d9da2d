//! `colloquy import products` and `colloquy export products`.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server, until},
};

on_every_database! {
    a_file_is_taken_in_and_sold_by_the_running_server
    what_is_exported_is_imported_again_as_it_was
    the_real_exports_of_the_data_sets_are_taken_in
}

const HEADER: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
    Variant Inventory Qty,Variant Price,Image Src\n";

fn import(server: &Server, file: &Path, more: &[&str]) -> (Value, Option<i32>) {
    let file = file.to_str().expect("a path of letters");
    let mut arguments = vec!["--json", "import", "products", file];
    arguments.extend(more);
    let (said, code) = server.run(&arguments);
    (serde_json::from_str(&said).unwrap_or(Value::String(said)), code)
}

async fn a_file_is_taken_in_and_sold_by_the_running_server() {
    let server = Server::start().await;
    let path = server.folder().join("products.csv");
    let rows = "harrier-hat,Harrier Hat,\"<p>Warm,\nwith ears</p>\",Nimbus,Hats,\"wool, winter\",TRUE,Size,S,HARRIER-S,5,19.90,https://a.example/1.jpg\n\
        harrier-hat,,,,,,,,M,HARRIER-M,0,,\n\
        plover-pot,Plover Pot,,Nimbus,Pots,,TRUE,Title,Default Title,,2,free,\n";
    fs::write(&path, format!("{HEADER}{rows}")).expect("a file");

    let (report, code) = import(&server, &path, &["--all-or-nothing"]);
    assert_eq!((code, &report["products"]), (Some(1), &json!(0)), "{report}");
    let (report, code) = import(&server, &path, &["--dry-run"]);
    assert_eq!((code, &report["created"]), (Some(1), &json!(1)), "{report}");
    assert_eq!(
        server.get("/v1/products/harrier-hat").await.0,
        404,
        "nothing is written by a dry run"
    );

    let (report, code) = import(&server, &path, &[]);
    assert_eq!(code, Some(1), "{report}");
    let refused =
        json!([{"line": 5, "column": "Variant Price", "reason": "expected a decimal amount such as 129.90"}]);
    assert_eq!(
        (&report["created"], &report["refused"]),
        (&json!(1), &refused),
        "{report}"
    );
    let hat = until("the running server sells it", || async {
        let (status, product) = server.get("/v1/products/harrier-hat").await;
        (status == 200).then_some(product)
    })
    .await;
    assert_eq!(
        (&hat["name"], &hat["variants"][1]["price"]),
        (&json!("Harrier Hat"), &json!("19.90")),
        "{hat}"
    );
    assert_eq!(hat["description"], "Warm,\nwith ears");
    assert_eq!(
        server.get("/v1/products/plover-pot").await.0,
        404,
        "nothing of a refused product"
    );

    let (report, code) = import(&server, &path, &[]);
    assert_eq!((code, &report["unchanged"]), (Some(1), &json!(1)), "{report}");
    let changed = format!(
        "{HEADER}{}",
        rows.replace("19.90", "24.90").replace("free", "9.90")
    );
    fs::write(&path, changed).expect("a file");
    let (report, code) = import(&server, &path, &[]);
    assert_eq!(
        (code, &report["changed"], &report["created"]),
        (Some(0), &json!(1), &json!(1)),
        "{report}"
    );
    let admin = Operator::sign_in(&server, "admin@demo.local", PASSWORD).await;
    let (_, log) = admin.get("/v1/admin/activity?action=catalogue.imported").await;
    assert_eq!(
        (&log["total"], &log["items"][0]["userName"]),
        (&json!(2), &Value::Null),
        "{log}"
    );

    fs::write(&path, "Name\nx\n").expect("a file");
    let (report, code) = import(&server, &path, &[]);
    assert_eq!(
        (code, &report["refused"][0]["line"]),
        (Some(1), &json!(1)),
        "{report}"
    );
}

async fn what_is_exported_is_imported_again_as_it_was() {
    let server = Server::start().await;
    let path = server.folder().join("all.csv");
    let file = path.to_str().expect("a path of letters");
    let (said, code) = server.run(&["--json", "export", "products", file]);
    let told: Value = serde_json::from_str(&said).expect("a report");
    assert_eq!((code, &told["left_out"]), (Some(0), &json!([])), "{told}");
    let (report, code) = import(&server, &path, &[]);
    assert_eq!((code, &report["refused"]), (Some(0), &json!([])), "{report}");
    assert_eq!(
        (&report["unchanged"], &report["changed"]),
        (&told["products"], &json!(0)),
        "{report}"
    );

    // Into another shop, and out of it again: the same file.
    let (owner, business) = Operator::sign_up(&server, "elsewhere").await;
    let slug = business["slug"].as_str().expect("a slug");
    let (report, code) = import(&server, &path, &["--business", slug]);
    assert_eq!(
        (code, &report["created"]),
        (Some(0), &told["products"]),
        "{report}"
    );
    let (_, listed) = owner.get("/api/v1/products?limit=1").await;
    assert_eq!(listed["total"], told["products"]);
    let again = server.folder().join("again.csv");
    let file = again.to_str().expect("a path of letters");
    assert_eq!(
        server.run(&["export", "products", file, "--business", slug]).1,
        Some(0)
    );
    assert_eq!(
        fs::read(&path).expect("a file"),
        fs::read(&again).expect("a file")
    );
}

async fn the_real_exports_of_the_data_sets_are_taken_in() {
    let Some(folder) = std::env::var_os("DATASETS") else {
        println!("skipped: DATASETS names no folder of data sets");
        return;
    };
    let folder = Path::new(&folder).join("shopify_products");
    let server = Server::start().await;
    let (_owner, business) = Operator::sign_up(&server, "realshop").await;
    let slug = business["slug"].as_str().expect("a slug");
    let mut products = 0;
    for name in ["apparel.csv", "home-and-garden.csv", "jewelery.csv"] {
        let (report, code) = import(&server, &folder.join(name), &["--business", slug]);
        assert_eq!(
            (code, &report["refused"]),
            (Some(0), &json!([])),
            "{name}: {report}"
        );
        products += report["created"].as_u64().unwrap_or_default();
        let (report, _) = import(&server, &folder.join(name), &["--business", slug]);
        assert_eq!(
            report["created"], 0,
            "the same file again makes nothing new: {report}"
        );
    }
    println!("{products} products were taken in");
    assert!(products >= 40, "{products}");
}
