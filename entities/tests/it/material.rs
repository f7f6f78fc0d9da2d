//! Businesses, units and answers to test with.

use chrono::{DateTime, TimeDelta, Utc};
use colloquy_engine::{
    channel::Channel,
    conversation::{
        event::{EventBody, Response},
        state::{DialogueState, SenderKind},
    },
    ids::{BusinessId, ConversationId, CustomerId, MessageId, ReceiptId, SessionId, TurnId, UserId},
    port::{
        accounts::{AccountStore, Business, Role, User, WidgetKey},
        journal::{
            Committed, ConversationPart, JournalStore, NewMessage, NewReceipt, NewSession, NewTurn, Opening,
            Unit, UnitOutcome,
        },
    },
    turn::decision::DecisionKind,
};
use colloquy_entities::Store;
use serde_json::{Value, json, value::to_raw_value};
use uuid::Uuid;

/// A moment so many seconds after the tests' beginning of time.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(1_767_225_600_123_456).unwrap() + TimeDelta::seconds(seconds)
}

/// A business that nobody else has, with an owner.
pub(crate) async fn business(store: &Store) -> BusinessId {
    let id = BusinessId(Uuid::now_v7());
    let mark = id.0.simple().to_string();
    let business = Business {
        id,
        slug: format!("shop-{mark}"),
        name: "Shop".to_owned(),
        profile: json!({"currency": "EUR"}),
        created_at: at(0),
    };
    let key = WidgetKey {
        key: format!("pk_{mark}"),
        business_id: id,
        origins: vec!["https://shop.example".to_owned()],
    };
    let owner = user(id, &format!("owner-{mark}@shop.example"));
    let hosts = [format!("{mark}.shop.example")];
    store
        .add_business(&business, &key, &hosts, &[owner], None)
        .await
        .unwrap();
    id
}

/// A member of staff.
pub(crate) fn user(business: BusinessId, email: &str) -> User {
    User {
        id: UserId(Uuid::now_v7()),
        business_id: business,
        email: email.to_owned(),
        full_name: "Ada Owner".to_owned(),
        role: Role::Owner,
        password_hash: "$argon2id$".to_owned(),
        created_at: at(0),
    }
}

/// A conversation to write units of.
#[derive(Clone, Debug)]
pub(crate) struct Talk {
    pub(crate) business: BusinessId,
    pub(crate) id: ConversationId,
    pub(crate) session: SessionId,
}

impl Talk {
    /// A conversation that nothing is stored of.
    pub(crate) fn new(business: BusinessId) -> Self {
        Self {
            business,
            id: ConversationId(Uuid::now_v7()),
            session: SessionId(Uuid::new_v4().to_string()),
        }
    }

    /// A part that changes nothing yet.
    pub(crate) fn part(&self, seconds: i64) -> ConversationPart {
        ConversationPart::empty(self.id, at(seconds))
    }

    /// What opens it.
    pub(crate) fn opening(&self) -> Opening {
        Opening {
            channel: Channel::Web,
            session: Some(NewSession {
                id: self.session.clone(),
                channel: Channel::Web,
                conversation_id: self.id,
                created_at: at(0),
                expires_at: at(3_600),
            }),
            customer_id: CustomerId(Uuid::now_v7()),
            initial_context: None,
        }
    }

    /// A message of the shopper with a client's id.
    pub(crate) fn receipt(&self, key: &str, text: &str, seconds: i64) -> NewReceipt {
        NewReceipt {
            id: ReceiptId(Uuid::now_v7()),
            message_id: MessageId(Uuid::now_v7()),
            connection: format!("web:{}", self.id),
            dedupe_key: key.to_owned(),
            client_message_id: Some(key.to_owned()),
            text: text.to_owned(),
            received_at: at(seconds),
        }
    }

    /// A part that only takes in messages, opening the conversation if need be.
    pub(crate) fn taking_in(&self, receipts: Vec<NewReceipt>, seconds: i64) -> ConversationPart {
        ConversationPart {
            opening: Some(self.opening()),
            receipts,
            ..self.part(seconds)
        }
    }

    /// A turn under a version that answers everything it takes in or settles.
    pub(crate) fn turn(
        &self,
        version: i64,
        receipts: Vec<NewReceipt>,
        settled: &[NewReceipt],
        text: &str,
        seconds: i64,
    ) -> ConversationPart {
        let answers: Vec<MessageId> = settled
            .iter()
            .chain(&receipts)
            .map(|receipt| receipt.message_id)
            .collect();
        let reply = MessageId(Uuid::now_v7());
        ConversationPart {
            expected_version: Some(version),
            events: vec![
                EventBody::Answered(Box::new(response(reply, answers.clone(), text, seconds))),
                EventBody::State(Box::new(DialogueState {
                    unknown_in_a_row: u32::try_from(version).unwrap(),
                    ..DialogueState::default()
                })),
            ],
            messages: vec![NewMessage {
                id: reply,
                event: 0,
                sender: SenderKind::AiBot,
                sender_name: "Mira".to_owned(),
                text: text.to_owned(),
                confidence: Some(0.9),
                sources: Vec::new(),
                in_reply_to: answers.last().copied(),
            }],
            turn: Some(NewTurn {
                id: TurnId(Uuid::now_v7()),
                answers,
                reply: Some(reply),
                decision: DecisionKind::Send,
                reason: "confident".to_owned(),
                confidence: 0.9,
                started_at: at(seconds),
                duration_micros: 1_500,
                sentiment: Some(0.5),
                trace: to_raw_value(&json!({"text": text})).unwrap(),
            }),
            settled: settled.iter().map(|receipt| receipt.id).collect(),
            ..self.taking_in(receipts, seconds)
        }
    }

    /// The unit of a part.
    pub(crate) fn unit(&self, part: ConversationPart) -> Unit {
        Unit {
            business_id: Some(self.business),
            conversation: Some(part),
            ..Unit::default()
        }
    }

    /// Commits a part alone.
    pub(crate) async fn commit(&self, store: &Store, part: ConversationPart) -> UnitOutcome {
        let outcomes = store.commit(&[self.unit(part)]).await.unwrap();
        assert_eq!(outcomes.len(), 1);
        outcomes.into_iter().next().unwrap()
    }

    /// Commits a part that must be taken.
    pub(crate) async fn committed(&self, store: &Store, part: ConversationPart) -> Committed {
        match self.commit(store, part).await {
            UnitOutcome::Committed(committed) => committed,
            refused => panic!("refused: {refused:?}"),
        }
    }
}

fn response(id: MessageId, answers: Vec<MessageId>, text: &str, seconds: i64) -> Response {
    Response {
        message_id: id,
        in_reply_to: answers.last().copied(),
        answers,
        content: text.to_owned(),
        agent: "support".to_owned(),
        intent: Some("opening_hours".to_owned()),
        confidence: Some(0.9),
        sources: Vec::new(),
        suggested_actions: Vec::new(),
        actions: Vec::new(),
        products: Vec::new(),
        cart: None,
        sent_at: at(seconds),
    }
}

/// The trace of a part's turn, as it is read again.
pub(crate) fn trace_of(part: &ConversationPart) -> Value {
    serde_json::from_str(part.turn.as_ref().unwrap().trace.get()).unwrap()
}
