use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use colloquy_engine::{
    commerce::catalogue::Catalogue,
    knowledge::{Document, IndexSettings, Query, SourceKind},
    language::Language,
    port::model::{ModelError, ModelErrorKind},
};

use super::*;

/// Fails so often, then gives every text the same vector; keeps what it was sent.
struct Stubborn {
    name: &'static str,
    failures: AtomicUsize,
    sent: Mutex<Vec<String>>,
}

#[async_trait]
impl Embeddings for Stubborn {
    fn name(&self) -> &str {
        self.name
    }

    async fn passages(
        &self,
        _business: BusinessId,
        texts: &[String],
        _within: Duration,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let left = self.failures.load(Ordering::Relaxed);
        if left > 0 {
            self.failures.store(left - 1, Ordering::Relaxed);
            return Err(ModelError {
                kind: ModelErrorKind::Out,
                detail: "down".to_owned(),
                attempts: 1,
                took: Duration::ZERO,
            });
        }
        self.sent.lock().extend_from_slice(texts);
        Ok(vec![vec![1.0, 0.5]; texts.len()])
    }

    async fn question(&self, _business: BusinessId, _text: &str) -> Option<Arc<[f32]>> {
        None
    }

    fn standing(&self) -> ModelStanding {
        ModelStanding::Answers
    }
}

fn stubborn(name: &'static str, failures: usize) -> Arc<Stubborn> {
    Arc::new(Stubborn {
        name,
        failures: AtomicUsize::new(failures),
        sent: Mutex::default(),
    })
}

fn index() -> KnowledgeIndex {
    let document = |slug: &str, text: &str| Document {
        kind: SourceKind::Faq,
        reference: format!("faq:{slug}"),
        title: format!("About {slug}?"),
        text: text.to_owned(),
        language: Language::En,
    };
    KnowledgeIndex::build(
        [
            document("returns", "Thirty days. Write to anna@example.com."),
            document("boots", "They are lined."),
        ],
        IndexSettings::default(),
    )
}

fn lay(passages: &Arc<PassageEmbeddings>, business: BusinessId) -> KnowledgeIndex {
    let mut index = index();
    let lexicon = CatalogueLexicon::new(&Catalogue::new(Vec::new()));
    passages.lay_over(business, (&mut index, &lexicon));
    index
}

fn texts(passages: &PassageEmbeddings, business: BusinessId) -> Vec<(String, String)> {
    passages.missing.lock()[&business].texts.clone()
}

#[tokio::test]
async fn what_came_is_kept_for_the_next_start_under_its_name_and_nothing_is_asked_for_twice() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let business = BusinessId(uuid::Uuid::from_u128(7));
    let open = |embeddings: &Arc<Stubborn>| {
        Arc::new(PassageEmbeddings::new(
            Arc::clone(embeddings) as Arc<dyn Embeddings>,
            folder.path().to_owned(),
            (2, Duration::from_secs(1)),
        ))
    };
    let first = stubborn("one", 1);
    let passages = open(&first);
    let built_in = lay(&passages, business);
    assert_eq!(passages.awaited(), 4, "two texts and two titles");
    assert!(built_in.embeddings().is_none());
    assert!(
        !built_in
            .search(&Query::new("are the boots lined", Language::En))
            .is_empty()
    );
    let wanted = texts(&passages, business);
    assert!(
        !passages.ask_once(business, &wanted).await,
        "the endpoint is down"
    );
    assert!(passages.ask_once(business, &wanted).await);
    let sent = first.sent.lock().join("\n");
    assert!(sent.contains("[email_1]") && !sent.contains("anna@"), "{sent}");
    let laid = lay(&passages, business);
    assert_eq!((passages.awaited(), laid.embeddings().is_some()), (0, true));

    let again = open(&stubborn("one", 0));
    lay(&again, business);
    assert_eq!(again.awaited(), 0, "read from the folder");
    let other = open(&stubborn("two", 0));
    lay(&other, business);
    assert_eq!(other.awaited(), 4, "another embedding begins anew");
    let path = other.path(business);
    std::fs::write(&path, b"nonsense").expect("a temporary folder");
    let damaged = open(&stubborn("one", 0));
    lay(&damaged, business);
    assert_eq!(damaged.awaited(), 4, "a damaged file is asked for anew");
}
