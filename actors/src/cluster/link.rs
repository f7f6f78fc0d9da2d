//! The way to Redis: one connection that comes back by itself, and a deadline for every call.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use redis::{
    AsyncConnectionConfig, ConnectionInfo, FromRedisValue, Pipeline, RedisError, Script, ScriptInvocation,
    Value,
    aio::{MultiplexedConnection, PubSub},
};
use tokio::time::Instant;

use super::way::{self, Address, Redirect, Way, address_of, addresses};

/// Redis did not do what was asked. What was asked may still have happened.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The address is none.
    #[error("REDIS_URL is no address of a Redis: {0}")]
    Address(String),
    /// It refused, or the connection broke.
    #[error("Redis: {0}")]
    Refused(#[from] RedisError),
    /// No answer within the deadline.
    #[error("Redis did not answer in time")]
    TimedOut,
}

impl LinkError {
    /// Whether a stream has no consumer group, as after Redis has come back empty.
    pub(super) fn is_no_group(&self) -> bool {
        matches!(self, Self::Refused(error) if error.code() == Some("NOGROUP"))
    }
}

/// Nodes of a Redis Cluster that are remembered.
const MOST_NODES: usize = 64;
/// Redirections that one call follows.
const REDIRECTS: u32 = 8;
/// How long a slot that is on its way to another node is given before it is asked for again.
const ON_ITS_WAY: Duration = Duration::from_millis(20);

/// Redis, as this node reaches it.
pub(super) struct Link {
    /// Credentials and cryptography for every node of a cluster.
    info: ConnectionInfo,
    way: Mutex<Arc<Way>>,
    /// Nodes of a Redis Cluster that lead to the one that has our slot.
    known: Mutex<Vec<Address>>,
    deadline: Duration,
    reachable: AtomicBool,
}

impl Link {
    /// Names a Redis without connecting to it: a node starts, and serves, while Redis is away.
    pub(super) fn open(url: &str, deadline: Duration) -> Result<Self, LinkError> {
        let named = addresses(url)?;
        let Some(info) = named.first().cloned() else {
            return Err(LinkError::Address("empty".to_owned()));
        };
        Ok(Self {
            way: Mutex::new(Arc::new(Way::to(info.clone(), deadline)?)),
            known: Mutex::new(named.iter().filter_map(address_of).collect()),
            info,
            deadline,
            reachable: AtomicBool::new(true),
        })
    }

    /// Whether the last call was answered.
    pub(super) fn is_reachable(&self) -> bool {
        self.reachable.load(Ordering::Relaxed)
    }

    pub(super) async fn pipe<T: FromRedisValue>(&self, pipeline: &Pipeline) -> Result<T, LinkError> {
        let (until, mut redirects) = (Instant::now() + self.deadline, 0);
        loop {
            let way = self.way();
            let mut connection = way.manager.clone();
            let result = within(until, pipeline.query_async(&mut connection)).await;
            if !self.leads_elsewhere(&way, &result, &mut redirects).await {
                return self.noted(result);
            }
        }
    }

