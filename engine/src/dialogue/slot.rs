//! What a flow collects.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::understanding::{Action, Address};

/// The kinds of thing that a flow can collect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// One of the shopper's orders.
    Order,
    /// Where something goes.
    Address,
}

/// Something that was collected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum SlotValue {
    /// An order by its id.
    Order(String),
    /// An address.
    Address(Address),
}

/// Everything that a flow has collected, by the names of its slots.
pub type Slots = BTreeMap<String, SlotValue>;

impl SlotValue {
    /// What kind it is of.
    #[must_use]
    pub fn kind(&self) -> SlotKind {
        match self {
            Self::Order(_) => SlotKind::Order,
            Self::Address(_) => SlotKind::Address,
        }
    }

    /// The parts without which it is of no use; none when it is whole.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        match self {
            Self::Order(_) => Vec::new(),
            Self::Address(address) => address.missing(),
        }
    }

    /// The same with the parts filled in that an earlier, unfinished one had.
    #[must_use]
    pub fn completed_by(self, earlier: &Self) -> Self {
        let (Self::Address(mut address), Self::Address(earlier)) = (self.clone(), earlier) else {
            return self;
        };
        for (part, known) in [
            (&mut address.line1, &earlier.line1),
            (&mut address.city, &earlier.city),
            (&mut address.postal_code, &earlier.postal_code),
        ] {
            if part.is_empty() {
                part.clone_from(known);
            }
        }
        for (part, known) in [
            (&mut address.name, &earlier.name),
            (&mut address.line2, &earlier.line2),
            (&mut address.state, &earlier.state),
            (&mut address.country, &earlier.country),
        ] {
            if part.is_none() {
                part.clone_from(known);
            }
        }
        Self::Address(address)
    }
}

/// What an action says about a kind of slot.
#[must_use]
pub fn said(action: &Action, kind: SlotKind) -> Option<SlotValue> {
    match kind {
        SlotKind::Order => action.arguments.order.clone().map(SlotValue::Order),
        SlotKind::Address => action.arguments.address.clone().map(SlotValue::Address),
    }
}

/// Writes a value where actions have it.
pub fn write(action: &mut Action, value: &SlotValue) {
    match value {
        SlotValue::Order(order) => action.arguments.order = Some(order.clone()),
        SlotValue::Address(address) => action.arguments.address = Some(address.clone()),
    }
}
