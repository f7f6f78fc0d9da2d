//! When a model may put an answer into its own words, and what it gets to see.

use crate::{
    answering::plan::Plan,
    language::Language,
    model::{
        Assistant, Listener, NobodyListens,
        writing::{self, Neutral},
    },
    turn::{Answer, Decision, DecisionKind, Outcome, Turn, answer::SourceType},
};

/// A model that phrases, and who hears it.
pub struct Phraser<'a> {
    /// The model.
    pub assistant: &'a Assistant,
    /// Hears sentences as soon as they may be shown.
    pub listener: &'a mut dyn Listener,
}

/// Puts the answer into a model's words, where rules allow and every fact holds.
pub(super) async fn phrase(
    turn: &mut Turn,
    phraser: Phraser<'_>,
    plan: &Plan,
    outcome: &Outcome,
    decision: &Decision,
    answer: &mut Answer,
) {
    if let Some(why) = left_as_it_is(turn, &phraser, plan, outcome, decision, answer) {
        turn.model.not_written = Some(why.to_owned());
        return;
    }
    let facts = facts(turn, answer);
    let neutral = Neutral {
        text: &answer.text,
        facts: &facts,
        is_general: matches!(plan, Plan::Tell),
    };
    // A draft is nobody's to see before it was approved.
    let listener: &mut dyn Listener = match decision.kind {
        DecisionKind::Send => phraser.listener,
        _ => &mut NobodyListens,
    };
    if let Some(text) = writing::phrase(turn, phraser.assistant, &neutral, listener).await {
        answer.text = text;
    }
}

fn left_as_it_is(
    turn: &Turn,
    phraser: &Phraser<'_>,
    plan: &Plan,
    outcome: &Outcome,
    decision: &Decision,
    answer: &Answer,
) -> Option<&'static str> {
    let injects = turn
        .understanding
        .as_ref()
        .is_none_or(|understanding| understanding.injection);
    let reasons = [
        (!phraser.assistant.rules.writes, "off"),
        (injects, "injection"),
        (turn.language() == Language::Other, "language"),
        (matches!(plan, Plan::Correct), "correction"),
        // What is asked back, and above all what is to be confirmed, is said to the letter.
        (
            outcome.open_question.is_some() || matches!(plan, Plan::AskOn(_)),
            "question",
        ),
        (!matches!(plan, Plan::Tell | Plan::Act(_)), "fixed_sentence"),
        (answer.text.trim().is_empty(), "nothing_to_say"),
        (!answer.ungrounded.is_empty() || answer.not_found, "no_evidence"),
        (
            !matches!(decision.kind, DecisionKind::Send | DecisionKind::Hold),
            "not_sent",
        ),
    ];
    reasons.iter().find(|(holds, _)| *holds).map(|(_, why)| *why)
}

/// The texts that bear the answer out. Prices of what was done stand in the neutral words, read live; the catalogue's own
/// texts may be older.
fn facts(turn: &Turn, answer: &Answer) -> Vec<String> {
    let knowledge = &turn.context.shop.knowledge;
    answer
        .sources
        .iter()
        .filter(|source| source.kind != SourceType::Catalogue)
        .filter_map(|source| knowledge.document(&source.reference))
        .map(|document| format!("{}\n{}", document.title, document.text))
        .collect()
}
