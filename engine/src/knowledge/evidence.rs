//! From how a passage meets a question to how far it can be trusted as the answer.

use super::coverage::Coverage;

/// What a full sentence on the matter counts for beside a title on it: long articles have general titles.
const SENTENCE_FOR_TITLE: f32 = 0.7;
/// A lead over the next document beyond this tells nothing more.
const LEAD_AT_MOST: f32 = 0.6;
/// What asking for the same kind of thing adds to the order.
const KIND_RANKS: f32 = 1.0;
/// What it adds to the trust, and asking for another takes.
const KIND_TRUSTED: f32 = 0.45;
/// What a question counts for that names no matter at all.
const UNTELLING: f32 = 0.4;

/// How a passage meets a question: what it is ordered by and what its score is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meeting {
    /// How much of the question it covers.
    pub coverage: Coverage,
    /// The cosine of question and passage.
    pub vector: f32,
    /// The cosine of question and title.
    pub title: f32,
    /// The term score as a share of the best one for this question.
    pub lexical: f32,
    /// Whether question and title ask for the same kind of thing: one, minus one when for another, else zero.
    pub kind: f32,
}

impl Meeting {
    /// What the passages of one question are ordered by.
    ///
    /// The weights were chosen on a shop's questions and on questions of another field in English and German, so
    /// that no single kind of evidence decides alone.
    pub fn rank(&self) -> f32 {
        self.standing() + 2.5 * self.coverage.heading_likeness() + 3.0 * self.title.max(0.0)
    }

    /// What a lead over another document is measured in: titles count half there, as when [`Self::strength`] was fitted.
    ///
    /// A title that asks the same puts its passage first, but does not make it so much surer.
    pub fn standing(&self) -> f32 {
        let coverage = &self.coverage;
        2.3 * coverage.question
            + 2.0 * self.on_the_matter()
            + 2.5 * coverage.heading_likeness()
            + 6.0 * self.vector.max(0.0)
            + 2.0 * coverage.by_sentence
            + 4.0 * self.lexical
            + 3.0 * self.title.max(0.0)
            + KIND_RANKS * self.kind
    }

    /// How strong the evidence is, between 0 and 1.
    ///
    /// A logistic curve over the same figures and over the lead on the next document, fitted so that a half is
    /// where the passage is as likely to answer the question as merely to lie nearest. The other side of the
    /// fit were the same questions with their own document taken out. Coverage weighs most: a question whose telling words a
    /// passage does not speak of is not answered by it, however near the rest lies.
    pub fn strength(&self, lead: f32) -> f32 {
        let coverage = &self.coverage;
        let sum = 2.9 * coverage.question
            + 3.3 * self.on_the_matter()
            + 2.0 * coverage.heading_likeness()
            + 2.1 * self.vector.max(0.0)
            + 3.0 * self.title.max(0.0)
            + 3.0 * coverage.by_sentence
            + 3.8 * lead.clamp(0.0, LEAD_AT_MOST)
            + KIND_TRUSTED * self.kind
            - 11.0;
        let trust = UNTELLING + (1.0 - UNTELLING) * coverage.telling;
        trust / (1.0 + (-sum).exp())
    }

    fn on_the_matter(&self) -> f32 {
        self.coverage
            .of_heading
            .max(SENTENCE_FOR_TITLE * self.coverage.by_sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(question: f32, title: f32) -> Meeting {
        let coverage = Coverage {
            question,
            by_sentence: question,
            by_heading: title,
            of_heading: title,
            telling: 1.0,
        };
        Meeting {
            coverage,
            vector: 0.5 * question,
            title,
            lexical: 1.0,
            kind: 0.0,
        }
    }

    #[test]
    fn a_covered_question_passes_the_gate_and_a_half_covered_one_does_not() {
        assert!(meeting(1.0, 0.9).strength(0.4) > 0.9);
        assert!(meeting(0.4, 0.5).strength(0.6) < 0.4);
    }

    #[test]
    fn a_question_that_names_no_matter_never_passes_the_gate() {
        let mut covered = meeting(1.0, 1.0);
        covered.coverage.telling = 0.2;
        assert!(covered.strength(0.6) < 0.6);
    }
}
