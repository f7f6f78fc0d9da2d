//! The whole conversation to keep or to read aloud: JSON, plain text or a page.

use std::fmt::Write as _;

use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use colloquy_engine::port::conversations::{InboxStore, MessageCursor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::history::TranscriptItem;
use crate::{
    extract::{
        session,
        tenant::{Tenant, state},
    },
    problem::Problem,
};

/// The newest messages that a transcript holds at most.
const MOST_MESSAGES: u64 = 5_000;

/// Mounts the route.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config.service(show);
}

/// In which form.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TranscriptQuery {
    /// `json`, `text` or `html`.
    format: Option<String>,
}

/// The conversation, oldest first.
#[derive(Debug, Serialize, ToSchema)]
struct Transcript {
    /// Every message.
    items: Vec<TranscriptItem>,
}

/// Shows the whole conversation of a session.
#[utoipa::path(operation_id = "show_transcript", tag = "shopper", params(("session_id" = String, Path), TranscriptQuery),
    responses((status = 200, body = Transcript), (status = 404, body = Problem, content_type = "application/problem+json"),
    (status = 410, body = Problem, content_type = "application/problem+json")))]
#[get("/chat/{session_id}/transcript")]
async fn show(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<TranscriptQuery>,
) -> Result<HttpResponse, Problem> {
    let state = state(&request)?;
    let tenant = Tenant::of(&request).await?;
    let session = session::find(&state, &tenant, &path).await?;
    let seat = &session.seat;
    let messages = state
        .store
        .messages(
            seat.business_id,
            seat.conversation_id,
            MessageCursor::default(),
            MOST_MESSAGES,
        )
        .await?;
    let items: Vec<TranscriptItem> = messages.into_iter().map(TranscriptItem::from).collect();
    match query.format.as_deref() {
        None | Some("json") => Ok(HttpResponse::Ok().json(Transcript { items })),
        Some("text") => Ok(HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .insert_header((
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"transcript.txt\"",
            ))
            .body(as_text(&items))),
        Some("html") => Ok(HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'"))
            .body(as_page(&items))),
        Some(_) => Err(Problem::invalid(
            "format",
            "format_invalid",
            "expected json, text or html",
        )),
    }
}

fn as_text(items: &[TranscriptItem]) -> String {
    let mut text = String::new();
    for item in items {
        let at = item.sent_at.format("%Y-%m-%d %H:%M UTC");
        // Writing into a string does not fail.
        let _written = writeln!(text, "[{at}] {}: {}\n", name(item), item.content);
    }
    text
}

fn as_page(items: &[TranscriptItem]) -> String {
    let mut rows = String::new();
    for item in items {
        let _written = write!(
            rows,
            "<li><p><strong>{}</strong> <time datetime=\"{}\">{}</time></p><p dir=\"auto\">{}</p></li>",
            escape(name(item)),
            item.sent_at.to_rfc3339(),
            item.sent_at.format("%Y-%m-%d %H:%M UTC"),
            escape(&item.content).replace('\n', "<br>"),
        );
    }
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Transcript</title><h1>Transcript</h1><ol>{rows}</ol></html>"
    )
}

fn name(item: &TranscriptItem) -> &str {
    match (item.sender, item.sender_name.as_str()) {
        ("customer", "") => "You",
        (_, "") => "Assistant",
        (_, name) => name,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shopper_wrote_is_never_markup_on_the_page() {
        assert_eq!(
            escape("<script>'x' & \"y\"</script>"),
            "&lt;script&gt;&#39;x&#39; &amp; &quot;y&quot;&lt;/script&gt;"
        );
    }
}
