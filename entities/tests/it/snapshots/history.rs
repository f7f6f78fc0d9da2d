//! A conversation that never sleeps: it does what an awake actor does, with the engine's own plans.

use std::{
    cell::Cell,
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use colloquy_engine::{
    channel::Channel,
    commerce::{
        cart::{Cart, PricingRules},
        catalogue::Catalogue,
        shop::{Shop, ShopProfile},
    },
    conversation::{
        ConversationState, Owner, Status,
        operation::{Operation, OperatorAction, plan},
        settle::{Accompaniment, settle},
        snapshot::{self, Snapshot},
        state::Advance,
    },
    ids::{BusinessId, CartId, MessageId, ReceiptId, TurnId, UserId},
    knowledge::{Corrections, IndexSettings, KnowledgeIndex},
    money::Minor,
    policy::{gate::GateRules, hours::BusinessHours},
    port::{
        Ids,
        conversations::Asleep,
        journal::{Committed, ConversationPart, NewReceipt, Unit, UnitOutcome},
    },
    replay::Versions,
    turn::{Context, Decision, DecisionKind, Inbound, Reply, Turn, context::FloodState},
    understanding::CatalogueLexicon,
};
use colloquy_entities::Store;
use proptest::prelude::*;
use uuid::Uuid;

use crate::material::{Talk, at};

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// The shopper writes, and it is made durable ahead of its turn.
    Message,
    /// A turn over what waits, or over a message that comes with it, is answered.
    Answer,
    /// The same is held for a person.
    Hold,
    /// The same goes to a person.
    HandOff,
    /// The same ends in silence.
    Silence,
    /// A person approves the draft that waits.
    Approve,
    /// A person rejects it.
    Reject,
    /// A person writes.
    Reply,
    /// A person takes the conversation over, or hands it back.
    Baton(bool),
    /// A person closes it.
    Close,
    /// A person leaves a note.
    Note,
    /// A person sets tags.
    Tag,
}

pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => Just(Step::Message),
        4 => Just(Step::Answer),
        2 => Just(Step::Hold),
        1 => Just(Step::HandOff),
        1 => Just(Step::Silence),
        2 => Just(Step::Approve),
        1 => Just(Step::Reject),
        2 => Just(Step::Reply),
        2 => any::<bool>().prop_map(Step::Baton),
        1 => Just(Step::Close),
        1 => Just(Step::Note),
        1 => Just(Step::Tag),
    ];
    prop::collection::vec(step, 1..40)
}

/// A shop with nothing in it.
pub(super) fn shop(business_id: BusinessId) -> Shop {
    let catalogue = Catalogue::new(Vec::new());
    Shop {
        business_id,
        profile: ShopProfile {
            name: "Shop".to_owned(),
            agent_name: "Mira".to_owned(),
            timezone: chrono_tz::UTC,
        },
        lexicon: Arc::new(CatalogueLexicon::new(&catalogue)),
        catalogue: Arc::new(catalogue),
        knowledge: Arc::new(KnowledgeIndex::build([], IndexSettings::default())),
        corrections: Arc::new(Corrections::default()),
        pricing: PricingRules {
            tax_rate: rust_decimal::Decimal::ZERO,
            shipping_fee: Minor::ZERO,
            currency: "EUR".to_owned(),
            discounts: Vec::new(),
        },
        hours: BusinessHours {
            timezone: chrono_tz::UTC,
            week: BTreeMap::new(),
        },
        gate: GateRules::default(),
        live: Arc::default(),
        versions: Versions::default(),
        flows: Arc::default(),
        texts: Arc::default(),
    }
}

struct Random;

impl Ids for Random {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// The conversation that never sleeps.
pub(super) struct History<'a> {
    pub(super) state: ConversationState,
    store: &'a Store,
    shop: Arc<Shop>,
    talk: Talk,
    waiting: Vec<Inbound>,
    clock: Cell<i64>,
}

