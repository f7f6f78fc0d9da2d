//! Learning a classifier from examples, and judging it on texts it has not seen.

use std::collections::BTreeSet;

use colloquy_vector::linear::{
    Centroids, FamilyRow, FitSettings, GramShape, Head, MarginSettings, SparseRow, Vocabulary, Weights, fit,
    fit_margin,
};

use super::{
    calibration::{self, Judged},
    features::described,
    linear::{LinearModel, TrainingError, known, position},
    scope::{Scope, Seen, View},
    training::{self, Example, OUT_OF_SCOPE_LABEL, TrainingReport, TrainingSet, TrainingSettings},
};

/// How much words never seen in training dilute a text.
const UNSEEN_SHARE: f32 = 0.25;
/// How much the margins count beside the probabilities; their scores are smaller.
const MARGIN_SHARE: f32 = 5.0;
/// The same where several labels may be right: probabilities of their own are less exact there.
const MARGIN_SHARE_OF_SEVERAL: f32 = 30.0;
/// How much a text on the wrong side of a margin counts beside small weights.
const PENALTY: f32 = 1.0;
/// The same where several labels may be right: texts of many turns are labelled by many hands, and not all alike.
const PENALTY_OF_SEVERAL: f32 = 0.3;
/// Passes of the margins over all examples.
const MARGIN_PASSES: u32 = 12;

impl LinearModel {
    /// Learns from a set, holding every fifth example of a class back to calibrate and judge with.
    ///
    /// # Errors
    /// When there are no examples, or all have one label.
    pub fn train(
        set: &TrainingSet,
        settings: &TrainingSettings,
    ) -> Result<(Self, TrainingReport), TrainingError> {
        let split = set.hold_back();
        if split.held_back.examples.is_empty() {
            return Self::train_with(set, set, settings);
        }
        let (judged, report) = Self::train_with(&split.kept, &split.held_back, settings)?;
        if !settings.learn_from_held_back {
            return Ok((judged, report));
        }
        let mut whole = Self::fit_one(set, settings)?;
        whole.temperature = judged.temperature;
        whole.scope = judged.scope;
        Ok((whole, report))
    }

    /// Learns from one set; the other calibrates it, chooses the threshold and judges it.
    ///
    /// # Errors
    /// When there are no examples, or all have one label.
    pub fn train_with(
        set: &TrainingSet,
        validation: &TrainingSet,
        settings: &TrainingSettings,
    ) -> Result<(Self, TrainingReport), TrainingError> {
        let mut model = Self::fit_one(set, settings)?;
        model.calibrate(validation, settings.stranger_weight);
        let report = model.judge(validation);
        Ok((model, report))
    }

    fn fit_one(set: &TrainingSet, settings: &TrainingSettings) -> Result<Self, TrainingError> {
        let labels: BTreeSet<&str> = set
            .examples
            .iter()
            .map(|example| example.label.as_str())
            .collect();
        let names: Vec<(String, &str)> = labels
            .iter()
            .filter_map(|label| Some((spelled_out(label)?, *label)))
            .collect();
        let examples = set
            .examples
            .iter()
            .map(|example| (example.text.as_str(), example.label.as_str()));
        // Whoever names a class says what it is about: the name teaches as one example more.
        let told = examples.chain(names.iter().map(|(name, label)| (name.as_str(), *label)));
        let (texts, targets): (Vec<&str>, Vec<Vec<&str>>) =
            told.map(|(text, label)| (text, vec![label])).unzip();
        Self::fit_any(&texts, &targets, labels, Head::OneOf, settings)
    }

    pub(super) fn fit_any(
        texts: &[&str],
        targets: &[Vec<&str>],
        labels: BTreeSet<&str>,
        head: Head,
        settings: &TrainingSettings,
    ) -> Result<Self, TrainingError> {
        training::check(labels.len(), texts.len())?;
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        let plain: Vec<String> = texts.iter().map(|text| described(text)).collect();
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        let vocabulary = Vocabulary::learn(
            &plain,
            GramShape::default(),
            settings.least_occurrences,
            UNSEEN_SHARE,
        );
        let families: Vec<FamilyRow> = plain
            .iter()
            .map(|text| vocabulary.encode_families(text))
            .collect();
        let positions: Vec<Vec<u16>> = targets
            .iter()
            .map(|names| {
                let found = names.iter().filter_map(|name| position(&labels, name));
                found
                    .filter_map(|position| u16::try_from(position).ok())
                    .collect()
            })
            .collect();
        let centroids = match head {
            Head::OneOf => Centroids::learn(&families, &positions, labels.len()),
            Head::AnyOf => Centroids::default(),
        };
        let rows: Vec<SparseRow> = families.into_iter().map(|family| family.row).collect();
        let importance = match head {
            Head::OneOf => importance(&positions, labels.len()),
            Head::AnyOf => vec![1.0; texts.len()],
        };
        let fit_settings = FitSettings {
            epochs: settings.epochs,
            seed: settings.seed,
            ..FitSettings::default()
        };
        let shape = (vocabulary.len(), labels.len());
        let (mut weights, mut bias) = fit(&rows, &positions, &importance, shape, head, &fit_settings);
        // Probabilities and margins err on different texts; both are linear, so their sum is one model.
        let (share, penalty) = match head {
            Head::OneOf => (MARGIN_SHARE, PENALTY),
            Head::AnyOf => (MARGIN_SHARE_OF_SEVERAL, PENALTY_OF_SEVERAL),
        };
        let margin = MarginSettings {
            passes: MARGIN_PASSES,
            penalty,
            seed: settings.seed,
        };
        let (by_margin, bias_by_margin) = fit_margin(&rows, &positions, &importance, shape, &margin);
        blend(&mut weights, &by_margin, share);
        blend(&mut bias, &bias_by_margin, share);
        let weights = Weights::quantise(&weights, bias);
        let several = head == Head::AnyOf;
        Ok(Self {
            labels,
            vocabulary,
            weights,
            centroids,
            temperature: 1.0,
            threshold: 0.5,
            several,
            never_none: false,
            scope: Scope::default(),
        })
    }

