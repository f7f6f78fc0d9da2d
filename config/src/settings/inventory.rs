//! The stock.

use serde::{Deserialize, Serialize};

/// How the stock is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventorySettings {
    /// Pieces of a variant that are few: so many or fewer are shown as low stock.
    pub low_stock_at: u32,
}
