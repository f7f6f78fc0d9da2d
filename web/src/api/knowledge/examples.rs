//! Examples: messages whose intent a person has put right. They are learnt at once, unless a golden breaks.

use std::{sync::Arc, time::Instant};

use actix_web::{HttpResponse, delete, get, post};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::shop::Shop,
    ids::ConversationId,
    port::learning::{self, ExampleStatus, LearningEvent, LearningStore, Taught},
    understanding::{Example, Intent, MOST_EXAMPLES, Situation},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::Checks;
use crate::{
    bootstrap::shops::{taught, teach},
    catalogue::keep::act,
    extract::{Editor, Id, Json, Listed, Paging, Shared, Staff},
    goldens::GoldenRunner,
    problem::Problem,
    state::App,
};

/// What examples are called that belong to no intent.
const OUT_OF_SCOPE: &str = "oos";

/// One is learnt at a time: each is held against the goldens together with all before it.
static LESSONS: Semaphore = Semaphore::const_new(1);

/// What an editor teaches.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ExampleIn {
    /// The message, as a shopper wrote it.
    text: String,
    /// What it wants, by the name of the intent; `oos` for nothing that the assistant can do.
    intent: String,
    /// The conversation that it was written in.
    conversation_id: Option<Uuid>,
}

/// An example as it is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ExampleOut {
    /// The row.
    id: Uuid,
    /// The message.
    text: String,
    /// What it wants.
    intent: String,
    /// What it was understood as before.
    was: String,
    /// `active`, `rolled_back` because goldens broke, or `withdrawn`.
    status: &'static str,
    /// The names of the goldens that broke.
    broke: Vec<String>,
    /// When it was taught.
    created_at: DateTime<Utc>,
    /// Milliseconds from the request to its being in force; only told when it is taught.
    #[serde(skip_serializing_if = "Option::is_none")]
    took_ms: Option<u64>,
}

