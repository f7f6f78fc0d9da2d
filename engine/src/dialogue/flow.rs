//! Flows as they are declared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::slot::SlotKind;
use crate::understanding::Intent;

/// A dialogue in several steps, from what begins it to what is said at its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// The name of its file.
    #[serde(skip)]
    pub name: String,
    /// What begins it.
    pub intents: Vec<Intent>,
    /// Whether it is only for people who have signed in.
    #[serde(default)]
    pub account: bool,
    /// Minutes after which a question of it is not open any more.
    pub timeout_minutes: u32,
    /// What it collects, by name.
    #[serde(default)]
    pub slots: BTreeMap<String, SlotKind>,
    /// Its states, the first one first.
    #[serde(rename = "state")]
    pub states: Vec<State>,
}

/// One state of a flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct State {
    /// Its name in the flow.
    pub name: String,
    /// What happens in it.
    pub step: Step,
    /// Where it leads when that went well; none ends the flow.
    pub next: Option<String>,
}

/// What happens in a state.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A slot is filled.
    Collect(Collect),
    /// The shop is asked whether it can be done at all.
    Validate(Check),
    /// The shopper is told what would be done and says yes or no.
    Confirm(Confirm),
    /// It is done.
    Do(Tool),
    /// Something is said, by the code of its sentence.
    Say(String),
}

/// How a slot is filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collect {
    /// The slot.
    pub slot: String,
    /// The code of the question; it may name the `choices`.
    pub ask: String,
    /// The code of the question where there is something to choose from and `ask` does not name the `choices`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choose: Option<String>,
    /// What the shop can offer by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
}

/// What is to be agreed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirm {
    /// The code of the question.
    pub ask: String,
    /// The code of the question where the `count` is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_one: Option<String>,
    /// What would be done.
    pub tool: Tool,
    /// What the question names: places of its sentence.
    pub names: Vec<String>,
}

/// What the shop can offer for a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// The orders that can be cancelled. The only one is taken, several are offered.
    CancellableOrders,
    /// The orders that money can be given back for.
    RefundableOrders,
    /// The orders that can be sent elsewhere.
    RedirectableOrders,
    /// The addresses of earlier orders. The newest is taken; where it was refused, the others are offered.
    KnownAddresses,
}

impl Offer {
    /// The kind of slot that it can fill.
    #[must_use]
    pub fn kind(self) -> SlotKind {
        match self {
            Self::CancellableOrders | Self::RefundableOrders | Self::RedirectableOrders => SlotKind::Order,
            Self::KnownAddresses => SlotKind::Address,
        }
    }
}

/// What the shop is asked before the shopper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Whether the cart can be ordered as it is.
    CartCanBeOrdered,
    /// Whether anything is in the cart.
    CartHoldsSomething,
    /// Whether anything is remembered of the shopper.
    MemoryHoldsSomething,
    /// Whether the order can be cancelled.
    OrderCanBeCancelled,
    /// Whether the order can be paid back.
    OrderCanBeRefunded,
    /// Whether the order can be sent elsewhere.
    OrderCanBeRedirected,
}

impl Check {
    /// The kind of slot that it looks at.
    #[must_use]
    pub fn looks_at(self) -> Option<SlotKind> {
        match self {
            Self::CartCanBeOrdered | Self::CartHoldsSomething | Self::MemoryHoldsSomething => None,
            Self::OrderCanBeCancelled | Self::OrderCanBeRefunded | Self::OrderCanBeRedirected => {
                Some(SlotKind::Order)
            }
        }
    }
}

/// What a flow can do. All of it costs money, deletes, or moves goods: none is done without a yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Orders what is in the cart and has it paid.
    PlaceOrder,
    /// Cancels an order.
    CancelOrder,
    /// Gives the money of an order back.
    RefundOrder,
    /// Sends an order elsewhere.
    RedirectOrder,
    /// Takes everything out of the cart.
    ClearCart,
    /// Forgets everything that is remembered of the shopper.
    ClearMemory,
}

impl Tool {
    /// The kinds of slot that it is done with.
    #[must_use]
    pub fn needs(self) -> &'static [SlotKind] {
        match self {
            Self::PlaceOrder => &[SlotKind::Address],
            Self::CancelOrder | Self::RefundOrder => &[SlotKind::Order],
            Self::RedirectOrder => &[SlotKind::Order, SlotKind::Address],
            Self::ClearCart | Self::ClearMemory => &[],
        }
    }

    /// The places of a sentence that the shop can fill before it is done.
    #[must_use]
    pub fn quotes(self) -> &'static [&'static str] {
        match self {
            Self::PlaceOrder => &["total", "address"],
            Self::CancelOrder | Self::RefundOrder => &["order", "total"],
            Self::RedirectOrder => &["order", "address"],
            Self::ClearCart => &["count", "total"],
            Self::ClearMemory => &[],
        }
    }

    /// The places that a question must name before a yes to it counts: the amount, or the thing. A memory is one thing,
    /// which the sentence itself names.
    #[must_use]
    pub fn must_name(self) -> &'static [&'static str] {
        match self {
            Self::PlaceOrder => &["total"],
            Self::CancelOrder => &["order"],
            Self::RefundOrder => &["order", "total"],
            Self::RedirectOrder => &["order", "address"],
            Self::ClearCart => &["total"],
            Self::ClearMemory => &[],
        }
    }

    /// The places of a sentence that can be filled once it is done.
    #[must_use]
    pub fn results(self) -> &'static [&'static str] {
        match self {
            Self::PlaceOrder | Self::CancelOrder | Self::RefundOrder => &["order", "total"],
            Self::RedirectOrder => &["order", "address"],
            Self::ClearCart | Self::ClearMemory => &[],
        }
    }

    /// The name in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlaceOrder => "place_order",
            Self::CancelOrder => "cancel_order",
            Self::RefundOrder => "refund_order",
            Self::RedirectOrder => "redirect_order",
            Self::ClearCart => "clear_cart",
            Self::ClearMemory => "clear_memory",
        }
    }
}

