//! Idempotency keys of the workspace: the same request under the same key is done once and answered twice.
//!
//! What came of a request is written in the transaction of its effect, so a repeat is recognised after a restart too.

use std::{fmt, sync::Arc, time::Duration};

use actix_web::{HttpRequest, http::StatusCode, rt};
use chrono::TimeDelta;
use colloquy_actors::REQUEST_ANSWERED;
use colloquy_engine::{
    ids::BusinessId,
    port::requests::{RequestKey, RequestStore},
};
use moka::future::Cache;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    extract::{Assisting, Shared, Staff},
    problem::Problem,
    state::App,
};

/// The header that carries the key.
const HEADER: &str = "Idempotency-Key";
/// Keys whose requests are under way or just ended.
const UNDER_WAY: u64 = 10_000;
/// How long a key is remembered after its last use; longer than any request takes.
const REMEMBERED: Duration = Duration::from_secs(60);
/// How long a second request waits for the first.
const PATIENCE: Duration = Duration::from_secs(10);
/// Requests whose time is over that are cleared away at once; far more than the timers leave behind.
const CLEARED_AT_ONCE: u64 = 10_000;
/// Bytes of a key at most.
const LONGEST_KEY: usize = 255;

/// Whose request it is, and under which key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    business: BusinessId,
    scope: String,
    key: String,
}

/// The requests under way, each of which the next one with its key waits for.
#[derive(Clone)]
pub struct Once {
    under_way: Cache<Place, Arc<Mutex<()>>>,
}

impl fmt::Debug for Once {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Once")
            .field("under_way", &self.under_way.entry_count())
            .finish()
    }
}

impl Default for Once {
    fn default() -> Self {
        Self {
            under_way: Cache::builder()
                .max_capacity(UNDER_WAY)
                .time_to_idle(REMEMBERED)
                .build(),
        }
    }
}

impl Once {
    /// Waits until no other request with this key is under way.
    async fn enter(&self, place: Place) -> Result<OwnedMutexGuard<()>, Problem> {
        let lock = self.under_way.get_with(place, async { Arc::default() }).await;
        tokio::time::timeout(PATIENCE, lock.lock_owned())
            .await
            .map_err(|_elapsed| {
                let text = "the first request with this idempotency key is still under way";
                let mut problem = Problem::new(StatusCode::CONFLICT, "in_progress", text);
                problem.retry_after = Some(Duration::from_secs(1));
                problem
            })
    }
}

/// A request as far as its key goes.
#[derive(Debug)]
pub struct Asked {
    business: BusinessId,
    request: Option<RequestKey>,
}

impl Asked {
    /// Reads the key of a member of staff's request.
    ///
    /// # Errors
    /// 400 when the key is empty, too long or not printable.
    pub fn of(request: &HttpRequest, staff: &Staff, body: &impl Serialize) -> Result<Self, Problem> {
        Self::by(request, &staff.clone().into(), body)
    }

    /// Reads the key of a request by whoever may decide on drafts.
    ///
    /// # Errors
    /// As for [`Asked::of`].
    pub fn by(request: &HttpRequest, caller: &Assisting, body: &impl Serialize) -> Result<Self, Problem> {
        let key = match request.headers().get(HEADER) {
            None => None,
            Some(value) => match value.to_str().map(str::trim) {
                Ok(key) if !key.is_empty() && key.len() <= LONGEST_KEY => Some(key.to_owned()),
                _ => {
                    return Err(Problem::malformed(
                        "idempotency_key_invalid",
                        "the idempotency key is not valid",
                    ));
                }
            },
        };
        let body = serde_json::to_vec(body).unwrap_or_default();
        Ok(Self {
            business: caller.business_id,
            request: key.map(|key| RequestKey {
                scope: format!("{} {} {}", caller.user_id, request.method(), request.path()),
                key,
                body_hash: hex::encode(Sha256::digest(&body)),
            }),
        })
    }
}