impl<'a> History<'a> {
    pub(super) fn begin(store: &'a Store, shop: &Arc<Shop>) -> Self {
        let talk = Talk::new(shop.business_id);
        let session = Some(talk.session.clone());
        Self {
            state: ConversationState::fresh(talk.id, talk.business, Channel::Web, session, at(0)),
            store,
            shop: Arc::clone(shop),
            talk,
            waiting: Vec::new(),
            clock: Cell::new(0),
        }
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.state.clone(), [].iter())
    }

    /// Asleep with these bytes of a snapshot. What cannot be read is passed over, as the actors do.
    pub(super) fn asleep(&self, bytes: Option<Vec<u8>>) -> Asleep {
        let (business_id, conversation_id) = (self.state.head.business_id, self.state.head.id);
        Asleep {
            business_id,
            conversation_id,
            snapshot: bytes.and_then(|bytes| snapshot::decode(&bytes, conversation_id).ok()),
        }
    }

    pub(super) fn unsettled(&self) -> Vec<MessageId> {
        self.waiting.iter().map(|inbound| inbound.message_id).collect()
    }

    pub(super) async fn step(&mut self, step: Step) {
        match step {
            Step::Message => self.take_in().await,
            Step::Answer => self.turn(DecisionKind::Send).await,
            Step::Hold => self.turn(DecisionKind::Hold).await,
            Step::HandOff => self.turn(DecisionKind::Handoff).await,
            Step::Silence => self.turn(DecisionKind::Silent).await,
            Step::Approve | Step::Reject => {
                let Some(draft) = &self.state.dialogue.pending_draft else {
                    return;
                };
                let draft_id = draft.id;
                self.operate(if matches!(step, Step::Approve) {
                    OperatorAction::ApproveDraft {
                        draft_id,
                        final_message: None,
                        edits: None,
                    }
                } else {
                    OperatorAction::RejectDraft {
                        draft_id,
                        reason: None,
                    }
                })
                .await;
            }
            Step::Reply => {
                let text = format!("reply {}", self.clock.get());
                self.operate(OperatorAction::Reply {
                    text,
                    owner_number: None,
                })
                .await;
            }
            Step::Baton(taken) => {
                self.set(if taken {
                    Status::ActiveHuman
                } else {
                    Status::ActiveAi
                })
                .await
            }
            Step::Close => self.set(Status::ResolvedByHuman).await,
            Step::Note => {
                let text = "a note".to_owned();
                self.operate(OperatorAction::Note { text }).await;
            }
            Step::Tag => {
                let tags = vec!["tag".to_owned()];
                self.operate(OperatorAction::SetTags { tags }).await;
            }
        }
    }

    async fn set(&mut self, status: Status) {
        self.operate(OperatorAction::SetStatus {
            status,
            owner_number: None,
        })
        .await;
    }

    /// Forwards mostly, and now and then backwards.
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        let tick = self.clock.get() + 1;
        self.clock.set(tick);
        at(if tick % 7 == 0 { tick - 5 } else { tick })
    }

    fn inbound(&self) -> Inbound {
        let received_at = self.now();
        Inbound {
            receipt_id: ReceiptId(Uuid::now_v7()),
            message_id: MessageId(Uuid::now_v7()),
            client_message_id: None,
            text: format!("message {}", self.clock.get()),
            received_at,
            for_draft: false,
            attempts: 0,
        }
    }

    fn receipt(&self, inbound: &Inbound) -> NewReceipt {
        NewReceipt {
            id: inbound.receipt_id,
            message_id: inbound.message_id,
            client_message_id: None,
            ..self
                .talk
                .receipt(&inbound.message_id.to_string(), &inbound.text, self.clock.get())
        }
    }

    async fn take_in(&mut self) {
        let (inbound, now) = (self.inbound(), self.now());
        let opening = (!self.state.stored).then(|| self.talk.opening());
        let customer = opening.as_ref().map(|opening| opening.customer_id);
        let part = ConversationPart {
            opening,
            receipts: vec![self.receipt(&inbound)],
            at: now,
            ..self.talk.part(0)
        };
        let committed = self.commit(self.talk.unit(part)).await;
        let seq = committed.receipt_seqs[0];
        let accepted = [(inbound.message_id, inbound.text.clone(), seq)];
        let customer = customer.or(self.state.head.customer_id).unwrap();
        self.state.take_in(accepted.into_iter(), customer, now);
        self.waiting.push(inbound);
    }

    async fn turn(&mut self, kind: DecisionKind) {
        let mut inbound = std::mem::take(&mut self.waiting);
        let mut accompaniment = Accompaniment::default();
        if inbound.is_empty() {
            let fresh = self.inbound();
            accompaniment.fresh = vec![self.receipt(&fresh)];
            inbound.push(fresh);
        }
        if !self.state.stored {
            accompaniment.opening = Some(self.talk.opening());
        }
        let now = self.now();
        let mut turn = Turn::new(
            TurnId(Uuid::now_v7()),
            (self.talk.business, self.talk.id, Channel::Web),
            inbound,
            self.context(now),
        );
        if kind != DecisionKind::Silent {
            turn.reply = Some(Reply {
                content: format!("answer {}", self.clock.get()),
                agent: "support".to_owned(),
                ..Reply::default()
            });
        }
        let decision = Decision {
            kind,
            reason: "because".to_owned(),
            confidence: 0.3,
            threshold: 0.65,
        };
        let settlement = settle(&self.state, &turn, &decision, accompaniment, &Random, now);
        self.take_over(settlement.unit, settlement.advance).await;
    }

    fn context(&self, now: chrono::DateTime<chrono::Utc>) -> Context {
        Context {
            now,
            shop: Arc::clone(&self.shop),
            recent: VecDeque::new(),
            dialogue: self.state.dialogue.clone(),
            status: self.state.head.status,
            owner: Owner::default(),
            cart: Cart::empty(CartId(Uuid::now_v7())),
            customer_id: self.state.head.customer_id,
            signed_in: None,
            language: None,
            memory: None,
            flood: FloodState::Calm,
        }
    }

    async fn operate(&mut self, action: OperatorAction) {
        if !self.state.stored {
            return;
        }
        let operation = Operation {
            activity: None,
            user_id: UserId(Uuid::from_u128(7)),
            user_name: "Ada".to_owned(),
            action,
            request: None,
        };
        let now = self.now();
        let has_unanswered = !self.waiting.is_empty();
        if let Ok(planned) = plan(&self.state, &operation, has_unanswered, &Random, now) {
            self.take_over(planned.unit, planned.advance).await;
        }
    }

    async fn take_over(&mut self, unit: Unit, advance: Advance) {
        let committed = self.commit(unit).await;
        self.state.apply(advance, &committed);
    }

    async fn commit(&self, unit: Unit) -> Committed {
        use colloquy_engine::port::journal::JournalStore;

        match self.store.commit(&[unit]).await.unwrap().pop().unwrap() {
            UnitOutcome::Committed(committed) => committed,
            refused => panic!("refused: {refused:?}"),
        }
    }
}
