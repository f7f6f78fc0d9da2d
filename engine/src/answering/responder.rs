//! From evidence and actions to a judged reply: act, respond, gate, form.

use crate::{
    answering::{
        compose::answer,
        desk::Desk,
        follow::not_said,
        phrasing::phrase,
        plan::{Plan, carry_out, needs_person, plan, variants_of},
        tools::Workbench,
    },
    commerce::{cart::PricedCart, view::ProductView},
    policy::{
        gate::{self, Evidenced, GateMode},
        handoff::Handoff,
    },
    port::{
        Ids, StoreError,
        catalogue::{CatalogueStore, Quote},
        clock::Laps,
    },
    replay::{Heard, ListeningDesk, ListeningIds},
    turn::{Answer, Decision, DecisionKind, Outcome, Reply, Stage, Turn, context::FloodState},
    understanding::Understanding,
};

pub use crate::answering::phrasing::Phraser;

/// Whether a turn is judged without being understood: a person owns it, or it is a flood.
#[must_use]
pub fn does_no_work(turn: &Turn) -> bool {
    turn.context.owner.is_person() || turn.context.flood != FloodState::Calm
}

/// Judges a turn that does no work.
#[must_use]
pub fn judge_without_work(mut turn: Box<Turn>) -> Box<Turn> {
    let threshold = turn.context.shop.gate.threshold;
    let silent = |reason: &str| Decision {
        kind: DecisionKind::Silent,
        reason: reason.to_owned(),
        confidence: 1.0,
        threshold,
    };
    if turn.context.owner.is_person() {
        turn.decision = Some(silent("person_owns"));
        return turn;
    }
    match turn.context.flood {
        FloodState::Tell { .. } if turn.is_for_draft() => turn.decision = Some(silent("flood")),
        FloodState::Told => turn.decision = Some(silent("flood")),
        FloodState::Tell { .. } | FloodState::Calm => {
            let content = text(&turn, "flood", &[]);
            turn.reply = Some(Reply {
                content,
                agent: "support".to_owned(),
                ..Reply::default()
            });
            turn.decision = Some(Decision {
                kind: DecisionKind::Send,
                ..silent("flood")
            });
        }
    }
    turn
}

/// The end of a turn that could not be computed: the holding sentence and a person, never silence.
#[must_use]
pub fn give_up(mut turn: Box<Turn>, reason: &str) -> Box<Turn> {
    if does_no_work(&turn) {
        return judge_without_work(turn);
    }
    let content = text(&turn, "outage", &[]);
    let reply = Reply {
        content,
        agent: "support".to_owned(),
        ..Reply::default()
    };
    turn.reply = (!turn.is_for_draft()).then_some(reply);
    turn.decision = Some(Decision {
        kind: DecisionKind::Handoff,
        reason: reason.to_owned(),
        confidence: 0.0,
        threshold: turn.context.shop.gate.threshold,
    });
    turn
}

/// Makes everything from the turn's outcome to its reply. Orders are placed and changed at once, each under a key of the
/// turn's message, so that a turn that is computed again finds them done.
///
/// # Errors
/// When live quotes cannot be read.
pub async fn respond(
    turn: &mut Turn,
    catalogue: &dyn CatalogueStore,
    desk: Option<&dyn Desk>,
    ids: &dyn Ids,
    laps: &mut dyn Laps,
) -> Result<(), StoreError> {
    respond_with(turn, catalogue, desk, ids, laps, None).await
}

/// The same, with a model that phrases what is said and somebody who hears it sentence by sentence.
///
/// # Errors
/// When live quotes cannot be read. A model that fails leaves the neutral words.
pub async fn respond_with<'t>(
    turn: &mut Turn,
    catalogue: &dyn CatalogueStore,
    desk: Option<&'t dyn Desk>,
    ids: &'t dyn Ids,
    laps: &mut dyn Laps,
    phraser: Option<Phraser<'t>>,
) -> Result<(), StoreError> {
    let handed_over = needs_person(turn);
    let plan = plan(turn, handed_over);
    let quotes = catalogue
        .quotes(turn.business_id, &variants_of(turn, &plan))
        .await?;
    let tools = Tools {
        quotes,
        desk,
        ids,
        phraser,
    };
    respond_planned(turn, (plan, handed_over), tools, laps).await;
    Ok(())
}

/// The same with live quotes that were read before, as when a turn is run again.
pub async fn respond_quoted<'t>(
    turn: &mut Turn,
    quotes: Vec<Quote>,
    (desk, ids): (Option<&'t dyn Desk>, &'t dyn Ids),
    laps: &mut dyn Laps,
    phraser: Option<Phraser<'t>>,
) {
    let handed_over = needs_person(turn);
    let plan = plan(turn, handed_over);
    let tools = Tools {
        quotes,
        desk,
        ids,
        phraser,
    };
    respond_planned(turn, (plan, handed_over), tools, laps).await;
}

/// What a turn is answered with.
struct Tools<'t> {
    quotes: Vec<Quote>,
    desk: Option<&'t dyn Desk>,
    ids: &'t dyn Ids,
    phraser: Option<Phraser<'t>>,
}