/// Lists what was taught, oldest first.
#[utoipa::path(
    tag = "knowledge",
    params(Paging),
    responses(
        (status = 200, body = Listed<ExampleOut>),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/knowledge/examples")]
pub(super) async fn list_examples(
    app: Shared,
    staff: Staff,
    paging: Paging,
) -> Result<HttpResponse, Problem> {
    let events = app.store.learning_events(staff.business_id).await?;
    let all: Vec<ExampleOut> = learning::examples(&events)
        .into_iter()
        .filter_map(|(event, status)| shown(event, status, None))
        .collect();
    let total = all.len() as u64;
    let page = all
        .into_iter()
        .skip(usize::try_from(paging.offset()).unwrap_or(usize::MAX))
        .take(usize::try_from(paging.limit).unwrap_or(usize::MAX));
    Ok(HttpResponse::Ok().json(paging.list(page.collect(), total)))
}

/// Teaches what a message wants. It is in force with the answer, unless a golden that held breaks by it: then it is
/// rolled back, and the answer names the golden.
#[utoipa::path(
    tag = "knowledge",
    request_body = ExampleIn,
    responses(
        (status = 201, body = ExampleOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[post("/api/v1/knowledge/examples")]
pub(super) async fn add_example(
    app: Shared,
    editor: Editor,
    Json(body): Json<ExampleIn>,
) -> Result<HttpResponse, Problem> {
    let began = Instant::now();
    let text = checked(&body)?;
    let business = editor.business_id;
    let _lesson = LESSONS.acquire().await.map_err(|_| Problem::internal())?;
    let mut examples = taught(&app.store, business).await?;
    if examples.len() >= MOST_EXAMPLES {
        let text = format!("at most {MOST_EXAMPLES} examples can be in force; withdraw some");
        return Err(Problem::conflict("too_many_examples", &text));
    }
    let shop = app.engine.shops().get(business).await?;
    let was = understood(&app, &shop, &text);
    examples.push(Example {
        text: text.clone(),
        label: body.intent.clone(),
    });
    let (teacher, before) = (Arc::clone(&app.teacher), Shop::clone(&shop));
    let learning = tokio::task::spawn_blocking(move || teach(before, &teacher, &examples));
    let candidate = Arc::new(learning.await.map_err(|_| Problem::internal())?);
    let broke = broken(&app, &shop, &candidate).await?;
    let ports = app.engine.ports();
    let mut events = vec![LearningEvent {
        id: ports.ids.next(),
        conversation_id: body.conversation_id.map(ConversationId),
        what: Taught::IntentCorrected {
            text,
            intent: body.intent.clone(),
            was,
            by: editor.user_id,
        },
        at: ports.clock.now(),
    }];
    let status = if broke.is_empty() {
        ExampleStatus::Active
    } else {
        events.push(LearningEvent {
            id: ports.ids.next(),
            conversation_id: None,
            what: Taught::IntentRolledBack {
                example: events[0].id,
                broke: broke.clone(),
            },
            at: ports.clock.now(),
        });
        ExampleStatus::RolledBack(broke.clone())
    };
    let detail = json!({ "intent": body.intent, "broke": broke });
    let activity = act(&app, &editor, "example.taught", &events[0].id.to_string(), detail);
    app.store
        .add_learning_events(business, &events, &activity)
        .await?;
    if status == ExampleStatus::Active {
        app.engine.refresh_shop(business).await?;
    }
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let shown = events
        .first()
        .and_then(|event| shown(event, status, Some(took_ms)));
    Ok(HttpResponse::Created().json(shown))
}

/// Takes an example back.
#[utoipa::path(
    tag = "knowledge",
    params(("id" = Uuid, Path, description = "the example")),
    responses(
        (status = 204, description = "it is not in force any more"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[delete("/api/v1/knowledge/examples/{id}")]
pub(super) async fn withdraw_example(
    app: Shared,
    editor: Editor,
    Id(id): Id,
) -> Result<HttpResponse, Problem> {
    let events = app.store.learning_events(editor.business_id).await?;
    let is_active = learning::examples(&events)
        .iter()
        .any(|(event, status)| event.id == id && *status == ExampleStatus::Active);
    if !is_active {
        return Err(Problem::not_found("example"));
    }
    let ports = app.engine.ports();
    let withdrawn = LearningEvent {
        id: ports.ids.next(),
        conversation_id: None,
        what: Taught::IntentWithdrawn {
            example: id,
            by: editor.user_id,
        },
        at: ports.clock.now(),
    };
    let activity = act(&app, &editor, "example.withdrawn", &id.to_string(), json!({}));
    app.store
        .add_learning_events(editor.business_id, &[withdrawn], &activity)
        .await?;
    app.engine.refresh_shop(editor.business_id).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn checked(body: &ExampleIn) -> Result<String, Problem> {
    let mut checks = Checks::default();
    let text = checks.title("text", &body.text);
    let is_known = body.intent == OUT_OF_SCOPE
        || Intent::ALL
            .iter()
            .any(|intent| *intent != Intent::OutOfScope && intent.as_str() == body.intent);
    if !is_known {
        checks.add("intent", "unknown", format!("{:?} is no intent", body.intent));
    }
    checks.finish().map(|()| text)
}

/// What a message is understood as, by the shop as it is.
fn understood(app: &App, shop: &Shop, text: &str) -> String {
    let situation = Situation {
        lexicon: &shop.lexicon,
        now: app.engine.ports().clock.now(),
        language_hint: None,
        open_question: None,
        shown_products: &[],
    };
    let understanding = app
        .understander
        .understand_with(text, &situation, Some(&shop.live));
    understanding.intent.as_str().to_owned()
}

async fn broken(app: &App, shop: &Arc<Shop>, candidate: &Arc<Shop>) -> Result<Vec<String>, Problem> {
    let ports = app.engine.ports();
    let runner = GoldenRunner {
        understander: &app.understander,
        shop,
        catalogue: ports.catalogue.as_ref(),
        ids: ports.ids.as_ref(),
        now: ports.clock.now(),
    };
    Ok(runner.broken_by(candidate, ports.knowledge.as_ref()).await?)
}

fn shown(event: &LearningEvent, status: ExampleStatus, took_ms: Option<u64>) -> Option<ExampleOut> {
    let Taught::IntentCorrected {
        text, intent, was, ..
    } = &event.what
    else {
        return None;
    };
    let (status, broke) = match status {
        ExampleStatus::Active => ("active", Vec::new()),
        ExampleStatus::RolledBack(broke) => ("rolled_back", broke),
        ExampleStatus::Withdrawn => ("withdrawn", Vec::new()),
    };
    Some(ExampleOut {
        id: event.id,
        text: text.clone(),
        intent: intent.clone(),
        was: was.clone(),
        status,
        broke,
        created_at: event.at,
        took_ms,
    })
}
