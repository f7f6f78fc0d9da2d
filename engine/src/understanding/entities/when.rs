//! Where a message speaks of a time, as a whole: "next week Tuesday at 9", "von Montag bis Freitag".
//!
//! Days, times and durations that are resolved to a value have files of their own; this one knows more ways to speak of
//! times than can be resolved, in five languages.

mod lexicon;

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{EntityKind, Found};
use crate::{
    language::Language,
    understanding::{detect, pattern::pattern, text::Reading},
};
use lexicon::{
    FIGURES, Kinds, LEADING, LINK, MODIFIER, MONTH, NUMBER, PART_OF_DAY, RELATIVE, SEASON, TELLING, TRAILING,
    UNIT, WEEKDAY, YEAR,
};

static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\p{L}{3,9}[-/.]\d{2,4}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{1,2}\s?[ap]\.?m\b\.?|\d{1,2}h\d{0,2}\b|\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d+(?:st|nd|rd|th|e|ste|de|er)\b|\d+(?:[.,]\d+)?|\p{L}+(?:['’-]\p{L}+)*\.?|\S",
    )
});
static DATE_OR_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,2}|\d{1,2}[-/.]\p{L}{3,9}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}[:.]?\d{0,2}\s?[ap]\.?m\.?|\d{1,2}h\d{0,2})$",
    )
});
static DOTTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}\.\d{2}$"));
static FULL_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:19|20)\d\d$"));

/// Articles before a unit: "the week", "le mois".
const ARTICLES: &[&str] = &[
    "the", "de", "het", "la", "le", "les", "l", "das", "dem", "der", "den",
];
/// Between two times that are not one.
const EITHER: &[&str] = &["or", "ou", "oder", "o"];
/// Behind a number that tells the hour.
const HOUR: &[&str] = &["uhr", "uur", "o'clock", "heures", "h"];
/// Before a dotted time.
const AT: &[&str] = &["at", "om", "um", "à", "alle", "vanavond", "rond"];
/// Words that may end a time though they are no part of one elsewhere.
const ENDS: &[&str] = &["later", "earlier", "early", "late", "tard", "später", "plus"];

/// What a language says before a time without meaning to change it.
fn unsaid(language: Language) -> &'static [&'static str] {
    match language {
        Language::Nl => &["om", "op", "voor", "van", "in", "te", "dan", "meer", "minder"],
        Language::De => &["um", "im", "am", "von", "in", "vom", "während"],
        Language::Fr => &["à", "dans", "pour", "de", "en", "par", "dès"],
        Language::It => &[
            "alle", "per", "in", "a", "di", "nel", "al", "fino", "negli", "dagli", "da",
        ],
        Language::En | Language::Other => &[
            "about",
            "around",
            "approximately",
            "on",
            "to",
            "than",
            "more",
            "less",
            "over",
            "by",
            "past",
        ],
    }
}

/// What opens a span of time in a language, and what stands between its ends.
fn from_to(language: Language) -> (&'static [&'static str], &'static [&'static str]) {
    match language {
        Language::Nl => (&["van"], &["tot"]),
        Language::De => (&["von", "vom"], &["bis"]),
        Language::Fr => (&["de", "du"], &["à", "au", "jusqu'à"]),
        Language::It => (&["da", "dal"], &["a", "ad"]),
        Language::En | Language::Other => (&[], &[]),
    }
}

struct Piece {
    start: usize,
    end: usize,
    word: String,
    kinds: Kinds,
    dotted: bool,
}

impl Piece {
    fn is(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }

    /// Whether it does nothing but what these kinds do.
    fn only(&self, kinds: Kinds) -> bool {
        self.kinds & !kinds == 0
    }

    fn among(&self, words: &[&str]) -> bool {
        words.contains(&self.word.as_str())
    }
}

/// The bytes of every part of a message that speaks of a time.
#[must_use]
pub fn expressions(reading: &Reading<'_>) -> Vec<Range<usize>> {
    if !speaks_of_times(reading) {
        return Vec::new();
    }
    let language = detect::language(reading, None, &|_| false);
    let pieces = pieces(reading.text);
    let mut found = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let run = run(&pieces, from, language);
        if run.is_empty() {
            from += 1;
            continue;
        }
        from = run.end;
        let Some(inner) = pieces.get(trim(&pieces, run, language)) else {
            continue;
        };
        if let (true, Some(first), Some(last)) = (names_a_time(inner), inner.first(), inner.last()) {
            found.push(first.start..last.end);
        }
    }
    found
}

