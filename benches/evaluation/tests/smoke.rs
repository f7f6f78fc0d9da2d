//! The whole evaluation on tiny sets that the test writes itself.

use std::{fs, path::Path, process::Command};

fn write(path: &Path, lines: &[(&str, &str)]) {
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("a temporary folder");
    let rows: Vec<String> = lines
        .iter()
        .map(|(text, label)| serde_json::json!({ "text": text, "label": label }).to_string())
        .collect();
    fs::write(path, rows.join("\n")).expect("a temporary folder");
}

fn evaluate(datasets: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_colloquy-eval"))
        .args(["--datasets", datasets])
        .env_remove("DATASETS")
        .output()
        .expect("it can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("it writes text")
}

#[test]
fn a_set_that_is_there_is_scored_and_the_others_are_named_as_skipped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let train = [
        ("where is my parcel", "track"),
        ("track my parcel please", "track"),
        ("has the parcel been sent", "track"),
        ("my parcel is late", "track"),
        ("when does the parcel come", "track"),
        ("cancel my order", "cancel"),
        ("please cancel this order", "cancel"),
        ("i want to cancel", "cancel"),
        ("cancel it now", "cancel"),
        ("stop and cancel the order", "cancel"),
    ];
    let set = folder.path().join("hwu64");
    for file in ["train.jsonl", "fewshot_10.jsonl"] {
        write(&set.join(file), &train);
    }
    write(
        &set.join("valid.jsonl"),
        &[("track the parcel", "track"), ("cancel the order", "cancel")],
    );
    let table = evaluate(folder.path().to_str().expect("a plain path"));
    let line = table
        .lines()
        .find(|line| line.starts_with("| hwu64 | accuracy |"))
        .expect("it is scored");
    assert!(line.contains("| 100.0 | 88 | 90 | goal |"), "{line}");
    assert!(table.contains("Skipped: banking77"), "{table}");
}

#[test]
fn without_a_folder_nothing_is_measured_and_it_says_so() {
    assert!(evaluate("").starts_with("Skipped:"));
}
