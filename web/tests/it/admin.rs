//! `/v1/admin`: what admins do, who may not, and the log that tells of it.

use bytes::Bytes;
use img_parts::png::{Png, PngChunk};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server, answer},
};

on_every_database! {
    an_admin_keeps_products_categories_and_stock_and_the_log_tells_of_it
    only_admins_come_in
    a_ticket_is_taken_assigned_and_closed
}

async fn admin(server: &Server) -> Operator {
    Operator::sign_in(server, "admin@demo.local", PASSWORD).await
}

async fn an_admin_keeps_products_categories_and_stock_and_the_log_tells_of_it() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let (status, category) = admin
        .post("/v1/admin/categories", json!({"name": "Rain Gear"}))
        .await;
    assert_eq!(
        (status, &category["id"]),
        (201, &json!("rain-gear")),
        "{category}"
    );
    assert_eq!(
        admin
            .post("/v1/admin/categories", json!({"name": "Rain Gear"}))
            .await
            .0,
        409
    );
    assert_eq!(
        admin.post("/v1/admin/categories", json!({"name": " "})).await.0,
        422
    );
    let (_, renamed) = admin
        .put(
            "/v1/admin/categories/rain-gear",
            json!({"name": "Rain", "position": -1}),
        )
        .await;
    assert_eq!(
        (&renamed["name"], &renamed["slug"]),
        (&json!("Rain"), &json!("rain-gear"))
    );
    let (_, names) = admin.get("/v1/admin/categories?limit=100").await;
    assert_eq!(names["items"][0], "rain-gear", "{names}");

    let body = json!({
        "name": "Cloudburst Jacket", "category": "rain-gear", "brand": "Nimbus", "price": "99.90",
        "images": ["/media/products/cloudburst.svg"],
        "variants": [{"size": "M", "color": "Blue", "stock": 4}, {"sku": "CLOUD-L", "size": "L", "color": "Blue", "price": "109.90"}],
    });
    let (status, made) = admin.post("/v1/admin/products", body).await;
    assert_eq!(
        (status, &made["variants"][1]["price"]),
        (201, &json!("109.90")),
        "{made}"
    );
    assert_eq!(
        made["variants"][0]["options"],
        json!({"size": "M", "color": "Blue"})
    );
    let product = format!("/v1/admin/products/{}", made["id"].as_str().expect("an id"));
    let variant = made["variants"][0]["id"].as_str().expect("an id");
    assert_eq!(
        admin
            .call(Method::DELETE, "/v1/admin/categories/rain-gear", None)
            .await
            .1["code"],
        "category_in_use"
    );

    let (status, stock) = admin
        .put("/v1/admin/inventory/CLOUD-L", json!({"stock": 12}))
        .await;
    assert_eq!(
        (status, &stock["stock"], &stock["lowStock"]),
        (200, &json!(12), &json!(false)),
        "{stock}"
    );
    let (_, stock) = admin.get(&format!("/v1/admin/inventory/{variant}")).await;
    assert_eq!(
        (&stock["variantId"], &stock["lowStock"]),
        (&json!(variant), &json!(true)),
        "{stock}"
    );
    assert_eq!(
        admin
            .put("/v1/admin/inventory/CLOUD-L", json!({"stock": -1}))
            .await
            .0,
        422
    );
    assert_eq!(
        admin
            .put("/v1/admin/inventory/nothing", json!({"stock": 1}))
            .await
            .0,
        404
    );
    let (_, found) = server.get("/v1/products?category=rain-gear").await;
    assert_eq!(found["items"][0]["variants"][1]["stock"], 12, "{found}");

    let (status, changed) = admin.put(&product, json!({"price": "89.90"})).await;
    assert_eq!(
        (
            status,
            &changed["variants"][0]["price"],
            &changed["variants"][1]["price"]
        ),
        (200, &json!("89.90"), &json!("109.90"))
    );
    assert_eq!(admin.call(Method::DELETE, &product, None).await.0, 204);
    assert_eq!(
        admin
            .call(Method::DELETE, "/v1/admin/categories/rain-gear", None)
            .await
            .0,
        204
    );

    let (_, log) = admin.get("/v1/admin/activity").await;
    let told: Vec<&str> = log["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry["action"].as_str())
        .collect();
    assert_eq!(
        told,
        [
            "category.removed",
            "product.removed",
            "product.changed",
            "stock.changed",
            "product.created",
            "category.changed",
            "category.created"
        ]
    );
    assert_eq!(
        log["items"][0]["userName"].as_str().map(str::is_empty),
        Some(false),
        "{log}"
    );
    let (_, of) = admin.get("/v1/admin/activity?action=product.&limit=1").await;
    assert_eq!(
        (&of["total"], &of["items"][0]["detail"]["changed"]),
        (&json!(3), &json!(["active"])),
        "{of}"
    );
    let (_, integrity) = admin.get("/v1/admin/activity/integrity").await;
    assert_eq!(
        (&integrity["ok"], &integrity["count"]),
        (&json!(true), &json!(7)),
        "{integrity}"
    );
    assert_eq!(integrity["lastHash"], log["items"][0]["hash"]);
    let (_, stats) = admin.get("/v1/admin/stats").await;
    assert!(
        stats["catalogue"]["products"]
            .as_u64()
            .is_some_and(|number| number > 50),
        "{stats}"
    );
    assert_eq!(stats["catalogue"]["lowStockAt"], 5, "{stats}");
    pictures_are_kept_shown_and_removed(&server, &admin).await;
    what_changes_the_shop_beside_its_catalogue_is_told_too(&admin).await;
}

