//! Only for tests.

use serde::{Deserialize, Serialize};

/// What no system in service may have on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestingSettings {
    /// Understands commands that break things on purpose.
    pub fault_injection: bool,
    /// The name of a defect to have on purpose; empty for none. Only together with fault injection.
    pub mutation: String,
    /// Every turn takes so many milliseconds longer; only together with fault injection.
    pub turn_delay_ms: u64,
    /// The clock of conversations goes so many hours ahead; only together with fault injection.
    pub clock_ahead_hours: u32,
}
