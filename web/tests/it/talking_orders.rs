//! Orders by talking: what is said happens, after a yes to the amount, for whoever has signed in on this connection.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    orders::buyer,
    server::Server,
    shopper::Shopper,
    shoppers_accounts::{Customer, call},
};

on_every_database! {
    a_guest_who_checks_out_signs_in_and_goes_on_to_a_paid_order
    an_order_is_cancelled_only_after_a_yes_that_knows_the_amount
    a_yes_to_nothing_is_a_yes_to_nothing
    a_refund_and_a_new_address_are_done_by_message_with_a_token
    a_session_without_the_token_on_this_connection_orders_nothing
    a_discount_code_said_in_the_chat_is_in_the_cart
}

pub(crate) async fn signed_in(customer: &Customer<'_>) -> Shopper {
    let mut shopper = Shopper::connect(customer.server, Some(&customer.session)).await;
    shopper.send("auth", json!({ "token": customer.token })).await;
    shopper.expect("session").await;
    shopper
}

pub(crate) fn content(answer: &Value) -> &str {
    answer["content"].as_str().unwrap_or_default()
}

async fn a_guest_who_checks_out_signs_in_and_goes_on_to_a_paid_order() {
    let server = Server::start().await;
    let mut guest = server.shopper().await;
    guest.say("add 2 VEL-AER2-BLK-08 to my cart").await;
    let refused = guest.say("checkout").await;
    assert_eq!(
        refused["actions"][0]["problem"]["code"], "sign_in_required",
        "{refused}"
    );
    let customer = Customer::register(&server, Some(&guest.session)).await;
    let (_, cart) = customer.call(Method::GET, "/v1/cart", None).await;
    let total = cart["total"].as_str().expect("a total");

    let mut shopper = signed_in(&customer).await;
    assert_eq!(shopper.conversation, guest.conversation);
    let asked = shopper.say("I have signed in").await;
    assert_eq!(asked["actions"][0]["name"], "checkout", "{asked}");
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    let confirm = shopper
        .say("line1=123 Main St, city=Austin, state=TX, postalCode=78701, country=US")
        .await;
    assert!(
        content(&confirm).contains(total) && content(&confirm).contains("123 Main St"),
        "{confirm}"
    );
    let (_, none) = customer.call(Method::GET, "/v1/orders", None).await;
    assert_eq!(none["total"], 0);
    let done = shopper.say("yes please").await;
    assert_eq!(done["actions"][0]["status"], "done", "{done}");
    assert_eq!(done["cart"]["items"], json!([]));
    let (_, orders) = customer.call(Method::GET, "/v1/orders", None).await;
    assert_eq!(
        (&orders["total"], &orders["items"][0]["total"]),
        (&json!(1), &cart["total"])
    );
    assert_eq!(orders["items"][0]["status"], "paid");
    let told = shopper.say("where is my order").await;
    assert!(content(&told).contains("order_000001"), "{told}");
    let again = shopper.say("checkout").await;
    assert_eq!(again["actions"][0]["problem"]["code"], "cart_empty", "{again}");
}

pub(crate) async fn order(customer: &Customer<'_>, id: &str) -> Value {
    customer
        .call(Method::GET, &format!("/v1/orders/{id}"), None)
        .await
        .1
}

async fn an_order_is_cancelled_only_after_a_yes_that_knows_the_amount() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    let total = order(&customer, &id).await["total"]
        .as_str()
        .expect("a total")
        .to_owned();
    let mut shopper = signed_in(&customer).await;
    let asked = shopper.say(&format!("cancel order {id}")).await;
    assert!(
        content(&asked).contains(&total) && content(&asked).contains(&id),
        "{asked}"
    );
    shopper.say("no").await;
    assert_eq!(order(&customer, &id).await["status"], "paid");
    shopper.say(&format!("cancel order {id}")).await;
    let done = shopper.say("yes").await;
    assert_eq!(done["actions"][0]["status"], "done", "{done}");
    assert_eq!(order(&customer, &id).await["status"], "cancelled");
    let late = shopper.say(&format!("cancel order {id}")).await;
    assert_eq!(
        late["actions"][0]["problem"]["code"], "order_not_cancellable",
        "{late}"
    );
    let foreign = shopper.say("cancel order order_000999").await;
    assert_eq!(
        foreign["actions"][0]["problem"]["code"], "order_not_found",
        "{foreign}"
    );
}

