//! The tools a planner is offered: the very ones that the built-in plan uses, and looking things up.

use serde_json::{Map, Value, json};

use crate::{port::model::ToolDescription, understanding::Intent};

/// Looks products up. It changes nothing, and the planner is asked again with what was found.
pub const LOOK_UP: &str = "look_up_products";

/// The message asks something that the shop's knowledge answers.
pub const ANSWER: &str = "answer_question";

/// What a tool takes beside its confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Product,
    Quantity,
    Change,
    Options,
    Prices,
    Which,
    Code,
    Order,
    Preference,
}

/// An action of the assistant, as a planner may call it.
pub(super) struct ActionTool {
    pub intent: Intent,
    pub takes: &'static [Takes],
    about: &'static str,
}

const fn tool(intent: Intent, takes: &'static [Takes], about: &'static str) -> ActionTool {
    ActionTool { intent, takes, about }
}

/// Every action that may be planned.
pub(super) const ACTIONS: &[ActionTool] = &[
    tool(
        Intent::ProductSearch,
        &[Takes::Product, Takes::Options, Takes::Prices, Takes::Which],
        "Show products that fit a description.",
    ),
    tool(
        Intent::SearchAndAddToCart,
        &[
            Takes::Product,
            Takes::Quantity,
            Takes::Options,
            Takes::Prices,
            Takes::Which,
        ],
        "Find products that fit a description and put one in the cart, in one step.",
    ),
    tool(
        Intent::AddToCart,
        &[Takes::Product, Takes::Quantity, Takes::Options, Takes::Which],
        "Put one product in the cart. Call it once for each product.",
    ),
    tool(
        Intent::UpdateCart,
        &[Takes::Product, Takes::Quantity, Takes::Options, Takes::Which],
        "Set a line of the cart to an exact number, or to another size or colour.",
    ),
    tool(
        Intent::AdjustCartQuantity,
        &[Takes::Product, Takes::Change, Takes::Which],
        "Raise or lower the number of a line of the cart.",
    ),
    tool(
        Intent::RemoveFromCart,
        &[Takes::Product, Takes::Quantity, Takes::Which],
        "Take a line, or some of it, out of the cart.",
    ),
    tool(
        Intent::ClearCart,
        &[],
        "Take everything out of the cart. The shopper is asked to confirm.",
    ),
    tool(Intent::ViewCart, &[], "Show the cart with its total."),
    tool(Intent::ApplyDiscount, &[Takes::Code], "Use a discount code."),
    tool(
        Intent::Checkout,
        &[],
        "Order what is in the cart. The shopper is asked to confirm.",
    ),
    tool(
        Intent::OrderStatus,
        &[Takes::Order],
        "Tell where an order is, or list the shopper's orders.",
    ),
    tool(
        Intent::CancelOrder,
        &[Takes::Order],
        "Cancel an order. The shopper is asked to confirm.",
    ),
    tool(
        Intent::RequestRefund,
        &[Takes::Order],
        "Refund an order. The shopper is asked to confirm.",
    ),
    tool(
        Intent::ChangeOrderAddress,
        &[Takes::Order],
        "Send an order to the address that stands in the message.",
    ),
    tool(
        Intent::MultiStatus,
        &[],
        "Show cart, orders and requests together.",
    ),
    tool(
        Intent::SavePreference,
        &[Takes::Preference],
        "Remember what the shopper likes.",
    ),
    tool(
        Intent::ForgetPreference,
        &[Takes::Preference],
        "Forget one thing about the shopper.",
    ),
    tool(
        Intent::ShowMemory,
        &[],
        "Tell what is remembered about the shopper.",
    ),
    tool(
        Intent::ClearMemory,
        &[],
        "Forget everything about the shopper. The shopper is asked to confirm.",
    ),
    tool(
        Intent::SupportStatus,
        &[],
        "Tell how the shopper's request to the team is doing.",
    ),
    tool(
        Intent::SupportClose,
        &[],
        "Close the shopper's request to the team.",
    ),
];

/// The descriptions of all tools, in a fixed order.
#[must_use]
pub fn descriptions() -> Vec<ToolDescription> {
    let actions = ACTIONS.iter().map(|action| ToolDescription {
        name: action.intent.as_str().to_owned(),
        description: action.about.to_owned(),
        parameters: schema(properties(action.takes), &["confidence"]),
    });
    let answer = ToolDescription {
        name: ANSWER.to_owned(),
        description: "The message asks about the shop, its rules, delivery, returns, care or fit: the shop's knowledge \
            answers it. Nothing is done."
            .to_owned(),
        parameters: schema(confidence(), &["confidence"]),
    };
    let query = (
        "query",
        json!({ "type": "string", "description": "words that describe the product" }),
    );
    let look_up = ToolDescription {
        name: LOOK_UP.to_owned(),
        description:
            "Look products up to learn their exact names before planning. Nothing is shown to the shopper."
                .to_owned(),
        parameters: schema(Map::from_iter([(query.0.to_owned(), query.1)]), &["query"]),
    };
    actions.chain([answer, look_up]).collect()
}

fn schema(properties: Map<String, Value>, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn confidence() -> Map<String, Value> {
    let about = "how sure it is that the shopper wants this, from 0 to 1";
    Map::from_iter([(
        "confidence".to_owned(),
        json!({ "type": "number", "minimum": 0, "maximum": 1, "description": about }),
    )])
}

fn properties(takes: &[Takes]) -> Map<String, Value> {
    let mut properties = confidence();
    let mut put = |name: &str, kind: &str, about: &str| {
        properties.insert(name.to_owned(), json!({ "type": kind, "description": about }));
    };
    for what in takes {
        match what {
            Takes::Product => put(
                "product",
                "string",
                "the product in the shopper's words, or its exact name",
            ),
            Takes::Quantity => put("quantity", "integer", "how many, when said"),
            Takes::Change => put("change", "integer", "how many more, below zero for fewer"),
            Takes::Options => {
                put("size", "string", "the size, when said");
                put("color", "string", "the colour, when said");
            }
            Takes::Prices => {
                put("min_price", "number", "the lowest price wanted");
                put("max_price", "number", "the highest price wanted");
            }
            Takes::Which => {
                put(
                    "position",
                    "integer",
                    "the place in the list last shown, from 1, when pointed at",
                );
                put(
                    "which",
                    "string",
                    "that, last, all, cheapest or dearest, when pointed at",
                );
            }
            Takes::Code => put("code", "string", "the code as written"),
            Takes::Order => put("order", "string", "the order's number as written, when said"),
            Takes::Preference => put("preference", "string", "the shopper's own words about it"),
        }
    }
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_that_talking_can_do_has_a_tool_except_asking_for_a_person() {
        let without: Vec<Intent> = Intent::ALL
            .iter()
            .copied()
            .filter(|intent| intent.is_task())
            .filter(|intent| ACTIONS.iter().all(|action| action.intent != *intent))
            .collect();
        // Several are several calls; whether a person is needed is decided by rules.
        assert_eq!(without, [Intent::AddMultipleToCart, Intent::SupportEscalation]);
    }

    #[test]
    fn no_tool_takes_what_it_does_not_name() {
        for tool in descriptions() {
            assert_eq!(tool.parameters["additionalProperties"], false, "{}", tool.name);
            for required in tool.parameters["required"].as_array().expect("a list") {
                let name = required.as_str().expect("a name");
                assert!(
                    tool.parameters["properties"].get(name).is_some(),
                    "{}: {name}",
                    tool.name
                );
            }
        }
    }
}
