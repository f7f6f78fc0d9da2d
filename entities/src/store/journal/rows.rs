//! The rows of the accepted units, gathered by table.

mod given_up;
mod operators;
mod outgoing;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use colloquy_engine::{
    conversation::{
        event::{AcceptedMessage, EventBody},
        state::SenderKind,
    },
    port::{
        StoreError,
        journal::{CartPart, NewSession, NewTurn},
    },
};
use sea_orm::{JsonValue, Value};
use uuid::Uuid;

use self::outgoing::TakenNotice;
use super::{
    judge::{Accepted, AcceptedPart, EscalationChange},
    memories::MemoryRows,
};
use crate::{
    error::Trouble,
    packed,
    rows::{finite, position, to_json},
    statement::{ColumnKind, RowsInsert},
    store::requests::request_row,
    tables::{
        conversation::{approvals, draft_edits, drafts, escalations, messages, notes, receipts, tags},
        people::{customers, sessions},
        running::{dead_letters, idempotency_keys, outbox},
        trade::cart_items,
    },
    text::{folded, storable, storable_json_text},
};

/// Every turn writes several, with the largest bodies that there are: their JSON is written once, as text.
pub(super) const EVENTS: RowsInsert = RowsInsert {
    table: "conversation_events",
    columns: &[
        ("business_id", ColumnKind::Uuid),
        ("conversation_id", ColumnKind::Uuid),
        ("seq", ColumnKind::Number),
        ("kind", ColumnKind::Text),
        ("body", ColumnKind::Json),
        ("at", ColumnKind::Time),
    ],
};

/// A turn with its trace.
pub(super) const TURNS: RowsInsert = RowsInsert {
    table: "turns",
    columns: &[
        ("id", ColumnKind::Uuid),
        ("business_id", ColumnKind::Uuid),
        ("conversation_id", ColumnKind::Uuid),
        ("answers", ColumnKind::Json),
        ("reply_message_id", ColumnKind::Uuid),
        ("decision", ColumnKind::Text),
        ("reason", ColumnKind::Text),
        ("confidence", ColumnKind::Real),
        ("channel", ColumnKind::Text),
        ("started_at", ColumnKind::Time),
        ("duration_micros", ColumnKind::Number),
        ("sentiment", ColumnKind::Double),
        ("trace", ColumnKind::Bytes),
    ],
};

/// Everything that a batch writes, beside heads of conversations and carts.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) customers: Vec<customers::Model>,
    /// Sessions of conversations: one that a cart made before takes the conversation's id.
    pub(super) sessions: HashMap<String, sessions::Model>,
    /// Sessions that carts make: one that is there stays as it is.
    pub(super) cart_sessions: Vec<sessions::Model>,
    /// Session, business, new end.
    pub(super) session_ends: HashMap<String, (Uuid, DateTime<Utc>)>,
    /// The values of [`EVENTS`], row after row.
    pub(super) events: Vec<Value>,
    pub(super) messages: Vec<messages::Model>,
    pub(super) receipts: Vec<receipts::Model>,
    /// Receipt, conversation, turn.
    pub(super) settled: Vec<(Uuid, Uuid, Uuid)>,
    /// The values of [`TURNS`], row after row.
    pub(super) turns: Vec<Value>,
    /// Receipt, conversation.
    pub(super) attempted: Vec<(Uuid, Uuid)>,
    pub(super) dead_letters: Vec<dead_letters::Model>,
    pub(super) drafts: Vec<drafts::Model>,
    /// Draft, status, when.
    pub(super) decisions: Vec<(Uuid, String, DateTime<Utc>)>,
    pub(super) approvals: Vec<approvals::Model>,
    pub(super) edits: Vec<draft_edits::Model>,
    /// Conversation, change, when.
    pub(super) escalation_changes: Vec<(Uuid, EscalationChange, DateTime<Utc>)>,
    pub(super) escalations: Vec<escalations::Model>,
    pub(super) notes: Vec<notes::Model>,
    /// The conversations whose tags are replaced, with all of them.
    pub(super) tags: HashMap<Uuid, Vec<tags::Model>>,
    /// The carts whose lines are replaced, with all of them.
    pub(super) carts: HashMap<Uuid, Vec<cart_items::Model>>,
    pub(super) requests: Vec<idempotency_keys::Model>,
    /// What is remembered of shoppers.
    pub(super) memories: MemoryRows,
    pub(super) outbox: Vec<outbox::Model>,
    /// What the staff is told of; becomes deliveries once it is known whom a business wants told.
    pub(super) notices: Vec<TakenNotice>,
}

