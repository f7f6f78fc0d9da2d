//! The way to Redis: one connection that comes back by itself, and a deadline for every call.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use redis::{
    AsyncConnectionConfig, Client, FromRedisValue, Pipeline, RedisError, Script, ScriptInvocation,
    aio::{ConnectionManager, ConnectionManagerConfig, MultiplexedConnection, PubSub},
};

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

/// Redis, as this node reaches it.
pub(super) struct Link {
    client: Client,
    manager: ConnectionManager,
    deadline: Duration,
    reachable: AtomicBool,
}

impl Link {
    /// Names a Redis without connecting to it: a node starts, and serves, while Redis is away.
    pub(super) fn open(url: &str, deadline: Duration) -> Result<Self, LinkError> {
        // The error of the library could repeat the address, and with it a password.
        let client = Client::open(url).map_err(|error| LinkError::Address(format!("{:?}", error.kind())))?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(deadline))
            .set_response_timeout(Some(deadline))
            .set_number_of_retries(1)
            .set_max_delay(deadline);
        let manager = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
        Ok(Self {
            client,
            manager,
            deadline,
            reachable: AtomicBool::new(true),
        })
    }

    /// Whether the last call was answered.
    pub(super) fn is_reachable(&self) -> bool {
        self.reachable.load(Ordering::Relaxed)
    }

    pub(super) async fn pipe<T: FromRedisValue>(&self, pipeline: &Pipeline) -> Result<T, LinkError> {
        let mut connection = self.manager.clone();
        self.within(pipeline.query_async(&mut connection)).await
    }

    pub(super) async fn script<T: FromRedisValue>(
        &self,
        script: &Script,
        prepare: impl FnOnce(&mut ScriptInvocation<'_>),
    ) -> Result<T, LinkError> {
        let mut connection = self.manager.clone();
        let mut invocation = script.prepare_invoke();
        prepare(&mut invocation);
        self.within(invocation.invoke_async(&mut connection)).await
    }

    /// A connection of its own, for calls that wait for something to come.
    pub(super) async fn waiting_connection(
        &self,
        wait: Duration,
    ) -> Result<MultiplexedConnection, LinkError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(self.deadline))
            .set_response_timeout(Some(wait + self.deadline));
        self.within(self.client.get_multiplexed_async_connection_with_config(&config))
            .await
    }

    /// A connection of its own, for what is published.
    pub(super) async fn listening_connection(&self) -> Result<PubSub, LinkError> {
        self.within(self.client.get_async_pubsub()).await
    }

    /// The deadline of one call.
    pub(super) fn deadline(&self) -> Duration {
        self.deadline
    }

    async fn within<T>(&self, call: impl Future<Output = Result<T, RedisError>>) -> Result<T, LinkError> {
        let result = match tokio::time::timeout(self.deadline, call).await {
            Ok(result) => result.map_err(LinkError::from),
            Err(_elapsed) => Err(LinkError::TimedOut),
        };
        // A refusal comes from a Redis that is there.
        let answered = match &result {
            Ok(_) => true,
            Err(LinkError::Refused(error)) => error.code().is_some() && !is_loading(error),
            Err(_) => false,
        };
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

/// It is up and reads its file, or follows a master that is away: as good as away.
fn is_loading(error: &RedisError) -> bool {
    matches!(error.code(), Some("LOADING" | "MASTERDOWN" | "CLUSTERDOWN"))
}
