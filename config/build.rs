//! Compiles the crate again when a file is added to a folder that is compiled in.

fn main() {
    for folder in ["demo", "flows", "letters", "prompts", "texts", "understanding"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
