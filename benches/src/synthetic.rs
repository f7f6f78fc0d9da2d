//! Knowledge of any size, the same every time.

use colloquy_engine::{
    knowledge::{Document, IndexSettings, KnowledgeIndex, SourceKind},
    language::Language,
};

const THINGS: [&str; 20] = [
    "jacket",
    "backpack",
    "running shoe",
    "wool beanie",
    "yoga mat",
    "water bottle",
    "headlamp",
    "tent",
    "sleeping bag",
    "bike helmet",
    "rain cover",
    "trekking pole",
    "swim goggle",
    "down vest",
    "camp stove",
    "climbing rope",
    "ski glove",
    "cotton shirt",
    "compression sock",
    "duffel bag",
];
const MATTERS: [&str; 20] = [
    "returns",
    "washing",
    "drying",
    "repair",
    "warranty",
    "storage",
    "sizing",
    "shipping",
    "gift wrapping",
    "recycling",
    "spare parts",
    "weight",
    "allergies",
    "colors",
    "discounts",
    "exchanges",
    "pre-orders",
    "rentals",
    "engraving",
    "pick-up",
];
const ADVICE: [&str; 10] = [
    "keep the receipt until the season ends",
    "use cold water and a mild soap",
    "ask the store team for a free check",
    "measure twice before you order",
    "leave it open in a dry room over night",
    "send it back in the box that it came in",
    "write the order number on the label",
    "never put it near an open flame",
    "take it to one of our partner workshops",
    "check the tag inside for the exact figures",
];

/// An index of exactly so many passages: each document is short enough to be one.
#[must_use]
pub fn index(passages: usize) -> KnowledgeIndex {
    KnowledgeIndex::build((0..passages).map(document), IndexSettings::default())
}

/// A question that one of the documents answers.
#[must_use]
pub fn question(number: usize) -> String {
    format!(
        "what are the {} rules for the {} series {}",
        pick(&MATTERS, number / 20),
        pick(&THINGS, number),
        number / 400
    )
}

fn document(number: usize) -> Document {
    let (thing, matter, series) = (pick(&THINGS, number), pick(&MATTERS, number / 20), number / 400);
    let (first, second) = (pick(&ADVICE, number / 7), pick(&ADVICE, number / 3 + 5));
    let days = 3 + number % 57;
    Document {
        kind: SourceKind::Knowledge,
        reference: format!("knowledge:synthetic-{number}"),
        title: format!("{matter} of the {thing} series {series}"),
        text: format!(
            "For {matter} of a {thing} of series {series} you have {days} days. Please {first}. If that does not help, \
             {second}, and we will find a way within {} working days.",
            1 + number % 9
        ),
        language: Language::En,
    }
}

fn pick<'w>(words: &[&'w str], number: usize) -> &'w str {
    words
        .get(number % words.len().max(1))
        .copied()
        .unwrap_or_default()
}
