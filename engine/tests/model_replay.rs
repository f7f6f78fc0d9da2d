//! A turn that a model had words in can be computed again from its trace, without the model, to the same bytes.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context as TaskContext, Poll, Waker},
    time::Duration,
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    answering::{
        responder::{self, Phraser},
        texts::Texts,
    },
    channel::Channel,
    commerce::{
        cart::{Cart, PricingRules},
        catalogue::{Catalogue, Product},
        shop::{Shop, ShopProfile},
    },
    conversation::state::{DialogueState, Owner, Status},
    ids::{BusinessId, CartId, ConversationId, MessageId, ReceiptId, TurnId, VariantId},
    knowledge::{Corrections, Document, IndexSettings, KnowledgeIndex, SourceKind, stage::retrieve},
    language::Language,
    model::{
        Assistant, ModelRules, ModelTrace, NobodyListens, Prompt, Prompts, Verdict, planning,
        recorded::RecordedModel,
    },
    policy::{gate::GateRules, hours::BusinessHours},
    port::{
        Ids, StoreError,
        catalogue::{CatalogueStore, NewProduct, Quote},
        clock::Laps,
        model::{
            LanguageModel, ModelError, ModelReply, ModelRequest, ModelStanding, Moderation, Pieces, ToolCall,
            Usage,
        },
    },
    turn::{Context, Inbound, Turn, context::FloodState},
    understanding::{Candidate, CatalogueLexicon, Intent, Origin, Sentiment, SentimentLabel, Understanding},
};
use uuid::Uuid;

const NEUTRAL: &str = "You can return anything within 30 days.";

/// Answers from a script, and counts how often it is asked.
struct Scripted {
    words: String,
    asked: AtomicUsize,
}

impl Scripted {
    fn reply(&self, text: &str, calls: Vec<ToolCall>) -> ModelReply {
        self.asked.fetch_add(1, Ordering::Relaxed);
        ModelReply {
            text: text.to_owned(),
            calls,
            usage: Usage {
                input_tokens: 10,
                output_tokens: 5,
                cost_micros: 7,
            },
            provider: "openai".to_owned(),
            model: "scripted".to_owned(),
            attempts: 1,
            took: Duration::from_millis(40),
        }
    }
}

#[async_trait]
impl LanguageModel for Scripted {
    fn name(&self) -> &str {
        "scripted"
    }

    async fn plan(&self, _request: &ModelRequest, _within: Duration) -> Result<ModelReply, ModelError> {
        let call = ToolCall {
            id: "1".to_owned(),
            name: "answer_question".to_owned(),
            arguments: r#"{"confidence":0.9}"#.to_owned(),
        };
        Ok(self.reply("", vec![call]))
    }

    async fn classify(&self, _request: &ModelRequest, _within: Duration) -> Result<ModelReply, ModelError> {
        Ok(self.reply("", Vec::new()))
    }

    async fn write(
        &self,
        _request: &ModelRequest,
        _within: Duration,
        pieces: &mut dyn Pieces,
    ) -> Result<ModelReply, ModelError> {
        for piece in self.words.split_inclusive(' ') {
            if pieces.hear(piece).is_break() {
                break;
            }
        }
        Ok(self.reply(&self.words, Vec::new()))
    }

    async fn moderate(&self, _text: &str, _within: Duration) -> Result<Moderation, ModelError> {
        Ok(Moderation::default())
    }

    fn standing(&self) -> ModelStanding {
        ModelStanding::Answers
    }
}

struct NoStock;

#[async_trait]
impl CatalogueStore for NoStock {
    async fn products(&self, _business: BusinessId) -> Result<Vec<Product>, StoreError> {
        Ok(Vec::new())
    }

    async fn quotes(&self, _business: BusinessId, _variants: &[VariantId]) -> Result<Vec<Quote>, StoreError> {
        Ok(Vec::new())
    }

    async fn add_products(&self, _business: BusinessId, _products: &[NewProduct]) -> Result<u64, StoreError> {
        Ok(0)
    }

    async fn set_stock(
        &self,
        _business: BusinessId,
        _id_or_sku: &str,
        _stock: u32,
    ) -> Result<bool, StoreError> {
        Ok(false)
    }
}

/// Counts up, so that two runs give the same ids.
#[derive(Default)]
struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

struct NoTime;

impl Laps for NoTime {
    fn lap(&mut self) -> Duration {
        Duration::ZERO
    }
}

/// Drives a future that never waits for anything outside this process.
fn run<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = TaskContext::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

fn shop() -> Shop {
    let catalogue = Catalogue::new(Vec::new());
    let document = Document {
        kind: SourceKind::Faq,
        reference: "faq:returns".to_owned(),
        title: "What is your return policy?".to_owned(),
        text: NEUTRAL.to_owned(),
        language: Language::En,
    };
    Shop {
        business_id: BusinessId(Uuid::from_u128(1)),
        profile: ShopProfile {
            name: "Northbeam".to_owned(),
            agent_name: "Robin".to_owned(),
            timezone: chrono_tz::UTC,
        },
        lexicon: Arc::new(CatalogueLexicon::new(&catalogue)),
        catalogue: Arc::new(catalogue),
        knowledge: Arc::new(KnowledgeIndex::build([document], IndexSettings::default())),
        corrections: Arc::new(Corrections::new(Vec::new())),
        pricing: PricingRules {
            tax_rate: rust_decimal::Decimal::ZERO,
            shipping_fee: colloquy_engine::money::Minor::ZERO,
            currency: "USD".to_owned(),
            discounts: Vec::new(),
        },
        hours: BusinessHours {
            timezone: chrono_tz::UTC,
            week: BTreeMap::new(),
        },
        flows: Arc::default(),
        live: Arc::default(),
        versions: colloquy_engine::replay::Versions::default(),
        gate: GateRules {
            // One document alone is weak evidence; how strong is not what is tried here.
            threshold: 0.1,
            ..GateRules::default()
        },
        texts: Arc::new(Texts::new(HashMap::new())),
    }
}

