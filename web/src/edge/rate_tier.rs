//! How many requests a minute a caller may make: guests by address, accounts by themselves.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::{Duration, Instant},
};

use actix_web::http::header::{AUTHORIZATION, HeaderMap, SEC_WEBSOCKET_PROTOCOL};
use colloquy_actors::{Counted, Limit, SharedLimits};
use colloquy_config::settings::rate_limit::RateLimitSettings;
use colloquy_engine::{ids::UserId, port::accounts::Role};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use uuid::Uuid;

use super::penalty::{Penalties, shut_out_told, whole_seconds};
use crate::{service_keys::SeenKeys, tokens::AccessTokens};

/// Bits of an IPv6 address that name a household; the rest is the household's own to choose.
const HOUSEHOLD: u128 = u128::MAX << 64;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A guest.
    Address(IpAddr),
    /// An account.
    Account(UserId),
    /// A service, by its key.
    Service(Uuid),
    /// An admin's account.
    Admin(UserId),
}

impl Caller {
    /// Who a request with these headers comes from. A token counts only while it is good, a key only when it was
    /// good of late: anyone can write one.
    #[must_use]
    pub fn of(headers: &HeaderMap, address: IpAddr, tokens: &AccessTokens, keys: &SeenKeys) -> Self {
        let guest = Self::Address(household(address));
        let Some(token) = token(headers) else { return guest };
        if let Some(key) = keys.find(token) {
            return Self::Service(key);
        }
        match tokens.read(token) {
            Ok(claims) if claims.role == Role::Admin => Self::Admin(claims.sub),
            Ok(claims) => Self::Account(claims.sub),
            Err(_) => guest,
        }
    }

    /// What the caller is called where all nodes count.
    fn name(self) -> String {
        match self {
            Self::Address(address) => format!("guest:{address}"),
            Self::Account(user) => format!("account:{user}"),
            Self::Service(key) => format!("service:{key}"),
            Self::Admin(user) => format!("admin:{user}"),
        }
    }
}

/// The token of a request: Bearer, or the second subprotocol of an operator's socket.
fn token(headers: &HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(bearer) = text(AUTHORIZATION).and_then(|value| value.split_once(' ')) {
        return bearer.0.eq_ignore_ascii_case("bearer").then(|| bearer.1.trim());
    }
    let mut offered = text(SEC_WEBSOCKET_PROTOCOL)?.split(',').map(str::trim);
    offered.find(|protocol| *protocol == "bearer")?;
    offered.next()
}

fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & HOUSEHOLD)),
        address => address,
    }
}

/// One counter for each tier. All workers share it; where there is a Redis, all nodes share one of their own.
pub struct RateTiers {
    settings: RateLimitSettings,
    shared: Option<SharedLimits>,
    guests: DefaultKeyedRateLimiter<Caller>,
    accounts: DefaultKeyedRateLimiter<Caller>,
    admins: DefaultKeyedRateLimiter<Caller>,
    penalties: Penalties,
}

impl fmt::Debug for RateTiers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RateTiers")
            .field("enabled", &self.settings.enabled)
            .finish_non_exhaustive()
    }
}

