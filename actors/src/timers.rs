//! What happens because time goes by: conversations that nobody goes on with are resolved and put away, and requests
//! are forgotten. One look at a time, page by page, each under a deadline.

use std::time::Duration;

use actix::{Actor, ActorFutureExt, AsyncContext, Context, WrapFuture};
use chrono::{DateTime, TimeDelta, Utc};
use colloquy_engine::{commerce::ordering::OrderError, port::conversations::Lapsed};

use crate::{engine::Engine, error::EngineError, request::Seat, settings::TimerSettings};

/// Looks for what is due. There is one in a process.
pub(crate) struct Timers {
    engine: Engine,
}

impl Timers {
    pub(crate) fn new(engine: Engine) -> Self {
        Self { engine }
    }

    fn settings(&self) -> &TimerSettings {
        &self.engine.settings().timers
    }

    /// Looks once, and again some time after that has ended: two looks never run side by side.
    fn sweep(&mut self, context: &mut Context<Self>) {
        let engine = self.engine.clone();
        let deadline = self.settings().sweep_deadline;
        let looking = async move { tokio::time::timeout(deadline, sweep(&engine)).await };
        context.spawn(looking.into_actor(self).map(|result, timers, context| {
            match result {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(
                    event_type = "sweep_failed",
                    error_code = error.code(),
                    "what is due waits for the next look: {error}"
                ),
                Err(_elapsed) => tracing::warn!(
                    event_type = "sweep_cut_short",
                    error_code = "timed_out",
                    "there was more due than one look had time for"
                ),
            }
            context.run_later(timers.settings().sweep_every, Self::sweep);
        }));
    }
}

impl Actor for Timers {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.run_later(self.settings().sweep_every, Self::sweep);
    }
}

async fn sweep(engine: &Engine) -> Result<(), EngineError> {
    let now = engine.ports().clock.now();
    settle_payments(engine, now).await?;
    forget_requests(engine, now).await?;
    forget_summaries(engine, now).await?;
    end_lapsed(engine, now).await
}

/// Payments that were cut off: by a crash, or because the provider did not answer.
async fn settle_payments(engine: &Engine, now: DateTime<Utc>) -> Result<(), EngineError> {
    /// Longer than any request takes, so that what is under way is left alone.
    const UNDER_WAY: Duration = Duration::from_secs(60);
    let (desk, page) = (&engine.ports().desk, engine.settings().timers.page);
    let settled = desk.settle_due(ago(now, UNDER_WAY), page).await;
    match settled {
        Ok(0) => Ok(()),
        Ok(count) => {
            tracing::info!(
                event_type = "payments_settled",
                count,
                "payments that were cut off are settled"
            );
            Ok(())
        }
        Err(OrderError::Store(error)) => Err(error.into()),
        Err(error) => {
            tracing::warn!(
                event_type = "payments_not_settled",
                error_code = "payment",
                "{error}"
            );
            Ok(())
        }
    }
}

async fn forget_requests(engine: &Engine, now: DateTime<Utc>) -> Result<(), EngineError> {
    let settings = &engine.settings().timers;
    let before = ago(now, settings.requests_kept);
    let requests = &engine.ports().requests;
    while requests.forget_requests(before, settings.page).await? >= settings.page {}
    Ok(())
}

async fn forget_summaries(engine: &Engine, now: DateTime<Utc>) -> Result<(), EngineError> {
    let settings = &engine.settings().timers;
    let before = ago(now, settings.summaries_kept);
    let memories = &engine.ports().memories;
    while memories.forget_summaries(before, settings.page).await? >= settings.page {}
    Ok(())
}

/// Ends what has lapsed, in the conversations themselves: whoever watches one is shown it, and one that has moved
/// since it was found stays as it is.
async fn end_lapsed(engine: &Engine, now: DateTime<Utc>) -> Result<(), EngineError> {
    let settings = &engine.settings().timers;
    let (quiet_since, resolved_before) = (ago(now, settings.resolve_after), ago(now, settings.archive_after));
    loop {
        let page = engine
            .ports()
            .conversations
            .lapsed(quiet_since, resolved_before, settings.page)
            .await?;
        let mut ended = 0_u64;
        for lapsed in page.iter().filter(|lapsed| engine.owns(lapsed.conversation_id)) {
            ended += u64::from(end(engine, lapsed).await?);
        }
        if ended > 0 {
            tracing::info!(
                event_type = "conversations_lapsed",
                count = ended,
                "quiet conversations were ended"
            );
        }
        // A page of which nothing could be ended would come again and again.
        if ended == 0 || (page.len() as u64) < settings.page {
            return Ok(());
        }
    }
}

/// Answers whether it was ended. Only a store that is out of reach ends the look.
async fn end(engine: &Engine, lapsed: &Lapsed) -> Result<bool, EngineError> {
    let seat = Seat {
        business_id: lapsed.business_id,
        conversation_id: lapsed.conversation_id,
        channel: lapsed.channel,
        session: None,
    };
    match engine.lapse(&seat, lapsed.lapse).await {
        Ok(_done) => {
            metrics::counter!("colloquy_conversations_lapsed_total", "status" => lapsed.lapse.to.as_str())
                .increment(1);
            Ok(true)
        }
        Err(error @ EngineError::Store(_)) => Err(error),
        Err(error) => {
            tracing::debug!(
                event_type = "conversation_not_lapsed", conversation_id = %lapsed.conversation_id,
                error_code = error.code(), "{error}"
            );
            Ok(false)
        }
    }
}

fn ago(now: DateTime<Utc>, time: Duration) -> DateTime<Utc> {
    let time = TimeDelta::from_std(time).unwrap_or(TimeDelta::MAX);
    now.checked_sub_signed(time).unwrap_or(DateTime::UNIX_EPOCH)
}
