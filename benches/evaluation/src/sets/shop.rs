//! The built-in model of commerce: asked in the words of people who never saw its examples.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Instant,
};

use chrono::{DateTime, Utc};
use colloquy_config::utterances::labelled;
use colloquy_engine::{
    commerce::catalogue::Catalogue,
    understanding::{
        CatalogueLexicon, Example, LinearModel, LiveExamples, OwnExamples, Situation, TrainingSet,
        TrainingSettings, Understander, Understanding,
    },
};

use crate::{
    measure::{self, percent},
    rows::{self, Row},
    table::Figure,
};

/// What the table calls it.
pub(super) const NAME: &str = "shop";
/// Texts of one label at most, so that no label decides alone.
const MOST_OF_A_LABEL: usize = 100;

/// A set's file, its label, and the intents that are right for it; a label that the assistant knows nothing of is left out.
const WORDINGS: &[(&str, &str, &[&str])] = &[
    (
        "bitext_support/train.jsonl",
        "cancel_order",
        &["cancel_order", "cancellation"],
    ),
    (
        "bitext_support/train.jsonl",
        "change_shipping_address",
        &["change_order_address", "delivery"],
    ),
    (
        "bitext_support/train.jsonl",
        "set_up_shipping_address",
        &["change_order_address", "delivery", "account"],
    ),
    (
        "bitext_support/train.jsonl",
        "check_cancellation_fee",
        &["cancellation"],
    ),
    (
        "bitext_support/train.jsonl",
        "check_payment_methods",
        &["payment"],
    ),
    ("bitext_support/train.jsonl", "payment_issue", &["payment"]),
    ("bitext_support/train.jsonl", "check_refund_policy", &["refunds"]),
    (
        "bitext_support/train.jsonl",
        "get_refund",
        &["request_refund", "refunds"],
    ),
    (
        "bitext_support/train.jsonl",
        "track_refund",
        &["refunds", "request_refund"],
    ),
    ("bitext_support/train.jsonl", "complaint", &["complaint"]),
    (
        "bitext_support/train.jsonl",
        "contact_customer_service",
        &["support_escalation"],
    ),
    (
        "bitext_support/train.jsonl",
        "contact_human_agent",
        &["support_escalation"],
    ),
    ("bitext_support/train.jsonl", "create_account", &["account"]),
    ("bitext_support/train.jsonl", "delete_account", &["account"]),
    ("bitext_support/train.jsonl", "edit_account", &["account"]),
    ("bitext_support/train.jsonl", "switch_account", &["account"]),
    ("bitext_support/train.jsonl", "recover_password", &["account"]),
    (
        "bitext_support/train.jsonl",
        "registration_problems",
        &["account"],
    ),
    ("bitext_support/train.jsonl", "delivery_options", &["delivery"]),
    (
        "bitext_support/train.jsonl",
        "delivery_period",
        &["delivery", "order_status"],
    ),
    ("bitext_support/train.jsonl", "track_order", &["order_status"]),
    (
        "clinc150/train.jsonl",
        "order_status",
        &["order_status", "delivery"],
    ),
    ("clinc150/train.jsonl", "greeting", &["greeting"]),
    ("clinc150/train.jsonl", "thank_you", &["thanks"]),
    (
        "banking77/train.jsonl",
        "request_refund",
        &["request_refund", "refunds"],
    ),
    (
        "banking77/train.jsonl",
        "Refund_not_showing_up",
        &["refunds", "request_refund"],
    ),
    ("banking77/train.jsonl", "passcode_forgotten", &["account"]),
    ("banking77/train.jsonl", "edit_personal_details", &["account"]),
    ("banking77/train.jsonl", "declined_card_payment", &["payment"]),
];
/// Labels whose texts must reach a person.
const TO_A_PERSON: &[(&str, &str)] = &[
    ("bitext_support/train.jsonl", "contact_human_agent"),
    ("bitext_support/train.jsonl", "contact_customer_service"),
    ("bitext_support/train.jsonl", "complaint"),
    ("nlupp/banking_train.jsonl", "handoff"),
    ("nlupp/hotels_train.jsonl", "handoff"),
];
/// Labels whose texts the assistant answers itself.
const TO_THE_ASSISTANT: &[(&str, &str)] = &[
    ("bitext_support/train.jsonl", "check_payment_methods"),
    ("bitext_support/train.jsonl", "check_refund_policy"),
    ("bitext_support/train.jsonl", "check_cancellation_fee"),
    ("bitext_support/train.jsonl", "create_account"),
    ("bitext_support/train.jsonl", "recover_password"),
    ("bitext_support/train.jsonl", "delivery_options"),
    ("bitext_support/train.jsonl", "delivery_period"),
    ("bitext_support/train.jsonl", "track_order"),
    ("bitext_support/train.jsonl", "place_order"),
    ("bitext_support/train.jsonl", "newsletter_subscription"),
    ("clinc150/train.jsonl", "order_status"),
    ("clinc150/train.jsonl", "greeting"),
    ("clinc150/train.jsonl", "thank_you"),
];

