//! Vectors from outside for the passages of shops: kept in the data folder, asked for beside everything else.
//!
//! A shop is served from the moment it is loaded, with the vectors that are known. Those that are missing are asked for
//! by a task of the shop's, which keeps them and has the shop loaded afresh. An endpoint that is down is asked again, in
//! growing pauses, for as long as something is missing.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use colloquy_actors::Shops;
use colloquy_engine::{
    ids::BusinessId,
    knowledge::{KnowledgeIndex, KnownVectors},
    model::masking::Mask,
    port::{embeddings::Embeddings, model::ModelStanding},
    understanding::CatalogueLexicon,
};
use parking_lot::Mutex;

use crate::lifecycle::files::write_whole;

/// The pause after the first failure; each further one doubles it.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Lays the vectors of one embedding over the passages of shops.
pub struct PassageEmbeddings {
    embeddings: Arc<dyn Embeddings>,
    folder: PathBuf,
    batch: usize,
    deadline: Duration,
    /// Who loads a shop afresh when its vectors have come. Without it only what is known is used.
    shops: OnceLock<Shops>,
    known: Mutex<HashMap<BusinessId, Arc<KnownVectors>>>,
    /// What is missing of each shop, and whether a task is at it.
    missing: Mutex<HashMap<BusinessId, Missing>>,
}

#[derive(Default)]
struct Missing {
    /// As they stand in the passages, with what each is sent as.
    texts: Vec<(String, String)>,
    /// Every text of the shop, so that others are forgotten.
    all: Vec<String>,
    is_asked_for: bool,
}

impl std::fmt::Debug for PassageEmbeddings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PassageEmbeddings")
            .field("embedding", &self.embeddings.name())
            .finish_non_exhaustive()
    }
}

impl PassageEmbeddings {
    /// Keeps vectors in a folder; asks for so many at once, for so long.
    #[must_use]
    pub fn new(
        embeddings: Arc<dyn Embeddings>,
        folder: PathBuf,
        (batch, deadline): (usize, Duration),
    ) -> Self {
        Self {
            embeddings,
            folder,
            batch,
            deadline,
            shops: OnceLock::new(),
            known: Mutex::default(),
            missing: Mutex::default(),
        }
    }

    /// Has shops loaded afresh when their vectors have come; from then on missing ones are asked for.
    pub fn refresh_in(&self, shops: &Shops) {
        // A second one would be the same.
        let _set_already = self.shops.set(shops.clone());
    }

