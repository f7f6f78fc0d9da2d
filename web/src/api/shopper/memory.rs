//! What is remembered of a shopper who has an account: the same memory as by talking. Guests have none.

mod bodies;
mod change_preferences;
mod clear;
mod forget_history;
mod forget_preference;
mod forget_preferences;
mod list_history;
mod show;
mod show_preferences;
mod wanted;

use colloquy_engine::{
    memory::Preferences,
    port::memory::{Forget, MemoryStore},
};

pub use self::bodies::{ReasonOut, reasons_out};
use crate::{extract::Account, problem::Problem, state::App};

/// Mounts the routes.
pub fn configure(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
    config
        .service(show::show)
        .service(clear::clear)
        .service(show_preferences::show)
        .service(change_preferences::change)
        .service(forget_preferences::forget)
        .service(forget_preference::forget)
        .service(list_history::list)
        .service(forget_history::forget);
}

/// A change is tried so often when a turn or another page is faster each time.
const TRIES: u32 = 5;

/// Changes the preferences of an account as they are now, and answers them.
async fn change(
    app: &App,
    account: &Account,
    edit: impl Fn(&mut Preferences) -> Result<(), Problem>,
) -> Result<Preferences, Problem> {
    let (business, user) = (account.business_id, account.user_id);
    for _ in 0..TRIES {
        let memory = app.store.memory(business, user).await?;
        let mut changed = memory.preferences.clone();
        edit(&mut changed)?;
        let at = app.engine.ports().clock.now();
        if changed == memory.preferences
            || app
                .store
                .write_preferences(business, user, memory.version, &changed, at)
                .await?
        {
            return Ok(changed);
        }
    }
    Err(Problem::conflict(
        "stale",
        "the preferences changed meanwhile; try again",
    ))
}

async fn delete(app: &App, account: &Account, what: Forget) -> Result<(), Problem> {
    let at = app.engine.ports().clock.now();
    app.store
        .forget(account.business_id, account.user_id, what, at)
        .await?;
    Ok(())
}

/// The currency that a shop's prices, and so the price range, are in.
async fn currency(app: &App, account: &Account) -> Result<String, Problem> {
    let shop = app.engine.shops().get(account.business_id).await?;
    Ok(shop.pricing.currency.clone())
}
