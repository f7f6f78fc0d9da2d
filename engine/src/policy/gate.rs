//! The gate: what may be said without a person having read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    channel::Channel,
    turn::decision::{Decision, DecisionKind},
};

/// How much a channel's assistant may do by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateMode {
    /// Send at or above the threshold, hold below.
    #[default]
    Auto,
    /// Every answer is a draft that a person approves.
    Approve,
    /// Every message goes to a person.
    Handoff,
}

/// Thresholds and modes of a business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateRules {
    /// What the confidence must reach (`gate.threshold`).
    pub threshold: f32,
    /// Channels that differ from [`GateMode::Auto`].
    pub modes: BTreeMap<Channel, GateMode>,
}

impl Default for GateRules {
    fn default() -> Self {
        Self {
            threshold: 0.65,
            modes: BTreeMap::new(),
        }
    }
}

impl GateRules {
    /// The mode of a channel.
    #[must_use]
    pub fn mode(&self, channel: Channel) -> GateMode {
        self.modes.get(&channel).copied().unwrap_or_default()
    }
}

/// What the gate looks at.
#[derive(Clone, Copy, Debug)]
pub struct Evidenced<'a> {
    /// How sure the whole turn is, from 0 to 1.
    pub confidence: f32,
    /// Statements that no source bears out.
    pub ungrounded: &'a [String],
    /// Nothing was found at all.
    pub not_found: bool,
    /// Questions in a row before this one that nothing was found for.
    pub unknown_in_a_row: u32,
    /// Only a draft was asked for.
    pub for_draft: bool,
}

/// Why an answer is held that only a draft was asked of.
pub const DRAFT_REQUESTED: &str = "draft_requested";

/// The verdict on an answer that no rule has handed over already.
#[must_use]
pub fn judge(rules: &GateRules, channel: Channel, evidenced: Evidenced<'_>) -> Decision {
    let decide = |kind, reason: &str| Decision {
        kind,
        reason: reason.to_owned(),
        confidence: evidenced.confidence,
        threshold: rules.threshold,
    };
    if evidenced.for_draft {
        return decide(DecisionKind::Hold, DRAFT_REQUESTED);
    }
    match rules.mode(channel) {
        GateMode::Handoff => decide(DecisionKind::Handoff, "channel_mode"),
        GateMode::Approve => decide(DecisionKind::Hold, "channel_mode"),
        GateMode::Auto if evidenced.ungrounded.is_empty() && evidenced.confidence >= rules.threshold => {
            decide(DecisionKind::Send, "confident")
        }
        // The first unknown question is held, the second in a row is a person's (004, FR-013).
        GateMode::Auto if evidenced.unknown_in_a_row >= 1 => decide(DecisionKind::Handoff, "not_found"),
        GateMode::Auto if !evidenced.ungrounded.is_empty() => decide(DecisionKind::Hold, "ungrounded"),
        GateMode::Auto if evidenced.not_found => decide(DecisionKind::Hold, "not_found"),
        GateMode::Auto => decide(DecisionKind::Hold, "below_threshold"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidenced(confidence: f32, unknown_in_a_row: u32) -> Evidenced<'static> {
        Evidenced {
            confidence,
            ungrounded: &[],
            not_found: false,
            unknown_in_a_row,
            for_draft: false,
        }
    }

    #[test]
    fn a_draft_that_was_asked_for_waits_however_sure_it_is() {
        let asked_for = Evidenced {
            for_draft: true,
            ..evidenced(1.0, 3)
        };
        let decision = judge(&GateRules::default(), Channel::Web, asked_for);
        assert_eq!(
            (decision.kind, decision.reason.as_str()),
            (DecisionKind::Hold, DRAFT_REQUESTED)
        );
    }

    #[test]
    fn the_threshold_itself_is_sent_and_just_below_is_held() {
        let rules = GateRules::default();
        assert_eq!(
            judge(&rules, Channel::Web, evidenced(0.65, 0)).kind,
            DecisionKind::Send
        );
        assert_eq!(
            judge(&rules, Channel::Web, evidenced(0.649, 0)).kind,
            DecisionKind::Hold
        );
    }

    #[test]
    fn the_second_unknown_question_in_a_row_goes_to_a_person() {
        assert_eq!(
            judge(&GateRules::default(), Channel::Web, evidenced(0.2, 1)).kind,
            DecisionKind::Handoff
        );
    }

    #[test]
    fn a_statement_without_a_source_is_never_sent_however_sure() {
        let ungrounded = ["free shipping".to_owned()];
        let evidenced = Evidenced {
            ungrounded: &ungrounded,
            ..evidenced(0.99, 0)
        };
        assert_eq!(
            judge(&GateRules::default(), Channel::Web, evidenced).kind,
            DecisionKind::Hold
        );
    }

    #[test]
    fn a_channel_in_approval_mode_sends_nothing_by_itself() {
        let rules = GateRules {
            modes: BTreeMap::from([(Channel::Email, GateMode::Approve)]),
            ..GateRules::default()
        };
        assert_eq!(
            judge(&rules, Channel::Email, evidenced(1.0, 0)).kind,
            DecisionKind::Hold
        );
        assert_eq!(
            judge(&rules, Channel::Web, evidenced(1.0, 0)).kind,
            DecisionKind::Send
        );
    }
}
