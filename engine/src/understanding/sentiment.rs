//! How the writer of a message feels, and whether it is pressing.

mod lexicon;

use std::{collections::HashMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::text::Reading;

/// The feeling of a message in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SentimentLabel {
    /// Displeased.
    Negative,
    /// Neither.
    #[default]
    Neutral,
    /// Pleased.
    Positive,
}

/// The feeling of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sentiment {
    /// In one word.
    pub label: SentimentLabel,
    /// From -1 to 1.
    pub score: f32,
}

impl Sentiment {
    /// The feeling of the same words with swearing among them that the word list does not see.
    #[must_use]
    pub fn with_swearing(self) -> Self {
        // "Bloody brilliant" swears and is pleased.
        if self.score > 0.3 {
            return self;
        }
        Self {
            label: SentimentLabel::Negative,
            score: (self.score - 0.45).max(-1.0),
        }
    }
}

/// Scores nearer to zero than this are neutral.
const NEUTRAL: f32 = 0.06;

static WORDS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let rows = lexicon::FEELINGS.iter();
    rows.flat_map(|(strength, words)| words.split_whitespace().map(|word| (word, *strength)))
        .collect()
});

/// Weighs the words of a message.
#[must_use]
pub fn sentiment(reading: &Reading<'_>) -> Sentiment {
    let mut sum = 0.0_f32;
    let but = reading
        .tokens
        .iter()
        .rposition(|token| matches!(token.word.as_str(), "but" | "however"));
    for (place, token) in reading.tokens.iter().enumerate() {
        let Some(mut strength) = strength_of(&token.word) else {
            continue;
        };
        let before = |back: usize| {
            place
                .checked_sub(back)
                .and_then(|place| reading.word(place))
                .unwrap_or_default()
        };
        for back in 1..=3 {
            let word = before(back);
            if lexicon::STRONGER.contains(&word) {
                strength *= 1.3;
            } else if lexicon::WEAKER.contains(&word) {
                strength *= 0.7;
            } else if lexicon::NEGATING.contains(&word) || word.ends_with("n't") {
                strength *= -0.7;
            }
        }
        let written = reading.slice(token.start, token.end);
        if written.len() > 2
            && written.chars().all(|letter| !letter.is_lowercase())
            && mixed_case(reading.text)
        {
            strength *= 1.3;
        }
        // What follows "but" is what is meant.
        match but {
            Some(but) if place < but => strength *= 0.5,
            Some(_) => strength *= 1.4,
            None => {}
        }
        sum += strength;
    }
    sum += marks(reading.text);
    let exclamations = reading.text.matches('!').count().min(4);
    if sum.abs() > 0.1 {
        sum += sum.signum() * 0.25 * exclamations as f32;
    }
    let score = sum / (sum * sum + 12.0).sqrt();
    let label = if score <= -NEUTRAL {
        SentimentLabel::Negative
    } else if score >= NEUTRAL {
        SentimentLabel::Positive
    } else {
        SentimentLabel::Neutral
    };
    Sentiment {
        label,
        score: score.clamp(-1.0, 1.0),
    }
}

fn strength_of(word: &str) -> Option<f32> {
    if let Some(strength) = WORDS.get(word) {
        return Some(*strength);
    }
    ["ly", "ed", "ing", "s", "d", "es", "er", "est", "ness", "ful"]
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|body| body.len() >= 4)
        .find_map(|body| WORDS.get(body).map(|strength| strength * 0.9))
}

fn mixed_case(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// What smileys add.
fn marks(text: &str) -> f32 {
    const GLAD: &[&str] = &[
        ":)", ":-)", ":D", ":-D", ";)", ";-)", "=)", "=D", "<3", ":P", ":p", ":]", "xD", "XD", "^_^", "😀",
        "😊", "😍", "👍", "❤", "🎉", "🙏", "😁", "🥰", "😃", "💯",
    ];
    const SAD: &[&str] = &[
        ":(", ":-(", ":'(", ":/", ":-/", ">:(", "=(", ":|", ":[", "-_-", "😡", "😠", "😞", "😢", "😭", "👎",
        "🤬", "😤", "💔", "😒",
    ];
    let count = |list: &[&str]| list.iter().filter(|mark| text.contains(**mark)).count().min(3) as f32;
    1.6 * (count(GLAD) - count(SAD))
}

/// How pressing a message is, from 0 to 1.
#[must_use]
pub fn urgency(reading: &Reading<'_>) -> f32 {
    let mut found: f32 = 0.0;
    for token in &reading.tokens {
        found += match token.word.as_str() {
            "urgent" | "urgently" | "asap" | "emergency" | "immediately" | "dringend" | "sofort"
            | "urgente" => 0.6,
            "now" | "hurry" | "quickly" | "deadline" | "tonight" => 0.25,
            "today" | "tomorrow" | "fast" | "soon" | "still" | "waiting" => 0.12,
            _ => 0.0,
        };
    }
    let lower = reading.text.to_lowercase();
    for phrase in [
        "right away",
        "right now",
        "as soon as possible",
        "at once",
        "straight away",
        "running out of time",
        "can't wait",
    ] {
        if lower.contains(phrase) {
            found += 0.5;
        }
    }
    let letters = reading
        .text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(200);
    let (upper, all) = letters.fold((0_u32, 0_u32), |(upper, all), letter| {
        (upper + u32::from(letter.is_uppercase()), all + 1)
    });
    if all >= 8 && upper * 10 >= all * 8 {
        found += 0.3;
    }
    if reading.text.contains("!!") {
        found += 0.2;
    }
    found.min(1.0)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("I love these shoes, great quality!", SentimentLabel::Positive)]
    #[case("this is the worst shop ever", SentimentLabel::Negative)]
    #[case("not good at all", SentimentLabel::Negative)]
    #[case("where is my order", SentimentLabel::Neutral)]
    #[case("add two caps to my cart", SentimentLabel::Neutral)]
    #[case("the shirt is nice but the seams are terrible", SentimentLabel::Negative)]
    fn feelings_are_told_apart(#[case] text: &str, #[case] expected: SentimentLabel) {
        assert_eq!(sentiment(&Reading::new(text)).label, expected);
    }

    #[test]
    fn pressing_messages_stand_out() {
        assert!(urgency(&Reading::new("I need this ASAP!! right now")) > 0.7);
        assert!(urgency(&Reading::new("do you have caps")) < 0.1);
    }
}
