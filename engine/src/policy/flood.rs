//! Too many messages at once: one sentence, then silence until the window ends (004, Edge Cases).

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::{channel::Channel, turn::context::FloodState};

/// When it is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloodRules {
    /// From this message on within the window (`flood.messages`).
    pub messages: u32,
    /// Length of the window in seconds (`flood.seconds`).
    pub seconds: u32,
}

impl Default for FloodRules {
    fn default() -> Self {
        Self {
            messages: 10,
            seconds: 60,
        }
    }
}

/// One message that arrived, and when its answer was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When it arrived.
    pub at: DateTime<Utc>,
    /// When the answer to it went out.
    pub answered_at: Option<DateTime<Utc>>,
}

impl FloodRules {
    /// Judges the newest arrival of a conversation.
    ///
    /// In the widget only messages that wait for their answer count: someone who reads each answer before writing
    /// on never floods. Everywhere else all messages of the window count (http.md, Flood).
    #[must_use]
    pub fn judge(
        &self,
        channel: Channel,
        arrivals: &[Arrival],
        told_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> FloodState {
        let begins = now - Duration::seconds(i64::from(self.seconds));
        let within = arrivals.iter().filter(|arrival| arrival.at > begins);
        let counted = match channel {
            Channel::Web => within
                .filter(|arrival| arrival.answered_at.is_none_or(|at| at > now))
                .count(),
            _ => within.count(),
        };
        let told = told_at.is_some_and(|at| at > begins);
        match (counted >= self.messages as usize, told) {
            (false, false) => FloodState::Calm,
            (true, false) => FloodState::Tell,
            (_, true) if counted > 1 => FloodState::Told,
            (_, true) => FloodState::Calm,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(number: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + number, 0).expect("a test's own time")
    }

    fn waiting(count: i64) -> Vec<Arrival> {
        (0..count)
            .map(|number| Arrival {
                at: second(number),
                answered_at: None,
            })
            .collect()
    }

    #[test]
    fn the_tenth_unanswered_message_in_the_widget_is_told() {
        let rules = FloodRules::default();
        assert_eq!(
            rules.judge(Channel::Web, &waiting(9), None, second(9)),
            FloodState::Calm
        );
        assert_eq!(
            rules.judge(Channel::Web, &waiting(10), None, second(10)),
            FloodState::Tell
        );
    }

    #[test]
    fn a_reader_who_waits_for_each_answer_never_floods_the_widget() {
        let answered: Vec<Arrival> = (0..40)
            .map(|number| Arrival {
                at: second(number),
                answered_at: Some(second(number)),
            })
            .collect();
        assert_eq!(
            FloodRules::default().judge(Channel::Web, &answered, None, second(41)),
            FloodState::Calm
        );
        assert_eq!(
            FloodRules::default().judge(Channel::Email, &answered, None, second(41)),
            FloodState::Tell
        );
    }

    #[test]
    fn the_sentence_is_said_once_a_window() {
        let rules = FloodRules::default();
        assert_eq!(
            rules.judge(Channel::Web, &waiting(12), Some(second(10)), second(12)),
            FloodState::Told
        );
    }
}
