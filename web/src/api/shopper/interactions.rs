//! The REST twin of a socket's message: it answers with the finished turn.

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post};
use colloquy_actors::{Delivery, DeliveryReceiver, Said, delivery_queue};
use colloquy_engine::{
    conversation::EventBody,
    ids::{MessageId, UserId},
    port::conversations::ConversationStore,
    turn::inbound::{check_text, storable},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    extract::{
        Account, Json, message_key,
        session::{self, SESSION_HEADER, ShopperSession},
        tenant::{Tenant, state},
    },
    problem::Problem,
    state::App,
};

/// How long a request waits for its answer before it is told to come back (http.md).
const WAITS: Duration = Duration::from_secs(10);

/// Numbered events that are looked through for the answer to a repeated message.
const LOOKS_THROUGH: u64 = 500;

/// Mounts the route.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(say);
}

/// A message of the shopper.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MessageIn {
    /// A session that was given before.
    session_id: Option<String>,
    /// What is said; at most 8,000 code points.
    content: String,
    /// `web`.
    channel: Option<String>,
    /// Names the message, so that a repeat changes nothing; `Idempotency-Key` may stand in for it.
    client_message_id: Option<String>,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MessageOut {
    /// The message.
    #[schema(value_type = String)]
    message_id: MessageId,
    /// Its place in the conversation.
    seq: i64,
    /// Its session.
    session_id: String,
    /// The payload of the socket's `response`; none when a person answers or the answer takes longer.
    #[schema(value_type = Option<Object>)]
    response: Option<Value>,
}

/// Says something and waits for the answer.
#[utoipa::path(operation_id = "say", tag = "shopper", request_body = MessageIn, responses((status = 200, body = MessageOut),
    (status = 202, body = MessageOut, description = "Durable; the answer comes later, or from a person."),
    (status = 409, body = Problem, content_type = "application/problem+json"),
    (status = 410, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")))]
#[post("/v1/interactions/message")]
async fn say(request: HttpRequest, Json(body): Json<MessageIn>) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    check_text(&body.content)?;
    if !matches!(body.channel.as_deref(), None | Some("web")) {
        return Err(Problem::invalid("channel", "channel_invalid", "expected web"));
    }
    let given = session::given(&request, &tenant, body.session_id.as_deref())?;
    let account = Account::maybe_of(&state, &request, &tenant).await?;
    let session = session::meant(&state, &tenant, account.as_ref(), given.as_deref()).await?;
    let client_message_id = message_key(&request, body.client_message_id)?;
    let waited = Waiting {
        state: Arc::clone(&state),
        session,
        signed_in: account.map(|account| account.user_id),
    }
    .say(client_message_id, storable(&body.content))
    .await?;
    let Waited {
        session,
        message_id,
        seq,
        response,
    } = waited;
    let status = if response.is_some() {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    let mut answer = HttpResponse::build(status);
    answer.insert_header((SESSION_HEADER, session.id()));
    if tenant.takes_cookies()
        && let Some(seat) = &session.seat.session
    {
        answer.cookie(session::cookie(&state, &seat.id));
    }
    Ok(answer.json(MessageOut {
        message_id,
        seq,
        session_id: session.id().to_owned(),
        response,
    }))
}

struct Waiting {
    state: Arc<App>,
    session: ShopperSession,
    signed_in: Option<UserId>,
}

struct Waited {
    session: ShopperSession,
    message_id: MessageId,
    seq: i64,
    response: Option<Value>,
}

impl Waiting {
    async fn say(self, client_message_id: Option<String>, text: String) -> Result<Waited, Problem> {
        let seat = self.session.seat.clone();
        let (queue, mut deliveries) = delivery_queue();
        let joined = self.state.engine.join(&seat, queue).await?;
        let said = Said {
            subscriber: joined.subscriber,
            client_message_id,
            text,
            signed_in: self.signed_in,
            for_draft: false,
        };
        let outcome = match self.state.engine.say(&seat, said).await {
            Ok(()) => self.hear(&mut deliveries).await,
            Err(error) => Err(error.into()),
        };
        self.state.engine.leave(&seat, joined.subscriber).await;
        let (message_id, seq, response) = outcome?;
        Ok(Waited {
            session: self.session,
            message_id,
            seq,
            response,
        })
    }

    /// Waits for the acknowledgement and then for the answer; both within one deadline.
    async fn hear(
        &self,
        deliveries: &mut DeliveryReceiver,
    ) -> Result<(MessageId, i64, Option<Value>), Problem> {
        let deadline = tokio::time::Instant::now() + WAITS;
        let mut acknowledged: Option<(MessageId, i64)> = None;
        loop {
            let Ok(delivery) = tokio::time::timeout_at(deadline, deliveries.next()).await else {
                break;
            };
            match delivery {
                Some(Delivery::Acknowledged {
                    message_id,
                    seq,
                    duplicate,
                    ..
                }) => {
                    acknowledged = Some((message_id, seq));
                    if duplicate && let Some(response) = self.find_answer(message_id, seq).await? {
                        return Ok((message_id, seq, Some(response)));
                    }
                }
                Some(Delivery::Refused { error, .. }) => return Err(error.into()),
                Some(Delivery::Event { seq, body }) => {
                    if let (Some((message_id, own_seq)), EventBody::Answered(response)) =
                        (acknowledged, body.as_ref())
                        && response.answers.contains(&message_id)
                    {
                        return Ok((message_id, own_seq, payload(response, seq)));
                    }
                }
                Some(Delivery::Silent { messages }) => {
                    if let Some((message_id, seq)) = acknowledged
                        && messages.contains(&message_id)
                    {
                        return Ok((message_id, seq, None));
                    }
                }
                Some(_passing) => {}
                None => break,
            }
        }
        match acknowledged {
            Some((message_id, seq)) => Ok((message_id, seq, None)),
            None => {
                let mut problem = Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "timed_out",
                    "the message could not be made durable in time; send it again under the same id",
                );
                problem.retry_after = Some(Duration::from_secs(1));
                Err(problem)
            }
        }
    }

    /// The answer to a message that was said before.
    async fn find_answer(&self, message_id: MessageId, seq: i64) -> Result<Option<Value>, Problem> {
        let seat = &self.session.seat;
        let store = &self.state.store;
        let events = store
            .events_after(seat.business_id, seat.conversation_id, seq, LOOKS_THROUGH)
            .await?;
        Ok(events
            .into_iter()
            .find_map(|event| match (event.seq, event.body) {
                (Some(seq), EventBody::Answered(response)) if response.answers.contains(&message_id) => {
                    payload(&response, seq)
                }
                _ => None,
            }))
    }
}

fn payload(response: &colloquy_engine::conversation::event::Response, seq: i64) -> Option<Value> {
    let mut value = serde_json::to_value(response).ok()?;
    value["seq"] = seq.into();
    Some(value)
}
