//! A shopper's session: from a header, a cookie or a body, checked against its signature and its row.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time},
    http::header::HeaderMap,
};
use chrono::{DateTime, Utc};
use colloquy_actors::{Seat, SessionSeat};
use colloquy_engine::{
    channel::Channel,
    ids::{BusinessId, SessionId},
    port::conversations::ConversationStore,
};

use super::tenant::Tenant;
use crate::{problem::Problem, state::App, tokens::SessionIdError};

/// The header that carries a session's id, in requests and in answers.
pub const SESSION_HEADER: &str = "X-Session-Id";
/// The cookie of Colloquy's own pages.
pub const SESSION_COOKIE: &str = "session_id";

/// A session that a request may use.
#[derive(Clone, Debug, PartialEq)]
pub struct ShopperSession {
    /// Its conversation, and what is needed to make its rows.
    pub seat: Seat,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// When it ends if nothing more comes.
    pub expires_at: DateTime<Utc>,
}

impl ShopperSession {
    /// The secret id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.seat
            .session
            .as_ref()
            .map_or("", |session| session.id.as_str())
    }
}

/// The ids that a request gives: the first of body, header and cookie. Two that differ are refused.
///
/// # Errors
/// 400 `session_ambiguous`.
pub fn given(
    request: &HttpRequest,
    tenant: &Tenant,
    in_body: Option<&str>,
) -> Result<Option<String>, Problem> {
    let in_header = header_value(request.headers());
    let in_cookie = if tenant.takes_cookies() {
        cookie_value(request)
    } else {
        None
    };
    if let (Some(body), Some(header)) = (in_body, &in_header)
        && body != header
    {
        return Err(Problem::malformed(
            "session_ambiguous",
            "the body and X-Session-Id name two sessions",
        ));
    }
    Ok(in_body.map(str::to_owned).or(in_header).or(in_cookie))
}

/// The session of a request, or a new one.
///
/// # Errors
/// See [`find`]; 403 when a page that may not gives an id.
pub async fn find_or_begin(
    state: &App,
    tenant: &Tenant,
    given: Option<&str>,
) -> Result<(ShopperSession, bool), Problem> {
    match given {
        Some(id) => Ok((find(state, tenant, id).await?, false)),
        None => Ok((begin(state, tenant, Channel::Web, None), true)),
    }
}

/// A known session of this business.
///
/// # Errors
/// 403 from a page that may not use it, 404 for another business's, 410 for an unknown, ended or expired one.
pub async fn find(state: &App, tenant: &Tenant, id: &str) -> Result<ShopperSession, Problem> {
    tenant.check_origin()?;
    find_in(state, tenant.business_id, id).await
}

/// A known session of a business, whoever asks for it.
///
/// # Errors
/// 404 for another business's, 410 for an unknown, ended or expired one.
pub async fn find_in(state: &App, business_id: BusinessId, id: &str) -> Result<ShopperSession, Problem> {
    let gone = || {
        Problem::new(
            actix_web::http::StatusCode::GONE,
            "session_gone",
            "this session is over; begin a new one",
        )
    };
    let signed = match state.session_ids.read(id, business_id) {
        Ok(signed) => signed,
        Err(SessionIdError::Foreign) => return Err(Problem::not_found("session")),
        Err(SessionIdError::Unknown) => return Err(gone()),
    };
    let now = Utc::now();
    let stored = state.store.find_session(&signed.id).await?;
    let (conversation_id, created_at, expires_at, channel) = match stored {
        Some(row) if row.business_id != business_id => return Err(Problem::not_found("session")),
        Some(row) if row.ended_at.is_some() || row.expires_at <= now => return Err(gone()),
        Some(row) => (row.conversation_id, row.created_at, row.expires_at, row.channel),
        None => (
            signed.conversation_id,
            signed.created_at,
            signed.created_at + ttl(state),
            Channel::Web,
        ),
    };
    if expires_at <= now {
        return Err(gone());
    }
    let initial_context = state.initial_contexts.get(id).await;
    let session = SessionSeat {
        id: signed.id,
        created_at,
        initial_context,
    };
    let seat = Seat {
        business_id,
        conversation_id,
        channel,
        session: Some(session),
    };
    Ok(ShopperSession {
        seat,
        created_at,
        expires_at,
    })
}

/// A new session. Nothing is stored of it before something is said or put into the cart.
#[must_use]
pub fn begin(
    state: &App,
    tenant: &Tenant,
    channel: Channel,
    initial_context: Option<serde_json::Value>,
) -> ShopperSession {
    let signed = state.session_ids.issue(tenant.business_id, Utc::now());
    let expires_at = signed.created_at + ttl(state);
    let session = SessionSeat {
        id: signed.id,
        created_at: signed.created_at,
        initial_context,
    };
    let seat = Seat {
        business_id: tenant.business_id,
        conversation_id: signed.conversation_id,
        channel,
        session: Some(session),
    };
    ShopperSession {
        seat,
        created_at: signed.created_at,
        expires_at,
    }
}

/// The cookie of a session, for Colloquy's own pages.
#[must_use]
pub fn cookie(state: &App, session: &SessionId) -> Cookie<'static> {
    let seconds = i64::try_from(state.settings.session.ttl().as_secs()).unwrap_or(i64::MAX);
    Cookie::build(SESSION_COOKIE, session.as_str().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.session.cookie_secure)
        .max_age(time::Duration::seconds(seconds))
        .finish()
}

fn ttl(state: &App) -> chrono::Duration {
    chrono::Duration::from_std(state.settings.session.ttl()).unwrap_or(chrono::Duration::MAX)
}

fn header_value(headers: &HeaderMap) -> Option<String> {
    headers
        .get(SESSION_HEADER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

fn cookie_value(request: &HttpRequest) -> Option<String> {
    request
        .cookie(SESSION_COOKIE)
        .map(|cookie| cookie.value().to_owned())
}
