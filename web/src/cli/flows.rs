//! `colloquy flows check`: lints the dialogues in several steps and draws them.

use clap::Subcommand;
use colloquy_engine::dialogue::mermaid;
use serde_json::json;

use super::{Failure, Global};
use crate::bootstrap::{
    Setup,
    flows::{self, Checked},
    shops::sentences,
};

/// What can be done with flows.
#[derive(Debug, Subcommand)]
pub(crate) enum FlowsCommand {
    /// Prints what is wrong with them, and each as a Mermaid diagram.
    Check,
}

pub(super) fn run(global: &Global, command: &FlowsCommand) -> Result<(), Failure> {
    let FlowsCommand::Check = command;
    // A linter's exit code: a fault that was looked for and found is 1.
    let found = |error: crate::bootstrap::StartError| Failure::Found(error.to_string());
    let setup = Setup::of_process(global.place(), &[], false).map_err(found)?;
    let texts = sentences(&setup).map_err(found)?;
    let checked = flows::check(setup.place.config.as_deref(), &texts).map_err(found)?;
    print(global, &checked);
    match checked.faults.len() {
        0 => Ok(()),
        1 => Err(Failure::Found("1 fault in the flows".to_owned())),
        count => Err(Failure::Found(format!("{count} faults in the flows"))),
    }
}

fn print(global: &Global, checked: &Checked) {
    if global.json {
        let flows = checked.flows.iter().map(|flow| {
            json!({ "name": flow.name, "intents": flow.intents, "states": flow.states.len(), "mermaid": mermaid(flow) })
        });
        let flows: Vec<_> = flows.collect();
        println!("{}", json!({ "flows": flows, "faults": checked.faults }));
        return;
    }
    for flow in &checked.flows {
        println!("# {}\n```mermaid\n{}```\n", flow.name, mermaid(flow));
    }
    for fault in &checked.faults {
        println!("{}", flows::in_words(fault));
    }
    println!("{} flows, {} faults", checked.flows.len(), checked.faults.len());
}
