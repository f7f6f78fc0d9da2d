//! The closed loop: every shopper waits for the answer before writing on.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures::future::join_all;
use tokio::sync::Barrier;

use super::{
    client::{Client, Exchange, Heard, Trouble},
    latency::Latency,
    process::{load_average, processor_time},
    ramp,
    report::{Answered, Closed, Processor},
    target::Target,
    transcript,
};

/// What the shoppers do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Shoppers at once.
    pub sessions: usize,
    /// What each of them says.
    pub messages: usize,
    /// What is said; every shopper begins at another place.
    pub texts: &'static [&'static str],
    /// How long a shopper waits for a connection, an answer or a transcript.
    pub patience: Duration,
    /// After this long no shopper begins another message.
    pub limit: Duration,
    /// The server's process, whose processor time is read.
    pub pid: Option<u32>,
    /// Whether the server has transcripts to compare with.
    pub has_transcripts: bool,
}

/// What one shopper has gone through.
#[derive(Default)]
struct Course {
    heard: Heard,
    exchanges: Vec<Exchange>,
    sent: usize,
    troubles: Vec<Trouble>,
}

/// Runs a plan against a server.
///
/// # Errors
/// When there can be no such run: too many sockets for this process, or no such process as the server's.
pub async fn run(target: &Target, plan: &Plan) -> anyhow::Result<Closed> {
    let load_before = load_average();
    let (clients, mut errors) = ramp::connect(target, plan.sessions, plan.patience).await?;
    let connected = clients.len();
    let before = Times::read(plan.pid)?;
    let barrier = Arc::new(Barrier::new(connected));
    let began = Instant::now();
    let running: Vec<_> = clients
        .into_iter()
        .enumerate()
        .map(|(place, client)| tokio::spawn(shop(client, place, plan.clone(), Arc::clone(&barrier))))
        .collect();
    let ended = join_all(running).await;
    let lasted = began.elapsed();
    let processor = before.until_now(plan.pid)?;
    let mut courses = Vec::with_capacity(connected);
    for course in ended {
        courses.push(course?);
    }
    for trouble in courses.iter().flat_map(|course| &course.troubles) {
        *errors.entry(trouble.name()).or_default() += 1;
    }
    let exchanges: Vec<Exchange> = courses
        .iter()
        .flat_map(|course| course.exchanges.iter().copied())
        .collect();
    let sent = courses.iter().map(|course| course.sent).sum();
    let heard: Vec<Heard> = courses.into_iter().map(|course| course.heard).collect();
    let transcript = match plan.has_transcripts {
        true => Some(transcript::compare(target, &heard, plan.patience).await?),
        false => None,
    };
    Ok(Closed {
        sessions: connected,
        messages_planned: plan.sessions * plan.messages,
        messages_sent: sent,
        messages_answered: exchanges.len(),
        seconds: lasted.as_secs_f64(),
        messages_per_second: exchanges.len() as f64 / lasted.as_secs_f64().max(f64::EPSILON),
        to_ack: Latency::of(exchanges.iter().map(|exchange| exchange.to_ack).collect()),
        to_response: Latency::of(exchanges.iter().map(|exchange| exchange.to_response).collect()),
        errors,
        answered: answered(&heard),
        transcript,
        processor: processor.map(|both| both.per_turn(exchanges.len())),
        load_before,
        load_after: load_average(),
    })
}

async fn shop(mut client: Client, place: usize, plan: Plan, barrier: Arc<Barrier>) -> Course {
    barrier.wait().await;
    let (mut course, began) = (Course::default(), Instant::now());
    // Seven is prime to the number of texts, so that shoppers who begin together say different things.
    let texts = plan
        .texts
        .iter()
        .cycle()
        .skip(place * 7 % plan.texts.len().max(1))
        .take(plan.messages);
    for text in texts {
        if began.elapsed() >= plan.limit {
            break;
        }
        course.sent += 1;
        match client.say(text, plan.patience).await {
            Ok(exchange) => course.exchanges.push(exchange),
            Err(trouble) => {
                let is_fatal = trouble.is_fatal();
                course.troubles.push(trouble);
                if is_fatal {
                    break;
                }
            }
        }
    }
    course.heard = client.close(Duration::from_secs(1)).await;
    course
}

/// Every acknowledged message must stand in the `answers` of exactly one response.
pub(super) fn answered(sessions: &[Heard]) -> Answered {
    let mut counts = Answered::default();
    for heard in sessions {
        counts.acknowledged += heard.acknowledged.len();
        for message in &heard.acknowledged {
            match heard.answered.get(message) {
                None => counts.never += 1,
                Some(1) => counts.once += 1,
                Some(_) => counts.more_than_once += 1,
            }
        }
    }
    counts
}

/// Processor times at one moment.
pub(super) struct Times {
    server: Option<Duration>,
    own: Duration,
}

impl Times {
    pub(super) fn read(pid: Option<u32>) -> anyhow::Result<Self> {
        Ok(Self {
            server: pid.map(processor_time).transpose()?,
            own: processor_time(std::process::id())?,
        })
    }

    /// What was used since; none when the server is not known.
    pub(super) fn until_now(&self, pid: Option<u32>) -> anyhow::Result<Option<Used>> {
        let now = Self::read(pid)?;
        let server = self
            .server
            .zip(now.server)
            .map(|(before, after)| after.saturating_sub(before));
        Ok(server.map(|server| Used {
            server,
            own: now.own.saturating_sub(self.own),
        }))
    }
}

pub(super) struct Used {
    server: Duration,
    own: Duration,
}

impl Used {
    pub(super) fn per_turn(&self, turns: usize) -> Processor {
        let seconds = self.server.as_secs_f64();
        Processor {
            server_seconds: seconds,
            server_ms_per_turn: seconds * 1e3 / turns.max(1) as f64,
            client_seconds: self.own.as_secs_f64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_counts_by_how_often_it_was_answered() {
        let heard = Heard {
            acknowledged: ["a", "b", "c"].map(str::to_owned).to_vec(),
            answered: [("a".to_owned(), 1), ("b".to_owned(), 2)].into(),
            ..Heard::default()
        };
        let counts = answered(&[heard]);
        assert_eq!(
            (
                counts.acknowledged,
                counts.never,
                counts.once,
                counts.more_than_once
            ),
            (3, 1, 1, 1)
        );
    }
}
