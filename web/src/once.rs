//! Idempotency keys of the workspace: the same request under the same key is done once and answered twice.

use std::{fmt, time::Duration};

use actix_web::{HttpRequest, rt};
use colloquy_engine::ids::{BusinessId, UserId};
use moka::future::Cache;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    extract::{Shared, Staff},
    problem::Problem,
};

/// The header that carries the key.
const HEADER: &str = "Idempotency-Key";
/// How long an answer is kept.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// Bytes of answers kept at most; the least used go first.
const CAPACITY: u64 = 16 << 20;
/// Bytes of a key at most.
const LONGEST_KEY: usize = 255;

/// Who asked for what, under which key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Scope {
    business: BusinessId,
    user: UserId,
    method: String,
    path: String,
    key: String,
}

/// What was asked and what came of it.
#[derive(Clone, Debug)]
struct Done {
    body: [u8; 32],
    answer: Value,
}

/// The answers of late.
#[derive(Clone)]
pub struct Once {
    done: Cache<Scope, Done>,
}

impl fmt::Debug for Once {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Once")
            .field("done", &self.done.entry_count())
            .finish()
    }
}

impl Default for Once {
    fn default() -> Self {
        let weigh = |scope: &Scope, done: &Done| {
            let bytes = 256 + scope.path.len() + scope.key.len() + done.answer.to_string().len();
            u32::try_from(bytes).unwrap_or(u32::MAX)
        };
        Self {
            done: Cache::builder()
                .max_capacity(CAPACITY)
                .weigher(weigh)
                .time_to_live(KEPT)
                .build(),
        }
    }
}

/// A request as far as its key goes.
#[derive(Debug)]
pub struct Asked {
    scope: Option<Scope>,
    body: [u8; 32],
}

impl Asked {
    /// Reads the key of a request.
    ///
    /// # Errors
    /// 400 when the key is empty, too long or not printable.
    pub fn of(request: &HttpRequest, staff: &Staff, body: &impl Serialize) -> Result<Self, Problem> {
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
        let scope = key.map(|key| Scope {
            business: staff.business_id,
            user: staff.user_id,
            method: request.method().to_string(),
            path: request.path().to_owned(),
            key,
        });
        let text = serde_json::to_vec(body).unwrap_or_default();
        Ok(Self {
            scope,
            body: Sha256::digest(&text).into(),
        })
    }
}

impl Once {
    /// Does the work, unless it was done under the same key before; then its answer comes again. Work that failed
    /// is not remembered. A second request while the first runs waits for it.
    ///
    /// # Errors
    /// What the work answers, or 409 when the key came with another body.
    pub async fn run<Work>(&self, asked: Asked, work: Work) -> Result<Value, Problem>
    where
        Work: Future<Output = Result<Value, Problem>>,
    {
        let Asked { scope, body } = asked;
        let Some(scope) = scope else { return work.await };
        let first = async { work.await.map(|answer| Done { body, answer }) };
        let done = self
            .done
            .try_get_with(scope, first)
            .await
            .map_err(|problem| Problem::clone(&problem))?;
        if done.body == body {
            return Ok(done.answer);
        }
        Err(Problem::conflict(
            "idempotency_key_reused",
            "this idempotency key came with another body before",
        ))
    }
}

/// Does the work once and to its end, even when the caller goes away half way: a caller who comes back with the same
/// key finds what came of it.
///
/// # Errors
/// As for [`Once::run`].
pub async fn to_its_end<Work>(app: &Shared, asked: Asked, work: Work) -> Result<Value, Problem>
where
    Work: Future<Output = Result<Value, Problem>> + 'static,
{
    let doing = app.clone();
    let done = rt::spawn(async move { doing.workspace.once.run(asked, work).await });
    done.await.map_err(|_| Problem::internal())?
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use actix_web::test::TestRequest;
    use colloquy_engine::port::accounts::Role;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn asked(key: &str, user: u128, body: &Value) -> Asked {
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
        Asked::of(&request, &staff, body).expect("a good key")
    }

    #[actix_web::test]
    async fn the_same_request_is_done_once_and_another_body_is_refused() {
        let (once, done) = (Once::default(), Cell::new(0));
        let work = || async {
            done.set(done.get() + 1);
            Ok(json!(done.get()))
        };
        let body = json!({"draft_id": 1});
        assert_eq!(once.run(asked("k", 1, &body), work()).await, Ok(json!(1)));
        assert_eq!(once.run(asked("k", 1, &body), work()).await, Ok(json!(1)));
        let other = once.run(asked("k", 1, &json!({"draft_id": 2})), work()).await;
        assert_eq!(
            other.map_err(|problem| problem.code),
            Err("idempotency_key_reused".to_owned())
        );
        assert_eq!(
            once.run(asked("k", 2, &body), work()).await,
            Ok(json!(2)),
            "another person, another key"
        );
    }

    #[actix_web::test]
    async fn work_that_failed_may_be_tried_again() {
        let (once, body) = (Once::default(), json!({}));
        let refused = once
            .run(asked("k", 1, &body), async { Err(Problem::not_found("draft")) })
            .await;
        assert_eq!(refused.map_err(|problem| problem.status), Err(404));
        assert_eq!(
            once.run(asked("k", 1, &body), async { Ok(json!(1)) }).await,
            Ok(json!(1))
        );
    }
}
