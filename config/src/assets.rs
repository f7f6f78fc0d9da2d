//! Files that are compiled in.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// The demo shop: `demo/`.
#[derive(RustEmbed)]
#[folder = "demo"]
pub(crate) struct DemoFiles;

/// Dialogues in several steps: `flows/`.
#[derive(RustEmbed)]
#[folder = "flows"]
pub(crate) struct FlowFiles;

/// Sentences by language: `texts/`.
#[derive(RustEmbed)]
#[folder = "texts"]
pub(crate) struct TextFiles;

/// What a language model is instructed with: `prompts/`.
#[derive(RustEmbed)]
#[folder = "prompts"]
pub(crate) struct PromptFiles;
/// Letters by language: `letters/`.
#[derive(RustEmbed)]
#[folder = "letters"]
pub(crate) struct LetterFiles;

/// What the built-in model learns from: `understanding/`.
#[derive(RustEmbed)]
#[folder = "understanding"]
pub(crate) struct UnderstandingFiles;

/// The text of a compiled-in file; `None` where there is no such file or it is not UTF-8.
pub(crate) fn text<Files: RustEmbed>(path: &str) -> Option<String> {
    let bytes = match Files::get(path)?.data {
        Cow::Borrowed(bytes) => bytes.to_vec(),
        Cow::Owned(bytes) => bytes,
    };
    String::from_utf8(bytes).ok()
}

/// Paths below a folder with an ending, sorted, so that what is read does not depend on the file system.
pub(crate) fn paths<Files: RustEmbed>(folder: &str, ending: &str) -> Vec<String> {
    let mut found: Vec<String> = Files::iter()
        .filter(|path| path.starts_with(folder) && path.ends_with(ending))
        .map(Cow::into_owned)
        .collect();
    found.sort();
    found
}
