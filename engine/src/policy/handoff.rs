//! When a person has to take over (004's triggers, 003's scenarios, as http.md rules them).

use crate::{
    channel::Channel,
    language::Language,
    understanding::{HandoffTrigger, Intent, Understanding},
};

/// A handover and the sentence that tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handoff {
    /// Stable word for why.
    pub reason: &'static str,
    /// Code of the sentence in the texts.
    pub text: &'static str,
}

/// What of the situation the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The way the answer goes out.
    pub channel: Channel,
    /// Whether the shopper is signed in to an account.
    pub signed_in: bool,
    /// How strong the evidence for an answer is, from 0 to 1.
    pub support: f32,
    /// What an answer's support must reach.
    pub threshold: f32,
    /// Whether something is asked, and not told or demanded.
    pub asks: bool,
}

/// Whether what was understood calls for a person, whatever could be answered.
#[must_use]
pub fn needed(understanding: &Understanding, case: Case) -> Option<Handoff> {
    if understanding.language == Language::Other && !understanding.answers_question {
        return Some(Handoff {
            reason: "language",
            text: "language_handoff",
        });
    }
    let trigger = understanding.handoff?;
    let strict = matches!(case.channel, Channel::Email | Channel::Dixa);
    let answered = case.support >= case.threshold && !understanding.offensive;
    let text = match trigger {
        // "When can I reach support?" asks about people, not for one.
        HandoffTrigger::HumanRequested if understanding.is_certain_task() || !answered => "human_requested",
        HandoffTrigger::AngerOrProfanity => "upset",
        HandoffTrigger::EnterprisePricing if !answered => "enterprise_pricing",
        HandoffTrigger::Legal | HandoffTrigger::PhoneCall => "expected_time",
        HandoffTrigger::Complaint if !answered => "expected_time",
        HandoffTrigger::RefundDemand if strict || is_refund_without_order(understanding, case) => {
            "expected_time"
        }
        // What only tells how it is done is answered where the shop knows it; what must be done needs a person.
        HandoffTrigger::Dispute | HandoffTrigger::ShippingLabel | HandoffTrigger::Appointment
            if strict || !answered =>
        {
            "expected_time"
        }
        HandoffTrigger::CancellationRequest
        | HandoffTrigger::DeliveryConfirmation
        | HandoffTrigger::TechnicalIssue
            if strict =>
        {
            "expected_time"
        }
        _ => return None,
    };
    Some(Handoff {
        reason: trigger.reason(),
        text,
    })
}

/// Money back is asked for, and no order is named that could be looked up: a person has to.
fn is_refund_without_order(understanding: &Understanding, case: Case) -> bool {
    let names_order = understanding
        .actions
        .iter()
        .any(|action| action.arguments.order.is_some());
    let asks = understanding.intent.is_knowledge() || case.asks && !understanding.is_certain_task();
    let asks_policy = asks && case.support >= case.threshold;
    let shops = understanding.intent.is_task() && understanding.intent != Intent::RequestRefund;
    let own = case.signed_in && understanding.intent == Intent::RequestRefund;
    !names_order && !asks_policy && !shops && !own
}
