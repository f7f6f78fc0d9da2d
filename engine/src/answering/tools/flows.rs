//! Flows by talking: the machine says what it needs, and here it is asked of the shopper or of the shop.

mod shop_side;

use super::{account, buyer, workbench::Workbench};
use crate::{
    answering::desk::Desk,
    commerce::ordering::Buyer,
    dialogue::{self, Answer, DEPTH, Ending, Failure, Flow, Input, Need, Running, SlotValue, Told},
    understanding::{Action, OpenQuestion, QuestionKind},
};

use self::shop_side::{Receipt, ShopSide, one_line};

/// Steps of one turn at most. Linted flows need far fewer; nothing waits for one that does not end.
const MOST_STEPS: usize = 64;
/// Times in a row that a shopper who speaks of something else is reminded.
const MOST_REMINDERS: u8 = 2;

/// How the next question is put.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    /// As what came of an action.
    AsAnswer,
    /// Behind the answer to something else.
    AsReminder,
}

/// Begins a flow, or goes on with it where it is open already and nothing else was said about it.
pub(super) async fn begin(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>, flow: &Flow, action: &Action) {
    let buyer = buyer(bench);
    if flow.account && (buyer.is_none() || desk.is_none()) {
        return account::sign_in_first(bench, action);
    }
    if bench.is_asking() {
        return bench.waits(action);
    }
    let account = buyer.filter(|_| flow.account).map(|buyer| buyer.user_id);
    let now = bench.turn.context.now;
    let fresh = Running::begin(flow, action.clone(), account, now);
    let open = bench.outcome.flows.iter().position(|open| open.flow == flow.name);
    let running = match open.map(|place| bench.outcome.flows.remove(place)) {
        Some(open) if open.account == account && adds_nothing(&fresh, &open) => open,
        _ => fresh,
    };
    go_on(bench, desk, flow, running, Input::Enter, Put::AsAnswer).await;
}

/// Gives the flow that is followed the answer to its question.
pub(in crate::answering) async fn follow(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>, answer: Answer) {
    bench.outcome.open_question = None;
    let Some((flow, running)) = take(bench) else {
        return;
    };
    let buyer = buyer(bench);
    if flow.account && (buyer.is_none() || desk.is_none()) && !matches!(answer, Answer::No | Answer::Leave) {
        let pending = running.pending();
        bench.outcome.flows.push(running);
        return account::sign_in_first(bench, &pending);
    }
    let (running, input) = match buyer {
        // What one person was told, another has not agreed to.
        Some(buyer) if flow.account && running.account != Some(buyer.user_id) => {
            let action = Action::bare(running.action.intent);
            let now = bench.turn.context.now;
            let anew = Running::begin(flow, action, Some(buyer.user_id), now);
            (anew, Input::Enter)
        }
        _ => (running, Input::Answer(answer)),
    };
    go_on(bench, desk, flow, running, input, Put::AsAnswer).await;
}

/// Goes back to the flow that is open, after the shopper has spoken of something else. One that was passed over time
/// and again is left.
pub(in crate::answering) async fn resume(bench: &mut Workbench<'_>, desk: Option<&dyn Desk>) {
    if bench.is_asking() {
        return;
    }
    let Some((flow, mut running)) = take(bench) else {
        return;
    };
    let buyer = buyer(bench);
    let is_theirs = !flow.account || buyer.map(|buyer| buyer.user_id) == running.account;
    if !is_theirs || (flow.account && desk.is_none()) {
        // Whoever writes this has not signed in on this connection: the question waits unspoken.
        bench.outcome.flows.push(running);
        return;
    }
    bench.outcome.open_question = None;
    if running.digressions >= MOST_REMINDERS {
        return;
    }
    running.digressions += 1;
    go_on(bench, desk, flow, running, Input::Enter, Put::AsReminder).await;
}

/// Whether what is said anew about a flow is what is known of it.
fn adds_nothing(fresh: &Running, open: &Running) -> bool {
    fresh.unfinished.is_empty()
        && fresh
            .slots
            .iter()
            .all(|(name, value)| open.slots.get(name) == Some(value))
}

/// The flow that is followed; one that the shop no longer has is forgotten.
fn take<'turn>(bench: &mut Workbench<'turn>) -> Option<(&'turn Flow, Running)> {
    while let Some(running) = bench.outcome.flows.pop() {
        if let Some(flow) = bench.shop().flows.find(&running.flow) {
            return Some((flow, running));
        }
    }
    None
}

