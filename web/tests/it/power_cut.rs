//! The power is cut: of the embedded database only that is left which was synced. A killed process shows nothing of it,
//! because the kernel still writes what the process had not synced.

use std::{fs, path::Path, process::Command};

use serde_json::json;

use crate::server::Server;

const SHOPPERS: usize = 4;
const MESSAGES: usize = 5;

/// Builds the library that keeps what is synced. A linker for C is there wherever Rust is built.
fn disk(folder: &Path) -> String {
    let library = folder.join("disk.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/power_cut/disk.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .status()
        .expect("cc comes with what links Rust");
    assert!(built.success());
    library.display().to_string()
}

/// Leaves of a file what was in it when it was last synced: nothing, where it never was. Answers how often that was.
fn cut_back(file: &Path) -> u64 {
    let beside = |ending: &str| format!("{}{ending}", file.display());
    let kept = beside(".synced");
    match Path::new(&kept).exists() {
        true => fs::rename(&kept, file).expect("the file is cut back"),
        false => fs::remove_file(file).unwrap_or_default(),
    }
    let syncs = beside(".syncs");
    let count = fs::metadata(&syncs).map_or(0, |counted| counted.len());
    fs::remove_file(&syncs).unwrap_or_default();
    count
}

#[tokio::test]
async fn every_acknowledged_message_is_there_after_the_file_is_cut_back_to_its_last_sync() {
    if !cfg!(target_os = "linux") {
        println!("skipped: the library is written for Linux");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = Server::builder()
        .with_variable("LD_PRELOAD", &disk(folder.path()))
        .start()
        .await;
    let mut acknowledged: Vec<(String, String)> = Vec::new();
    for _ in 0..SHOPPERS {
        let mut shopper = server.shopper().await;
        for number in 0..MESSAGES {
            let id = format!("p{number}");
            let message = json!({ "content": "what are your opening hours?", "clientMessageId": id });
            shopper.send("message", message).await;
            // Only what was acknowledged counts: the last of them is never waited for further.
            let ack = shopper.skip_to("ack").await;
            let message = ack["messageId"].as_str().expect("an id").to_owned();
            acknowledged.push((shopper.session.clone(), message));
            if number + 1 < MESSAGES {
                shopper.skip_to("response").await;
            }
        }
    }
    let syncs = std::cell::Cell::new(0);
    let server = server
        .kill_and_restart_after(|folder| {
            let database = folder.join("data/colloquy.db");
            fs::remove_file(folder.join("data/colloquy.db-shm")).unwrap_or_default();
            cut_back(&database);
            syncs.set(cut_back(&folder.join("data/colloquy.db-wal")));
        })
        .await;
    // Nothing was said at once, so nothing could share a commit.
    assert!(syncs.get() >= acknowledged.len() as u64, "{} syncs", syncs.get());
    for (session, message) in &acknowledged {
        let (_, transcript) = server.get(&format!("/chat/{session}/transcript")).await;
        let items = transcript["items"].as_array().expect("a transcript");
        assert!(
            items.iter().any(|item| item["messageId"] == *message),
            "{message} was acknowledged and is gone: {transcript}"
        );
    }
    let (said, code) = server.run(&["journal", "check"]);
    assert_eq!(code, Some(0), "{said}");
}