    fn calibrate(&mut self, validation: &TrainingSet, stranger_weight: f32) {
        let out_of_scope = position(&self.labels, OUT_OF_SCOPE_LABEL);
        let judged: Vec<Judged> = validation
            .examples
            .iter()
            .map(|Example { text, label }| {
                let row = self.vocabulary.encode_families(&described(text));
                let scores = self.weights.score(&row.row);
                Judged {
                    likeness: self.likeness(&row, &scores, out_of_scope),
                    scores,
                    known: known(&row.row),
                    right: position(&self.labels, label).filter(|right| Some(*right) != out_of_scope),
                }
            })
            .collect();
        self.temperature = calibration::temperature(&judged, out_of_scope);
        let seen: Vec<Seen> = judged
            .into_iter()
            .map(|one| {
                let mut probabilities = one.scores.clone();
                self.squash(&mut probabilities);
                (
                    View::new(&one.scores, &probabilities, out_of_scope, one.known, one.likeness),
                    one.right,
                )
            })
            .collect();
        self.scope = Scope::learn(&seen, stranger_weight);
    }

    fn judge(&self, validation: &TrainingSet) -> TrainingReport {
        let nowhere = self.labels.len();
        let out_of_scope = position(&self.labels, OUT_OF_SCOPE_LABEL).unwrap_or(nowhere);
        let mut pairs = Vec::new();
        let mut confident = Vec::new();
        for Example { text, label } in &validation.examples {
            let right = position(&self.labels, label).unwrap_or(out_of_scope);
            let prediction = self.classify(text);
            let first = prediction.candidates.first();
            let chosen = first
                .and_then(|(label, _)| position(&self.labels, label))
                .unwrap_or(nowhere);
            if right != out_of_scope {
                confident.push((
                    first.map_or(0.0, |(_, probability)| *probability),
                    chosen == right,
                ));
            }
            let given = if prediction.out_of_scope > 0.5 {
                out_of_scope
            } else {
                chosen
            };
            pairs.push((right, given));
        }
        let share = |wanted: &dyn Fn(usize) -> bool| {
            let of_them = pairs.iter().filter(|(right, _)| wanted(*right));
            let (count, hits) = of_them.fold((0.0_f32, 0.0_f32), |(count, hits), (right, given)| {
                (count + 1.0, hits + f32::from(u8::from(right == given)))
            });
            if count > 0.0 { hits / count } else { 1.0 }
        };
        TrainingReport {
            accuracy: share(&|_| true),
            macro_f1: calibration::macro_f1(&pairs, nowhere + 1),
            oos_recall: share(&|right| right == out_of_scope),
            in_scope_accuracy: share(&|right| right != out_of_scope),
            ece: calibration::expected_error(&confident),
            judged: pairs.len(),
        }
    }
}

/// The words of a label's name; `None` where it has none, or names what lies outside.
fn spelled_out(label: &str) -> Option<String> {
    if label == OUT_OF_SCOPE_LABEL || !label.chars().any(char::is_alphabetic) {
        return None;
    }
    Some(label.replace(|letter: char| !letter.is_alphanumeric(), " "))
}

fn blend(weights: &mut [f32], margins: &[f32], share: f32) {
    for (weight, margin) in weights.iter_mut().zip(margins) {
        *weight += share * margin;
    }
}

/// Rows of small classes count more, so that a class with few examples is not drowned.
fn importance(targets: &[Vec<u16>], classes: usize) -> Vec<f32> {
    let mut sizes = vec![0.0_f32; classes];
    for class in targets.iter().flatten() {
        if let Some(size) = sizes.get_mut(usize::from(*class)) {
            *size += 1.0;
        }
    }
    let mean = sizes.iter().sum::<f32>() / classes.max(1) as f32;
    targets
        .iter()
        .map(|classes| {
            let size = classes
                .first()
                .and_then(|class| sizes.get(usize::from(*class)))
                .copied()
                .unwrap_or(mean);
            (mean / size.max(1.0)).sqrt().clamp(0.5, 2.0)
        })
        .collect()
}
