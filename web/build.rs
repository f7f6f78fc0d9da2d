//! The pages are built before the binary; without them the folder must still be there to be embedded.

use std::{env, fs, path::PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=ui/dist");
    let Some(root) = env::var_os("CARGO_MANIFEST_DIR") else {
        return;
    };
    let pages = PathBuf::from(root).join("ui/dist");
    if let Err(error) = fs::create_dir_all(&pages) {
        println!("cargo:warning=cannot make {}: {error}", pages.display());
    }
}
