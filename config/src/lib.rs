//! Settings, sentences and the demo shop of Colloquy.
//!
//! Everything this crate reads besides the environment and the folder of `--config` is compiled in, so the binary
//! runs from any folder. The crate knows no other crate of the workspace: whoever starts the system maps these
//! plain values onto what each part takes.

mod assets;
pub mod demo;
pub mod flows;
pub mod letters;
pub mod prompts;
pub mod settings;
pub mod texts;
pub mod utterances;

pub use settings::{Settings, SettingsError, Sources, secrets::Secrets};
