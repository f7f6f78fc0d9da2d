//! Shops as turns see them, built from what is stored.

pub mod documents;
mod index_file;
mod live_rules;
pub mod passages;
mod profile;
mod versions;

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use async_trait::async_trait;
use colloquy_actors::ShopSource;
use colloquy_config::{Settings, texts};
use colloquy_engine::{
    answering::texts::Texts,
    channel::Channel,
    commerce::{
        cart::PricingRules,
        catalogue::{Catalogue, Product},
        discount::Discount,
        shop::Shop,
    },
    dialogue::Flows,
    ids::BusinessId,
    knowledge::{Correction, Corrections, IndexSettings},
    language::Language,
    money::Minor,
    policy::gate::{GateMode, GateRules},
    port::{
        StoreError,
        accounts::{AccountStore, Business},
        catalogue::CatalogueStore,
        discounts::DiscountStore,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
        learning::{self, ExampleStatus, LearningStore, Taught},
    },
    understanding::{CatalogueLexicon, Example},
};
use colloquy_entities::Store;

use self::{index_file::IndexFile, live_rules::LiveRules, passages::PassageEmbeddings, profile::Profile};
use super::{
    Setup, StartError,
    understander::{self, Teacher},
};

/// The status of an entry that may be used.
pub const PUBLISHED: &str = "published";

/// Reads a business with its catalogue and knowledge and makes a shop of them.
#[derive(Debug)]
pub struct ShopLoader {
    store: Store,
    rules: Arc<LiveRules>,
    index_dir: PathBuf,
    teacher: Option<Arc<Teacher>>,
    embeddings: Option<Arc<PassageEmbeddings>>,
}

/// What all shops have in common: settings and sentences.
#[derive(Clone, Debug)]
pub struct Rules {
    pricing: PricingRules,
    gate: GateRules,
    index: IndexSettings,
    flows: Arc<Flows>,
    texts: Arc<Texts>,
    version: String,
}

/// What is stored of a shop.
#[derive(Debug)]
pub struct Stored {
    /// Name and profile.
    pub business: Business,
    /// Products in the shop's order.
    pub products: Vec<Product>,
    /// Articles, questions with answers, and corrections, whatever their status.
    pub entries: Vec<KnowledgeEntry>,
    /// Codes that shoppers may use.
    pub discounts: Vec<Discount>,
}

impl ShopLoader {
    /// Reads shops from a store; indexes are kept in the data folder.
    ///
    /// # Errors
    /// When the sentences or the prices of the settings cannot be used.
    pub fn new(setup: &Setup, store: Store) -> Result<Self, StartError> {
        Ok(Self {
            store,
            rules: Arc::new(LiveRules::new(setup)?),
            index_dir: setup.place.data.join("index"),
            teacher: None,
            embeddings: None,
        })
    }

    /// Has the shops read messages with what their people have taught.
    #[must_use]
    pub fn taught_by(self, teacher: Arc<Teacher>) -> Self {
        Self {
            teacher: Some(teacher),
            ..self
        }
    }

    /// Has the vectors of an embedding laid over the passages of the shops.
    #[must_use]
    pub fn embedded_by(self, embeddings: Option<Arc<PassageEmbeddings>>) -> Self {
        Self { embeddings, ..self }
    }

    async fn read(&self, id: BusinessId) -> Result<Option<Stored>, StoreError> {
        let Some(business) = self.store.business(id).await? else {
            return Ok(None);
        };
        let (products, articles, faq, corrections, discounts) = futures::try_join!(
            self.store.products(id),
            self.store.entries(id, KnowledgeKind::Article),
            self.store.entries(id, KnowledgeKind::Faq),
            self.store.entries(id, KnowledgeKind::Correction),
            self.store.discounts(id),
        )?;
        let entries = [articles, faq, corrections].concat();
        Ok(Some(Stored {
            business,
            products,
            entries,
            discounts,
        }))
    }
}

#[async_trait]
impl ShopSource for ShopLoader {
    async fn load(&self, id: BusinessId) -> Result<Option<Arc<Shop>>, StoreError> {
        let Some(stored) = self.read(id).await? else {
            return Ok(None);
        };
        let (rules, file) = (Arc::clone(&self.rules), IndexFile::new(&self.index_dir, id));
        let taught = match &self.teacher {
            Some(teacher) => Some((Arc::clone(teacher), taught(&self.store, id).await?)),
            None => None,
        };
        let embeddings = self.embeddings.clone();
        let began = std::time::Instant::now();
        let built = tokio::task::spawn_blocking(move || {
            let mut shop = build(stored, &rules.current(), Some(&file));
            if let Some(embeddings) = &embeddings {
                let index = Arc::make_mut(&mut shop.knowledge);
                embeddings.lay_over(id, (index, &shop.lexicon));
            }
            match taught {
                Some((teacher, examples)) => teach(shop, &teacher, &examples),
                None => shop,
            }
        });
        let shop = built
            .await
            .map_err(|error| StoreError::Refused(format!("building an index fell: {error}")))?;
        tracing::info!(
            event_type = "shop_loaded",
            business_id = %id,
            products = shop.catalogue.products().len(),
            passages = shop.knowledge.len(),
            corrections = shop.corrections.len(),
            duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            "a shop is loaded"
        );
        Ok(Some(Arc::new(shop)))
    }
}

