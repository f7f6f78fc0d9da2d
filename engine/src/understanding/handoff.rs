//! What in a message calls for a person.

mod abroad;
mod misspelt;

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{
    intent::Intent,
    pattern::pattern,
    sentiment::{Sentiment, SentimentLabel},
};

/// Why a message should go to a person. Whether it does is decided elsewhere, by channel and case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffTrigger {
    /// The shopper asks for a person.
    HumanRequested,
    /// Swearing or directed anger.
    AngerOrProfanity,
    /// Lawyers, courts, authorities, data protection.
    Legal,
    /// Enterprise, bulk or custom prices.
    EnterprisePricing,
    /// Money back is demanded.
    RefundDemand,
    /// An order is to be cancelled.
    CancellationRequest,
    /// A complaint about the shop or a product.
    Complaint,
    /// A disagreement between buyer and seller, or with a bank.
    Dispute,
    /// A shipping label is missing or cannot be used.
    ShippingLabel,
    /// A meeting, fitting or visit is to be arranged.
    Appointment,
    /// A telephone call is asked for.
    PhoneCall,
    /// The shopper confirms that something arrived.
    DeliveryConfirmation,
    /// Something on the site does not work.
    TechnicalIssue,
}

impl HandoffTrigger {
    /// The reason in the API and in the log.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::HumanRequested => "human_requested",
            Self::AngerOrProfanity => "anger_or_profanity",
            Self::Legal => "legal",
            Self::EnterprisePricing => "enterprise_pricing",
            Self::RefundDemand => "refund_demand",
            Self::CancellationRequest => "cancellation_request",
            Self::Complaint => "complaint",
            Self::Dispute => "dispute",
            Self::ShippingLabel => "shipping_label",
            Self::Appointment => "appointment",
            Self::PhoneCall => "phone_call",
            Self::DeliveryConfirmation => "delivery_confirmation",
            Self::TechnicalIssue => "technical_issue",
        }
    }
}

/// A person is asked for, whatever else the message is about.
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:speak(?:ing)?|talk(?:ing)?|chat(?:ting)?|connect(?:ed)?|transfer(?:red)?|escalated?|put (?:me )?through|pass(?:ed)? on|hand(?:ed)? over)\b[\w\s']{0,12}?\b(?:to|with)\b[\w\s'-]{0,20}?\b(?:humans?|persons?|people|somebody|someone|some one|agents?|operators?|representatives?|reps?|advis[eo]rs?|employees?|workers?|managers?|supervisors?|colleagues?|staff|specialists?|customer (?:services?|support|care|assistance)|help ?desk|support(?: team)?|the (?:store|shop|branch|office|reception|front desk|restaurant|bank|warehouse))\b|\b(?:get|have|need|want|find|give me|prefer)\s(?:me\s)?(?:an?\s)?(?:real |live |actual |human |proper )*(?:human|person|agent|operator|representative|advis[eo]r|some ?(?:one|body))(?: else)?\b[\w\s]{0,10}?\b(?:on the (?:line|phone)|to (?:talk|speak|chat) (?:to|with)|in person)\b|\b(?:need|want|get me|give me|prefer)\s(?:an?\s)?(?:real |live |actual |human |proper )*(?:human(?: being)?|agent|operator|representative|(?:real|live|actual|human) (?:person|assistant))\b|\b(?:contact|reach|get in touch with|get hold of|get through to)\b[\w\s']{0,16}?\b(?:human|person|agent|operator|representative|customer (?:services?|support|care|assistance)|help ?desk|support team)\b|\b(?:not|don't|do not|won't|no|rather than|instead of)\b[\w\s',]{0,70}\b(?:a|this|your|the) (?:machine|robot|bot|chatbot|computer)\b",
    )
});
static LEGAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:lawyers?|attorney|solicitor|lawsuit|legal (?:action|advice|department|team|proceedings|steps|matter|notice|claim)|sue you|suing|going to sue|will sue|take you to court|small claims|consumer (?:protection|rights|ombudsman|court)|ombudsman|trading standards|gdpr (?:request|complaint)|data protection (?:authority|officer)|subpoena|cease and desist|police report|report you to the police|anwalt|rechtsanwalt|advocaat|avocat|avvocato)\b",
    )
});
static ENTERPRISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:enterprise|wholesale|bulk|volume|reseller|b2b|corporate)\b[\w\s]{0,24}\b(?:plan|pricing|prices?|rates?|discounts?|quote|order|deal|cost|account|licen[cs]e)\b|\b(?:custom|team|group|business) (?:quote|pricing|rate)\b|\bquote for \d{2,}|\benterprise\b.{0,16}\bcost\b",
    )
});
static REFUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:want|need|demand|expect|require|get|give me|like|insist on)\b[\w\s']{0,14}\b(?:refund|money back|reimburse\w*)\b|\brefund (?:me|my|now|it|this|please|order|the)\b|\b(?:want|give) (?:me )?my money\b|^\W*refund\W*$|\bi(?:'d| would) like to be refunded\b",
    )
});
static PHONE_CALL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:call|phone|ring) me\b|\bcall ?back\b|\b(?:give me|schedule|arrange|book) a (?:phone )?call\b|\bspeak (?:to you )?(?:on|over|by) the phone\b|\bcan (?:you|someone|somebody) (?:please )?(?:call|phone|ring)\b",
    )
});
static ANGER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:i'?m|i am|we are|this makes me|making me|getting) (?:\w+ ){0,2}(?:angry|furious|livid|outraged|fuming|sick of|fed up|pissed|mad)\b|\b(?:you (?:people|guys|lot)|your company|your (?:shop|store|service|staff)) (?:are|is) (?:\w+ )?(?:liars?|thieves|useless|pathetic|a (?:joke|scam|disgrace)|incompetent|crooks|scammers|criminals|ridiculous|terrible|the worst)\b|\b(?:liars|thieves|scammers|crooks)\b|\bi hate (?:you|this (?:shop|company|store))\b",
    )
});
static DELIVERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:i (?:have |'ve )?(?:just )?received (?:my|the) (?:order|parcel|package|item|product)|(?:my|the) (?:order|parcel|package|item) (?:has |was )?(?:just )?(?:arrived|been delivered|delivered)(?: safely| today| yesterday| in good (?:order|condition))|confirm(?:ing)? (?:the |that )?(?:delivery|receipt|it arrived|i received))\b",
    )
});
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:shipping|return|shipment|postage) label\b[\w\s']{0,40}\b(?:missing|not|n't|wrong|broken|expired|invalid|error|fails?|never|problem|issue|can'?t|cannot|unable)\b|\b(?:can'?t|cannot|unable to|couldn'?t|no|never (?:got|received)|problem with|missing)\b[\w\s']{0,24}\b(?:shipping|return|shipment|postage) label\b",
    )
});
static TECHNICAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:website|site|page|app|checkout|payment page|login|button)\b[\w\s']{0,20}\b(?:crash\w*|not working|doesn'?t work|isn'?t working|broken|is down|error|keeps? (?:failing|loading|crashing)|frozen|freezes|bug)\b",
    )
});

