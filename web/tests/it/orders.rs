//! Orders over HTTP: money, stock and order agree whatever is asked.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    server::{Server, answer},
    shoppers_accounts::Customer,
};

on_every_database! {
    an_order_costs_what_the_cart_said_and_takes_its_stock
    the_same_order_posted_five_times_at_once_is_one_order
    a_payment_that_fails_leaves_cart_and_stock_as_they_were
    another_shoppers_order_is_not_there
    an_order_is_cancelled_once_and_not_after_it_has_left
    a_refund_by_line_gives_back_its_share_and_the_rest_the_rest
    sixteen_buyers_never_buy_more_than_there_is
}

/// Somebody with one paid order.
pub(crate) async fn buyer(server: &Server) -> (Customer<'_>, String) {
    let customer = Customer::register(server, None).await;
    customer.add("var_001", 2).await;
    let request = server.http.post(format!("{}/v1/orders", server.base));
    let body = at_the_till("pm_test_123");
    let request = request
        .bearer_auth(&customer.token)
        .header("Idempotency-Key", "one")
        .json(&body);
    let (status, order) = answer(request.send().await.expect("an answer")).await;
    assert_eq!(status, 201, "{order}");
    let id = order["orderId"].as_str().expect("an id").to_owned();
    (customer, id)
}

pub(crate) fn at_the_till(token: &str) -> Value {
    json!({
        "shippingAddress": { "name": "User One", "line1": "123 Main St", "city": "Austin", "state": "TX",
            "postalCode": "78701", "country": "US" },
        "paymentMethod": { "type": "card", "token": token },
        "total": "0.01", "items": [{ "unitPrice": "0.01" }],
    })
}

async fn post(customer: &Customer<'_>, key: Option<&str>, body: &Value) -> (u16, Value) {
    let request = customer
        .server
        .http
        .post(format!("{}/v1/orders", customer.server.base));
    let mut request = request.bearer_auth(&customer.token).json(body);
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    answer(request.send().await.expect("an answer")).await
}

async fn buy(customer: &Customer<'_>, quantity: i64) -> Value {
    customer.add("var_001", quantity).await;
    let key = uuid::Uuid::now_v7().to_string();
    let (status, order) = post(customer, Some(&key), &at_the_till("pm_test_123")).await;
    assert_eq!(status, 201, "{order}");
    order
}

async fn stock(server: &Server) -> i64 {
    let (_, product) = server.get("/v1/products/prod_001").await;
    product["variants"][0]["stock"].as_i64().expect("a number")
}

async fn to(customer: &Customer<'_>, order: &Value, verb: &str, body: Option<Value>) -> (u16, Value) {
    let id = order["orderId"].as_str().expect("an id");
    let method = if verb == "shipping-address" {
        Method::PUT
    } else {
        Method::POST
    };
    customer
        .call(method, &format!("/v1/orders/{id}/{verb}"), body)
        .await
}

async fn an_order_costs_what_the_cart_said_and_takes_its_stock() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let before = stock(&server).await;
    let cart = customer.add("var_001", 2).await;
    let (status, _) = post(&customer, None, &at_the_till("pm_test_123")).await;
    assert_eq!(status, 400);
    let (status, order) = post(&customer, Some("order-attempt-001"), &at_the_till("pm_test_123")).await;
    assert_eq!(status, 201, "{order}");
    for field in ["subtotal", "discount", "tax", "shipping", "total", "currency"] {
        assert_eq!(order[field], cart[field], "{field}");
    }
    assert_eq!(
        (&order["status"], &order["orderId"]),
        (&json!("paid"), &json!("order_000001"))
    );
    assert_eq!(order["paymentMethod"], json!({ "type": "card" }));
    assert_eq!(stock(&server).await, before - 2);
    let (_, cart) = customer.call(Method::GET, "/v1/cart", None).await;
    assert_eq!(cart["items"], json!([]));
    let (_, list) = customer.call(Method::GET, "/v1/orders", None).await;
    assert_eq!((&list["total"], &list["items"][0]), (&json!(1), &order));
    assert_eq!(buy(&customer, 1).await["orderId"], "order_000002");
    let (status, problem) = post(&customer, Some("order-attempt-002"), &at_the_till("pm_test_123")).await;
    assert_eq!((status, &problem["code"]), (422, &json!("cart_empty")));
    let mut nowhere = at_the_till("4111111111111111");
    let (status, problem) = post(&customer, Some("order-attempt-003"), &nowhere).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (422, &json!("paymentMethod.token"))
    );
    nowhere["shippingAddress"]["city"] = json!(" ");
    nowhere["paymentMethod"]["token"] = json!("pm_test_123");
    let (status, problem) = post(&customer, Some("order-attempt-003"), &nowhere).await;
    assert_eq!(
        (status, &problem["errors"][0]["field"]),
        (422, &json!("shippingAddress.city"))
    );
    // Who has seen another total than is charged is asked again.
    customer.add("var_001", 1).await;
    let mut other = at_the_till("pm_test_123");
    other["expectedTotal"] = json!("1.00");
    let (status, problem) = post(&customer, Some("order-attempt-004"), &other).await;
    assert_eq!(
        (status, &problem["code"]),
        (409, &json!("price_changed")),
        "{problem}"
    );
}

