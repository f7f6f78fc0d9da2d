//! Who has an account, proved by an access token whose login has not ended: shoppers, and staff who shop.

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use colloquy_engine::{
    commerce::ordering::Buyer,
    ids::{BusinessId, UserId},
    port::accounts::{AccountStore, Role, User},
};
use futures::future::LocalBoxFuture;
use uuid::Uuid;

use super::{
    shared,
    staff::{bearer, claims_of},
    tenant::Tenant,
};
use crate::{problem::Problem, state::App};

/// Somebody with an account at the business that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub user_id: UserId,
    /// The business that is asked; the account is its own.
    pub business_id: BusinessId,
    /// What they may do.
    pub role: Role,
    /// The login.
    pub family: Uuid,
}

impl Account {
    /// Whoever a token speaks for, at a business.
    ///
    /// # Errors
    /// 401 when the token is not good, is of another business, or its login has ended.
    pub async fn of_token(app: &App, business_id: BusinessId, token: &str) -> Result<Self, Problem> {
        let claims = claims_of(app, token)?;
        if claims.business != business_id {
            return Err(Problem::unauthorized(
                "token_invalid",
                "the access token is not valid",
            ));
        }
        let now = app.engine.ports().clock.now();
        let families = &app.workspace.families;
        if !families.is_good(&app.store, claims.family, now).await? {
            return Err(Problem::unauthorized("token_revoked", "this login has ended"));
        }
        Ok(Self {
            user_id: claims.sub,
            business_id,
            role: claims.role,
            family: claims.family,
        })
    }

    /// Whoever a request speaks for; nobody when it carries no token.
    ///
    /// # Errors
    /// As for [`Account::of_token`].
    pub async fn maybe_of(
        app: &App,
        request: &HttpRequest,
        tenant: &Tenant,
    ) -> Result<Option<Self>, Problem> {
        if !request.headers().contains_key(header::AUTHORIZATION) {
            return Ok(None);
        }
        Self::of_token(app, tenant.business_id, bearer(request)?)
            .await
            .map(Some)
    }

    /// The person's account.
    ///
    /// # Errors
    /// 401 when it is gone.
    pub async fn person(&self, app: &App) -> Result<User, Problem> {
        let user = app.store.user(self.business_id, self.user_id).await?;
        user.ok_or_else(|| Problem::unauthorized("account_gone", "this account is gone"))
    }

    /// The person as somebody who orders.
    #[must_use]
    pub fn buyer(&self) -> Buyer {
        Buyer {
            business_id: self.business_id,
            user_id: self.user_id,
        }
    }
}

impl FromRequest for Account {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = shared(&request)?;
            let tenant = Tenant::of(&request).await?;
            Self::of_token(&app, tenant.business_id, bearer(&request)?).await
        })
    }
}