    pub(super) async fn script<T: FromRedisValue>(
        &self,
        script: &Script,
        prepare: impl FnOnce(&mut ScriptInvocation<'_>),
    ) -> Result<T, LinkError> {
        let mut invocation = script.prepare_invoke();
        prepare(&mut invocation);
        let (until, mut redirects) = (Instant::now() + self.deadline, 0);
        loop {
            let way = self.way();
            let mut connection = way.manager.clone();
            let result = within(until, invocation.invoke_async(&mut connection)).await;
            if !self.leads_elsewhere(&way, &result, &mut redirects).await {
                return self.noted(result);
            }
        }
    }

    /// Asks a Redis Cluster for its nodes, so that one of them leads on when the one that is spoken to is gone.
    /// A Redis that is no cluster has no others to name.
    pub(super) async fn learn_nodes(&self) -> Result<(), LinkError> {
        let mut asking = redis::pipe();
        asking.ignore_errors().cmd("CLUSTER").arg("SLOTS");
        let answers: Vec<Result<Value, RedisError>> = self.pipe(&asking).await?;
        let nodes: Vec<Address> = answers.into_iter().flatten().flat_map(way::nodes).collect();
        let mut known = self.known.lock();
        for node in nodes {
            if !known.contains(&node) && known.len() < MOST_NODES {
                known.push(node);
            }
        }
        Ok(())
    }

    /// A connection of its own, for calls that wait for something to come.
    pub(super) async fn waiting_connection(
        &self,
        wait: Duration,
    ) -> Result<MultiplexedConnection, LinkError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(self.deadline))
            .set_response_timeout(Some(wait + self.deadline));
        let (way, until) = (self.way(), Instant::now() + self.deadline);
        let connecting = way.client.get_multiplexed_async_connection_with_config(&config);
        let connected = within(until, connecting).await;
        self.noted(connected)
    }

    /// A connection of its own, for what is published.
    pub(super) async fn listening_connection(&self) -> Result<PubSub, LinkError> {
        // Every node of a Redis Cluster hears what is published on any of them.
        let (way, until) = (self.way(), Instant::now() + self.deadline);
        let connected = within(until, way.client.get_async_pubsub()).await;
        self.noted(connected)
    }

    /// The deadline of one call.
    pub(super) fn deadline(&self) -> Duration {
        self.deadline
    }

    fn way(&self) -> Arc<Way> {
        Arc::clone(&self.way.lock())
    }

    /// Whether to ask again: the slot is another node's, which is spoken to from now on, or on its way there.
    async fn leads_elsewhere<T>(
        &self,
        asked: &Arc<Way>,
        result: &Result<T, LinkError>,
        redirects: &mut u32,
    ) -> bool {
        let Err(error) = result else { return false };
        let redirect = match error {
            LinkError::Refused(error) => Redirect::of(error),
            _ => None,
        };
        *redirects += 1;
        match redirect {
            Some(Redirect::Moved(address)) if *redirects <= REDIRECTS => {
                let address = match (address, &asked.address) {
                    ((host, port), Some((ours, _))) if host.is_empty() => (ours.clone(), port),
                    (address, _) => address,
                };
                self.turn(asked, &address)
            }
            Some(Redirect::OnItsWay) if *redirects <= REDIRECTS => {
                tokio::time::sleep(ON_ITS_WAY).await;
                true
            }
            Some(_) => false,
            None => {
                // Nobody is there: the next call asks another node that is known. What was asked now may have happened.
                if !answered(error)
                    && let Some(next) = self.next_known(asked)
                {
                    self.turn(asked, &next);
                }
                false
            }
        }
    }

    /// Speaks to another node from now on, unless somebody has turned there or elsewhere meanwhile.
    fn turn(&self, from: &Arc<Way>, to: &Address) -> bool {
        let mut way = self.way.lock();
        if !Arc::ptr_eq(&way, from) {
            return true;
        }
        match Way::to(way::elsewhere(&self.info, to), self.deadline) {
            Ok(other) => {
                *way = Arc::new(other);
                metrics::counter!("colloquy_redis_redirected_total").increment(1);
                tracing::info!(
                    event_type = "redis_redirected",
                    "another node of the Redis Cluster is spoken to"
                );
                true
            }
            Err(error) => {
                tracing::warn!(
                    event_type = "redis_not_redirected",
                    error_code = "redis",
                    "{error}"
                );
                false
            }
        }
    }

    /// The known node after this one; none when there is no other.
    fn next_known(&self, way: &Way) -> Option<Address> {
        let known = self.known.lock();
        let ours = way.address.as_ref()?;
        let place = known.iter().position(|node| node == ours);
        let next = known.get(place.map_or(0, |place| (place + 1) % known.len()))?;
        (next != ours).then(|| next.clone())
    }

    /// Notes whether Redis is there.
    fn noted<T>(&self, result: Result<T, LinkError>) -> Result<T, LinkError> {
        // A refusal comes from a Redis that is there.
        let answered = result.as_ref().err().is_none_or(answered);
        if self.reachable.swap(answered, Ordering::Relaxed) != answered {
            tracing::warn!(
                event_type = "redis_reachable",
                reachable = answered,
                "Redis came or went"
            );
        }
        result
    }
}

/// The deadline of one call, wherever it is led.
async fn within<T>(
    until: Instant,
    call: impl Future<Output = Result<T, RedisError>>,
) -> Result<T, LinkError> {
    match tokio::time::timeout_at(until, call).await {
        Ok(result) => Ok(result?),
        Err(_elapsed) => Err(LinkError::TimedOut),
    }
}

/// Whether an error comes from a Redis that is there and can work.
fn answered(error: &LinkError) -> bool {
    matches!(error, LinkError::Refused(error) if error.code().is_some() && !is_loading(error))
}

/// It is up and reads its file, or follows a master that is away: as good as away.
fn is_loading(error: &RedisError) -> bool {
    matches!(error.code(), Some("LOADING" | "MASTERDOWN" | "CLUSTERDOWN"))
}
