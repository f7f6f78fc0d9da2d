//! A person asked for in a hurry: "talk to somone", "speak with an opperator".

use crate::{spelling::Spelling, understanding::text::tokens};

/// What one does with a person; only written right, since a slip makes many a short word of another.
const TALKS: &[&str] = &[
    "speak", "speaking", "talk", "talking", "chat", "contact", "connect", "reach",
];
/// Who is asked for. Shorter words have too many neighbours.
const PEOPLE: &[&str] = &[
    "someone",
    "somebody",
    "operator",
    "person",
    "employee",
    "representative",
    "manager",
    "supervisor",
    "advisor",
    "colleague",
];
/// How many words behind the talking the person may stand.
const REACH: usize = 5;
/// From so many letters on two slips are one word.
const LONG: usize = 8;

/// Whether a message asks to talk to a person, with a slip in who that is.
pub(super) fn asks_for_a_person(text: &str) -> bool {
    let words = tokens(text);
    words.iter().enumerate().any(|(place, token)| {
        TALKS.contains(&token.word.as_str())
            && words
                .iter()
                .skip(place + 1)
                .take(REACH)
                .any(|token| is_a_slip_of_a_person(&token.word))
    })
}

fn is_a_slip_of_a_person(word: &str) -> bool {
    let said = Spelling::new(word);
    PEOPLE.iter().any(|person| {
        let meant = Spelling::new(*person);
        let most = if meant.length() < LONG { 1 } else { 2 };
        // Written right, it is for the patterns to say whether it is asked for.
        said.distance(&meant, most).is_some_and(|slips| slips > 0)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("I'm trying to talk to somone", true)]
    #[case("what do I need to do to speak with an ooerator", true)]
    #[case("how can i contact a represantative", true)]
    #[case("my sister will talk about the sandals", false)]
    #[case("contact lenses for a personal order", false)]
    #[case("is somone allergic to wool", false)]
    fn a_slip_in_who_is_asked_for_makes_no_difference(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(asks_for_a_person(text), expected, "{text}");
    }
}
