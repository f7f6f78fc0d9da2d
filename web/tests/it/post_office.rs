//! An SMTP server that reads what it is sent, and fails as a test wishes.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What it does with a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// Takes it.
    Takes,
    /// Says before the letter that it shall come again later.
    Later,
    /// Says that the recipient is unknown.
    UnknownRecipient,
    /// Takes it, and the connection breaks before it says so.
    TakesAndBreaks,
}

/// A letter as it was taken.
#[derive(Clone, Debug)]
pub(crate) struct Posted {
    pub(crate) from: String,
    pub(crate) to: String,
    /// The head, line by line as sent.
    pub(crate) head: String,
    /// The text, decoded.
    pub(crate) text: String,
}

impl Posted {
    pub(crate) fn header(&self, name: &str) -> String {
        let mut lines = self.head.lines();
        let line = lines.find(|line| line.starts_with(&format!("{name}: ")));
        line.expect("the header is there")[name.len() + 2..].to_owned()
    }
}

#[derive(Default)]
struct Shared {
    treatments: VecDeque<Treatment>,
    posted: Vec<Posted>,
}

/// The server. It ends when it is dropped.
pub(crate) struct PostOffice {
    pub(crate) url: String,
    shared: Arc<Mutex<Shared>>,
    serving: JoinHandle<()>,
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl PostOffice {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Mutex::new(Shared::default()));
        let state = Arc::clone(&shared);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&state);
                // A connection that breaks ends its session; the server goes on.
                tokio::spawn(async move { session(stream, state).await.ok() });
            }
        });
        Self { url, shared, serving }
    }

    /// What it does with the next letters; afterwards it takes them.
    pub(crate) fn will(&self, treatments: &[Treatment]) {
        let mut shared = self.shared.lock().expect("no test falls while it holds this");
        shared.treatments = treatments.iter().copied().collect();
    }

    /// What was taken, in its order.
    pub(crate) fn posted(&self) -> Vec<Posted> {
        let shared = self.shared.lock().expect("no test falls while it holds this");
        shared.posted.clone()
    }

    /// What was taken for somebody.
    pub(crate) fn posted_to(&self, address: &str) -> Vec<Posted> {
        let all = self.posted().into_iter();
        all.filter(|letter| letter.to == address).collect()
    }
}

async fn session(stream: TcpStream, shared: Arc<Mutex<Shared>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 post.example ready\r\n").await?;
    let (mut from, mut to, mut treatment) = (String::new(), String::new(), Treatment::Takes);
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        assert!(line.ends_with("\r\n"), "a line ends with CR LF: {line:?}");
        let command = line.trim_end().to_owned();
        let verb = command.to_ascii_uppercase();
        let answer = if verb.starts_with("EHLO") {
            "250-post.example\r\n250-8BITMIME\r\n250 SIZE 1000000\r\n"
        } else if verb.starts_with("MAIL FROM:") {
            from = address(&command);
            let mut shared = shared.lock().expect("no test falls while it holds this");
            treatment = shared.treatments.pop_front().unwrap_or(Treatment::Takes);
            match treatment {
                Treatment::Later => "451 come again\r\n",
                _ => "250 ok\r\n",
            }
        } else if verb.starts_with("RCPT TO:") {
            to = address(&command);
            match treatment {
                Treatment::UnknownRecipient => "550 nobody of that name\r\n",
                _ => "250 ok\r\n",
            }
        } else if verb == "DATA" {
            stream.write_all(b"354 go on\r\n").await?;
            let raw = letter(&mut stream).await?;
            let (head, body) = raw.split_once("\r\n\r\n").expect("a head and a body");
            let text = match head.contains("quoted-printable") {
                true => unquoted(body),
                false => body.to_owned(),
            };
            let posted = Posted {
                from: from.clone(),
                to: to.clone(),
                head: head.to_owned(),
                text,
            };
            shared
                .lock()
                .expect("no test falls while it holds this")
                .posted
                .push(posted);
            if treatment == Treatment::TakesAndBreaks {
                return Ok(());
            }
            "250 taken\r\n"
        } else if verb == "QUIT" {
            stream.write_all(b"221 goodbye\r\n").await?;
            return Ok(());
        } else {
            "250 ok\r\n"
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

fn address(command: &str) -> String {
    let inner = command.split('<').nth(1).and_then(|rest| rest.split('>').next());
    inner.expect("an address in angle brackets").to_owned()
}

/// Up to the line with a lone dot, with dots at beginnings of lines as they were.
async fn letter(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut whole = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        assert!(line.len() <= 1_000, "a line is too long");
        if line == ".\r\n" {
            return Ok(whole);
        }
        whole.push_str(
            line.strip_prefix('.')
                .filter(|_| line.starts_with(".."))
                .unwrap_or(&line),
        );
    }
}

/// Undoes quoted-printable.
fn unquoted(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            bytes.extend(hex::decode(digits).expect("hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
