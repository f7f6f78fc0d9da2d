//! Ten conversations of ten lines in five languages, as demanding customers hold them. What matters is asserted: what was
//! decided, understood, done and named as the source, and in which language; never the wording.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::{operator::Operator, orders::buyer, server::Server, shopper::Shopper, talking_orders::signed_in};

/// Two for each language.
const CONVERSATIONS: usize = 10;
/// Lines of each.
const LINES: usize = 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conversation {
    who: Who,
    line: Vec<Line>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Who {
    /// Somebody without an account.
    Guest,
    /// Somebody who is signed in and has one paid order.
    Buyer,
}

/// What is said, and what has to come of it. What is left out is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    say: String,
    decision: Option<String>,
    intent: Option<String>,
    language: Option<String>,
    /// One of the actions that were done or asked about; where sources are given too, either of both will do.
    #[serde(default)]
    action: Vec<String>,
    /// One of these is named as the source.
    #[serde(default)]
    source: Vec<String>,
    /// All of these stand in the answer.
    #[serde(default)]
    contains: Vec<String>,
    /// None of these does.
    #[serde(default)]
    lacks: Vec<String>,
}

#[tokio::test]
async fn ten_conversations_in_five_languages_are_held_as_a_good_clerk_would() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    assert_eq!(files.len(), CONVERSATIONS);
    let mut wrong = Vec::new();
    for file in files {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&file).expect("it can be read");
        let conversation: Conversation = toml::from_str(&text).expect("it is well-formed");
        assert_eq!(conversation.line.len(), LINES, "{name}");
        hold(&server, &operator, &name, &conversation, &mut wrong).await;
    }
    assert!(
        wrong.is_empty(),
        "{} departures:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

async fn hold(
    server: &Server,
    operator: &Operator,
    name: &str,
    conversation: &Conversation,
    wrong: &mut Vec<String>,
) {
    let customer = match conversation.who {
        Who::Guest => None,
        Who::Buyer => Some(buyer(server).await.0),
    };
    let mut shopper = match &customer {
        None => server.shopper().await,
        Some(customer) => signed_in(customer).await,
    };
    for (number, line) in conversation.line.iter().enumerate() {
        let (response, trace) = said(&mut shopper, operator, &line.say).await;
        println!(
            "{name} {}: {}\n  {}",
            number + 1,
            line.say,
            response["content"]
                .as_str()
                .unwrap_or_default()
                .replace('\n', "\n  ")
        );
        for departure in departures(line, &response, &trace) {
            wrong.push(format!("{name} {} ({}): {departure}", number + 1, line.say));
        }
    }
}

/// Says a line. Frames about the conversation itself, as at a handover, may come before the next acknowledgement.
async fn said(shopper: &mut Shopper, operator: &Operator, text: &str) -> (Value, Value) {
    let id = shopper.post(text).await;
    let ack = shopper.skip_to("ack").await;
    assert_eq!(ack["clientMessageId"], id.as_str(), "{ack}");
    let response = shopper.skip_to("response").await;
    let trace = operator
        .trace(&shopper.conversation, &response["messageId"])
        .await;
    (response, trace)
}

fn departures(line: &Line, response: &Value, trace: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (path, expected) in [
        ("/decision/kind", &line.decision),
        ("/understanding/intent", &line.intent),
        ("/understanding/language", &line.language),
    ] {
        let got = trace.pointer(path).and_then(Value::as_str);
        if expected.is_some() && got != expected.as_deref() {
            found.push(format!("{path}: expected {expected:?}, got {got:?}"));
        }
    }
    let named = |list: &str, field: &str| -> Vec<String> {
        let items = response[list].as_array().map(Vec::as_slice).unwrap_or_default();
        let names = items.iter().filter_map(|item| item[field].as_str());
        names.map(str::to_owned).collect()
    };
    let (actions, sources) = (named("actions", "name"), named("sources", "reference"));
    let is_done = line.action.iter().any(|action| actions.contains(action));
    let is_cited = line.source.iter().any(|source| sources.contains(source));
    if !(line.action.is_empty() && line.source.is_empty() || is_done || is_cited) {
        found.push(format!(
            "expected {:?} or {:?}, got {actions:?} and {sources:?}",
            line.action, line.source
        ));
    }
    let content = response["content"].as_str().unwrap_or_default();
    let missing = line
        .contains
        .iter()
        .filter(|part| !content.contains(part.as_str()));
    found.extend(missing.map(|part| format!("{part:?} is missing in {content:?}")));
    let unwanted = line.lacks.iter().filter(|part| content.contains(part.as_str()));
    found.extend(unwanted.map(|part| format!("{part:?} stands in {content:?}")));
    found
}
