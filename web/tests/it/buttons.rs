//! Buttons under answers: what a press says is understood as what stands on it, in every language.

use serde_json::{Value, json};

use crate::{databases::on_every_database, server::Server};

on_every_database! {
    every_button_is_in_the_language_of_the_conversation_and_does_what_it_says
}

/// What a shopper of a language writes, and the buttons that come with the answers.
struct Spoken {
    greeting: &'static str,
    first_steps: [&'static str; 3],
    add: &'static str,
    cart: &'static str,
    under_cart: [&'static str; 2],
}

const LANGUAGES: [Spoken; 5] = [
    Spoken {
        greeting: "hello",
        first_steps: ["See what is popular", "Returns", "Talk to a person"],
        add: "add 1 VEL-AER2-BLK-08 to my cart",
        cart: "show my cart",
        under_cart: ["Checkout", "Empty the cart"],
    },
    Spoken {
        greeting: "goedemorgen",
        first_steps: [
            "Bekijk wat populair is",
            "Retourneren",
            "Praat met een medewerker",
        ],
        add: "voeg 1 VEL-AER2-BLK-08 toe aan mijn winkelwagen",
        cart: "wat zit er in mijn winkelwagen",
        under_cart: ["Afrekenen", "Winkelwagen legen"],
    },
    Spoken {
        greeting: "guten Morgen",
        first_steps: ["Beliebtes ansehen", "Rückgabe", "Mit einem Menschen sprechen"],
        add: "leg 1 VEL-AER2-BLK-08 in meinen Warenkorb",
        cart: "was ist in meinem Warenkorb",
        under_cart: ["Zur Kasse", "Warenkorb leeren"],
    },
    Spoken {
        greeting: "bonjour",
        first_steps: ["Voir ce qui plaît", "Retours", "Parler à quelqu'un"],
        add: "ajoute 1 VEL-AER2-BLK-08 à mon panier",
        cart: "montre mon panier",
        under_cart: ["Commander", "Vider le panier"],
    },
    Spoken {
        greeting: "buongiorno",
        first_steps: ["Guarda i più amati", "Resi", "Parla con una persona"],
        add: "aggiungi 1 VEL-AER2-BLK-08 al mio carrello",
        cart: "mostrami il carrello",
        under_cart: ["Vai alla cassa", "Svuota il carrello"],
    },
];

/// Label and message of each.
fn buttons(answer: &Value) -> Vec<(String, String)> {
    let text = |action: &Value, part: &str| action[part].as_str().unwrap_or_default().to_owned();
    answer["suggestedActions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|action| (text(action, "label"), text(action, "message")))
        .collect()
}

fn labels(buttons: &[(String, String)]) -> Vec<&str> {
    buttons.iter().map(|(label, _)| label.as_str()).collect()
}

fn action(answer: &Value) -> (&Value, &Value) {
    (&answer["actions"][0]["name"], &answer["actions"][0]["status"])
}

async fn every_button_is_in_the_language_of_the_conversation_and_does_what_it_says() {
    let server = Server::start().await;
    for spoken in LANGUAGES {
        let mut shopper = server.shopper().await;
        let first = buttons(&shopper.say(spoken.greeting).await);
        assert_eq!(labels(&first), spoken.first_steps);
        let found = shopper.say(&first[0].1).await;
        assert_eq!(
            action(&found),
            (&json!("product_search"), &json!("done")),
            "{found}"
        );
        let listed = found["content"].as_str().expect("an answer");
        assert!(
            !listed.contains("out of stock"),
            "what can be had comes first: {listed}"
        );
        // Sizes and colours are asked for.
        let added = shopper.say(&buttons(&found)[0].1).await;
        assert_eq!(action(&added).0, "add_to_cart", "{added}");

        let mut shopper = server.shopper().await;
        let added = shopper.say(spoken.add).await;
        assert_eq!(action(&added), (&json!("add_to_cart"), &json!("done")), "{added}");
        let under_cart = buttons(&shopper.say(spoken.cart).await);
        assert_eq!(labels(&under_cart), spoken.under_cart);
        let refused = shopper.say(&under_cart[0].1).await;
        assert_eq!(
            refused["actions"][0]["problem"]["code"], "sign_in_required",
            "{refused}"
        );
        let [signed_in, person] = &buttons(&refused)[..] else {
            panic!("two buttons: {refused}");
        };
        let again = shopper.say(&signed_in.1).await;
        assert_eq!(again["actions"][0]["name"], "checkout", "{again}");
        assert_eq!(person.0, spoken.first_steps[2]);
        let asked = shopper.say(&under_cart[1].1).await;
        assert_eq!(
            action(&asked),
            (&json!("clear_cart"), &json!("needs_confirmation")),
            "{asked}"
        );

        let mut shopper = server.shopper().await;
        let told = shopper.say(&first[1].1).await;
        assert!(
            told["sources"]
                .as_array()
                .is_some_and(|sources| !sources.is_empty()),
            "{told}"
        );
        let handed_over = shopper.say(&first[2].1).await;
        assert_eq!(handed_over["intent"], "support_escalation", "{handed_over}");
    }
}
