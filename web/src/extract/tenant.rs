//! Which business a shopper's request is for, and whether the page that it comes from may ask.

use std::time::Duration;

use actix_web::{HttpRequest, http::header, web};
use colloquy_engine::{
    ids::BusinessId,
    port::accounts::{AccountStore, WidgetKey},
};
use moka::future::Cache;

use crate::{
    extract::shared,
    problem::Problem,
    state::{App, AppState},
};

/// The header by which an embedded widget names its business.
pub const WIDGET_KEY_HEADER: &str = "X-Widget-Key";

/// How long a key or a host is trusted without asking the database again.
const TRUSTED: Duration = Duration::from_secs(5);
/// Keys and hosts that are remembered at most.
const REMEMBERED: u64 = 10_000;

/// Keys and hosts that were looked up of late.
#[derive(Debug, Clone)]
pub struct TenantCache {
    keys: Cache<String, Option<WidgetKey>>,
    hosts: Cache<String, Option<BusinessId>>,
}

impl Default for TenantCache {
    fn default() -> Self {
        let keys = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(TRUSTED)
            .build();
        let hosts = Cache::builder()
            .max_capacity(REMEMBERED)
            .time_to_live(TRUSTED)
            .build();
        Self { keys, hosts }
    }
}

/// The page that a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// No page: a program.
    Absent,
    /// One of ours.
    Own,
    /// Another site that may embed the widget.
    Allowed(String),
    /// Another site.
    Foreign(String),
}

/// The business that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The business.
    pub business_id: BusinessId,
    /// The page that asks.
    pub origin: Origin,
}

impl Tenant {
    /// Resolves a request by its widget key or else by its host.
    ///
    /// # Errors
    /// 404 `unknown_shop` for a key or host that nobody has.
    pub async fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let state = state(request)?;
        let key = match request
            .headers()
            .get(WIDGET_KEY_HEADER)
            .and_then(|value| value.to_str().ok())
        {
            Some(key) => Some(key.to_owned()),
            None => query_key(request),
        };
        let host = host(request);
        let (business_id, origins) = match key {
            Some(key) => {
                let found = find_key(&state, &key).await?.ok_or_else(unknown_shop)?;
                (found.business_id, found.origins)
            }
            None => (business_of_host(&state, &host).await?, Vec::new()),
        };
        let origin = judge_origin(request, &host, &origins, &state.settings.ws.allowed_origins);
        Ok(Self { business_id, origin })
    }

    /// Refuses a page that may not ask with a session's id.
    ///
    /// # Errors
    /// 403 `origin_not_allowed`.
    pub fn check_origin(&self) -> Result<(), Problem> {
        match &self.origin {
            Origin::Foreign(_) => Err(Problem::forbidden(
                "origin_not_allowed",
                "this page may not use the session",
            )),
            Origin::Absent | Origin::Own | Origin::Allowed(_) => Ok(()),
        }
    }

    /// Whether cookies of the request count: never from another site.
    #[must_use]
    pub fn takes_cookies(&self) -> bool {
        matches!(self.origin, Origin::Absent | Origin::Own)
    }
}

/// The shared state of a request, to be kept beyond it.
///
/// # Errors
/// 500 when the server was put together without it.
pub fn state(request: &HttpRequest) -> Result<AppState, Problem> {
    shared(request).map(web::Data::into_inner)
}

fn query_key(request: &HttpRequest) -> Option<String> {
    let query = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    query
        .into_inner()
        .into_iter()
        .find(|(name, _)| name == "key")
        .map(|(_, value)| value)
}

async fn find_key(state: &App, key: &str) -> Result<Option<WidgetKey>, Problem> {
    if let Some(known) = state.tenants.keys.get(key).await {
        return Ok(known);
    }
    let found = state.store.widget_key(key).await?;
    state.tenants.keys.insert(key.to_owned(), found.clone()).await;
    Ok(found)
}

async fn business_of_host(state: &App, host: &str) -> Result<BusinessId, Problem> {
    let name = without_port(host).to_ascii_lowercase();
    if let (Some(demo), true) = (state.loopback_business, is_loopback(&name)) {
        return Ok(demo);
    }
    if let Some(known) = state.tenants.hosts.get(&name).await {
        return known.ok_or_else(unknown_shop);
    }
    let found = state.store.business_of_host(&name).await?;
    state.tenants.hosts.insert(name, found).await;
    found.ok_or_else(unknown_shop)
}

fn unknown_shop() -> Problem {
    Problem::new(
        actix_web::http::StatusCode::NOT_FOUND,
        "unknown_shop",
        "no shop is known by this key or host",
    )
}

/// The host that the client asked for. Forwarded headers do not count here: anybody can send them.
fn host(request: &HttpRequest) -> String {
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    named
        .or(request.uri().authority().map(|authority| authority.as_str()))
        .unwrap_or_default()
        .to_owned()
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // An IPv6 address in brackets keeps its colons.
        Some((name, port)) if port.chars().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_loopback(name: &str) -> bool {
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn judge_origin(request: &HttpRequest, host: &str, of_key: &[String], allowed: &[String]) -> Origin {
    let Some(origin) = request.headers().get(header::ORIGIN) else {
        return Origin::Absent;
    };
    let Ok(origin) = origin.to_str() else {
        return Origin::Foreign(String::new());
    };
    let authority = origin
        .split_once("://")
        .map_or(origin, |(_, authority)| authority);
    if authority.eq_ignore_ascii_case(host) {
        return Origin::Own;
    }
    let is_listed = of_key
        .iter()
        .chain(allowed)
        .any(|listed| listed.eq_ignore_ascii_case(origin));
    if is_listed {
        Origin::Allowed(origin.to_owned())
    } else {
        Origin::Foreign(origin.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn judged(origin: Option<&str>) -> Origin {
        let mut request = TestRequest::default();
        if let Some(origin) = origin {
            request = request.insert_header((header::ORIGIN, origin));
        }
        let of_key = ["https://shop.example".to_owned()];
        judge_origin(&request.to_http_request(), "chat.example:8000", &of_key, &[])
    }

    #[test]
    fn a_page_of_the_own_host_is_own_and_a_listed_one_allowed() {
        assert_eq!(judged(None), Origin::Absent);
        assert_eq!(judged(Some("http://chat.example:8000")), Origin::Own);
        assert_eq!(
            judged(Some("https://shop.example")),
            Origin::Allowed("https://shop.example".to_owned())
        );
    }

    #[test]
    fn another_port_of_the_same_host_is_another_site() {
        assert_eq!(
            judged(Some("http://chat.example:9000")),
            Origin::Foreign("http://chat.example:9000".to_owned())
        );
        assert_eq!(judged(Some("null")), Origin::Foreign("null".to_owned()));
    }

    #[test]
    fn loopback_names_are_recognised_with_and_without_port() {
        for host in ["localhost:8000", "127.0.0.1", "[::1]:8000", "127.0.0.2:1"] {
            assert!(is_loopback(without_port(host)), "{host}");
        }
        assert!(!is_loopback("localhost.example"));
    }
}
