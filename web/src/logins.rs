//! Logins. One is a family of refresh tokens of which only the newest is good, and the access tokens beside them.
//! A spent refresh token that comes again was stolen from somebody: the whole family ends.

pub mod attempts;
pub mod families;
pub mod refresh;
pub mod second_factor;

use colloquy_engine::port::accounts::{AccountStore, RefreshFamily, User};
use uuid::Uuid;

use self::refresh::{RefreshToken, RefreshTokens};
use crate::{passwords::PasswordError, problem::Problem, state::App};

/// What somebody who logged in takes away.
#[derive(Clone, Debug)]
pub struct Login {
    /// The login.
    pub family: Uuid,
    /// Good for a short time, for every request.
    pub access_token: String,
    /// Good once, for the next pair.
    pub refresh_token: String,
    /// Seconds that the access token is good for.
    pub expires_in: u64,
}

/// Begins a login of somebody who has proved to be a user.
///
/// # Errors
/// When the store is out of reach.
pub async fn begin(app: &App, user: &User) -> Result<Login, Problem> {
    let (row, login) = prepare(app, user)?;
    app.store.add_family(&row).await?;
    Ok(login)
}

/// A login that begins once its row is written, together with whatever belongs to it.
///
/// # Errors
/// When the token cannot be signed.
pub fn prepare(app: &App, user: &User) -> Result<(RefreshFamily, Login), Problem> {
    let family = app.engine.ports().ids.next();
    let token = tokens(app).issue(family);
    let row = RefreshFamily {
        id: family,
        user_id: user.id,
        business_id: user.business_id,
        current_hash: token.hash(),
        expires_at: end_of_refresh(app),
        revoked_at: None,
    };
    let login = with_access_token(app, user, family, &token)?;
    Ok((row, login))
}

/// Takes a refresh token for the next pair.
///
/// # Errors
/// 401 when it is not good; its login ends then, if the token was ever good.
pub async fn renew(app: &App, text: &str) -> Result<(Login, User), Problem> {
    let token = read(app, text)?;
    let row = live_family(app, &token).await?;
    let next = tokens(app).issue(row.id);
    let rotated = app
        .store
        .rotate_family(row.id, &token.hash(), &next.hash(), end_of_refresh(app))
        .await?;
    if !rotated {
        tracing::warn!(
            event_type = "refresh_token_reused",
            error_code = "token_reused",
            "a spent refresh token came again"
        );
        crate::metrics::security_event("refresh_token_reused");
        end_family(app, row.id).await?;
        return Err(Problem::unauthorized(
            "token_reused",
            "this refresh token was used before; log in again",
        ));
    }
    let user = app.store.user(row.business_id, row.user_id).await?;
    let user = user.ok_or_else(|| Problem::unauthorized("account_gone", "this account is gone"))?;
    Ok((with_access_token(app, &user, row.id, &next)?, user))
}

/// Ends the login of a refresh token, or every login of its owner.
///
/// # Errors
/// 401 when the token was not made here.
pub async fn end(app: &App, text: &str, everywhere: bool) -> Result<(), Problem> {
    let token = read(app, text)?;
    let Some(row) = app.store.family(token.family()).await? else {
        return Ok(());
    };
    if everywhere && row.current_hash == token.hash() && row.revoked_at.is_none() {
        let now = app.engine.ports().clock.now();
        app.store.revoke_families(row.user_id, now).await?;
        app.workspace.families.forget_all();
        return Ok(());
    }
    end_family(app, row.id).await
}

/// Ends one login. Its access tokens are refused at once.
///
/// # Errors
/// When the store is out of reach.
pub async fn end_family(app: &App, family: Uuid) -> Result<(), Problem> {
    let now = app.engine.ports().clock.now();
    app.store.revoke_family(family, now).await?;
    app.workspace.families.forget(family).await;
    Ok(())
}

async fn live_family(app: &App, token: &RefreshToken) -> Result<RefreshFamily, Problem> {
    let row = app.store.family(token.family()).await?;
    let row = row.ok_or_else(|| Problem::unauthorized("token_invalid", "the refresh token is not valid"))?;
    if row.revoked_at.is_some() {
        return Err(Problem::unauthorized("token_revoked", "this login has ended"));
    }
    if row.expires_at <= app.engine.ports().clock.now() {
        return Err(Problem::unauthorized(
            "token_expired",
            "the refresh token has expired",
        ));
    }
    Ok(row)
}

fn read(app: &App, text: &str) -> Result<RefreshToken, Problem> {
    let token = tokens(app).read(text);
    token.ok_or_else(|| Problem::unauthorized("token_invalid", "the refresh token is not valid"))
}

fn tokens(app: &App) -> RefreshTokens {
    RefreshTokens::new(&app.secret)
}

fn end_of_refresh(app: &App) -> chrono::DateTime<chrono::Utc> {
    let ttl = chrono::Duration::from_std(app.settings.auth.refresh_token_ttl())
        .unwrap_or(chrono::Duration::days(7));
    app.engine.ports().clock.now() + ttl
}

fn with_access_token(app: &App, user: &User, family: Uuid, token: &RefreshToken) -> Result<Login, Problem> {
    let now = app.engine.ports().clock.now();
    let access_token = app
        .access_tokens
        .issue(user.id, user.business_id, user.role, family, now)
        .map_err(|error| {
            tracing::error!(event_type = "defect", error_code = "internal", "{error}");
            Problem::internal()
        })?;
    let expires_in = app.access_tokens.ttl().as_secs();
    Ok(Login {
        family,
        access_token,
        refresh_token: token.text(),
        expires_in,
    })
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => {
                let mut problem = Self::new(
                    actix_web::http::StatusCode::SERVICE_UNAVAILABLE,
                    "overloaded",
                    "too much at once; try again shortly",
                );
                problem.retry_after = Some(std::time::Duration::from_secs(2));
                problem
            }
            PasswordError::Failed => {
                tracing::error!(event_type = "defect", error_code = "internal", "{error}");
                Self::internal()
            }
        }
    }
}
