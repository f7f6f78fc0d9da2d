//! A strict stand-in for the APIs of OpenAI and Anthropic: what is sent to it must be right in every field, and what it
//! answers is up to the test, down to the ways of going wrong.

mod checks;
mod dialects;
mod embedding;

use std::{collections::HashMap, sync::Arc, thread::JoinHandle, time::Duration};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, web};
use bytes::Bytes;
use futures::StreamExt;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

pub(super) use self::embedding::{Embedded, vector};
use self::{
    checks::{check, check_anthropic, check_openai},
    dialects::{Anthropic, Dialect, OpenAi},
    embedding::{Embedding, embeddings},
};

/// The key that it takes.
pub(super) const KEY: &str = "sk-test-key-of-the-double";

/// What it does with a request.
pub(super) enum Act {
    /// Calls tools.
    Calls(Vec<(&'static str, Value)>),
    /// Calls a tool with arguments that are sent as they are.
    RawCall(&'static str, &'static str),
    /// Writes a text.
    Say(String),
    /// Writes a text, waits until the test lets it go on, and writes another.
    SayAndWait(String, Arc<Semaphore>, String),
    /// Writes a text and breaks off.
    Cut(String),
    /// Refuses, perhaps with a wish to be left alone for seconds.
    Refuse(u16, Option<u32>),
    /// Answers something that is no reply.
    Garbage,
    /// Never answers.
    Hang,
}

/// The tool that an intent is chosen with.
const CHOOSE: &str = "choose_intent";

type Behaviour = Box<dyn FnMut(&Value) -> Act + Send>;

struct State {
    plan: Behaviour,
    classify: Behaviour,
    write: Behaviour,
    moderate: Box<dyn FnMut(&str) -> bool + Send>,
    embed: Embedding,
    embedded: Vec<Vec<String>>,
    plans: Vec<Value>,
    choices: Vec<Value>,
    writes: Vec<Value>,
    models: HashMap<String, usize>,
    faults: Vec<String>,
}

/// A running double. What it was sent that was wrong fails the test when it is dropped.
pub(super) struct Double {
    pub(super) base: String,
    state: Arc<Mutex<State>>,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
    /// Lets everything go that hangs.
    released: Arc<Semaphore>,
}

#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<State>>,
    released: Arc<Semaphore>,
}

impl Double {
    /// Plans nothing and writes what it is given, until told otherwise.
    pub(super) fn start() -> Self {
        let state = Arc::new(Mutex::new(State {
            plan: Box::new(|_| Act::Say("nothing to do".to_owned())),
            classify: Box::new(|_| Act::Say("I would rather not choose".to_owned())),
            write: Box::new(|body| Act::Say(neutral(body))),
            moderate: Box::new(|_| false),
            embed: Box::new(|texts| Embedded::Vectors(texts.iter().map(|text| vector(text)).collect())),
            embedded: Vec::new(),
            plans: Vec::new(),
            choices: Vec::new(),
            writes: Vec::new(),
            models: HashMap::new(),
            faults: Vec::new(),
        }));
        let released = Arc::new(Semaphore::new(0));
        let shared = Shared {
            state: Arc::clone(&state),
            released: Arc::clone(&released),
        };
        let (sender, receiver) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    App::new()
                        .app_data(web::Data::new(shared.clone()))
                        .app_data(web::PayloadConfig::new(1 << 22))
                        .route("/v1/chat/completions", web::post().to(completions))
                        .route("/v1/embeddings", web::post().to(embeddings))
                        .route("/v1/moderations", web::post().to(moderations))
                        .route("/v1/messages", web::post().to(messages))
                })
                .workers(1)
                .shutdown_timeout(0)
                .disable_signals()
                .bind("127.0.0.1:0")
                .expect("a free port");
                let address = server.addrs()[0];
                let running = server.run();
                sender.send((address, running.handle())).expect("the test waits");
                running.await.expect("the double runs");
            });
        });
        let (address, server) = receiver.recv().expect("the double starts");
        Self {
            base: format!("http://{address}"),
            state,
            server,
            thread: Some(thread),
            released,
        }
    }

    /// What it does when it is asked to plan.
    pub(super) fn plans(&self, behaviour: impl FnMut(&Value) -> Act + Send + 'static) {
        self.state.lock().plan = Box::new(behaviour);
    }

    /// What it does when it is asked to choose an intent.
    pub(super) fn chooses(&self, behaviour: impl FnMut(&Value) -> Act + Send + 'static) {
        self.state.lock().classify = Box::new(behaviour);
    }

    /// What it does when it is asked to write.
    pub(super) fn writes(&self, behaviour: impl FnMut(&Value) -> Act + Send + 'static) {
        self.state.lock().write = Box::new(behaviour);
    }

    /// What it does with texts that are to be embedded.
    pub(super) fn embeds(&self, behaviour: impl FnMut(&[String]) -> Embedded + Send + 'static) {
        self.state.lock().embed = Box::new(behaviour);
    }

    /// The texts of each request to embed so far, whatever became of it.
    pub(super) fn embedded_texts(&self) -> Vec<Vec<String>> {
        self.state.lock().embedded.clone()
    }

    /// Which texts it would not have said.
    pub(super) fn flags(&self, behaviour: impl FnMut(&str) -> bool + Send + 'static) {
        self.state.lock().moderate = Box::new(behaviour);
    }

    /// The requests to plan so far.
    pub(super) fn plan_requests(&self) -> Vec<Value> {
        self.state.lock().plans.clone()
    }

    /// The requests to choose an intent so far.
    pub(super) fn choice_requests(&self) -> Vec<Value> {
        self.state.lock().choices.clone()
    }

    /// The requests to write so far.
    pub(super) fn write_requests(&self) -> Vec<Value> {
        self.state.lock().writes.clone()
    }

    /// How often each model was asked for.
    pub(super) fn models(&self) -> HashMap<String, usize> {
        self.state.lock().models.clone()
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        self.released.add_permits(10_000);
        // The thread it runs on does the stopping; nothing of it is waited for here.
        drop(self.server.stop(false));
        if let Some(thread) = self.thread.take()
            && !std::thread::panicking()
        {
            thread.join().expect("the double ends");
            let faults = std::mem::take(&mut self.state.lock().faults);
            assert!(
                faults.is_empty(),
                "what was sent to the model was wrong: {faults:#?}"
            );
        }
    }
}

