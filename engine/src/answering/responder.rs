//! From evidence and actions to a judged reply: act, respond, gate, form.

use crate::{
    answering::tools::{self, Workbench, products_of},
    commerce::{cart::PricedCart, view::ProductView},
    conversation::event::SuggestedAction,
    ids::VariantId,
    knowledge::{self, SourceKind},
    policy::{
        gate::{self, Evidenced, GateMode},
        handoff::{self, Case, Handoff},
    },
    port::{Ids, StoreError, catalogue::CatalogueStore, clock::Laps},
    turn::{
        Answer, Decision, DecisionKind, Outcome, Reply, Source, Stage, Turn,
        context::FloodState,
    },
    understanding::{Action, Filled, Intent, Understanding, fill},
};

/// From this confidence on an action with an effect is done without asking whether it was meant.
const ACTS_FROM: f32 = 0.6;
/// A search has no effect; it is done on a weaker hint.
const SEARCHES_FROM: f32 = 0.3;

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
        FloodState::Told => turn.decision = Some(silent("flood")),
        FloodState::Tell { .. } | FloodState::Calm => {
            let content = text(&turn, "flood", &[]);
            turn.reply = Some(Reply { content, agent: "support".to_owned(), ..Reply::default() });
            turn.decision = Some(Decision { kind: DecisionKind::Send, ..silent("flood") });
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
    turn.reply = Some(Reply { content, agent: "support".to_owned(), ..Reply::default() });
    turn.decision = Some(Decision {
        kind: DecisionKind::Handoff,
        reason: reason.to_owned(),
        confidence: 0.0,
        threshold: turn.context.shop.gate.threshold,
    });
    turn
}

/// Makes everything from the turn's outcome to its reply.
///
/// # Errors
/// When live quotes cannot be read.
pub async fn respond(
    turn: &mut Turn,
    catalogue: &dyn CatalogueStore,
    ids: &dyn Ids,
    laps: &mut dyn Laps,
) -> Result<(), StoreError> {
    let handed_over = needs_person(turn);
    let plan = plan(turn, handed_over);
    let quotes = catalogue.quotes(turn.business_id, &variants_of(turn, &plan)).await?;
    let mut bench = Workbench::new(turn, ids, quotes);
    carry_out(&mut bench, &plan);
    let products: Vec<ProductView> =
        bench.outcome.products.iter().filter_map(|id| bench.live(id)).map(|product| (&product).into()).collect();
    let (outcome, cart) = bench.finish();
    turn.record(Stage::Act, laps.lap());
    let answer = answer(turn, &plan, &outcome);
    turn.record(Stage::Respond, laps.lap());
    let decision = decide(turn, &plan, &outcome, &answer, handed_over);
    turn.record(Stage::Gate, laps.lap());
    let reply = form(turn, &answer, &decision, handed_over, products, cart);
    turn.outcome = Some(outcome);
    turn.answer = Some(answer);
    turn.decision = Some(decision);
    turn.reply = Some(reply);
    turn.record(Stage::Form, laps.lap());
    Ok(())
}

/// What an action is refused with that found nothing to work on.
const NOTHING_FOUND: [&str; 3] = ["cart_empty", "product_not_found", "nothing_found"];

