//! Where an operator stands in a conversation, and what they do there.

use colloquy_actors::{Operation, OperationDone, OperatorAction, Seat};
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, ConversationId},
    port::{conversations::ConversationSummary, requests::RequestKey},
    turn::inbound::{TextProblem, check_text},
};

use super::{conversation::ConversationOut, inbox};
use crate::{
    extract::{Assisting, Staff},
    problem::Problem,
    state::App,
};

/// A conversation of a business as it is now.
///
/// # Errors
/// 404 when this business has none of that id, whoever else may.
pub async fn summary_of(
    app: &App,
    business: BusinessId,
    conversation: ConversationId,
) -> Result<ConversationSummary, Problem> {
    let summary = inbox(app).summary(business, conversation).await?;
    summary.ok_or_else(|| Problem::not_found("conversation"))
}

/// The seat from which an operator speaks.
#[must_use]
pub fn seat_of(business_id: BusinessId, summary: &ConversationSummary) -> Seat {
    Seat {
        business_id,
        conversation_id: summary.id,
        channel: summary.channel,
        session: None,
    }
}

/// Does something in a conversation under the caller's name. `request` is written together with it.
///
/// # Errors
/// 404 when it is another business's, 401 when the account is gone, and what the conversation refuses.
pub async fn operate(
    app: &App,
    caller: &Assisting,
    conversation: ConversationId,
    action: OperatorAction,
    request: Option<RequestKey>,
) -> Result<OperationDone, Problem> {
    operate_told(app, caller, conversation, action, request, None).await
}

/// The same, with an entry of the activity log that is written with it.
///
/// # Errors
/// As for [`operate`].
pub async fn operate_told(
    app: &App,
    caller: &Assisting,
    conversation: ConversationId,
    action: OperatorAction,
    request: Option<RequestKey>,
    activity: Option<NewActivity>,
) -> Result<OperationDone, Problem> {
    let summary = summary_of(app, caller.business_id, conversation).await?;
    let operation = Operation {
        user_id: caller.user_id,
        user_name: caller.name(app).await?,
        action,
        request,
        activity: activity.map(Box::new),
    };
    Ok(app
        .engine
        .operate(&seat_of(caller.business_id, &summary), operation)
        .await?)
}

/// Does something and answers with the conversation as it is then.
///
/// # Errors
/// As for [`operate`].
pub async fn operate_and_show(
    app: &App,
    staff: &Staff,
    conversation: ConversationId,
    action: OperatorAction,
) -> Result<ConversationOut, Problem> {
    operate(app, &staff.clone().into(), conversation, action, None).await?;
    Ok(summary_of(app, staff.business_id, conversation).await?.into())
}

/// Checks a text that goes to a shopper.
///
/// # Errors
/// 422 with the field when it is empty or too long.
pub fn check_outgoing(field: &str, text: &str) -> Result<(), Problem> {
    check_text(text).map_err(|problem| {
        let message = match problem {
            TextProblem::Empty => format!("{field} must not be empty"),
            TextProblem::TooLong => format!("{field} must have at most 8000 characters"),
        };
        Problem::invalid(field, problem.code(), message)
    })
}
