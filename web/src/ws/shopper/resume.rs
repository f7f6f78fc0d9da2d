//! What a client missed is read from the record, in order, each number once.

use std::sync::Arc;

use colloquy_actors::Mutation;
use colloquy_engine::port::conversations::ConversationStore;

use super::{
    connection::Connection,
    writer::{Goodbye, Writer},
};
use crate::{problem::Problem, ws::frame};

impl Connection {
    /// Sends everything after `last_seq` and up to what will come by itself, then says how that went.
    pub(super) async fn resume(&mut self, last_seq: i64, writer: &mut Writer) -> Result<(), Goodbye> {
        let limit = i64::try_from(self.state.settings.ws.resume_limit.get()).unwrap_or(i64::MAX);
        let up_to = self.live_from.max(self.delivered);
        let from = last_seq.max(self.delivered);
        if last_seq > up_to || up_to - last_seq > limit {
            // Too far behind, or another conversation's number: the client reads the transcript instead.
            self.delivered = self.delivered.max(up_to);
            return writer.text(frame::resumed(up_to + 1, up_to, false)).await;
        }
        let is_lost = self.state.engine.settings().mutation == Some(Mutation::LostResume);
        if !is_lost && !self.catch_up(from, up_to, writer).await? {
            return Ok(());
        }
        self.delivered = self.delivered.max(up_to);
        writer.text(frame::resumed(from + 1, up_to, true)).await
    }

    /// Sends the numbered events after `from` up to `up_to`. `false` when they could not be read; the client was told.
    pub(super) async fn catch_up(
        &mut self,
        from: i64,
        up_to: i64,
        writer: &mut Writer,
    ) -> Result<bool, Goodbye> {
        if from >= up_to {
            return Ok(true);
        }
        let state = Arc::clone(&self.state);
        let seat = &self.session.seat;
        let count = u64::try_from(up_to - from).unwrap_or_default();
        let events = state
            .store
            .events_after(seat.business_id, seat.conversation_id, from, count)
            .await;
        match events {
            Ok(events) => {
                for event in events {
                    let Some(seq) = event.seq.filter(|seq| *seq <= up_to && *seq > self.delivered) else {
                        continue;
                    };
                    self.delivered = seq;
                    if let Some(text) = frame::event(seq, &event.body, self.session.id()) {
                        writer.text(text).await?;
                    }
                }
                Ok(true)
            }
            Err(error) => {
                writer.text(frame::error(&Problem::from(error), None)).await?;
                Ok(false)
            }
        }
    }
}
