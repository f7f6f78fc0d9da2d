//! How a shop wants to be told of what needs a person: `/api/v1/notifications`.

use actix_web::{HttpResponse, get, post, put};
use colloquy_channels::webhook::{check_url, shown_key};
use colloquy_config::texts::LANGUAGES;
use colloquy_engine::port::notifications::{NotificationStore, NotificationWishes};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    catalogue::keep::act,
    extract::{Json, Owner, Shared},
    problem::Problem,
    state::App,
    webhooks,
};

/// Characters of an address at most.
const LONGEST_URL: usize = 2_000;

/// How a shop is told.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NotificationsOut {
    /// Whether its staff gets letters.
    by_mail: bool,
    /// Where events are posted to.
    webhook_url: Option<String>,
    /// ISO 639-1 code of the language of letters to the staff; null for the business's own.
    language: Option<String>,
    /// What events are signed with, as Standard Webhooks writes it.
    signing_key: String,
}

/// What changes; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NotificationsIn {
    /// Whether the staff gets letters.
    by_mail: Option<bool>,
    /// Where events are posted to; null for nowhere.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    webhook_url: Option<Option<String>>,
    /// ISO 639-1 code of the language of letters to the staff; null for the business's own.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    language: Option<Option<String>>,
}

/// Tells null from what is left out.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The routes of this module.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(show_notifications)
        .service(change_notifications)
        .service(rotate_signing_key);
}

/// Shows how the shop is told.
#[utoipa::path(tag = "notifications", responses(
    (status = 200, body = NotificationsOut),
    (status = 403, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[get("/api/v1/notifications")]
pub(super) async fn show_notifications(app: Shared, owner: Owner) -> Result<HttpResponse, Problem> {
    let wishes = app.store.notification_wishes(owner.business_id).await?;
    Ok(HttpResponse::Ok().json(shown(&app, &owner, wishes)))
}

/// Changes how the shop is told.
#[utoipa::path(tag = "notifications", request_body = NotificationsIn, responses(
    (status = 200, body = NotificationsOut),
    (status = 403, body = Problem, content_type = "application/problem+json"),
    (status = 422, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[put("/api/v1/notifications")]
pub(super) async fn change_notifications(
    app: Shared,
    owner: Owner,
    Json(body): Json<NotificationsIn>,
) -> Result<HttpResponse, Problem> {
    let mut wishes = app.store.notification_wishes(owner.business_id).await?;
    if let Some(by_mail) = body.by_mail {
        wishes.by_mail = by_mail;
    }
    if let Some(url) = body.webhook_url {
        wishes.webhook_url = url.map(|url| checked(&app, &url)).transpose()?;
    }
    if let Some(language) = body.language {
        wishes.language = language.map(known_language).transpose()?;
    }
    let detail = json!({ "by_mail": wishes.by_mail, "webhook": wishes.webhook_url.is_some() });
    keep(&app, &owner, wishes, ("settings.notifications_changed", detail)).await
}

/// Signs events with another key from now on. What is already under way bears the new one with its next try.
#[utoipa::path(tag = "notifications", responses(
    (status = 200, body = NotificationsOut),
    (status = 403, body = Problem, content_type = "application/problem+json")), security(("bearer" = [])))]
#[post("/api/v1/notifications/rotate_key")]
pub(super) async fn rotate_signing_key(app: Shared, owner: Owner) -> Result<HttpResponse, Problem> {
    let mut wishes = app.store.notification_wishes(owner.business_id).await?;
    wishes.key_number = wishes.key_number.saturating_add(1);
    let detail = json!({ "number": wishes.key_number });
    keep(&app, &owner, wishes, ("settings.signing_key_rotated", detail)).await
}

async fn keep(
    app: &App,
    owner: &Owner,
    wishes: NotificationWishes,
    (action, detail): (&'static str, Value),
) -> Result<HttpResponse, Problem> {
    let activity = act(app, owner, action, &owner.business_id.to_string(), detail);
    app.store
        .set_notification_wishes(owner.business_id, &wishes, &activity)
        .await?;
    Ok(HttpResponse::Ok().json(shown(app, owner, wishes)))
}

fn shown(app: &App, owner: &Owner, wishes: NotificationWishes) -> NotificationsOut {
    let key = webhooks::key(&app.secret, owner.business_id, wishes.key_number);
    NotificationsOut {
        by_mail: wishes.by_mail,
        webhook_url: wishes.webhook_url,
        language: wishes.language,
        signing_key: shown_key(&key),
    }
}

fn known_language(code: String) -> Result<String, Problem> {
    if LANGUAGES.contains(&code.as_str()) {
        return Ok(code);
    }
    let message = format!("must be one of {}", LANGUAGES.join(", "));
    Err(Problem::invalid("language", "unknown", message))
}

fn checked(app: &App, url: &str) -> Result<String, Problem> {
    let url = url.trim();
    if url.len() > LONGEST_URL {
        let message = format!("must have at most {LONGEST_URL} characters");
        return Err(Problem::invalid("webhook_url", "too_long", message));
    }
    check_url(url, app.settings.is_development())
        .map(|url| url.to_string())
        .map_err(|problem| Problem::invalid("webhook_url", "invalid", problem.to_string()))
}