/// The examples that a shop's people have given and that are in force.
///
/// # Errors
/// When they cannot be read.
pub async fn taught(store: &Store, id: BusinessId) -> Result<Vec<Example>, StoreError> {
    let events = store.learning_events(id).await?;
    let active = learning::examples(&events)
        .into_iter()
        .filter(|(_, status)| *status == ExampleStatus::Active);
    let examples = active.filter_map(|(event, _)| match &event.what {
        Taught::IntentCorrected { text, intent, .. } => Some(Example {
            text: text.clone(),
            label: intent.clone(),
        }),
        _ => None,
    });
    Ok(examples.collect())
}

/// The shop with what its people have taught; CPU work.
#[must_use]
pub fn teach(shop: Shop, teacher: &Teacher, examples: &[Example]) -> Shop {
    let mut versions = shop.versions.clone();
    versions.model = understander::version_of(examples);
    Shop {
        live: Arc::new(teacher.learn(examples)),
        versions,
        ..shop
    }
}

impl Rules {
    /// Reads sentences and prices of a setup.
    ///
    /// # Errors
    /// When the sentences or the prices of the settings cannot be used.
    pub fn new(setup: &Setup) -> Result<Self, StartError> {
        let settings = &setup.settings;
        let fee = Minor::from_decimal(settings.cart.shipping_fee)
            .map_err(|error| StartError::Unusable(format!("setting \"cart.shipping_fee\": {error}")))?;
        let texts = sentences(setup)?;
        let flows = super::flows::load(setup.place.config.as_deref(), &texts)?;
        let mut rules = Self {
            pricing: PricingRules {
                tax_rate: settings.cart.tax_rate,
                shipping_fee: fee,
                currency: settings.cart.currency.clone(),
                discounts: Vec::new(),
            },
            gate: gate_rules(settings),
            index: IndexSettings {
                graph_from: settings.knowledge.exact_search_below,
                ..IndexSettings::default()
            },
            flows: Arc::new(flows),
            texts: Arc::new(texts),
            version: String::new(),
        };
        rules.version = versions::of_rules(&rules);
        Ok(rules)
    }
}

/// Makes a shop of what is stored; CPU work. Without a file the index is built afresh.
#[must_use]
pub fn build(stored: Stored, rules: &Rules, file: Option<&IndexFile>) -> Shop {
    let Stored {
        business,
        products,
        entries,
        discounts,
    } = stored;
    let profile = Profile::of(&business);
    let published: Vec<KnowledgeEntry> = entries
        .into_iter()
        .filter(|entry| entry.status == PUBLISHED)
        .collect();
    let documents = documents::documents(&profile, &products, &published);
    let versions = versions::of_shop(rules, &profile, &products, &documents, &published);
    let knowledge = match file {
        Some(file) => file.load_or_build(documents, rules.index),
        None => colloquy_engine::knowledge::KnowledgeIndex::build(documents, rules.index),
    };
    let catalogue = Catalogue::new(products);
    let lexicon = CatalogueLexicon::new(&catalogue);
    let currency = profile
        .currency
        .clone()
        .unwrap_or_else(|| rules.pricing.currency.clone());
    Shop {
        business_id: business.id,
        hours: profile.hours(),
        profile: profile.voice(),
        lexicon: Arc::new(lexicon),
        catalogue: Arc::new(catalogue),
        knowledge: Arc::new(knowledge),
        corrections: Arc::new(Corrections::new(
            published.iter().filter_map(correction).collect(),
        )),
        pricing: PricingRules {
            currency,
            discounts,
            ..rules.pricing.clone()
        },
        gate: rules.gate.clone(),
        live: Arc::default(),
        versions,
        flows: Arc::clone(&rules.flows),
        texts: Arc::clone(&rules.texts),
    }
}

/// The override that an entry is; none for the other kinds.
#[must_use]
pub fn correction(entry: &KnowledgeEntry) -> Option<Correction> {
    (entry.kind == KnowledgeKind::Correction).then(|| Correction {
        reference: format!("correction:{}", entry.slug),
        question: entry.title.clone(),
        answer: entry.body.clone(),
        patterns: serde_json::from_value(entry.extra.clone()).unwrap_or_default(),
        language: language(&entry.language),
    })
}

/// A language by its ISO 639-1 code.
fn language(code: &str) -> Language {
    [
        Language::En,
        Language::Nl,
        Language::De,
        Language::Fr,
        Language::It,
    ]
    .into_iter()
    .find(|language| language.code() == code)
    .unwrap_or(Language::Other)
}

/// The sentences of a setup.
///
/// # Errors
/// When one of its folder cannot be used.
pub fn sentences(setup: &Setup) -> Result<Texts, StartError> {
    let by_code = texts::load(setup.place.config.as_deref())?;
    let by_language: HashMap<_, _> = by_code
        .into_iter()
        .map(|(code, sentences)| (language(&code), sentences))
        .collect();
    Ok(Texts::new(by_language))
}

fn gate_rules(settings: &Settings) -> GateRules {
    use colloquy_config::settings::gate::GateMode as Said;
    let mode = |said: Said| match said {
        Said::Auto => GateMode::Auto,
        Said::Approve => GateMode::Approve,
        Said::Handoff => GateMode::Handoff,
    };
    let modes = settings
        .gate
        .modes
        .iter()
        .filter_map(|(channel, said)| Some((channel.parse::<Channel>().ok()?, mode(*said))))
        .filter(|(_, mode)| *mode != GateMode::Auto)
        .collect();
    GateRules {
        threshold: settings.gate.threshold,
        modes,
    }
}