async fn respond_planned(
    turn: &mut Turn,
    (plan, handed_over): (Plan, Option<Handoff>),
    tools: Tools<'_>,
    laps: &mut dyn Laps,
) {
    let Tools {
        quotes,
        desk,
        ids,
        phraser,
    } = tools;
    let heard = Heard::default();
    heard.quoted(&quotes);
    let listening = desk.map(|desk| ListeningDesk { desk, heard: &heard });
    let desk = listening.as_ref().map(|desk| desk as &dyn Desk);
    let drawn = ListeningIds { ids, heard: &heard };
    let mut bench = Workbench::new(turn, drawn, quotes);
    carry_out(&mut bench, desk, &plan).await;
    let products: Vec<ProductView> = bench
        .outcome
        .products
        .iter()
        .filter_map(|id| bench.live(id))
        .map(|product| (&product).into())
        .collect();
    let (mut outcome, cart) = bench.finish();
    turn.record(Stage::Act, laps.lap());
    let mut answer = answer(turn, &plan, &outcome);
    if let Some(phraser) = phraser {
        // Understanding and evidence alone decide whether it is said; the words come afterwards.
        let decision = decide(turn, &plan, &outcome, &answer, handed_over);
        phrase(turn, phraser, &plan, &outcome, &decision, &mut answer).await;
    }
    turn.record(Stage::Respond, laps.lap());
    let decision = decide(turn, &plan, &outcome, &answer, handed_over);
    not_said(turn, &mut outcome, &decision);
    turn.record(Stage::Gate, laps.lap());
    let reminder = outcome.reminder.as_deref();
    let reply = form(turn, (&answer, reminder), &decision, handed_over, products, cart);
    turn.outcome = Some(outcome);
    turn.answer = Some(answer);
    turn.decision = Some(decision);
    // Whoever asked for a draft says to the shopper what is said, once a person has approved it.
    turn.reply = (!turn.is_for_draft()).then_some(reply);
    turn.record(Stage::Form, laps.lap());
    turn.answers = heard.into_answers();
}

/// What an action is refused with that found nothing to work on.
const NOTHING_FOUND: [&str; 4] = [
    "cart_empty",
    "product_not_found",
    "item_not_found",
    "nothing_found",
];

fn decide(
    turn: &Turn,
    plan: &Plan,
    outcome: &Outcome,
    answer: &Answer,
    handed_over: Option<Handoff>,
) -> Decision {
    let rules = &turn.context.shop.gate;
    let is_certain = turn
        .understanding
        .as_ref()
        .is_some_and(Understanding::is_certain_task);
    let came_to_nothing = outcome.actions.iter().all(|action| {
        action
            .problem
            .as_ref()
            .is_some_and(|problem| NOTHING_FOUND.contains(&problem.code.as_str()))
    });
    let understood = turn
        .understanding
        .as_ref()
        .map_or(0.0, |understanding| understanding.confidence);
    if let Some(handoff) = handed_over {
        return Decision {
            kind: DecisionKind::Handoff,
            reason: handoff.reason.to_owned(),
            confidence: understood,
            threshold: rules.threshold,
        };
    }
    let confidence = match plan {
        // Nothing came of what was only guessed at: that is no answer.
        Plan::Act(_) if came_to_nothing && !is_certain => understood.min(rules.threshold / 2.0),
        // What was done is true whatever was meant; the shopper sees it and can say otherwise.
        Plan::Act(_) | Plan::AskOn(_) | Plan::Follow(_) | Plan::Drop { .. } => {
            understood.max(rules.threshold)
        }
        Plan::Chat { .. } => understood.max(rules.threshold),
        Plan::Correct | Plan::Tell | Plan::Nothing => answer.support,
    };
    let evidenced = Evidenced {
        confidence,
        ungrounded: &answer.ungrounded,
        not_found: answer.not_found,
        unknown_in_a_row: turn.context.dialogue.unknown_in_a_row,
        for_draft: turn.is_for_draft(),
    };
    gate::judge(rules, turn.channel, evidenced)
}

fn form(
    turn: &Turn,
    (answer, reminder): (&Answer, Option<&str>),
    decision: &Decision,
    handed_over: Option<Handoff>,
    products: Vec<ProductView>,
    cart: Option<PricedCart>,
) -> Reply {
    let shop = &turn.context.shop;
    let hours = shop
        .hours
        .expected_wait(turn.context.now)
        .phrase(&shop.texts, turn.language());
    let content = match decision.kind {
        DecisionKind::Send => match reminder {
            Some(reminder) => format!("{}\n\n{reminder}", answer.text),
            None => answer.text.clone(),
        },
        DecisionKind::Silent => String::new(),
        DecisionKind::Hold => text(turn, "checking", &[]),
        DecisionKind::Handoff => {
            let code = match handed_over {
                Some(handoff) => handoff.text,
                None if turn.context.shop.gate.mode(turn.channel) == GateMode::Handoff => "expected_time",
                None => "not_found_handoff",
            };
            text(turn, code, &[("hours", &hours)])
        }
    };
    let is_sent = decision.kind == DecisionKind::Send;
    Reply {
        content,
        agent: answer.agent.clone(),
        suggested_actions: if is_sent {
            answer.suggested_actions.clone()
        } else {
            Vec::new()
        },
        products: products
            .iter()
            .filter_map(|product| serde_json::to_value(product).ok())
            .filter(|_| is_sent)
            .collect(),
        cart: cart.and_then(|cart| serde_json::to_value(cart).ok()),
    }
}

pub(super) fn text(turn: &Turn, code: &str, places: &[(&str, &str)]) -> String {
    turn.context.shop.texts.fill(turn.language(), code, places)
}
