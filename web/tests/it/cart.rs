//! The guest's cart by REST and by talking: one cart, one set of rules.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    server::{Server, answer, until},
};

on_every_database! {
    quantities_that_no_line_may_hold_are_named_and_change_nothing
    totals_follow_the_rules_to_the_cent_and_talking_sees_the_same_cart
    more_than_there_is_is_out_of_stock_and_unknown_things_are_not_found
    a_line_is_changed_and_taken_out
    five_at_once_add_up_and_none_is_lost
    a_session_that_was_ended_is_gone_everywhere
}

struct Guest<'a> {
    server: &'a Server,
    session: String,
}

impl<'a> Guest<'a> {
    async fn new(server: &'a Server) -> Self {
        let (status, body) = server
            .post("/v1/sessions", json!({ "channel": "web", "initialContext": {} }))
            .await;
        assert_eq!(status, 201, "{body}");
        Self {
            server,
            session: body["sessionId"].as_str().expect("an id").to_owned(),
        }
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self
            .server
            .http
            .request(method, format!("{}{path}", self.server.base));
        let mut request = request.header("X-Session-Id", &self.session);
        if let Some(body) = body {
            request = request.json(&body);
        }
        answer(request.send().await.expect("an answer")).await
    }

    async fn add(&self, quantity: i64) -> (u16, Value) {
        let body = json!({ "productId": "prod_001", "variantId": "var_001", "quantity": quantity });
        self.call(Method::POST, "/v1/cart/items", Some(body)).await
    }
}

async fn quantities_that_no_line_may_hold_are_named_and_change_nothing() {
    let server = Server::start().await;
    let guest = Guest::new(&server).await;
    for quantity in [0, -1, 51, 1_000_000_000, i64::MAX] {
        let (status, problem) = guest.add(quantity).await;
        assert_eq!(
            (status, &problem["errors"][0]["field"]),
            (422, &json!("quantity")),
            "{quantity}: {problem}"
        );
    }
    let (_, cart) = guest.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(
        (&cart["items"], &cart["total"], &cart["shipping"]),
        (&json!([]), &json!("0.00"), &json!("0.00"))
    );
}

async fn totals_follow_the_rules_to_the_cent_and_talking_sees_the_same_cart() {
    let server = Server::start().await;
    let guest = Guest::new(&server).await;
    let (status, cart) = guest.add(2).await;
    assert_eq!(status, 201, "{cart}");
    let unit: f64 = cart["items"][0]["unitPrice"]
        .as_str()
        .expect("a price")
        .parse()
        .expect("a decimal");
    let subtotal = unit * 2.0;
    let tax = (subtotal * 0.08 * 100.0 + 1e-6).round() / 100.0;
    assert_eq!(cart["subtotal"], format!("{subtotal:.2}"));
    assert_eq!(cart["tax"], format!("{tax:.2}"));
    assert_eq!(cart["shipping"], "5.99");
    assert_eq!(cart["total"], format!("{:.2}", subtotal + tax + 5.99));
    let mut shopper = crate::shopper::Shopper::connect(&server, Some(&guest.session)).await;
    let seen = shopper.say("what is in my cart?").await;
    assert_eq!(seen["cart"], cart, "{seen}");
}

async fn more_than_there_is_is_out_of_stock_and_unknown_things_are_not_found() {
    let server = Server::start().await;
    let guest = Guest::new(&server).await;
    let (_, product) = server.get("/v1/products/prod_001").await;
    let stock = product["variants"][0]["stock"].as_i64().expect("stock");
    let (status, problem) = guest.add((stock + 1).min(50)).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (409, Some("out_of_stock")),
        "{problem}"
    );
    let body = json!({ "productId": "no-such-thing", "quantity": 1 });
    assert_eq!(
        guest.call(Method::POST, "/v1/cart/items", Some(body)).await.0,
        404
    );
    let path = "/v1/cart/items/0193b0a0-0000-7000-8000-000000000000";
    assert_eq!(guest.call(Method::DELETE, path, None).await.0, 404);
    assert_eq!(
        guest
            .call(Method::PUT, path, Some(json!({ "quantity": 1 })))
            .await
            .0,
        404
    );
}

async fn a_line_is_changed_and_taken_out() {
    let server = Server::start().await;
    let guest = Guest::new(&server).await;
    let (_, cart) = guest.add(1).await;
    let path = format!(
        "/v1/cart/items/{}",
        cart["items"][0]["itemId"].as_str().expect("an id")
    );
    let (status, cart) = guest
        .call(Method::PUT, &path, Some(json!({ "quantity": 3 })))
        .await;
    assert_eq!(
        (status, &cart["items"][0]["quantity"]),
        (200, &json!(3)),
        "{cart}"
    );
    let (status, problem) = guest
        .call(Method::PUT, &path, Some(json!({ "quantity": 0 })))
        .await;
    assert_eq!(status, 422, "{problem}");
    let (status, cart) = guest.call(Method::DELETE, &path, None).await;
    assert_eq!((status, &cart["items"]), (200, &json!([])));
}

async fn five_at_once_add_up_and_none_is_lost() {
    let server = Server::start().await;
    let guest = Guest::new(&server).await;
    let added = futures::future::join_all((0..5).map(|_| guest.add(1))).await;
    assert!(
        added.iter().all(|(status, _)| *status == 201 || *status == 409),
        "{added:?}"
    );
    let done = added.iter().filter(|(status, _)| *status == 201).count();
    let (_, cart) = guest.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(cart["items"][0]["quantity"].as_u64(), Some(done as u64));
}

async fn a_session_that_was_ended_is_gone_everywhere() {
    let server = Server::start().await;
    let guest = Guest::new(&server).await;
    let (status, _) = guest
        .call(Method::DELETE, &format!("/v1/sessions/{}", guest.session), None)
        .await;
    assert_eq!(status, 204);
    until("the session is gone", || async {
        let (status, _) = guest.call(Method::GET, "/v1/cart", None).await;
        (status == 410).then_some(())
    })
    .await;
}
