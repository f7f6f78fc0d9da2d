//! Names in a text: of products, brands and people.

use unicode_segmentation::UnicodeSegmentation;

use super::{figures::is_month, sentence::sentences};

/// Capitalised words that are no names.
const NOT_NAMES: &[&str] = &[
    "i", "i'm", "i've", "i'd", "i'll", "ok", "yes", "no", "faq", "you", "your", "we", "our", "sie", "ihr",
    "ihre", "ihnen", "ihren", "u", "uw", "usd", "eur", "gbp", "chf", "lei", "vous", "am", "pm",
];
/// Words that a German text cannot do without. In German every noun is capitalised, and capitals do not mark names.
const GERMAN: &[&str] = &[
    "der", "die", "das", "den", "dem", "und", "ist", "sind", "mit", "sie", "nicht", "ein", "eine", "einen",
    "im", "zu", "auf", "für", "wir", "ihre",
];
/// A text is taken for German when one word in this many is one of them.
const GERMAN_ONE_IN: usize = 6;

/// The names of a text, as written: capitalised words in a row that do not merely open a sentence.
pub(crate) fn names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let mut run: Vec<Word<'_>> = Vec::new();
        let mut previous_end = None;
        for (position, text) in sentence.unicode_word_indices() {
            let end = position + text.len();
            let word = Word {
                text,
                start: position,
                end,
                opens: previous_end.is_none(),
            };
            let joined = previous_end
                .and_then(|previous| sentence.get(previous..position))
                .is_some_and(|gap| gap == " " || gap == "-");
            if !joined || !(word.is_capitalised() || !run.is_empty() && word.is_figure()) {
                close(&mut run, sentence, &mut found);
            }
            if word.is_capitalised() || !run.is_empty() && word.is_figure() {
                run.push(word);
            }
            previous_end = Some(end);
        }
        close(&mut run, sentence, &mut found);
    }
    if !found.is_empty() && is_german(text) {
        found.retain(|name| name.chars().any(|character| character.is_ascii_digit()));
    }
    found
}

struct Word<'text> {
    text: &'text str,
    start: usize,
    end: usize,
    opens: bool,
}

impl Word<'_> {
    fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
            && !NOT_NAMES.contains(&self.text.to_lowercase().as_str())
            && !is_month(self.text)
    }

    fn is_figure(&self) -> bool {
        self.text.chars().all(|character| character.is_ascii_digit())
    }
}

/// Ends a run of capitalised words. One that opens a sentence loses its first word, which any word there would
/// capitalise, unless a figure belongs to it.
fn close(run: &mut Vec<Word<'_>>, sentence: &str, found: &mut Vec<String>) {
    let words = std::mem::take(run);
    let opens = words.first().is_some_and(|word| word.opens);
    let has_figure = words.len() > 2 && words.last().is_some_and(Word::is_figure);
    let kept = if opens && !has_figure {
        words.get(1..).unwrap_or_default()
    } else {
        &words
    };
    // Figures are claims of their own; left alone they are no name.
    if kept.iter().all(Word::is_figure) {
        return;
    }
    if let (Some(first), Some(last)) = (kept.first(), kept.last()) {
        found.extend(sentence.get(first.start..last.end).map(str::to_owned));
    }
}

fn is_german(text: &str) -> bool {
    let words = super::text::words(text);
    let german = words
        .iter()
        .filter(|word| GERMAN.contains(&word.as_str()))
        .count();
    german * GERMAN_ONE_IN >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_runs_of_capitals_inside_a_sentence() {
        assert_eq!(
            names("We ship the Trail Runner 2 with FedEx. You can pay with PayPal."),
            ["Trail Runner 2", "FedEx", "PayPal"]
        );
        assert_eq!(
            names("Delivery is free. I am happy to help."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn german_nouns_are_not_taken_for_names() {
        let text = "Die Lieferung kommt mit der Post an die Adresse vom Kunden und der Rechnung im Paket.";
        assert_eq!(names(text), Vec::<String>::new());
    }
}
