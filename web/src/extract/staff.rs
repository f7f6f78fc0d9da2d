//! Who works here, proved by an access token whose login has not ended.

use std::ops::Deref;

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, UserId},
    port::{
        accounts::{AccountStore, Role, User},
        second_factors::SecondFactorStore,
    },
};
use futures::future::LocalBoxFuture;
use uuid::Uuid;

use super::shared;
use crate::{
    problem::Problem,
    state::App,
    tokens::{Claims, TokenError},
};

/// Somebody who answers shoppers: operator, editor, owner or admin of one business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub user_id: UserId,
    /// The only business whose things they see.
    pub business_id: BusinessId,
    /// What they may do.
    pub role: Role,
    /// The login.
    pub family: Uuid,
    /// When the token ends.
    pub expires_at: DateTime<Utc>,
}

/// Somebody who may change what the shop knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(pub Staff);

/// Somebody who may change settings and people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner(pub Staff);

/// Somebody who runs the installation's shop under `/v1/admin`. An owner is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin(pub Staff);

impl Staff {
    /// Whoever a token speaks for.
    ///
    /// # Errors
    /// 401 when the token is not good or its login has ended, 403 for a shopper's.
    pub async fn of_token(app: &App, token: &str) -> Result<Self, Problem> {
        let claims = claims_of(app, token)?;
        let staff = Self {
            user_id: claims.sub,
            business_id: claims.business,
            role: claims.role,
            family: claims.family,
            expires_at: DateTime::from_timestamp(claims.exp, 0).unwrap_or(DateTime::UNIX_EPOCH),
        };
        if !staff.is_logged_in(app).await? {
            return Err(Problem::unauthorized("token_revoked", "this login has ended"));
        }
        if !staff.role.is_staff() {
            return Err(Problem::forbidden("staff_only", "this is for the shop's staff"));
        }
        Ok(staff)
    }

    /// Whether the login that the token came from is still good.
    ///
    /// # Errors
    /// When the store is out of reach.
    pub async fn is_logged_in(&self, app: &App) -> Result<bool, Problem> {
        let now = app.engine.ports().clock.now();
        Ok(app
            .workspace
            .families
            .is_good(&app.store, self.family, now)
            .await?)
    }

    /// The person's account.
    ///
    /// # Errors
    /// 401 when it is gone.
    pub async fn account(&self, app: &App) -> Result<User, Problem> {
        let user = app.store.user(self.business_id, self.user_id).await?;
        user.ok_or_else(|| Problem::unauthorized("account_gone", "this account is gone"))
    }
}

/// What a token says, when it is one of ours and has not expired.
pub(super) fn claims_of(app: &App, token: &str) -> Result<Claims, Problem> {
    app.access_tokens.read(token).map_err(|error| match error {
        TokenError::Expired => Problem::unauthorized("token_expired", "the access token has expired"),
        TokenError::Invalid | TokenError::Unsigned => {
            Problem::unauthorized("token_invalid", "the access token is not valid")
        }
    })
}

impl FromRequest for Staff {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = shared(&request)?;
            let token = bearer(&request)?;
            Self::of_token(&app, token).await
        })
    }
}

impl FromRequest for Editor {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let staff = Staff::from_request(request, payload);
        Box::pin(async move {
            let staff = staff.await?;
            if staff.role.may_edit_knowledge() {
                return Ok(Self(staff));
            }
            Err(Problem::forbidden(
                "editor_only",
                "this needs the role editor or owner",
            ))
        })
    }
}

impl FromRequest for Owner {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let staff = Staff::from_request(request, payload);
        Box::pin(async move {
            let staff = staff.await?;
            if matches!(staff.role, Role::Owner | Role::Admin) {
                return Ok(Self(staff));
            }
            Err(Problem::forbidden("owner_only", "this needs the role owner"))
        })
    }
}

impl FromRequest for Admin {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let staff = Staff::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let staff = staff.await?;
            if staff.role != Role::Admin {
                return Err(Problem::forbidden("admin_only", "this needs the role admin"));
            }
            let app = shared(&request)?;
            if app.settings.auth.admin_second_factor_required {
                let factor = app.store.second_factor(staff.business_id, staff.user_id).await?;
                if factor.is_none_or(|factor| factor.confirmed_at.is_none()) {
                    let text =
                        "admins need a one-time code here; set one up under /api/v1/auth/second_factor";
                    return Err(Problem::forbidden("second_factor_required", text));
                }
            }
            Ok(Self(staff))
        })
    }
}

impl Deref for Admin {
    type Target = Staff;

    fn deref(&self) -> &Staff {
        &self.0
    }
}

impl Deref for Editor {
    type Target = Staff;

    fn deref(&self) -> &Staff {
        &self.0
    }
}

impl Deref for Owner {
    type Target = Staff;

    fn deref(&self) -> &Staff {
        &self.0
    }
}

/// The token of the `Authorization` header.
///
/// # Errors
/// 401 when there is none.
pub fn bearer(request: &HttpRequest) -> Result<&str, Problem> {
    request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .filter(|token| !token.is_empty())
        .ok_or_else(|| Problem::unauthorized("token_missing", "an access token is needed"))
}
