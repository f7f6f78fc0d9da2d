//! What a shopper is told to say, and what shoppers said first in whole conversations.

use std::path::Path;

use crate::{
    measure::percent,
    rows::{self, Row},
    table::Figure,
};

use super::shop::{NAME, Reader};

/// Sentences that a shopper is shown as examples of what can be said, and the intents that are right for each.
const PROMISED: &[(&str, &[&str])] = &[
    ("show me running shoes under $150", &["product_search"]),
    (
        "add 2 running shoes and 1 hoodie to my cart",
        &["add_multiple_to_cart"],
    ),
    (
        "increase quantity of running shoes in my cart",
        &["adjust_cart_quantity"],
    ),
    (
        "remove one running shoe from cart",
        &["remove_from_cart", "adjust_cart_quantity"],
    ),
    ("empty my cart", &["clear_cart"]),
    ("checkout", &["checkout"]),
    ("where is my order", &["order_status"]),
    ("cancel order order_000001", &["cancel_order"]),
    ("refund order order_000001", &["request_refund"]),
    (
        "change order address line1=500 Main St, city=Austin, state=TX, postalCode=78701, country=US",
        &["change_order_address"],
    ),
    ("remember I like denim and size M", &["save_preference"]),
    ("what do you remember about me", &["show_memory"]),
    ("forget my color preference", &["forget_preference"]),
];

/// What whole conversations are about, and the intents that are right for what their shoppers ask first.
const ABOUT: &[(&str, &[&str])] = &[
    ("return_size", &["request_refund", "refunds"]),
    ("refund_status", &["refunds", "request_refund"]),
    ("timing_4", &["apply_discount", "general_question"]),
];
/// A shorter turn greets and asks for nothing.
const FEWEST_WORDS: usize = 5;

/// Reads the sentences, and the conversations where they are there.
pub(super) fn score(folder: &Path, reader: &Reader) -> anyhow::Result<Vec<Figure>> {
    let hits = PROMISED
        .iter()
        .filter(|(text, wanted)| is_read_as(reader, text, wanted));
    let mut figures = vec![
        Figure::new(
            NAME,
            "sentences that shoppers are shown as examples",
            percent(hits.count(), PROMISED.len()),
        )
        .aims(100.0, 100.0),
    ];
    let path = folder.join("abcd/sample_conversations.jsonl");
    if path.is_file() {
        let (mut right, mut asked) = (0, 0);
        for row in rows::read(&path)? {
            let about = ABOUT.iter().find(|(about, _)| *about == row.text("subflow"));
            if let Some(((_, wanted), text)) = about.zip(first_request(&row)) {
                right += usize::from(is_read_as(reader, &text, wanted));
                asked += 1;
            }
        }
        figures.push(Figure::new(
            "abcd",
            format!("first requests of {asked} conversations"),
            percent(right, asked),
        ));
    }
    Ok(figures)
}

fn is_read_as(reader: &Reader, text: &str, wanted: &[&str]) -> bool {
    wanted.contains(&reader.read(text).intent.as_str())
}

/// The first turn of the shopper that is long enough to ask for something.
fn first_request(conversation: &Row) -> Option<String> {
    let turns = conversation.rows("turns");
    let said = turns.iter().filter(|turn| turn.text("speaker") == "customer");
    let mut requests = said.filter(|turn| turn.text("text").split_whitespace().count() >= FEWEST_WORDS);
    requests.next().map(|turn| turn.text("text").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_intent_that_is_asked_for_exists() {
        for (_, wanted) in PROMISED.iter().chain(ABOUT) {
            for intent in *wanted {
                assert!(
                    intent.parse::<colloquy_engine::understanding::Intent>().is_ok(),
                    "{intent}"
                );
            }
        }
    }
}
