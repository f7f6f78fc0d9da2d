//! From the first accepted connection to the last closed one.
//!
//! A stop goes in steps, each with its own deadline and log line: refuse new sockets and writes and tell the open
//! ones to leave, wait for sockets and requests, stop accepting, let turns settle and flush the journal, close the
//! database, take the address away. What does not end in time is durable as receipts and is taken up at the next
//! start.

pub mod address;
pub mod files;
pub(crate) mod imports;
mod lock;
mod signals;
mod timers;

use std::{
    convert::Infallible,
    future::pending,
    io,
    time::{Duration, Instant},
};

use actix_web::dev::ServerHandle;
use tokio_util::task::TaskTracker;

pub use self::lock::FolderLock;
use self::{address::AddressFile, signals::StopSignals};
use crate::{
    bootstrap::{self, Setup, StartError},
    server,
    state::App,
};

/// How long closing the database may take.
const CLOSE: Duration = Duration::from_secs(5);

/// How long the listener may take once no request is under way.
pub(crate) const LISTENER_SECONDS: u64 = 1;

/// Runs a server until it is asked to stop.
///
/// # Errors
/// When it cannot start. A stop that misses a deadline is logged and is no error: nothing is lost by it.
pub async fn serve(setup: Setup) -> Result<(), StartError> {
    let data = setup.place.data.clone();
    setup.make_data_dir()?;
    let _lock = FolderLock::take(&data)?;
    address::forget(&data);
    let file = |error: io::Error| StartError::File {
        path: data.clone(),
        error,
    };
    // From here on a signal is heard, and acted on once there is something to stop.
    let mut signals = StopSignals::listen().map_err(file)?;
    let listen = setup.settings.server.listen.clone();
    let app = bootstrap::start(setup).await?;
    let bound = server::bind(&app)
        .map_err(|error| StartError::Unusable(format!("setting \"server.listen\": {listen}: {error}")))?;
    let handle = bound.server.handle();
    let mut running = actix_web::rt::spawn(bound.server);
    let address_file = AddressFile::write(&data, bound.address).map_err(file)?;
    let timers = timers::start(&app);
    tracing::info!(
        event_type = "server_started",
        address = %bound.address,
        profile = app.settings.profile,
        version = env!("CARGO_PKG_VERSION"),
        "accepting connections"
    );
    app.engine.start_timers();
    tokio::select! {
        never = take_up(&app) => match never {},
        signal = signals.wait() => tracing::info!(event_type = "stop_asked", signal, "stopping"),
        ended = &mut running => tracing::error!(
            event_type = "server_ended", error_code = "listener", "the listener ended by itself: {ended:?}"
        ),
    }
    stop(&app, &handle).await;
    timers.abort();
    drop(address_file);
    tracing::info!(event_type = "server_stopped", "stopped");
    Ok(())
}

/// Answers what the last stop, or the last crash, left unanswered, while new work is served. Does not end by itself.
async fn take_up(app: &App) -> Infallible {
    /// With pauses from one second to a minute, some five minutes.
    const TRIES: u32 = 10;
    let mut pause = Duration::from_secs(1);
    for _ in 0..TRIES {
        match app.engine.take_up_unanswered().await {
            Ok(0) => break,
            Ok(count) => {
                tracing::info!(
                    event_type = "receipts_taken_up",
                    count,
                    "what was left unanswered is taken up"
                );
                break;
            }
            Err(error) => tracing::error!(
                event_type = "receipts_not_taken_up",
                error_code = error.code(),
                "{error}"
            ),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(60));
    }
    pending().await
}

/// Goes through the steps of a stop.
async fn stop(app: &App, listener: &ServerHandle) {
    let drain = app.settings.server.drain();
    app.stopping.cancel();
    // First of all: while this node still says goodbye, the others answer already.
    step("cluster", CLOSE, app.engine.leave_cluster(CLOSE)).await;
    emptied("sockets", &app.sockets, drain).await;
    listener.pause().await;
    emptied("requests", &app.requests, drain).await;
    step(
        "listener",
        Duration::from_secs(LISTENER_SECONDS + 1),
        listener.stop(true),
    )
    .await;
    step("engine", drain + CLOSE, app.engine.stop(drain)).await;
    step("database", CLOSE, async {
        if let Err(error) = app.store.database().close().await {
            tracing::warn!(
                event_type = "database_not_closed",
                error_code = "storage",
                "{error}"
            );
        }
    })
    .await;
}

/// Waits until nobody holds a token any more.
async fn emptied(name: &'static str, tracker: &TaskTracker, deadline: Duration) -> bool {
    tracker.close();
    let done = step(name, deadline, tracker.wait()).await;
    // A late comer may still register and is cut off with the listener.
    tracker.reopen();
    done
}

/// Does one step within its deadline and says how it went.
async fn step(name: &'static str, deadline: Duration, work: impl Future<Output = ()>) -> bool {
    let began = Instant::now();
    let complete = tokio::time::timeout(deadline, work).await.is_ok();
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    if complete {
        tracing::info!(
            event_type = "stop_step",
            step = name,
            complete,
            duration_ms,
            "a step of the stop is done"
        );
    } else {
        tracing::warn!(
            event_type = "stop_step",
            step = name,
            complete,
            duration_ms,
            "a step of the stop was cut off"
        );
    }
    complete
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORTLY: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_step_that_does_not_end_is_cut_off_at_its_deadline() {
        let began = Instant::now();
        assert!(!step("stuck", SHORTLY, std::future::pending()).await);
        assert!(began.elapsed() >= SHORTLY);
        assert!(step("quick", SHORTLY, std::future::ready(())).await);
    }

    #[tokio::test]
    async fn a_stop_waits_for_open_sockets_and_no_longer() {
        let tracker = TaskTracker::new();
        let token = tracker.token();
        assert!(!emptied("sockets", &tracker, SHORTLY).await);
        drop(token);
        assert!(emptied("sockets", &tracker, SHORTLY).await);
    }
}
