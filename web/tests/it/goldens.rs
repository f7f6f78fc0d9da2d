//! The demo shop's goldens, run by the real binary: what they expect is what is answered.

use std::process::Command;

#[test]
fn every_golden_of_the_demo_shop_passes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_colloquy"))
        .arg("--data")
        .arg(folder.path())
        .args(["goldens", "run"])
        .env_remove("DATABASE_URL")
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
}
