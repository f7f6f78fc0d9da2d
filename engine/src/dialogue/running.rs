//! Where a conversation stands in a flow: part of what the assistant remembers from turn to turn.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    flow::Flow,
    slot::{self, SlotValue, Slots},
};
use crate::{ids::UserId, money::Minor, understanding::Action};

/// Flows that can be open in one conversation: one that is followed and others that wait for its end.
pub const DEPTH: usize = 3;

/// A flow that was begun and has not ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// The flow, by name.
    pub flow: String,
    /// The state that it is in, by name.
    pub state: String,
    /// What began it.
    pub action: Action,
    /// Whose it is: what one person said is not done for another.
    #[serde(default)]
    pub account: Option<UserId>,
    /// What was collected.
    #[serde(default)]
    pub slots: Slots,
    /// What was collected and lacks parts.
    #[serde(default)]
    pub unfinished: Slots,
    /// What the shopper did not want when it was offered.
    #[serde(default)]
    pub unwanted: Vec<SlotValue>,
    /// What the shopper was told would be done.
    #[serde(default)]
    pub told: Option<Told>,
    /// Answers in a row that could not be read.
    #[serde(default)]
    pub misunderstood: u8,
    /// Times in a row that the shopper spoke of something else.
    #[serde(default)]
    pub digressions: u8,
    /// From when on it is not open any more.
    pub expires_at: DateTime<Utc>,
}

/// What a question named, and whether the answer was yes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// What it would be done with.
    pub slots: Slots,
    /// What stood in the question, by place.
    pub places: BTreeMap<String, String>,
    /// The amount that moves, where one does.
    pub amount: Option<Minor>,
    /// Whether the question was held for a person of the shop in place of being said.
    #[serde(default)]
    pub held: bool,
    /// Whether the shopper said yes to it.
    #[serde(default)]
    pub agreed: bool,
}

impl Running {
    /// A flow at its beginning, with what was said already.
    #[must_use]
    pub fn begin(flow: &Flow, action: Action, account: Option<UserId>, now: DateTime<Utc>) -> Self {
        let mut running = Self {
            flow: flow.name.clone(),
            state: String::new(),
            action,
            account,
            slots: Slots::new(),
            unfinished: Slots::new(),
            unwanted: Vec::new(),
            told: None,
            misunderstood: 0,
            digressions: 0,
            expires_at: now,
        };
        for (name, kind) in &flow.slots {
            if let Some(value) = slot::said(&running.action, *kind) {
                running.fill(name, value);
            }
        }
        running.restart(flow);
        running.touch(flow, now);
        running
    }

    /// Goes back to the first state: what is filled is passed over, what was checked is checked again.
    pub fn restart(&mut self, flow: &Flow) {
        self.told = None;
        self.state = flow
            .states
            .first()
            .map(|state| state.name.clone())
            .unwrap_or_default();
    }

    /// Puts off the moment from which on it is not open any more.
    pub fn touch(&mut self, flow: &Flow, now: DateTime<Utc>) {
        self.expires_at = now + TimeDelta::minutes(flow.timeout_minutes.into());
    }

    /// Takes over a value; one that lacks parts waits for them.
    pub fn fill(&mut self, name: &str, value: SlotValue) {
        let value = match self.unfinished.remove(name) {
            Some(earlier) => value.completed_by(&earlier),
            None => value,
        };
        self.told = None;
        if value.missing().is_empty() {
            self.slots.insert(name.to_owned(), value);
        } else {
            self.slots.remove(name);
            self.unfinished.insert(name.to_owned(), value);
        }
    }

    /// What began it, with what is known by now.
    #[must_use]
    pub fn pending(&self) -> Action {
        let mut action = self.action.clone();
        for value in self.slots.values() {
            slot::write(&mut action, value);
        }
        if let Some(told) = &self.told {
            action.arguments.agreed = told.amount;
        }
        action
    }
}

/// The flows that are open at a moment: none once the one that is followed has expired.
#[must_use]
pub fn live(flows: &[Running], now: DateTime<Utc>) -> &[Running] {
    match flows.last() {
        Some(last) if last.expires_at > now => flows,
        _ => &[],
    }
}
