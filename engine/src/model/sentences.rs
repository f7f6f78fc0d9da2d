//! A text that is being written, sentence by sentence.

use crate::knowledge::split_line;

/// Hears an answer while it is being written. What it is told may be shown at once.
pub trait Listener: Send {
    /// The next sentence, with the white space around it. Every fact in it stands in the sources.
    fn sentence(&mut self, text: &str);

    /// What was told is not the answer after all.
    fn abort(&mut self);
}

/// Listens to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NobodyListens;

impl Listener for NobodyListens {
    fn sentence(&mut self, _text: &str) {}

    fn abort(&mut self) {}
}

/// Cuts pieces of a text into whole sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct SentenceBuffer {
    open: String,
}

impl SentenceBuffer {
    /// Takes a piece and answers the sentences that it completes. Put together with the rest they are the text.
    pub fn push(&mut self, piece: &str) -> Vec<String> {
        self.open.push_str(piece);
        let mut whole = Vec::new();
        while let Some(end) = first_end(&self.open) {
            let rest = self.open.split_off(end);
            whole.push(std::mem::replace(&mut self.open, rest));
        }
        whole
    }

    /// What is left when nothing more comes.
    pub fn rest(&mut self) -> String {
        std::mem::take(&mut self.open)
    }
}

/// The byte after the first sentence and the white space behind it, once something follows.
fn first_end(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start().len();
    let line_end = text[lead..].find('\n').map(|place| lead + place);
    let line = &text[..line_end.unwrap_or(text.len())];
    let parts = split_line(line);
    let end = match (parts.as_slice(), line_end) {
        ([first, _, ..], _) => line.find(first)? + first.len(),
        (_, Some(end)) => end,
        _ => return None,
    };
    let behind = text[end..].len() - text[end..].trim_start().len();
    // White space at the very end may go on with the next piece.
    (end + behind < text.len()).then_some(end + behind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str, size: usize) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let mut buffer = SentenceBuffer::default();
        let mut found: Vec<String> = Vec::new();
        for piece in letters.chunks(size) {
            found.extend(buffer.push(&piece.iter().collect::<String>()));
        }
        found.push(buffer.rest());
        found
    }

    #[test]
    fn a_price_is_not_cut_at_its_point_however_small_the_pieces() {
        let text = "The Trail Runner costs $129.90 today. It is in stock! See you.\n• One\n• Two";
        for size in [1, 2, 3, 7, 100] {
            assert_eq!(
                cut(text, size),
                [
                    "The Trail Runner costs $129.90 today. ",
                    "It is in stock! ",
                    "See you.\n",
                    "• One\n",
                    "• Two"
                ],
                "pieces of {size}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_sentences_make_the_whole(text in "[a-zA-Z0-9 .!?\n€$,]{0,120}", size in 1_usize..9) {
            prop_assert_eq!(cut(&text, size).concat(), text);
        }
    }
}