impl RateTiers {
    /// The tiers of the settings, and what all nodes count together.
    #[must_use]
    pub fn new(settings: &RateLimitSettings, shared: Option<SharedLimits>) -> Self {
        let tier = |a_minute: NonZeroU32| RateLimiter::keyed(Quota::per_minute(a_minute));
        Self {
            settings: settings.clone(),
            shared,
            guests: tier(settings.anonymous_per_minute),
            accounts: tier(settings.authenticated_per_minute),
            admins: tier(settings.admin_per_minute),
            penalties: Penalties::new(settings),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// How long to wait when it is one too many.
    pub async fn count(&self, caller: Caller) -> Result<(), Duration> {
        if !self.settings.enabled {
            return Ok(());
        }
        if let Some(shared) = &self.shared
            && let Some(counted) = shared.count(&caller.name(), &self.limit(caller)).await
        {
            return told(counted);
        }
        self.count_here(caller)
    }

    /// What a caller may do.
    fn limit(&self, caller: Caller) -> Limit {
        let settings = &self.settings;
        Limit {
            a_minute: match caller {
                Caller::Address(_) => settings.anonymous_per_minute,
                Caller::Account(_) | Caller::Service(_) => settings.authenticated_per_minute,
                Caller::Admin(_) => settings.admin_per_minute,
            },
            penalty_after: settings.penalty_after_refusals,
            penalty_first: settings.penalty_first_seconds,
            penalty_longest: settings.penalty_longest_seconds,
        }
    }

    /// Counts a request by this node's own counters.
    fn count_here(&self, caller: Caller) -> Result<(), Duration> {
        let now = Instant::now();
        self.penalties.admit(caller, now)?;
        let tier = match caller {
            Caller::Address(_) => &self.guests,
            Caller::Account(_) | Caller::Service(_) => &self.accounts,
            Caller::Admin(_) => &self.admins,
        };
        tier.check_key(&caller).map_err(|refused| {
            let wait = refused.wait_time_from(DefaultClock::default().now());
            let wait = whole_seconds(wait);
            self.penalties
                .refused(caller, now)
                .map_or(wait, |penalty| penalty.max(wait))
        })
    }

    /// Forgets callers who have all of their requests again.
    pub fn forget_idle(&self) {
        for tier in [&self.guests, &self.accounts, &self.admins] {
            tier.retain_recent();
            tier.shrink_to_fit();
        }
        self.penalties.forget_idle(Instant::now());
    }
}

/// What the counters of all nodes said, in this node's words.
fn told(counted: Counted) -> Result<(), Duration> {
    match counted {
        Counted::Admitted => Ok(()),
        Counted::Refused { wait, shut_out } => {
            if let Some(penalty) = shut_out {
                shut_out_told(penalty);
            }
            Err(whole_seconds(wait))
        }
    }
}

#[cfg(test)]
mod shared_tests;

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;
    use colloquy_config::{Settings, Sources};
    use colloquy_engine::ids::BusinessId;
    use uuid::Uuid;

    use super::*;
    use crate::secret::RootSecret;

    const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn tokens() -> AccessTokens {
        AccessTokens::new(
            &RootSecret::new("a test's own secret".as_bytes()),
            Duration::from_secs(900),
        )
    }

    fn caller(header: &str, prefix: &str, role: Role) -> Caller {
        let id = Uuid::from_u128(7);
        let issued = tokens()
            .issue(UserId(id), BusinessId(id), role, id, chrono::Utc::now())
            .expect("signing works");
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(&format!("{prefix}{issued}")).expect("a header");
        headers.insert(header.parse().expect("a name"), value);
        Caller::of(&headers, LOOPBACK, &tokens(), &SeenKeys::default())
    }

    #[test]
    fn a_good_token_is_counted_by_its_account_wherever_it_stands() {
        let user = UserId(Uuid::from_u128(7));
        assert_eq!(
            caller("authorization", "Bearer ", Role::Shopper),
            Caller::Account(user)
        );
        assert_eq!(
            caller("authorization", "bearer ", Role::Admin),
            Caller::Admin(user)
        );
        assert_eq!(
            caller("sec-websocket-protocol", "bearer, ", Role::Operator),
            Caller::Account(user)
        );
    }

    #[test]
    fn a_made_up_token_is_counted_by_address_and_loopback_is_not_exempt() {
        assert_eq!(
            caller("authorization", "Bearer x", Role::Admin),
            Caller::Address(LOOPBACK)
        );
    }

    #[test]
    fn a_household_cannot_count_as_many() {
        let of = |text: &str| household(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[test]
    fn one_request_too_many_is_told_how_long_to_wait() {
        let environment = [(
            "COLLOQUY__RATE_LIMIT__ANONYMOUS_PER_MINUTE".to_owned(),
            "3".to_owned(),
        )];
        let settings = Settings::load(&Sources::new("development", environment)).expect("built-in settings");
        let tiers = RateTiers::new(&settings.rate_limit, None);
        let guest = Caller::Address(LOOPBACK);
        assert_eq!((0..3).filter(|_| tiers.count_here(guest).is_ok()).count(), 3);
        let wait = tiers.count_here(guest).expect_err("the fourth");
        assert!((1..=20).contains(&wait.as_secs()), "{wait:?}");
        assert!(tiers.count_here(Caller::Account(UserId(Uuid::nil()))).is_ok());
    }
}