async fn go_on(
    bench: &mut Workbench<'_>,
    desk: Option<&dyn Desk>,
    flow: &Flow,
    mut running: Running,
    mut input: Input,
    put: Put,
) {
    let buyer: Option<Buyer> = buyer(bench);
    let mut sentences = Vec::new();
    let mut receipt = Receipt::default();
    running.touch(flow, bench.turn.context.now);
    for _ in 0..MOST_STEPS {
        let need = dialogue::step(flow, &mut running, input);
        let mut shop = ShopSide { bench, desk, buyer };
        input = match need {
            Need::Offer { slot, offer } => Input::Offered(shop.offer(&running, &slot, offer).await),
            Need::Check(check) => Input::Checked(shop.check(&running, check).await),
            Need::Quote(tool) => Input::Quoted(shop.quote(&running, tool).await),
            Need::Do { tool, agreed } => match shop.carry_out(&running, tool, &agreed).await {
                Ok(done) => {
                    receipt = done;
                    Input::Done(Ok(()))
                }
                Err(failure) => Input::Done(Err(failure)),
            },
            Need::Say { text } => {
                sentences.push(shop.bench.text(&text, &receipt.places()));
                Input::Said
            }
            Need::Ask {
                slot: _,
                text,
                choices,
                missing,
            } => {
                let question = question_of(shop.bench, &text, &choices, &missing);
                return ask(bench, flow, running, choices, question, put);
            }
            Need::Agree { text, told } => {
                let question = shop.bench.text(&text, &places_of(&told));
                return agree(bench, running, question, put);
            }
            Need::End(ending) => return end(bench, &running, ending, receipt, &sentences),
        };
    }
    end(bench, &running, Ending::Stuck, receipt, &sentences);
}

fn end(bench: &mut Workbench<'_>, running: &Running, ending: Ending, receipt: Receipt, sentences: &[String]) {
    let action = running.pending();
    match ending {
        Ending::Finished => bench.done(&action, receipt.result, sentences.join("\n")),
        Ending::Declined => {
            let sentence = bench.text("cancelled", &[]);
            bench.outcome.sentences.push(sentence);
        }
        Ending::Refused(Failure::Refused { code, sentence }) => bench.refused(&action, &code, sentence),
        Ending::Refused(Failure::AlreadySo { sentence }) => {
            bench.done(&action, Some(serde_json::json!({ "items": 0 })), sentence);
        }
        Ending::Refused(Failure::Changed) | Ending::Stuck => account::not_here(bench, &action),
    }
}

fn question_of(bench: &Workbench<'_>, text: &str, choices: &[SlotValue], missing: &[&'static str]) -> String {
    if !missing.is_empty() {
        let parts: Vec<String> = missing.iter().map(|part| part_name(bench, part)).collect();
        let parts = bench.choices(&parts, "choice_and");
        return bench.text("address_incomplete", &[("missing", &parts)]);
    }
    let shown: Vec<String> = choices.iter().map(shown).collect();
    let listed = bench.choices(&shown, "choice_or");
    bench.text(text, &[("choices", &listed)])
}

fn part_name(bench: &Workbench<'_>, part: &str) -> String {
    let code = match part {
        "postalCode" => "part_postal_code",
        "city" => "part_city",
        _ => "part_line1",
    };
    bench.text(code, &[])
}

fn shown(value: &SlotValue) -> String {
    match value {
        SlotValue::Order(order) => order.clone(),
        SlotValue::Address(address) => one_line(address),
    }
}

fn places_of(told: &Told) -> Vec<(&str, &str)> {
    let places = told.places.iter();
    places
        .map(|(place, value)| (place.as_str(), value.as_str()))
        .collect()
}

fn ask(
    bench: &mut Workbench<'_>,
    flow: &Flow,
    running: Running,
    choices: Vec<SlotValue>,
    question: String,
    put: Put,
) {
    let asks_for_order = flow.state(&running.state).is_some_and(|state| {
        matches!(&state.step, dialogue::Step::Collect(collect)
            if flow.slots.get(&collect.slot) == Some(&dialogue::SlotKind::Order))
    });
    let options = choices.iter().map(shown).collect();
    let kind = if asks_for_order {
        QuestionKind::WhichOrder
    } else {
        let addresses = choices.into_iter().filter_map(|choice| match choice {
            SlotValue::Address(address) => Some(address),
            SlotValue::Order(_) => None,
        });
        QuestionKind::WhichAddress {
            addresses: addresses.collect(),
        }
    };
    let is_repeat = running.misunderstood > 0 && running.unfinished.is_empty();
    let question = if is_repeat {
        bench.text("flow_again", &[("question", &question)])
    } else {
        question
    };
    wait(bench, running, kind, options, question, put);
}

fn agree(bench: &mut Workbench<'_>, running: Running, question: String, put: Put) {
    let question = if running.misunderstood > 0 {
        format!("{} {question}", bench.text("yes_or_no", &[]))
    } else {
        question
    };
    wait(bench, running, QuestionKind::Confirm, Vec::new(), question, put);
}

/// Puts a question and leaves the flow open for its answer.
fn wait(
    bench: &mut Workbench<'_>,
    running: Running,
    kind: QuestionKind,
    options: Vec<String>,
    sentence: String,
    put: Put,
) {
    let action = running.pending();
    let question = OpenQuestion {
        kind,
        pending: action.clone(),
        options,
    };
    if bench.outcome.flows.len() >= DEPTH {
        bench.outcome.flows.remove(0);
    }
    bench.outcome.flows.push(running);
    match put {
        Put::AsAnswer => bench.asks(&action, question, sentence),
        Put::AsReminder => bench.reminds(question, &sentence),
    }
}
