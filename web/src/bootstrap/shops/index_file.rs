//! Indexes kept in the data folder, so that a start need not build what has not changed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use colloquy_engine::{
    ids::BusinessId,
    knowledge::{Document, IndexSettings, KnowledgeIndex},
};
use sha2::{Digest, Sha256};

use crate::lifecycle::files::write_whole;

/// Grows when the same documents give another index.
const RECIPE: u32 = 1;

/// Where the index of one business is kept.
#[derive(Clone, Debug)]
pub struct IndexFile {
    folder: PathBuf,
    stem: String,
}

impl IndexFile {
    /// The file of a business in a folder.
    #[must_use]
    pub fn new(folder: &Path, business: BusinessId) -> Self {
        Self {
            folder: folder.to_owned(),
            stem: format!("knowledge-{business}-"),
        }
    }

    /// The index of these documents: read when it was built from the same ones, else built and kept.
    #[must_use]
    pub fn load_or_build(&self, documents: Vec<Document>, settings: IndexSettings) -> KnowledgeIndex {
        let path = self.folder.join(format!(
            "{}{}.index",
            self.stem,
            fingerprint(&documents, settings)
        ));
        if let Ok(bytes) = fs::read(&path) {
            match KnowledgeIndex::from_bytes(&bytes) {
                Ok(index) => return index,
                Err(error) => tracing::warn!(
                    event_type = "index_unreadable",
                    error_code = error.code(),
                    "{}: {error}",
                    path.display()
                ),
            }
        }
        let index = KnowledgeIndex::build(documents, settings);
        if let Err(error) = self.keep(&path, &index) {
            // The next start builds again; nothing else is lost.
            tracing::warn!(
                event_type = "index_not_kept",
                error_code = "file",
                "{}: {error}",
                path.display()
            );
        }
        index
    }

    fn keep(&self, path: &Path, index: &KnowledgeIndex) -> anyhow::Result<()> {
        fs::create_dir_all(&self.folder)?;
        write_whole(path, &index.to_bytes()?)?;
        for entry in fs::read_dir(&self.folder)? {
            let old = entry?.path();
            let name = old.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.starts_with(&self.stem) && old != path {
                fs::remove_file(old)?;
            }
        }
        Ok(())
    }
}

fn fingerprint(documents: &[Document], settings: IndexSettings) -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    digest.update(RECIPE.to_le_bytes());
    // Plain structs of texts and numbers are always written.
    digest.update(serde_json::to_vec(&settings).unwrap_or_default());
    digest.update(serde_json::to_vec(documents).unwrap_or_default());
    hex::encode(digest.finalize()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use colloquy_engine::{knowledge::SourceKind, language::Language};

    use super::*;

    fn document(text: &str) -> Document {
        Document {
            kind: SourceKind::Faq,
            reference: "faq:a".to_owned(),
            title: "A?".to_owned(),
            text: text.to_owned(),
            language: Language::En,
        }
    }

    #[test]
    fn a_changed_document_takes_the_place_of_the_old_index() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = IndexFile::new(folder.path(), BusinessId(uuid::Uuid::nil()));
        let count = || fs::read_dir(folder.path()).expect("it is there").count();
        for text in ["Thirty days.", "Thirty days.", "Sixty days."] {
            let index = file.load_or_build(vec![document(text)], IndexSettings::default());
            assert_eq!(
                index.document("faq:a").map(|document| document.text.as_str()),
                Some(text)
            );
            assert_eq!(count(), 1);
        }
    }

    #[test]
    fn a_damaged_file_is_built_anew() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = IndexFile::new(folder.path(), BusinessId(uuid::Uuid::nil()));
        let documents = vec![document("Thirty days.")];
        let path = folder.path().join(format!(
            "{}{}.index",
            file.stem,
            fingerprint(&documents, IndexSettings::default())
        ));
        fs::write(&path, b"nonsense").expect("a temporary folder");
        assert_eq!(
            file.load_or_build(documents.clone(), IndexSettings::default())
                .len(),
            1
        );
        let whole = fs::read(&path).expect("it was kept");
        assert!(whole.len() > 8);
        // One that was written half way, as when the disk was full or the power went.
        for length in [0, 1, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..length]).expect("a temporary folder");
            assert!(KnowledgeIndex::from_bytes(&whole[..length]).is_err(), "{length}");
            let index = file.load_or_build(documents.clone(), IndexSettings::default());
            assert_eq!(index.len(), 1);
            assert_eq!(fs::read(&path).expect("it was kept"), whole);
        }
    }
}
