//! New identifiers, given from outside so that a turn can be replayed.

use uuid::Uuid;

/// Makes identifiers.
pub trait Ids: Send + Sync + 'static {
    /// A new UUIDv7.
    fn next(&self) -> Uuid;
}