impl Flow {
    /// A state by its name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| state.name == name)
    }

    /// The state in which a tool is agreed to.
    #[must_use]
    pub fn confirmation_of(&self, tool: Tool) -> Option<&State> {
        self.states
            .iter()
            .find(|state| matches!(&state.step, Step::Confirm(confirm) if confirm.tool == tool))
    }

    /// The first slot of a kind.
    #[must_use]
    pub fn slot_of(&self, kind: SlotKind) -> Option<&str> {
        self.slots
            .iter()
            .find(|(_, own)| **own == kind)
            .map(|(name, _)| name.as_str())
    }
}

/// All flows of a shop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    flows: Vec<Flow>,
}

/// Why flows cannot be used together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlowError {
    /// One thing cannot begin two.
    #[error("both flow {first:?} and flow {second:?} begin with {intent}")]
    SameIntent {
        /// One of them.
        first: String,
        /// The other.
        second: String,
        /// What begins both.
        intent: Intent,
    },
}

impl Flows {
    /// Takes flows by name.
    ///
    /// # Errors
    /// When two begin with the same intent.
    pub fn new(flows: Vec<Flow>) -> Result<Self, FlowError> {
        for (place, second) in flows.iter().enumerate() {
            for first in flows.iter().take(place) {
                if let Some(intent) = second
                    .intents
                    .iter()
                    .find(|intent| first.intents.contains(intent))
                {
                    return Err(FlowError::SameIntent {
                        first: first.name.clone(),
                        second: second.name.clone(),
                        intent: *intent,
                    });
                }
            }
        }
        Ok(Self { flows })
    }

    /// The flow that something begins.
    #[must_use]
    pub fn begun_by(&self, intent: Intent) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.intents.contains(&intent))
    }

    /// A flow by name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.name == name)
    }

    /// Each flow, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter()
    }
}

/// A state as it is written: exactly one of its steps.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    collect: Option<Collect>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    validate: Option<Check>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confirm: Option<Confirm>,
    #[serde(default, rename = "do", skip_serializing_if = "Option::is_none")]
    tool: Option<Tool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    say: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl TryFrom<Written> for State {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written {
            name,
            collect,
            validate,
            confirm,
            tool,
            say,
            next,
        } = written;
        let steps = [
            collect.map(Step::Collect),
            validate.map(Step::Validate),
            confirm.map(Step::Confirm),
            tool.map(Step::Do),
            say.map(Step::Say),
        ];
        let mut steps = steps.into_iter().flatten();
        match (steps.next(), steps.next()) {
            (Some(step), None) => Ok(Self { name, step, next }),
            _ => Err(format!(
                "state {name:?} needs exactly one of collect, validate, confirm, do and say"
            )),
        }
    }
}

impl From<State> for Written {
    fn from(state: State) -> Self {
        let mut written = Self {
            name: state.name,
            next: state.next,
            ..Self::default()
        };
        match state.step {
            Step::Collect(collect) => written.collect = Some(collect),
            Step::Validate(check) => written.validate = Some(check),
            Step::Confirm(confirm) => written.confirm = Some(confirm),
            Step::Do(tool) => written.tool = Some(tool),
            Step::Say(code) => written.say = Some(code),
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "intents = ['clear_cart']\ntimeout_minutes = 5\n";

    #[test]
    fn a_state_does_exactly_one_thing() {
        let read = |state: &str| toml::from_str::<Flow>(&format!("{ONE}[[state]]\n{state}"));
        let flow = read("name = 'bye'\nsay = 'cleared'").expect("one step");
        assert_eq!(
            flow.state("bye").map(|state| &state.step),
            Some(&Step::Say("cleared".to_owned()))
        );
        for wrong in [
            "name = 'bye'",
            "name = 'bye'\nsay = 'a'\ndo = 'clear_cart'",
            "name = 'a'\nsay = 'b'\nnxt = 'c'",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_intent_begins_one_flow() {
        let flow = |name: &str| Flow {
            name: name.to_owned(),
            intents: vec![Intent::ClearCart],
            account: false,
            timeout_minutes: 1,
            slots: BTreeMap::new(),
            states: Vec::new(),
        };
        let refused = Flows::new(vec![flow("one"), flow("two")]).expect_err("both clear the cart");
        assert!(
            refused.to_string().contains("one") && refused.to_string().contains("two"),
            "{refused}"
        );
    }
}