impl Rows {
    /// Adds the rows of a unit.
    pub(super) fn add(&mut self, accepted: &Accepted<'_>) -> Result<(), Trouble> {
        if let Some(conversation) = &accepted.conversation {
            if conversation.is_new {
                self.open(conversation);
            }
            self.take_in(accepted, conversation)?;
            self.record(accepted, conversation)?;
            self.say(accepted, conversation)?;
            if let Some(turn) = &conversation.part.turn {
                self.turn(conversation, turn)?;
            }
            self.add_given_up(conversation)?;
            self.add_drafts(conversation)?;
            self.add_handover(conversation);
            if let Some(memory) = accepted.memory {
                self.memories
                    .add(accepted.business, memory, conversation.part.at)?;
            }
            self.add_outgoing(accepted, conversation)?;
        }
        if let Some(cart) = accepted.cart {
            self.cart(accepted, cart);
        }
        if let Some(answered) = accepted.request {
            self.requests.push(request_row(accepted.business, answered)?);
        }
        Ok(())
    }

    fn open(&mut self, conversation: &AcceptedPart<'_>) {
        let (head, part) = (&conversation.head, conversation.part);
        let Some(opening) = &part.opening else { return };
        self.customers.push(customers::Model {
            id: opening.customer_id.0,
            business_id: head.business_id,
            name: None,
            language: None,
            profile: None,
            version: 0,
            created_at: part.at,
        });
        if let Some(session) = &opening.session {
            let row = session_row(session, head.business_id);
            self.sessions.insert(row.id.clone(), row);
        }
    }

    /// Receipts, each with its event and the message that it becomes.
    fn take_in(&mut self, accepted: &Accepted<'_>, conversation: &AcceptedPart<'_>) -> Result<(), Trouble> {
        let (head, part) = (&conversation.head, conversation.part);
        let turn = part.turn.as_ref().map(|turn| turn.id.0);
        for (receipt, seq) in part.receipts.iter().zip(&accepted.committed.receipt_seqs) {
            let text = storable(&receipt.text);
            let client_message_id = receipt.client_message_id.as_deref().map(storable);
            let body = EventBody::MessageAccepted(AcceptedMessage {
                message_id: receipt.message_id,
                client_message_id: client_message_id.clone(),
                content: text.clone(),
                sent_at: receipt.received_at,
            });
            self.event(conversation, Some(*seq), &body)?;
            self.messages.push(messages::Model {
                id: receipt.message_id.0,
                business_id: head.business_id,
                conversation_id: head.id,
                seq: *seq,
                sender_type: SenderKind::Customer.as_str().to_owned(),
                sender_name: String::new(),
                folded_text: folded(&text),
                text_content: text.clone(),
                channel: head.channel.clone(),
                direction: "inbound".to_owned(),
                delivery: "received".to_owned(),
                confidence: None,
                sources: JsonValue::Array(Vec::new()),
                in_reply_to: None,
                client_message_id: client_message_id.clone(),
                turn_id: turn,
                created_at: part.at,
            });
            self.receipts.push(receipts::Model {
                id: receipt.id.0,
                business_id: head.business_id,
                conversation_id: head.id,
                message_id: receipt.message_id.0,
                seq: *seq,
                connection: storable(&receipt.connection),
                dedupe_key: storable(&receipt.dedupe_key),
                client_message_id,
                text,
                status: if turn.is_some() { "settled" } else { "pending" }.to_owned(),
                attempts: 0,
                turn_id: turn,
                received_at: receipt.received_at,
            });
        }
        Ok(())
    }

    fn record(&mut self, accepted: &Accepted<'_>, conversation: &AcceptedPart<'_>) -> Result<(), Trouble> {
        for (body, seq) in conversation
            .part
            .events
            .iter()
            .zip(&accepted.committed.event_seqs)
        {
            self.event(conversation, *seq, body)?;
        }
        Ok(())
    }

