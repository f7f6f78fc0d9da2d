//! What shoppers say in five languages, scored by what changed in the database and not by the words of the answers.

use std::{collections::BTreeMap, path::Path};

use futures::{StreamExt, stream};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    memory::preferences,
    operator::Operator,
    orders::at_the_till,
    server::{Server, answer},
    shopper::Shopper,
    shoppers_accounts::{Customer, call},
    talking_orders::signed_in,
};

/// So many of all conversations must end as they should.
const FLOOR: f64 = 0.98;

/// Conversations side by side.
const AT_ONCE: usize = 4;

#[derive(Deserialize)]
struct File {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: String,
    who: Who,
    #[serde(default)]
    cart: Lines,
    preferences: Option<Value>,
    say: Vec<Said>,
    #[serde(default)]
    expect: Expected,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Who {
    Guest,
    Account,
    Buyer,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    One(String),
    Several(Vec<String>),
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    cart: Option<Lines>,
    discount: Option<String>,
    orders: Option<Vec<String>>,
    address: Option<String>,
    preferences: Option<Value>,
    status: Option<String>,
}

/// Quantities by SKU.
type Lines = BTreeMap<String, i64>;

/// What is so after a conversation, as far as utterances may change it.
#[derive(Debug, PartialEq)]
struct Found {
    cart: Lines,
    discount: Option<String>,
    orders: Vec<String>,
    address: Option<String>,
    preferences: Value,
    status: String,
    waits_for_a_person: bool,
}

#[tokio::test]
async fn what_is_said_does_what_was_meant() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/utterances.toml"));
    let file: File = toml::from_str(&text.expect("the file is there")).expect("the file is well-formed");
    let server = Server::start().await;
    let operator = server.operator().await;
    let cases = file
        .group
        .iter()
        .flat_map(|group| group.say.iter().map(move |said| (group, said)));
    let results: Vec<Result<(), String>> = stream::iter(cases)
        .map(|(group, said)| try_out(&server, &operator, group, said))
        .buffered(AT_ONCE)
        .collect()
        .await;
    let wrong: Vec<&String> = results
        .iter()
        .filter_map(|result| result.as_ref().err())
        .collect();
    let (all, right) = (results.len(), results.len() - wrong.len());
    println!("{right} of {all} conversations end as they should");
    for told in &wrong {
        println!("{told}");
    }
    assert!(all >= 230, "only {all} utterances");
    let share = f64::from(u32::try_from(right).unwrap()) / f64::from(u32::try_from(all).unwrap());
    assert!(share >= FLOOR, "{right} of {all}: {wrong:#?}");
}

async fn try_out(server: &Server, operator: &Operator, group: &Group, said: &Said) -> Result<(), String> {
    let customer = match group.who {
        Who::Guest => None,
        Who::Account | Who::Buyer => Some(Customer::register(server, None).await),
    };
    let (mut shopper, order) = match &customer {
        None => (server.shopper().await, String::new()),
        Some(customer) => prepare(customer, group).await,
    };
    for (sku, quantity) in &group.cart {
        let line = json!({ "productId": sku, "variantId": sku, "quantity": quantity });
        let token = customer.as_ref().map(|customer| customer.token.as_str());
        let session = token.is_none().then_some(shopper.session.as_str());
        let (status, cart) = call(server, Method::POST, "/v1/cart/items", session, token, Some(line)).await;
        assert_eq!(status, 201, "{cart}");
    }
    let messages = match said {
        Said::One(message) => std::slice::from_ref(message),
        Said::Several(messages) => messages.as_slice(),
    };
    let mut answers = Vec::new();
    for message in messages {
        answers.push(say(&mut shopper, &message.replace("{order}", &order)).await);
    }
    let found = look(server, operator, customer.as_ref(), &shopper).await;
    let expected = expected(group, &found);
    if found == expected {
        return Ok(());
    }
    Err(format!(
        "{} / {messages:?}\n  expected {expected:?}\n  found    {found:?}\n  answers  {answers:#?}",
        group.name
    ))
}

