//! One try of one delivery, from its claim to what is told of it.

use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::{Duration, Instant},
};

use colloquy_engine::{
    delivery::{
        DeliveryStatus, Letter, Mail, Next, Occasion, Payload, Reconciled, StaffNotice, TryOutcome,
        notice::GIVEN_UP,
        progress::{after_reconciling, after_try, before_try},
    },
    ids::DeadLetterId,
    port::{
        connector::{Connector, Outgoing},
        dead_letters::DeadLetterKind,
        outbox::{ClaimedDelivery, Told},
    },
};
use uuid::Uuid;

use super::{Parts, lane::Behaviour};
use crate::mutation::Mutation;

/// How often it is tried to tell how a delivery went.
const TELLS: u32 = 5;
/// The pause between two of those tries.
const TELL_PAUSE: Duration = Duration::from_millis(200);

/// A delivery that this process has claimed.
pub(super) struct Claimed {
    pub delivery: ClaimedDelivery,
    pub claimant: Uuid,
    /// When the claim was asked for: it lasts from then on at least.
    pub since: Instant,
}

/// Tries once and tells. Answers how the other side behaved.
pub(super) async fn deliver(parts: &Arc<Parts>, claimed: Claimed) -> Behaviour {
    let (next, behaviour) = attempt(parts, &claimed).await;
    count(&claimed.delivery.connection, &next);
    tell(parts, &claimed, next).await;
    behaviour
}

async fn attempt(parts: &Arc<Parts>, claimed: &Claimed) -> (Next, Behaviour) {
    let (delivery, retry) = (&claimed.delivery, &parts.settings.retry);
    if let Err(next) = before_try(delivery.attempts, delivery.is_uncertain, retry) {
        return (next, Behaviour::Unasked);
    }
    let (Some(payload), Some(connector)) = (&delivery.payload, parts.connector(&delivery.connection)) else {
        let cause = "what is stored of it cannot be read".to_owned();
        return (Next::Dead { cause }, Behaviour::Unasked);
    };
    let outgoing = Outgoing {
        id: handle(parts, delivery),
        business_id: delivery.business_id,
        conversation_id: delivery.conversation_id,
        payload: payload.clone(),
        created_at: delivery.created_at,
    };
    if delivery.is_uncertain {
        let reconciled = reconcile(parts, connector, &outgoing).await;
        let failure = match &reconciled {
            Reconciled::NotNow { cause } => Some(cause.clone()),
            _ => None,
        };
        if let Err(next) = after_reconciling(delivery.attempts, reconciled, retry, draw()) {
            let behaviour = failure.map_or(Behaviour::Answered, |cause| Behaviour::Failed {
                cause,
                rest: None,
            });
            return (next, behaviour);
        }
    }
    // A try must end within the claim: after it somebody else may have begun one.
    if claimed.since.elapsed() + parts.settings.attempt_deadline > parts.settings.lease {
        let status = if delivery.is_uncertain {
            DeliveryStatus::Unknown
        } else {
            DeliveryStatus::Pending
        };
        let cause = "the claim had no time left".to_owned();
        let wait = Duration::ZERO;
        return (Next::Again { status, wait, cause }, Behaviour::Unasked);
    }
    let outcome = send(parts, connector, outgoing).await;
    let behaviour = match &outcome {
        TryOutcome::Delivered { .. } | TryOutcome::Refused { .. } => Behaviour::Answered,
        TryOutcome::NotTaken { cause, retry_after } => Behaviour::Failed {
            cause: cause.clone(),
            rest: *retry_after,
        },
        TryOutcome::Unknown { cause } => Behaviour::Failed {
            cause: cause.clone(),
            rest: None,
        },
    };
    (after_try(delivery.attempts, outcome, retry, draw()), behaviour)
}

/// The handle that the other side knows a repeat by: the row's own for all tries.
fn handle(parts: &Parts, delivery: &ClaimedDelivery) -> Uuid {
    match parts.mutation {
        Some(Mutation::NewHandle) if delivery.attempts > 1 => parts.ids.next(),
        _ => delivery.id,
    }
}

/// In a task of its own: a connector that falls takes nothing with it.
async fn send(parts: &Parts, connector: &Arc<dyn Connector>, outgoing: Outgoing) -> TryOutcome {
    let connector = Arc::clone(connector);
    let mut task = tokio::spawn(async move { connector.send(&outgoing).await });
    let unknown = |cause: &str| TryOutcome::Unknown {
        cause: cause.to_owned(),
    };
    match tokio::time::timeout(parts.settings.attempt_deadline, &mut task).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_fell)) => unknown("the connector fell"),
        Err(_elapsed) => {
            task.abort();
            unknown("no answer in time")
        }
    }
}

