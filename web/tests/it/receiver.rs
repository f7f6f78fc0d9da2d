//! A program of a shop that takes events: strict about what it is sent, and as unwell as a test wishes.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What it does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Takes it and says so.
    Takes,
    /// Answers with a status and takes nothing.
    Refuses(u16),
    /// Takes it and never answers.
    TakesAndHangs,
    /// Never answers and takes nothing.
    Hangs,
}

/// One request that was sent as it has to be.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) id: String,
    pub(crate) event: Value,
    pub(crate) mood: Mood,
}

#[derive(Default)]
struct Shared {
    key: Vec<u8>,
    moods: VecDeque<Mood>,
    heard: Vec<Heard>,
    faults: Vec<String>,
}

/// The receiver. It ends when it is dropped.
pub(crate) struct Receiver {
    pub(crate) url: String,
    shared: Arc<Mutex<Shared>>,
    serving: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/events", listener.local_addr().expect("an address"));
        let shared = Arc::new(Mutex::new(Shared::default()));
        let state = Arc::clone(&shared);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&state)));
            }
        });
        Self { url, shared, serving }
    }

    /// The key as `/api/v1/notifications` shows it.
    pub(crate) fn knows_key(&self, shown: &str) {
        let key = shown.strip_prefix("whsec_").expect("a shown key");
        self.lock().key = STANDARD.decode(key).expect("base64");
    }

    /// What it does with the next requests; afterwards it takes them.
    pub(crate) fn will(&self, moods: &[Mood]) {
        self.lock().moods = moods.iter().copied().collect();
    }

    /// Everything that was heard and sent as it has to be.
    pub(crate) fn heard(&self) -> Vec<Heard> {
        let shared = self.lock();
        assert_eq!(shared.faults, Vec::<String>::new());
        shared.heard.clone()
    }

    /// The handles of what was taken, in their order, repeats included.
    pub(crate) fn taken(&self) -> Vec<String> {
        let takes = |heard: &Heard| matches!(heard.mood, Mood::Takes | Mood::TakesAndHangs);
        let heard = self.heard().into_iter();
        heard.filter(takes).map(|heard| heard.id).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().expect("no test falls while it holds this")
    }
}

/// One request on a connection; more come on other connections.
async fn serve(mut stream: TcpStream, shared: Arc<Mutex<Shared>>) {
    let Some((head, body)) = read(&mut stream).await else {
        return;
    };
    let mood = {
        let mut shared = shared.lock().expect("no test falls while it holds this");
        match judge(&head, &body, &shared.key) {
            Ok((id, event)) => {
                let mood = shared.moods.pop_front().unwrap_or(Mood::Takes);
                shared.heard.push(Heard { id, event, mood });
                mood
            }
            Err(fault) => {
                shared.faults.push(fault);
                Mood::Refuses(400)
            }
        }
    };
    let status = match mood {
        Mood::Takes => 204,
        Mood::Refuses(status) => status,
        Mood::TakesAndHangs | Mood::Hangs => return std::future::pending().await,
    };
    let length = if status == 204 {
        ""
    } else {
        "Content-Length: 0\r\n"
    };
    let answer = format!("HTTP/1.1 {status} So\r\n{length}Connection: close\r\n\r\n");
    let _gone = stream.write_all(answer.as_bytes()).await;
}

async fn read(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 8_192]);
    loop {
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length: usize = header(&head, "content-length")?.parse().ok()?;
        if bytes.len() >= end + 4 + length {
            return Some((head, bytes[end + 4..end + 4 + length].to_vec()));
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().skip(1);
    let mut pairs = lines.filter_map(|line| line.split_once(':'));
    pairs
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

/// The handle and the event of a request that is as it has to be.
fn judge(head: &str, body: &[u8], key: &[u8]) -> Result<(String, Value), String> {
    let need = |name: &str| header(head, name).ok_or_else(|| format!("no {name} in {head}"));
    if !head.starts_with("POST /events HTTP/1.1") || need("content-type")? != "application/json" {
        return Err(format!("not a post of JSON: {head}"));
    }
    let (id, timestamp) = (need("webhook-id")?, need("webhook-timestamp")?);
    if need("idempotency-key")? != id {
        return Err("two handles".to_owned());
    }
    let seconds: i64 = timestamp.parse().map_err(|_| format!("time {timestamp}"))?;
    if (chrono::Utc::now().timestamp() - seconds).abs() > 300 {
        return Err(format!("an old time: {timestamp}"));
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|error| error.to_string())?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    let signature = need("webhook-signature")?.trim_start_matches("v1,");
    let signature = STANDARD.decode(signature).map_err(|error| error.to_string())?;
    mac.verify_slice(&signature)
        .map_err(|_| format!("a bad signature of {id}"))?;
    let event = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    Ok((id.to_owned(), event))
}
