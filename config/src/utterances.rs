//! What people say, by what they want: the examples that the built-in model learns from.

use crate::{
    assets::{UnderstandingFiles, paths, text},
    texts::LANGUAGES,
};

/// The examples of a language by intent, sorted by intent, in the order of the file. The intent `oos` holds what is
/// outside the shop's matters. Empty for a language without examples.
#[must_use]
pub fn utterances(language: &str) -> Vec<(String, Vec<String>)> {
    let folder = format!("utterances/{language}/");
    paths::<UnderstandingFiles>(&folder, ".txt")
        .into_iter()
        .filter_map(|path| {
            let intent = path.strip_prefix(&folder)?.strip_suffix(".txt")?.to_owned();
            let examples = text::<UnderstandingFiles>(&path)?
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect();
            Some((intent, examples))
        })
        .collect()
}

/// Every example with its intent, language after language: what the built-in model is learnt from.
pub fn labelled() -> impl Iterator<Item = (String, String)> {
    LANGUAGES
        .into_iter()
        .flat_map(utterances)
        .flat_map(|(intent, texts)| texts.into_iter().map(move |text| (text, intent.clone())))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn words(utterance: &str) -> BTreeSet<String> {
        utterance
            .to_lowercase()
            .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_class_has_at_least_forty_examples() {
        let classes = utterances("en");
        assert!(classes.len() >= 30, "{} classes", classes.len());
        assert!(classes.iter().any(|(intent, _)| intent == "oos"));
        for (intent, examples) in &classes {
            assert!(examples.len() >= 40, "{intent}: {}", examples.len());
        }
        assert!(utterances("xx").is_empty());
    }

    #[test]
    fn every_language_has_every_class_and_most_examples_of_what_is_asked_most() {
        const MOST_ASKED: [&str; 12] = [
            "product_search",
            "add_to_cart",
            "remove_from_cart",
            "view_cart",
            "checkout",
            "order_status",
            "cancel_order",
            "request_refund",
            "support_escalation",
            "general_question",
            "delivery",
            "oos",
        ];
        for language in LANGUAGES {
            let classes = utterances(language);
            assert_eq!(classes.len(), utterances("en").len(), "{language}");
            for (intent, examples) in &classes {
                let fewest = if MOST_ASKED.contains(&intent.as_str()) {
                    25
                } else {
                    9
                };
                assert!(
                    examples.len() >= fewest,
                    "{language}, {intent}: {}",
                    examples.len()
                );
            }
        }
    }

    #[test]
    fn no_two_examples_of_a_class_share_more_than_six_words_in_ten() {
        let mut alike = Vec::new();
        for (intent, examples) in LANGUAGES.into_iter().flat_map(utterances) {
            let sets: Vec<BTreeSet<String>> = examples.iter().map(|example| words(example)).collect();
            for (first, left) in sets.iter().enumerate() {
                for (second, right) in sets.iter().enumerate().skip(first + 1) {
                    let common = left.intersection(right).count();
                    let all = left.union(right).count();
                    if common * 10 > all * 6 {
                        alike.push(format!(
                            "{intent}: {:?} and {:?}",
                            examples[first], examples[second]
                        ));
                    }
                }
            }
        }
        assert!(alike.is_empty(), "{} pairs:\n{}", alike.len(), alike.join("\n"));
    }

    #[test]
    fn no_example_stands_in_two_classes() {
        let mut seen = std::collections::BTreeMap::new();
        for (intent, examples) in LANGUAGES.into_iter().flat_map(utterances) {
            for example in examples {
                if let Some(other) = seen.insert(example.to_lowercase(), intent.clone()) {
                    // Short words are the same in several languages; only another meaning is wrong.
                    assert_eq!(other, intent, "{example:?} stands in {other} and {intent}");
                }
            }
        }
    }
}