/// What in a message calls for a person, the weightiest first; `None` when nothing does.
#[must_use]
pub fn trigger(text: &str, intent: Intent, sentiment: Sentiment, offensive: bool) -> Option<HandoffTrigger> {
    let text = &text.replace(['’', '`'], "'");
    let very_negative = sentiment.label == SentimentLabel::Negative && sentiment.score <= -0.75;
    let checks: [(HandoffTrigger, bool); 13] = [
        (
            HandoffTrigger::HumanRequested,
            intent == Intent::SupportEscalation || PERSON.is_match(text) || misspelt::asks_for_a_person(text),
        ),
        (
            HandoffTrigger::Legal,
            LEGAL.is_match(text) || abroad::LEGAL.is_match(text),
        ),
        (
            HandoffTrigger::AngerOrProfanity,
            offensive || ANGER.is_match(text) || abroad::ANGER.is_match(text),
        ),
        (
            HandoffTrigger::EnterprisePricing,
            intent == Intent::PricingEnquiry || ENTERPRISE.is_match(text),
        ),
        (
            HandoffTrigger::RefundDemand,
            intent == Intent::RequestRefund || REFUND.is_match(text),
        ),
        (HandoffTrigger::CancellationRequest, intent == Intent::CancelOrder),
        (HandoffTrigger::Dispute, intent == Intent::Dispute),
        (
            HandoffTrigger::PhoneCall,
            PHONE_CALL.is_match(text) || abroad::PHONE_CALL.is_match(text),
        ),
        (HandoffTrigger::ShippingLabel, LABEL.is_match(text)),
        (
            HandoffTrigger::Complaint,
            intent == Intent::Complaint || (very_negative && !intent.is_task()),
        ),
        (HandoffTrigger::Appointment, intent == Intent::Appointment),
        (HandoffTrigger::DeliveryConfirmation, DELIVERED.is_match(text)),
        (
            HandoffTrigger::TechnicalIssue,
            TECHNICAL.is_match(text) || abroad::TECHNICAL.is_match(text),
        ),
    ];
    checks
        .into_iter()
        .find(|(_, applies)| *applies)
        .map(|(trigger, _)| trigger)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        "I want to speak to a human",
        Intent::SupportEscalation,
        Some(HandoffTrigger::HumanRequested)
    )]
    #[case(
        "my lawyer will contact you",
        Intent::GeneralQuestion,
        Some(HandoffTrigger::Legal)
    )]
    #[case(
        "How much does Enterprise plan cost?",
        Intent::GeneralQuestion,
        Some(HandoffTrigger::EnterprisePricing)
    )]
    #[case(
        "give me my money back",
        Intent::RequestRefund,
        Some(HandoffTrigger::RefundDemand)
    )]
    #[case(
        "please call me back",
        Intent::GeneralQuestion,
        Some(HandoffTrigger::PhoneCall)
    )]
    #[case(
        "you people are liars",
        Intent::GeneralQuestion,
        Some(HandoffTrigger::AngerOrProfanity)
    )]
    #[case(
        "the website keeps crashing",
        Intent::GeneralQuestion,
        Some(HandoffTrigger::TechnicalIssue)
    )]
    #[case(
        "my payment failed twice, can I talk to a real person about that?",
        Intent::Payment,
        Some(HandoffTrigger::HumanRequested)
    )]
    #[case(
        "could I get someone else on the line",
        Intent::Account,
        Some(HandoffTrigger::HumanRequested)
    )]
    #[case(
        "when it comes to money I'd prefer talking to a human",
        Intent::GeneralQuestion,
        Some(HandoffTrigger::HumanRequested)
    )]
    #[case("how do people wear these with support", Intent::GeneralQuestion, None)]
    #[case("transfer the points to my account please", Intent::Account, None)]
    #[case("how long do refunds take", Intent::Refunds, None)]
    #[case("how much are the running shoes", Intent::ProductSearch, None)]
    fn what_calls_for_a_person_is_named(
        #[case] text: &str,
        #[case] intent: Intent,
        #[case] expected: Option<HandoffTrigger>,
    ) {
        assert_eq!(trigger(text, intent, Sentiment::default(), false), expected);
    }

    #[test]
    fn reasons_are_the_names_in_the_api() {
        let trigger = HandoffTrigger::EnterprisePricing;
        assert_eq!(serde_json::to_value(trigger).unwrap(), trigger.reason());
    }
}
