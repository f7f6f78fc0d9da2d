//! What types cannot say: ranges, forms, and values that must go together.
//!
//! Refused is only what cannot work. What is merely unusual is the operator's own affair: a load test raises one rate
//! limit and leaves the others.

use std::net::IpAddr;

use rust_decimal::Decimal;

use super::{
    Settings, SettingsError,
    knowledge::{EmbeddingsProvider, EmbeddingsSettings},
    model::ModelSettings,
    session::SameSite,
};

/// The production profile, which refuses what is for tests.
const PRODUCTION: &str = "production";

/// Argon2 needs eight blocks of 1 KiB for each lane.
const BLOCKS_PER_LANE: u32 = 8;

/// Checks in this order: forms of single values, then pairs.
pub(super) fn check(settings: &Settings) -> Result<(), SettingsError> {
    forms(settings)?;
    pairs(settings)
}

fn forms(settings: &Settings) -> Result<(), SettingsError> {
    let Settings {
        server,
        ws,
        cart,
        gate,
        understanding,
        cluster,
        ..
    } = settings;
    let is_plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
    demand(
        "cluster.prefix",
        (1..=64).contains(&cluster.prefix.len()) && cluster.prefix.chars().all(is_plain),
        "must be 1 to 64 small letters, digits, - or _",
    )?;
    demand(
        "server.listen",
        is_host_and_port(&server.listen),
        "must be HOST:PORT",
    )?;
    for proxy in &server.trusted_proxies {
        demand(
            "server.trusted_proxies",
            is_network(proxy),
            &format!("{proxy:?} is neither an address nor a network such as 10.0.0.0/8"),
        )?;
    }
    for origin in &ws.allowed_origins {
        demand(
            "ws.allowed_origins",
            is_origin(origin),
            &format!("{origin:?} is not an origin such as \"https://shop.example\""),
        )?;
    }
    let share = |value: Decimal| value >= Decimal::ZERO && value < Decimal::ONE;
    demand(
        "cart.tax_rate",
        share(cart.tax_rate),
        "must be at least 0 and below 1",
    )?;
    let fee = cart.shipping_fee;
    demand("cart.shipping_fee", fee >= Decimal::ZERO, "must not be negative")?;
    let code = cart.currency.as_bytes();
    let is_code = code.len() == 3 && code.iter().all(u8::is_ascii_uppercase);
    demand(
        "cart.currency",
        is_code,
        "must be three capital letters (ISO 4217)",
    )?;
    demand(
        "gate.threshold",
        (0.0..=1.0).contains(&gate.threshold),
        "must be from 0 to 1",
    )?;
    demand(
        "understanding.out_of_scope_threshold",
        (0.0..1.0).contains(&understanding.out_of_scope_threshold),
        "must be at least 0 and below 1",
    )?;
    model_forms(&settings.model)?;
    embeddings_forms(&settings.knowledge.embeddings)?;
    demand(
        "shadow.percent",
        settings.shadow.percent <= 100,
        "must be from 0 to 100",
    )?;
    demand(
        "log.level",
        !settings.log.level.trim().is_empty(),
        "must not be empty",
    )
}

fn embeddings_forms(embeddings: &EmbeddingsSettings) -> Result<(), SettingsError> {
    demand(
        "knowledge.embeddings.price_per_million",
        embeddings.price_per_million >= Decimal::ZERO,
        "must not be negative",
    )?;
    demand(
        "knowledge.embeddings.name",
        embeddings.provider != EmbeddingsProvider::Openai || !embeddings.name.trim().is_empty(),
        "must name the model that the endpoint is asked for",
    )?;
    demand(
        "knowledge.embeddings.folder",
        embeddings.provider != EmbeddingsProvider::Folder || !embeddings.folder.trim().is_empty(),
        "must name the folder of the model",
    )
}

fn model_forms(model: &ModelSettings) -> Result<(), SettingsError> {
    let is_price = |price: Decimal| price >= Decimal::ZERO;
    let budget = &model.budget;
    for (key, price) in [
        ("model.budget.monthly_cap", budget.monthly_cap),
        ("model.budget.input_per_million", budget.input_per_million),
        ("model.budget.output_per_million", budget.output_per_million),
        (
            "model.budget.cheaper_input_per_million",
            budget.cheaper_input_per_million,
        ),
        (
            "model.budget.cheaper_output_per_million",
            budget.cheaper_output_per_million,
        ),
    ] {
        demand(key, is_price(price), "must not be negative")?;
    }
    demand(
        "model.budget.downgrade_at",
        (0.0..=1.0).contains(&budget.downgrade_at),
        "must be from 0 to 1",
    )?;
    demand(
        "model.temperature",
        (0.0..=2.0).contains(&model.temperature),
        "must be from 0 to 2",
    )?;
    demand(
        "model.planner.canary_percent",
        model.planner.canary_percent <= 100,
        "must be from 0 to 100",
    )?;
    demand(
        "model.planner.min_confidence",
        (0.0..=1.0).contains(&model.planner.min_confidence),
        "must be from 0 to 1",
    )?;
    let classifier = &model.classifier;
    for (key, share) in [
        ("model.classifier.unsure_below", classifier.unsure_below),
        ("model.classifier.min_confidence", classifier.min_confidence),
    ] {
        demand(key, (0.0..=1.0).contains(&share), "must be from 0 to 1")?;
    }
    demand(
        "model.classifier.out_of_scope_margin",
        (0.0..=0.5).contains(&classifier.out_of_scope_margin),
        "must be from 0 to 0.5",
    )
}

