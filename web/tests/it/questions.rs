//! Shoppers' questions in their own words, five languages: most are answered, hardly one from an entry on another matter.

use std::{path::Path, process::Command};

use serde_json::Value;

/// Of what the shop can answer, this share is answered from the right entry, in percent, in each language.
const RIGHT: u64 = 60;
/// Of what the shop can answer, this share at most is answered from another entry, over all languages.
const WRONG: u64 = 4;
/// Of what it cannot answer, this share at most is answered from its entries, over all languages.
const ANSWERED_ANYWAY: u64 = 2;

#[test]
fn most_questions_in_shoppers_own_words_are_answered_and_what_the_shop_does_not_know_is_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let questions = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let files = ["en", "nl", "de", "fr", "it"].map(|code| questions.join(format!("{code}.tuned.txt")));
    let output = Command::new(env!("CARGO_BIN_EXE_colloquy"))
        .arg("--data")
        .arg(folder.path())
        .args(["--json", "questions", "--counts"])
        .args(&files)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    let scored: Vec<Value> = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    assert_eq!(scored.len(), files.len(), "{said}");
    let count = |file: &Value, part: &str, fate: &str| file[part][fate].as_u64().expect("a count");
    let asked = |file: &Value, part: &str| -> u64 {
        let fates = ["right", "held", "wrong", "otherwise"];
        fates.iter().map(|fate| count(file, part, fate)).sum()
    };
    let over_all = |part: &str, fate: &str| -> (u64, u64) {
        let (counted, of) = scored.iter().fold((0, 0), |(counted, of), file| {
            (counted + count(file, part, fate), of + asked(file, part))
        });
        (counted * 100, of)
    };
    for file in &scored {
        let right = count(file, "answerable", "right") * 100;
        assert!(right >= RIGHT * asked(file, "answerable"), "{file}");
    }
    let (wrong, of) = over_all("answerable", "wrong");
    assert!(wrong <= WRONG * of, "{said}");
    let (answered, of) = over_all("unanswerable", "wrong");
    assert!(answered <= ANSWERED_ANYWAY * of, "{said}");
}
