//! From how a passage meets a question to how far it can be trusted as the answer.

use super::coverage::Coverage;

/// What orders passages and what their scores are made of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meeting {
    pub coverage: Coverage,
    /// The cosine of question and passage.
    pub vector: f32,
    /// The term score as a share of the best one for this question.
    pub lexical: f32,
}

impl Meeting {
    /// What passages are ordered by.
    pub fn rank(&self) -> f32 {
        self.coverage.question
            + 0.35 * self.coverage.heading_likeness()
            + 0.3 * self.vector.max(0.0)
            + 0.25 * self.lexical
    }

    /// How strong the evidence is, between 0 and 1.
    ///
    /// Coverage decides: a question whose telling words the passage does not speak of is not answered by it, however
    /// near the rest lies. Likeness of the title and of the vector only lift what is covered.
    pub fn strength(&self) -> f32 {
        let covered = self.coverage.question.clamp(0.0, 1.0).powf(1.2);
        let likeness = self
            .coverage
            .heading_likeness()
            .max(1.3 * self.vector)
            .clamp(0.0, 1.0);
        (covered * (0.7 + 0.3 * likeness) * (0.4 + 0.6 * self.coverage.telling)).clamp(0.0, 1.0)
    }
}
