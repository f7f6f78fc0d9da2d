//! Whether every fact of an answer stands in its evidence.

use serde::{Deserialize, Serialize};

use super::{
    figures::{Figure, figures},
    names::names,
    text::words,
};

/// The facts that an answer states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounding {
    /// Every figure, amount, share, date, duration and name, as written.
    pub claims: Vec<String>,
    /// Those that the evidence does not hold.
    pub missing: Vec<String>,
}

impl Grounding {
    /// Whether the evidence holds every claim.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Checks the facts of an answer against its evidence.
///
/// A figure stands in the evidence when the same figure of the same kind does: 30 days do not vouch for 30 percent, nor
/// five dollars for five euros. A name stands in it word for word, in any case.
#[must_use]
pub fn check(answer: &str, evidence: &[&str]) -> Grounding {
    check_by(answer, evidence, Figure::vouches_for)
}

/// The same for words that somebody else chose: an amount or a share must stand in the evidence as one.
#[must_use]
pub fn check_strictly(answer: &str, evidence: &[&str]) -> Grounding {
    check_by(answer, evidence, Figure::bears_out)
}

fn check_by(answer: &str, evidence: &[&str], supports: fn(&Figure, &Figure) -> bool) -> Grounding {
    let mut grounding = Grounding::default();
    let mut stated = figures(answer);
    stated.retain(|figure| figure.is_claim);
    let named = names(answer);
    // Most answers state neither, and then nobody asks for what the evidence holds.
    let known: Vec<_> = if stated.is_empty() {
        Vec::new()
    } else {
        evidence.iter().flat_map(|text| figures(text)).collect()
    };
    for figure in stated {
        let stands = known.iter().any(|other| supports(other, &figure));
        note(&mut grounding, figure.written, stands);
    }
    let mut texts: Option<Vec<String>> = None;
    for name in named {
        let stands = evidence.iter().any(|text| text.contains(&name)) || {
            let spaced = |text: &&str| format!(" {} ", words(text).join(" "));
            let texts = texts.get_or_insert_with(|| evidence.iter().map(spaced).collect());
            let wanted = words(&name).join(" ");
            let singular = wanted.strip_suffix('s').unwrap_or(&wanted);
            texts.iter().any(|text| {
                [wanted.as_str(), singular]
                    .iter()
                    .any(|form| text.contains(&format!(" {form} ")) || text.contains(&format!(" {form}s ")))
            })
        };
        note(&mut grounding, name, stands);
    }
    grounding
}

fn note(grounding: &mut Grounding, claim: String, stands: bool) {
    if !stands && !grounding.missing.contains(&claim) {
        grounding.missing.push(claim.clone());
    }
    if !grounding.claims.contains(&claim) {
        grounding.claims.push(claim);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVIDENCE: &str = "The Trail Runner 2 costs €129.90. Returns are free within 30 days; delivery takes 3-5 \
        business days and is free from 50 euro. Ten percent off until January 31.";

    fn missing(answer: &str) -> Vec<String> {
        check(answer, &[EVIDENCE]).missing
    }

    #[test]
    fn facts_of_the_evidence_in_other_forms_are_grounded() {
        for answer in [
            "It costs 129,90 euro.",
            "You have thirty days.",
            "Delivery takes 3 to 5 days, free from €50.00.",
            "You get 10% off until 31 January.",
            "Our trail runner 2 is great, and the Trail Runner 2 is too.",
            "We are glad to help.",
        ] {
            assert_eq!(missing(answer), Vec::<String>::new(), "{answer}");
        }
    }

    #[test]
    fn facts_that_the_evidence_does_not_hold_are_named() {
        for (answer, claim) in [
            ("It costs €99.", "€99"),
            ("It costs $129.90.", "$129.90"),
            ("You have 60 days.", "60 days"),
            ("You get 30% off.", "30%"),
            ("Until January 30 only.", "January 30"),
            ("Take the Mountain Pro instead.", "Mountain Pro"),
            ("You have sixty days.", "sixty days"),
        ] {
            assert_eq!(missing(answer), [claim], "{answer}");
        }
    }

    #[test]
    fn an_answer_without_facts_makes_no_claims() {
        assert_eq!(
            check("Thanks for asking, I am glad to help you.", &[]),
            Grounding::default()
        );
    }

    proptest! {
        #[test]
        fn any_text_is_grounded_in_itself(text in "\\PC{0,120}") {
            prop_assert_eq!(check(&text, &[&text]).missing, Vec::<String>::new());
        }
    }
}
