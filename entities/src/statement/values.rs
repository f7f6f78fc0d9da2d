//! Lists of rows as placeholders, which is how SQLite is given many rows.

/// Below what SQLite takes in one statement (32,766).
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

/// `(?, ?), (?, ?), …`: so many rows of so many columns. Placeholders without a number, because SQLite looks a
/// number up among all that a statement has, for every value again.
pub(super) fn rows(number: usize, columns: usize) -> String {
    let mut row = String::with_capacity(columns * 3 + 2);
    row.push('(');
    for column in 0..columns {
        row.push_str(if column == 0 { "?" } else { ", ?" });
    }
    row.push(')');
    let mut text = String::with_capacity(number * (row.len() + 2));
    for place in 0..number {
        if place > 0 {
            text.push_str(", ");
        }
        text.push_str(&row);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_placeholders() {
        assert_eq!(rows(2, 2), "(?, ?), (?, ?)");
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