/// The neutral answer that a request to write carries.
pub(super) fn neutral(body: &Value) -> String {
    let asked = asked(body);
    let (_, answer) = asked.split_once("<answer>\n").unwrap_or_default();
    let (answer, _) = answer.split_once("\n</answer>").unwrap_or_default();
    answer.to_owned()
}

/// The last thing that a user said in a request.
pub(super) fn asked(body: &Value) -> String {
    let messages = body["messages"].as_array().cloned().unwrap_or_default();
    let last = messages.iter().rfind(|message| message["role"] == "user");
    let content = last.map(|message| message["content"].clone()).unwrap_or_default();
    match &content {
        Value::String(text) => text.clone(),
        blocks => blocks[0]["text"].as_str().unwrap_or_default().to_owned(),
    }
}

fn fault(shared: &Shared, what: impl Into<String>) -> HttpResponse {
    let what = what.into();
    shared.state.lock().faults.push(what.clone());
    HttpResponse::BadRequest().json(json!({ "error": { "message": what, "type": "invalid_request_error" } }))
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

async fn completions(request: HttpRequest, body: Bytes, shared: web::Data<Shared>) -> HttpResponse {
    if header(&request, "authorization") != format!("Bearer {KEY}") {
        return fault(&shared, "a wrong key");
    }
    let body: Value = match serde_json::from_slice(&body) {
        Ok(body) => body,
        Err(error) => return fault(&shared, format!("no JSON: {error}")),
    };
    let known = [
        "model",
        "messages",
        "temperature",
        "stream",
        "max_tokens",
        "stream_options",
        "tools",
        "tool_choice",
    ];
    if let Err(wrong) = check(&body, &known).and_then(|()| check_openai(&body)) {
        return fault(&shared, wrong);
    }
    let (act, streamed) = (decide(&shared, &body), body["stream"] == true);
    answer(&shared, act, streamed, &OpenAi).await
}

async fn messages(request: HttpRequest, body: Bytes, shared: web::Data<Shared>) -> HttpResponse {
    if header(&request, "x-api-key") != KEY || header(&request, "anthropic-version") != "2023-06-01" {
        return fault(&shared, "a wrong key or version");
    }
    let body: Value = match serde_json::from_slice(&body) {
        Ok(body) => body,
        Err(error) => return fault(&shared, format!("no JSON: {error}")),
    };
    let known = [
        "model",
        "messages",
        "temperature",
        "stream",
        "max_tokens",
        "system",
        "tools",
        "tool_choice",
    ];
    if let Err(wrong) = check(&body, &known).and_then(|()| check_anthropic(&body)) {
        return fault(&shared, wrong);
    }
    let (act, streamed) = (decide(&shared, &body), body["stream"] == true);
    answer(&shared, act, streamed, &Anthropic).await
}

async fn moderations(request: HttpRequest, body: Bytes, shared: web::Data<Shared>) -> HttpResponse {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let Some(input) = body["input"]
        .as_str()
        .filter(|_| header(&request, "authorization") == format!("Bearer {KEY}"))
    else {
        return fault(&shared, "no input to moderate, or a wrong key");
    };
    let flagged = (shared.state.lock().moderate)(input);
    HttpResponse::Ok().json(json!({ "id": "modr-1", "model": "omni-moderation-latest",
        "results": [{ "flagged": flagged, "categories": { "harassment": flagged, "violence": false } }] }))
}

fn decide(shared: &Shared, body: &Value) -> Act {
    let mut state = shared.state.lock();
    let model = body["model"].as_str().unwrap_or_default().to_owned();
    *state.models.entry(model).or_default() += 1;
    let first = &body["tools"][0];
    if first["function"]["name"] == CHOOSE || first["name"] == CHOOSE {
        state.choices.push(body.clone());
        (state.classify)(body)
    } else if body.get("tools").is_some() {
        state.plans.push(body.clone());
        (state.plan)(body)
    } else {
        state.writes.push(body.clone());
        (state.write)(body)
    }
}

async fn answer(shared: &Shared, act: Act, streamed: bool, dialect: &dyn Dialect) -> HttpResponse {
    match act {
        Act::Refuse(status, after) => {
            let status = actix_web::http::StatusCode::from_u16(status).expect("a status");
            let mut refused = HttpResponse::build(status);
            if let Some(seconds) = after {
                refused.insert_header(("Retry-After", seconds.to_string()));
            }
            refused.json(json!({ "error": { "message": "not now", "type": "server_error" } }))
        }
        Act::Garbage => HttpResponse::Ok()
            .content_type("application/json")
            .body("data: <html>it works!</html>\n\n"),
        Act::Hang => {
            let waited = tokio::time::timeout(Duration::from_secs(60), shared.released.acquire()).await;
            drop(waited);
            HttpResponse::ServiceUnavailable().finish()
        }
        Act::Calls(calls) => {
            let calls: Vec<(String, String)> = calls
                .into_iter()
                .map(|(name, arguments)| (name.to_owned(), arguments.to_string()))
                .collect();
            HttpResponse::Ok().json(dialect.whole("", &calls))
        }
        Act::RawCall(name, arguments) => {
            HttpResponse::Ok().json(dialect.whole("", &[(name.to_owned(), arguments.to_owned())]))
        }
        Act::Say(text) | Act::Cut(text) if !streamed => HttpResponse::Ok().json(dialect.whole(&text, &[])),
        Act::Say(text) => {
            let chunks = dialect.stream(&text).into_iter().chain(dialect.stream_end());
            events(futures::stream::iter(chunks.map(ok).collect::<Vec<_>>()))
        }
        Act::Cut(text) => {
            let chunks: Vec<_> = dialect.stream(&text).into_iter().map(ok).collect();
            let cut = futures::stream::once(async {
                // What was written has to be on its way before the connection breaks.
                tokio::time::sleep(Duration::from_millis(50)).await;
                Err(actix_web::error::ErrorInternalServerError("cut"))
            });
            events(futures::stream::iter(chunks).chain(cut))
        }
        Act::SayAndWait(first, gate, second) => {
            let first: Vec<_> = dialect.stream(&first).into_iter().map(ok).collect();
            let rest = dialect.stream(&second).into_iter().chain(dialect.stream_end());
            let rest: Vec<_> = rest.map(ok).collect();
            let waiting = futures::stream::once(async move {
                let waited = tokio::time::timeout(Duration::from_secs(60), gate.acquire()).await;
                drop(waited);
                futures::stream::iter(rest)
            });
            events(futures::stream::iter(first).chain(waiting.flatten()))
        }
    }
}

fn ok(chunk: String) -> Result<Bytes, actix_web::Error> {
    Ok(Bytes::from(chunk))
}

fn events(chunks: impl futures::Stream<Item = Result<Bytes, actix_web::Error>> + 'static) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .streaming(chunks)
}
