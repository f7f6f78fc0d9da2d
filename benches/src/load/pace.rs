//! A shopper who speaks when it is time, answered or not.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

use super::client::{Client, Exchange, Frame, Trouble};

/// What one shopper has gone through, measured from the moments that its messages were meant to be sent.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// Messages that were answered, with the moment that each was meant for.
    pub(super) exchanges: Vec<(Instant, Exchange)>,
    /// How late the load generator itself was with each message.
    pub(super) late: Vec<Duration>,
    /// Messages that were sent.
    pub(super) sent: usize,
    /// What went wrong.
    pub(super) troubles: Vec<Trouble>,
}

impl Course {
    /// Whether the socket is of no use any more.
    pub(super) fn is_cut_off(&self) -> bool {
        self.troubles.iter().any(Trouble::is_fatal)
    }
}

/// Messages that are on their way.
#[derive(Debug, Default)]
struct UnderWay {
    /// Sent, by their own ids.
    said: HashMap<String, Instant>,
    /// Acknowledged after so long, by the server's ids.
    acknowledged: HashMap<String, (Instant, Duration)>,
}

impl UnderWay {
    fn len(&self) -> usize {
        self.said.len() + self.acknowledged.len()
    }
}

/// Speaks at each beat until the metronome ends and everything is answered, the socket breaks, or `patience` after the
/// last beat is over. Silence after that counts as a time-out for each message that waits.
pub(super) async fn speak(
    client: &mut Client,
    beats: &mut mpsc::Receiver<Instant>,
    mut texts: impl Iterator<Item = &'static str>,
    patience: Duration,
) -> Course {
    let (mut course, mut under_way) = (Course::default(), UnderWay::default());
    let mut gives_up_at: Option<tokio::time::Instant> = None;
    while gives_up_at.is_none() || under_way.len() > 0 {
        let gives_up = async {
            match gives_up_at {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        let done = tokio::select! {
            beat = beats.recv(), if gives_up_at.is_none() => match (beat, texts.next()) {
                (Some(meant_for), Some(text)) => {
                    course.late.push(meant_for.elapsed());
                    client.begin(text, patience).await.map(|id| {
                        course.sent += 1;
                        under_way.said.insert(id, meant_for);
                    })
                }
                _ => {
                    gives_up_at = Some(tokio::time::Instant::now() + patience);
                    Ok(())
                }
            },
            frame = client.frame() => frame.map(|frame| hear(client, frame, &mut under_way, &mut course)),
            () = gives_up => break,
        };
        if let Err(trouble) = done {
            course.troubles.push(trouble);
            return course;
        }
    }
    let waiting = std::iter::repeat_n(Trouble::TimedOut, under_way.len());
    course.troubles.extend(waiting);
    course
}

fn hear(client: &mut Client, Frame { kind, payload }: Frame, under_way: &mut UnderWay, course: &mut Course) {
    match kind.as_str() {
        "ack" => {
            let said = payload
                .client_message_id
                .and_then(|id| under_way.said.remove(&id));
            if let (Some(meant_for), Some(message)) = (said, payload.message_id) {
                client.note_ack(&message);
                under_way
                    .acknowledged
                    .insert(message, (meant_for, meant_for.elapsed()));
            }
        }
        "response" => {
            let answers = payload.answers.unwrap_or_default();
            for message in &answers {
                if let Some((meant_for, to_ack)) = under_way.acknowledged.remove(message) {
                    let to_response = meant_for.elapsed();
                    course
                        .exchanges
                        .push((meant_for, Exchange { to_ack, to_response }));
                }
            }
            client.note_response(payload.message_id, &answers);
        }
        "error" => {
            let ours = payload.client_message_id;
            if ours.is_none_or(|id| under_way.said.remove(&id).is_some()) {
                let code = payload.code.unwrap_or_else(|| "error".to_owned());
                course.troubles.push(Trouble::Refused(code));
            }
        }
        _ => {}
    }
}
