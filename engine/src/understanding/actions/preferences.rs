//! What a shopper likes, by the keys under which it is remembered.

use crate::understanding::{
    entities::{Entity, EntityKind, money::price_bounds},
    products::is_filler,
    text::Reading,
};

const KEYS: &[(&str, &[&str])] = &[
    ("size", &["size", "sizes"]),
    ("colors", &["color", "colour", "colors", "colours"]),
    ("brands", &["brand", "brands"]),
    ("categories", &["category", "categories"]),
    ("styles", &["style", "styles"]),
    ("price_max", &["budget", "price", "prices"]),
];
/// Words around what is liked.
const AROUND: &[&str] = &[
    "preference",
    "preferences",
    "saved",
    "memory",
    "mind",
    "note",
    "know",
    "usually",
    "always",
    "wear",
    "wearing",
    "about",
    "favourite",
    "favorite",
    "remembering",
    "stop",
    "anymore",
    "longer",
    "never",
    "don't",
    "hate",
    "like",
    "likes",
    "clothes",
    "profile",
    "settings",
    "default",
    "fan",
    "mostly",
    "only",
    "future",
    "save",
    "setting",
    "style",
    "styles",
    "category",
    "person",
    "kind",
    "anymore",
    "fit",
    "wear",
    "interested",
    "into",
    "store",
    "record",
    "erase",
    "favor",
    "favour",
    "liked",
];

/// The preferences that a part of a message names.
///
/// With `forgetting`, a key that is named without a value means the whole key.
pub(super) fn named(text: &str, entities: &[&Entity], forgetting: bool) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |key: &str, value: &str| {
        let pair = (key.to_owned(), value.to_owned());
        if !found.contains(&pair) {
            found.push(pair);
        }
    };
    let mut covered: Vec<String> = Vec::new();
    for entity in entities {
        let key = match entity.kind {
            EntityKind::Size => "size",
            EntityKind::Color => "colors",
            EntityKind::Brand => "brands",
            EntityKind::Category => "categories",
            _ => continue,
        };
        if let Some(value) = entity.value.as_str() {
            add(key, value);
            covered.extend(
                Reading::new(&entity.text)
                    .tokens
                    .into_iter()
                    .map(|token| token.word),
            );
        }
    }
    let bounds = price_bounds(text);
    if let Some(most) = bounds.max {
        add("price_max", &most.to_string());
    }
    if let Some(least) = bounds.min {
        add("price_min", &least.to_string());
    }
    let reading = Reading::new(text);
    // "My shoe size is 43" says a size without the word before it.
    let says_size = reading
        .tokens
        .iter()
        .any(|token| matches!(token.word.as_str(), "size" | "sizes"));
    if says_size
        && !covered
            .iter()
            .any(|word| word.chars().any(|letter| letter.is_ascii_digit()))
    {
        let figure = reading
            .tokens
            .iter()
            .find(|token| token.word.len() <= 3 && token.word.chars().all(|l| l.is_ascii_digit()));
        if let Some(figure) = figure
            && !entities.iter().any(|entity| entity.kind == EntityKind::Size)
        {
            add("size", &figure.word);
        }
    }
    for token in &reading.tokens {
        let word = token.word.as_str();
        let key = KEYS
            .iter()
            .find(|(_, words)| words.contains(&word))
            .map(|(key, _)| *key);
        if let Some(key) = key {
            if forgetting && !found.iter().any(|(known, _)| known == key) {
                found.push((key.to_owned(), String::new()));
            }
            continue;
        }
        let plain = word.len() > 2 && word.chars().all(char::is_alphabetic);
        if plain && !is_filler(word) && !AROUND.contains(&word) && !covered.iter().any(|known| known == word)
        {
            // "Shoe" in "my shoe size" says which size, not what is liked.
            let describes = reading
                .tokens
                .iter()
                .any(|next| next.start == token.end + 1 && next.word.starts_with("size"));
            let whole_key = forgetting && found.iter().any(|(_, value)| value.is_empty());
            if !(describes || whole_key) {
                found.push(("styles".to_owned(), word.to_owned()));
            }
        }
    }
    found
}