/// How the turn is answered.
#[derive(Clone, Debug, PartialEq)]
enum Plan {
    /// An override says what.
    Correct,
    /// By doing something.
    Act(Vec<Action>),
    /// A question of ours is not to be pursued.
    Drop { code: &'static str },
    /// A question of ours is asked again with what is known now.
    AskOn(Box<crate::understanding::OpenQuestion>),
    /// With a sentence of politeness.
    Chat { code: &'static str },
    /// With what the shop knows.
    Tell,
    /// Not by the assistant.
    Nothing,
}

fn needs_person(turn: &Turn) -> Option<Handoff> {
    let understanding = turn.understanding.as_ref()?;
    let evidence = turn.evidence.as_ref()?;
    let has_correction = evidence.correction.is_some();
    let support = if has_correction { 1.0 } else { evidence.knowledge_support() };
    let case = Case {
        channel: turn.channel,
        signed_in: turn.context.signed_in,
        support,
        threshold: turn.context.shop.gate.threshold,
    };
    handoff::needed(understanding, case)
}

fn plan(turn: &Turn, handed_over: Option<Handoff>) -> Plan {
    if handed_over.is_some() {
        return Plan::Nothing;
    }
    let Some(understanding) = &turn.understanding else { return Plan::Nothing };
    if turn.evidence.as_ref().is_some_and(|evidence| evidence.correction.is_some()) {
        return Plan::Correct;
    }
    if let Some(question) = &turn.context.dialogue.open_question
        && understanding.answers_question
    {
        match fill(question, &turn.text(), &understanding.entities) {
            Filled::Complete(action) => return Plan::Act(vec![action]),
            Filled::Partial(rest) => return Plan::AskOn(Box::new(rest)),
            Filled::Cancelled | Filled::Declined => return Plan::Drop { code: "cancelled" },
            Filled::NotAnAnswer => {}
        }
    }
    match understanding.intent {
        Intent::Greeting => Plan::Chat { code: "greeting" },
        Intent::Thanks => Plan::Chat { code: "thanks" },
        _ if is_better_told(turn, understanding) => Plan::Tell,
        intent if intent.is_task() && understanding.confidence >= least_confidence(intent) => {
            Plan::Act(actions_of(understanding))
        }
        _ => Plan::Tell,
    }
}

/// Whether what looks like a task is a question that the shop's knowledge answers.
fn is_better_told(turn: &Turn, understanding: &Understanding) -> bool {
    let support = turn.evidence.as_ref().map_or(0.0, knowledge::Evidence::knowledge_support);
    !understanding.is_certain_task() && support >= turn.context.shop.gate.threshold
}

fn least_confidence(intent: Intent) -> f32 {
    if intent == Intent::ProductSearch { SEARCHES_FROM } else { ACTS_FROM }
}

fn actions_of(understanding: &Understanding) -> Vec<Action> {
    // A question beside a task is answered from the knowledge, not done.
    let tasks: Vec<Action> = understanding.actions.iter().filter(|action| action.intent.is_task()).cloned().collect();
    if tasks.is_empty() { vec![Action::bare(understanding.intent)] } else { tasks }
}

fn variants_of(turn: &Turn, plan: &Plan) -> Vec<VariantId> {
    let products = match plan {
        Plan::Act(actions) => {
            let waiting = turn.context.dialogue.queue.iter();
            let all: Vec<Action> = actions.iter().chain(waiting).cloned().collect();
            products_of(turn, &all)
        }
        Plan::AskOn(question) => products_of(turn, std::slice::from_ref(&question.pending)),
        _ => Vec::new(),
    };
    let shop = &turn.context.shop;
    let found = products.iter().filter_map(|id| shop.catalogue.find(id.as_str()));
    found.flat_map(|product| product.variants.iter().map(|variant| variant.id.clone())).collect()
}

fn carry_out(bench: &mut Workbench<'_>, plan: &Plan) {
    match plan {
        Plan::Act(actions) => {
            let answers = bench.turn.understanding.as_ref().is_some_and(|understanding| understanding.answers_question);
            bench.outcome.open_question = None;
            for action in actions {
                tools::run(bench, action);
            }
            if answers {
                for action in bench.turn.context.dialogue.queue.clone() {
                    tools::run(bench, &action);
                }
            }
            if let Some(understanding) = &bench.turn.understanding {
                bench.outcome.left_over.clone_from(&understanding.overflow);
            }
        }
        Plan::AskOn(question) => {
            bench.outcome.open_question = None;
            tools::run(bench, &question.pending);
        }
        Plan::Drop { code } => {
            bench.outcome.open_question = None;
            let sentence = bench.text(code, &[]);
            bench.outcome.sentences.push(sentence);
        }
        Plan::Correct | Plan::Chat { .. } | Plan::Tell | Plan::Nothing => {}
    }
}

fn answer(turn: &Turn, plan: &Plan, outcome: &Outcome) -> Answer {
    let agent = turn.understanding.as_ref().map_or("support", |understanding| understanding.intent.agent());
    let mut answer = Answer {
        text: String::new(),
        agent: agent.to_owned(),
        sources: Vec::new(),
        support: 1.0,
        ungrounded: Vec::new(),
        suggested_actions: outcome.suggested_actions.clone(),
        not_found: false,
    };
    match plan {
        Plan::Correct => apply_correction(turn, &mut answer),
        Plan::Act(_) | Plan::AskOn(_) | Plan::Drop { .. } => {
            answer.text = outcome.sentences.join("\n");
            if !outcome.left_over.is_empty() {
                let rest = outcome.left_over.join(", ");
                answer.text = format!("{}\n{}", answer.text, text(turn, "more_actions", &[("rest", &rest)]));
                answer.suggested_actions =
                    outcome.left_over.iter().map(|said| SuggestedAction::new(said, said)).collect();
            }
            answer.sources = product_sources(turn, outcome);
            tell_beside(turn, &mut answer);
        }
        Plan::Chat { code } => {
            let profile = &turn.context.shop.profile;
            let again = *code == "greeting" && !turn.context.recent.is_empty();
            let code = if again { "greeting_again" } else { code };
            answer.text = text(turn, code, &[("agent", &profile.agent_name), ("shop", &profile.name)]);
            answer.suggested_actions = first_steps();
        }
        Plan::Tell => tell(turn, &mut answer),
        Plan::Nothing => answer.support = 0.0,
    }
    answer
}

fn first_steps() -> Vec<SuggestedAction> {
    vec![
        SuggestedAction::new("Find running shoes", "show me running shoes"),
        SuggestedAction::new("Returns", "what is your return policy?"),
        SuggestedAction::new("Talk to a person", "I want to talk to a person"),
    ]
}

fn apply_correction(turn: &Turn, answer: &mut Answer) {
    let Some(correction) = turn.evidence.as_ref().and_then(|evidence| evidence.correction.as_ref()) else { return };
    answer.text.clone_from(&correction.answer);
    answer.agent = "support".to_owned();
    answer.sources = vec![Source {
        kind: SourceKind::Correction,
        reference: correction.reference.clone(),
        title: correction.title.clone(),
        score: correction.score,
    }];
}

/// The products whose live prices stand in the answer.
fn product_sources(turn: &Turn, outcome: &Outcome) -> Vec<Source> {
    let catalogue = &turn.context.shop.catalogue;
    let found = outcome.products.iter().filter_map(|id| catalogue.find(id.as_str()));
    found
        .map(|product| Source {
            kind: SourceKind::Catalogue,
            reference: format!("catalogue:{}", product.id),
            title: product.name.clone(),
            score: 1.0,
        })
        .collect()
}

/// Answers in the words of what was found, with its sources; what stands in no source makes it a draft.
fn tell(turn: &Turn, answer: &mut Answer) {
    let Some((evidence, extract)) =
        turn.evidence.as_ref().and_then(|evidence| evidence.extract.as_ref().map(|extract| (evidence, extract)))
    else {
        answer.not_found = true;
        answer.support = 0.0;
        return;
    };
    answer.text.clone_from(&extract.text);
    answer.agent = "support".to_owned();
    answer.sources = evidence.sources(&extract.sources);
    answer.support = extract.support.min(best_score(evidence));
    let known: Vec<String> = extract
        .sources
        .iter()
        .filter_map(|reference| turn.context.shop.knowledge.document(reference))
        .map(|document| format!("{}\n{}", document.title, document.text))
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    answer.ungrounded = knowledge::check(&answer.text, &known).missing;
    answer.not_found = answer.support < turn.context.shop.gate.threshold / 2.0;
}

/// Answers the question that stands beside a task, where the shop knows the answer.
fn tell_beside(turn: &Turn, answer: &mut Answer) {
    let asks_too = turn.understanding.as_ref().is_some_and(|understanding| {
        understanding.actions.iter().any(|action| action.intent.is_knowledge())
    });
    let Some(evidence) = turn.evidence.as_ref().filter(|_| asks_too) else { return };
    if let Some(extract) = &evidence.extract
        && evidence.knowledge_support() >= turn.context.shop.gate.threshold
    {
        answer.text = format!("{}\n\n{}", answer.text, extract.text);
        answer.sources.extend(evidence.sources(&extract.sources));
    }
}

fn best_score(evidence: &knowledge::Evidence) -> f32 {
    evidence.passages.iter().map(|passage| passage.score).fold(0.0, f32::max)
}

fn decide(
    turn: &Turn,
    plan: &Plan,
    outcome: &Outcome,
    answer: &Answer,
    handed_over: Option<Handoff>,
) -> Decision {
    let rules = &turn.context.shop.gate;
    let is_certain = turn.understanding.as_ref().is_some_and(Understanding::is_certain_task);
    let came_to_nothing = outcome.actions.iter().all(|action| {
        action.problem.as_ref().is_some_and(|problem| NOTHING_FOUND.contains(&problem.code.as_str()))
    });
    let understood = turn.understanding.as_ref().map_or(0.0, |understanding| understanding.confidence);
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
        Plan::Act(_) | Plan::AskOn(_) | Plan::Drop { .. } => understood.max(rules.threshold),
        Plan::Chat { .. } => understood.max(rules.threshold),
        Plan::Correct | Plan::Tell | Plan::Nothing => answer.support,
    };
    let evidenced = Evidenced {
        confidence,
        ungrounded: &answer.ungrounded,
        not_found: answer.not_found,
        unknown_in_a_row: turn.context.dialogue.unknown_in_a_row,
    };
    gate::judge(rules, turn.channel, evidenced)
}

fn form(
    turn: &Turn,
    answer: &Answer,
    decision: &Decision,
    handed_over: Option<Handoff>,
    products: Vec<ProductView>,
    cart: Option<PricedCart>,
) -> Reply {
    let shop = &turn.context.shop;
    let hours = shop.hours.expected_wait(turn.context.now).phrase(&shop.texts, turn.language());
    let content = match decision.kind {
        DecisionKind::Send => answer.text.clone(),
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
        suggested_actions: if is_sent { answer.suggested_actions.clone() } else { Vec::new() },
        products: products.iter().filter_map(|product| serde_json::to_value(product).ok()).filter(|_| is_sent).collect(),
        cart: cart.and_then(|cart| serde_json::to_value(cart).ok()),
    }
}

fn text(turn: &Turn, code: &str, places: &[(&str, &str)]) -> String {
    turn.context.shop.texts.fill(turn.language(), code, places)
}
