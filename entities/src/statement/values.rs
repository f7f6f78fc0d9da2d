//! Lists of values with numbered placeholders, which both databases read.

use std::fmt::Write;

/// `($1, $2), ($3, $4), …` for so many pairs.
pub(crate) fn pairs(number: usize) -> String {
    rows(number, &["", ""])
}

/// So many rows of placeholders. `casts` gives the columns, each with what follows the placeholder in the first
/// row; the rows after it take their types from there.
pub(super) fn rows(number: usize, casts: &[&str]) -> String {
    let mut text = String::with_capacity(number * casts.len() * 6);
    let mut next = 1;
    for row in 0..number {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for (column, cast) in casts.iter().enumerate() {
            let comma = if column == 0 { "" } else { ", " };
            let cast = if row == 0 { cast } else { "" };
            // Writing to a String cannot fail.
            let _ = write!(text, "{comma}${next}{cast}");
            next += 1;
        }
        text.push(')');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_row_is_cast() {
        assert_eq!(rows(2, &["::uuid", ""]), "($1::uuid, $2), ($3, $4)");
    }
}
