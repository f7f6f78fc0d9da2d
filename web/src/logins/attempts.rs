//! Failed logins: each further one from the same address for the same account has to wait longer. Other addresses
//! are not slowed, so nobody can lock somebody else out.

use std::{
    fmt,
    net::IpAddr,
    time::{Duration, Instant},
};

use moka::{future::Cache, ops::compute::Op};
use sha2::{Digest, Sha256};

/// Failures that cost nothing: people mistype.
const FREE: u32 = 5;
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(300);
/// After this long without an attempt all is forgotten.
const FORGOTTEN: Duration = Duration::from_secs(900);
/// Pairs of account and address remembered at most.
const CAPACITY: u64 = 50_000;

/// Names an account and an address; tells neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempt([u8; 16]);

impl Attempt {
    /// Somebody at an address tries an account, whether there is one or not.
    #[must_use]
    pub fn new(account: &str, address: IpAddr) -> Self {
        let mut digest = Sha256::new();
        digest.update(account.as_bytes());
        digest.update([0]);
        digest.update(network(address).to_string().as_bytes());
        let digest: [u8; 32] = digest.finalize().into();
        let mut name = [0_u8; 16];
        name.copy_from_slice(&digest[..16]);
        Self(name)
    }
}

/// One customer of a provider has a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
        address => address,
    }
}

#[derive(Clone, Copy, Debug)]
struct Tried {
    times: u32,
    last: Instant,
}

/// The failures of late.
#[derive(Clone)]
pub struct Attempts {
    tried: Cache<Attempt, Tried>,
}

impl fmt::Debug for Attempts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempts")
            .field("tried", &self.tried.entry_count())
            .finish()
    }
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            tried: Cache::builder()
                .max_capacity(CAPACITY)
                .time_to_idle(FORGOTTEN)
                .build(),
        }
    }
}

impl Attempts {
    /// Counts an attempt as failed before it is made, so that many at once count as many.
    ///
    /// # Errors
    /// How long to wait, when it may not be made yet.
    pub async fn admit(&self, attempt: Attempt, now: Instant) -> Result<(), Duration> {
        let mut refused = None;
        let refusal = &mut refused;
        self.tried
            .entry(attempt)
            .and_compute_with(|entry| {
                let before = entry.map(moka::Entry::into_value);
                let wait = before.map_or(Duration::ZERO, |before| before.wait(now));
                let op = if wait.is_zero() {
                    let times = before.map_or(0, |before| before.times).saturating_add(1);
                    Op::Put(Tried { times, last: now })
                } else {
                    *refusal = Some(wait);
                    Op::Nop
                };
                async move { op }
            })
            .await;
        refused.map_or(Ok(()), Err)
    }

    /// It was the right password after all.
    pub async fn clear(&self, attempt: Attempt) {
        self.tried.invalidate(&attempt).await;
    }
}

impl Tried {
    /// How long until the next attempt may be made.
    fn wait(self, now: Instant) -> Duration {
        let Some(doublings) = self.times.checked_sub(FREE) else {
            return Duration::ZERO;
        };
        let wait = Duration::from_secs(1_u64 << doublings.min(16)).min(LONGEST);
        (self.last + wait).saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "203.0.113.1";

    fn attempt(account: &str, address: &str) -> Attempt {
        Attempt::new(account, address.parse().expect("an address"))
    }

    #[tokio::test]
    async fn each_failure_beyond_the_free_ones_doubles_the_wait() {
        let (attempts, mut now) = (Attempts::default(), Instant::now());
        for _ in 0..FREE {
            assert_eq!(attempts.admit(attempt("ann", HERE), now).await, Ok(()));
        }
        for seconds in [1, 2, 4, 8] {
            let wait = Duration::from_secs(seconds);
            assert_eq!(attempts.admit(attempt("ann", HERE), now).await, Err(wait));
            now += wait;
            assert_eq!(attempts.admit(attempt("ann", HERE), now).await, Ok(()));
        }
    }

    #[tokio::test]
    async fn another_address_and_another_account_are_not_slowed() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..=FREE {
            let _refused_at_last = attempts.admit(attempt("ann", HERE), now).await;
        }
        assert!(attempts.admit(attempt("ann", HERE), now).await.is_err());
        assert_eq!(attempts.admit(attempt("ann", "203.0.113.2"), now).await, Ok(()));
        assert_eq!(attempts.admit(attempt("bob", HERE), now).await, Ok(()));
        attempts.clear(attempt("ann", HERE)).await;
        assert_eq!(attempts.admit(attempt("ann", HERE), now).await, Ok(()));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        assert_eq!(attempt("ann", "2001:db8::1"), attempt("ann", "2001:db8::2"));
        assert_ne!(attempt("ann", "2001:db8::1"), attempt("ann", "2001:db8:0:1::1"));
        assert_eq!(attempt("ann", "::ffff:203.0.113.1"), attempt("ann", HERE));
    }
}
