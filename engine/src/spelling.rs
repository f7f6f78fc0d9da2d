//! How many slips of the finger lie between two words.

/// A word with what tells most words from it at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    word: String,
    length: usize,
    letters: Letters,
}

/// Which letters a word has, a bit for each; letters may share a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letters(u64);

impl Spelling {
    /// A word as it is compared.
    pub(crate) fn new(word: impl Into<String>) -> Self {
        let word = word.into();
        Self {
            length: word.chars().count(),
            letters: Letters::of(&word),
            word,
        }
    }

    /// The word itself.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// How many code points it has.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// How many letters were left out, added, replaced or swapped with their neighbour, where it is at most `most`.
    pub(crate) fn distance(&self, other: &Self, most: usize) -> Option<usize> {
        if self.length.abs_diff(other.length) > most || self.letters.differing(other.letters) > 2 * most {
            return None;
        }
        Some(strsim::osa_distance(&self.word, &other.word)).filter(|distance| *distance <= most)
    }
}

impl Letters {
    fn of(word: &str) -> Self {
        Self(word.chars().fold(0, |letters, letter| {
            letters | 1 << (u32::from(letter) % u64::BITS)
        }))
    }

    /// A slip changes at most two: the letter that is there and the one that should be.
    fn differing(self, other: Self) -> usize {
        (self.0 ^ other.0).count_ones() as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_word_is_passed_over_that_is_near_enough(left in "[a-f]{0,8}", right in "[a-fé]{0,8}", most in 0_usize..4) {
            let whole = strsim::osa_distance(&left, &right);
            let expected = (whole <= most).then_some(whole);
            prop_assert_eq!(Spelling::new(left).distance(&Spelling::new(right), most), expected);
        }
    }
}
