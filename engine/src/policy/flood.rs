//! Too many messages at once: one sentence, then silence until the window ends (004, Edge Cases).

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::channel::Channel;

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
    /// Judges the newest arrival of a conversation: the end of the window when it is one too many.
    ///
    /// In the widget only messages that wait for their answer count: someone who reads each answer before writing
    /// on never floods. Everywhere else all messages of the window count (http.md, Flood).
    #[must_use]
    pub fn exceeded(
        &self,
        channel: Channel,
        arrivals: &[Arrival],
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let length = Duration::seconds(i64::from(self.seconds));
        let counted: Vec<&Arrival> = arrivals
            .iter()
            .filter(|arrival| arrival.at > now - length)
            .filter(|arrival| channel != Channel::Web || arrival.answered_at.is_none_or(|at| at > now))
            .collect();
        let first = counted.first()?;
        (counted.len() >= self.messages as usize).then_some(first.at + length)
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
    fn the_tenth_unanswered_message_in_the_widget_is_one_too_many() {
        let rules = FloodRules::default();
        assert_eq!(rules.exceeded(Channel::Web, &waiting(9), second(9)), None);
        assert_eq!(
            rules.exceeded(Channel::Web, &waiting(10), second(10)),
            Some(second(60))
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
            FloodRules::default().exceeded(Channel::Web, &answered, second(41)),
            None
        );
        assert!(
            FloodRules::default()
                .exceeded(Channel::Email, &answered, second(41))
                .is_some()
        );
    }

    #[test]
    fn messages_before_the_window_do_not_count() {
        assert_eq!(
            FloodRules::default().exceeded(Channel::Email, &waiting(10), second(65)),
            None
        );
    }
}
