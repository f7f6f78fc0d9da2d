//! What the running system keeps.

pub(crate) mod idempotency_keys;
