//! Compiling the constant patterns of this module.

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// Compiles a pattern that ignores case.
///
/// # Panics
/// Never for the patterns in this crate: each is a constant that a test runs.
pub(super) fn pattern(source: &str) -> Regex {
    RegexBuilder::new(&plain(source))
        .case_insensitive(true)
        .build()
        .expect("a constant pattern, compiled by the tests of its file")
}

/// Compiles patterns that are looked for together.
///
/// # Panics
/// Never for the patterns in this crate: each is a constant that a test runs.
pub(super) fn patterns<'p>(sources: impl IntoIterator<Item = &'p str>) -> RegexSet {
    RegexSetBuilder::new(sources.into_iter().map(plain))
        .case_insensitive(true)
        .size_limit(64 << 20)
        .dfa_size_limit(16 << 20)
        .build()
        .expect("constant patterns, compiled by the tests of their file")
}

/// Writes word characters, digits, spaces and word boundaries as those of ASCII.
///
/// With the boundaries of Unicode the fast engine gives up at the first accent or emoji, and a
/// class of 140,000 letters in every gap makes each automaton large. Letters beyond ASCII that a
/// pattern names itself still match.
fn plain(source: &str) -> String {
    let mut written = String::with_capacity(source.len() * 2);
    let mut in_class = false;
    let mut letters = source.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '[' => in_class = true,
            ']' => in_class = false,
            '\\' => {
                let Some(next) = letters.next() else { break };
                match (next, in_class) {
                    ('b', false) => written.push_str(r"(?-u:\b)"),
                    ('w', true) => written.push_str("0-9A-Za-z_"),
                    ('w', false) => written.push_str("[0-9A-Za-z_]"),
                    ('d', true) => written.push_str("0-9"),
                    ('d', false) => written.push_str("[0-9]"),
                    ('s', true) => written.push_str(r"\t\n\r\x20\xa0"),
                    ('s', false) => written.push_str(r"[\t\n\r\x20\xa0]"),
                    ('W', false) => written.push_str("[^0-9A-Za-z_]"),
                    (other, _) => {
                        written.push('\\');
                        written.push(other);
                    }
                }
                continue;
            }
            _ => {}
        }
        written.push(letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthands_become_plain_classes_inside_and_outside_brackets() {
        assert_eq!(plain(r"\b\w[\w']\d"), r"(?-u:\b)[0-9A-Za-z_][0-9A-Za-z_'][0-9]");
        assert!(pattern(r"\bcafé").is_match("un café, merci"));
    }
}
