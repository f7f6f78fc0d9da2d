//! Beats at a set rate, whatever becomes of them: the clock of every open loop.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

/// Beats that one shopper may be behind; further ones are counted as not sent.
const BEHIND: usize = 256;

/// A running metronome. Shopper `k` of `n` gets every `n`th beat, each with the moment that it was meant for.
#[derive(Debug)]
pub(super) struct Metronome {
    unsent: Arc<AtomicUsize>,
}

impl Metronome {
    /// Beats `rate` times a second for so long, from now on, round the shoppers. A thread of its own sleeps between two
    /// beats: the runtime's timers are only as fine as a millisecond. It ends when the time is over, or when all
    /// shoppers are gone.
    pub(super) fn start(rate: u32, lasts: Duration, shoppers: usize) -> (Self, Vec<mpsc::Receiver<Instant>>) {
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..shoppers).map(|_| mpsc::channel(BEHIND)).unzip();
        let unsent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&unsent);
        let began = Instant::now();
        thread::spawn(move || {
            for (beat, sender) in senders.iter().cycle().enumerate() {
                let after = Duration::from_secs_f64(beat as f64 / f64::from(rate.max(1)));
                if after >= lasts {
                    return;
                }
                let meant_for = began + after;
                thread::sleep(meant_for.saturating_duration_since(Instant::now()));
                match sender.try_send(meant_for) {
                    Ok(()) => {}
                    Err(_behind_or_gone) => {
                        counted.fetch_add(1, Ordering::Relaxed);
                        if senders.iter().all(mpsc::Sender::is_closed) {
                            return;
                        }
                    }
                }
            }
        });
        (Self { unsent }, receivers)
    }

    /// Beats that nobody had room for.
    pub(super) fn unsent(&self) -> usize {
        self.unsent.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn beats_go_round_at_the_stated_rate_and_those_that_nobody_takes_are_counted() {
        let (metronome, mut receivers) = Metronome::start(1_000, Duration::from_millis(600), 2);
        let (mut of_first, mut last) = (0, None);
        while let Some(meant_for) = receivers[0].recv().await {
            if let Some(last) = last {
                assert_eq!(meant_for - last, Duration::from_millis(2));
            }
            last = Some(meant_for);
            of_first += 1;
        }
        assert_eq!(of_first, 300);
        // The second took none of its 300: so many wait, the rest had no room.
        assert_eq!(metronome.unsent(), 300 - BEHIND);
    }
}
