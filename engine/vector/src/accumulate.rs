//! The inner loop of term scoring: one posting list added to the sums of all passages.

/// One passage that holds a term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posting {
    /// The passage.
    pub slot: u32,
    /// How often the term occurs there, with boosted fields counting more.
    pub frequency: f32,
}

/// Adds the BM25 share of one term to `sums`.
///
/// `norms` holds, per slot, what BM25 adds to the frequency below the line: `k1 * (1 - b + b * length / average)`.
/// Postings whose slot lies outside either slice are skipped.
pub fn accumulate(sums: &mut [f32], norms: &[f32], postings: &[Posting], weight: f32, saturation: f32) {
    for posting in postings {
        let slot = posting.slot as usize;
        if let (Some(sum), Some(norm)) = (sums.get_mut(slot), norms.get(slot)) {
            *sum += weight * posting.frequency * (saturation + 1.0) / (posting.frequency + norm);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_that_occurs_more_often_scores_more_but_less_than_in_proportion() {
        let mut sums = [0.0; 2];
        let postings = [
            Posting {
                slot: 0,
                frequency: 1.0,
            },
            Posting {
                slot: 1,
                frequency: 4.0,
            },
        ];
        accumulate(&mut sums, &[1.2, 1.2], &postings, 2.0, 1.2);
        assert!(sums[1] > sums[0] && sums[1] < 4.0 * sums[0]);
    }

    #[test]
    fn a_posting_outside_the_sums_is_skipped() {
        let mut sums = [0.0; 1];
        accumulate(
            &mut sums,
            &[1.0],
            &[Posting {
                slot: 9,
                frequency: 1.0,
            }],
            1.0,
            1.2,
        );
        assert_eq!(sums, [0.0]);
    }
}