fn pairs(settings: &Settings) -> Result<(), SettingsError> {
    demand(
        "media.max_image_bytes",
        settings.media.max_image_bytes <= settings.server.request_max_body_bytes,
        "must not be above server.request_max_body_bytes",
    )?;
    let Settings {
        auth,
        session,
        conversation,
        actors,
        cluster,
        supervision,
        ws,
        ..
    } = settings;
    demand(
        "cluster.lease_ms",
        cluster.lease() >= cluster.heartbeat().saturating_mul(3),
        "must be at least three times cluster.heartbeat_ms, else one late renewal loses every shard",
    )?;
    demand(
        "cluster.redis_deadline_ms",
        cluster.redis_deadline() < cluster.lease(),
        "must be shorter than cluster.lease_ms, else one slow call loses every shard",
    )?;
    demand(
        "ws.heartbeat_timeout_seconds",
        ws.heartbeat_timeout_seconds > ws.heartbeat_interval_seconds,
        "must be longer than ws.heartbeat_interval_seconds, else every quiet socket is closed",
    )?;
    let least_memory = auth.argon2_parallelism.get().saturating_mul(BLOCKS_PER_LANE);
    demand(
        "auth.argon2_memory_kib",
        auth.argon2_memory_kib.get() >= least_memory,
        "must be at least eight times auth.argon2_parallelism",
    )?;
    demand(
        "session.cookie_secure",
        session.cookie_secure || session.cookie_same_site != SameSite::None,
        "must be true where session.cookie_same_site is \"none\", else browsers drop the cookie",
    )?;
    demand(
        "actors.turn_deadline_ms",
        actors.turn_deadline_ms > actors.ask_deadline_ms,
        "must be longer than actors.ask_deadline_ms, else one slow answer uses a turn up",
    )?;
    demand(
        "model.call_deadline_ms",
        settings.model.call_deadline() < actors.ask_deadline(),
        "must be shorter than actors.ask_deadline_ms, else the answer without a model comes too late",
    )?;
    demand(
        "model.turn_budget_ms",
        settings.model.turn_budget() < actors.turn_deadline(),
        "must be shorter than actors.turn_deadline_ms, else a slow model costs the answer",
    )?;
    demand(
        "actors.receipt_delay_ms",
        actors.receipt_delay() < actors.ask_deadline(),
        "must be shorter than actors.ask_deadline_ms, else senders give up before their receipt is durable",
    )?;
    demand(
        "actors.receipt_patience_ms",
        actors.receipt_patience() < actors.ask_deadline(),
        "must be shorter than actors.ask_deadline_ms, else senders give up before their receipt is durable",
    )?;
    demand(
        "actors.journal_batch",
        actors.journal_batch <= actors.journal_units,
        "must not exceed actors.journal_units, from which batches are taken",
    )?;
    demand(
        "supervision.longest_pause_ms",
        supervision.longest_pause_ms >= supervision.first_pause_ms,
        "must not be shorter than supervision.first_pause_ms, which doubles up to it",
    )?;
    for (channel, window) in conversation.quiet_windows() {
        demand(
            "conversation.quiet_window_ms",
            window < actors.turn_deadline(),
            &format!("the window of {channel} must be shorter than actors.turn_deadline_ms"),
        )?;
    }
    let outbox = &settings.outbox;
    demand(
        "outbox.lease_ms",
        outbox.lease() > outbox.attempt_deadline().saturating_mul(2),
        "must be longer than twice outbox.attempt_deadline_ms, else a try outlives its claim",
    )?;
    demand(
        "outbox.longest_wait_seconds",
        outbox.longest_wait() >= outbox.first_wait(),
        "must not be shorter than outbox.first_wait_ms, which doubles up to it",
    )?;
    let public = &settings.notifications.public_url;
    demand(
        "notifications.public_url",
        public.is_empty() || is_origin(public),
        "must be empty or an origin such as \"https://shop.example\"",
    )?;
    demand(
        "testing.mutation",
        settings.testing.mutation.is_empty() || settings.testing.fault_injection,
        "needs testing.fault_injection",
    )?;
    demand(
        "testing.fault_injection",
        !settings.testing.fault_injection || settings.profile != PRODUCTION,
        "must be false in the production profile",
    )
}

fn demand(key: &'static str, holds: bool, reason: &str) -> Result<(), SettingsError> {
    if holds {
        return Ok(());
    }
    Err(SettingsError::Inconsistent {
        key,
        reason: reason.to_owned(),
    })
}

fn is_host_and_port(listen: &str) -> bool {
    listen
        .rsplit_once(':')
        .is_some_and(|(host, port)| !host.is_empty() && !host.contains(' ') && port.parse::<u16>().is_ok())
}

fn is_network(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}

/// Scheme, host and perhaps a port; an origin has no path, and browsers send none.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', ' ', '*', '?', '#', '@']))
}
