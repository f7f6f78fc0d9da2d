//! How the writer of a message feels, and whether it is pressing.

mod lexicon;
mod spoken;

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
const NEUTRAL: f32 = 0.05;
/// What a word such as "very" adds to the strength of the next, and "slightly" takes from it.
const DEGREE: f32 = 0.293;
/// How much of that is left with one and two words between.
const NEARNESS: [f32; 3] = [1.0, 0.95, 0.9];
/// What a word is worth behind "not".
const TURNED: f32 = -0.74;
/// What capitals add to a word among small letters.
const CAPITALS: f32 = 0.733;
/// What each exclamation mark adds, four at most.
const EXCLAMATION: f32 = 0.292;
/// What several question marks add, each.
const ASTONISHMENT: f32 = 0.18;
/// How strong a smiley is.
const SMILEY: f32 = 2.0;
/// What another form of a word is worth of the word.
const OTHER_FORM: f32 = 0.9;
/// Letters of the shortest word whose other forms are known by it.
const SHORTEST_BODY: usize = 4;
/// Endings of other forms, with what the word itself has instead.
const ENDINGS: [(&str, &str); 21] = [
    ("ly", ""),
    ("ed", ""),
    ("ing", ""),
    ("s", ""),
    ("d", ""),
    ("es", ""),
    ("er", ""),
    ("est", ""),
    ("ness", ""),
    ("ful", ""),
    ("ing", "e"),
    ("ily", "y"),
    ("ied", "y"),
    ("ies", "y"),
    ("ier", "y"),
    ("iest", "y"),
    ("iness", "y"),
    ("fully", ""),
    ("ingly", ""),
    ("ingly", "e"),
    ("ings", ""),
];
/// The sum at which a message is felt as seven tenths of the most there is, squared.
const SATURATION: f32 = 15.0;

static WORDS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let rows = spoken::SPOKEN.iter().chain(lexicon::FEELINGS);
    rows.flat_map(|(strength, words)| words.split_whitespace().map(|word| (word, *strength)))
        .collect()
});
static SMILEYS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let glad = spoken::GLAD.split_whitespace().map(|sign| (sign, SMILEY));
    glad.chain(spoken::SAD.split_whitespace().map(|sign| (sign, -SMILEY)))
        .collect()
});

/// Weighs the words of a message: each by its strength, by what stands before it, and by how it is written.
#[must_use]
pub fn sentiment(reading: &Reading<'_>) -> Sentiment {
    let but = reading
        .tokens
        .iter()
        .position(|token| matches!(token.word.as_str(), "but" | "however"));
    let mixed = is_of_mixed_case(reading.text);
    let mut sum = 0.0_f32;
    for place in 0..reading.tokens.len() {
        let felt = felt(reading, place, mixed);
        // What follows "but" is what is meant.
        sum += match but {
            Some(but) if place < but => 0.5 * felt,
            Some(_) => 1.5 * felt,
            None => felt,
        };
    }
    sum += smileys(reading.text);
    if sum.abs() > 0.1 {
        sum += sum.signum() * emphasis(reading.text);
    }
    let score = sum / (sum * sum + SATURATION).sqrt();
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

/// What one word adds.
fn felt(reading: &Reading<'_>, place: usize, mixed: bool) -> f32 {
    let Some(token) = reading.tokens.get(place) else {
        return 0.0;
    };
    let word = token.word.as_str();
    if lexicon::STRONGER.contains(&word) || lexicon::WEAKER.contains(&word) {
        return 0.0;
    }
    let Some(mut strength) = strength_of(word) else {
        return 0.0;
    };
    let sign = strength.signum();
    let shouted = |place: usize| {
        mixed
            && reading
                .tokens
                .get(place)
                .is_some_and(|token| is_shouted(reading.slice(token.start, token.end)))
    };
    if shouted(place) {
        strength += sign * CAPITALS;
    }
    for (back, nearness) in (1..).zip(NEARNESS) {
        let Some((at, before)) = place
            .checked_sub(back)
            .and_then(|at| Some((at, reading.word(at)?)))
        else {
            break;
        };
        let degree = if lexicon::STRONGER.contains(&before) {
            sign * DEGREE
        } else if lexicon::WEAKER.contains(&before) {
            -sign * DEGREE
        } else {
            0.0
        };
        let loud = if degree.abs() > 0.0 && shouted(at) {
            sign * CAPITALS
        } else {
            0.0
        };
        strength += nearness * (degree + loud);
        if lexicon::NEGATING.contains(&before) || before.ends_with("n't") {
            strength *= TURNED;
        }
    }
    strength
}

fn strength_of(word: &str) -> Option<f32> {
    if let Some(strength) = WORDS.get(word) {
        return Some(*strength);
    }
    ENDINGS.iter().find_map(|(ending, instead)| {
        let body = word.strip_suffix(ending)?;
        if body.len() + instead.len() < SHORTEST_BODY {
            return None;
        }
        let known = if instead.is_empty() {
            WORDS.get(body).or_else(|| WORDS.get(undoubled(body)?))
        } else {
            WORDS.get(format!("{body}{instead}").as_str())
        };
        known.map(|strength| strength * OTHER_FORM)
    })
}

/// "hugging" is of "hug", "dropped" of "drop".
fn undoubled(body: &str) -> Option<&str> {
    let (shorter, last) = body.split_at_checked(body.len().checked_sub(1)?)?;
    (shorter.ends_with(last) && shorter.len() >= SHORTEST_BODY - 1).then_some(shorter)
}

fn is_of_mixed_case(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// What smileys add: those that stand alone, and pictures wherever they stand.
fn smileys(text: &str) -> f32 {
    text.split_whitespace()
        .map(|part| {
            let whole = SMILEYS.get(part).copied();
            whole.unwrap_or_else(|| {
                let ends = part.trim_start_matches(|letter: char| letter.is_alphanumeric());
                let behind_a_word = SMILEYS.get(ends).copied().filter(|_| ends.len() > 1);
                behind_a_word.unwrap_or_else(|| pictures(part))
            })
        })
        .sum::<f32>()
        .clamp(-3.0 * SMILEY, 3.0 * SMILEY)
}

fn pictures(part: &str) -> f32 {
    let mut bytes = [0_u8; 4];
    part.chars()
        .filter(|letter| !letter.is_ascii())
        .filter_map(|letter| SMILEYS.get(&*letter.encode_utf8(&mut bytes)).copied())
        .sum()
}

/// What exclamation and question marks add to a feeling that is there.
fn emphasis(text: &str) -> f32 {
    let exclamations = text.matches('!').count().min(4) as f32;
    let questions = text.matches('?').count();
    let astonished = if questions < 2 {
        0.0
    } else {
        (ASTONISHMENT * questions as f32).min(0.96)
    };
    EXCLAMATION * exclamations + astonished
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

    #[rstest]
    #[case("this is very good", "this is good")]
    #[case("this is good!!!", "this is good")]
    #[case("this is GOOD", "this is good")]
    #[case("this is good :)", "this is good")]
    #[case("this is good", "this is slightly good")]
    #[case("this is bad", "this is very bad")]
    fn degree_capitals_marks_and_smileys_make_a_feeling_stronger(#[case] more: &str, #[case] less: &str) {
        let score = |text: &str| sentiment(&Reading::new(text)).score;
        assert!(
            score(more) > score(less),
            "{more}: {} {}",
            score(more),
            score(less)
        );
    }

    #[test]
    fn pressing_messages_stand_out() {
        assert!(urgency(&Reading::new("I need this ASAP!! right now")) > 0.7);
        assert!(urgency(&Reading::new("do you have caps")) < 0.1);
    }
}
