//! A double of a provider: it takes the events of the shop, strict about their signatures, and is unwell when the plan
//! says so. What it takes twice under one handle has effect once, as it has at a provider that knows repeats.

use std::{collections::HashMap, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use parking_lot::Mutex;
use serde_json::Value;
use sha2::Sha256;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Of so many requests a provider that is well is too busy for one, and says so.
const BUSY_EVERY: u64 = 5;

/// How it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// It takes what comes, but for what comes when it is busy.
    #[default]
    Well,
    /// It takes nothing and answers 503.
    Erring,
    /// It takes every other event, and never answers.
    Hanging,
}

/// An event that had effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its handle.
    pub id: String,
    /// The conversation that it tells of.
    pub conversation: String,
}

#[derive(Debug, Default)]
struct Books {
    mood: Mood,
    key: Vec<u8>,
    /// In the order in which they had effect.
    taken: Vec<Taken>,
    /// How often each handle came.
    came: HashMap<String, u32>,
    /// Requests that were not as they have to be.
    faults: Vec<String>,
    requests: u64,
}

/// The provider. It ends when it is dropped.
#[derive(Debug)]
pub struct Provider {
    url: String,
    books: Arc<Mutex<Books>>,
    serving: JoinHandle<()>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Provider {
    /// Listens on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/events", listener.local_addr()?);
        let books = Arc::new(Mutex::new(Books::default()));
        let kept = Arc::clone(&books);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&kept)));
            }
        });
        Ok(Self { url, books, serving })
    }

    /// Where events are to be posted.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The key as the shop's owner is shown it. Answers whether it is one.
    pub fn knows_key(&self, shown: &str) -> bool {
        let key = shown.strip_prefix("whsec_").map(|key| STANDARD.decode(key));
        let Some(Ok(key)) = key else { return false };
        self.books.lock().key = key;
        true
    }

    /// How it is from now on.
    pub fn set_mood(&self, mood: Mood) {
        self.books.lock().mood = mood;
    }

    /// What had effect, in its order.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.books.lock().taken.clone()
    }

    /// How many events came again under their handles.
    #[must_use]
    pub fn repeats(&self) -> u64 {
        let books = self.books.lock();
        books
            .came
            .values()
            .map(|times| u64::from(times.saturating_sub(1)))
            .sum()
    }

    /// What was not sent as it has to be.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        self.books.lock().faults.clone()
    }
}

async fn serve(mut stream: TcpStream, books: Arc<Mutex<Books>>) {
    let Some((head, body)) = read(&mut stream).await else {
        return;
    };
    let status = {
        let mut books = books.lock();
        books.requests += 1;
        match judge(&head, &body, &books.key) {
            Err(fault) => {
                books.faults.push(fault);
                Some(400)
            }
            Ok(event) => match books.mood {
                // Nobody's provider always has time: every run shows what becomes of a second try.
                Mood::Well if books.requests.is_multiple_of(BUSY_EVERY) => Some(503),
                Mood::Well => {
                    books.take(event);
                    Some(204)
                }
                Mood::Erring => Some(503),
                Mood::Hanging => {
                    if books.requests.is_multiple_of(2) {
                        books.take(event);
                    }
                    None
                }
            },
        }
    };
    let Some(status) = status else {
        // Until the other side gives up.
        let _closed = stream.read(&mut [0; 1]).await;
        return;
    };
    let length = if status == 204 {
        ""
    } else {
        "Content-Length: 0\r\n"
    };
    let answer = format!("HTTP/1.1 {status} So\r\n{length}Connection: close\r\n\r\n");
    let _gone = stream.write_all(answer.as_bytes()).await;
}

impl Books {
    fn take(&mut self, event: Taken) {
        let times = self.came.entry(event.id.clone()).or_default();
        *times += 1;
        if *times == 1 {
            self.taken.push(event);
        }
    }
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
    let mut pairs = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    pairs
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn judge(head: &str, body: &[u8], key: &[u8]) -> Result<Taken, String> {
    let need = |name: &str| header(head, name).ok_or_else(|| format!("no {name}"));
    let (id, timestamp) = (need("webhook-id")?, need("webhook-timestamp")?);
    if need("idempotency-key")? != id {
        return Err(format!("two handles of {id}"));
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|error| error.to_string())?;
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    let signature = need("webhook-signature")?.trim_start_matches("v1,");
    let signature = STANDARD.decode(signature).map_err(|error| error.to_string())?;
    mac.verify_slice(&signature)
        .map_err(|_| format!("a bad signature of {id}"))?;
    let event: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let conversation = event["data"]["conversation_id"].as_str().unwrap_or_default();
    Ok(Taken {
        id: id.to_owned(),
        conversation: conversation.to_owned(),
    })
}
