//! Compiling the constant patterns of this module.

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// Compiles a pattern that ignores case.
///
/// # Panics
/// Never for the patterns in this crate: each is a constant that a test runs.
pub(super) fn pattern(source: &str) -> Regex {
    RegexBuilder::new(source)
        .case_insensitive(true)
        .build()
        .expect("a constant pattern, compiled by the tests of its file")
}

/// Compiles patterns that are looked for together.
///
/// # Panics
/// Never for the patterns in this crate: each is a constant that a test runs.
pub(super) fn patterns<'p>(sources: impl IntoIterator<Item = &'p str>) -> RegexSet {
    RegexSetBuilder::new(sources)
        .case_insensitive(true)
        .size_limit(64 << 20)
        .dfa_size_limit(16 << 20)
        .build()
        .expect("constant patterns, compiled by the tests of their file")
}