/// Times that nothing else has resolved, as they were said.
pub(super) fn unresolved(reading: &Reading<'_>, resolved: &[Found]) -> Vec<Found> {
    expressions(reading)
        .into_iter()
        .map(|range| {
            let said = reading.slice(range.start, range.end);
            Found::new(
                EntityKind::Date,
                range.start,
                range.end,
                serde_json::json!({ "said": said }),
            )
        })
        .filter(|one| !resolved.iter().any(|other| other.overlaps(one)))
        .collect()
}

/// A cheap look that spares most messages the dear one.
fn speaks_of_times(reading: &Reading<'_>) -> bool {
    let figures = |pair: &[u8]| matches!(pair, [digit, b':' | b'/' | b'-' | b'.'] if digit.is_ascii_digit());
    reading.tokens.iter().any(|token| {
        lexicon::kinds(&token.word) & (TELLING | UNIT) != 0
            || FULL_YEAR.is_match(&token.word)
            || (token.word.starts_with(|letter: char| letter.is_ascii_digit())
                && token.word.ends_with(char::is_alphabetic))
    }) || reading.text.as_bytes().windows(2).any(figures)
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let hits: Vec<regex::Match<'_>> = PIECE.find_iter(text).collect();
    for (place, hit) in hits.iter().enumerate() {
        let next = hits.get(place + 1).map_or("", regex::Match::as_str);
        // A comma before a year belongs to the date, and so does the full stop of "2. Mai".
        let ordinal = hit.as_str() == "."
            && found
                .last()
                .is_some_and(|last| last.end == hit.start() && last.only(NUMBER))
            && lexicon::kinds(&next.to_lowercase()) & (MONTH | MODIFIER) != 0;
        if ordinal || (hit.as_str() == "," && FULL_YEAR.is_match(next)) {
            continue;
        }
        let lower = hit.as_str().to_lowercase();
        let plain = lower.strip_suffix('.').filter(|plain| !plain.is_empty());
        let word = match plain {
            // "Dec." inside a sentence keeps its full stop, "december." does not.
            Some(plain) if lower.starts_with(char::is_alphabetic) => {
                let short = plain.chars().count() <= 4 && lexicon::kinds(plain) & (WEEKDAY | MONTH) != 0;
                let kept = short && hit.end() < text.len();
                found.push(piece(hit.start(), hit.end() - usize::from(!kept), plain));
                if !kept {
                    found.push(piece(hit.end() - 1, hit.end(), "."));
                }
                continue;
            }
            _ => lower.as_str(),
        };
        found.push(piece(hit.start(), hit.end(), word));
    }
    found
}

fn piece(start: usize, end: usize, word: &str) -> Piece {
    let dotted = DOTTED.is_match(word);
    let starts_with_digit = word.starts_with(|letter: char| letter.is_ascii_digit());
    let kinds = if matches!(word, "-" | "–" | "~") {
        LINK
    } else if !starts_with_digit {
        lexicon::kinds(word)
    } else if DATE_OR_TIME.is_match(word) {
        FIGURES
    } else if FULL_YEAR.is_match(word) {
        NUMBER | YEAR
    } else {
        NUMBER
    };
    Piece {
        start,
        end,
        word: word.to_owned(),
        kinds,
        dotted,
    }
}

/// Neighbouring pieces from a place that all have to do with times.
fn run(pieces: &[Piece], from: usize, language: Language) -> Range<usize> {
    let mut end = from;
    while let Some(piece) = pieces.get(end).filter(|piece| piece.kinds != 0) {
        let parts = piece.among(EITHER) || (language == Language::Nl && piece.word == "of");
        let compares = pieces
            .get(end + 1)
            .is_some_and(|next| next.among(&["later", "earlier", "tard", "more", "less", "eerder"]));
        if end > from && parts && !compares {
            break;
        }
        end += 1;
    }
    from..end
}

