//! Figures in a text with what they count: amounts, shares, dates, durations.

use std::{collections::HashMap, sync::LazyLock};

use super::text::{fold, plain};

/// A figure of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// The value without separators, such as `129.9`.
    value: String,
    /// What it counts; none where the text does not say.
    unit: Option<&'static str>,
    /// As it stands in the text.
    pub written: String,
    /// Whether stating it is a claim. A number word is one only before a unit: "one of our team" claims nothing.
    pub is_claim: bool,
}

impl Figure {
    /// Whether evidence with this figure supports a claim of the other.
    pub fn vouches_for(&self, claim: &Self) -> bool {
        self.value == claim.value && (claim.unit.is_none() || self.unit.is_none() || self.unit == claim.unit)
    }
}

impl Figure {
    /// Whether evidence with this figure supports a claim of the other whose amount or share must be said as one: "1 piece"
    /// bears no "$1.00" out.
    pub fn bears_out(&self, claim: &Self) -> bool {
        let is_amount = matches!(claim.unit, Some("eur" | "usd" | "gbp" | "percent"));
        self.value == claim.value
            && if is_amount {
                self.unit == claim.unit
            } else {
                self.vouches_for(claim)
            }
    }
}

const UNITS: &[(&str, &str)] = &[
    (
        "day",
        "day days dag dagen tag tage tagen jour jours giorno giorni workday workdays werkdagen werktage",
    ),
    (
        "week",
        "week weeks weken woche wochen semaine semaines settimana settimane",
    ),
    (
        "month",
        "month months maand maanden monat monate monaten mois mese mesi",
    ),
    (
        "year",
        "year years jaar jaren jahr jahre jahren an ans annee annees anno anni",
    ),
    (
        "hour",
        "hour hours hr hrs uur uren stunde stunden heure heures ora ore",
    ),
    ("minute", "minute minutes min mins minuten minuti minuto"),
    ("percent", "% percent procent prozent pourcent percento"),
    ("eur", "€ eur euro euros"),
    ("usd", "$ usd dollar dollars"),
    ("gbp", "£ gbp pound pounds sterling"),
    ("mile", "mile miles"),
    ("kilometre", "km kilometer kilometers kilometre kilometres"),
    ("degree", "° degree degrees grad degres gradi graden"),
    ("piece", "item items piece pieces artikel articles articoli"),
];
const MONTHS: &[(&str, &str)] = &[
    ("january", "january jan januari januar janvier gennaio"),
    ("february", "february feb februari februar fevrier febbraio"),
    ("march", "march mar maart marz mars marzo"),
    ("april", "april apr avril aprile"),
    ("may-month", "may mei mai maggio"),
    ("june", "june jun juni juin giugno"),
    ("july", "july jul juli juillet luglio"),
    ("august", "august aug augustus aout agosto"),
    ("september", "september sep sept septembre settembre"),
    ("october", "october oct oktober octobre ottobre"),
    ("november", "november nov novembre"),
    ("december", "december dec dezember decembre dicembre"),
];
const NUMBER_WORDS: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("ninety", "90"),
    ("hundred", "100"),
];
/// The units and months by their words; of two with one word the first has it.
static UNIT_OF: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut units = HashMap::new();
    for (unit, words) in UNITS.iter().chain(MONTHS) {
        for word in words.split(' ') {
            units.entry(word).or_insert(*unit);
        }
    }
    units
});
/// Words that stand between a figure and its unit.
const BETWEEN: &[&str] = &[
    "business", "working", "calendar", "full", "to", "-", "–", "bis", "tot", "a", "à", "and", "or", "und",
    "en", "et", "e", "more", "of", "us",
];
/// How far a unit may stand after its figure, in pieces.
const REACH: usize = 4;

/// Whether a word names a month.
pub(crate) fn is_month(word: &str) -> bool {
    let folded = plain(&fold(word));
    MONTHS
        .iter()
        .any(|(_, words)| words.split(' ').any(|month| month == folded))
}

