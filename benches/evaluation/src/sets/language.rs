//! In which language a text is written.

use std::{collections::BTreeMap, path::Path};

use colloquy_engine::understanding::{detect, text::Reading};

use crate::{
    measure, models,
    rows::{self, Row},
    table::Figure,
};

/// In how many parts a set without a part of its own for validation is asked about.
const FOLDS: usize = 5;

fn detected(text: &str) -> &'static str {
    detect::language(&Reading::new(text), None, &|_| false).code()
}

/// Trained on four fifths, asked about the fifth, five times over: the built-in model has seen them all.
pub(super) fn score(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let rows = rows::read(&folder.join("dev.jsonl"))?;
    let mut kinds: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut asking = 0.0;
    for fold in 0..FOLDS {
        let (asked, kept): (Vec<_>, Vec<_>) = rows
            .iter()
            .enumerate()
            .partition(|(number, _)| number % FOLDS == fold);
        let kept: Vec<&Row> = kept.into_iter().map(|(_, row)| row).collect();
        let model = models::language::train(&kept, &folder.join(".."))?;
        let began = std::time::Instant::now();
        for (_, row) in asked {
            let given = model.probabilities(row.text("text"));
            let best = (0..given.len())
                .max_by(|left, right| given[*left].total_cmp(&given[*right]))
                .unwrap_or(0);
            kinds
                .entry(row.text("kind"))
                .or_default()
                .push((row.text("label"), models::language::LANGUAGES[best]));
        }
        asking += began.elapsed().as_secs_f64();
    }
    let micros = 1e6 * asking / rows.len().max(1) as f64;
    let mut figures = Vec::new();
    for (kind, floor, goal, beside) in [
        ("single-words", 75.0, 82.0, "lingua 82.7, n-gram LR 77.5"),
        ("word-pairs", 92.0, 95.0, "lingua 95.5, n-gram LR 92.6"),
        ("sentences", 99.0, 99.5, "lingua 99.5, n-gram LR 99.6"),
    ] {
        let pairs = kinds.get(kind).cloned().unwrap_or_default();
        figures.push(
            Figure::new(
                "langid",
                format!("accuracy, {kind}, five folds"),
                measure::accuracy(&pairs),
            )
            .aims(floor, goal)
            .beside(beside),
        );
    }
    figures.push(Figure::new("langid", "µs a text", micros));
    Ok(figures)
}

/// Short commands with names that stay English.
pub(super) fn commands(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (language, beside) in [
        ("en", "lingua 99.2"),
        ("nl", "lingua 94.0"),
        ("de", "lingua 95.0"),
        ("it", "lingua 89.6"),
    ] {
        let rows = rows::read(&folder.join(format!("{language}_valid.jsonl")))?;
        let hits = rows
            .iter()
            .filter(|row| detected(row.text("text")) == language)
            .count();
        figures.push(
            Figure::new(
                "xsid",
                format!("language detected, {language}"),
                measure::percent(hits, rows.len()),
            )
            .beside(beside),
        );
    }
    Ok(figures)
}
