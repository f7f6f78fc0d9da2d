//! Numbers written as one word: "einhundertneunundneunzig", "driehonderdeenentachtig", "quarantotto".

use super::lexicon::{DE, EN, FR, IT, Languages, NL, Part, WORDS};

/// The longest word that is taken apart, in bytes.
const LONGEST: usize = 80;

/// The value of a word in a language, whole or put together.
pub(super) fn value(word: &str, language: Languages) -> Option<f64> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    // "Dreieinhalb", "tweeënhalf".
    let halved = match language {
        DE => word.strip_suffix("einhalb"),
        NL => word
            .strip_suffix("ënhalf")
            .or_else(|| word.strip_suffix("enhalf")),
        _ => None,
    };
    if let Some(whole) = halved {
        return known(whole, language)
            .filter(|whole| *whole < 100.0)
            .map(|whole| whole + 0.5);
    }
    match language {
        NL | DE | IT => thousands(word, language),
        EN | FR => known(word, language),
        _ => None,
    }
}

fn known(word: &str, language: Languages) -> Option<f64> {
    WORDS.get(word)?.iter().find_map(|(languages, part)| match part {
        Part::Small(value) | Part::Scale(value)
            if languages & language != 0 && *value <= 1e3 && *value != 12.0 =>
        {
            Some(*value)
        }
        Part::Small(value) if languages & language != 0 => Some(*value),
        _ => None,
    })
}

/// The words for a thousand and a hundred, and what joins a unit to tens.
fn words(language: Languages) -> (&'static [&'static str], &'static str, &'static [&'static str]) {
    match language {
        NL => (&["duizend"], "honderd", &["en", "ën"]),
        DE => (&["tausend"], "hundert", &["und"]),
        _ => (&["mila", "mille"], "cento", &[]),
    }
}

fn thousands(word: &str, language: Languages) -> Option<f64> {
    let (thousand, _, _) = words(language);
    for name in thousand {
        if let Some((before, after)) = word.split_once(name) {
            let count = if before.is_empty() {
                1.0
            } else {
                hundreds(before, language)?
            };
            return Some(count * 1e3 + rest(after, language, hundreds)?);
        }
    }
    hundreds(word, language)
}

fn hundreds(word: &str, language: Languages) -> Option<f64> {
    let (_, hundred, _) = words(language);
    match word.split_once(hundred) {
        Some((before, after)) => {
            let count = if before.is_empty() {
                1.0
            } else {
                tens(before, language)?
            };
            Some(count * 1e2 + rest(after, language, tens)?)
        }
        None => tens(word, language),
    }
}

/// What stands behind a scale: nothing, or a smaller number that may be joined.
fn rest(word: &str, language: Languages, read: fn(&str, Languages) -> Option<f64>) -> Option<f64> {
    if word.is_empty() {
        return Some(0.0);
    }
    let (_, _, joining) = words(language);
    let plain = read(word, language);
    plain.or_else(|| {
        joining
            .iter()
            .find_map(|join| read(word.strip_prefix(join)?, language))
    })
}

fn tens(word: &str, language: Languages) -> Option<f64> {
    if let Some(whole) = known(word, language).filter(|value| *value < 100.0) {
        return Some(whole);
    }
    if matches!((language, word), (DE, "ein")) {
        return Some(1.0);
    }
    if language == IT {
        return (2_u8..=9).find_map(|ten| {
            let name = [
                "venti",
                "trenta",
                "quaranta",
                "cinquanta",
                "sessanta",
                "settanta",
                "ottanta",
                "novanta",
            ]
            .get(usize::from(ten) - 2)?;
            // The vowel goes before another: ventuno, quarantotto.
            let unit = word
                .strip_prefix(name)
                .or_else(|| word.strip_prefix(name.get(..name.len() - 1)?))?;
            let unit = known(unit, IT).filter(|unit| *unit >= 1.0 && *unit < 10.0)?;
            Some(f64::from(ten) * 10.0 + unit)
        });
    }
    let (_, _, joining) = words(language);
    joining.iter().find_map(|join| {
        word.match_indices(join).find_map(|(place, _)| {
            let (unit, ten) = (word.get(..place)?, word.get(place + join.len()..)?);
            let unit = if unit == "ein" {
                1.0
            } else {
                known(unit, language)?
            };
            let ten = known(ten, language)?;
            (unit < 10.0 && (20.0..100.0).contains(&ten)).then_some(unit + ten)
        })
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("einhundertneunundneunzig", DE, Some(199.0))]
    #[case("zweitausendfünfhundert", DE, Some(2_500.0))]
    #[case("driehonderdeenentachtigduizend", NL, Some(381_000.0))]
    #[case("tweeëntwintig", NL, Some(22.0))]
    #[case("quarantotto", IT, Some(48.0))]
    #[case("ventitré", IT, Some(23.0))]
    #[case("duemilatrecento", IT, Some(2_300.0))]
    #[case("verstand", DE, None)]
    #[case("rekening", NL, None)]
    #[case("dreieinhalb", DE, Some(3.5))]
    #[case("tweeënhalf", NL, Some(2.5))]
    #[case("centro", IT, None)]
    fn long_words_are_taken_apart(
        #[case] word: &str,
        #[case] language: Languages,
        #[case] expected: Option<f64>,
    ) {
        assert_eq!(value(word, language), expected);
    }
}
