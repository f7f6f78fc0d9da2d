//! Runs a shop's goldens: each question walks the line as a message would, and nothing of it is stored.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use colloquy_engine::{
    answering::responder,
    channel::Channel,
    commerce::{cart::Cart, shop::Shop},
    conversation::state::{DialogueState, Owner, Status},
    ids::{CartId, ConversationId, MessageId, ReceiptId, TurnId},
    knowledge::{Expectation, GoldenFailure, GoldenOutcome, stage},
    port::{
        Ids, StoreError,
        catalogue::CatalogueStore,
        clock::Laps,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
    },
    turn::{Context, Inbound, Turn, context::FloodState},
    understanding::{Understander, stage as understanding},
};

/// What came of one golden.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldenResult {
    /// The row.
    pub golden: KnowledgeEntry,
    /// What came of its question.
    pub outcome: GoldenOutcome,
    /// Every departure from what was expected.
    pub failures: Vec<GoldenFailure>,
}

/// Runs questions against one shop as it is now.
#[derive(Clone, Copy)]
pub struct GoldenRunner<'line> {
    /// Reads messages.
    pub understander: &'line Understander,
    /// The shop.
    pub shop: &'line Arc<Shop>,
    /// Gives live prices.
    pub catalogue: &'line dyn CatalogueStore,
    /// Names what the turn makes.
    pub ids: &'line dyn Ids,
    /// The moment that all turns are computed for.
    pub now: DateTime<Utc>,
}

impl std::fmt::Debug for GoldenRunner<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("GoldenRunner")
            .field("business", &self.shop.business_id)
            .finish_non_exhaustive()
    }
}

impl GoldenRunner<'_> {
    /// Runs every golden of the shop.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn run_all(&self, knowledge: &dyn KnowledgeStore) -> Result<Vec<GoldenResult>, StoreError> {
        let goldens = knowledge
            .entries(self.shop.business_id, KnowledgeKind::Golden)
            .await?;
        let mut results = Vec::with_capacity(goldens.len());
        for golden in goldens {
            results.push(self.run(golden).await?);
            // A question costs some milliseconds; whoever else waits for this thread goes first.
            tokio::task::yield_now().await;
        }
        Ok(results)
    }

    /// The names of the goldens that came as expected and would not with another shop in this one's place. Only those
    /// are asked that the other understands otherwise.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn broken_by(
        &self,
        candidate: &Arc<Shop>,
        knowledge: &dyn KnowledgeStore,
    ) -> Result<Vec<String>, StoreError> {
        let other = GoldenRunner {
            shop: candidate,
            ..*self
        };
        let goldens = knowledge
            .entries(self.shop.business_id, KnowledgeKind::Golden)
            .await?;
        let mut broken = Vec::new();
        for golden in goldens {
            if self.understands_like(&other, &golden.title) {
                continue;
            }
            let name = golden.slug.clone();
            let before = self.run(golden.clone()).await?;
            if before.failures.is_empty() && !other.run(golden).await?.failures.is_empty() {
                broken.push(name);
            }
            tokio::task::yield_now().await;
        }
        Ok(broken)
    }

    /// Those of these goldens that come as expected and would not with another shop in this one's place, with what would
    /// come of them.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn broken_among(
        &self,
        goldens: Vec<KnowledgeEntry>,
        candidate: &Arc<Shop>,
    ) -> Result<Vec<GoldenResult>, StoreError> {
        let other = GoldenRunner {
            shop: candidate,
            ..*self
        };
        let mut broken = Vec::new();
        for golden in goldens {
            let after = other.run(golden.clone()).await?;
            if !after.failures.is_empty() && self.run(golden).await?.failures.is_empty() {
                broken.push(after);
            }
            tokio::task::yield_now().await;
        }
        Ok(broken)
    }

    /// Whether both would go on alike: the same intent and actions, as surely to a hundredth.
    fn understands_like(&self, other: &GoldenRunner<'_>, question: &str) -> bool {
        let [mine, theirs] = [self, other].map(|runner| {
            let mut turn = runner.turn(question);
            understanding::understand(&mut turn, runner.understander);
            turn.understanding
        });
        let (Some(mine), Some(theirs)) = (mine, theirs) else {
            return false;
        };
        let near = |one: f32, other: f32| (one - other).abs() < 0.01;
        mine.intent == theirs.intent
            && mine.actions == theirs.actions
            && mine.handoff == theirs.handoff
            && mine.is_certain_task() == theirs.is_certain_task()
            && near(mine.confidence, theirs.confidence)
            && near(mine.out_of_scope, theirs.out_of_scope)
    }

    async fn run(&self, golden: KnowledgeEntry) -> Result<GoldenResult, StoreError> {
        let outcome = self.ask(&golden.title).await?;
        let failures = match serde_json::from_value::<Expectation>(golden.extra.clone()) {
            Ok(expectation) => expectation.failures(&outcome),
            Err(error) => vec![GoldenFailure {
                field: "expect".to_owned(),
                expected: "something that can be checked".to_owned(),
                got: error.to_string(),
            }],
        };
        Ok(GoldenResult {
            golden,
            outcome,
            failures,
        })
    }

    async fn ask(&self, question: &str) -> Result<GoldenOutcome, StoreError> {
        Ok(outcome_of(self.walk(question).await?))
    }

    /// The whole turn of a question that opens a conversation. Nothing of it is stored.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn walk(&self, question: &str) -> Result<Turn, StoreError> {
        let mut turn = self.turn(question);
        understanding::understand(&mut turn, self.understander);
        stage::embed_question(&mut turn).await;
        stage::retrieve(&mut turn);
        responder::respond(&mut turn, self.catalogue, None, self.ids, &mut Untimed).await?;
        Ok(turn)
    }

    fn turn(&self, question: &str) -> Turn {
        let inbound = Inbound {
            receipt_id: ReceiptId(self.ids.next()),
            message_id: MessageId(self.ids.next()),
            client_message_id: None,
            text: question.to_owned(),
            received_at: self.now,
            for_draft: false,
            attempts: 0,
        };
        let context = Context {
            now: self.now,
            shop: Arc::clone(self.shop),
            recent: VecDeque::new(),
            dialogue: DialogueState::default(),
            status: Status::ActiveAi,
            owner: Owner::default(),
            cart: Cart::empty(CartId(self.ids.next())),
            customer_id: None,
            signed_in: None,
            language: None,
            memory: None,
            flood: FloodState::Calm,
        };
        let seat = (
            self.shop.business_id,
            ConversationId(self.ids.next()),
            Channel::Web,
        );
        Turn::new(TurnId(self.ids.next()), seat, vec![inbound], context)
    }
}

fn outcome_of(turn: Turn) -> GoldenOutcome {
    GoldenOutcome {
        intent: turn
            .understanding
            .map(|understanding| understanding.intent.as_str().to_owned()),
        answer: turn
            .answer
            .as_ref()
            .map(|answer| answer.text.clone())
            .unwrap_or_default(),
        sources: turn
            .answer
            .into_iter()
            .flat_map(|answer| answer.sources)
            .map(|source| source.reference)
            .collect(),
        decision: turn.decision.map(|decision| decision.kind.as_str().to_owned()),
    }
}

/// Nobody asks how long the stages of a golden took.
struct Untimed;

impl Laps for Untimed {
    fn lap(&mut self) -> Duration {
        Duration::ZERO
    }
}