async fn prepare(customer: &Customer<'_>, group: &Group) -> (Shopper, String) {
    let mut order = String::new();
    if group.who == Who::Buyer {
        customer.add("VEL-CUSC-BLK-M", 1).await;
        let post = customer
            .server
            .http
            .post(format!("{}/v1/orders", customer.server.base));
        let post = post
            .bearer_auth(&customer.token)
            .header("Idempotency-Key", "one")
            .json(&at_the_till("pm_test_123"));
        let (status, placed) = answer(post.send().await.expect("an answer")).await;
        assert_eq!(status, 201, "{placed}");
        placed["orderId"].as_str().expect("an id").clone_into(&mut order);
    }
    if let Some(liked) = &group.preferences {
        let (status, problem) = customer
            .call(Method::PUT, "/v1/memory/preferences", Some(liked.clone()))
            .await;
        assert_eq!(status, 200, "{problem}");
    }
    (signed_in(customer).await, order)
}

/// Says something and waits for the response, whatever else is shown beside it.
async fn say(shopper: &mut Shopper, message: &str) -> String {
    shopper.post(message).await;
    let response = shopper.skip_to("response").await;
    format!(
        "{} [{} {}]",
        response["content"].as_str().unwrap_or_default(),
        response["intent"],
        response["confidence"]
    )
}

async fn look(
    server: &Server,
    operator: &Operator,
    customer: Option<&Customer<'_>>,
    shopper: &Shopper,
) -> Found {
    let token = customer.map(|customer| customer.token.as_str());
    let session = token.is_none().then_some(shopper.session.as_str());
    let (_, cart) = call(server, Method::GET, "/v1/cart", session, token, None).await;
    let items = cart["items"].as_array().cloned().unwrap_or_default();
    let (_, conversation) = operator
        .get(&format!("/api/v1/conversations/{}", shopper.conversation))
        .await;
    let orders = match customer {
        Some(customer) => customer.call(Method::GET, "/v1/orders", None).await.1,
        None => json!({ "items": [] }),
    };
    let orders = orders["items"].as_array().cloned().unwrap_or_default();
    Found {
        cart: items
            .iter()
            .map(|item| {
                (
                    item["sku"].as_str().unwrap_or_default().to_owned(),
                    item["quantity"].as_i64().unwrap_or_default(),
                )
            })
            .collect(),
        discount: cart["discountCode"].as_str().map(str::to_owned),
        orders: orders
            .iter()
            .map(|order| order["status"].as_str().unwrap_or_default().to_owned())
            .collect(),
        address: orders
            .first()
            .and_then(|order| order["shippingAddress"]["line1"].as_str())
            .map(str::to_owned),
        preferences: match customer {
            Some(customer) => told(preferences(customer).await),
            None => json!({}),
        },
        status: conversation["status"].as_str().unwrap_or_default().to_owned(),
        waits_for_a_person: !conversation["pending_draft"].is_null(),
    }
}

/// Preferences without the lists that are empty.
fn told(mut liked: Value) -> Value {
    if let Some(fields) = liked.as_object_mut() {
        fields.retain(|_, value| *value != json!([]));
    }
    liked
}

fn expected(group: &Group, found: &Found) -> Found {
    let expect = &group.expect;
    let before = if group.who == Who::Buyer {
        vec!["paid".to_owned()]
    } else {
        Vec::new()
    };
    let orders = expect.orders.clone().unwrap_or(before);
    let usual = (!orders.is_empty()).then(|| "123 Main St".to_owned());
    Found {
        cart: expect.cart.clone().unwrap_or_else(|| group.cart.clone()),
        discount: expect.discount.clone(),
        address: expect.address.clone().or(usual),
        orders,
        preferences: expect
            .preferences
            .clone()
            .or_else(|| group.preferences.clone())
            .unwrap_or_else(|| json!({})),
        status: expect.status.clone().unwrap_or_else(|| "active_ai".to_owned()),
        // Whoever is handed over waits for a person anyway.
        waits_for_a_person: expect.status.is_some() && found.waits_for_a_person,
    }
}
