//! Doing all of a plan or none of it.

use crate::{
    answering::{
        desk::Desk,
        tools::{self, Workbench},
    },
    conversation::event::{ActionProblem, ActionReport, ActionStatus},
    understanding::Action,
};

/// Why an action was not done that could have been.
const NOT_ALONE: &str = "not_done_alone";

/// Does every action, or leaves the cart as it was. What ends the plan is said; where that is a question, the other
/// actions wait for its answer.
///
/// What touches orders comes last: the cart can be laid back, an order cannot.
pub(super) async fn run(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>, actions: &[Action]) {
    let mut ordered: Vec<&Action> = actions.iter().collect();
    ordered.sort_by_key(|action| action.intent.agent() == "order");
    let (cart, cart_changed, outcome) = (bench.cart.clone(), bench.cart_changed, bench.outcome.clone());
    for (place, action) in ordered.iter().enumerate() {
        tools::run(bench, desk, action).await;
        let Some(ended) = bench
            .outcome
            .actions
            .last()
            .filter(|report| report.status != ActionStatus::Done)
        else {
            continue;
        };
        let (ended, sentence) = (ended.clone(), bench.outcome.sentences.last().cloned());
        let after = std::mem::replace(&mut bench.outcome, outcome);
        bench.cart = cart;
        bench.cart_changed = cart_changed;
        let others = ordered
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, action)| (*action).clone());
        if ended.status == ActionStatus::NeedsConfirmation {
            bench.outcome.open_question = after.open_question;
            bench.outcome.flows = after.flows;
            bench.outcome.suggested_actions = after.suggested_actions;
            bench.outcome.products = after.products;
            bench.outcome.queue = others.clone().collect();
            bench.outcome.actions = others
                .map(|action| waits(&action, ActionStatus::NeedsConfirmation))
                .collect();
        } else {
            let unchanged = bench.text("nothing_changed", &[]);
            bench.outcome.sentences.push(unchanged);
            bench.outcome.actions = others
                .map(|action| waits(&action, ActionStatus::Refused))
                .collect();
        }
        bench.outcome.actions.insert(place, ended);
        bench.outcome.sentences.extend(sentence);
        return;
    }
}

fn waits(action: &Action, status: ActionStatus) -> ActionReport {
    ActionReport {
        name: action.intent.as_str().to_owned(),
        arguments: serde_json::to_value(&action.arguments).unwrap_or_default(),
        status,
        result: None,
        problem: Some(ActionProblem {
            code: NOT_ALONE.to_owned(),
            detail: "all of it is done or nothing is changed".to_owned(),
        }),
    }
}
