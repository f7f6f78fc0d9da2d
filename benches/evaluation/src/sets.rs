//! The data sets, one family a file.

mod entities;
mod intents;
mod language;
mod mail;
mod promised;
mod reading;
mod retrieval;
mod safety;
mod several;
mod shop;
mod slots;
mod vectors;

use std::path::Path;

use crate::table::Figure;

/// A set, its folder, and what measures it.
pub struct Set {
    /// Name of its folder.
    pub name: &'static str,
    /// Trains where there is something to train, and scores.
    pub score: fn(&Path) -> anyhow::Result<Vec<Figure>>,
}

/// Every set that can be measured, in the order of the table.
pub const SETS: &[Set] = &[
    Set {
        name: "banking77",
        score: intents::banking,
    },
    Set {
        name: "clinc150",
        score: intents::clinc,
    },
    Set {
        name: "banking77_oos",
        score: intents::banking_out_of_scope,
    },
    Set {
        name: "hwu64",
        score: intents::hwu,
    },
    Set {
        name: "bitext_support",
        score: intents::support,
    },
    Set {
        name: "nlupp",
        score: several::modules,
    },
    Set {
        name: "nlupp",
        score: slots::modules,
    },
    Set {
        name: "multidogo",
        score: several::turns,
    },
    Set {
        name: "multidogo",
        score: slots::turns,
    },
    Set {
        name: "xsid",
        score: intents::commands,
    },
    Set {
        name: "xsid",
        score: language::commands,
    },
    Set {
        name: "langid",
        score: language::score,
    },
    Set {
        name: "entities",
        score: entities::score,
    },
    Set {
        name: "email_replies",
        score: mail::score,
    },
    Set {
        name: "faq_covid",
        score: retrieval::answers,
    },
    Set {
        name: "product_queries",
        score: retrieval::classes,
    },
    Set {
        name: "prompt_injection",
        score: safety::injections,
    },
    Set {
        name: "sentiment_vader",
        score: safety::feelings,
    },
    Set {
        name: "profanity",
        score: safety::offences,
    },
    Set {
        name: "clinc150",
        score: vectors::crossover,
    },
];

/// Scores the sets found in a folder; the second list says what was skipped and why.
///
/// # Errors
/// When a set is there and cannot be read.
pub fn score(
    folder: &Path,
    only: &[String],
    mut heard: impl FnMut(&Figure),
) -> anyhow::Result<(Vec<Figure>, Vec<String>)> {
    let mut figures = Vec::new();
    let mut skipped = Vec::new();
    // The shop's own model is asked in the words of whichever sets are there.
    let asked_for = only.is_empty() || only.iter().any(|name| name == shop::NAME);
    if asked_for && shop::has_wordings(folder) {
        for figure in shop::score(folder)? {
            heard(&figure);
            figures.push(figure);
        }
    }
    for set in SETS {
        if !only.is_empty() && !only.iter().any(|name| name == set.name) {
            continue;
        }
        let path = folder.join(set.name);
        if !path.is_dir() {
            skipped.push(format!("{}: no folder {}", set.name, path.display()));
            continue;
        }
        for figure in (set.score)(&path)? {
            heard(&figure);
            figures.push(figure);
        }
    }
    Ok((figures, skipped))
}
