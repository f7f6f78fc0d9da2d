//! In which language a message is written.

use std::{collections::HashMap, sync::LazyLock};

use crate::language::Language;

use super::{hashed::HashedModel, text::Reading};

/// Texts with fewer words than this say too little; the conversation's language stays.
const FEWEST_WORDS: usize = 4;
/// From this probability on no other detector is asked.
const CERTAIN: f32 = 0.995;
/// Below this probability the conversation's language stays.
const LEAST_SURE: f32 = 0.7;
/// The languages in the order of the model's classes.
const ORDER: [Language; 5] = [
    Language::En,
    Language::Nl,
    Language::De,
    Language::Fr,
    Language::It,
];

/// Learnt by `colloquy-eval models`; what from stands in `models/README.md`.
static MODEL: LazyLock<Option<HashedModel>> =
    LazyLock::new(|| HashedModel::from_bytes(include_bytes!("models/language.bin")));

/// Words that only one of the languages has and that nearly every sentence contains.
const TELLING: &[(Language, &[&str])] = &[
    (
        Language::En,
        &[
            "the", "is", "are", "my", "you", "your", "what", "where", "how", "and", "please", "i", "i'm",
            "can", "do", "with", "have", "want", "this", "that", "it's", "when", "would", "like", "show",
            "order", "for", "of", "to",
        ],
    ),
    (
        Language::Nl,
        &[
            "het",
            "een",
            "ik",
            "mijn",
            "niet",
            "wat",
            "waar",
            "hoe",
            "kan",
            "heb",
            "jullie",
            "voor",
            "van",
            "met",
            "graag",
            "wil",
            "maar",
            "ook",
            "naar",
            "bestelling",
            "hebben",
            "wanneer",
            "mij",
            "en",
            "zijn",
            "goedemorgen",
            "hoi",
            "dankje",
        ],
    ),
    (
        Language::De,
        &[
            "der",
            "das",
            "ich",
            "mein",
            "meine",
            "nicht",
            "wo",
            "wie",
            "kann",
            "habe",
            "sie",
            "für",
            "mit",
            "und",
            "bitte",
            "möchte",
            "ist",
            "eine",
            "einen",
            "zu",
            "auf",
            "bestellung",
            "wann",
            "mir",
            "haben",
            "guten",
        ],
    ),
    (
        Language::Fr,
        &[
            "le", "les", "je", "mon", "ma", "pas", "où", "est", "vous", "pour", "avec", "et", "une", "un",
            "des", "du", "bonjour", "quand", "commande", "veux", "voudrais", "puis", "ne", "votre", "mes",
            "j'ai", "c'est", "merci", "non", "laissez",
        ],
    ),
    (
        Language::It,
        &[
            "il",
            "io",
            "mio",
            "mia",
            "non",
            "dove",
            "come",
            "posso",
            "ho",
            "per",
            "e",
            "di",
            "che",
            "vorrei",
            "ordine",
            "è",
            "sono",
            "gli",
            "della",
            "buongiorno",
            "grazie",
            "nel",
            "miei",
            "ancora",
            "perché",
            "più",
        ],
    ),
    // Not answered, but their words keep them from being taken for their neighbours.
    (
        Language::Other,
        &[
            "el", "los", "las", "mi", "está", "dónde", "donde", "cuándo", "pedido", "quiero", "por", "para",
            "hola", "gracias", "y", "necesito", "tengo", "meu", "minha", "não", "onde", "você", "quero",
            "obrigado", "och", "jag", "är", "det", "inte", "ikke", "jeg", "og", "gdzie", "jest", "moje",
            "nie", "się", "nerede", "benim", "bir", "sipariş",
        ],
    ),
];

/// The language of a message.
///
/// `hint` is the language of the conversation so far: short messages keep it. Words that
/// `is_name` knows (brands, products) do not count: they are the same in every language.
#[must_use]
pub fn language(reading: &Reading<'_>, hint: Option<Language>, is_name: &dyn Fn(&str) -> bool) -> Language {
    let said: Vec<&str> = reading
        .tokens
        .iter()
        .map(|token| token.word.as_str())
        .filter(|word| {
            word.chars().any(char::is_alphabetic) && !word.chars().any(|letter| letter.is_ascii_digit())
        })
        .take(200)
        .collect();
    let words: Vec<&str> = said.iter().copied().filter(|word| !is_name(word)).collect();
    let fallback = hint.unwrap_or_default();
    // Another script is another language, however short the text.
    if mostly_foreign_script(reading.text) || reading.text.contains(['¿', '¡']) {
        return Language::Other;
    }
    let (told, votes, second) = telling(&words);
    // English words stand in everybody's messages; a word of another language is said by those who speak it.
    if let Some(language) = told
        && !matches!(language, Language::En | Language::Other)
        && second == 0
        && words.len() < FEWEST_WORDS
    {
        return language;
    }
    if words.is_empty() || (words.len() < FEWEST_WORDS && hint.is_some()) {
        return fallback;
    }
    if told == Some(Language::Other) && votes > second && words.len() >= FEWEST_WORDS {
        return Language::Other;
    }
    let plain = words.join(" ");
    let (likeliest, sure) = likeliest(&plain);
    let by_words = told.is_some() && votes > second;
    if words.len() >= FEWEST_WORDS && !by_words && sure < CERTAIN && is_stranger(&plain) {
        return if words.len() < 2 * FEWEST_WORDS && hint.is_some() {
            fallback
        } else {
            Language::Other
        };
    }
    match (told, hint) {
        // On a dozen words, words that only one language has err least.
        (Some(language), _) if votes >= second + 2 && words.len() < 3 * FEWEST_WORDS => language,
        (_, Some(hint)) if sure < LEAST_SURE => hint,
        _ => likeliest,
    }
}

