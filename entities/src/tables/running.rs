//! What the running system keeps beside conversations.

pub(crate) mod dead_letters;
pub(crate) mod idempotency_keys;
pub(crate) mod model_usage;
pub(crate) mod model_usage_days;
pub(crate) mod outbox;
pub(crate) mod snapshots;
