//! The moment in which a guest becomes an account: cart and conversation go over, the guest's session is over.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use colloquy_engine::{
    channel::Channel,
    port::{
        accounts::User,
        shoppers::{Entrant, Entry, ShopperStore},
    },
};

use super::bodies::AuthOut;
use crate::{
    extract::{
        session::{self, SESSION_HEADER},
        tenant::Tenant,
    },
    logins,
    problem::Problem,
    state::App,
};

/// Lets somebody in who has proved to be the user, or is new.
///
/// # Errors
/// 409 when a new account's email is taken; when the store is out of reach.
pub(super) async fn enter(
    app: &App,
    request: &HttpRequest,
    tenant: &Tenant,
    user: &User,
    is_new: bool,
) -> Result<HttpResponse, Problem> {
    let given = session::given(request, tenant, None)?;
    let guest = match &given {
        // One that is over, or of nobody, has nothing to take over.
        Some(id) => session::find_in(app, tenant.business_id, id).await.ok(),
        None => None,
    };
    let begun = session::begin(app, tenant, Channel::Web, None);
    let new = session::as_new(&begun).ok_or_else(Problem::internal)?;
    let (family, login) = logins::prepare(app, user)?;
    let entry = Entry {
        business_id: tenant.business_id,
        entrant: if is_new {
            Entrant::New(user.clone())
        } else {
            Entrant::Known(user.id)
        },
        family,
        session: new.clone(),
        guest: guest.as_ref().and_then(session::as_new),
        at: app.engine.ports().clock.now(),
    };
    let entered = app.store.enter(&entry).await?;
    app.engine.moved(entered.conversation_id).await;
    if let Some(ended) = &entered.ended {
        app.session_sockets.end(ended.as_str());
    }
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let mut response = HttpResponse::build(status);
    response.insert_header((SESSION_HEADER, new.id.as_str()));
    if tenant.takes_cookies() {
        response.cookie(session::cookie(app, &new.id));
    }
    Ok(response.json(AuthOut::new(login, user, new.id.to_string())))
}
