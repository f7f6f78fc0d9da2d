//! Texts that a model is to get right, and the small changes of its weights until it does.

use std::collections::HashMap;

use colloquy_vector::linear::SparseRow;

use super::linear::LinearModel;

/// Passes over the lessons at most; most sets are learnt in five.
const PASSES: usize = 30;
/// The largest step of one pass.
const STEP: f32 = 1.5;
/// Steps at most, whatever the number of lessons: what is left then is contradiction.
const MOST_STEPS: usize = 20_000;

/// A text that is learnt, with its class and how surely.
struct Lesson {
    /// Places of its features among those of all lessons.
    entries: Vec<(usize, f32)>,
    /// The square of its length.
    length: f32,
    /// What the model alone says.
    scores: Vec<f32>,
    class: usize,
    margin: f32,
}

/// All lessons, and what was learnt of them so far.
pub(super) struct Lessons<'m> {
    model: &'m LinearModel,
    classes: usize,
    places: HashMap<u32, usize>,
    lessons: Vec<Lesson>,
    /// One row for each place, one number for each class.
    corrections: Vec<f32>,
    scores: Vec<f32>,
}

impl<'m> Lessons<'m> {
    pub(super) fn new(model: &'m LinearModel) -> Self {
        Self {
            model,
            classes: model.labels.len(),
            places: HashMap::new(),
            lessons: Vec::new(),
            corrections: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Adds a text whose class is to win by a margin, in temperatures of the model.
    pub(super) fn add(&mut self, row: &SparseRow, class: usize, margin: f32) {
        let entries = row
            .entries
            .iter()
            .map(|(feature, value)| {
                let next = self.places.len();
                (*self.places.entry(*feature).or_insert(next), *value)
            })
            .collect();
        self.lessons.push(Lesson {
            entries,
            length: row.entries.iter().map(|(_, value)| value * value).sum(),
            scores: self.model.weights.score(row),
            class,
            margin: margin * self.model.temperature,
        });
    }

    /// Goes over the lessons until each is learnt, or no more can be: the corrections of every feature that has any.
    pub(super) fn learnt(mut self) -> HashMap<u32, Vec<f32>> {
        self.corrections = vec![0.0; self.places.len() * self.classes];
        let lessons = std::mem::take(&mut self.lessons);
        let mut steps = 0;
        for _ in 0..PASSES {
            let before = steps;
            for lesson in &lessons {
                steps += usize::from(self.step(lesson));
            }
            if steps == before || steps >= MOST_STEPS {
                break;
            }
        }
        let (classes, corrections) = (self.classes, self.corrections);
        self.places
            .into_iter()
            .filter_map(|(feature, place)| {
                let own = corrections.get(place * classes..(place + 1) * classes)?;
                own.iter()
                    .any(|correction| correction.abs() > 0.0)
                    .then(|| (feature, own.to_vec()))
            })
            .collect()
    }

    /// Moves the corrections until a lesson is learnt, one step at most. Answers whether anything had to move.
    fn step(&mut self, lesson: &Lesson) -> bool {
        self.scores.clone_from(&lesson.scores);
        for (place, value) in &lesson.entries {
            let start = place * self.classes;
            let Some(corrections) = self.corrections.get(start..start + self.classes) else {
                continue;
            };
            for (score, correction) in self.scores.iter_mut().zip(corrections) {
                *score += value * correction;
            }
        }
        let own = self.scores.get(lesson.class).copied().unwrap_or_default();
        let rival = self
            .scores
            .iter()
            .enumerate()
            .filter(|(class, _)| *class != lesson.class)
            .max_by(|(_, left), (_, right)| left.total_cmp(right));
        let Some((rival, &best)) = rival else {
            return false;
        };
        let lacking = lesson.margin - (own - best);
        // A rest that no figure would show is no reason for another pass.
        if lacking <= 0.01 * lesson.margin || lesson.length <= 0.0 {
            return false;
        }
        let step = (lacking / (2.0 * lesson.length)).min(STEP * lesson.margin);
        for (place, value) in &lesson.entries {
            for (class, sign) in [(lesson.class, 1.0), (rival, -1.0)] {
                if let Some(correction) = self.corrections.get_mut(place * self.classes + class) {
                    *correction += sign * step * value;
                }
            }
        }
        true
    }
}
