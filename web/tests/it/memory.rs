//! What is remembered of a signed-in shopper: by talking and over REST it is one memory, and guests have none.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    server::Server,
    shopper::Shopper,
    shoppers_accounts::{Customer, call},
    talking_orders::{content, signed_in},
};

on_every_database! {
    guests_have_no_memory_and_are_asked_to_sign_in_and_it_goes_on
    what_is_said_is_remembered_shown_and_forgotten_in_five_languages
    preferences_merge_null_deletes_and_the_field_that_is_wrong_is_named
    everything_is_forgotten_only_after_a_yes_and_then_for_good
    products_come_in_the_order_of_taste_and_say_why
    the_history_tells_what_was_asked_and_not_what_was_to_be_forgotten
    a_memory_is_its_accounts_own_and_follows_it
}

const ROUTES: [(Method, &str); 8] = [
    (Method::GET, "/v1/memory"),
    (Method::DELETE, "/v1/memory"),
    (Method::GET, "/v1/memory/preferences"),
    (Method::PUT, "/v1/memory/preferences"),
    (Method::DELETE, "/v1/memory/preferences"),
    (Method::DELETE, "/v1/memory/preferences/size"),
    (Method::GET, "/v1/memory/history"),
    (Method::DELETE, "/v1/memory/history"),
];

pub(crate) async fn preferences(customer: &Customer<'_>) -> Value {
    let (status, liked) = customer.call(Method::GET, "/v1/memory/preferences", None).await;
    assert_eq!(status, 200, "{liked}");
    liked
}

async fn put(customer: &Customer<'_>, body: Value) -> (u16, Value) {
    customer
        .call(Method::PUT, "/v1/memory/preferences", Some(body))
        .await
}

async fn guests_have_no_memory_and_are_asked_to_sign_in_and_it_goes_on() {
    let server = Server::start().await;
    let mut guest = server.shopper().await;
    for (method, path) in ROUTES {
        let body = (method == Method::PUT).then(|| json!({ "size": "42" }));
        let (status, problem) = call(&server, method.clone(), path, Some(&guest.session), None, body).await;
        assert_eq!(status, 401, "{method} {path}: {problem}");
    }
    for said in [
        "what do you remember about me",
        "forget my size",
        "remember that I wear size 42",
    ] {
        let answer = guest.say(said).await;
        assert_eq!(
            answer["actions"][0]["problem"]["code"], "sign_in_required",
            "{said}: {answer}"
        );
    }
    let customer = Customer::register(&server, Some(&guest.session)).await;
    assert_eq!(preferences(&customer).await["size"], Value::Null);
    let mut shopper = signed_in(&customer).await;
    let done = shopper.say("I have signed in").await;
    assert_eq!(
        (&done["actions"][0]["name"], &done["actions"][0]["status"]),
        (&json!("save_preference"), &json!("done")),
        "{done}"
    );
    assert_eq!(preferences(&customer).await["size"], "42");
    // The session alone, without the token on this connection, is not proof enough.
    let mut unproved = Shopper::connect(&server, Some(&customer.session)).await;
    let refused = unproved.say("what do you remember about me").await;
    assert_eq!(
        refused["actions"][0]["problem"]["code"], "sign_in_required",
        "{refused}"
    );
}

async fn what_is_said_is_remembered_shown_and_forgotten_in_five_languages() {
    let server = Server::start().await;
    let talks = [
        (
            "remember that I wear size 42 and love blue",
            "what do you remember about me",
            "forget my color preference",
        ),
        (
            "onthoud dat ik maat 42 draag en van blauw hou",
            "wat weet je over mij",
            "vergeet mijn lievelingskleur",
        ),
        (
            "merk dir, dass ich Größe 42 trage und Blau mag",
            "was weißt du über mich",
            "vergiss meine Lieblingsfarbe",
        ),
        (
            "retiens que je porte la taille 42 et que j'aime le bleu",
            "que sais-tu de moi",
            "oublie ma couleur préférée",
        ),
        (
            "ricorda che porto la taglia 42 e che mi piace il blu",
            "che cosa sai di me",
            "dimentica il mio colore preferito",
        ),
    ];
    for (save, show, forget) in talks {
        let customer = Customer::register(&server, None).await;
        let mut shopper = signed_in(&customer).await;
        let saved = shopper.say(save).await;
        let liked = preferences(&customer).await;
        assert_eq!(
            (&liked["size"], &liked["colors"]),
            (&json!("42"), &json!(["blue"])),
            "{save}: {saved}"
        );
        assert_eq!(liked["styles"], json!([]), "{save}");
        assert_eq!(saved["agent"], "memory", "{saved}");
        let shown = shopper.say(show).await;
        assert!(
            content(&shown).contains("42") && content(&shown).contains("blue"),
            "{show}: {shown}"
        );
        let forgotten = shopper.say(forget).await;
        let liked = preferences(&customer).await;
        assert_eq!(
            (&liked["size"], &liked["colors"]),
            (&json!("42"), &json!([])),
            "{forget}: {forgotten}"
        );
    }
}

