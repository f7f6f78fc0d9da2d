//! `/v1/admin/support/tickets`: conversations as the tickets that they are.

use std::str::FromStr;

use actix_web::{HttpResponse, get, patch};
use chrono::{DateTime, Utc};
use colloquy_actors::OperatorAction;
use colloquy_engine::{
    conversation::state::Status,
    ids::{ConversationId, UserId},
    port::{
        accounts::AccountStore,
        conversations::{ConversationSummary, InboxFilter},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    catalogue::keep::act,
    extract::{Admin, Id, Json, Listed, Paging, Pairs, Shared},
    problem::Problem,
    workspace::{
        inbox,
        seat::{operate_told, summary_of},
    },
};

/// Where a ticket stands. It is derived from its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum TicketStatus {
    /// The assistant has it.
    Open,
    /// A person is needed, or has it.
    Escalated,
    /// It is done.
    Resolved,
}

impl TicketStatus {
    const ALL: [Self; 3] = [Self::Open, Self::Escalated, Self::Resolved];

    /// The name on the wire.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Escalated => "escalated",
            Self::Resolved => "resolved",
        }
    }

    /// By the name of a conversation's status.
    pub(super) fn of_conversation(status: &str) -> Option<Self> {
        Status::from_str(status).ok().map(Self::from)
    }

    fn statuses(self) -> Vec<Status> {
        let all = Status::ALL.into_iter();
        all.filter(|status| Self::from(*status) == self).collect()
    }
}

impl From<Status> for TicketStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::ActiveAi => Self::Open,
            Status::EscalatedHumanNeeded | Status::ActiveHuman => Self::Escalated,
            Status::ResolvedByAi | Status::ResolvedByHuman | Status::Archived => Self::Resolved,
        }
    }
}

/// Which tickets.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what the route reads by name")]
struct TicketFilterIn {
    /// `open`, `escalated` or `resolved`, one or several.
    status: Option<String>,
    /// Only where a message holds this text.
    q: Option<String>,
}

/// A ticket.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TicketOut {
    /// The ticket; its conversation has the same id.
    ticket_id: Uuid,
    /// Where it stands.
    status: TicketStatus,
    /// The conversation's own status.
    conversation_status: String,
    /// The way it is held on.
    channel: String,
    /// The newest message.
    subject: Option<String>,
    /// Why a person is needed.
    reason: Option<String>,
    /// The customer's name, once it is known.
    customer_name: Option<String>,
    /// Who it is assigned to.
    assignee_id: Option<Uuid>,
    /// Tags.
    tags: Vec<String>,
    /// When it began.
    created_at: DateTime<Utc>,
    /// When its newest message was stored.
    updated_at: DateTime<Utc>,
}

impl From<ConversationSummary> for TicketOut {
    fn from(summary: ConversationSummary) -> Self {
        Self {
            ticket_id: summary.id.0,
            status: summary.status.into(),
            conversation_status: summary.status.as_str().to_owned(),
            channel: summary.channel.as_str().to_owned(),
            subject: summary.last_message.map(|(text, _, _)| text),
            reason: summary.escalation.map(|(reason, _)| reason),
            customer_name: summary.customer_name,
            assignee_id: summary.assignee.map(|user| user.0),
            tags: summary.tags,
            created_at: summary.created_at,
            updated_at: summary.last_message_at,
        }
    }
}

/// What becomes of a ticket; what is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TicketIn {
    /// `open` gives it to the assistant, `escalated` to the caller, `resolved` closes it.
    status: Option<TicketStatus>,
    /// Who it is assigned to; null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    assignee_id: Option<Option<Uuid>>,
    /// A note for the staff.
    note: Option<String>,
}

/// Tells a null that is given from a field that is left out.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Uuid>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Lists tickets, the one with the newest message first.
#[utoipa::path(
    tag = "admin",
    params(TicketFilterIn, Paging),
    responses(
        (status = 200, body = Listed<TicketOut>),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/v1/admin/support/tickets")]
pub(super) async fn list_tickets(app: Shared, admin: Admin, pairs: Pairs) -> Result<HttpResponse, Problem> {
    let paging = Paging::of(&pairs)?;
    let mut statuses = Vec::new();
    for name in pairs.all("status") {
        let status = TicketStatus::ALL
            .into_iter()
            .find(|status| status.as_str() == name);
        let known = "status must be open, escalated or resolved";
        let status = status.ok_or_else(|| Problem::invalid("status", "unknown", known))?;
        statuses.extend(status.statuses());
    }
    let filter = InboxFilter {
        statuses,
        text: pairs.one("q")?.map(|text| text.chars().take(200).collect()),
        ..InboxFilter::default()
    };
    let page = inbox(&app)
        .list(admin.business_id, &filter, paging.offset(), paging.limit)
        .await?;
    let items: Vec<TicketOut> = page.items.into_iter().map(TicketOut::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

/// Changes a ticket.
#[utoipa::path(
    tag = "admin",
    params(("id" = Uuid, Path, description = "the ticket; its conversation has the same id")),
    request_body = TicketIn,
    responses(
        (status = 200, body = TicketOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[patch("/v1/admin/support/tickets/{id}")]
pub(super) async fn change_ticket(
    app: Shared,
    admin: Admin,
    Id(id): Id,
    Json(body): Json<TicketIn>,
) -> Result<HttpResponse, Problem> {
    let id = ConversationId(id);
    let summary = summary_of(&app, admin.business_id, id).await?;
    for (detail, action) in actions(&app, &admin, &body, summary.status).await? {
        let activity = act(&app, &admin, "ticket.changed", &id.to_string(), detail);
        operate_told(&app, &admin.0.clone().into(), id, action, None, Some(activity)).await?;
    }
    let summary = summary_of(&app, admin.business_id, id).await?;
    Ok(HttpResponse::Ok().json(TicketOut::from(summary)))
}

/// What is to be done, each with what the log says of it. Nothing is begun before all of it is known to be good.
async fn actions(
    app: &crate::state::App,
    admin: &Admin,
    body: &TicketIn,
    now: Status,
) -> Result<Vec<(serde_json::Value, OperatorAction)>, Problem> {
    let mut wanted = Vec::new();
    if let Some(note) = &body.note {
        crate::workspace::seat::check_outgoing("note", note)?;
        wanted.push((
            json!({ "note": true }),
            OperatorAction::Note { text: note.clone() },
        ));
    }
    if let Some(assignee) = body.assignee_id {
        let user = assignee.map(UserId);
        if let Some(user) = user {
            let found = app.store.user(admin.business_id, user).await?;
            if !found.is_some_and(|found| found.role.is_staff()) {
                let message = "is nobody of the shop's staff";
                return Err(Problem::invalid("assigneeId", "unknown", message));
            }
        }
        wanted.push((
            json!({ "assigneeId": assignee }),
            OperatorAction::Assign { user_id: user },
        ));
    }
    if let Some(status) = body.status.filter(|status| TicketStatus::from(now) != *status) {
        let to = match status {
            TicketStatus::Open => Status::ActiveAi,
            TicketStatus::Escalated => Status::ActiveHuman,
            TicketStatus::Resolved => Status::ResolvedByHuman,
        };
        let detail = json!({ "from": now.as_str(), "to": to.as_str() });
        let action = OperatorAction::SetStatus {
            status: to,
            owner_number: None,
        };
        wanted.push((detail, action));
    }
    if wanted.is_empty() && body.status.is_none() {
        let message = "status, assigneeId or note is needed";
        return Err(Problem::invalid("status", "required", message));
    }
    Ok(wanted)
}