async fn reconcile(parts: &Parts, connector: &Arc<dyn Connector>, outgoing: &Outgoing) -> Reconciled {
    let (connector, outgoing) = (Arc::clone(connector), outgoing.clone());
    let mut task = tokio::spawn(async move { connector.reconcile(&outgoing).await });
    let not_now = |cause: &str| Reconciled::NotNow {
        cause: cause.to_owned(),
    };
    match tokio::time::timeout(parts.settings.attempt_deadline, &mut task).await {
        Ok(Ok(reconciled)) => reconciled,
        Ok(Err(_fell)) => not_now("the connector fell"),
        Err(_elapsed) => {
            task.abort();
            not_now("no answer in time")
        }
    }
}

/// Tells the store. When that cannot be done the claim runs out, and the result counts as unknown.
async fn tell(parts: &Parts, claimed: &Claimed, next: Next) {
    let delivery = &claimed.delivery;
    let dead_letter = DeadLetterId(parts.ids.next());
    let told = Told {
        id: delivery.id,
        business_id: delivery.business_id,
        claimant: claimed.claimant,
        notice: notice(parts, delivery, dead_letter, &next),
        next,
        at: parts.clock.now(),
        dead_letter,
    };
    for left in (0..TELLS).rev() {
        let asked = tokio::time::timeout(parts.settings.store_deadline, parts.store.tell(&told)).await;
        match asked {
            Ok(Ok(true)) => {
                log(&told, &delivery.connection);
                if told.notice.is_some() {
                    parts.bell.ring();
                }
                return;
            }
            Ok(Ok(false)) => {
                tracing::warn!(
                    event_type = "delivery_claim_lost", delivery_id = %delivery.id,
                    connection = delivery.connection, error_code = "claim_lost",
                    "a delivery was taken by somebody else before its end was told"
                );
                return;
            }
            Ok(Err(error)) if left == 0 || !error.is_retryable() => {
                tracing::error!(
                    event_type = "delivery_not_told", delivery_id = %delivery.id,
                    connection = delivery.connection, error_code = "storage", "{error}"
                );
                return;
            }
            Ok(Err(_)) | Err(_) => tokio::time::sleep(TELL_PAUSE).await,
        }
    }
}

/// Whom to tell when it is given up. What tells of something that was given up has no such news of its own.
fn notice(
    parts: &Parts,
    delivery: &ClaimedDelivery,
    dead_letter: DeadLetterId,
    next: &Next,
) -> Option<StaffNotice> {
    let Next::Dead { cause } = next else { return None };
    let tells_of_one = match &delivery.payload {
        Some(Payload::Mail(Mail {
            letter: Letter::GivenUp { .. },
            ..
        })) => true,
        Some(Payload::Event(event)) => event.name == GIVEN_UP,
        _ => false,
    };
    let policy = parts.settings.notices.filter(|_| !tells_of_one)?;
    Some(StaffNotice {
        id: parts.ids.next(),
        occasion: Occasion::GivenUp {
            dead_letter,
            kind: DeadLetterKind::Delivery.as_str(),
            cause: cause.clone(),
        },
        policy,
    })
}

fn log(told: &Told, connection: &str) {
    match &told.next {
        Next::Delivered { .. } => tracing::debug!(
            event_type = "delivery_taken", delivery_id = %told.id, connection, "a delivery was taken"
        ),
        Next::Again { status, cause, .. } => tracing::warn!(
            event_type = "delivery_delayed", delivery_id = %told.id, connection,
            status = status.as_str(), error_code = "not_delivered", "a delivery is tried again: {cause}"
        ),
        Next::Dead { cause } => tracing::error!(
            event_type = "delivery_given_up", delivery_id = %told.id, connection,
            error_code = "dead_letter", "a delivery was given up: {cause}"
        ),
    }
}

fn count(connection: &str, next: &Next) {
    let kind = connection
        .split_once(':')
        .map_or(connection, |(kind, _)| kind)
        .to_owned();
    let outcome = match next {
        Next::Delivered { .. } => "delivered",
        Next::Again { status, .. } => status.as_str(),
        Next::Dead { .. } => "dead",
    };
    metrics::counter!("colloquy_outbox_tries_total", "connection" => kind, "outcome" => outcome).increment(1);
}

/// A number from 0 to 1. The keys of every new state are random; nothing secret rests on them here.
fn draw() -> f64 {
    (RandomState::new().hash_one(0_u8) % 1_024) as f64 / 1_024.0
}
