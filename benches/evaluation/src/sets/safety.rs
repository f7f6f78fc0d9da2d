//! Attempts to overrule the instructions, swearing, and feelings.

use std::path::Path;

use colloquy_engine::understanding::{
    Example, LinearModel, SentimentLabel, TrainingSet, TrainingSettings, injection, offence, sentiment,
    text::Reading,
};

/// In how many parts a set without a part of its own for validation is asked about.
const FOLDS: usize = 5;

use crate::{
    measure::{self, percent},
    models,
    rows::{self, Row},
    table::Figure,
};

/// Learnt from four fifths of the three files, asked about the fifth, five times over: the built-in model has seen them all.
pub(super) fn injections(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "prompt_injection";
    let sets = folder.join("..");
    let mut rows = rows::read(&folder.join("deepset_train.jsonl"))?;
    rows.extend(rows::read(&folder.join("injecguard_valid.jsonl"))?);
    let told = rows.len();
    rows.extend(rows::read(&folder.join("notinject_dev.jsonl"))?);
    let mut flags = vec![0.0_f32; rows.len()];
    for fold in 0..FOLDS {
        let kept: Vec<&Row> = rows
            .iter()
            .enumerate()
            .filter(|(number, _)| number % FOLDS != fold)
            .map(|(_, row)| row)
            .collect();
        let model = models::injection::train(&kept, &sets)?;
        for (number, row) in rows
            .iter()
            .enumerate()
            .filter(|(number, _)| number % FOLDS == fold)
        {
            flags[number] = injection::suspicion(row.text("text"), Some(&model));
        }
    }
    let flagged = |flag: f32| flag > injection::THRESHOLD;
    let judged = || rows.iter().zip(&flags).take(told);
    let attacks = judged()
        .filter(|(row, _)| row.text("label") == "injection")
        .count();
    let caught = judged()
        .filter(|(row, flag)| row.text("label") == "injection" && flagged(**flag))
        .count();
    let all = judged().filter(|(_, flag)| flagged(**flag)).count();
    let left = flags.iter().skip(told).filter(|flag| !flagged(**flag)).count();
    let mut figures = vec![
        Figure::new(name, "recall, five folds", percent(caught, attacks))
            .aims(75.0, 85.0)
            .beside("LR 80 (deepset test)"),
        Figure::new(name, "precision, five folds", percent(caught, all))
            .aims(95.0, 98.0)
            .beside("LR 100"),
        Figure::new(
            name,
            "NotInject left alone, five folds",
            percent(left, rows.len() - told),
        )
        .aims(90.0, 95.0)
        .beside("LR 56; InjecGuard 87.3"),
    ];
    for (set, file) in [
        ("bitext_support", "train.jsonl"),
        ("banking77", "valid.jsonl"),
        ("multidogo", "software_valid.jsonl"),
    ] {
        let path = sets.join(set).join(file);
        if path.is_file() {
            let rows = rows::read(&path)?;
            let alarms = rows
                .iter()
                .filter(|row| injection::is_injection(row.text("text")))
                .count();
            figures.push(
                Figure::new(
                    name,
                    format!("false alarms on {set}"),
                    percent(alarms, rows.len()),
                )
                .aims(0.5, 0.2),
            );
        }
    }
    Ok(figures)
}

pub(super) fn offences(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "profanity";
    let mut figures = Vec::new();
    let support = folder.join("../bitext_support");
    if support.is_dir() {
        let mut rows = rows::read(&support.join("train.jsonl"))?;
        rows.extend(rows::read(&support.join("valid.jsonl"))?);
        let is_offensive = |row: &Row| row.text("tags").contains('W');
        let flagged = |row: &Row| offence::is_offensive(row.text("text"));
        let wanted = rows.iter().filter(|row| is_offensive(row)).count();
        let hits = rows
            .iter()
            .filter(|row| is_offensive(row) && flagged(row))
            .count();
        let all = rows.iter().filter(|row| flagged(row)).count();
        figures.push(
            Figure::new(name, "recall on offensive support texts", percent(hits, wanted))
                .aims(95.0, 98.0)
                .beside("English list 26"),
        );
        figures.push(Figure::new(name, "precision on support texts", percent(hits, all)).aims(98.0, 99.0));
    }
    let tweets = rows::read(&folder.join("germeval2018_de_train.jsonl"))?;
    let mut pairs = Vec::new();
    let mut by_list = Vec::new();
    for fold in 0..5 {
        let mut set = TrainingSet::default();
        let numbered = || tweets.iter().enumerate();
        set.examples.extend(
            numbered()
                .filter(|(number, _)| number % 5 != fold)
                .map(|(_, row)| Example {
                    text: row.text("text").to_owned(),
                    label: row.text("label").to_owned(),
                }),
        );
        let (model, _) = LinearModel::train(&set, &TrainingSettings::default())?;
        for (_, row) in numbered().filter(|(number, _)| number % 5 == fold) {
            let given = model
                .classify(row.text("text"))
                .candidates
                .into_iter()
                .next()
                .unwrap_or_default()
                .0;
            pairs.push((
                row.text("label"),
                if given == "OFFENSE" { "OFFENSE" } else { "OTHER" },
            ));
            let listed = offence::is_offensive(row.text("text"));
            by_list.push((row.text("label"), if listed { "OFFENSE" } else { "OTHER" }));
        }
    }
    figures.push(
        Figure::new(
            name,
            "GermEval macro-F1, trained, five folds",
            measure::macro_f1(&pairs),
        )
        .aims(64.0, 68.0)
        .beside("SVM 66.6"),
    );
    figures.push(
        Figure::new(
            name,
            "GermEval macro-F1, built-in rules",
            measure::macro_f1(&by_list),
        )
        .beside("German list 44.5"),
    );
    Ok(figures)
}

fn label(label: SentimentLabel) -> &'static str {
    match label {
        SentimentLabel::Negative => "negative",
        SentimentLabel::Neutral => "neutral",
        SentimentLabel::Positive => "positive",
    }
}

pub(super) fn feelings(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (file, kind, accuracy, correlation, beside) in [
        (
            "tweets_dev.jsonl",
            "tweets",
            (90.0, 91.0),
            Some((0.85, 0.88)),
            "VADER 90.3, r 0.858",
        ),
        (
            "amazon_dev.jsonl",
            "reviews",
            (60.0, 69.0),
            None,
            "VADER 59.8, r 0.587",
        ),
    ] {
        let rows = rows::read(&folder.join(file))?;
        let felt: Vec<_> = rows
            .iter()
            .map(|row| sentiment::sentiment(&Reading::new(row.text("text"))))
            .collect();
        let pairs: Vec<(&str, &str)> = rows
            .iter()
            .zip(&felt)
            .map(|(row, felt)| (row.text("label"), label(felt.label)))
            .collect();
        let scores: Vec<(f64, f64)> = rows
            .iter()
            .zip(&felt)
            .map(|(row, felt)| (row.number("score"), f64::from(felt.score)))
            .collect();
        let name = "sentiment_vader";
        figures.push(
            Figure::new(name, format!("accuracy, {kind}"), measure::accuracy(&pairs))
                .aims(accuracy.0, accuracy.1)
                .beside(beside),
        );
        figures.push(Figure::new(
            name,
            format!("macro F1, {kind}"),
            measure::macro_f1(&pairs),
        ));
        let mut figure = Figure::new(
            name,
            format!("correlation, {kind}"),
            measure::correlation(&scores),
        )
        .beside(beside);
        if let Some((floor, goal)) = correlation {
            figure = figure.aims(floor, goal);
        }
        figures.push(figure);
    }
    Ok(figures)
}
