//! Text as both databases can keep it.

/// PostgreSQL keeps no NUL in a text and would refuse the whole batch for it, so it becomes the replacement
/// character. SQLite would keep it, but what is stored shall not depend on the database.
pub(crate) fn storable(text: &str) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nul_is_replaced() {
        assert_eq!(storable("a\0b\n\u{1}"), "a\u{fffd}b\n\u{1}");
    }
}
