//! Bringing a text into the form that the classifier learns from.

use unicode_normalization::UnicodeNormalization;

use super::concepts::concepts;

/// How much of a text the classifier looks at; what a writer wants stands near the start.
const MOST_LETTERS: usize = 2_000;

/// The words of a text and, on a second line, what they mean to a shop.
#[must_use]
pub(super) fn described(text: &str) -> String {
    let words = normalise(text);
    let concepts = concepts(&words);
    format!("{words}\n{concepts}")
}

/// Lower case, digits as `0`, punctuation apart, accents kept.
///
/// Figures are made alike because an intent never hangs on which order or price it is.
#[must_use]
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for letter in text.nfkc().flat_map(char::to_lowercase).take(MOST_LETTERS) {
        let letter = match letter {
            '’' | '‘' | '`' | '´' => '\'',
            '“' | '”' => '"',
            other if other.is_numeric() => '0',
            other => other,
        };
        match letter {
            '0' if last == '0' => continue,
            '\'' => continue,
            letter if letter.is_alphanumeric() || letter == '_' => {
                if is_mark(last) {
                    plain.push(' ');
                }
                plain.push(letter);
            }
            letter if is_mark(letter) => {
                // Ten exclamation marks say what one says.
                if letter == last {
                    continue;
                }
                if !last.is_whitespace() {
                    plain.push(' ');
                }
                plain.push(letter);
            }
            _ => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
                last = ' ';
                continue;
            }
        }
        last = letter;
    }
    plain.truncate(plain.trim_end().len());
    plain
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '?' | '!' | '$' | '€' | '£' | '%' | '#' | '@')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_marks_and_case_make_no_difference() {
        assert_eq!(normalise("Where's order_000123???"), normalise("wheres ORDER_7?"));
        assert_eq!(normalise("under $150!!"), "under $ 0 !");
        assert_eq!(normalise("T-Shirt, please."), "t shirt please");
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_bounded_line(text in ".*") {
            prop_assert!(normalise(&text).chars().count() <= 2 * MOST_LETTERS);
        }
    }
}
