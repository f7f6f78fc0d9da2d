//! The embedding of one start: whose vectors lie over the built-in ones, and within which bounds.

use std::{path::Path, sync::Arc, time::Duration};

use colloquy_actors::{EmbeddingClient, EmbeddingSettings, Ledger, Prices, Tier};
use colloquy_config::settings::{knowledge::EmbeddingsProvider, secrets::Secret};
use colloquy_engine::port::embeddings::Embeddings;
use colloquy_entities::Store;

use super::{
    Setup, StartError,
    model::{OPENAI, address, micros},
    shops::passages::PassageEmbeddings,
};

/// How long the vectors of questions are remembered.
const REMEMBERED_FOR: Duration = Duration::from_secs(60 * 60);

/// What lays vectors from outside over the passages of shops; none where the settings name no embedding.
///
/// # Errors
/// When the settings ask for an embedding that cannot be used.
pub fn passages(setup: &Setup, ledger: &Ledger) -> Result<Option<Arc<PassageEmbeddings>>, StartError> {
    let Some(embeddings) = embeddings(setup, ledger)? else {
        return Ok(None);
    };
    let settings = &setup.settings.knowledge.embeddings;
    let folder = setup.place.data.join("index");
    Ok(Some(Arc::new(PassageEmbeddings::new(
        embeddings,
        folder,
        (settings.batch_texts.get(), settings.passages_deadline()),
    ))))
}

/// The same for a command that serves nobody: it uses the vectors that a server has kept, and asks for none.
///
/// # Errors
/// As for [`passages`].
pub fn of_command(setup: &Setup, store: &Store) -> Result<Option<Arc<PassageEmbeddings>>, StartError> {
    let ledger = Ledger::new(Arc::new(store.clone()), setup.clock());
    passages(setup, &ledger)
}

fn embeddings(setup: &Setup, ledger: &Ledger) -> Result<Option<Arc<dyn Embeddings>>, StartError> {
    match setup.settings.knowledge.embeddings.provider {
        EmbeddingsProvider::BuiltIn => Ok(None),
        EmbeddingsProvider::Openai => endpoint(setup, ledger).map(Some),
        EmbeddingsProvider::Folder => {
            from_folder(Path::new(&setup.settings.knowledge.embeddings.folder)).map(Some)
        }
    }
}

fn endpoint(setup: &Setup, ledger: &Ledger) -> Result<Arc<dyn Embeddings>, StartError> {
    let (own, model) = (&setup.settings.knowledge.embeddings, &setup.settings.model);
    let text = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.reveal().to_owned());
    let (base_url, key) = (
        text(&setup.secrets.openai_base_url),
        text(&setup.secrets.openai_api_key),
    );
    if base_url.is_none() && key.is_none() {
        let text = "setting \"knowledge.embeddings.provider\": OPENAI_API_KEY is not set";
        return Err(StartError::Unusable(text.to_owned()));
    }
    let cap = micros("model.budget.monthly_cap", model.budget.monthly_cap)?;
    let price = micros("knowledge.embeddings.price_per_million", own.price_per_million)?;
    let settings = EmbeddingSettings {
        base_url: address("OPENAI_BASE_URL", base_url.unwrap_or_else(|| OPENAI.to_owned()))?,
        key: key.unwrap_or_default(),
        model: Tier {
            model: own.name.trim().to_owned(),
            prices: Prices {
                input_micros: price,
                output_micros: 0,
            },
        },
        dimensions: (own.dimensions > 0).then_some(own.dimensions),
        question_prefix: own.question_prefix.clone(),
        passage_prefix: own.passage_prefix.clone(),
        batch_texts: own.batch_texts.get(),
        batch_characters: own.batch_characters.get(),
        text_characters: own.text_characters.get(),
        connect_timeout: model.connect_timeout(),
        question_deadline: own.question_deadline(),
        retries: model.retries,
        retries_per_hundred: model.retries_per_hundred,
        breaker_failures: model.breaker_failures.get(),
        breaker_pause: model.breaker_pause(),
        calls_at_once: model.calls_at_once.get(),
        remembered: own.remembered,
        remembered_for: REMEMBERED_FOR,
        monthly_cap_micros: (cap > 0).then_some(cap),
    };
    // Another part of this process may have installed it before; both are the same.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let client = EmbeddingClient::new(settings, ledger.clone())
        .map_err(|error| StartError::Unusable(error.to_string()))?;
    Ok(Arc::new(client))
}

#[cfg(feature = "local-embeddings")]
fn from_folder(folder: &Path) -> Result<Arc<dyn Embeddings>, StartError> {
    let read = colloquy_actors::FolderEmbeddings::read(folder);
    let read = read
        .map_err(|error| StartError::Unusable(format!("setting \"knowledge.embeddings.folder\": {error}")))?;
    Ok(Arc::new(read))
}

#[cfg(not(feature = "local-embeddings"))]
fn from_folder(_folder: &Path) -> Result<Arc<dyn Embeddings>, StartError> {
    let text = "setting \"knowledge.embeddings.provider\": this build reads no embedding from a folder; build it \
        with the feature local-embeddings";
    Err(StartError::Unusable(text.to_owned()))
}