/// Does the work once and to its end, even when the caller goes away half way: a caller who comes back with the same
/// key finds what came of it. The work is given the key, and writes it together with its effect. Work that failed has
/// written neither and may be tried again.
///
/// # Errors
/// What the work answers; 409 `idempotency_key_reused` when the key came with another body, 409 `in_progress` when the
/// first request takes too long.
pub async fn to_its_end<Work>(
    app: &Shared,
    asked: Asked,
    work: impl FnOnce(Option<RequestKey>) -> Work + 'static,
) -> Result<Value, Problem>
where
    Work: Future<Output = Result<Value, Problem>> + 'static,
{
    let doing = app.clone();
    let done = rt::spawn(async move { run(&doing, asked, work).await });
    done.await.map_err(|_| Problem::internal())?
}

async fn run<Work>(
    app: &App,
    asked: Asked,
    work: impl FnOnce(Option<RequestKey>) -> Work,
) -> Result<Value, Problem>
where
    Work: Future<Output = Result<Value, Problem>>,
{
    let Asked { business, request } = asked;
    let Some(request) = request else {
        return work(None).await;
    };
    let place = Place {
        business,
        scope: request.scope.clone(),
        key: request.key.clone(),
    };
    let _alone = app.workspace.once.enter(place).await?;
    if let Some(effect) = answered(app, business, &request).await? {
        return Ok(effect);
    }
    match work(Some(request.clone())).await {
        // Another process was faster with the same request.
        Err(problem) if problem.code == REQUEST_ANSWERED => {
            let effect = answered(app, business, &request).await?;
            effect.ok_or(problem)
        }
        done => done,
    }
}

/// What came of the request before, if it was the same.
async fn answered(app: &App, business: BusinessId, request: &RequestKey) -> Result<Option<Value>, Problem> {
    let stored = app
        .store
        .find_request(business, &request.scope, &request.key)
        .await?;
    let Some(stored) = stored else {
        return Ok(None);
    };
    let kept = TimeDelta::from_std(app.engine.settings().timers.requests_kept).unwrap_or(TimeDelta::MAX);
    let now = app.engine.ports().clock.now();
    if now - stored.at >= kept {
        // Its time is over, even if nobody has cleared it away yet.
        app.store.forget_requests(now - kept, CLEARED_AT_ONCE).await?;
        return Ok(None);
    }
    if stored.request.body_hash == request.body_hash {
        return Ok(Some(stored.effect));
    }
    Err(Problem::conflict(
        "idempotency_key_reused",
        "this idempotency key came with another body before",
    ))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use colloquy_engine::{ids::UserId, port::accounts::Role};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn asked(key: &str, user: u128, body: &Value) -> Result<Asked, Problem> {
        let request = TestRequest::post()
            .uri("/assistants/approve")
            .insert_header((HEADER, key))
            .to_http_request();
        let staff = Staff {
            user_id: UserId(Uuid::from_u128(user)),
            business_id: BusinessId(Uuid::from_u128(1)),
            role: Role::Operator,
            family: Uuid::nil(),
            expires_at: chrono::DateTime::UNIX_EPOCH,
        };
        Asked::of(&request, &staff, body)
    }

    fn key_of(key: &str, user: u128, body: &Value) -> RequestKey {
        let asked = asked(key, user, body).expect("a good key");
        asked.request.expect("a key")
    }

    #[test]
    fn a_key_belongs_to_its_caller_and_its_body() {
        let body = json!({"draft_id": 1});
        let one = key_of("k", 1, &body);
        assert_eq!(one, key_of("k", 1, &body));
        assert_ne!(one.scope, key_of("k", 2, &body).scope);
        assert_ne!(one.body_hash, key_of("k", 1, &json!({"draft_id": 2})).body_hash);
        let refused = asked(" ", 1, &body).map_err(|problem| problem.status);
        assert_eq!(refused.err(), Some(400));
    }

    #[actix_web::test]
    async fn a_second_request_waits_for_the_first_and_other_keys_do_not() {
        let once = Once::default();
        let place = |key: &str| Place {
            business: BusinessId(Uuid::nil()),
            scope: "someone POST /x".to_owned(),
            key: key.to_owned(),
        };
        let first = once.enter(place("a")).await.expect("nobody is before it");
        once.enter(place("b")).await.expect("another key");
        let second = once.enter(place("a"));
        tokio::pin!(second);
        assert!(futures::poll!(&mut second).is_pending());
        drop(first);
        second.await.expect("the first has ended");
    }
}
