//! The journal alone: many writers, each of whom waits for its unit before it hands in the next.

use std::time::{Duration, Instant};

use colloquy_actors::JournalHandle;
use colloquy_engine::{
    conversation::event::EventBody,
    port::journal::{ConversationPart, Unit},
};
use futures::future::try_join_all;

use crate::replay::Replay;

/// Rows that a unit writes beside the heads that it moves: a message taken in is its receipt, its event and its message;
/// an event, a message, a turn and a cart with its lines are one each.
#[must_use]
pub fn rows(unit: &Unit) -> usize {
    let part = |part: &ConversationPart| {
        let events: &[EventBody] = &part.events;
        3 * part.receipts.len() + events.len() + part.messages.len() + usize::from(part.turn.is_some())
    };
    let cart = unit.cart.as_ref().map_or(0, |cart| 1 + cart.cart.lines.len());
    unit.conversation.as_ref().map_or(0, part) + cart
}

/// What came of some rounds.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// How long each writer waited for each unit.
    pub waits: Vec<Duration>,
    /// Rows, as [`rows`] counts them.
    pub rows: usize,
    /// From the first unit to the last commit.
    pub lasted: Duration,
}

/// Has every writer hand in its next units, so many times, each as soon as the one before is durable.
///
/// # Errors
/// When a unit is refused.
pub async fn write(journal: &JournalHandle, writers: &mut [Replay], rounds: u64) -> anyhow::Result<Written> {
    let began = Instant::now();
    let writing = writers.iter_mut().map(|writer| async move {
        let mut written = Written::default();
        for _ in 0..rounds {
            let unit = writer.unit();
            written.rows += rows(&unit);
            let handed_in = Instant::now();
            let outcome = journal.commit(unit).await?;
            written.waits.push(handed_in.elapsed());
            writer.committed(&outcome)?;
        }
        Ok::<_, anyhow::Error>(written)
    });
    let mut all = Written::default();
    for written in try_join_all(writing).await? {
        all.waits.extend(written.waits);
        all.rows += written.rows;
    }
    all.lasted = began.elapsed();
    Ok(all)
}
