//! Names in a text: of products, brands and people.

use unicode_segmentation::UnicodeSegmentation;

use super::sentence::sentences;

/// Capitalised words that are no names.
const NOT_NAMES: &[&str] = &[
    "i", "i'm", "i've", "i'd", "i'll", "ok", "yes", "no", "faq", "you", "your", "we", "our", "sie", "ihr",
    "ihre", "ihnen", "ihren", "u", "uw", "usd", "eur", "gbp", "chf", "lei", "vous", "am", "pm",
];
/// Above this share of capitalised words inside sentences the text is German or shouted, and capitals do not mark names.
const NAMES_AT_MOST: f32 = 0.34;

/// The names of a text, as written: capitalised words in a row that do not merely open a sentence.
pub(crate) fn names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = 0_usize;
    let mut capitalised = 0_usize;
    for sentence in sentences(text) {
        let mut run: Vec<&str> = Vec::new();
        let mut opens = true;
        let mut run_opens = false;
        let mut previous_end = 0;
        for (position, word) in sentence.unicode_word_indices() {
            let joined = sentence
                .get(previous_end..position)
                .is_some_and(|gap| gap == " " || gap == "-");
            if !joined {
                close(&mut run, run_opens, &mut found);
            }
            let capital = word.chars().next().is_some_and(char::is_uppercase)
                && !NOT_NAMES.contains(&word.to_lowercase().as_str());
            let continues = !run.is_empty() && word.chars().all(|character| character.is_ascii_digit());
            if capital || continues {
                if run.is_empty() {
                    run_opens = opens;
                }
                run.push(word);
            } else {
                close(&mut run, run_opens, &mut found);
            }
            if !opens {
                inside += 1;
                capitalised += usize::from(capital);
            }
            opens = false;
            previous_end = position + word.len();
        }
        close(&mut run, run_opens, &mut found);
    }
    if capitalised > 3 && capitalised as f32 > NAMES_AT_MOST * inside as f32 {
        found.retain(|name| name.chars().any(|character| character.is_ascii_digit()));
    }
    found
}

/// Ends a run of capitalised words. One that opens a sentence loses its first word, which any word there would
/// capitalise, unless a figure belongs to it.
fn close(run: &mut Vec<&str>, opens: bool, found: &mut Vec<String>) {
    let words = std::mem::take(run);
    let has_figure = words
        .iter()
        .any(|word| word.chars().all(|character| character.is_ascii_digit()));
    let kept = if opens && !(has_figure && words.len() > 2) {
        words.get(1..).unwrap_or_default()
    } else {
        &words
    };
    // Figures are claims of their own; left alone they are no name.
    if kept
        .iter()
        .all(|word| word.chars().all(|character| character.is_ascii_digit()))
    {
        return;
    }
    found.push(kept.join(" "));
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
