//! `colloquy flows check`: the flows that are shipped are sound, and a folder's mistakes are named before a shopper meets
//! them.

use std::{path::Path, process::Command};

use serde_json::Value;

fn run(config: Option<&Path>, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_colloquy"));
    command.arg("--data").arg(folder.path());
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    let output = command
        .args(arguments)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs");
    let said = String::from_utf8(output.stdout).expect("text");
    let complained = String::from_utf8(output.stderr).expect("text");
    (said + &complained, output.status.code())
}

#[test]
fn the_flows_that_are_shipped_are_sound_and_drawn() {
    let (said, code) = run(None, &["flows", "check"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("stateDiagram-v2") && said.contains("6 flows, 0 faults"),
        "{said}"
    );
}

#[test]
fn a_folder_whose_flow_skips_the_yes_is_refused_by_the_check_and_by_the_server() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("flows")).expect("a temporary folder");
    let flow = "intents = ['clear_cart']\ntimeout_minutes = 5\n\
        [[state]]\nname = 'clear'\ndo = 'clear_cart'\nnext = 'cleared'\n\
        [[state]]\nname = 'cleared'\nsay = 'flow_gone'\n";
    std::fs::write(folder.path().join("flows/clear_cart.toml"), flow).expect("a temporary folder");
    let (said, code) = run(Some(folder.path()), &["--json", "flows", "check"]);
    assert_eq!(code, Some(1), "{said}");
    let report = said.lines().next().unwrap_or_default();
    let report: Value = serde_json::from_str(report).expect("a report");
    let codes: Vec<&str> = report["faults"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|fault| fault["code"].as_str())
        .collect();
    assert!(
        codes.contains(&"not_confirmed") && codes.contains(&"text_missing"),
        "{codes:?}"
    );
    let (said, code) = run(Some(folder.path()), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("clear_cart") && said.contains("not_confirmed"),
        "{said}"
    );
}