/// Takes off both ends what only leads to a time.
fn trim(pieces: &[Piece], run: Range<usize>, language: Language) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    while let Some(last) = end
        .checked_sub(1)
        .filter(|last| *last >= start)
        .and_then(|last| pieces.get(last))
    {
        let alone = end - 1 == start;
        let before = end
            .checked_sub(2)
            .filter(|place| *place >= start)
            .and_then(|place| pieces.get(place));
        let counts = before.is_some_and(|before| {
            before.is(MONTH | WEEKDAY | FIGURES | PART_OF_DAY | RELATIVE | LEADING | LINK | MODIFIER | YEAR)
        });
        let article = last.among(&["or", "of", "een", "un", "une", "a", "an"]) && !alone;
        let leads = last.only(LINK | LEADING | MODIFIER) && (alone || !last.among(ENDS));
        let stray = last.only(NUMBER) && before.is_some() && !counts;
        if !(article || leads || stray) {
            break;
        }
        end -= 1;
    }
    let (opens, joins) = from_to(language);
    while start < end {
        let (Some(first), next) = (
            pieces.get(start),
            pieces.get(start + 1).filter(|_| start + 1 < end),
        ) else {
            break;
        };
        let inside = pieces.get(start + 1..end).unwrap_or_default();
        let spans = first.among(opens)
            && inside.iter().skip(1).any(|piece| piece.among(joins))
            && inside
                .iter()
                .any(|piece| piece.is(MONTH | WEEKDAY | FIGURES | YEAR | RELATIVE) || piece.only(NUMBER));
        if spans {
            break;
        }
        start += match next {
            _ if first.only(LINK) => 1,
            // "Am" is an hour in English and a preposition in German.
            _ if first.only(LINK | LEADING | TRAILING) && first.among(unsaid(language)) => 1,
            _ if first.only(TRAILING) => 1,
            Some(next) if first.word == "for" && next.word == "the" => 2,
            Some(next) if first.word == "for" && !next.is(NUMBER) => 1,
            Some(next)
                if first.among(&["in", "at"])
                    && matches!(language, Language::En | Language::Other)
                    && next.is(MONTH | YEAR | MODIFIER | SEASON | PART_OF_DAY) =>
            {
                1
            }
            _ => break,
        };
    }
    start.min(end)..end
}

/// Whether pieces name a time at all: "three" and "the next" do not.
fn names_a_time(pieces: &[Piece]) -> bool {
    pieces.iter().enumerate().any(|(place, piece)| {
        let before = place.checked_sub(1).and_then(|place| pieces.get(place));
        let beside = before.is_some_and(|before| before.is(NUMBER | MODIFIER | WEEKDAY | MONTH | FIGURES))
            || pieces
                .get(place + 1)
                .is_some_and(|next| next.is(NUMBER | FIGURES | YEAR));
        let telling = piece.is(TELLING) && (beside || !lexicon::is_ambiguous(&piece.word));
        let unit = piece.is(UNIT)
            && before.is_some_and(|before| before.is(NUMBER | MODIFIER) || before.among(ARTICLES));
        let dotted = piece.dotted && before.is_some_and(|before| before.among(AT));
        let hour = piece.among(HOUR) && before.is_some_and(|before| before.is(NUMBER));
        telling || unit || dotted || hour
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("can we meet next week Tuesday at 9", &["next week Tuesday at 9"])]
    #[case("Ich komme am 2. Mai zurück", &["2. Mai"])]
    #[case("ik ben weg van maandag tot vrijdag", &["van maandag tot vrijdag"])]
    #[case("Je serai absent mardi de 14:00 à 14:30", &["mardi de 14:00 à 14:30"])]
    #[case("Tornerò il prossimo lunedì pomeriggio", &["prossimo lunedì pomeriggio"])]
    #[case("wo ist mein Paket, es sollte gestern kommen", &["gestern"])]
    #[case("add two caps and a hoodie", &[])]
    #[case("you may set it to 3", &[])]
    fn a_time_is_found_as_a_whole(#[case] text: &str, #[case] expected: &[&str]) {
        let found: Vec<&str> = expressions(&Reading::new(text))
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }
}