/// The smallest PNG there is.
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\
    \0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

async fn pictures_are_kept_shown_and_removed(server: &Server, admin: &Operator) {
    let send = async |bytes: Vec<u8>| {
        let sent = server
            .http
            .post(format!("{}/v1/admin/images", server.base))
            .bearer_auth(&admin.token)
            .header("Content-Type", "image/jpeg")
            .body(bytes)
            .send();
        answer(sent.await.expect("the server answers")).await
    };
    // What it is is told by its bytes, not by what was said of it.
    let mut signed = Png::from_bytes(Bytes::from_static(PNG)).expect("a picture");
    let author = PngChunk::new(*b"tEXt", Bytes::from_static(b"Author\0Ann"));
    signed.chunks_mut().insert(1, author);
    let (status, kept) = send(signed.encoder().bytes().to_vec()).await;
    assert_eq!(
        (status, &kept["contentType"]),
        (201, &json!("image/png")),
        "{kept}"
    );
    let (status, refused) = send(b"<svg onload='alert(1)'/>".to_vec()).await;
    assert_eq!((status, &refused["code"]), (422, &json!("not_a_picture")));
    assert_eq!(send(vec![0; 4_194_305]).await.0, 413);

    let url = kept["url"].as_str().expect("an address");
    let shown = server
        .http
        .get(format!("{}{url}", server.base))
        .send()
        .await
        .expect("it is shown");
    let header = |name: &str| shown.headers().get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header("content-type"), Some("image/png"));
    assert_eq!(
        header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert_eq!(header("x-content-type-options"), Some("nosniff"));
    // Shown without what it told of who drew it.
    assert_eq!(shown.bytes().await.expect("bytes").as_ref(), PNG);

    let body = json!({"images": [url], "imageAlts": ["Seen from the side"]});
    let (status, changed) = admin.put("/v1/admin/products/prod_001", body).await;
    assert_eq!(status, 200, "{changed}");
    let (_, product) = server.get("/v1/products/prod_001").await;
    assert_eq!(
        (&product["images"][0], &product["imageAlts"]),
        (&json!(url), &json!(["Seen from the side"]))
    );
    let picture = format!("/v1/admin/images/{}", kept["id"].as_str().expect("an id"));
    assert_eq!(
        admin.call(Method::DELETE, &picture, None).await.1["code"],
        "picture_in_use"
    );
    admin
        .put("/v1/admin/products/prod_001", json!({"images": []}))
        .await;
    assert_eq!(admin.call(Method::DELETE, &picture, None).await.0, 204);
    assert_eq!(server.get(url).await.0, 404);
}

