//! Numbers that look random and are the same for the same seed.

/// SplitMix64: a few lines, and the same on every computer.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Begins anew; `stream` tells those who share a seed apart.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        Self(seed ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The next number.
    pub fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` up to and without `end`; `least` when there is none between.
    pub fn between(&mut self, least: u64, end: u64) -> u64 {
        least + self.next_number() % end.saturating_sub(least).max(1)
    }

    /// Whether something that happens so often in a hundred happens now.
    pub fn happens(&mut self, percent: u64) -> bool {
        self.between(0, 100) < percent
    }

    /// One of several; none of nothing.
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let index = self.between(0, things.len() as u64);
        things.get(usize::try_from(index).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_and_another_gives_others() {
        let draw = |seed| {
            let mut random = Random::new(seed, 1);
            (0..8).map(|_| random.between(3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert!(draw(7).iter().all(|number| (3..9).contains(number)));
    }
}
