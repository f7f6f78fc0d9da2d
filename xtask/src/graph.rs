//! Who may name whom: the table of ARCHITECTURE.md, held against what cargo says.

use std::{path::Path, process::Command};

use anyhow::Context;
use serde_json::Value;

/// Our crates and which of ours each may name.
const OURS: &[(&str, &[&str])] = &[
    ("colloquy-vector", &[]),
    ("colloquy-engine", &["colloquy-vector"]),
    ("colloquy-migrations", &[]),
    ("colloquy-config", &[]),
    ("colloquy-channels", &["colloquy-engine"]),
    ("colloquy-entities", &["colloquy-engine", "colloquy-migrations"]),
    ("colloquy-actors", &["colloquy-engine"]),
    (
        "colloquy-web",
        &[
            "colloquy-engine",
            "colloquy-actors",
            "colloquy-channels",
            "colloquy-entities",
            "colloquy-migrations",
            "colloquy-config",
        ],
    ),
    (
        "colloquy-benches",
        &[
            "colloquy-vector",
            "colloquy-engine",
            "colloquy-actors",
            "colloquy-channels",
            "colloquy-entities",
            "colloquy-migrations",
            "colloquy-config",
            "colloquy-web",
        ],
    ),
    (
        "colloquy-evaluation",
        &["colloquy-engine", "colloquy-config", "colloquy-vector"],
    ),
    ("xtask", &[]),
];

/// Crates from outside that only some of ours may name.
const RESERVED: &[(&str, &[&str])] = &[
    ("sea-orm", &["colloquy-entities"]),
    ("sea-orm-migration", &["colloquy-migrations"]),
    ("actix", &["colloquy-actors", "colloquy-web", "colloquy-benches"]),
    ("actix-web", &["colloquy-web"]),
    ("actix-ws", &["colloquy-web"]),
    ("hnsw_rs", &["colloquy-vector"]),
    (
        "criterion",
        &["colloquy-benches", "colloquy-engine", "colloquy-actors"],
    ),
    ("redis", &["colloquy-actors"]),
    ("lettre", &["colloquy-channels"]),
    ("async-openai", &["colloquy-actors"]),
    ("model2vec-rs", &["colloquy-actors"]),
    (
        "reqwest",
        &[
            "colloquy-channels",
            "colloquy-actors",
            "colloquy-web",
            "colloquy-benches",
        ],
    ),
];

/// What cargo knows of the workspace and everything it is built from.
pub fn metadata() -> anyhow::Result<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .current_dir(root)
        .output()
        .context("cargo metadata cannot be run")?;
    anyhow::ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("cargo metadata is no JSON")
}

/// The dependencies that the table does not allow.
pub fn violations(metadata: &Value) -> Vec<String> {
    let mut violations = Vec::new();
    let members: Vec<&str> = array(&metadata["workspace_members"])
        .filter_map(Value::as_str)
        .collect();
    for package in array(&metadata["packages"]) {
        if !package["id"].as_str().is_some_and(|id| members.contains(&id)) {
            continue;
        }
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = OURS.iter().find(|(ours, _)| *ours == name) else {
            violations.push(format!(
                "{name} stands in no row of the table in xtask/src/graph.rs"
            ));
            continue;
        };
        for dependency in array(&package["dependencies"]) {
            let on = dependency["name"].as_str().unwrap_or_default();
            let is_ours = OURS.iter().any(|(ours, _)| *ours == on);
            if is_ours && !allowed.contains(&on) {
                violations.push(format!("{name} may not name {on}"));
            }
            if let Some((_, may)) = RESERVED.iter().find(|(reserved, _)| *reserved == on)
                && !may.contains(&name)
            {
                violations.push(format!("{name} may not name {on}: only {} may", may.join(", ")));
            }
        }
    }
    violations
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
