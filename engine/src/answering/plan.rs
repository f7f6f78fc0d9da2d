//! How a turn is answered: by an override, by doing something, by asking on, or with what the shop knows.

use crate::{
    answering::{
        desk::Desk,
        follow::{answer_to_flow, has_timed_out, is_lost},
        together,
        tools::{self, Workbench, flows, products_of},
    },
    dialogue::{self, Answer},
    ids::VariantId,
    knowledge,
    model::Execution,
    policy::handoff::{self, Case, Handoff},
    turn::Turn,
    understanding::{Action, Filled, Intent, Origin, Understanding, fill, is_never_mind, lone_answer},
};

/// From this confidence on an action with an effect is done without asking whether it was meant.
const ACTS_FROM: f32 = 0.6;

/// From this confidence on a question is taken for a wish: "can you empty my cart?".
const ASKED_FOR_FROM: f32 = 0.9;

/// A search has no effect; it is done on a weaker hint.
const SEARCHES_FROM: f32 = 0.3;
/// Showing the cart or an order has none either, but answers one question only.
const SHOWS_FROM: f32 = 0.5;

/// How the turn is answered.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plan {
    /// An override says what.
    Correct,
    /// By doing something.
    Act(Vec<Action>),
    /// A dialogue in several steps goes on.
    Follow(Answer),
    /// A question of ours is not to be pursued.
    Drop { code: &'static str },
    /// A question of ours is asked again with what is known now.
    AskOn(Box<crate::understanding::OpenQuestion>),
    /// With a sentence of politeness.
    Chat { code: &'static str },
    /// With what the shop knows.
    Tell,
    /// Not by the assistant.
    Nothing,
}

pub(super) fn needs_person(turn: &Turn) -> Option<Handoff> {
    let understanding = turn.understanding.as_ref()?;
    let evidence = turn.evidence.as_ref()?;
    let has_correction = evidence.correction.is_some();
    let support = if has_correction {
        1.0
    } else {
        evidence.knowledge_support()
    };
    let case = Case {
        channel: turn.channel,
        signed_in: turn.context.signed_in.is_some(),
        support,
        threshold: turn.context.shop.gate.threshold,
        asks: knowledge::is_question(&turn.text()),
    };
    handoff::needed(understanding, case)
}

pub(super) fn plan(turn: &Turn, handed_over: Option<Handoff>) -> Plan {
    if handed_over.is_some() {
        return Plan::Nothing;
    }
    let Some(understanding) = &turn.understanding else {
        return Plan::Nothing;
    };
    if turn
        .evidence
        .as_ref()
        .is_some_and(|evidence| evidence.correction.is_some())
    {
        return Plan::Correct;
    }
    if has_timed_out(turn, understanding) {
        return Plan::Drop {
            code: "flow_timed_out",
        };
    }
    if let Some(question) = turn.context.dialogue.live_question(turn.context.now)
        && understanding.answers_question
    {
        let filled = fill(question, &turn.text(), &understanding.entities);
        if let Some(answer) = answer_to_flow(turn, question, &filled) {
            return Plan::Follow(answer);
        }
        match filled {
            Filled::Complete(action) => return Plan::Act(vec![action]),
            Filled::Partial(rest) => return Plan::AskOn(Box::new(rest)),
            Filled::Cancelled | Filled::Declined => return Plan::Drop { code: "cancelled" },
            Filled::Another(_) | Filled::NotAnAnswer => {}
        }
    }
    if is_lost(turn, understanding) {
        return Plan::Follow(Answer::Unclear);
    }
    match understanding.intent {
        Intent::Greeting => return Plan::Chat { code: "greeting" },
        Intent::Thanks => return Plan::Chat { code: "thanks" },
        _ => {}
    }
    if let Some(code) = answers_nothing(turn) {
        return Plan::Chat { code };
    }
    match understanding.intent {
        // A model's plan was held against what it has to reach when it was made.
        intent if intent.is_task() && turn.model.execution.is_some() => Plan::Act(actions_of(understanding)),
        _ if is_better_told(turn, understanding) || only_asks(turn, understanding) => Plan::Tell,
        // A yes or no to nothing asks for nothing, whatever it resembles.
        _ if lone_answer(&turn.text()).is_some() => Plan::Tell,
        intent if intent.is_task() && understanding.confidence >= least_confidence(intent) => {
            Plan::Act(actions_of(understanding))
        }
        _ => Plan::Tell,
    }
}

/// What is said to a yes or a no when nothing was asked: it means nothing, but nobody has to wait for a person to hear that.
fn answers_nothing(turn: &Turn) -> Option<&'static str> {
    if turn.context.dialogue.open_question.is_some() {
        return None;
    }
    let text = turn.text();
    if is_never_mind(&text) {
        return Some("cancelled");
    }
    lone_answer(&text).map(|is_yes| if is_yes { "nothing_asked" } else { "goodbye" })
}

