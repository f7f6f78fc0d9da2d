//! Ways through a flow: what can be reached, and what is passed on every way.

use std::collections::BTreeSet;

use super::flow::{Flow, State, Step};

/// Where a state can lead: on, and for what is done, back to where it is agreed to.
pub(super) fn leads_to<'flow>(flow: &'flow Flow, state: &'flow State) -> Vec<&'flow str> {
    let back = match &state.step {
        Step::Do(tool) => flow.confirmation_of(*tool).map(|state| state.name.as_str()),
        _ => None,
    };
    state.next.as_deref().into_iter().chain(back).collect()
}

/// The states that can be reached from the first one without entering those that are barred.
pub(super) fn reachable<'flow>(flow: &'flow Flow, barred: &dyn Fn(&State) -> bool) -> BTreeSet<&'flow str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&State> = flow.states.first().into_iter().collect();
    while let Some(state) = next.pop() {
        if barred(state) || !found.insert(state.name.as_str()) {
            continue;
        }
        let on = state.next.as_deref().and_then(|name| flow.state(name));
        next.extend(on);
    }
    found
}

/// A state of a circle in which nobody is asked; walking it would not end.
pub(super) fn circle_without_question(flow: &Flow) -> Option<&str> {
    flow.states.iter().find_map(|start| {
        let mut at = start;
        for _ in 0..flow.states.len() {
            if matches!(at.step, Step::Collect(_) | Step::Confirm(_)) {
                return None;
            }
            at = flow.state(at.next.as_deref()?)?;
            if at.name == start.name {
                return Some(start.name.as_str());
            }
        }
        None
    })
}
