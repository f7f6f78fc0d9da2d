//! Lists of values with numbered placeholders, which both databases read.

use std::fmt::Write;

/// Below what either database takes in one statement (SQLite 32,766).
const MOST_VARIABLES: usize = 30_000;
/// More rows in a statement gain nothing and cost memory for as long as it is remembered.
const MOST_ROWS: usize = 256;

/// Cuts a number of rows into groups of a few sizes, the largest first. A database remembers a statement by its text,
/// and the text of one over many rows has a placeholder for every value: with sizes of its own for every batch, each
/// would be read and planned anew.
pub(super) fn groups(rows: usize, columns: usize) -> impl Iterator<Item = usize> {
    let most = (MOST_VARIABLES / columns.max(1)).clamp(1, MOST_ROWS);
    let largest = 1_usize << most.ilog2();
    let mut left = rows;
    std::iter::from_fn(move || {
        let size = (1_usize << left.checked_ilog2()?).min(largest);
        left -= size;
        Some(size)
    })
}

/// How many keys a statement that reads rows is given instead of `number`: the missing ones repeat the last key, which
/// changes nothing of the answer.
pub(crate) fn padded<T: Clone>(mut keys: Vec<T>) -> Vec<T> {
    if let Some(last) = keys.last().cloned() {
        keys.resize(keys.len().next_power_of_two(), last);
    }
    keys
}

/// `($1, $2), ($3, $4), …` for so many pairs.
pub(crate) fn pairs(number: usize) -> String {
    rows(number, &["", ""])
}

/// So many rows of placeholders. `casts` gives the columns, each with what follows its placeholders.
pub(super) fn rows(number: usize, casts: &[&str]) -> String {
    let mut text = String::with_capacity(number * casts.len() * 6);
    let mut next = 1;
    for row in 0..number {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for (column, cast) in casts.iter().enumerate() {
            let comma = if column == 0 { "" } else { ", " };
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
    fn every_row_has_its_placeholders_and_casts() {
        assert_eq!(rows(2, &["::uuid", ""]), "($1::uuid, $2), ($3::uuid, $4)");
    }

    #[test]
    fn all_rows_are_written_in_statements_of_few_sizes() {
        assert_eq!(groups(37, 4).collect::<Vec<_>>(), [32, 4, 1]);
        assert_eq!(groups(600, 4).collect::<Vec<_>>(), [256, 256, 64, 16, 8]);
        assert_eq!(groups(3, 20_000).collect::<Vec<_>>(), [1, 1, 1]);
        assert_eq!(groups(0, 4).count(), 0);
    }

    #[test]
    fn missing_keys_repeat_the_last_one() {
        assert_eq!(padded(vec![1, 2, 3]), [1, 2, 3, 3]);
        assert!(padded(Vec::<i32>::new()).is_empty());
    }
}
