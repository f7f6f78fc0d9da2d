//! Dead letters as owners see them, and what they do with them. Routes and the command line share it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use colloquy_actors::{Delivery, DeliveryReceiver, Engine, EngineError, Said, Seat, delivery_queue};
use colloquy_engine::{
    ids::{BusinessId, DeadLetterId, UserId},
    port::{
        conversations::ConversationStore,
        dead_letters::{DeadLetter, DeadLetterDecision, DeadLetterKind, DeadLetterStatus, DeadLetterStore},
        outbox::OutboxStore,
    },
};
use colloquy_entities::Store;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;

/// How long a replayed message may take until it is durable.
const PATIENCE: Duration = Duration::from_secs(20);

/// Something that was given up.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DeadLetterOut {
    /// Its id.
    pub id: Uuid,
    /// `message` (a shopper's message that no turn could be computed over) or `delivery`.
    pub kind: String,
    /// `open`, `replayed` or `discarded`.
    pub status: String,
    /// The conversation that it belongs to.
    pub conversation_id: Option<Uuid>,
    /// Why it was given up.
    pub cause: String,
    /// What it was.
    #[schema(value_type = Object)]
    pub payload: Value,
    /// When it was given up.
    pub created_at: DateTime<Utc>,
    /// When it was decided on.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who decided; none from the command line.
    pub decided_by: Option<Uuid>,
}

impl From<DeadLetter> for DeadLetterOut {
    fn from(letter: DeadLetter) -> Self {
        Self {
            id: letter.id.0,
            kind: letter.kind.as_str().to_owned(),
            status: letter.status.as_str().to_owned(),
            conversation_id: letter.conversation_id.map(|id| id.0),
            cause: letter.cause,
            payload: letter.payload,
            created_at: letter.created_at,
            decided_at: letter.decided_at,
            decided_by: letter.decided_by.map(|id| id.0),
        }
    }
}

/// A dead letter of a business.
///
/// # Errors
/// 404 where there is none.
pub async fn find(store: &Store, business: BusinessId, id: DeadLetterId) -> Result<DeadLetter, Problem> {
    let found = store.dead_letter(business, id).await?;
    found.ok_or_else(|| Problem::not_found("dead letter"))
}

/// Takes the message of a dead letter in again, under a key of its own: whoever asks twice finds it done.
///
/// # Errors
/// 409 when it was discarded, 503 when the message is not taken; it may be asked for again.
pub async fn replay(
    engine: &Engine,
    store: &Store,
    letter: DeadLetter,
    user_id: Option<UserId>,
) -> Result<DeadLetter, Problem> {
    match letter.status {
        DeadLetterStatus::Replayed => return Ok(letter),
        DeadLetterStatus::Discarded => {
            return Err(Problem::conflict("dead_letter_discarded", "it was discarded"));
        }
        DeadLetterStatus::Open => {}
    }
    if letter.kind == DeadLetterKind::Delivery {
        return send_again(engine, store, letter, user_id).await;
    }
    let text = letter.payload.get("text").and_then(Value::as_str);
    let (Some(text), Some(conversation), DeadLetterKind::Message) =
        (text, letter.conversation_id, letter.kind)
    else {
        return Err(Problem::conflict(
            "dead_letter_not_replayable",
            "what is stored of it cannot be tried again",
        ));
    };
    let stored = store.load(letter.business_id, conversation).await?;
    let stored = stored.ok_or_else(|| Problem::not_found("conversation"))?;
    let seat = Seat {
        business_id: letter.business_id,
        conversation_id: conversation,
        channel: stored.state.head.channel,
        session: None,
    };
    let (queue, mut deliveries) = delivery_queue();
    let joined = engine.join(&seat, queue).await?;
    let said = Said {
        subscriber: joined.subscriber,
        client_message_id: Some(format!("replay:{}", letter.id)),
        text: text.to_owned(),
        signed_in: None,
        for_draft: letter.payload["for_draft"].as_bool().unwrap_or_default(),
    };
    let taken = match engine.say(&seat, said).await {
        Ok(()) => acknowledged(&mut deliveries).await,
        Err(error) => Err(error),
    };
    engine.leave(&seat, joined.subscriber).await;
    taken?;
    let at = engine.ports().clock.now();
    decide(store, letter, DeadLetterStatus::Replayed, user_id, at).await
}

/// A delivery goes out again under the handle that it had, with a new budget.
async fn send_again(
    engine: &Engine,
    store: &Store,
    letter: DeadLetter,
    user_id: Option<UserId>,
) -> Result<DeadLetter, Problem> {
    let decision = DeadLetterDecision {
        status: DeadLetterStatus::Replayed,
        user_id,
        at: engine.ports().clock.now(),
    };
    store
        .replay_delivery(letter.business_id, letter.id, decision)
        .await?;
    engine.ring_outbox();
    find(store, letter.business_id, letter.id).await
}

/// Puts a dead letter away.
///
/// # Errors
/// 409 when it was replayed.
pub async fn discard(
    store: &Store,
    letter: DeadLetter,
    user_id: Option<UserId>,
    at: DateTime<Utc>,
) -> Result<DeadLetter, Problem> {
    match letter.status {
        DeadLetterStatus::Discarded => Ok(letter),
        DeadLetterStatus::Replayed => Err(Problem::conflict(
            "dead_letter_replayed",
            "it was tried again already",
        )),
        DeadLetterStatus::Open => decide(store, letter, DeadLetterStatus::Discarded, user_id, at).await,
    }
}

/// Waits until a message is durable.
async fn acknowledged(deliveries: &mut DeliveryReceiver) -> Result<(), EngineError> {
    let waiting = async {
        while let Some(delivery) = deliveries.next().await {
            match delivery {
                Delivery::Acknowledged { .. } => return Ok(()),
                Delivery::Refused { error, .. } => return Err(error),
                _elsewhere => {}
            }
        }
        Err(EngineError::Gone {
            actor: "conversation",
        })
    };
    tokio::time::timeout(PATIENCE, waiting)
        .await
        .unwrap_or(Err(EngineError::TimedOut {
            actor: "conversation",
        }))
}

/// Notes a decision; of two at once the first stands and both are shown it.
async fn decide(
    store: &Store,
    letter: DeadLetter,
    status: DeadLetterStatus,
    user_id: Option<UserId>,
    at: DateTime<Utc>,
) -> Result<DeadLetter, Problem> {
    let decision = DeadLetterDecision { status, user_id, at };
    store
        .decide_dead_letter(letter.business_id, letter.id, decision)
        .await?;
    find(store, letter.business_id, letter.id).await
}