/// Whether what looks like a task is a question that the shop's knowledge answers.
fn is_better_told(turn: &Turn, understanding: &Understanding) -> bool {
    let support = turn
        .evidence
        .as_ref()
        .map_or(0.0, knowledge::Evidence::knowledge_support);
    !understanding.is_certain_task() && support >= turn.context.shop.gate.threshold
}

/// Whether a question was taken for the wish to pay, change or delete something, on the model's word alone: "must I pay
/// for a return" wants to know, and is not told to sign in and pay.
fn only_asks(turn: &Turn, understanding: &Understanding) -> bool {
    let by_model = understanding
        .candidates
        .first()
        .is_some_and(|first| first.origin == Origin::Model);
    let is_personal = matches!(
        understanding.intent,
        Intent::Checkout
            | Intent::ShowMemory
            | Intent::SavePreference
            | Intent::ForgetPreference
            | Intent::ClearMemory
            | Intent::ClearCart
            | Intent::UpdateCart
            | Intent::AdjustCartQuantity
            | Intent::RemoveFromCart
            | Intent::MultiStatus
    );
    by_model
        && is_personal
        && understanding.confidence < ASKED_FOR_FROM
        && knowledge::is_question(&turn.text())
}

fn least_confidence(intent: Intent) -> f32 {
    match intent {
        Intent::ProductSearch => SEARCHES_FROM,
        Intent::ViewCart | Intent::OrderStatus => SHOWS_FROM,
        _ => ACTS_FROM,
    }
}

fn actions_of(understanding: &Understanding) -> Vec<Action> {
    // A question beside a task is answered from the knowledge, not done.
    let tasks: Vec<Action> = understanding
        .actions
        .iter()
        .filter(|action| action.intent.is_task())
        .cloned()
        .collect();
    if tasks.is_empty() {
        vec![Action::bare(understanding.intent)]
    } else {
        tasks
    }
}

pub(super) fn variants_of(turn: &Turn, plan: &Plan) -> Vec<VariantId> {
    let products = match plan {
        Plan::Act(actions) => {
            let waiting = turn.context.dialogue.queue.iter();
            let all: Vec<Action> = actions.iter().chain(waiting).cloned().collect();
            products_of(turn, &all)
        }
        Plan::AskOn(question) => products_of(turn, std::slice::from_ref(&question.pending)),
        Plan::Follow(_) => products_of(turn, &turn.context.dialogue.queue),
        // What is said again of an open dialogue is priced as it is now.
        _ if !dialogue::live(&turn.context.dialogue.flows, turn.context.now).is_empty() => {
            products_of(turn, &[])
        }
        _ => Vec::new(),
    };
    let shop = &turn.context.shop;
    let found = products.iter().filter_map(|id| shop.catalogue.find(id.as_str()));
    found
        .flat_map(|product| product.variants.iter().map(|variant| variant.id.clone()))
        .collect()
}

pub(super) async fn carry_out(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>, plan: &Plan) {
    match plan {
        Plan::Act(actions) => {
            let answers = bench
                .turn
                .understanding
                .as_ref()
                .is_some_and(|understanding| understanding.answers_question);
            bench.outcome.open_question = None;
            if bench.turn.model.execution == Some(Execution::Atomic) && actions.len() > 1 {
                together::run(bench, desk, actions).await;
            } else {
                for action in actions {
                    tools::run(bench, desk, action).await;
                }
            }
            if answers {
                run_queue(bench, desk).await;
            }
            if let Some(understanding) = &bench.turn.understanding {
                bench.outcome.left_over.clone_from(&understanding.overflow);
            }
        }
        Plan::AskOn(question) => {
            bench.outcome.open_question = None;
            tools::run(bench, desk, &question.pending).await;
        }
        Plan::Follow(answer) => {
            flows::follow(bench, desk, answer.clone()).await;
            run_queue(bench, desk).await;
        }
        Plan::Drop { code } => {
            bench.outcome.open_question = None;
            let sentence = bench.text(code, &[]);
            bench.outcome.sentences.push(sentence);
        }
        Plan::Correct | Plan::Chat { .. } | Plan::Tell => {}
        Plan::Nothing => return,
    }
    flows::resume(bench, desk).await;
}

async fn run_queue(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>) {
    for action in &bench.turn.context.dialogue.queue {
        tools::run(bench, desk, action).await;
    }
}
