//! A shopper who goes on whatever happens: another node, the last number, the same message again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::watch, time::timeout};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use super::random::Random;

/// What is said; some of it asks for a person, of which the shop's provider and staff are told.
const TEXTS: [&str; 7] = [
    "hello",
    "what is your return policy?",
    "show me running shoes under $150",
    "what is in my cart?",
    "how many days do I have to return something?",
    "thanks",
    "I want to talk to a human",
];

/// How long an answer is waited for before the shopper goes elsewhere.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long connecting may take.
const CONNECTS_WITHIN: Duration = Duration::from_secs(2);

/// What all shoppers of a run share.
#[derive(Debug)]
pub struct Town {
    /// `HOST:PORT` of each node.
    pub nodes: Vec<String>,
    /// Counts how often the sockets of each node were broken.
    pub resets: Vec<watch::Sender<u64>>,
    /// True once nobody begins anything new.
    pub closing: watch::Sender<bool>,
}

/// What one shopper has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The session.
    pub session: String,
    /// Its conversation.
    pub conversation: String,
    /// What was said, by the id that this client gave it.
    pub said: BTreeMap<String, &'static str>,
    /// What was acknowledged: the message's id by this client's.
    pub acknowledged: BTreeMap<String, String>,
    /// Replies that were heard, and how often each.
    pub heard: HashMap<String, u32>,
    /// Which message stands at which number, as it was heard.
    pub at: BTreeMap<i64, String>,
    /// Numbers that did not grow, or that named something else the second time.
    pub disorder: Vec<String>,
    /// Sessions that a node did not know any more although something had been acknowledged in them.
    pub sessions_lost: u32,
    /// How often the shopper came back.
    pub connections: u32,
    /// The highest number heard.
    pub last_seq: i64,
}

/// One shopper.
#[derive(Debug)]
pub struct Shopper {
    town: Arc<Town>,
    random: Random,
    seen: Seen,
    /// Said and not acknowledged.
    open: Option<String>,
    next: u32,
}

type Socket = WebSocketStream<TcpStream>;

impl Shopper {
    /// A shopper with numbers of its own.
    #[must_use]
    pub fn new(town: Arc<Town>, seed: u64, place: u64) -> Self {
        Self {
            town,
            random: Random::new(seed, place + 1),
            seen: Seen::default(),
            open: None,
            next: 0,
        }
    }

    /// Shops until the town closes.
    pub async fn shop(mut self) -> Self {
        while !*self.town.closing.borrow() {
            let node = self.random.between(0, self.town.nodes.len() as u64);
            let node = usize::try_from(node).unwrap_or_default();
            let mut reset = self.town.resets[node].subscribe();
            reset.mark_unchanged();
            let visit = self.visit(node);
            tokio::select! {
                // Whatever was under way is cut off where it is, as a broken socket would.
                _cut = reset.changed() => {}
                _over = visit => {}
            }
            let pause = Duration::from_millis(self.random.between(10, 150));
            tokio::time::sleep(pause).await;
        }
        self
    }

    /// Whether something was said and not acknowledged.
    #[must_use]
    pub fn has_open(&self) -> bool {
        self.open.is_some()
    }

    /// What was seen so far.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Says the open message again and hears everything up to a number. Answers whether both came to an end.
    pub async fn catch_up(&mut self, node: usize, up_to: i64) -> bool {
        let all = async {
            let mut socket = self.enter(node).await?;
            if self.open.is_some() {
                self.say_open(&mut socket).await?;
            }
            while self.seen.last_seq < up_to || self.open.is_some() {
                self.hear(&mut socket).await?;
            }
            Some(())
        };
        timeout(PATIENCE, all).await.ok().flatten().is_some()
    }

    /// One connection: a few messages, some of them twice, some of them left alone.
    async fn visit(&mut self, node: usize) -> Option<()> {
        let mut socket = timeout(CONNECTS_WITHIN, self.enter(node)).await.ok()??;
        for _ in 0..self.random.between(1, 7) {
            if *self.town.closing.borrow() {
                return Some(());
            }
            if self.open.is_none() {
                self.next += 1;
                let id = format!("c{}", self.next);
                let text = self.random.one_of(&TEXTS).copied().unwrap_or("hello");
                self.seen.said.insert(id.clone(), text);
                self.open = Some(id);
            }
            let id = self.open.clone()?;
            self.say_open(&mut socket).await?;
            if self.random.happens(20) {
                self.say_open(&mut socket).await?;
            }
            if self.random.happens(12) {
                // Gone before anything came back.
                return None;
            }
            timeout(PATIENCE, self.hear_answer(&mut socket, &id))
                .await
                .ok()??;
            let thinks = Duration::from_millis(self.random.between(5, 120));
            // Heartbeats and late frames are heard while thinking.
            let _thought = timeout(thinks, self.hear_for_ever(&mut socket)).await;
        }
        if self.random.happens(50) {
            let _gone = socket.close(None).await;
        }
        Some(())
    }