fn examples() -> TrainingSet {
    let examples = labelled().map(|(text, label)| Example { text, label });
    TrainingSet {
        examples: examples.collect(),
    }
}

/// Reads messages without a catalogue and without a conversation before them.
pub(super) struct Reader {
    understander: Understander,
    lexicon: CatalogueLexicon,
}

impl Reader {
    fn new(model: LinearModel) -> Self {
        Self {
            understander: Understander::new(Arc::new(model)),
            lexicon: CatalogueLexicon::new(&Catalogue::new(Vec::new())),
        }
    }

    /// Reads one.
    pub(super) fn read(&self, text: &str) -> Understanding {
        let situation = Situation {
            lexicon: &self.lexicon,
            now: DateTime::<Utc>::UNIX_EPOCH,
            language_hint: None,
            open_question: None,
            shown_products: &[],
        };
        self.understander.understand(text, &situation)
    }
}

/// The texts of a label, evenly picked; none when the set is not there.
fn said(folder: &Path, file: &str, label: &str) -> anyhow::Result<Vec<String>> {
    let path = folder.join(file);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let is_of_label = |row: &Row| row.text("label") == label || row.texts("labels").contains(&label);
    let all: Vec<String> = rows::read(&path)?
        .iter()
        .filter(|row| is_of_label(row))
        .map(|row| row.text("text").to_owned())
        .collect();
    let step = all.len().div_ceil(MOST_OF_A_LABEL).max(1);
    Ok(all.into_iter().step_by(step).collect())
}

/// Whether a folder holds any of the sets that the model is asked in the words of.
pub(super) fn has_wordings(folder: &Path) -> bool {
    WORDINGS.iter().any(|(file, _, _)| folder.join(file).is_file())
}

pub(super) fn score(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let set = examples();
    let settings = TrainingSettings::for_conversations();
    let (model, _) = LinearModel::train(&set, &settings)?;
    let mut figures = live(&model, &set);
    let reader = Reader::new(model);
    figures.extend(super::reading::speed(folder, &reader)?);
    figures.extend(super::promised::score(folder, &reader)?);
    let (mut right, mut asked) = (0, 0);
    let mut by_intent: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (file, label, wanted) in WORDINGS {
        for text in said(folder, file, label)? {
            let hit = usize::from(wanted.contains(&reader.read(&text).intent.as_str()));
            let counts = by_intent
                .entry(wanted.first().copied().unwrap_or_default())
                .or_default();
            *counts = (counts.0 + hit, counts.1 + 1);
            (right, asked) = (right + hit, asked + 1);
        }
    }
    figures.push(
        Figure::new(
            NAME,
            format!("intent accuracy on {asked} wordings of other sets"),
            percent(right, asked),
        )
        .aims(80.0, 88.0),
    );
    for (intent, (right, asked)) in by_intent {
        figures.push(Figure::new(
            NAME,
            format!("wordings of {intent}"),
            percent(right, asked),
        ));
    }
    for (labels, must, aims) in [
        (TO_A_PERSON, true, (95.0, 97.0)),
        (TO_THE_ASSISTANT, false, (80.0, 90.0)),
    ] {
        let (mut right, mut asked) = (0, 0);
        for (file, label) in labels {
            for text in said(folder, file, label)? {
                right += usize::from(reader.read(&text).handoff.is_some() == must);
                asked += 1;
            }
        }
        let metric = if must {
            "must go to a person, and does"
        } else {
            "must not, and does not"
        };
        figures.push(Figure::new("handoff", metric, percent(right, asked)).aims(aims.0, aims.1));
    }
    figures.extend(held_back(&set, &settings)?);
    Ok(figures)
}