/// The likeliest of the five languages, and how likely it is.
fn likeliest(text: &str) -> (Language, f32) {
    let Some(model) = MODEL.as_ref() else {
        return (Language::default(), 0.0);
    };
    let best = model.probabilities(text).into_iter().zip(ORDER);
    best.fold((Language::default(), 0.0), |best, (probability, language)| {
        if probability > best.1 {
            (language, probability)
        } else {
            best
        }
    })
}

/// Whether a detector of many languages takes a text for one that is not answered.
fn is_stranger(text: &str) -> bool {
    !matches!(
        whichlang::detect_language(text),
        whichlang::Lang::Eng
            | whichlang::Lang::Nld
            | whichlang::Lang::Deu
            | whichlang::Lang::Fra
            | whichlang::Lang::Ita
    )
}

/// The places in [`TELLING`] of each telling word.
static TELLERS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut tellers: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (place, (_, words)) in TELLING.iter().enumerate() {
        for word in *words {
            let places = tellers.entry(word).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    tellers
});

/// The language whose telling words are most, their number, and the number of the next.
fn telling(words: &[&str]) -> (Option<Language>, usize, usize) {
    let mut counts: Vec<(usize, Language)> = TELLING.iter().map(|(language, _)| (0, *language)).collect();
    for place in words.iter().filter_map(|word| TELLERS.get(word)).flatten() {
        if let Some((count, _)) = counts.get_mut(*place) {
            *count += 1;
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let first = counts.first().filter(|(count, _)| *count > 0);
    let second = counts.get(1).map_or(0, |(count, _)| *count);
    (
        first.map(|(_, language)| *language),
        first.map_or(0, |(count, _)| *count),
        second,
    )
}

fn mostly_foreign_script(text: &str) -> bool {
    let (latin, other) = text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(400)
        .fold((0_usize, 0_usize), |(latin, other), letter| {
            if letter < '\u{0250}' || ('\u{1E00}'..='\u{1EFF}').contains(&letter) {
                (latin + 1, other)
            } else {
                (latin, other + 1)
            }
        });
    other > latin
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn of(text: &str, hint: Option<Language>) -> Language {
        language(&Reading::new(text), hint, &|word| {
            word == "adidas" || word == "ciao"
        })
    }

    #[rstest]
    #[case("Where is my order, please?", Language::En)]
    #[case("Waar blijft mijn bestelling van vorige week?", Language::Nl)]
    #[case("Wann kommt meine Bestellung endlich an?", Language::De)]
    #[case("Bonjour, où est ma commande s'il vous plaît ?", Language::Fr)]
    #[case("Buongiorno, vorrei sapere quando arriva il mio pacco", Language::It)]
    #[case(
        "¿Dónde está mi pedido? Lo necesito para mañana por la mañana",
        Language::Other
    )]
    #[case("где мой заказ", Language::Other)]
    fn sentences_are_recognised(#[case] text: &str, #[case] expected: Language) {
        assert_eq!(of(text, None), expected);
    }

    #[rstest]
    #[case("hoi", Language::Nl)]
    #[case("¿hablas español?", Language::Other)]
    #[case("goedemiddag", Language::Nl)]
    #[case("Lieferzeiten", Language::De)]
    #[case("remboursement", Language::Fr)]
    #[case("spedizione gratuita", Language::It)]
    #[case("shipping costs", Language::En)]
    fn a_word_or_two_are_told_by_their_letters(#[case] text: &str, #[case] expected: Language) {
        assert_eq!(of(text, None), expected);
    }

    #[test]
    fn the_built_in_model_can_be_read() {
        assert!(MODEL.is_some());
    }

    #[test]
    fn short_texts_and_names_keep_the_language_of_the_conversation() {
        assert_eq!(of("ok", Some(Language::De)), Language::De);
        assert_eq!(of("adidas XL", Some(Language::Fr)), Language::Fr);
        assert_eq!(of("the blue one", Some(Language::Nl)), Language::Nl);
        assert_eq!(of("ik zoek hardloopschoenen", Some(Language::De)), Language::Nl);
        assert_eq!(of("bonjour", Some(Language::En)), Language::Fr);
        assert_eq!(of("non laissez tomber", Some(Language::Fr)), Language::Fr);
    }
}