    fn event(
        &mut self,
        conversation: &AcceptedPart<'_>,
        seq: Option<i64>,
        body: &EventBody,
    ) -> Result<(), Trouble> {
        let content = body.content().map_err(|error| refused(&error))?;
        self.events.extend([
            conversation.head.business_id.into(),
            conversation.head.id.into(),
            seq.into(),
            body.kind().into(),
            storable_json_text(content)?.into(),
            conversation.part.at.into(),
        ]);
        Ok(())
    }

    fn say(&mut self, accepted: &Accepted<'_>, conversation: &AcceptedPart<'_>) -> Result<(), Trouble> {
        let (head, part) = (&conversation.head, conversation.part);
        // What an operator lets pass was written by the turn that made the draft.
        let turn = part
            .turn
            .as_ref()
            .map(|turn| turn.id.0)
            .or_else(|| conversation.decided.first().map(|draft| draft.turn_id));
        for message in &part.messages {
            let seq = accepted
                .committed
                .event_seqs
                .get(message.event)
                .copied()
                .flatten();
            let text = storable(&message.text);
            self.messages.push(messages::Model {
                id: message.id.0,
                business_id: head.business_id,
                conversation_id: head.id,
                seq: seq.unwrap_or(head.last_seq),
                sender_type: message.sender.as_str().to_owned(),
                sender_name: storable(&message.sender_name),
                folded_text: folded(&text),
                text_content: text,
                channel: head.channel.clone(),
                direction: "outbound".to_owned(),
                delivery: "sent".to_owned(),
                confidence: message.confidence.map(finite),
                sources: to_json(&message.sources)?,
                in_reply_to: message.in_reply_to.map(|id| id.0),
                client_message_id: None,
                turn_id: turn,
                created_at: part.at,
            });
        }
        Ok(())
    }

    fn turn(&mut self, conversation: &AcceptedPart<'_>, turn: &NewTurn) -> Result<(), Trouble> {
        let head = &conversation.head;
        let answers = serde_json::to_string(&turn.answers).map_err(|error| refused(&error))?;
        self.turns.extend([
            turn.id.0.into(),
            head.business_id.into(),
            head.id.into(),
            answers.into(),
            turn.reply.map(|id| id.0).into(),
            turn.decision.as_str().into(),
            storable(&turn.reason).into(),
            finite(turn.confidence).into(),
            head.channel.clone().into(),
            turn.started_at.into(),
            turn.duration_micros.into(),
            turn.sentiment.map(|score| f64::from(finite(score))).into(),
            packed::pack(turn.trace.get())?.into(),
        ]);
        for receipt in &conversation.part.settled {
            self.settled.push((receipt.0, head.id, turn.id.0));
        }
        Ok(())
    }

    fn cart(&mut self, accepted: &Accepted<'_>, part: &CartPart) {
        if let Some(session) = &part.opening {
            let row = session_row(session, accepted.business);
            self.cart_sessions.push(row);
        }
        let lines = part
            .cart
            .lines
            .iter()
            .enumerate()
            .map(|(index, line)| cart_items::Model {
                id: line.item_id.0,
                business_id: accepted.business,
                cart_id: part.cart.id.0,
                product_id: storable(line.product_id.as_str()),
                variant_id: storable(line.variant_id.as_str()),
                quantity: i32::try_from(line.quantity).unwrap_or(i32::MAX),
                position: position(index),
            });
        self.carts.insert(part.cart.id.0, lines.collect());
    }
}

pub(in crate::store) fn session_row(session: &NewSession, business: Uuid) -> sessions::Model {
    sessions::Model {
        id: storable(session.id.as_str()),
        business_id: business,
        channel: session.channel.as_str().to_owned(),
        conversation_id: session.conversation_id.0,
        created_at: session.created_at,
        expires_at: session.expires_at,
        ended_at: None,
        user_id: None,
    }
}

fn refused(error: &serde_json::Error) -> Trouble {
    Trouble::Store(StoreError::Refused(error.to_string()))
}
