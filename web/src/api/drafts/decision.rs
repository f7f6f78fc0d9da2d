//! What the three decisions on a draft have in common: one version, one caller, once.

use actix_web::{HttpRequest, HttpResponse};
use colloquy_actors::{EngineError, OperatorAction};
use colloquy_engine::{
    ids::DraftId,
    port::{journal::DraftOutcome, requests::RequestKey},
};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    extract::{Assisting, Shared},
    once::{self, Asked},
    problem::Problem,
    state::App,
    workspace::{inbox, seat::operate},
};

/// Whoever is named has to be the caller.
pub(super) fn check_operator(caller: &Assisting, operator_id: Option<Uuid>) -> Result<(), Problem> {
    match operator_id {
        Some(id) if id != caller.user_id.0 => Err(Problem::forbidden(
            "operator_mismatch",
            "operator_id must be the caller's own",
        )),
        _ => Ok(()),
    }
}

/// Decides, once for each idempotency key.
pub(super) async fn decide(
    app: &Shared,
    request: &HttpRequest,
    caller: Assisting,
    body: &impl Serialize,
    draft: Uuid,
    action: OperatorAction,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::by(request, &caller, body)?;
    let doing = app.clone();
    let work = async move |key| {
        decide_now(&doing, &caller, DraftId(draft), action, key)
            .await
            .map(|()| Value::Null)
    };
    once::to_its_end(app, asked, work).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn decide_now(
    app: &App,
    caller: &Assisting,
    id: DraftId,
    action: OperatorAction,
    key: Option<RequestKey>,
) -> Result<(), Problem> {
    let draft = inbox(app).draft(caller.business_id, id).await?;
    let draft = draft.ok_or_else(|| Problem::not_found("draft"))?;
    check_waits(draft.status)?;
    operate(app, caller, draft.conversation_id, action, key)
        .await
        .map(drop)
}

/// A draft that a newer message took the place of is told from one that somebody decided on.
fn check_waits(status: DraftOutcome) -> Result<(), EngineError> {
    match status {
        DraftOutcome::Pending => Ok(()),
        DraftOutcome::Superseded => Err(EngineError::DraftSuperseded),
        DraftOutcome::Approved | DraftOutcome::Edited | DraftOutcome::Rejected => {
            Err(EngineError::DraftDecided)
        }
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::{
        ids::{BusinessId, UserId},
        port::accounts::Role,
    };

    use super::*;
    use crate::extract::Staff;

    #[test]
    fn nobody_decides_in_another_persons_name() {
        let staff: Assisting = Staff {
            user_id: UserId(Uuid::from_u128(1)),
            business_id: BusinessId(Uuid::from_u128(2)),
            role: Role::Operator,
            family: Uuid::nil(),
            expires_at: chrono::DateTime::UNIX_EPOCH,
        }
        .into();
        assert_eq!(check_operator(&staff, None), Ok(()));
        assert_eq!(check_operator(&staff, Some(Uuid::from_u128(1))), Ok(()));
        let other = check_operator(&staff, Some(Uuid::from_u128(3)));
        assert_eq!(other.map_err(|problem| problem.status), Err(403));
    }

    #[test]
    fn a_superseded_draft_is_told_from_a_decided_one() {
        assert_eq!(check_waits(DraftOutcome::Pending), Ok(()));
        assert_eq!(
            check_waits(DraftOutcome::Superseded),
            Err(EngineError::DraftSuperseded)
        );
        assert_eq!(check_waits(DraftOutcome::Edited), Err(EngineError::DraftDecided));
    }
}