    async fn enter(&mut self, node: usize) -> Option<Socket> {
        let authority = self.town.nodes.get(node)?.clone();
        let stream = TcpStream::connect(&authority).await.ok()?;
        stream.set_nodelay(true).ok()?;
        let query = match self.seen.session.as_str() {
            "" => String::new(),
            session => format!("?sessionId={session}"),
        };
        let (mut socket, _) = client_async(format!("ws://{authority}/ws{query}"), stream)
            .await
            .ok()?;
        let first = frame(&mut socket).await?;
        if first["type"] != "session" {
            return None;
        }
        self.seen.connections += 1;
        let session = first["payload"]["sessionId"].as_str()?.to_owned();
        if session != self.seen.session {
            if !self.seen.acknowledged.is_empty() {
                self.seen.sessions_lost += 1;
                return None;
            }
            self.seen.session = session;
            self.seen.conversation = first["payload"]["conversationId"].as_str()?.to_owned();
        }
        let resume = json!({ "type": "resume", "payload": { "lastSeq": self.seen.last_seq } });
        socket.send(Message::text(resume.to_string())).await.ok()?;
        Some(socket)
    }

    async fn say_open(&mut self, socket: &mut Socket) -> Option<()> {
        let id = self.open.clone()?;
        let text = self.seen.said.get(&id)?;
        let payload = json!({ "content": text, "clientMessageId": id });
        let frame = json!({ "type": "message", "payload": payload }).to_string();
        socket.send(Message::text(frame)).await.ok()
    }

    async fn hear_answer(&mut self, socket: &mut Socket, id: &str) -> Option<()> {
        let mut answered: Vec<String> = Vec::new();
        loop {
            let frame = self.hear(socket).await?;
            if frame["type"] == "error" && frame["payload"]["clientMessageId"] == id {
                return None;
            }
            if frame["type"] == "response" {
                let answers = frame["payload"]["answers"].as_array().into_iter().flatten();
                answered.extend(answers.filter_map(|answer| answer.as_str().map(str::to_owned)));
            }
            let message = self.seen.acknowledged.get(id);
            if message.is_some_and(|message| answered.contains(message)) {
                return Some(());
            }
        }
    }

    async fn hear_for_ever(&mut self, socket: &mut Socket) -> Option<()> {
        loop {
            self.hear(socket).await?;
        }
    }

    /// Hears one frame and remembers what it says.
    async fn hear(&mut self, socket: &mut Socket) -> Option<Value> {
        let frame = frame(socket).await?;
        let payload = &frame["payload"];
        let message = payload["messageId"].as_str().unwrap_or_default().to_owned();
        match frame["type"].as_str()? {
            "ping" => {
                let pong = json!({ "type": "pong", "payload": {} }).to_string();
                socket.send(Message::text(pong)).await.ok()?;
            }
            "ack" => self.hear_ack(payload, message),
            "resumed" if payload["complete"] == false => {
                self.seen.disorder.push(format!(
                    "resume from {} was incomplete: {payload}",
                    self.seen.last_seq
                ));
                self.seen.last_seq = self
                    .seen
                    .last_seq
                    .max(payload["lastSeq"].as_i64().unwrap_or_default());
            }
            kind => {
                if let Some(seq) = payload["seq"].as_i64() {
                    self.hear_numbered(kind, seq, message);
                }
            }
        }
        Some(frame)
    }

    fn hear_ack(&mut self, payload: &Value, message: String) {
        let Some(id) = payload["clientMessageId"].as_str() else {
            return;
        };
        if self.open.as_deref() == Some(id) {
            self.open = None;
        }
        match self.seen.acknowledged.get(id) {
            Some(known) if *known != message => {
                self.seen
                    .disorder
                    .push(format!("{id} was acknowledged as {known} and as {message}"));
            }
            _ => {
                self.seen.acknowledged.insert(id.to_owned(), message.clone());
            }
        }
        if payload["duplicate"] != true
            && let Some(seq) = payload["seq"].as_i64()
        {
            self.note(seq, message);
            self.seen.last_seq = self.seen.last_seq.max(seq);
        }
    }

    fn hear_numbered(&mut self, kind: &str, seq: i64, message: String) {
        // A message of this client that it did not hear acknowledged comes back as one.
        if seq <= self.seen.last_seq && kind != "message" {
            self.seen
                .disorder
                .push(format!("{kind} {seq} came after {}", self.seen.last_seq));
        }
        if kind == "response" {
            *self.seen.heard.entry(message.clone()).or_default() += 1;
        }
        if !message.is_empty() {
            self.note(seq, message);
        }
        self.seen.last_seq = self.seen.last_seq.max(seq);
    }

    fn note(&mut self, seq: i64, message: String) {
        match self.seen.at.get(&seq) {
            Some(known) if *known != message => {
                self.seen
                    .disorder
                    .push(format!("{seq} was {known} and then {message}"));
            }
            _ => {
                self.seen.at.insert(seq, message);
            }
        }
    }
}

async fn frame(socket: &mut Socket) -> Option<Value> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return serde_json::from_str(&text).ok(),
            Message::Close(_) => return None,
            _ => {}
        }
    }
}
