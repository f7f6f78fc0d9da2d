//! Shoppers' questions with the entries that answer them: how many a shop answers rightly, and at which stage the others
//! are lost.

use std::fmt;

use colloquy_engine::{
    port::StoreError,
    turn::{DecisionKind, Turn},
    understanding::Understanding,
};
use serde::Serialize;

use crate::goldens::GoldenRunner;

/// What stands before a question that the shop has no answer to.
const UNANSWERABLE: &str = "-";

/// A question and the entries of which any answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// Slugs of entries; none where the shop has no answer.
    pub entries: Vec<String>,
    /// As a shopper writes it.
    pub text: String,
}

/// Why a line is no question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: slugs of entries or \"-\" are expected, then \" | \" and the question")]
pub struct UnreadableLine {
    /// Counted from one.
    pub line: usize,
}

/// The questions of a text, one a line: `slug slug | question`, and `- | question` for one without an answer.
///
/// # Errors
/// With the first line that is none.
pub fn read(text: &str) -> Result<Vec<AskedQuestion>, UnreadableLine> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| question(line).ok_or(UnreadableLine { line: number + 1 }))
        .collect()
}

fn question(line: &str) -> Option<AskedQuestion> {
    let (entries, text) = line.split_once(" | ")?;
    let entries: Vec<String> = entries.split_whitespace().map(str::to_owned).collect();
    let is_answerable = entries.as_slice() != [UNANSWERABLE];
    (!entries.is_empty()).then(|| AskedQuestion {
        entries: if is_answerable { entries } else { Vec::new() },
        text: text.trim().to_owned(),
    })
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// An entry that answers it was sent.
    Right,
    /// It waits for a person, or goes to one.
    Held,
    /// Another entry was sent.
    Wrong,
    /// Something was said that rests on no entry: an action, a search, a question back.
    Otherwise,
}

/// At which stage a question is lost that is not answered rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    /// It was taken for a task, or for something that calls a person, and its entry was not even found first.
    Intent,
    /// Another entry was found first.
    Rank,
    /// The right entry was first, and too little sure.
    Confidence,
    /// The right entry was first and sure enough, and something else was done or a person called.
    Plan,
    /// The right entry was found and says something that its sources do not bear out.
    Grounding,
}

/// One question with what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// As the shopper wrote it.
    pub question: String,
    /// What became of it.
    pub fate: Fate,
    /// Where it was lost; none where it came right, or has no answer.
    pub lost: Option<Lost>,
    /// The language it was taken for.
    pub language: String,
    /// The intent it was taken for, with how surely.
    pub intent: (String, f32),
    /// What the gate said.
    pub reason: String,
    /// The passages found first, with their scores.
    pub found: Vec<(String, f32)>,
    /// How far the sentences of the answer cover the question.
    pub support: f32,
}

/// How many questions came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Answered from a right entry.
    pub right: usize,
    /// Held for a person, or handed over.
    pub held: usize,
    /// Answered from another entry.
    pub wrong: usize,
    /// Answered without an entry.
    pub otherwise: usize,
}

impl Tally {
    /// Counts what became of questions.
    #[must_use]
    pub fn of<'asked>(asked: impl IntoIterator<Item = &'asked Asked>) -> Self {
        let mut tally = Self::default();
        for one in asked {
            *match one.fate {
                Fate::Right => &mut tally.right,
                Fate::Held => &mut tally.held,
                Fate::Wrong => &mut tally.wrong,
                Fate::Otherwise => &mut tally.otherwise,
            } += 1;
        }
        tally
    }

    /// All of them.
    #[must_use]
    pub fn asked(self) -> usize {
        self.right + self.held + self.wrong + self.otherwise
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            right,
            held,
            wrong,
            otherwise,
        } = self;
        write!(
            formatter,
            "{right} right, {held} held, {wrong} from another entry, {otherwise} otherwise, of {}",
            self.asked()
        )
    }
}

/// Asks a question, each in a conversation of its own.
///
/// # Errors
/// When the store is out of reach.
pub async fn ask(runner: &GoldenRunner<'_>, asked: &AskedQuestion) -> Result<Asked, StoreError> {
    let turn = runner.walk(&asked.text).await?;
    Ok(judged(asked, &turn))
}

fn judged(asked: &AskedQuestion, turn: &Turn) -> Asked {
    let answers = |reference: &str| {
        let slug = reference.split_once(':').map_or(reference, |(_, slug)| slug);
        asked.entries.iter().any(|entry| entry == slug)
    };
    let decision = turn.decision.as_ref();
    let is_sent = decision.is_some_and(|decision| decision.kind == DecisionKind::Send);
    let sources: Vec<&str> = turn
        .answer
        .iter()
        .flat_map(|answer| &answer.sources)
        .map(|source| source.reference.as_str())
        .filter(|reference| !reference.starts_with("catalogue:"))
        .collect();
    let fate = match (is_sent, sources.as_slice()) {
        (false, _) => Fate::Held,
        (true, []) => Fate::Otherwise,
        (true, sources) if sources.iter().any(|reference| answers(reference)) => Fate::Right,
        (true, _) => Fate::Wrong,
    };
    let evidence = turn.evidence.as_ref();
    let passages = evidence.map_or(&[][..], |evidence| evidence.passages.as_slice());
    let mut found: Vec<(String, f32)> = Vec::new();
    for passage in passages {
        if found.iter().all(|(reference, _)| *reference != passage.reference) {
            found.push((passage.reference.clone(), passage.score));
        }
    }
    let support = evidence
        .and_then(|evidence| evidence.extract.as_ref())
        .map_or(0.0, |extract| extract.support);
    let threshold = decision.map_or(0.0, |decision| decision.threshold);
    let lost = (fate != Fate::Right && !asked.entries.is_empty()).then(|| match found.first() {
        Some((reference, score)) if answers(reference) => {
            if score.min(support) < threshold {
                Lost::Confidence
            } else if turn
                .answer
                .as_ref()
                .is_some_and(|answer| !answer.ungrounded.is_empty())
            {
                Lost::Grounding
            } else {
                Lost::Plan
            }
        }
        Some(_) => Lost::Rank,
        None => Lost::Intent,
    });
    let understanding = turn.understanding.as_ref();
    Asked {
        question: asked.text.clone(),
        fate,
        lost,
        language: understanding.map_or("", language).to_owned(),
        intent: understanding
            .map(|understanding| (understanding.intent.as_str().to_owned(), understanding.confidence))
            .unwrap_or_default(),
        reason: decision
            .map(|decision| decision.reason.clone())
            .unwrap_or_default(),
        found,
        support,
    }
}

fn language(understanding: &Understanding) -> &'static str {
    understanding.language.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_entries_that_answer_it_or_that_there_is_none() {
        let read =
            read("return-policy return-window | can I bring it back?\n\n- | who is your boss\n").unwrap();
        assert_eq!(read[0].entries, ["return-policy", "return-window"]);
        assert_eq!(read[0].text, "can I bring it back?");
        assert_eq!(read[1].entries, Vec::<String>::new());
        let faulty = super::read("- | one\nno mark\n").unwrap_err();
        assert_eq!(faulty.line, 2);
    }
}
