//! A message as a row of words, each knowing where it stands.

/// How much of a message is understood, in code points; the trace says when there was more.
pub const MOST_CODE_POINTS: usize = 8_000;

/// The part of a message that is understood.
#[must_use]
pub fn understood(text: &str) -> &str {
    match text.char_indices().nth(MOST_CODE_POINTS) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

/// One word: letters and digits with inner apostrophes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In lower case, with straight apostrophes.
    pub word: String,
    /// Byte where it starts.
    pub start: usize,
    /// Byte after its end.
    pub end: usize,
}

/// A message and its words.
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    /// The message as written.
    pub text: &'t str,
    /// Its words in order.
    pub tokens: Vec<Token>,
    /// Byte of each code point; empty when bytes and code points are the same.
    starts: Vec<usize>,
}

impl<'t> Reading<'t> {
    /// Reads a message; the caller has cut it to what is understood.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(start, _)| start).collect()
        };
        Self {
            text,
            tokens: tokens(text),
            starts,
        }
    }

    /// The code point at a byte.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> usize {
        if self.starts.is_empty() {
            byte
        } else {
            self.starts.partition_point(|start| *start < byte)
        }
    }

    /// The text between two bytes; empty when they are no boundaries.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The word at a place.
    #[must_use]
    pub fn word(&self, place: usize) -> Option<&str> {
        self.tokens.get(place).map(|token| token.word.as_str())
    }

    /// What stands between a word and the next.
    #[must_use]
    pub fn gap_after(&self, place: usize) -> &'t str {
        match (self.tokens.get(place), self.tokens.get(place + 1)) {
            (Some(left), Some(right)) => self.slice(left.end, right.start),
            (Some(last), None) => self.slice(last.end, self.text.len()),
            _ => "",
        }
    }
}

/// Cuts a text into words.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        let inner_apostrophe = matches!(letter, '\'' | '’')
            && open.is_some()
            && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if letter.is_alphanumeric() || inner_apostrophe {
            open.get_or_insert(place);
        } else if let Some(start) = open.take() {
            found.push(token(text, start, place));
        }
    }
    if let Some(start) = open {
        found.push(token(text, start, text.len()));
    }
    found
}

fn token(text: &str, start: usize, end: usize) -> Token {
    let word = text
        .get(start..end)
        .unwrap_or_default()
        .to_lowercase()
        .replace('’', "'");
    Token { word, start, end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_lose_their_marks() {
        let words: Vec<String> = tokens("What’s in my T-shirt 'cart'?")
            .into_iter()
            .map(|token| token.word)
            .collect();
        assert_eq!(words, ["what's", "in", "my", "t", "shirt", "cart"]);
    }

    #[test]
    fn offsets_count_code_points() {
        let reading = Reading::new("für 🎁 Anna");
        let last = reading.tokens.last().unwrap();
        assert_eq!(reading.code_point(last.start), 6);
        assert_eq!(reading.code_point(last.end), 10);
    }

    proptest! {
        #[test]
        fn every_word_stands_where_it_says(text in "\\PC*") {
            let reading = Reading::new(&text);
            for token in &reading.tokens {
                prop_assert!(!reading.slice(token.start, token.end).is_empty());
            }
        }
    }
}
