//! Statements over many rows at once, which are what makes a batch cheap.

mod arrays;
mod binary;
mod insert;
mod kind;
mod select;
mod tails;
mod together;
mod update;
mod values;

pub(crate) use binary::{add_ids, argument};
pub(crate) use insert::{Repeated, RowsInsert, insert_all, insert_missing};
pub(crate) use kind::ColumnKind;
pub(crate) use select::RowsSelect;
pub(crate) use tails::{LastRows, LaterRows};
pub(crate) use together::Together;
pub(crate) use update::RowsUpdate;
pub(crate) use values::padded;
