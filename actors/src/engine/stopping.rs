//! The end of a process: what is under way comes to its end, and what is awake is kept.

use std::time::{Duration, Instant};

use super::Engine;
use crate::router::KeepAwake;

/// How long a stop goes on taking snapshots. What is left out, the journal has.
const KEEPING: Duration = Duration::from_secs(4);

impl Engine {
    /// Waits for turns under way and for the journal, each within the deadline, then stops the threads. Whatever
    /// did not end in time is durable as receipts and is taken up at the next start.
    pub async fn stop(&self, deadline: Duration) {
        self.leave_cluster(deadline).await;
        self.stop_outbox(deadline).await;
        let began = Instant::now();
        let flushed = self.shared.journal.flush(deadline).await;
        tracing::info!(
            event_type = "journal_flushed",
            complete = flushed,
            duration_ms = began.elapsed().as_millis() as u64,
            "the journal is flushed"
        );
        self.keep_awake(deadline.min(KEEPING)).await;
        for arbiter in &self.shared.arbiters {
            arbiter.stop();
        }
    }

    /// Keeps a snapshot of everything that is awake, as far as the deadline allows.
    async fn keep_awake(&self, deadline: Duration) {
        let began = Instant::now();
        let keeping = async {
            let mut count = 0;
            for router in &self.shared.routers {
                count += router.ask(KeepAwake, deadline).await.unwrap_or_default();
            }
            (count, self.shared.snapshots.flush(deadline).await)
        };
        let (count, complete) = tokio::time::timeout(deadline, keeping).await.unwrap_or_default();
        tracing::info!(
            event_type = "snapshots_flushed",
            complete,
            count,
            duration_ms = began.elapsed().as_millis() as u64,
            "what was awake is kept"
        );
    }
}