/// The figures of a text, in order.
pub(crate) fn figures(text: &str) -> Vec<Figure> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    for (position, piece) in pieces.iter().enumerate() {
        let spelled = NUMBER_WORDS.iter().find(|(word, _)| *word == piece.folded);
        let value = match (&piece.value, spelled) {
            (Some(value), _) => value.clone(),
            (None, Some((_, value))) => (*value).to_owned(),
            (None, None) => continue,
        };
        let before = position.checked_sub(1).and_then(|before| pieces.get(before));
        let (unit, from, to) = unit_before(before)
            .map(|unit| (Some(unit), position - 1, position))
            .or_else(|| unit_after(&pieces, position).map(|(unit, at)| (Some(unit), position, at)))
            .unwrap_or((None, position, position));
        // A range names its unit once; each figure is shown with what stands next to it.
        let to = if to > position + 2 { position } else { to };
        let (Some(first), Some(last)) = (pieces.get(from), pieces.get(to)) else {
            continue;
        };
        let written = text.get(first.start..last.end).unwrap_or_default().to_owned();
        found.push(Figure {
            value,
            unit,
            written,
            is_claim: piece.value.is_some() || unit.is_some(),
        });
    }
    found
}

fn unit_before(piece: Option<&Piece>) -> Option<&'static str> {
    let unit = unit_of(&piece?.folded)?;
    let leads = matches!(unit, "eur" | "usd" | "gbp") || MONTHS.iter().any(|(month, _)| *month == unit);
    leads.then_some(unit)
}

fn unit_after(pieces: &[Piece], position: usize) -> Option<(&'static str, usize)> {
    for (at, piece) in pieces.iter().enumerate().skip(position + 1).take(REACH) {
        if let Some(unit) = unit_of(&piece.folded) {
            return Some((unit, at));
        }
        if piece.value.is_none() && !BETWEEN.contains(&piece.folded.as_str()) {
            return None;
        }
    }
    None
}

fn unit_of(folded: &str) -> Option<&'static str> {
    UNIT_OF.get(folded).copied()
}

/// A word, a number or a sign, and where it stands.
struct Piece {
    start: usize,
    end: usize,
    folded: String,
    value: Option<String>,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        let digits = character.is_ascii_digit();
        if digits || character.is_alphabetic() {
            while let Some((_, next)) = characters.peek() {
                let separates = digits
                    && matches!(next, '.' | ',')
                    && text[end + 1..]
                        .chars()
                        .next()
                        .is_some_and(|after| after.is_ascii_digit());
                if !(separates || digits && next.is_ascii_digit() || !digits && next.is_alphanumeric()) {
                    break;
                }
                end += next.len_utf8();
                characters.next();
            }
        }
        let written = &text[start..end];
        let value = digits.then(|| number(written));
        pieces.push(Piece {
            start,
            end,
            folded: plain(&fold(written)),
            value,
        });
    }
    pieces
}

/// A number without separators of thousands, with a point, without idle zeros: `1.299,50` and `1299.5` are one.
fn number(written: &str) -> String {
    let last = written.rfind(['.', ',']);
    let decimals = last.map_or(0, |position| written.len() - position - 1);
    let separators: Vec<char> = written
        .chars()
        .filter(|character| !character.is_ascii_digit())
        .collect();
    let same_repeated = separators.len() > 1 && separators.windows(2).all(|pair| pair[0] == pair[1]);
    let whole_only = decimals == 3 && !written.starts_with('0') || same_repeated;
    let (whole, fraction) = match last {
        Some(position) if !whole_only => (&written[..position], &written[position + 1..]),
        _ => (written, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_amount_written_in_several_ways_is_one_value() {
        for written in ["1299.5", "1.299,50", "1,299.50"] {
            assert_eq!(number(written), "1299.5", "{written}");
        }
        assert_eq!(
            (number("1.000"), number("50.00"), number("007")),
            ("1000".into(), "50".into(), "7".into())
        );
    }

    #[test]
    fn both_ends_of_a_range_have_its_unit() {
        let found = figures("It takes 3 to 5 business days.");
        assert_eq!(
            found.iter().map(|figure| figure.unit).collect::<Vec<_>>(),
            [Some("day"), Some("day")]
        );
    }
}
