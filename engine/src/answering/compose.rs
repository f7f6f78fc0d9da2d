//! The answer in neutral form: what was done, or what the shop knows, with its sources.

use crate::{
    answering::{buttons::button, plan::Plan, responder::text},
    conversation::event::SuggestedAction,
    knowledge::{self, SourceKind},
    turn::{Answer, Outcome, Source, Turn},
};

pub(super) fn answer(turn: &Turn, plan: &Plan, outcome: &Outcome) -> Answer {
    let agent = turn
        .understanding
        .as_ref()
        .map_or("support", |understanding| understanding.intent.agent());
    let mut answer = Answer {
        text: String::new(),
        agent: agent.to_owned(),
        sources: Vec::new(),
        support: 1.0,
        ungrounded: Vec::new(),
        suggested_actions: outcome.suggested_actions.clone(),
        not_found: false,
    };
    match plan {
        Plan::Correct => apply_correction(turn, &mut answer),
        Plan::Act(_) | Plan::AskOn(_) | Plan::Follow(_) | Plan::Drop { .. } => {
            answer.text = outcome.sentences.join("\n");
            if !outcome.left_over.is_empty() {
                let rest = outcome.left_over.join(", ");
                answer.text = format!(
                    "{}\n{}",
                    answer.text,
                    text(turn, "more_actions", &[("rest", &rest)])
                );
                answer.suggested_actions = outcome
                    .left_over
                    .iter()
                    .map(|said| SuggestedAction::new(said, said))
                    .collect();
            }
            answer.sources = product_sources(turn, outcome);
            tell_beside(turn, &mut answer);
        }
        Plan::Chat { code } => {
            let profile = &turn.context.shop.profile;
            let again = *code == "greeting" && !turn.context.recent.is_empty();
            let code = if again { "greeting_again" } else { code };
            answer.text = text(
                turn,
                code,
                &[("agent", &profile.agent_name), ("shop", &profile.name)],
            );
            if outcome.reminder.is_none() {
                answer.suggested_actions = first_steps(turn);
            }
        }
        Plan::Tell => tell(turn, &mut answer),
        Plan::Nothing => answer.support = 0.0,
    }
    answer
}

fn first_steps(turn: &Turn) -> Vec<SuggestedAction> {
    ["browse", "returns", "person"]
        .map(|name| button(turn, name, &[]))
        .to_vec()
}

fn apply_correction(turn: &Turn, answer: &mut Answer) {
    let Some(correction) = turn
        .evidence
        .as_ref()
        .and_then(|evidence| evidence.correction.as_ref())
    else {
        return;
    };
    answer.text.clone_from(&correction.answer);
    answer.agent = "support".to_owned();
    answer.sources = vec![Source {
        kind: SourceKind::Correction,
        reference: correction.reference.clone(),
        title: correction.title.clone(),
        score: correction.score,
    }];
}

/// The products whose live prices stand in the answer.
fn product_sources(turn: &Turn, outcome: &Outcome) -> Vec<Source> {
    let catalogue = &turn.context.shop.catalogue;
    let found = outcome
        .products
        .iter()
        .filter_map(|id| catalogue.find(id.as_str()));
    found
        .map(|product| Source {
            kind: SourceKind::Catalogue,
            reference: format!("catalogue:{}", product.id),
            title: product.name.clone(),
            score: 1.0,
        })
        .collect()
}

/// Answers in the words of what was found, with its sources; what stands in no source makes it a draft.
fn tell(turn: &Turn, answer: &mut Answer) {
    let Some((evidence, extract)) = turn
        .evidence
        .as_ref()
        .and_then(|evidence| evidence.extract.as_ref().map(|extract| (evidence, extract)))
    else {
        answer.not_found = true;
        answer.support = 0.0;
        return;
    };
    answer.text.clone_from(&extract.text);
    answer.agent = "support".to_owned();
    answer.sources = evidence.sources(&extract.sources);
    answer.support = extract.support.min(best_score(evidence));
    let known: Vec<String> = extract
        .sources
        .iter()
        .filter_map(|reference| turn.context.shop.knowledge.document(reference))
        .map(|document| format!("{}\n{}", document.title, document.text))
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    answer.ungrounded = knowledge::check(&answer.text, &known).missing;
    answer.not_found = answer.support < turn.context.shop.gate.threshold / 2.0;
}

/// Answers the question that stands beside a task, where the shop knows the answer.
fn tell_beside(turn: &Turn, answer: &mut Answer) {
    let asks_too = turn.understanding.as_ref().is_some_and(|understanding| {
        understanding
            .actions
            .iter()
            .any(|action| action.intent.is_knowledge())
    });
    let Some(evidence) = turn.evidence.as_ref().filter(|_| asks_too) else {
        return;
    };
    if let Some(extract) = &evidence.extract
        && evidence.knowledge_support() >= turn.context.shop.gate.threshold
    {
        answer.text = format!("{}\n\n{}", answer.text, extract.text);
        answer.sources.extend(evidence.sources(&extract.sources));
    }
}

fn best_score(evidence: &knowledge::Evidence) -> f32 {
    evidence
        .passages
        .iter()
        .map(|passage| passage.score)
        .fold(0.0, f32::max)
}
