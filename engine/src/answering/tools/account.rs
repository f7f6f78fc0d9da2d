//! What needs an account, and what the shop's people are doing about a request.

use serde_json::json;

use super::workbench::Workbench;
use crate::{
    answering::buttons::button,
    conversation::Status,
    understanding::{Action, OpenQuestion, QuestionKind},
};

/// Says truthfully that this is done for people who are signed in.
pub(super) fn sign_in_first(bench: &mut Workbench<'_>, action: &Action) {
    let what = bench.text(&format!("what_{}", action.intent), &[]);
    let sentence = bench.text("sign_in_first", &[("what", &what)]);
    bench.outcome.suggested_actions = ["signed_in", "person"]
        .map(|name| button(bench.turn, name, &[]))
        .to_vec();
    // It goes on where it was as soon as the shopper says to be signed in.
    if bench.outcome.open_question.is_none() {
        bench.outcome.open_question = Some(OpenQuestion {
            kind: QuestionKind::SignIn,
            pending: action.clone(),
            options: Vec::new(),
        });
    }
    bench.refused(action, "sign_in_required", sentence);
}

/// Says truthfully that a person has to do this.
pub(super) fn not_here(bench: &mut Workbench<'_>, action: &Action) {
    let sentence = bench.text("not_here", &[]);
    bench.outcome.suggested_actions = vec![button(bench.turn, "person", &[])];
    bench.refused(action, "not_available", sentence);
}

/// Where the shopper's request to the team stands.
pub(super) fn support_status(bench: &mut Workbench<'_>, action: &Action) {
    if is_with_the_team(bench) {
        let shop = bench.shop();
        let wait = shop.hours.expected_wait(bench.turn.context.now);
        let hours = wait.phrase(&shop.texts, bench.language());
        let sentence = bench.text("support_waiting", &[("hours", &hours)]);
        bench.done(action, Some(json!({ "status": "escalated" })), sentence);
    } else {
        let sentence = bench.text("support_none", &[]);
        bench.outcome.suggested_actions = vec![button(bench.turn, "person", &[])];
        bench.done(action, Some(json!({ "status": "none" })), sentence);
    }
}

/// The shopper needs nobody any more.
pub(super) fn support_close(bench: &mut Workbench<'_>, action: &Action) {
    if is_with_the_team(bench) {
        bench.outcome.request_closed = true;
        let sentence = bench.text("support_closed", &[]);
        bench.done(action, Some(json!({ "status": "closed" })), sentence);
    } else {
        let sentence = bench.text("support_none", &[]);
        bench.done(action, Some(json!({ "status": "none" })), sentence);
    }
}

fn is_with_the_team(bench: &Workbench<'_>) -> bool {
    bench.turn.context.status == Status::EscalatedHumanNeeded
        || bench.turn.context.dialogue.pending_draft.is_some()
}
