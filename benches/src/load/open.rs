//! The open loop: shoppers speak at a set rate, whether or not they have been answered, as people do. Time is counted
//! from the moment that a message was meant to be sent: a server that stands still for a second makes every message of
//! that second late, and none of them is left out.

use std::time::{Duration, Instant};

use futures::future::join_all;

use super::{
    client::{Exchange, Heard},
    closed::{Times, answered},
    latency::Latency,
    metronome::Metronome,
    pace::{self, Course},
    process::load_average,
    ramp,
    report::Open,
    target::Target,
    transcript,
};

/// What the shoppers do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Messages a second of all shoppers together.
    pub rate: u32,
    /// Shoppers at once.
    pub sessions: usize,
    /// How long messages are begun.
    pub lasts: Duration,
    /// What is said; every shopper begins at another place.
    pub texts: &'static [&'static str],
    /// How long a shopper waits for a connection, for the last answers, or for a transcript.
    pub patience: Duration,
    /// The server's process, whose processor time is read.
    pub pid: Option<u32>,
    /// Whether the server has transcripts to compare with.
    pub has_transcripts: bool,
}

/// Runs a plan against a server.
///
/// # Errors
/// When there can be no such run: too many sockets for this process, or no such process as the server's.
pub async fn run(target: &Target, plan: &Plan) -> anyhow::Result<Open> {
    let load_before = load_average();
    let (clients, mut errors) = ramp::connect(target, plan.sessions, plan.patience).await?;
    let sessions = clients.len();
    let before = Times::read(plan.pid)?;
    let (metronome, beats) = Metronome::start(plan.rate, plan.lasts, sessions);
    let began = Instant::now();
    let (texts, patience) = (plan.texts, plan.patience);
    let running: Vec<_> = clients
        .into_iter()
        .zip(beats)
        .enumerate()
        .map(|(place, (mut client, mut beats))| {
            tokio::spawn(async move {
                let texts = said_by(texts, place);
                let course = pace::speak(&mut client, &mut beats, texts, patience).await;
                (client.close(Duration::from_secs(1)).await, course)
            })
        })
        .collect();
    let (mut heard, mut courses): (Vec<Heard>, Vec<Course>) = (Vec::new(), Vec::new());
    for ended in join_all(running).await {
        let (one, course) = ended?;
        heard.push(one);
        courses.push(course);
    }
    let lasted = began.elapsed();
    let processor = before.until_now(plan.pid)?;
    for trouble in courses.iter().flat_map(|course| &course.troubles) {
        *errors.entry(trouble.name()).or_default() += 1;
    }
    let exchanges: Vec<Exchange> = courses
        .iter()
        .flat_map(|course| course.exchanges.iter().map(|(_, exchange)| *exchange))
        .collect();
    let transcript = match plan.has_transcripts {
        true => Some(transcript::compare(target, &heard, plan.patience).await?),
        false => None,
    };
    Ok(Open {
        sessions,
        meant_per_second: plan.rate,
        messages_sent: courses.iter().map(|course| course.sent).sum(),
        messages_unsent: metronome.unsent(),
        messages_answered: exchanges.len(),
        seconds: lasted.as_secs_f64(),
        messages_per_second: exchanges.len() as f64 / lasted.as_secs_f64().max(f64::EPSILON),
        late: Latency::of(courses.into_iter().flat_map(|course| course.late).collect()),
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

/// What one shopper says, for as long as it is asked. Seven is prime to the number of texts, so that shoppers who begin
/// together say different things.
pub(super) fn said_by(
    texts: &'static [&'static str],
    place: usize,
) -> impl Iterator<Item = &'static str> + Send {
    let from = place * 7 % texts.len().max(1);
    texts.iter().copied().cycle().skip(from)
}
