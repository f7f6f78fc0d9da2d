//! What the workspace remembers between requests. All of it is bounded, and none of it has to survive a restart.

use crate::{
    logins::{attempts::Attempts, families::Families},
    once::Once,
    service_keys::SeenKeys,
    ws::operator::presence::Presence,
};

/// Shared by all workers; made once with `default()`.
#[derive(Debug, Default)]
pub struct WorkspaceMemory {
    /// Which logins are good, for some seconds.
    pub families: Families,
    /// Failed logins of late.
    pub attempts: Attempts,
    /// Answers under idempotency keys.
    pub once: Once,
    /// Service keys that were good of late.
    pub seen_keys: SeenKeys,
    /// Who looks at which conversation.
    pub presence: Presence,
}
