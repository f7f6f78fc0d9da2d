//! Keeping the catalogue: what the workspace's routes, the admin's and the command line have in common.

pub mod amount;
pub mod combine;
pub mod draft;
pub mod keep;
pub mod skus;

pub use self::{
    amount::Amount,
    draft::{ItemDraft, Names, ProductDraft},
};