async fn a_yes_to_nothing_is_a_yes_to_nothing() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    signed_in(&customer).await.say("yes").await;
    assert_eq!(order(&customer, &id).await["status"], "paid");
}

async fn a_refund_and_a_new_address_are_done_by_message_with_a_token() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    let say = |text: String| {
        let body = json!({ "content": text });
        customer.call(Method::POST, "/v1/interactions/message", Some(body))
    };
    let there = "line1=500 Main St, city=Austin, state=TX, postalCode=78701, country=US";
    let (_, asked) = say(format!("change order address {there}")).await;
    assert!(content(&asked["response"]).contains("500 Main St"), "{asked}");
    assert_eq!(
        order(&customer, &id).await["shippingAddress"]["line1"],
        "123 Main St"
    );
    say("yes".to_owned()).await;
    assert_eq!(
        order(&customer, &id).await["shippingAddress"]["line1"],
        "500 Main St"
    );
    let (_, asked) = say(format!("refund order {id}")).await;
    let total = order(&customer, &id).await["total"].clone();
    assert!(
        content(&asked["response"]).contains(total.as_str().expect("a total")),
        "{asked}"
    );
    say("yes".to_owned()).await;
    let refunded = order(&customer, &id).await;
    assert_eq!(
        (&refunded["status"], &refunded["refunded"]),
        (&json!("refunded"), &total)
    );

    // What is charged is what the shopper names; a card that is declined takes nothing and leaves the cart.
    let item = json!({ "productId": "prod_001", "variantId": "VEL-AER2-BLK-08", "quantity": 1 });
    customer.call(Method::POST, "/v1/cart/items", Some(item)).await;
    for (token, code) in [
        ("pm_test_declined", "payment_declined"),
        ("pm_test_lost", "payment_unavailable"),
    ] {
        let (_, asked) = say(format!("checkout with {token}")).await;
        assert_eq!(
            asked["response"]["actions"][0]["status"], "needs_confirmation",
            "{asked}"
        );
        let (_, refused) = say("yes".to_owned()).await;
        assert_eq!(
            refused["response"]["actions"][0]["problem"]["code"], code,
            "{refused}"
        );
        let (_, cart) = customer.call(Method::GET, "/v1/cart", None).await;
        assert_eq!(cart["items"][0]["quantity"], 1, "{cart}");
    }
    say("checkout".to_owned()).await;
    let (_, done) = say("yes".to_owned()).await;
    assert_eq!(done["response"]["actions"][0]["status"], "done", "{done}");
}

async fn a_session_without_the_token_on_this_connection_orders_nothing() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    let mut shopper = Shopper::connect(&server, Some(&customer.session)).await;
    for said in [
        format!("cancel order {id}"),
        "where is my order".to_owned(),
        "checkout".to_owned(),
    ] {
        let answer = shopper.say(&said).await;
        assert_eq!(
            answer["actions"][0]["problem"]["code"], "sign_in_required",
            "{said}: {answer}"
        );
    }
    let body = json!({ "content": format!("cancel order {id}") });
    let path = "/v1/interactions/message";
    let (_, answer) = call(
        &server,
        Method::POST,
        path,
        Some(&customer.session),
        None,
        Some(body),
    )
    .await;
    assert_eq!(
        answer["response"]["actions"][0]["problem"]["code"], "sign_in_required",
        "{answer}"
    );
    assert_eq!(order(&customer, &id).await["status"], "paid");
}

async fn a_discount_code_said_in_the_chat_is_in_the_cart() {
    let server = Server::start().await;
    let mut shopper = server.shopper().await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    let applied = shopper.say("apply discount code SAVE10").await;
    assert_eq!(applied["cart"]["discountCode"], "SAVE10", "{applied}");
    let refused = shopper.say("apply discount code EXPIRED20").await;
    assert_eq!(
        refused["actions"][0]["problem"]["code"], "discount_expired",
        "{refused}"
    );
    let (_, cart) = call(
        &server,
        Method::GET,
        "/v1/cart",
        Some(&shopper.session),
        None,
        None,
    )
    .await;
    assert_eq!(cart["discountCode"], "SAVE10");
}
