//! Messages are counted, so that a flood of them is noticed.

use chrono::{DateTime, Utc};
use colloquy_engine::{ids::MessageId, policy::flood::Arrival};

use super::actor::Conversation;

impl Conversation {
    /// Counts a message. Answers the end of the flood's window when it is one too many.
    pub(super) fn judge_arrival(
        &mut self,
        message_id: MessageId,
        at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let now = self.links.ports.clock.now();
        self.arrivals.retain(|_, arrival| {
            (now - arrival.at).num_seconds() <= i64::from(self.links.settings.flood.seconds)
        });
        self.arrivals.insert(
            message_id,
            Arrival {
                at,
                answered_at: None,
            },
        );
        let mut arrivals: Vec<Arrival> = self.arrivals.values().copied().collect();
        arrivals.sort_by_key(|arrival| arrival.at);
        let told_until = self.state.dialogue.flood_until.filter(|until| *until > now);
        told_until.or_else(|| self.links.settings.flood.exceeded(self.channel(), &arrivals, now))
    }
}
