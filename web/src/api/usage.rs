//! `GET /api/v1/usage`.

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, get};
use colloquy_engine::port::{
    model::ModelStanding,
    model_usage::{ModelUsageStore, ModelUse, Month, UsageKey},
};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    extract::{Pairs, Shared, Staff},
    problem::Problem,
    state::App,
};

/// Places of an amount behind the point: amounts are counted in millionths.
const PLACES: u32 = 6;

/// The route of this group.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(show_usage);
}

/// What the business has used of language models in a month. Amounts are in the currency of the settings' prices.
#[derive(Debug, Serialize, ToSchema)]
struct UsageOut {
    /// The month of the calendar in UTC.
    #[schema(example = "2026-11")]
    month: String,
    /// What all of it cost.
    #[schema(example = "1.25")]
    spent: String,
    /// The most that may be spent in a month; none is without bound.
    cap: Option<String>,
    /// What of it is left; of the present month alone.
    left: Option<String>,
    /// From what amount on the cheaper model is asked; none where there is none.
    cheaper_from: Option<String>,
    /// How the present month stands: `usual`, `cheaper`, `spent`, or `off` where no model is configured.
    state: Option<&'static str>,
    /// The language model.
    model: Option<ServiceOut>,
    /// The embedding of what the shop knows.
    embedding: Option<ServiceOut>,
    /// By day, model and purpose, the first day first.
    days: Vec<DayOut>,
}

/// A service that is asked.
#[derive(Debug, Serialize, ToSchema)]
struct ServiceOut {
    /// Its name.
    name: String,
    /// `answers`; `falters` when its last call failed; `rests` while it is left alone after too many failures; `probed`
    /// while single calls try it.
    standing: &'static str,
}

/// One day's use of one model for one purpose.
#[derive(Debug, Serialize, ToSchema)]
struct DayOut {
    /// The day in UTC.
    #[schema(example = "2026-11-22")]
    day: String,
    /// The model.
    model: String,
    /// `plan`, `write`, `classify` or `embed`.
    purpose: &'static str,
    /// Calls that were answered.
    calls: u64,
    /// Tokens read.
    input_tokens: u64,
    /// Tokens written.
    output_tokens: u64,
    /// What they cost.
    cost: String,
}

/// Which month is asked for: `?month=2026-11`, the present one without.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked(Option<Month>);

impl FromRequest for Asked {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let read = || {
            let pairs = Pairs::parse(request.query_string())?;
            let Some(written) = pairs.one("month")? else {
                return Ok(Self(None));
            };
            let month = Month::parse(written)
                .ok_or_else(|| Problem::invalid("month", "invalid", "expected a month such as 2026-11"))?;
            Ok(Self(Some(month)))
        };
        std::future::ready(read())
    }
}

/// Shows what the business has used of language models in a month, by day, model and purpose, and what is left of it.
#[utoipa::path(
    tag = "workspace",
    params(("month" = Option<String>, Query, description = "A month in UTC such as 2026-11; the present one without")),
    responses(
        (status = 200, body = UsageOut),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/usage")]
async fn show_usage(app: Shared, staff: Staff, Asked(asked): Asked) -> Result<HttpResponse, Problem> {
    let present = Month::of(app.engine.ports().clock.now());
    let month = asked.unwrap_or_else(|| present.clone());
    let is_present = month == present;
    let business = staff.business_id;
    let days = app.store.model_use_by_day(business, &month).await?;
    let spent = if is_present {
        app.ledger.spent(business).await
    } else {
        app.store.model_use(business, &month).await?.usage.cost_micros
    };
    let budget = &app.settings.model.budget;
    let cap = Some(budget.monthly_cap).filter(|cap| *cap > Decimal::ZERO);
    let share = Decimal::try_from(budget.downgrade_at).unwrap_or(Decimal::ONE);
    let has_cheaper = !app.settings.model.cheaper_name.is_empty();
    let cheaper_from = cap.filter(|_| has_cheaper).map(|cap| cap * share);
    let spent = amount(spent);
    let state = is_present.then(|| state(&app, spent, cap, cheaper_from));
    Ok(HttpResponse::Ok().json(UsageOut {
        month: month.as_str().to_owned(),
        spent: written(spent),
        cap: cap.map(written),
        left: cap
            .filter(|_| is_present)
            .map(|cap| written((cap - spent).max(Decimal::ZERO))),
        cheaper_from: cheaper_from.map(written),
        state,
        model: app.engine.ports().assistant.as_ref().map(|assistant| ServiceOut {
            name: assistant.model.name().to_owned(),
            standing: standing(assistant.model.standing()),
        }),
        embedding: app.embeddings.as_ref().map(|embeddings| ServiceOut {
            name: embeddings.name().to_owned(),
            standing: standing(embeddings.standing()),
        }),
        days: days.iter().map(day).collect(),
    }))
}

fn state(app: &App, spent: Decimal, cap: Option<Decimal>, cheaper_from: Option<Decimal>) -> &'static str {
    let is_configured = app.engine.ports().assistant.is_some() || app.embeddings.is_some();
    match (cap, cheaper_from) {
        _ if !is_configured => "off",
        (Some(cap), _) if spent >= cap => "spent",
        (_, Some(from)) if spent >= from => "cheaper",
        _ => "usual",
    }
}

fn standing(standing: ModelStanding) -> &'static str {
    match standing {
        ModelStanding::Answers => "answers",
        ModelStanding::Falters => "falters",
        ModelStanding::Rests => "rests",
        ModelStanding::Probed => "probed",
    }
}

fn day((key, used): &(UsageKey, ModelUse)) -> DayOut {
    DayOut {
        day: key.day.to_string(),
        model: key.model.clone(),
        purpose: key.purpose.as_str(),
        calls: used.calls,
        input_tokens: used.usage.input_tokens,
        output_tokens: used.usage.output_tokens,
        cost: written(amount(used.usage.cost_micros)),
    }
}

/// Millionths as an amount.
fn amount(micros: u64) -> Decimal {
    Decimal::from_i128_with_scale(i128::from(micros), PLACES)
}

fn written(amount: Decimal) -> String {
    amount.round_dp(PLACES).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millionths_are_written_as_people_write_amounts() {
        for (micros, expected) in [(0, "0"), (1, "0.000001"), (110_000, "0.11"), (20_000_000, "20")] {
            assert_eq!(written(amount(micros)), expected);
        }
    }
}
