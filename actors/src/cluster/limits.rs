//! Requests of callers, counted for all nodes together. One script counts and decides, so no two nodes can admit the
//! same request twice; where Redis is away each node counts by itself.

use std::{
    fmt,
    num::NonZeroU32,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use redis::Script;

use super::{
    keys::Keys,
    link::{Link, LinkError},
    settings::ClusterSettings,
};

/// How long a Redis that did not answer is left alone: nobody waits for it meanwhile.
const LEFT_ALONE: Duration = Duration::from_secs(1);

/// What a kind of caller may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Requests a minute, all of which may come at once.
    pub a_minute: NonZeroU32,
    /// Refusals after which a caller is shut out; 0 shuts nobody out.
    pub penalty_after: u32,
    /// Seconds of the first time; each further one is twice as long.
    pub penalty_first: NonZeroU32,
    /// Seconds of the longest.
    pub penalty_longest: NonZeroU32,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It is within what the caller may do.
    Admitted,
    /// It is one too many.
    Refused {
        /// When another may come.
        wait: Duration,
        /// For how long the caller is shut out, when this request was the reason.
        shut_out: Option<Duration>,
    },
}

/// The counters that all nodes share.
pub struct SharedLimits {
    link: Link,
    keys: Keys,
    script: Script,
    began: Instant,
    /// Milliseconds since `began` until which Redis is left alone.
    alone_until: AtomicU64,
}

impl fmt::Debug for SharedLimits {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SharedLimits").finish_non_exhaustive()
    }
}

impl SharedLimits {
    /// Names the counters of a cluster without connecting to them. Each call takes at most `deadline`.
    ///
    /// # Errors
    /// When the address of Redis is none.
    pub fn open(settings: &ClusterSettings, deadline: Duration) -> Result<Self, LinkError> {
        Ok(Self {
            link: Link::open(&settings.redis_url, deadline)?,
            keys: Keys::new(&settings.prefix),
            script: Script::new(include_str!("limits.lua")),
            began: Instant::now(),
            alone_until: AtomicU64::new(0),
        })
    }

    /// Counts a request. `caller` is a name without spaces, the same on every node. None when Redis cannot be asked:
    /// then the node counts by itself.
    pub async fn count(&self, caller: &str, limit: &Limit) -> Option<Counted> {
        if self.now() < self.alone_until.load(Ordering::Relaxed) {
            return None;
        }
        let answer: Result<(bool, u64, u64), LinkError> = self
            .link
            .script(&self.script, |call| {
                call.key(self.keys.bucket(caller))
                    .key(self.keys.refusals(caller))
                    .arg(limit.a_minute.get())
                    .arg(limit.penalty_after)
                    .arg(limit.penalty_first.get())
                    .arg(limit.penalty_longest.get());
            })
            .await;
        match answer {
            Ok((true, ..)) => Some(Counted::Admitted),
            Ok((false, wait, shut_out)) => Some(Counted::Refused {
                wait: Duration::from_micros(wait),
                shut_out: (shut_out > 0).then(|| Duration::from_secs(shut_out)),
            }),
            Err(error) => {
                tracing::debug!(event_type = "limits_not_shared", error_code = "redis", "{error}");
                metrics::counter!("colloquy_limits_unshared_total").increment(1);
                let until = self.now() + u64::try_from(LEFT_ALONE.as_millis()).unwrap_or(0);
                self.alone_until.store(until, Ordering::Relaxed);
                None
            }
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
