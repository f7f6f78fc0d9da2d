//! What a shopper likes, by the keys under which it is remembered.
//!
//! Only what is said to be liked, and by the shopper of themselves: "I never wear pink" and "my son takes age 10" say
//! nothing that could be remembered under these keys.

mod words;

use std::sync::LazyLock;

use regex::Regex;

use self::words::{AROUND, KEYS, style};
use crate::understanding::{
    entities::{Entity, EntityKind, money::price_bounds},
    pattern::pattern,
    products::is_filler,
    text::{Reading, Token},
};

/// Idioms that deny nothing.
static NOT_DENIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:don'?t|do not|never|please don'?t) forget\b|\bvergeet (?:het |dat |dit )?niet\b|\bvergiss? (?:das |es )?nicht\b|\bn'oublie[zr]? pas\b|\bnon (?:dimenticare|scordare|dimenticarti|scordarlo|dimenticarlo)\b|\bno (?:more|less) than\b|\bnot (?:more|over|above) (?:than )?",
    )
});
/// What is said with these is not liked.
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:never|not|no|don'?t|doesn'?t|hate|dislike|detest|avoid|allergic|can'?t stand|without|niet|nooit|geen|haat|allergisch|zonder|niks|nicht|nie|niemals|kein|keine|keinen|hasse|ohne|pas|jamais|sans|déteste|allergique|non|mai|odio|senza|allergico|allergica|sopporto)\b)",
    )
});
/// What is said with these is of somebody else.
static OF_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:my|his|her|mijn|meine?r?|mein|mon|ma|mio|mia) (?:son|daughter|wife|husband|kids?|child|partner|friend|mother|father|mum|mom|dad|brother|sister|zoon|dochter|vrouw|man|kind|vriendin?|sohn|tochter|frau|mann|freundin?|fils|fille|femme|mari|ami|amie|figlio|figlia|moglie|marito)\b",
    )
});
/// The words after which English speaks of what is liked.
static LIKES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:i (?:really |also |mostly |usually |always |just )*(?:like|love|prefer|enjoy|liked|loved)|i'?m (?:really |very )?(?:into|fond of|a fan of|a big fan of)|fan of|liking|preference|preferred style is|style is)(?: for)? ([\w' -]{2,60})",
    )
});
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s+(?:and|or|but|with|in|for|to|that|which|please|when|because|as|at|on|so|than|from|a lot|very much)\s+|\s*$",
    )
});
/// Words of what is liked in a row.
const LONGEST_STYLE: usize = 3;

/// The preferences that a part of a message names.
///
/// With `forgetting`, a key that is named without a value means the whole key.
pub(in crate::understanding) fn named(
    text: &str,
    entities: &[&Entity],
    forgetting: bool,
) -> Vec<(String, String)> {
    let mut found = Found::default();
    for clause in clauses(text) {
        let plain = NOT_DENIED.replace_all(clause, " ");
        if !forgetting && (DENIED.is_match(&plain) || OF_OTHERS.is_match(&plain)) {
            continue;
        }
        found.read(clause, entities, forgetting);
    }
    found.pairs
}

/// What is between commas and stops; a decimal point or comma ends nothing.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    static BETWEEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[;:!?\n]+|[,.]+(?:\s+|$)|\s+(?:but|maar|aber|mais|ma)\s+"));
    BETWEEN.split(text).filter(|clause| !clause.trim().is_empty())
}

#[derive(Default)]
struct Found {
    pairs: Vec<(String, String)>,
}

impl Found {
    fn add(&mut self, key: &str, value: &str) {
        let pair = (key.to_owned(), value.to_owned());
        if !self.pairs.contains(&pair) {
            self.pairs.push(pair);
        }
    }

