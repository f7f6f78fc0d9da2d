//! Statements over many rows at once, which are what makes a batch cheap.

mod insert;
mod update;
mod values;

pub(crate) use insert::{RowsInsert, insert_all, insert_missing};
pub(crate) use update::{ColumnType, RowsUpdate};
pub(crate) use values::{padded, pairs};
