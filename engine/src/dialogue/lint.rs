//! What is wrong with a flow, found before a shopper does.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    flow::{Collect, Confirm, Flow, State, Step, Tool},
    paths::{circle_without_question, reachable},
};
use crate::{answering::texts::Texts, language::Language};

/// The longest that a question of a flow may stay open: a day.
const LONGEST_MINUTES: u32 = 24 * 60;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The flow.
    pub flow: String,
    /// The state, where it is one state's.
    pub state: Option<String>,
    /// A stable word for what is wrong.
    pub code: &'static str,
    /// For people.
    pub detail: String,
}

/// Everything that is wrong with a flow, in the order of its states.
#[must_use]
pub fn lint(flow: &Flow, texts: &Texts) -> Vec<Fault> {
    let mut linter = Linter {
        flow,
        texts,
        faults: Vec::new(),
    };
    linter.whole();
    for (place, state) in flow.states.iter().enumerate() {
        linter.state(place, state);
    }
    linter.faults
}

struct Linter<'a> {
    flow: &'a Flow,
    texts: &'a Texts,
    faults: Vec<Fault>,
}

impl Linter<'_> {
    fn fault(&mut self, state: Option<&str>, code: &'static str, detail: String) {
        self.faults.push(Fault {
            flow: self.flow.name.clone(),
            state: state.map(str::to_owned),
            code,
            detail,
        });
    }

    fn whole(&mut self) {
        let flow = self.flow;
        if flow.intents.is_empty() {
            self.fault(None, "no_intent", "nothing begins it".to_owned());
        }
        for intent in &flow.intents {
            if !intent.is_task() {
                self.fault(
                    None,
                    "not_a_task",
                    format!("{intent} asks for nothing that can be done"),
                );
            } else if intent.needs_account() && !flow.account {
                self.fault(None, "account_needed", format!("{intent} needs `account = true`"));
            }
        }
        if flow.states.is_empty() {
            self.fault(None, "no_state", "it has no state".to_owned());
        }
        if !(1..=LONGEST_MINUTES).contains(&flow.timeout_minutes) {
            let detail = format!(
                "timeout_minutes is {}; it may be 1 to {LONGEST_MINUTES}",
                flow.timeout_minutes
            );
            self.fault(None, "timeout", detail);
        }
        for slot in flow.slots.keys() {
            let is_collected = flow
                .states
                .iter()
                .any(|state| matches!(&state.step, Step::Collect(collect) if collect.slot == *slot));
            if !is_collected {
                self.fault(
                    None,
                    "slot_never_collected",
                    format!("no state collects the slot {slot:?}"),
                );
            }
        }
        if let Some(state) = circle_without_question(flow) {
            let detail = "a circle in which nobody is asked".to_owned();
            self.fault(Some(state), "circle", detail);
        }
    }

    fn state(&mut self, place: usize, state: &State) {
        let flow = self.flow;
        let name = Some(state.name.as_str());
        if flow
            .states
            .iter()
            .take(place)
            .any(|other| other.name == state.name)
        {
            self.fault(name, "name_taken", "another state has this name".to_owned());
        }
        if !reachable(flow, &|_| false).contains(state.name.as_str()) {
            self.fault(name, "unreachable", "no way leads to it".to_owned());
        }
        match &state.next {
            Some(next) if flow.state(next).is_none() => {
                self.fault(name, "unknown_state", format!("there is no state {next:?}"));
            }
            None if !matches!(state.step, Step::Say(_)) => {
                self.fault(
                    name,
                    "silent_end",
                    "it ends here and nothing is said; a flow ends with say".to_owned(),
                );
            }
            _ => {}
        }
        match &state.step {
            Step::Collect(collect) => self.collect(state, collect),
            Step::Confirm(confirm) => self.confirm(state, confirm),
            Step::Do(tool) => self.tool(state, *tool),
            Step::Say(text) => {
                let filled = self.said_after(state);
                self.text(state, text, &filled, &[]);
            }
            Step::Validate(check) => {
                let is_known = check.looks_at().is_none_or(|kind| flow.slot_of(kind).is_some());
                if !is_known {
                    let detail = format!("{check:?} looks at a slot that the flow does not have");
                    self.fault(name, "unknown_slot", detail);
                }
            }
        }
    }

    fn collect(&mut self, state: &State, collect: &Collect) {
        let name = Some(state.name.as_str());
        match self.flow.slots.get(&collect.slot) {
            None => self.fault(
                name,
                "unknown_slot",
                format!("there is no slot {:?}", collect.slot),
            ),
            Some(kind) => {
                if let Some(offer) = collect.offer
                    && offer.kind() != *kind
                {
                    let detail = format!("{offer:?} does not fill the slot {:?}", collect.slot);
                    self.fault(name, "wrong_offer", detail);
                }
            }
        }
        self.text(state, &collect.ask, &["choices"], &[]);
        if let Some(choose) = &collect.choose {
            self.text(state, choose, &["choices"], &["choices"]);
        }
    }

    fn confirm(&mut self, state: &State, confirm: &Confirm) {
        let names: Vec<&str> = confirm.names.iter().map(String::as_str).collect();
        for needed in confirm.tool.must_name() {
            if !names.contains(needed) {
                let detail = format!(
                    "a yes to {} counts only where {needed:?} is named",
                    confirm.tool.as_str()
                );
                self.fault(Some(&state.name), "not_named", detail);
            }
        }
        self.text(state, &confirm.ask, confirm.tool.quotes(), &names);
        if let Some(one) = &confirm.ask_one {
            self.text(state, one, confirm.tool.quotes(), &names);
        }
    }

    fn tool(&mut self, state: &State, tool: Tool) {
        let flow = self.flow;
        let name = Some(state.name.as_str());
        let agreed = |other: &State| matches!(&other.step, Step::Confirm(confirm) if confirm.tool == tool);
        if reachable(flow, &agreed).contains(state.name.as_str()) {
            let detail = format!("{} can be reached without a yes to it", tool.as_str());
            self.fault(name, "not_confirmed", detail);
        }
        for kind in tool.needs() {
            let collects = |other: &State| matches!(&other.step, Step::Collect(collect) if flow.slots.get(&collect.slot) == Some(kind));
            if reachable(flow, &collects).contains(state.name.as_str()) {
                let detail = format!(
                    "{} can be reached before its {kind:?} is collected",
                    tool.as_str()
                );
                self.fault(name, "not_collected", detail);
            }
        }
    }

    /// The places that a sentence can name in a state: what was done before it on every way.
    fn said_after(&self, state: &State) -> Vec<&'static str> {
        let flow = self.flow;
        let tools = flow.states.iter().filter_map(|other| match other.step {
            Step::Do(tool) => Some((other, tool)),
            _ => None,
        });
        tools
            .filter(|(other, _)| {
                !reachable(flow, &|barred| barred.name == other.name).contains(state.name.as_str())
            })
            .flat_map(|(_, tool)| tool.results().iter().copied())
            .collect()
    }

    /// A sentence is there in every language, names what it must, and has no place that nobody fills.
    fn text(&mut self, state: &State, code: &str, filled: &[&str], named: &[&str]) {
        let name = Some(state.name.as_str());
        for language in Language::SPOKEN {
            let Some(sentence) = self.texts.own(language, code) else {
                let detail = format!("there is no sentence {code:?} in {:?}", language.code());
                self.fault(name, "text_missing", detail);
                continue;
            };
            let places = places(sentence);
            for place in places.iter().filter(|place| !filled.contains(place)) {
                let detail = format!(
                    "{code:?} in {:?} has the place {place:?}, which nothing fills",
                    language.code()
                );
                self.fault(name, "place_unknown", detail);
            }
            for place in named.iter().filter(|place| !places.contains(*place)) {
                let detail = format!("{code:?} in {:?} does not name {place:?}", language.code());
                self.fault(name, "not_named", detail);
            }
        }
    }
}

fn places(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests;
