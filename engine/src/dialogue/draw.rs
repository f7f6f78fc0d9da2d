//! A flow as a Mermaid diagram.

use std::fmt::Write;

use super::{
    flow::{Flow, State, Step},
    paths::leads_to,
};

/// Draws a flow as a Mermaid state diagram.
#[must_use]
pub fn mermaid(flow: &Flow) -> String {
    let mut drawn = String::from("stateDiagram-v2\n");
    for state in &flow.states {
        put(&mut drawn, &format!("{}: {}", state.name, caption(state)));
    }
    if let Some(first) = flow.states.first() {
        put(&mut drawn, &format!("[*] --> {}", first.name));
    }
    for state in &flow.states {
        let ends = state.next.is_none();
        for next in leads_to(flow, state) {
            let on = match &state.step {
                Step::Collect(collect) => format!(": {}", collect.slot),
                Step::Validate(_) => ": passed".to_owned(),
                Step::Confirm(_) => ": yes".to_owned(),
                Step::Do(_) if state.next.as_deref() == Some(next) => ": done".to_owned(),
                Step::Do(_) => ": changed".to_owned(),
                Step::Say(_) => String::new(),
            };
            put(&mut drawn, &format!("{} --> {next}{on}", state.name));
        }
        match &state.step {
            Step::Validate(_) | Step::Do(_) => put(&mut drawn, &format!("{} --> [*]: refused", state.name)),
            Step::Confirm(_) => put(&mut drawn, &format!("{} --> [*]: no", state.name)),
            Step::Collect(_) | Step::Say(_) if ends => put(&mut drawn, &format!("{} --> [*]", state.name)),
            Step::Collect(_) | Step::Say(_) => {}
        }
    }
    drawn
}

fn put(drawn: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _written = writeln!(drawn, "    {line}");
}

fn caption(state: &State) -> String {
    match &state.step {
        Step::Collect(collect) => format!("collect {} ({})", collect.slot, collect.ask),
        Step::Validate(check) => format!("validate {}", word(check)),
        Step::Confirm(confirm) => format!("confirm {} ({})", confirm.tool.as_str(), confirm.names.join(", ")),
        Step::Do(tool) => format!("do {}", tool.as_str()),
        Step::Say(text) => format!("say {text}"),
    }
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
