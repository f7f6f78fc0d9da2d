//! What a model is used for, and within which bounds.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::ids::ConversationId;

/// Use and bounds of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRules {
    /// How long one call may take, its retries included.
    pub call_deadline: Duration,
    /// How long all calls of one turn may take together.
    pub turn_budget: Duration,
    /// The planner.
    pub planner: PlannerRules,
    /// Choosing an intent where the planner is not asked.
    pub classifier: ClassifierRules,
    /// Whether it phrases answers.
    pub writes: bool,
    /// Whether what it wrote is checked for decency by the endpoint as well. Nothing is streamed then.
    pub moderates: bool,
}

/// How plans of a model are made and taken.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannerRules {
    /// Whether it plans at all.
    pub enabled: bool,
    /// Who is asked first.
    pub policy: DecisionPolicy,
    /// Share of conversations, in percent, that the planner is for. A conversation keeps its side.
    pub canary_percent: u8,
    /// What a plan's confidence must reach, from 0 to 1.
    pub least_confidence: f32,
    /// Actions of a plan that are done; the rest are named and offered.
    pub most_actions: usize,
    /// What becomes of a plan of which a part cannot be done.
    pub execution: Execution,
    /// How often in one turn it may look something up before it has to plan.
    pub lookups: usize,
}

/// When a model is asked to choose an intent, and when its choice counts.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassifierRules {
    /// Whether it is asked at all.
    pub enabled: bool,
    /// Below this confidence of rules and trained model it is asked.
    pub unsure_below: f32,
    /// So far on either side of one half a text's being out of scope is unsure.
    pub out_of_scope_margin: f32,
    /// What the confidence of its choice must reach, from 0 to 1.
    pub least_confidence: f32,
    /// How long it may take, its retries included.
    pub deadline: Duration,
}

/// Who decides what a message wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionPolicy {
    /// The planner is asked for every message; the classifier's plan stands where it fails.
    #[default]
    PlannerFirst,
    /// The classifier decides; the planner is asked only for messages that want several things.
    ClassifierFirst,
}

/// What becomes of a plan of which a part cannot be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Execution {
    /// What can be done is done.
    #[default]
    Partial,
    /// All is done or nothing is changed.
    Atomic,
}

impl PlannerRules {
    /// Whether the planner is for this conversation: by a hash of its id, so that it keeps its side on every node.
    #[must_use]
    pub fn is_for(&self, conversation: ConversationId) -> bool {
        bucket(conversation) < u64::from(self.canary_percent)
    }
}

/// A number from 0 to 99 that a conversation always has (FNV-1a).
fn bucket(conversation: ConversationId) -> u64 {
    let hash = conversation
        .0
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    // The low bits of the product hang on the last bytes alone.
    (hash >> 32) % 100
}

impl Default for ModelRules {
    fn default() -> Self {
        Self {
            call_deadline: Duration::from_secs(8),
            turn_budget: Duration::from_secs(12),
            planner: PlannerRules::default(),
            classifier: ClassifierRules::default(),
            writes: true,
            moderates: false,
        }
    }
}

impl Default for ClassifierRules {
    fn default() -> Self {
        Self {
            enabled: true,
            unsure_below: 0.65,
            out_of_scope_margin: 0.25,
            least_confidence: 0.55,
            deadline: Duration::from_millis(2_500),
        }
    }
}

impl Default for PlannerRules {
    fn default() -> Self {
        Self {
            enabled: true,
            policy: DecisionPolicy::default(),
            canary_percent: 100,
            least_confidence: 0.55,
            most_actions: 5,
            execution: Execution::default(),
            lookups: 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_canary_of_ten_percent_gets_about_ten_conversations_in_a_hundred_and_always_the_same() {
        let rules = PlannerRules {
            canary_percent: 10,
            ..PlannerRules::default()
        };
        let conversation =
            |number: u128| ConversationId(Uuid::from_u128(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let chosen = (0..10_000)
            .filter(|number| rules.is_for(conversation(*number)))
            .count();
        assert!((850..1_150).contains(&chosen), "{chosen}");
        for number in 0..100 {
            assert_eq!(
                rules.is_for(conversation(number)),
                rules.is_for(conversation(number))
            );
        }
    }

    #[test]
    fn none_and_all_are_exact() {
        let of = |percent| PlannerRules {
            canary_percent: percent,
            ..PlannerRules::default()
        };
        let conversations = (0..500_u128).map(|number| ConversationId(Uuid::from_u128(number << 64)));
        for conversation in conversations {
            assert!(!of(0).is_for(conversation));
            assert!(of(100).is_for(conversation));
        }
    }
}
