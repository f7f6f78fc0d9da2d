//! What a model's words claim, held against what is known.
//!
//! Figures, names, amounts and dates are looked for by the grounding check. This adds what it cannot see: whether there is
//! stock, what is free, what is promised, and where a link leads.

use crate::{
    knowledge::{self, fold},
    language::Language,
    understanding::{CatalogueLexicon, detect, text::Reading},
};

/// Words that commit the shop to something, in the five languages. A text may use a group's words only where the sources
/// use one of the same group.
const COMMITMENTS: &[(&str, &[&str])] = &[
    (
        "in stock",
        &[
            "in stock",
            "op voorraad",
            "auf lager",
            "vorratig",
            "en stock",
            "disponibile",
            "disponible",
            "leverbaar",
            "lieferbar",
            "available now",
            "verfugbar",
        ],
    ),
    (
        "out of stock",
        &[
            "out of stock",
            "sold out",
            "unavailable",
            "uitverkocht",
            "ausverkauft",
            "vergriffen",
            "nicht verfugbar",
            "epuise",
            "indisponible",
            "esaurit",
            "non disponibil",
            "niet leverbaar",
            "niet op voorraad",
        ],
    ),
    ("free", &["free", "gratis", "kostenlos", "kostenfrei", "gratuit"]),
    (
        "guarantee",
        &[
            "guarantee",
            "promise",
            "garanti",
            "garanz",
            "garantir",
            "versprech",
            "promett",
            "promess",
            "beloof",
            "beloven",
        ],
    ),
    (
        "refund",
        &[
            "refund",
            "money back",
            "terugbeta",
            "geld terug",
            "erstatt",
            "geld zuruck",
            "rembours",
            "rimbors",
        ],
    ),
    (
        "discount",
        &[
            "discount",
            "% off",
            "korting",
            "rabatt",
            "reduction",
            "remise",
            "sconto",
        ],
    ),
    (
        "day",
        &[
            "today",
            "tonight",
            "tomorrow",
            "vandaag",
            "vanavond",
            "heute",
            "demain",
            "aujourd",
            "oggi",
            "domani",
            "ubermorgen",
            "overmorgen",
        ],
    ),
    (
        "compensation",
        &[
            "voucher",
            "gift card",
            "compensation",
            "cadeaubon",
            "gutschein",
            "bon d'achat",
            "buono",
        ],
    ),
];

/// Everything in a text that no source bears out, in words; empty when it may be said.
#[must_use]
pub fn unsupported(text: &str, sources: &[&str]) -> Vec<String> {
    let mut missing = knowledge::check_strictly(text, sources).missing;
    let said = fold(text);
    let known: Vec<String> = sources.iter().map(|source| fold(source)).collect();
    for (name, words) in COMMITMENTS {
        let commits = words.iter().any(|word| has_word(&said, word));
        let stands = known
            .iter()
            .any(|source| words.iter().any(|word| has_word(source, word)));
        if commits && !stands {
            missing.push((*name).to_owned());
        }
    }
    for link in links(text) {
        if !sources.iter().any(|source| source.contains(link)) {
            missing.push(link.to_owned());
        }
    }
    missing
}

/// Whether a text holds what no answer holds: markup, code, placeholders, or the marks of our own requests.
#[must_use]
pub fn is_marked_up(text: &str) -> bool {
    [
        "<",
        "```",
        "](",
        "{\"",
        "[email_",
        "[phone_",
        "[address_",
        "[card_",
        "[account_",
    ]
    .iter()
    .any(|mark| text.contains(mark))
}

/// Whether a text is in another language than the one asked for.
#[must_use]
pub fn is_foreign(text: &str, language: Language, lexicon: &CatalogueLexicon) -> bool {
    let is_name = |word: &str| lexicon.is_brand_word(word) || lexicon.knows(word);
    detect::language(&Reading::new(text), Some(language), &is_name) != language
}

/// Whether a word or a beginning of one stands in a text that was folded.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(place, _)| !text[..place].chars().next_back().is_some_and(char::is_alphabetic))
}

fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| character.is_whitespace() || "()[]\"'".contains(character))
        .map(|word| word.trim_end_matches(['.', ',', '!', '?', ';', ':']))
        .filter(|word| word.contains("://") || word.starts_with("www.") || word.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "Returns are free within 30 days. The Trail Runner 2 costs $129.90 and is in stock.";

    #[test]
    fn what_the_sources_say_in_other_words_may_be_said() {
        for text in [
            "You can send it back for free, you have 30 days.",
            "The Trail Runner 2 is $129.90 and in stock.",
            "Sie haben 30 Tage, gratis.",
        ] {
            assert_eq!(unsupported(text, &[SOURCE]), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_no_source_says_is_named() {
        for (text, claim) in [
            ("It costs $99.", "$99"),
            ("It is yours for $2.00.", "$2.00"),
            ("It is sold out, sorry.", "out of stock"),
            ("It is ausverkauft.", "out of stock"),
            ("We promise that you will like it.", "guarantee"),
            ("You get a discount.", "discount"),
            ("It arrives tomorrow.", "day"),
            ("Here is a voucher for you.", "compensation"),
            (
                "See https://evil.example/pay for more.",
                "https://evil.example/pay",
            ),
            ("Write to boss@evil.example.", "boss@evil.example"),
        ] {
            assert!(
                unsupported(text, &[SOURCE])
                    .iter()
                    .any(|missing| missing == claim),
                "{text}: {:?}",
                unsupported(text, &[SOURCE])
            );
        }
    }

    #[test]
    fn a_text_is_told_from_one_in_another_language() {
        let lexicon = CatalogueLexicon::new(&crate::commerce::catalogue::Catalogue::new(Vec::new()));
        let texts = [
            (
                Language::En,
                "Of course! You can send unworn items back within 30 days of delivery.",
            ),
            (
                Language::Nl,
                "Natuurlijk! Je kunt ongedragen artikelen binnen 30 dagen na levering terugsturen.",
            ),
            (
                Language::De,
                "Natürlich! Sie können ungetragene Artikel innerhalb von 30 Tagen zurückschicken.",
            ),
            (
                Language::Fr,
                "Bien sûr ! Vous pouvez renvoyer les articles non portés dans les 30 jours.",
            ),
            (
                Language::It,
                "Certo! Puoi restituire gli articoli non indossati entro 30 giorni dalla consegna.",
            ),
        ];
        for (written, text) in texts {
            for (wanted, _) in texts {
                assert_eq!(
                    is_foreign(text, wanted, &lexicon),
                    written != wanted,
                    "{text} as {wanted:?}"
                );
            }
        }
    }

    #[test]
    fn markup_is_no_answer() {
        assert!(is_marked_up("<script>alert(1)</script>"));
        assert!(is_marked_up("[here](https://evil.example)"));
        assert!(!is_marked_up("• One\n• Two: 3 > 2"));
    }
}