async fn preferences_merge_null_deletes_and_the_field_that_is_wrong_is_named() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let all = json!({ "size": "42", "brands": ["Veloc"], "categories": ["running-shoes"], "styles": ["denim"],
        "colors": ["blue", "Blue"], "priceRange": { "min": "20", "max": 100 } });
    let (status, liked) = put(&customer, all).await;
    assert_eq!(status, 200, "{liked}");
    assert_eq!(liked["colors"], json!(["blue"]));
    assert_eq!(
        liked["priceRange"],
        json!({ "min": "20.00", "max": "100.00", "currency": "USD" })
    );
    // What was answered may be sent back as it is.
    let (status, again) = put(&customer, liked.clone()).await;
    assert_eq!((status, &again), (200, &liked));
    let (_, merged) = put(
        &customer,
        json!({ "size": null, "colors": ["black"], "priceRange": { "min": null } }),
    )
    .await;
    assert_eq!(
        (&merged["size"], &merged["colors"]),
        (&Value::Null, &json!(["black"]))
    );
    assert_eq!(
        merged["priceRange"],
        json!({ "max": "100.00", "currency": "USD" })
    );
    assert_eq!(merged["brands"], json!(["Veloc"]));
    let wrong = [
        (json!({ "colour": ["blue"] }), 422),
        (json!({ "size": "" }), 422),
        (json!({ "size": 42 }), 422),
        (json!({ "colors": "blue" }), 422),
        (json!({ "colors": ["blue", " "] }), 422),
        (json!({ "priceRange": { "max": "-1" } }), 422),
        (json!({ "priceRange": { "min": "200" } }), 422),
    ];
    let fields = [
        "",
        "size",
        "size",
        "colors",
        "colors[1]",
        "priceRange.max",
        "priceRange.max",
    ];
    for ((body, expected), field) in wrong.into_iter().zip(fields) {
        let (status, problem) = put(&customer, body.clone()).await;
        assert_eq!(status, expected, "{body}: {problem}");
        let named = problem["errors"][0]["field"].as_str().unwrap_or_default();
        assert!(named == field || field.is_empty(), "{body}: {problem}");
    }
    assert_eq!(preferences(&customer).await, merged);
    let (status, _) = customer
        .call(Method::DELETE, "/v1/memory/preferences/colors", None)
        .await;
    assert_eq!(
        (status, preferences(&customer).await["colors"].clone()),
        (204, json!([]))
    );
    let (status, _) = customer
        .call(Method::DELETE, "/v1/memory/preferences/shoes", None)
        .await;
    assert_eq!(status, 404);
    let (status, _) = customer
        .call(Method::DELETE, "/v1/memory/preferences", None)
        .await;
    assert_eq!(
        (status, preferences(&customer).await["brands"].clone()),
        (204, json!([]))
    );
}

async fn everything_is_forgotten_only_after_a_yes_and_then_for_good() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let mut shopper = signed_in(&customer).await;
    shopper.say("remember that I love blue").await;
    shopper.say("show me running shoes").await;
    let everything = async || customer.call(Method::GET, "/v1/memory", None).await.1;
    let known = everything().await;
    assert_eq!(
        (
            &known["history"]["total"],
            &known["affinities"]["categories"][0]["value"]
        ),
        (&json!(1), &json!("running-shoes")),
        "{known}"
    );
    for (answered, is_gone) in [("no", false), ("yes", true)] {
        let asked = shopper.say("forget everything about me").await;
        assert_eq!(asked["actions"][0]["status"], "needs_confirmation", "{asked}");
        assert_eq!(everything().await["preferences"]["colors"], json!(["blue"]));
        let answer = shopper.say(answered).await;
        let left = everything().await["preferences"]["colors"].clone();
        assert_eq!(left == json!([]), is_gone, "{answer}");
    }
    let gone = everything().await;
    assert_eq!(gone["history"], json!({ "items": [], "total": 0 }), "{gone}");
    assert_eq!(
        gone["affinities"],
        json!({ "products": [], "categories": [], "brands": [] })
    );
    let shown = shopper.say("what do you remember about me").await;
    assert_eq!(
        shown["actions"][0]["result"],
        json!({ "preferences": {} }),
        "{shown}"
    );
    // By the page the same, at once.
    shopper.say("remember that I love red").await;
    let (status, _) = customer.call(Method::DELETE, "/v1/memory", None).await;
    assert_eq!(
        (status, everything().await["preferences"]["colors"].clone()),
        (204, json!([]))
    );
}

