//! Words that point at something shown or said before.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::{arguments::Reference, pattern::pattern, text::Reading};

/// One to ten in their order, in English, Dutch, German, French and Italian.
const ORDINALS: [&str; 10] = [
    "first 1st eerste erste ersten erstes premier première primo prima",
    "second 2nd tweede zweite zweiten zweites deuxième seconde secondo seconda",
    "third 3rd derde dritte dritten drittes troisième terzo terza",
    "fourth 4th vierde vierte vierten viertes quatrième quarto quarta",
    "fifth 5th vijfde fünfte fünften fünftes cinquième quinto quinta",
    "sixth 6th",
    "seventh 7th",
    "eighth 8th",
    "ninth 9th",
    "tenth 10th",
];
/// Before an ordinal that points: "add the second".
const BEFORE_ORDINAL: &str = "the that this my add take option number de het der die das den le la il lo";
/// After an ordinal that points: "the second in size 9". In "the second shoe box" it does not.
const AFTER_ORDINAL: &str =
    "one option item product pair please in to and two maat aan graag größe bitte en au taille taglia al nel";
const CHEAPEST: &str = "cheapest cheaper goedkoopste billigste billigsten günstigste günstigsten";
const DEAREST: &str = "priciest dearest duurste teuerste teuersten";
/// The cheapest and the dearest where two words say it, as in French and Italian.
const LESS: &str = "moins meno";
const MORE: &str = "plus più";
const DEAR: &str = "cher chère chers chères caro cara cari care costoso costosa";
const ALL: &str = "them both all these those everything";
const THAT: &str = "it that this davon ervan celui-ci celle-ci";

/// What a pointing word in a text points at, if there is one.
#[must_use]
pub fn reference_in(reading: &Reading<'_>) -> Option<Reference> {
    let word = |place: usize| reading.word(place);
    if let (Some(only), None) = (word(0), word(1))
        && let Ok(number) = only.parse::<u32>()
        && (1..=20).contains(&number)
    {
        return Some(Reference::Ordinal(number));
    }
    for place in 0..reading.tokens.len() {
        let Some(current) = word(place) else { break };
        let next = word(place + 1);
        if let Some(number) = ordinal(current) {
            // "First, show me shoes" counts nothing.
            let before = place.checked_sub(1).and_then(word);
            let points = next.is_none_or(|next| is_one_of(AFTER_ORDINAL, next))
                && (before.is_none_or(|before| is_one_of(BEFORE_ORDINAL, before))
                    || reading.tokens.len() <= 3);
            let leads = place == 0 && reading.gap_after(place).contains(',');
            if points && !leads {
                return Some(Reference::Ordinal(number));
            }
        }
        match current {
            "number" | "option" | "item" | "nr" | "no" => {
                let number = next.and_then(|next| next.parse::<u32>().ok().or_else(|| counted(next)));
                if let Some(number @ 1..=20) = number {
                    return Some(Reference::Ordinal(number));
                }
            }
            "last" if matches!(next, None | Some("one" | "option" | "item")) => return Some(Reference::Last),
            cheapest if is_one_of(CHEAPEST, cheapest) => return Some(Reference::Cheapest),
            dearest if is_one_of(DEAREST, dearest) => return Some(Reference::Dearest),
            dear if place > 0 && is_one_of(DEAR, dear) => match word(place - 1) {
                Some(before) if is_one_of(LESS, before) => return Some(Reference::Cheapest),
                Some(before) if is_one_of(MORE, before) => return Some(Reference::Dearest),
                _ => {}
            },
            "expensive" if place > 0 && word(place - 1) == Some("most") => return Some(Reference::Dearest),
            _ => {}
        }
    }
    let says = |list: &str| reading.tokens.iter().any(|token| is_one_of(list, &token.word));
    if says(ALL) {
        return Some(Reference::All);
    }
    (says(THAT) || takes(reading.text)).then_some(Reference::That)
}

/// Whether a text takes what was shown, in words that need no other pointing word.
pub(super) fn takes(text: &str) -> bool {
    TAKES.is_match(text)
}

/// "I'll take it" and "put that one in", where other languages need no word that always points.
static TAKES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:put|add|take|get me|give me|i'll have) (?:one|that one) (?:in|of|please|to|with)\b|\bje (?:le|la|les) prends\b|\b(?:lo|la|li|le) prend(?:o|iamo)\b|\b(?:den|die|das) (?:nehme?|nehmen wir) |\bnehme? (?:ich )?(?:den|die|das)\b|\b(?:die|deze) neem ik\b|\bneem (?:ik )?(?:die|deze)\b|\b(?:doe|zet|leg|stop) (?:die|deze|hem|dat) (?:maar|dan|even|graag|in)\b|\b(?:metti|aggiungi)(?:lo|la|li|le)\b|\b(?:ajoute|mets|mettez|ajoutez)-(?:le|la|les)\b",
    )
});

fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn ordinal(word: &str) -> Option<u32> {
    let place = ORDINALS.iter().position(|words| is_one_of(words, word))?;
    u32::try_from(place + 1).ok()
}

fn counted(word: &str) -> Option<u32> {
    let place = ["one", "two", "three", "four", "five"]
        .iter()
        .position(|known| *known == word)?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("the second one", Some(Reference::Ordinal(2)))]
    #[case("add the 3rd to my cart", Some(Reference::Ordinal(3)))]
    #[case("number two", Some(Reference::Ordinal(2)))]
    #[case("i'll take the last one", Some(Reference::Last))]
    #[case("add it", Some(Reference::That))]
    #[case("buy both of them", Some(Reference::All))]
    #[case("the cheapest please", Some(Reference::Cheapest))]
    #[case("doe de eerste in maat 8 in mijn winkelwagen", Some(Reference::Ordinal(1)))]
    #[case("Leg den zweiten in Größe 9 in den Warenkorb", Some(Reference::Ordinal(2)))]
    #[case("ajoute la première en taille 8 au panier", Some(Reference::Ordinal(1)))]
    #[case("aggiungi la terza taglia 8 al carrello", Some(Reference::Ordinal(3)))]
    #[case("noch einen davon", Some(Reference::That))]
    #[case("lequel est le moins cher ?", Some(Reference::Cheapest))]
    #[case("il più caro", Some(Reference::Dearest))]
    #[case("je le prends en taille M", Some(Reference::That))]
    #[case("doe die maar in maat 8 in mijn mandje", Some(Reference::That))]
    #[case("add a hoodie", None)]
    fn pointing_words_are_understood(#[case] text: &str, #[case] expected: Option<Reference>) {
        assert_eq!(reference_in(&Reading::new(text)), expected);
    }
}