async fn what_changes_the_shop_beside_its_catalogue_is_told_too(admin: &Operator) {
    let article = json!({"title": "A secret recipe", "content": "Nobody may read this.", "status": "draft"});
    let (status, made) = admin.post("/api/v1/knowledge/articles", article.clone()).await;
    assert_eq!(status, 201, "{made}");
    let path = format!(
        "/api/v1/knowledge/articles/{}",
        made["id"].as_str().expect("an id")
    );
    assert_eq!(admin.put(&path, article).await.0, 200);
    assert_eq!(admin.call(Method::DELETE, &path, None).await.0, 204);
    let wishes = json!({"by_mail": false, "language": "nl"});
    let (status, now) = admin.put("/api/v1/notifications", wishes).await;
    assert_eq!((status, &now["language"]), (200, &json!("nl")), "{now}");
    assert_eq!(
        admin
            .put("/api/v1/notifications", json!({"language": "tlh"}))
            .await
            .0,
        422
    );
    assert_eq!(
        admin
            .put("/api/v1/users/me", json!({"full_name": "Ada L."}))
            .await
            .0,
        200
    );

    let (_, log) = admin.get("/v1/admin/activity?limit=5").await;
    let entries = log["items"].as_array().expect("a list");
    let told: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry["action"].as_str())
        .collect();
    let expected = [
        "account.renamed",
        "settings.notifications_changed",
        "article.removed",
        "article.changed",
        "article.created",
    ];
    assert_eq!(told, expected);
    assert!(entries.iter().all(|entry| entry["userName"] == "Ada L."), "{log}");
    assert!(
        !log.to_string().contains("Nobody may read"),
        "no text is in the log"
    );
    assert_eq!(admin.get("/v1/admin/activity/integrity").await.1["ok"], true);
}

async fn only_admins_come_in() {
    let server = Server::start().await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let (_, document) = server.get("/openapi.json").await;
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        if !path.starts_with("/v1/admin/") {
            continue;
        }
        let parts = path
            .split('/')
            .map(|part| if part.starts_with('{') { "x" } else { part });
        let filled = parts.collect::<Vec<_>>().join("/");
        for method in item.as_object().expect("operations").keys() {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let body = (method != Method::GET && method != Method::DELETE).then(|| json!({}));
            let (status, problem) = owner.call(method.clone(), &filled, body).await;
            assert_eq!(
                (status, problem["code"].as_str()),
                (403, Some("admin_only")),
                "{method} {filled}"
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 18, "every admin route is described and guarded");
    assert_eq!(server.get("/v1/admin/stats").await.0, 401);
}

async fn a_ticket_is_taken_assigned_and_closed() {
    let server = Server::start().await;
    let admin = admin(&server).await;
    let mut shopper = server.shopper().await;
    shopper.say("I want to talk to a human").await;
    let ticket = format!("/v1/admin/support/tickets/{}", shopper.conversation);
    let (_, listed) = admin.get("/v1/admin/support/tickets?status=escalated").await;
    let of_it = listed["items"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|item| item["ticketId"] == shopper.conversation.as_str());
    assert_eq!(
        of_it.map(|item| &item["status"]),
        Some(&json!("escalated")),
        "{listed}"
    );
    assert_eq!(admin.get("/v1/admin/support/tickets?status=strange").await.0, 422);
    let (_, me) = admin.get("/api/v1/users/me").await;
    let patch = async |body: Value| admin.call(Method::PATCH, &ticket, Some(body)).await;
    let (status, changed) =
        patch(json!({"status": "resolved", "assigneeId": me["id"], "note": "called back"})).await;
    assert_eq!(
        (status, &changed["status"], &changed["assigneeId"]),
        (200, &json!("resolved"), &me["id"]),
        "{changed}"
    );
    let (_, changed) = patch(json!({"assigneeId": null})).await;
    assert_eq!(changed["assigneeId"], Value::Null);
    assert_eq!(patch(json!({})).await.0, 422);
    assert_eq!(patch(json!({"status": "strange"})).await.0, 422);
    assert_eq!(
        patch(json!({"assigneeId": "0193b0a0-0000-7000-8000-000000000000"}))
            .await
            .0,
        422
    );
    let (_, log) = admin
        .get(&format!("/v1/admin/activity?subject={}", shopper.conversation))
        .await;
    assert_eq!(log["total"], 4, "note, assignee, status, assignee: {log}");
    let (_, notes) = admin
        .get(&format!("/api/v1/conversations/{}/notes", shopper.conversation))
        .await;
    assert!(notes.to_string().contains("called back"));
    let (_, integrity) = admin.get("/v1/admin/activity/integrity").await;
    assert_eq!(integrity["ok"], true);
}
