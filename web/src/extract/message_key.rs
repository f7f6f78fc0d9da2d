//! The id that a client chose for a message: in its body, or as its idempotency key.

use actix_web::HttpRequest;

use crate::problem::Problem;

/// Bytes of an id at most.
const LONGEST: usize = 200;

/// The client's id of a message: what the body says, else `Idempotency-Key`.
///
/// # Errors
/// 422 when it is empty, too long, or cannot be stored.
pub fn message_key(request: &HttpRequest, in_body: Option<String>) -> Result<Option<String>, Problem> {
    let key = request
        .headers()
        .get("Idempotency-Key")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let id = in_body.or(key);
    if id
        .as_ref()
        .is_some_and(|id| id.is_empty() || id.len() > LONGEST || id.contains('\0'))
    {
        return Err(Problem::invalid(
            "clientMessageId",
            "client_message_id_invalid",
            "expected 1 to 200 bytes",
        ));
    }
    Ok(id)
}
