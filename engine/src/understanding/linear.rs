//! The trained classifier: texts to labels with honest probabilities.

use std::collections::BTreeSet;

use colloquy_vector::linear::{
    FitSettings, GramShape, Head, SparseRow, Vocabulary, Weights, fit, sigmoid, softmax,
};

use super::{
    calibration::{self, Judged},
    features::described,
    training::{
        self, Example, OUT_OF_SCOPE_LABEL, SeveralExample, TrainingReport, TrainingSet, TrainingSettings,
    },
};

/// How much words never seen in training dilute a text.
const UNSEEN_SHARE: f32 = 0.25;

/// A classifier over any set of labels, learnt from examples.
#[derive(Clone, Debug)]
pub struct LinearModel {
    pub(super) labels: Vec<String>,
    pub(super) vocabulary: Vocabulary,
    pub(super) weights: Weights,
    pub(super) temperature: f32,
    pub(super) threshold: f32,
    pub(super) several: bool,
}

/// What a model says about one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// Every label but `oos` with its probability, the most likely first.
    pub candidates: Vec<(String, f32)>,
    /// How likely the text belongs to none of them, from 0 to 1; above one half it is turned away.
    pub out_of_scope: f32,
}

/// Why nothing could be learnt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainingError {
    /// There are no examples.
    #[error("no examples to learn from")]
    Empty,
    /// All examples have the same label.
    #[error("examples of at least two labels are needed")]
    OneClass,
    /// More labels than a model can hold.
    #[error("{0} labels are more than a model can hold")]
    TooManyClasses(usize),
}

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
        whole.threshold = judged.threshold;
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

    /// Learns to answer with several labels at once.
    ///
    /// # Errors
    /// When there are no examples, or all have one label.
    pub fn train_several(
        examples: &[SeveralExample],
        settings: &TrainingSettings,
    ) -> Result<Self, TrainingError> {
        let labels: BTreeSet<&str> = examples
            .iter()
            .flat_map(|example| example.labels.iter().map(String::as_str))
            .collect();
        let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
        let targets = examples
            .iter()
            .map(|example| example.labels.iter().map(String::as_str).collect())
            .collect::<Vec<Vec<&str>>>();
        let mut model = Self::fit_any(&texts, &targets, labels, Head::AnyOf, settings)?;
        model.threshold = 0.5;
        Ok(model)
    }

    fn fit_one(set: &TrainingSet, settings: &TrainingSettings) -> Result<Self, TrainingError> {
        let labels: BTreeSet<&str> = set
            .examples
            .iter()
            .map(|example| example.label.as_str())
            .collect();
        let texts: Vec<&str> = set.examples.iter().map(|example| example.text.as_str()).collect();
        let targets: Vec<Vec<&str>> = set
            .examples
            .iter()
            .map(|example| vec![example.label.as_str()])
            .collect();
        Self::fit_any(&texts, &targets, labels, Head::OneOf, settings)
    }

    fn fit_any(
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
        let rows: Vec<SparseRow> = plain.iter().map(|text| vocabulary.encode(text)).collect();
        let positions: Vec<Vec<u16>> = targets
            .iter()
            .map(|names| {
                let found = names.iter().filter_map(|name| position(&labels, name));
                found
                    .filter_map(|position| u16::try_from(position).ok())
                    .collect()
            })
            .collect();
        let importance = importance(&positions, labels.len());
        let fit_settings = FitSettings {
            epochs: settings.epochs,
            seed: settings.seed,
            ..FitSettings::default()
        };
        let shape = (vocabulary.len(), labels.len());
        let weights = fit(&rows, &positions, &importance, shape, head, &fit_settings);
        let several = head == Head::AnyOf;
        Ok(Self {
            labels,
            vocabulary,
            weights,
            temperature: 1.0,
            threshold: 0.0,
            several,
        })
    }

    fn calibrate(&mut self, validation: &TrainingSet, stranger_weight: f32) {
        let out_of_scope = position(&self.labels, OUT_OF_SCOPE_LABEL);
        let judged: Vec<Judged> = validation
            .examples
            .iter()
            .map(|Example { text, label }| Judged {
                scores: self.weights.score(&self.vocabulary.encode(&described(text))),
                right: position(&self.labels, label).filter(|right| Some(*right) != out_of_scope),
            })
            .collect();
        self.temperature = calibration::temperature(&judged, out_of_scope);
        let answers: Vec<(f32, bool, bool)> = judged
            .into_iter()
            .map(|mut one| {
                softmax(&mut one.scores, self.temperature);
                let (best, sure) = best_in_scope(&one.scores, out_of_scope);
                (sure, one.right == Some(best), one.right.is_none())
            })
            .collect();
        self.threshold = calibration::threshold(&answers, stranger_weight);
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

    /// The labels this model knows, in alphabetical order.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Whether it answers with several labels at once.
    #[must_use]
    pub fn answers_several(&self) -> bool {
        self.several
    }

    /// The confidence below which a text is turned away (one label), or a label is left out (several).
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Every label with its calibrated probability, the most likely first.
    #[must_use]
    pub fn predict(&self, text: &str) -> Vec<(String, f32)> {
        let mut labelled: Vec<(String, f32)> = self
            .labels
            .iter()
            .cloned()
            .zip(self.probabilities(text))
            .collect();
        labelled.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        labelled
    }

    /// The labels that a several-label model finds in a text, the most likely first.
    #[must_use]
    pub fn predict_several(&self, text: &str) -> Vec<(String, f32)> {
        let mut found = self.predict(text);
        found.retain(|(_, probability)| *probability >= self.threshold);
        found
    }

    /// The in-scope labels, and how likely the text is out of scope.
    #[must_use]
    pub fn classify(&self, text: &str) -> Prediction {
        let mut candidates = self.predict(text);
        let stranger = candidates
            .iter()
            .position(|(label, _)| label == OUT_OF_SCOPE_LABEL)
            .map_or(0.0, |place| candidates.remove(place).1);
        let best = candidates.first().map_or(0.0, |(_, probability)| *probability);
        // One half stands for the threshold, so that readers need not know it.
        let doubt = if best < self.threshold {
            1.0 - 0.5 * best / self.threshold
        } else {
            0.5 * (1.0 - best) / (1.0 - self.threshold).max(f32::EPSILON)
        };
        let doubt = if stranger > best {
            doubt.max(0.5 + stranger / 2.0)
        } else {
            doubt
        };
        Prediction {
            candidates,
            out_of_scope: doubt.clamp(0.0, 1.0),
        }
    }

    fn probabilities(&self, text: &str) -> Vec<f32> {
        let mut scores = self.weights.score(&self.vocabulary.encode(&described(text)));
        if self.several {
            sigmoid(&mut scores, self.temperature);
        } else {
            softmax(&mut scores, self.temperature);
        }
        scores
    }
}

fn position(labels: &[String], label: &str) -> Option<usize> {
    labels.iter().position(|known| known == label)
}

fn best_in_scope(probabilities: &[f32], out_of_scope: Option<usize>) -> (usize, f32) {
    probabilities
        .iter()
        .enumerate()
        .filter(|(place, _)| Some(*place) != out_of_scope)
        .fold((0, 0.0), |best, (place, &probability)| {
            if probability > best.1 {
                (place, probability)
            } else {
                best
            }
        })
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

#[cfg(test)]
#[path = "linear_tests.rs"]
mod tests;