async fn the_same_order_posted_five_times_at_once_is_one_order() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let before = stock(&server).await;
    customer.add("var_001", 1).await;
    let body = at_the_till("pm_test_123");
    let posts = (0..5).map(|_| post(&customer, Some("same"), &body));
    let answers = futures::future::join_all(posts).await;
    for (status, order) in &answers {
        assert_eq!((*status, order), (201, &answers[0].1));
    }
    let (status, problem) = post(&customer, Some("same"), &at_the_till("pm_test_456")).await;
    assert_eq!(
        (status, &problem["code"]),
        (409, &json!("idempotency_key_reused"))
    );
    assert_eq!(stock(&server).await, before - 1);
    // The first result is answered again, whatever became of the order since, and by the next process too.
    assert_eq!(to(&customer, &answers[0].1, "cancel", None).await.0, 200);
    let (token, first) = (customer.token.clone(), answers[0].1.clone());
    let server = server.kill_and_restart().await;
    let request = server.http.post(format!("{}/v1/orders", server.base));
    let request = request
        .bearer_auth(token)
        .header("Idempotency-Key", "same")
        .json(&body);
    let (status, again) = answer(request.send().await.expect("an answer")).await;
    assert_eq!((status, again), (201, first));
}

async fn a_payment_that_fails_leaves_cart_and_stock_as_they_were() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let before = stock(&server).await;
    customer.add("var_001", 2).await;
    let code = json!({ "code": "SAVE10" });
    let (_, cart) = customer
        .call(Method::POST, "/v1/cart/apply-discount", Some(code))
        .await;
    for (token, status, code) in [
        ("pm_declined", 402, "payment_declined"),
        ("pm_duplicate", 409, "payment_duplicate"),
        ("pm_lost", 503, "payment_timeout"),
    ] {
        let (answered, problem) = post(&customer, Some("one"), &at_the_till(token)).await;
        assert_eq!((answered, &problem["code"]), (status, &json!(code)), "{problem}");
        assert_eq!(stock(&server).await, before);
        let (_, same) = customer.call(Method::GET, "/v1/cart", None).await;
        assert_eq!(
            (&same["total"], &same["discountCode"]),
            (&cart["total"], &cart["discountCode"])
        );
    }
    let (_, list) = customer.call(Method::GET, "/v1/orders", None).await;
    assert_eq!(list["total"], 0);
    // The money was taken and the answer lost: the order is paid all the same, and the key was not used up before.
    let (status, order) = post(&customer, Some("one"), &at_the_till("pm_timeout")).await;
    assert_eq!((status, &order["status"]), (201, &json!("paid")), "{order}");
    assert_eq!(stock(&server).await, before - 2);
}

async fn another_shoppers_order_is_not_there() {
    let server = Server::start().await;
    let (ann, bob) = (
        Customer::register(&server, None).await,
        Customer::register(&server, None).await,
    );
    let order = buy(&ann, 1).await;
    let path = format!("/v1/orders/{}", order["orderId"].as_str().expect("an id"));
    assert_eq!(bob.call(Method::GET, &path, None).await.0, 404);
    for verb in ["cancel", "refund"] {
        assert_eq!(to(&bob, &order, verb, None).await.0, 404);
    }
    let address = at_the_till("pm_x")["shippingAddress"].clone();
    assert_eq!(to(&bob, &order, "shipping-address", Some(address)).await.0, 404);
    assert_eq!(
        bob.call(Method::GET, "/v1/orders/order_999999", None).await.0,
        404
    );
    assert_eq!(ann.call(Method::GET, &path, None).await.1, order);
}