async fn products_come_in_the_order_of_taste_and_say_why() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let path = "/v1/products?category=running-shoes";
    let (_, plain) = server.get(path).await;
    assert!(plain["items"][0].get("reasons").is_none(), "{plain}");
    let liked = json!({ "brands": ["Hexline"], "size": "9" });
    assert_eq!(put(&customer, liked).await.0, 200);
    let (_, mine) = customer.call(Method::GET, path, None).await;
    assert_eq!(mine["total"], plain["total"]);
    assert_ne!(plain["items"][0]["brand"], "Hexline");
    assert_eq!(mine["items"][0]["brand"], "Hexline", "{mine}");
    assert!(
        mine["items"][0]["reasons"]
            .as_array()
            .expect("reasons")
            .contains(&json!({ "kind": "brand", "value": "Hexline" })),
        "{mine}"
    );
    // A sort that was asked for stays as it was asked for.
    let sorted = format!("{path}&sort=price_asc");
    let (_, by_price) = server.get(&sorted).await;
    let (_, mine) = customer.call(Method::GET, &sorted, None).await;
    assert_eq!(mine["items"][0]["id"], by_price["items"][0]["id"]);
    let mut shopper = signed_in(&customer).await;
    let found = shopper.say("show me running shoes").await;
    assert_eq!(found["products"][0]["brand"], "Hexline", "{found}");
    assert!(
        content(&found).contains("because") && content(&found).contains("Hexline"),
        "{found}"
    );
    let mut guest = server.shopper().await;
    let found = guest.say("show me running shoes").await;
    assert!(!content(&found).contains("because"), "{found}");
    let (status, _) = call(&server, Method::GET, path, None, Some("not a token"), None).await;
    assert_eq!(status, 401);
}

async fn the_history_tells_what_was_asked_and_not_what_was_to_be_forgotten() {
    let server = Server::start().await;
    let customer = Customer::register(&server, None).await;
    let mut shopper = signed_in(&customer).await;
    for said in [
        "show me running shoes",
        "remember that I love blue",
        "add 1 VEL-AER2-BLK-08 to my cart",
        "forget that I love blue",
    ] {
        shopper.say(said).await;
    }
    let (status, history) = customer
        .call(Method::GET, "/v1/memory/history?limit=1", None)
        .await;
    assert_eq!((status, &history["total"]), (200, &json!(2)), "{history}");
    assert_eq!(history["items"][0]["asked"], "add 1 VEL-AER2-BLK-08 to my cart");
    let (_, memory) = customer.call(Method::GET, "/v1/memory", None).await;
    assert_eq!(
        memory["affinities"]["products"],
        json!([{ "value": "prod_001", "count": 1 }]),
        "{memory}"
    );
    assert_eq!(
        memory["affinities"]["categories"][0],
        json!({ "value": "running-shoes", "count": 2 }),
        "{memory}"
    );
    let (status, _) = customer
        .call(Method::GET, "/v1/memory/history?limit=0", None)
        .await;
    assert_eq!(status, 422);
    let (status, _) = customer.call(Method::DELETE, "/v1/memory/history", None).await;
    assert_eq!(status, 204);
    let (_, memory) = customer.call(Method::GET, "/v1/memory", None).await;
    assert_eq!(
        (&memory["history"]["total"], &memory["affinities"]["products"]),
        (&json!(0), &json!([]))
    );
}

async fn a_memory_is_its_accounts_own_and_follows_it() {
    let server = Server::start().await;
    let (customer, other) = (
        Customer::register(&server, None).await,
        Customer::register(&server, None).await,
    );
    signed_in(&customer).await.say("remember that I love blue").await;
    assert_eq!(preferences(&other).await["colors"], json!([]));
    assert_eq!(other.call(Method::DELETE, "/v1/memory", None).await.0, 204);
    let again = customer.log_in(None).await;
    assert_eq!(preferences(&again).await["colors"], json!(["blue"]));
    let shown = signed_in(&again).await.say("what do you remember about me").await;
    assert!(content(&shown).contains("blue"), "{shown}");
}
