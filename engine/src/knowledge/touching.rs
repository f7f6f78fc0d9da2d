//! Whether two texts speak of anything in common: what tells little does not count.

use super::question::units;
use crate::language::Language;

/// Whether a question speaks of anything that a document speaks of, by a word, its stem or what it stands for. What it
/// does not touch at all, a change of the document cannot answer otherwise.
#[must_use]
pub fn touches(question: &str, document: &str, language: Language) -> bool {
    let document = units(document, language);
    let languages = [
        language,
        Language::En,
        Language::Nl,
        Language::De,
        Language::Fr,
        Language::It,
    ];
    languages.into_iter().any(|language| {
        units(question, language)
            .iter()
            .filter(|unit| !unit.light)
            .any(|asked| {
                document.iter().any(|unit| {
                    unit.stem == asked.stem
                        || unit.word == asked.word
                        || (unit.concept.is_some() && unit.concept == asked.concept)
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_matter_in_common_touches() {
        let document = "How do I return shoes? Print the label and bring the parcel to the post office.";
        assert!(touches("can I return my shoes", document, Language::En));
        assert!(touches("hoe kan ik iets terugsturen", document, Language::En));
        assert!(!touches("when do you open on Sunday", document, Language::En));
    }
}
