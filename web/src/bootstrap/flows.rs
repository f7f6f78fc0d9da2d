//! Flows from their files: read, and refused with everything that is wrong with them.

use std::path::Path;

use colloquy_config::flows::{self, FlowFile};
use colloquy_engine::{
    answering::texts::Texts,
    dialogue::{Fault, Flow, Flows, lint},
};

use super::StartError;

/// Flows with what is wrong with them.
#[derive(Debug)]
pub struct Checked {
    /// Those that could be read.
    pub flows: Vec<Flow>,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

/// Reads the flows of a configuration and lints them.
///
/// # Errors
/// When a folder cannot be read.
pub fn check(config: Option<&Path>, texts: &Texts) -> Result<Checked, StartError> {
    let files = flows::load(config).map_err(|error| StartError::Unusable(error.to_string()))?;
    let mut checked = Checked {
        flows: Vec::new(),
        faults: Vec::new(),
    };
    for file in files {
        match read(&file) {
            Ok(flow) => {
                checked.faults.extend(lint(&flow, texts));
                checked.flows.push(flow);
            }
            Err(detail) => checked.faults.push(Fault {
                flow: file.name,
                state: None,
                code: "unreadable",
                detail,
            }),
        }
    }
    if let Err(error) = Flows::new(checked.flows.clone()) {
        checked.faults.push(Fault {
            flow: "all".to_owned(),
            state: None,
            code: "same_intent",
            detail: error.to_string(),
        });
    }
    Ok(checked)
}

/// The flows of a configuration.
///
/// # Errors
/// Names the first thing that is wrong with them.
pub fn load(config: Option<&Path>, texts: &Texts) -> Result<Flows, StartError> {
    let checked = check(config, texts)?;
    if let Some(fault) = checked.faults.first() {
        return Err(StartError::Unusable(in_words(fault)));
    }
    Flows::new(checked.flows).map_err(|error| StartError::Unusable(error.to_string()))
}

/// A fault as one line.
#[must_use]
pub fn in_words(fault: &Fault) -> String {
    let state = fault
        .state
        .as_ref()
        .map(|state| format!(", state {state:?}"))
        .unwrap_or_default();
    format!("flow {:?}{state}: {} ({})", fault.flow, fault.detail, fault.code)
}

fn read(file: &FlowFile) -> Result<Flow, String> {
    let mut flow: Flow = toml::from_str(&file.text).map_err(|error| error.to_string())?;
    flow.name.clone_from(&file.name);
    Ok(flow)
}