    fn has(&self, key: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == key)
    }

    fn read(&mut self, clause: &str, entities: &[&Entity], forgetting: bool) {
        let reading = Reading::new(clause);
        let mut covered: Vec<String> = Vec::new();
        for entity in entities {
            let key = match entity.kind {
                EntityKind::Size => "size",
                // Catalogues have colors that are called after a material: "I like denim" says no color.
                EntityKind::Color if style(&entity.text.to_lowercase()).is_some() => continue,
                EntityKind::Color => "colors",
                EntityKind::Brand => "brands",
                EntityKind::Category => "categories",
                _ => continue,
            };
            let words = words(&entity.text);
            let is_here = words
                .iter()
                .all(|word| reading.tokens.iter().any(|token| token.word == *word));
            if let Some(value) = entity.value.as_str().filter(|_| is_here) {
                self.add(key, value);
                covered.extend(words);
            }
        }
        let bounds = price_bounds(clause);
        if let Some(most) = bounds.max {
            self.add("price_max", &most.to_string());
        }
        if let Some(least) = bounds.min {
            self.add("price_min", &least.to_string());
        }
        self.read_size(&reading);
        self.read_keys(&reading, forgetting);
        let names_whole_key = forgetting && self.pairs.iter().any(|(_, value)| value.is_empty());
        if names_whole_key {
            return;
        }
        let styles = reading
            .tokens
            .iter()
            .filter(|token| !covered.contains(&token.word));
        let styles: Vec<&str> = styles.filter_map(|token| style(&token.word)).collect();
        styles.into_iter().for_each(|style| self.add("styles", style));
        self.read_likes(clause, &covered);
    }

    /// "My shoe size is 43" and "ma pointure est 43" say a size without the word beside it.
    fn read_size(&mut self, reading: &Reading<'_>) {
        let says_size = reading
            .tokens
            .iter()
            .any(|token| names(&token.word) == Some("size"))
            || reading.text.to_lowercase().contains("numero di scarpe");
        if !says_size || self.has("size") {
            return;
        }
        let is_figure =
            |token: &&Token| token.word.len() <= 3 && token.word.chars().all(|l| l.is_ascii_digit());
        if let Some(figure) = reading.tokens.iter().find(is_figure) {
            self.add("size", &figure.word);
        }
    }

    /// "Forget my colors" means all of them, unless one is named.
    fn read_keys(&mut self, reading: &Reading<'_>, forgetting: bool) {
        if !forgetting {
            return;
        }
        let of_shoes = reading.text.to_lowercase().contains("numero di scarpe");
        let named = reading.tokens.iter().filter_map(|token| names(&token.word));
        for key in named.chain(of_shoes.then_some("size")) {
            // "The size of the shirt" in a sentence about a color is about the size as well.
            let has_price = key == "price_max" && (self.has("price_max") || self.has("price_min"));
            if !self.has(key) && !has_price {
                self.add(key, "");
            }
        }
    }

    /// "I like crew neck" names a style that no list has.
    fn read_likes(&mut self, clause: &str, covered: &[String]) {
        for captures in LIKES.captures_iter(clause) {
            let said = captures.get(1).map_or("", |said| said.as_str());
            for part in ENDS.split(said).take(LONGEST_STYLE) {
                let spoken = words(part);
                let is_covered = spoken
                    .iter()
                    .any(|word| covered.contains(word) || style(word).is_some());
                let telling: Vec<&str> = spoken
                    .iter()
                    .map(String::as_str)
                    .filter(|word| word.len() > 2 && word.chars().all(|l| l.is_alphabetic() || l == '-'))
                    .filter(|word| !is_filler(word) && !AROUND.contains(word))
                    .collect();
                let is_short =
                    (1..=LONGEST_STYLE).contains(&telling.len()) && spoken.len() <= LONGEST_STYLE + 1;
                if !is_covered && is_short {
                    self.add("styles", &telling.join(" "));
                }
            }
        }
    }
}

/// The key that a word names as a whole.
fn names(word: &str) -> Option<&'static str> {
    KEYS.iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(key, _)| *key)
}

fn words(text: &str) -> Vec<String> {
    Reading::new(text)
        .tokens
        .into_iter()
        .map(|token| token.word)
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn entity(kind: EntityKind, text: &str, value: &str) -> Entity {
        Entity {
            kind,
            start: 0,
            end: 0,
            text: text.to_owned(),
            value: value.into(),
        }
    }

    fn pairs(text: &str, forgetting: bool) -> Vec<(String, String)> {
        let known = [
            entity(EntityKind::Color, "pink", "pink"),
            entity(EntityKind::Color, "schwarz", "black"),
            entity(EntityKind::Category, "hoodies", "hoodies"),
        ];
        let known: Vec<&Entity> = known
            .iter()
            .filter(|entity| text.to_lowercase().contains(&entity.text))
            .collect();
        named(text, &known, forgetting)
    }

    #[rstest]
    #[case("remember that I like crew neck", &[("styles", "crew neck")])]
    #[case("i like oversized hoodies, save that", &[("categories", "hoodies"), ("styles", "oversized")])]
    #[case("my shoe size is 43, remember that", &[("size", "43")])]
    #[case("ma pointure est 43, note-le", &[("size", "43")])]
    #[case("am liebsten trage ich Schwarz, merke dir das", &[("colors", "black")])]
    #[case("onthoud dat ik van denim hou", &[("styles", "denim")])]
    #[case("don't forget I love pink", &[("colors", "pink")])]
    fn what_is_liked_is_kept_under_its_key(#[case] text: &str, #[case] expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> = expected
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        assert_eq!(pairs(text, false), expected);
    }

    #[rstest]
    #[case("I never wear pink, please remember")]
    #[case("remember that I don't like pink")]
    #[case("onthoud dat ik niet van denim hou")]
    #[case("remember that my wife loves pink")]
    #[case("remember that I like it")]
    fn what_is_not_liked_or_of_somebody_else_is_not_kept(#[case] text: &str) {
        assert!(pairs(text, false).is_empty(), "{:?}", pairs(text, false));
    }

    #[rstest]
    #[case("forget my budget", "price_max", "")]
    #[case("onthoud mijn lievelingskleur niet langer", "colors", "")]
    #[case("lösch meine Schuhgröße", "size", "")]
    #[case("rimuovi il mio numero di scarpe dalla memoria", "size", "")]
    #[case("forget that I like denim", "styles", "denim")]
    #[case("vergiss, dass ich Schwarz mag", "colors", "black")]
    fn one_value_or_a_whole_key_is_to_be_forgotten(
        #[case] text: &str,
        #[case] key: &str,
        #[case] value: &str,
    ) {
        assert_eq!(pairs(text, true), [(key.to_owned(), value.to_owned())]);
    }
}
