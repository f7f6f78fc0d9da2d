//! Who may see figures, and who may ask for drafts and decide on them: staff by their token, services by their key.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use colloquy_engine::{
    ids::{BusinessId, UserId},
    port::keys::Scope,
};
use futures::future::LocalBoxFuture;

use super::{Staff, shared, staff::bearer};
use crate::{problem::Problem, service_keys, state::App};

/// Somebody who may see the process's figures: anybody on a developer's own computer, elsewhere whoever holds a key
/// with the scope `metrics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watcher;

/// Somebody who may ask for drafts and decide on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assisting {
    /// The person; the key itself where a service asks.
    pub user_id: UserId,
    /// The only business whose things they see.
    pub business_id: BusinessId,
    /// The name that it is done under: none where the person's account knows it.
    service: Option<String>,
    staff: Option<Staff>,
}

impl From<Staff> for Assisting {
    fn from(staff: Staff) -> Self {
        Self {
            user_id: staff.user_id,
            business_id: staff.business_id,
            service: None,
            staff: Some(staff),
        }
    }
}

impl Assisting {
    /// The name that it is done under.
    ///
    /// # Errors
    /// 401 when the person's account is gone.
    pub async fn name(&self, app: &App) -> Result<String, Problem> {
        match &self.staff {
            Some(staff) => Ok(staff.account(app).await?.full_name),
            None => Ok(self.service.clone().unwrap_or_default()),
        }
    }
}

impl FromRequest for Watcher {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = shared(&request)?;
            if app.settings.is_development() {
                return Ok(Self);
            }
            let token = bearer(&request).map_err(|_| {
                Problem::unauthorized("key_needed", "an API key with the scope metrics is needed")
            })?;
            service_keys::check(&app, token, Scope::Metrics).await?;
            Ok(Self)
        })
    }
}

impl FromRequest for Assisting {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = shared(&request)?;
            let token = bearer(&request)?;
            if !service_keys::is_key(token) {
                return Ok(Staff::of_token(&app, token).await?.into());
            }
            let key = service_keys::check(&app, token, Scope::Assistants).await?;
            Ok(Self {
                user_id: UserId(key.id),
                business_id: key.business_id,
                service: Some(key.name),
                staff: None,
            })
        })
    }
}
