//! Reading what a planner wishes to call. Whatever is not exactly what was offered is refused.

use serde::{Deserialize, de::DeserializeOwned};

use super::tools::{ACTIONS, ANSWER, LOOK_UP, Takes};
use crate::{port::model::ToolCall, understanding::Intent};

/// So many equal calls in one reply are a model that has lost its way.
const EQUAL_CALLS: usize = 3;
/// Calls of one reply that are read at all.
const MOST_CALLS: usize = 20;

/// Why a plan is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It calls a tool that was not offered.
    #[error("unknown_tool")]
    UnknownTool,
    /// The arguments are no JSON, or not those of the tool.
    #[error("invalid_arguments")]
    InvalidArguments,
    /// It calls the same again and again, or looks things up for ever.
    #[error("tool_loop")]
    ToolLoop,
    /// It calls nothing.
    #[error("nothing_planned")]
    NothingPlanned,
    /// It is not sure enough of itself.
    #[error("below_confidence")]
    BelowConfidence,
}

impl Unfit {
    /// The word in traces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownTool => "unknown_tool",
            Self::InvalidArguments => "invalid_arguments",
            Self::ToolLoop => "tool_loop",
            Self::NothingPlanned => "nothing_planned",
            Self::BelowConfidence => "below_confidence",
        }
    }
}

/// A call that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// Look products up.
    LookUp { call_id: String, query: String },
    /// Answer from what the shop knows.
    Answer { confidence: f32 },
    /// Do something.
    Act(Step),
}

/// An action that a planner wishes for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub intent: Intent,
    pub confidence: f32,
    pub said: Said,
}

/// Every argument that some action takes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Said {
    confidence: Option<f32>,
    pub product: Option<String>,
    pub quantity: Option<i64>,
    pub change: Option<i64>,
    pub size: Option<String>,
    pub color: Option<String>,
    pub min_price: Option<f64>,
    pub max_price: Option<f64>,
    pub position: Option<u32>,
    pub which: Option<Which>,
    pub code: Option<String>,
    pub order: Option<String>,
    pub preference: Option<String>,
}

/// A pointing word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Which {
    That,
    Last,
    All,
    Cheapest,
    Dearest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookUpArguments {
    query: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerArguments {
    confidence: f32,
}

/// Reads all calls of a reply.
pub(super) fn read(calls: &[ToolCall]) -> Result<Vec<Wish>, Unfit> {
    if calls.is_empty() {
        return Err(Unfit::NothingPlanned);
    }
    let again = |call: &ToolCall| {
        calls
            .iter()
            .filter(|other| (&other.name, &other.arguments) == (&call.name, &call.arguments))
            .count()
    };
    if calls.len() > MOST_CALLS || calls.iter().any(|call| again(call) >= EQUAL_CALLS) {
        return Err(Unfit::ToolLoop);
    }
    calls.iter().map(read_one).collect()
}

fn read_one(call: &ToolCall) -> Result<Wish, Unfit> {
    match call.name.as_str() {
        LOOK_UP => {
            let LookUpArguments { query } = arguments(call)?;
            Ok(Wish::LookUp {
                call_id: call.id.clone(),
                query,
            })
        }
        ANSWER => {
            let AnswerArguments { confidence } = arguments(call)?;
            Ok(Wish::Answer {
                confidence: share(Some(confidence))?,
            })
        }
        name => {
            let action = ACTIONS
                .iter()
                .find(|action| action.intent.as_str() == name)
                .ok_or(Unfit::UnknownTool)?;
            let said: Said = arguments(call)?;
            if said.names_more_than(action.takes) {
                return Err(Unfit::InvalidArguments);
            }
            Ok(Wish::Act(Step {
                intent: action.intent,
                confidence: share(said.confidence)?,
                said,
            }))
        }
    }
}

fn arguments<T: DeserializeOwned>(call: &ToolCall) -> Result<T, Unfit> {
    serde_json::from_str(&call.arguments).map_err(|_| Unfit::InvalidArguments)
}

fn share(confidence: Option<f32>) -> Result<f32, Unfit> {
    confidence
        .filter(|confidence| (0.0..=1.0).contains(confidence))
        .ok_or(Unfit::InvalidArguments)
}

impl Said {
    /// Whether something is said that the tool does not take.
    fn names_more_than(&self, takes: &[Takes]) -> bool {
        let named = [
            (Takes::Product, self.product.is_some()),
            (Takes::Quantity, self.quantity.is_some()),
            (Takes::Change, self.change.is_some()),
            (Takes::Options, self.size.is_some() || self.color.is_some()),
            (
                Takes::Prices,
                self.min_price.is_some() || self.max_price.is_some(),
            ),
            (Takes::Which, self.position.is_some() || self.which.is_some()),
            (Takes::Code, self.code.is_some()),
            (Takes::Order, self.order.is_some()),
            (Takes::Preference, self.preference.is_some()),
        ];
        named
            .iter()
            .any(|(what, is_named)| *is_named && !takes.contains(what))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn call(name: &str, arguments: &str) -> ToolCall {
        ToolCall {
            id: "call_1".to_owned(),
            name: name.to_owned(),
            arguments: arguments.to_owned(),
        }
    }

    fn unfit(name: &str, arguments: &str) -> Unfit {
        read(&[call(name, arguments)]).expect_err("unfit")
    }

    #[test]
    fn what_was_offered_is_read() {
        let wishes = read(&[call(
            "add_to_cart",
            r#"{"product":"hoodie","quantity":2,"confidence":0.9}"#,
        )]);
        let Ok([Wish::Act(step)]) = wishes.as_deref() else {
            panic!("{wishes:?}")
        };
        assert_eq!((step.intent, step.said.quantity), (Intent::AddToCart, Some(2)));
    }

    #[test]
    fn what_was_not_offered_is_refused() {
        assert_eq!(unfit("wire_money", "{}"), Unfit::UnknownTool);
        assert_eq!(
            unfit("support_escalation", r#"{"confidence":1}"#),
            Unfit::UnknownTool
        );
        assert_eq!(unfit("checkout", "{not json"), Unfit::InvalidArguments);
        assert_eq!(unfit("checkout", "[]"), Unfit::InvalidArguments);
        assert_eq!(
            unfit("checkout", "{}"),
            Unfit::InvalidArguments,
            "it says how sure it is"
        );
        assert_eq!(unfit("checkout", r#"{"confidence":7}"#), Unfit::InvalidArguments);
        assert_eq!(
            unfit("checkout", r#"{"confidence":1,"price":"0.01"}"#),
            Unfit::InvalidArguments
        );
        assert_eq!(
            unfit("view_cart", r#"{"confidence":1,"quantity":3}"#),
            Unfit::InvalidArguments
        );
        assert_eq!(read(&[]), Err(Unfit::NothingPlanned));
    }

    #[test]
    fn the_same_call_over_and_over_is_a_loop() {
        let one = call("view_cart", r#"{"confidence":1}"#);
        assert!(read(&vec![one.clone(); 2]).is_ok(), "a slip");
        assert_eq!(read(&vec![one; 3]), Err(Unfit::ToolLoop));
        let many: Vec<ToolCall> = (0..21)
            .map(|number| call(LOOK_UP, &format!(r#"{{"query":"{number}"}}"#)))
            .collect();
        assert_eq!(read(&many), Err(Unfit::ToolLoop));
    }

    proptest! {
        #[test]
        fn no_garbage_makes_reading_panic(name in "\\PC{0,20}", arguments in "\\PC{0,60}") {
            let _read_or_refused = read(&[call(&name, &arguments)]);
        }
    }
}