async fn an_order_is_cancelled_once_and_not_after_it_has_left() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let before = stock(&server).await;
    let order = buy(&customer, 2).await;
    let mut elsewhere = at_the_till("pm_x")["shippingAddress"].clone();
    elsewhere["line1"] = json!("500 Main St");
    let (status, moved) = to(&customer, &order, "shipping-address", Some(elsewhere.clone())).await;
    assert_eq!(
        (status, &moved["shippingAddress"]["line1"]),
        (200, &json!("500 Main St"))
    );
    let (status, cancelled) = to(&customer, &order, "cancel", None).await;
    assert_eq!(
        (status, &cancelled["status"], &cancelled["refunded"]),
        (200, &json!("cancelled"), &order["total"])
    );
    assert_eq!(stock(&server).await, before);
    for verb in ["cancel", "refund"] {
        let (status, problem) = to(&customer, &order, verb, None).await;
        assert_eq!(
            (status, &problem["code"]),
            (409, &json!("order_state")),
            "{problem}"
        );
    }
    let order = buy(&customer, 1).await;
    let operator = server.operator().await;
    let path = format!(
        "/api/v1/orders/{}/status",
        order["orderId"].as_str().expect("an id")
    );
    for (status, expected) in [("shipped", 409), ("processing", 200), ("shipped", 200)] {
        let answered = operator.put(&path, json!({ "status": status })).await;
        assert_eq!(answered.0, expected, "{}", answered.1);
    }
    assert_eq!(to(&customer, &order, "cancel", None).await.0, 409);
    assert_eq!(
        to(&customer, &order, "shipping-address", Some(elsewhere)).await.0,
        409
    );
}

async fn a_refund_by_line_gives_back_its_share_and_the_rest_the_rest() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let order = buy(&customer, 3).await;
    let item = order["items"][0]["itemId"].clone();
    let lines = |quantity: i64| {
        Some(json!({ "reason": "too small", "lines": [{ "itemId": item, "quantity": quantity }] }))
    };
    for quantity in [0, -1, 4, i64::MAX] {
        assert_eq!(
            to(&customer, &order, "refund", lines(quantity)).await.0,
            422,
            "{quantity}"
        );
    }
    let (status, part) = to(&customer, &order, "refund", lines(1)).await;
    assert_eq!(
        (status, &part["status"]),
        (200, &json!("partially_refunded")),
        "{part}"
    );
    assert_eq!(part["items"][0]["refundedQuantity"], 1);
    assert_eq!(to(&customer, &order, "refund", lines(3)).await.0, 422);
    let (status, whole) = to(&customer, &order, "refund", None).await;
    assert_eq!((status, &whole["status"]), (200, &json!("refunded")));
    assert_eq!(whole["refunded"], order["total"]);
    assert_eq!(to(&customer, &order, "refund", None).await.0, 409);
}

async fn sixteen_buyers_never_buy_more_than_there_is() {
    const BUYERS: i64 = 16;
    let server = Server::start().await;
    let before = stock(&server).await;
    assert!(before < BUYERS, "the demo shop has {before}");
    let mut customers = Vec::new();
    for _ in 0..BUYERS {
        let customer = Customer::register(&server, None).await;
        customer.add("var_001", 1).await;
        customers.push(customer);
    }
    let body = at_the_till("pm_test_123");
    let answers =
        futures::future::join_all(customers.iter().map(|customer| post(customer, Some("k"), &body))).await;
    let sold = answers.iter().filter(|(status, _)| *status == 201).count();
    let refused = answers
        .iter()
        .filter(|(_, problem)| problem["code"] == "out_of_stock")
        .count();
    assert_eq!(
        (i64::try_from(sold).ok(), sold + refused),
        (Some(before), 16),
        "{answers:?}"
    );
    assert_eq!(stock(&server).await, 0);
    let mut numbers: Vec<&str> = answers
        .iter()
        .filter_map(|(_, order)| order["orderId"].as_str())
        .collect();
    numbers.sort_unstable();
    let expected: Vec<String> = (1..=sold).map(|number| format!("order_{number:06}")).collect();
    assert_eq!(numbers, expected);
}