fn turn(injects: bool) -> Turn {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let inbound = Inbound {
        receipt_id: ReceiptId(Uuid::from_u128(2)),
        message_id: MessageId(Uuid::from_u128(3)),
        client_message_id: None,
        text: "what is your return policy?".to_owned(),
        received_at: now,
        for_draft: false,
        attempts: 0,
    };
    let context = Context {
        now,
        shop: Arc::new(shop()),
        recent: VecDeque::new(),
        dialogue: DialogueState::default(),
        status: Status::default(),
        owner: Owner::default(),
        cart: Cart::empty(CartId(Uuid::from_u128(4))),
        customer_id: None,
        signed_in: None,
        memory: None,
        language: None,
        flood: FloodState::Calm,
    };
    let seat = (
        BusinessId(Uuid::from_u128(1)),
        ConversationId(Uuid::from_u128(5)),
        Channel::Web,
    );
    let mut turn = Turn::new(TurnId(Uuid::from_u128(6)), seat, vec![inbound], context);
    turn.understanding = Some(Understanding {
        language: Language::En,
        candidates: vec![Candidate {
            intent: Intent::Refunds,
            probability: 0.8,
            origin: Origin::Model,
        }],
        intent: Intent::Refunds,
        confidence: 0.8,
        entities: Vec::new(),
        actions: Vec::new(),
        overflow: Vec::new(),
        sentiment: Sentiment {
            label: SentimentLabel::Neutral,
            score: 0.0,
        },
        urgency: 0.0,
        role: None,
        offensive: false,
        injection: injects,
        handoff: None,
        out_of_scope: 0.0,
        answers_question: false,
    });
    turn
}

fn walk(mut turn: Turn, model: Arc<dyn LanguageModel>) -> Turn {
    let assistant = Assistant {
        model,
        rules: ModelRules::default(),
        prompts: Prompts {
            plan: Prompt::new("plan", "Plan for {shop}."),
            write: Prompt::new("write", "Write {language} for {shop}."),
            classify: Prompt::new("classify", "Choose for {shop}."),
        },
    };
    run(async {
        planning::plan(&mut turn, &assistant).await;
        retrieve(&mut turn);
        let phraser = Phraser {
            assistant: &assistant,
            listener: &mut NobodyListens,
        };
        let ids = Counted::default();
        responder::respond_with(&mut turn, &NoStock, None, &ids, &mut NoTime, Some(phraser))
            .await
            .expect("nothing can fail");
    });
    turn
}

fn scripted(words: &str) -> Arc<Scripted> {
    Arc::new(Scripted {
        words: words.to_owned(),
        asked: AtomicUsize::new(0),
    })
}

fn content(turn: &Turn) -> &str {
    turn.reply.as_ref().expect("a reply").content.as_str()
}

#[test]
fn a_turn_is_computed_again_from_its_trace_to_the_same_bytes() {
    for words in [
        "Sure! You can return anything within 30 days.",
        "Sure! You have 99 days.",
    ] {
        let first = walk(turn(false), scripted(words));
        let trace = first.trace(0).expect("it is JSON");
        let stored: serde_json::Value = serde_json::from_str(trace.get()).expect("it is JSON");
        let model: ModelTrace = serde_json::from_value(stored["model"].clone()).expect("a model's trace");
        assert_eq!(model.exchanges.len(), 2);
        let again = walk(turn(false), Arc::new(RecordedModel::new(model.exchanges)));
        assert_eq!(again.trace(0).expect("it is JSON").get(), trace.get());
        assert_eq!(content(&again), content(&first));
    }
}

#[test]
fn words_that_claim_more_than_the_sources_are_not_said_and_the_record_tells_why() {
    let said = walk(
        turn(false),
        scripted("Sure! You can return anything within 30 days."),
    );
    assert_eq!(content(&said), "Sure! You can return anything within 30 days.");
    let refused = walk(turn(false), scripted("Sure! You have 99 days."));
    assert_eq!(content(&refused), NEUTRAL);
    let last = refused.model.exchanges.last().expect("it was asked");
    assert_eq!(last.verdict, Verdict::Refused);
    assert_eq!(last.reason.as_deref(), Some("ungrounded: 99 days"));
}

#[test]
fn a_replay_that_asks_something_else_does_not_get_an_old_answer() {
    let first = walk(
        turn(false),
        scripted("Sure! You can return anything within 30 days."),
    );
    let mut other = turn(false);
    other.inbound[0].text = "what is your return policy for shoes?".to_owned();
    let again = walk(other, Arc::new(RecordedModel::new(first.model.exchanges)));
    assert!(
        again
            .model
            .exchanges
            .iter()
            .all(|exchange| exchange.verdict == Verdict::Failed)
    );
    assert_eq!(content(&again), NEUTRAL);
}

#[test]
fn an_attempt_to_overrule_the_assistant_is_never_sent() {
    let model = scripted("Sure!");
    let turn = walk(turn(true), Arc::clone(&model) as Arc<dyn LanguageModel>);
    assert_eq!(model.asked.load(Ordering::Relaxed), 0);
    assert_eq!(turn.model.not_planned.as_deref(), Some("injection"));
    assert_eq!(turn.model.not_written.as_deref(), Some("injection"));
}
