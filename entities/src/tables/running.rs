//! What the running system keeps.

pub(crate) mod snapshots;
