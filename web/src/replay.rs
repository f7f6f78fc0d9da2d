//! Stored turns run again against a shop as it is, or as another configuration would have it.

use std::sync::Arc;

use colloquy_engine::{
    commerce::shop::Shop,
    ids::BusinessId,
    port::{
        StoreError,
        replay::{RecordedTurnStore, Selection},
    },
    replay::{Replayed, again},
    understanding::Understander,
};
use serde::Serialize;

/// Turns that are read at once.
const PAGE: u64 = 50;

/// What came of many turns.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Turns that were looked at.
    pub total: usize,
    /// Those that came out the same in every byte.
    pub same: usize,
    /// Those that did not.
    pub different: usize,
    /// Those that cannot be run again, because the program of their time did not record them.
    pub not_recorded: usize,
    /// Whether there are more turns than were asked for.
    pub more: bool,
    /// Each turn that came out otherwise.
    pub differing: Vec<Replayed>,
}

/// Runs turns of a business again, at most `limit`. Nothing of it is stored, and nothing is done.
///
/// # Errors
/// When the turns cannot be read.
pub async fn run(
    turns: &dyn RecordedTurnStore,
    (shop, understander): (&Arc<Shop>, &Understander),
    business: BusinessId,
    selection: Selection,
    limit: usize,
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let mut after = None;
    loop {
        let page = turns.recorded_turns(business, selection, after, PAGE).await?;
        let is_last = (page.len() as u64) < PAGE;
        for (at, turn) in page {
            if report.total == limit {
                report.more = true;
                return Ok(report);
            }
            after = Some((at, turn.id));
            report.total += 1;
            match again(&turn, shop, understander).await {
                Ok(replayed) if replayed.differences.is_empty() => report.same += 1,
                Ok(replayed) => {
                    report.different += 1;
                    report.differing.push(replayed);
                }
                Err(_not_recorded) => report.not_recorded += 1,
            }
            // A turn costs a millisecond or two; whoever else waits for this thread goes first.
            tokio::task::yield_now().await;
        }
        if is_last {
            return Ok(report);
        }
    }
}
