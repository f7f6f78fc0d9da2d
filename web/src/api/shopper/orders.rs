//! Orders: the same desk as by talking.

mod bodies;
mod cancel;
mod create;
mod list;
mod redirect;
mod refund;
mod show;

use colloquy_engine::{commerce::order::OrderView, ids::OrderId};
use serde_json::Value;

use crate::{extract::Shared, problem::Problem};

/// Mounts the routes.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config
        .service(create::create)
        .service(list::list)
        .service(show::show)
        .service(cancel::cancel)
        .service(refund::refund)
        .service(redirect::redirect);
}

/// The order that a request has changed, as it is now.
async fn changed(
    app: &Shared,
    account: &crate::extract::Account,
    effect: &Value,
) -> Result<OrderView, Problem> {
    let id = effect.get("orderId").and_then(Value::as_str).unwrap_or_default();
    let desk = &app.engine.ports().desk;
    let order = desk.find(account.buyer(), &OrderId::from(id)).await?;
    Ok(OrderView::from(&order))
}