/// What a correction costs: the model's own examples are read once, then each correction is learnt beside them.
fn live(model: &LinearModel, set: &TrainingSet) -> Vec<Figure> {
    let began = Instant::now();
    let own = OwnExamples::new(model, set);
    let mut figures = vec![Figure::new(
        NAME,
        "first correction, ms to read what it must not break",
        millis(began),
    )];
    for count in [1, 50, 500] {
        // Corrections to another label than the model gives are the most work there is.
        let told: Vec<Example> = set
            .examples
            .iter()
            .step_by((set.examples.len() / count).max(1))
            .take(count)
            .map(|example| Example {
                text: format!("{} then for my aunt", example.text),
                label: if example.label == "greeting" {
                    "thanks"
                } else {
                    "greeting"
                }
                .to_owned(),
            })
            .collect();
        let began = Instant::now();
        std::hint::black_box(LiveExamples::learn(model, &own, &told));
        figures.push(
            Figure::new(NAME, format!("{count} corrections learnt, ms"), millis(began)).at_most(1000.0),
        );
    }
    figures
}

fn millis(began: Instant) -> f64 {
    1e3 * began.elapsed().as_secs_f64()
}

/// How honest confidence is on the fifth of the examples that was held back.
fn held_back(set: &TrainingSet, settings: &TrainingSettings) -> anyhow::Result<Vec<Figure>> {
    let split = set.hold_back();
    let (model, _) = LinearModel::train(&split.kept, settings)?;
    let reader = Reader::new(model);
    let answers: Vec<(f32, bool)> = split
        .held_back
        .examples
        .iter()
        .map(|example| {
            let read = reader.read(&example.text);
            let label = if example.label == "oos" {
                "out_of_scope"
            } else {
                &example.label
            };
            (read.confidence, read.intent.as_str() == label)
        })
        .collect();
    let right = answers.iter().filter(|(_, right)| *right).count();
    let values: BTreeSet<u32> = answers
        .iter()
        .map(|(sure, _)| (sure * 1_000.0).round() as u32)
        .collect();
    Ok(vec![
        Figure::new(NAME, "held-back lines, accuracy", percent(right, answers.len())),
        Figure::new(
            NAME,
            "held-back lines, calibration error",
            measure::expected_calibration_error(&answers),
        )
        .at_most(0.08),
        Figure::new(NAME, "held-back lines, distinct confidences", values.len() as f64).aims(20.0, 20.0),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_on_lines_held_back_is_honest_and_no_constant() {
        let figures =
            held_back(&examples(), &TrainingSettings::for_conversations()).expect("it can be learnt");
        for figure in figures.iter().filter(|figure| figure.floor.is_some()) {
            assert_eq!(figure.verdict(), "goal", "{figure:?}");
        }
    }

    #[test]
    fn every_intent_that_is_asked_for_exists() {
        for (_, _, wanted) in WORDINGS {
            for intent in *wanted {
                assert!(
                    intent.parse::<colloquy_engine::understanding::Intent>().is_ok(),
                    "{intent}"
                );
            }
        }
    }
}
