//! Words that point at something shown or said before.

use crate::understanding::{arguments::Reference, text::Reading};

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
            let points = matches!(
                next,
                None | Some(
                    "one"
                        | "option"
                        | "item"
                        | "product"
                        | "pair"
                        | "please"
                        | "in"
                        | "to"
                        | "and"
                        | "two"
                        | "maat"
                        | "aan"
                        | "graag"
                        | "größe"
                        | "bitte"
                        | "en"
                        | "au"
                        | "taille"
                        | "taglia"
                        | "al"
                        | "nel"
                )
            ) && (place == 0
                || matches!(
                    place.checked_sub(1).and_then(word),
                    Some(
                        "the"
                            | "that"
                            | "this"
                            | "my"
                            | "add"
                            | "take"
                            | "option"
                            | "number"
                            | "de"
                            | "het"
                            | "der"
                            | "die"
                            | "das"
                            | "den"
                            | "le"
                            | "la"
                            | "il"
                            | "lo"
                    )
                )
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
            "cheapest" | "cheaper" | "goedkoopste" | "billigste" | "billigsten" | "günstigste"
            | "günstigsten" => {
                return Some(Reference::Cheapest);
            }
            "priciest" | "dearest" | "duurste" | "teuerste" | "teuersten" => return Some(Reference::Dearest),
            "expensive" if place > 0 && word(place - 1) == Some("most") => return Some(Reference::Dearest),
            _ => {}
        }
    }
    let says = |list: &[&str]| {
        reading
            .tokens
            .iter()
            .any(|token| list.contains(&token.word.as_str()))
    };
    if says(&["them", "both", "all", "these", "those", "everything"]) {
        return Some(Reference::All);
    }
    let that = ["it", "that", "this", "davon", "ervan", "celui-ci", "celle-ci"];
    says(&that).then_some(Reference::That)
}

fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];
    const FIGURES: [&str; 10] = [
        "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th",
    ];
    const ABROAD: [&str; 5] = [
        "eerste erste ersten erstes premier première primo prima",
        "tweede zweite zweiten zweites deuxième second seconde secondo seconda",
        "derde dritte dritten drittes troisième terzo terza",
        "vierde vierte vierten viertes quatrième quarto quarta",
        "vijfde fünfte fünften fünftes cinquième quinto quinta",
    ];
    let place = |list: &[&str]| list.iter().position(|known| *known == word);
    let abroad = || {
        ABROAD
            .iter()
            .position(|words| words.split(' ').any(|known| known == word))
    };
    place(&WORDS)
        .or_else(|| place(&FIGURES))
        .or_else(abroad)
        .and_then(|place| u32::try_from(place + 1).ok())
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
    #[case("add a hoodie", None)]
    fn pointing_words_are_understood(#[case] text: &str, #[case] expected: Option<Reference>) {
        assert_eq!(reference_in(&Reading::new(text)), expected);
    }
}
