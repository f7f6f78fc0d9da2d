//! Dialogues in several steps by talking: left for something else and gone on with, put right, left for good.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    orders::buyer,
    server::Server,
    shopper::Shopper,
    shoppers_accounts::Customer,
    talking_orders::{content, order, signed_in},
};

on_every_database! {
    a_question_in_the_middle_of_a_checkout_is_answered_and_the_checkout_goes_on
    the_other_address_is_taken_and_agreed_to_anew
    never_mind_leaves_an_order_as_it_is_in_five_languages
    a_yes_with_a_but_is_no_yes
    what_is_put_into_the_cart_meanwhile_is_in_the_amount_that_is_agreed_to
    an_answer_that_cannot_be_read_is_asked_for_again
}

const FIRST: &str = "line1=1 First St, city=Austin, state=TX, postalCode=78701, country=US";
const SECOND: &str = "line1=2 Second St, city=Austin, state=TX, postalCode=78702, country=US";

async fn orders(customer: &Customer<'_>) -> Value {
    customer.call(Method::GET, "/v1/orders", None).await.1
}

/// Somebody with something in the cart, who was asked where it goes.
async fn at_the_till<'server>(server: &'server Server) -> (Customer<'server>, Shopper) {
    let customer = Customer::register(server, None).await;
    let mut shopper = signed_in(&customer).await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    let asked = shopper.say("checkout").await;
    assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
    (customer, shopper)
}

async fn a_question_in_the_middle_of_a_checkout_is_answered_and_the_checkout_goes_on() {
    let server = Server::start().await;
    let (customer, mut shopper) = at_the_till(&server).await;
    let told = shopper.say("what is your return policy?").await;
    assert!(
        content(&told).contains("30 days") && content(&told).contains("Where shall it go?"),
        "{told}"
    );
    let confirm = shopper.say(FIRST).await;
    assert!(content(&confirm).contains("1 First St"), "{confirm}");
    let told = shopper.say("how long does delivery take?").await;
    assert!(content(&told).contains("1 First St, Austin"), "{told}");
    assert_eq!(orders(&customer).await["total"], 0);
    let done = shopper.say("yes").await;
    assert_eq!(done["actions"][0]["status"], "done", "{done}");
    let placed = orders(&customer).await;
    assert_eq!(placed["items"][0]["shippingAddress"]["line1"], "1 First St");
}

async fn the_other_address_is_taken_and_agreed_to_anew() {
    let server = Server::start().await;
    let (customer, mut shopper) = at_the_till(&server).await;
    shopper.say(FIRST).await;
    let confirm = shopper.say(&format!("no, to {SECOND}")).await;
    assert!(content(&confirm).contains("2 Second St"), "{confirm}");
    shopper.say("yes").await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    let confirm = shopper.say("checkout").await;
    assert!(content(&confirm).contains("2 Second St"), "{confirm}");
    let asked = shopper.say("no, the other address").await;
    assert!(content(&asked).contains("Where shall it go?"), "{asked}");
    shopper.say(FIRST).await;
    shopper.say("yes").await;
    shopper.say("add 1 VEL-AER2-BLK-08 to my cart").await;
    shopper.say("checkout").await;
    let other = shopper.say("no, the other address").await;
    assert!(content(&other).contains("2 Second St"), "{other}");
    shopper.say("yes please").await;
    let placed = orders(&customer).await;
    let streets: Vec<&str> = (0..3)
        .filter_map(|place| placed["items"][place]["shippingAddress"]["line1"].as_str())
        .collect();
    assert_eq!(streets, ["2 Second St", "1 First St", "2 Second St"]);
}

async fn never_mind_leaves_an_order_as_it_is_in_five_languages() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    let mut shopper = signed_in(&customer).await;
    for never_mind in [
        "never mind",
        "laat maar zitten",
        "doch nicht",
        "laissez tomber",
        "lascia perdere",
    ] {
        let asked = shopper.say(&format!("cancel order {id}")).await;
        assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
        let left = shopper.say(never_mind).await;
        assert_eq!(left["actions"], json!([]), "{never_mind}: {left}");
    }
    let nothing = shopper.say("yes").await;
    assert_ne!(nothing["actions"][0]["status"], "done", "{nothing}");
    assert_eq!(order(&customer, &id).await["status"], "paid");
}

async fn a_yes_with_a_but_is_no_yes() {
    let server = Server::start().await;
    let (customer, mut shopper) = at_the_till(&server).await;
    shopper.say(FIRST).await;
    let asked = shopper.say("yes, but to another address").await;
    assert!(content(&asked).contains("Where shall it go?"), "{asked}");
    let confirm = shopper.say(SECOND).await;
    assert!(content(&confirm).contains("2 Second St"), "{confirm}");
    assert_eq!(orders(&customer).await["total"], 0);
}

async fn what_is_put_into_the_cart_meanwhile_is_in_the_amount_that_is_agreed_to() {
    let server = Server::start().await;
    let (customer, mut shopper) = at_the_till(&server).await;
    shopper.say(FIRST).await;
    let added = shopper.say("add 2 VEL-AER2-BLK-08 to my cart").await;
    let (_, cart) = customer.call(Method::GET, "/v1/cart", None).await;
    let total = cart["total"].as_str().expect("a total");
    assert_eq!(cart["items"][0]["quantity"], 3);
    assert!(content(&added).contains(total), "{added}");
    let done = shopper.say("yes").await;
    assert_eq!(done["actions"][0]["status"], "done", "{done}");
    let placed = orders(&customer).await;
    assert_eq!(placed["items"][0]["total"].as_str(), Some(total), "{placed}");
}

async fn an_answer_that_cannot_be_read_is_asked_for_again() {
    let server = Server::start().await;
    let (customer, id) = buyer(&server).await;
    let mut shopper = signed_in(&customer).await;
    shopper.say(&format!("cancel order {id}")).await;
    let again = shopper.say("xqzt blorp").await;
    assert!(
        content(&again).contains("yes or no") && content(&again).contains(&id),
        "{again}"
    );
    shopper.say("yes").await;
    assert_eq!(order(&customer, &id).await["status"], "cancelled");
}
