//! The listener and the routes behind it.

mod bodies;
mod describe;

use std::{any::Any, io, net::SocketAddr};

use actix_web::{
    App as ActixApp, Error, HttpServer,
    body::MessageBody,
    dev::{Extensions, Server, ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    rt::net::TcpStream,
    web::{self, Data, ThinData},
};
use utoipa::OpenApi;
use utoipa_actix_web::{AppExt, service_config::ServiceConfig};
use utoipa_swagger_ui::SwaggerUi;

use crate::{
    api, assets,
    edge::{
        KnownRoutes, admit::admit, cors::cors, explain::explain, harden::harden, not_found, observe::observe,
    },
    health,
    lifecycle::LISTENER_SECONDS,
    media,
    state::AppState,
    ws,
};

/// A listener that has its port and not yet begun to serve.
pub struct Bound {
    /// To be awaited.
    pub server: Server,
    /// Where it listens; the port is the real one.
    pub address: SocketAddr,
}

/// Every route that is described. Each module mounts its own.
fn routes(config: &mut ServiceConfig<'_>) {
    // The one list of modules with routes, in the order of the contract.
    config
        .configure(api::shopper::configure)
        .configure(ws::shopper::configure)
        .configure(api::drafts::configure)
        .configure(api::dead_letters::configure)
        .configure(api::auth::configure)
        .configure(ws::operator::configure)
        .configure(api::workspace::configure)
        .configure(api::catalogue::configure)
        .configure(api::admin::configure)
        .configure(api::knowledge::configure)
        .configure(api::notifications::configure)
        .configure(api::goldens::configure)
        .configure(api::replay::configure)
        .configure(api::shadow::configure)
        .configure(api::usage::configure)
        .configure(health::configure)
        .configure(media::configure)
        .configure(assets::configure);
}

/// The whole application, for the listener and for tests.
pub fn app(
    state: AppState,
) -> ActixApp<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let (app, api) = ActixApp::new()
        .into_utoipa_app()
        .openapi(describe::Api::openapi())
        .configure(routes)
        .split_for_parts();
    let api = describe::with_refusals(describe::with_shopper_headers(api));
    app.app_data(Data::new(KnownRoutes::of(&api)))
        .app_data(Data::from(state.clone()))
        .app_data(Data::new(state.clone()))
        .app_data(ThinData(state.clone()))
        .configure(|config| bodies::configure(config, &state.settings))
        .configure(|config| {
            if state.settings.testing.fault_injection {
                api::testing::configure(config);
            }
        })
        .service(web::redirect("/docs", "/docs/"))
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", api))
        .default_service(web::to(not_found))
        .wrap(Compress::default())
        .wrap(from_fn(admit))
        .wrap(from_fn(explain))
        .wrap(from_fn(cors))
        .wrap(from_fn(harden))
        .wrap(from_fn(observe))
}

/// The description of the API as `/openapi.json` answers it.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    let app = ActixApp::new()
        .into_utoipa_app()
        .openapi(describe::Api::openapi())
        .configure(routes);
    describe::with_refusals(describe::with_shopper_headers(app.split_for_parts().1))
}

/// An acknowledgement and the answer behind it are two small writes: without this the second waits for the client's
/// delayed acknowledgement of the first, some 40 ms.
fn send_at_once(connection: &dyn Any, _extensions: &mut Extensions) {
    if let Some(stream) = connection.downcast_ref::<TcpStream>()
        && let Err(error) = stream.set_nodelay(true)
    {
        tracing::debug!(event_type = "nodelay_refused", error_code = "socket", "{error}");
    }
}

/// Takes the port of the settings.
///
/// # Errors
/// When it cannot be had.
pub fn bind(state: &AppState) -> io::Result<Bound> {
    let settings = &state.settings.server;
    let shared = state.clone();
    let bound = HttpServer::new(move || app(shared.clone()))
        .workers(settings.worker_count())
        .on_connect(send_at_once)
        .disable_signals()
        .shutdown_timeout(LISTENER_SECONDS)
        .bind(settings.listen.as_str())?;
    let address = bound
        .addrs()
        .first()
        .copied()
        .ok_or(io::ErrorKind::AddrNotAvailable)?;
    Ok(Bound {
        server: bound.run(),
        address,
    })
}

#[cfg(test)]
mod tests;