    /// The embedding's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.embeddings.name()
    }

    /// How the embedding is.
    #[must_use]
    pub fn standing(&self) -> ModelStanding {
        self.embeddings.standing()
    }

    /// Texts that have no vectors yet.
    #[must_use]
    pub fn awaited(&self) -> usize {
        self.missing
            .lock()
            .values()
            .map(|missing| missing.texts.len())
            .sum()
    }

    /// Lays what is known over a shop's passages, and has the rest asked for. Reads a file the first time: call it where
    /// that may block, inside a runtime.
    pub fn lay_over(
        self: &Arc<Self>,
        business: BusinessId,
        (index, lexicon): (&mut KnowledgeIndex, &CatalogueLexicon),
    ) {
        let known = self.known_of(business);
        let texts = index.lay_over(&self.embeddings, &known);
        let at = chrono::DateTime::UNIX_EPOCH;
        let texts: Vec<(String, String)> = texts
            .into_iter()
            .map(|text| {
                // Dates in it are not read: only what names a person is.
                let sent = Mask::default().hide(&text, lexicon, at);
                (text, sent)
            })
            .collect();
        let mut missing = self.missing.lock();
        let of_shop = missing.entry(business).or_default();
        of_shop.texts = texts;
        of_shop.all = index.texts();
        let begins = !of_shop.texts.is_empty() && !of_shop.is_asked_for && self.shops.get().is_some();
        if begins {
            of_shop.is_asked_for = true;
            tokio::spawn(Arc::clone(self).ask_for(business));
        }
    }

    fn known_of(&self, business: BusinessId) -> Arc<KnownVectors> {
        if let Some(known) = self.known.lock().get(&business) {
            return Arc::clone(known);
        }
        let known = Arc::new(self.read(business));
        self.known.lock().insert(business, Arc::clone(&known));
        known
    }

    fn path(&self, business: BusinessId) -> PathBuf {
        self.folder.join(format!("embedded-{business}.vectors"))
    }

    fn read(&self, business: BusinessId) -> KnownVectors {
        let path = self.path(business);
        let nothing = || KnownVectors::of(self.embeddings.name());
        let Ok(bytes) = std::fs::read(&path) else {
            return nothing();
        };
        KnownVectors::from_bytes(&bytes, self.embeddings.name()).unwrap_or_else(|error| {
            tracing::warn!(
                event_type = "vectors_unreadable",
                error_code = error.code(),
                "{}: {error}; they are asked for anew",
                path.display()
            );
            nothing()
        })
    }

    /// Asks until nothing is missing.
    async fn ask_for(self: Arc<Self>, business: BusinessId) {
        let mut pause = FIRST_PAUSE;
        let mut asked: Vec<(String, String)> = Vec::new();
        loop {
            let texts = {
                let mut missing = self.missing.lock();
                let Some(of_shop) = missing.get_mut(&business) else {
                    return;
                };
                if of_shop.texts.is_empty() {
                    of_shop.is_asked_for = false;
                    return;
                }
                of_shop.texts.clone()
            };
            // What was given and is missing again would be asked for without end.
            let is_new = texts != asked;
            if self.ask_once(business, &texts).await && is_new {
                pause = FIRST_PAUSE;
                asked = texts;
                continue;
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Asks for texts batch by batch; what came is kept, and the shop loaded afresh. Answers whether all came.
    async fn ask_once(self: &Arc<Self>, business: BusinessId, texts: &[(String, String)]) -> bool {
        let mut known = KnownVectors::clone(&self.known_of(business));
        let mut is_whole = true;
        let before = known.len();
        for batch in texts.chunks(self.batch.max(1)) {
            let sent: Vec<String> = batch.iter().map(|(_, sent)| sent.clone()).collect();
            match self.embeddings.passages(business, &sent, self.deadline).await {
                Ok(vectors) => {
                    for ((text, _), vector) in batch.iter().zip(vectors) {
                        known.put(text, vector);
                    }
                }
                Err(_told) => {
                    is_whole = false;
                    break;
                }
            }
        }
        let came = known.len() != before || is_whole;
        if came {
            self.keep(business, known).await;
            if let Some(shops) = self.shops.get()
                && let Err(error) = shops.refresh(business).await
            {
                tracing::warn!(
                    event_type = "vectors_not_laid", business_id = %business, error_code = "storage",
                    "a shop could not be loaded with its vectors: {error}"
                );
                return false;
            }
        }
        is_whole
    }

    async fn keep(&self, business: BusinessId, mut known: KnownVectors) {
        if let Some(of_shop) = self.missing.lock().get(&business) {
            known.keep(&of_shop.all);
        }
        let known = Arc::new(known);
        self.known.lock().insert(business, Arc::clone(&known));
        let (folder, path) = (self.folder.clone(), self.path(business));
        let written = tokio::task::spawn_blocking(move || -> anyhow::Result<()> {
            std::fs::create_dir_all(&folder)?;
            Ok(write_whole(&path, &known.to_bytes()?)?)
        });
        match written.await {
            Ok(Ok(())) => {}
            // The next start asks again; nothing else is lost.
            Ok(Err(error)) => {
                tracing::warn!(event_type = "vectors_not_kept", error_code = "file", "{error:#}");
            }
            Err(error) => tracing::warn!(event_type = "vectors_not_kept", error_code = "task", "{error}"),
        }
    }
}

#[cfg(test)]
mod tests;
