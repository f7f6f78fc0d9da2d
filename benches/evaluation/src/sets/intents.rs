//! Sets with one intent a text: accuracy, few examples, calibration, and texts out of scope.

use std::{collections::HashSet, path::Path, time::Instant};

use colloquy_engine::understanding::{Example, LinearModel, TrainingSet, TrainingSettings};

use crate::{
    measure,
    rows::{self, Row},
    table::Figure,
};

/// What a model said about one row.
struct Said {
    right: String,
    kind: String,
    label: String,
    best: String,
    confidence: f32,
    in_scope: f32,
}

const STRANGER: &str = "oos";

fn set(rows: &[Row]) -> TrainingSet {
    let examples = rows.iter().map(|row| Example {
        text: row.text("text").to_owned(),
        label: row.text("label").to_owned(),
    });
    TrainingSet {
        examples: examples.collect(),
    }
}

/// Trains on some rows and answers others; returns what was said, seconds of training, and microseconds a text.
fn learn(
    train: &[Row],
    valid: Option<&[Row]>,
    asked: &[Row],
) -> anyhow::Result<(Vec<Said>, f64, f64, usize)> {
    let settings = TrainingSettings::default();
    let began = Instant::now();
    let (model, _) = match valid {
        Some(valid) => LinearModel::train_with(&set(train), &set(valid), &settings)?,
        None => LinearModel::train(&set(train), &settings)?,
    };
    let seconds = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let said = asked
        .iter()
        .map(|row| {
            let prediction = model.classify(row.text("text"));
            let (best, probability) = prediction.candidates.first().cloned().unwrap_or_default();
            let stranger = prediction.out_of_scope > 0.5;
            Said {
                right: row.text("label").to_owned(),
                kind: row.text("kind").to_owned(),
                label: if stranger {
                    STRANGER.to_owned()
                } else {
                    best.clone()
                },
                best,
                confidence: if stranger { 1.0 - probability } else { probability },
                in_scope: probability,
            }
        })
        .collect();
    let micros = 1e6 * began.elapsed().as_secs_f64() / asked.len().max(1) as f64;
    Ok((said, seconds, micros, model.to_bytes().len()))
}

/// Accuracy without rejection, since every text asked is in scope.
fn accuracy(said: &[Said]) -> f64 {
    let pairs: Vec<(&str, &str)> = said
        .iter()
        .map(|one| (one.right.as_str(), one.best.as_str()))
        .collect();
    measure::accuracy(&pairs)
}

fn accuracy_as_told(said: &[Said]) -> f64 {
    let pairs: Vec<(&str, &str)> = said
        .iter()
        .map(|one| (one.right.as_str(), one.label.as_str()))
        .collect();
    measure::accuracy(&pairs)
}

fn macro_f1(said: &[Said]) -> f64 {
    let pairs: Vec<(&str, &str)> = said
        .iter()
        .map(|one| (one.right.as_str(), one.best.as_str()))
        .collect();
    measure::macro_f1(&pairs)
}

fn calibration(said: &[Said]) -> f64 {
    let answers: Vec<(f32, bool)> = said
        .iter()
        .map(|one| (one.confidence, one.label == one.right))
        .collect();
    measure::expected_calibration_error(&answers)
}

fn few(
    folder: &Path,
    name: &str,
    file: &str,
    asked: &[Row],
    floor: f64,
    goal: f64,
    beside: &str,
) -> anyhow::Result<Vec<Figure>> {
    let (said, _, _, _) = learn(&rows::read(&folder.join(file))?, None, asked)?;
    let shots = if file.contains("10") { "10-shot" } else { "5-shot" };
    let mut figure = Figure::new(name, format!("{shots} accuracy"), accuracy(&said)).beside(beside);
    if floor > 0.0 {
        figure = figure.aims(floor, goal);
    }
    Ok(vec![
        figure,
        Figure::new(
            name,
            format!("{shots} accuracy with rejection"),
            accuracy_as_told(&said),
        ),
        Figure::new(name, format!("{shots} calibration error"), calibration(&said)),
    ])
}

fn speed(name: &str, examples: usize, (seconds, micros, bytes): (f64, f64, usize)) -> Vec<Figure> {
    vec![
        Figure::new(name, format!("training, seconds for {examples} texts"), seconds),
        Figure::new(name, "prediction, µs a text", micros),
        Figure::new(name, "model, MB", bytes as f64 / 1e6),
    ]
}

pub(super) fn banking(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "banking77";
    let train = rows::read(&folder.join("train.jsonl"))?;
    let valid = rows::read(&folder.join("valid.jsonl"))?;
    let (said, seconds, micros, bytes) = learn(&train, None, &valid)?;
    let mut figures = vec![
        Figure::new(name, "accuracy", accuracy(&said))
            .aims(91.0, 92.5)
            .beside("LR 91.5, SVM 91.2; USE 92.8"),
        Figure::new(name, "macro F1", macro_f1(&said)),
        Figure::new(name, "calibration error", calibration(&said))
            .aims(0.05, 0.03)
            .beside("LR 0.056, SVM 0.043"),
        Figure::new(name, "accuracy with rejection", accuracy_as_told(&said)),
    ];
    figures.extend(speed(name, train.len(), (seconds, micros, bytes)));
    figures.extend(few(
        folder,
        name,
        "fewshot_10.jsonl",
        &valid,
        76.0,
        80.0,
        "LR 69.8 here, 75.8 on the test part; USE 84.2",
    )?);
    figures.extend(few(
        folder,
        name,
        "fewshot_5.jsonl",
        &valid,
        65.5,
        70.0,
        "LR 57.9 here, 65.5 on the test part; USE 76.3",
    )?);
    Ok(figures)
}

pub(super) fn hwu(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "hwu64";
    let train = rows::read(&folder.join("train.jsonl"))?;
    let valid = rows::read(&folder.join("valid.jsonl"))?;
    let (said, seconds, micros, bytes) = learn(&train, None, &valid)?;
    let mut figures = vec![
        Figure::new(name, "accuracy", accuracy(&said))
            .aims(88.0, 90.0)
            .beside("LR 87.9, SVM 88.0; USE + ConveRT 92.6"),
        Figure::new(name, "macro F1", macro_f1(&said)),
        Figure::new(name, "calibration error", calibration(&said)),
    ];
    figures.extend(speed(name, train.len(), (seconds, micros, bytes)));
    figures.extend(few(
        folder,
        name,
        "fewshot_10.jsonl",
        &valid,
        70.0,
        76.0,
        "LR 73.1 here, 70.3 on the test part; RoBERTa 82.9",
    )?);
    Ok(figures)
}

/// The accuracy on texts in scope, and how many strangers are turned away, at the model's own threshold.
fn at_threshold(said: &[Said]) -> (f64, f64, f64) {
    let known: Vec<(&str, &str)> = said
        .iter()
        .filter(|one| one.right != STRANGER)
        .map(|one| (one.right.as_str(), one.label.as_str()))
        .collect();
    let strangers = said.iter().filter(|one| one.right == STRANGER);
    let (count, turned_away) = strangers.fold((0, 0), |(count, away), one| {
        (count + 1, away + usize::from(one.label == STRANGER))
    });
    let all_away = said.iter().filter(|one| one.label == STRANGER).count();
    (
        measure::accuracy(&known),
        measure::percent(turned_away, count),
        measure::percent(turned_away, all_away),
    )
}

fn area(said: &[Said]) -> f64 {
    let scored: Vec<(f32, bool)> = said
        .iter()
        .map(|one| (one.in_scope, one.right != STRANGER))
        .collect();
    measure::auroc(&scored)
}

/// The recall of strangers at the highest threshold that leaves the accuracy in scope at `least` percent.
fn recall_at(said: &[Said], least: f64) -> f64 {
    let known = said.iter().filter(|one| one.right != STRANGER).count();
    let strangers = said.len() - known;
    let mut sorted: Vec<&Said> = said.iter().collect();
    sorted.sort_by(|left, right| right.in_scope.total_cmp(&left.in_scope));
    let (mut right, mut let_in) = (0, 0);
    for one in sorted {
        if measure::percent(right, known) >= least {
            break;
        }
        right += usize::from(one.right == one.best);
        let_in += usize::from(one.right == STRANGER);
    }
    measure::percent(strangers - let_in, strangers)
}

pub(super) fn clinc(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "clinc150";
    let mut train = rows::read(&folder.join("train.jsonl"))?;
    train.extend(rows::read(&folder.join("oos_train.jsonl"))?);
    let known = rows::read(&folder.join("valid.jsonl"))?;
    let mut valid = known.clone();
    valid.extend(rows::read(&folder.join("oos_valid.jsonl"))?);
    let (said, seconds, micros, bytes) = learn(&train, Some(&valid), &valid)?;
    let (in_scope, recall, precision) = at_threshold(&said);
    let in_scope_said: Vec<Said> = said.into_iter().collect();
    let of_known: Vec<(&str, &str)> = in_scope_said
        .iter()
        .filter(|one| one.right != STRANGER)
        .map(|one| (one.right.as_str(), one.best.as_str()))
        .collect();
    let mut figures = vec![
        Figure::new(name, "in-scope accuracy at the threshold", in_scope)
            .aims(90.0, 91.0)
            .beside("LR 83.3, SVM 88.0"),
        Figure::new(name, "oos recall at the threshold", recall)
            .aims(70.0, 80.0)
            .beside("LR 91.4, SVM 85.5; BERT 96.2/52.3"),
        Figure::new(name, "oos precision at the threshold", precision),
        Figure::new(name, "oos recall at in-scope 90", recall_at(&in_scope_said, 90.0)),
        Figure::new(name, "oos recall at in-scope 91", recall_at(&in_scope_said, 91.0)),
        Figure::new(name, "AUROC", area(&in_scope_said))
            .aims(0.95, 0.96)
            .beside("0.950"),
        Figure::new(
            name,
            "in-scope accuracy without rejection",
            measure::accuracy(&of_known),
        )
        .beside("LR 92.6, SVM 92.8"),
        Figure::new(name, "calibration error", calibration(&in_scope_said)),
    ];
    figures.extend(speed(name, train.len(), (seconds, micros, bytes)));
    figures.extend(few(
        folder,
        name,
        "fewshot_10.jsonl",
        &known,
        81.0,
        86.0,
        "LR 80.2 here, 81.3 on the test part; RoBERTa 91.6",
    )?);
    figures.extend(few(
        folder,
        name,
        "fewshot_5.jsonl",
        &known,
        0.0,
        0.0,
        "LR 72.9 here, 73.5 on the test part; RoBERTa 88.0",
    )?);
    Ok(figures)
}

pub(super) fn banking_out_of_scope(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "banking77_oos";
    let train = rows::read(&folder.join("train.jsonl"))?;
    let valid = rows::read(&folder.join("valid.jsonl"))?;
    let (said, _, _, _) = learn(&train, Some(&valid), &valid)?;
    let (in_scope, recall, precision) = at_threshold(&said);
    let near: Vec<&Said> = said.iter().filter(|one| one.kind == "id-oos").collect();
    let near_away = near.iter().filter(|one| one.label == STRANGER).count();
    Ok(vec![
        Figure::new(name, "AUROC", area(&said))
            .aims(0.90, 0.92)
            .beside("LR 0.903, SVM 0.892"),
        Figure::new(name, "oos recall at in-scope 75", recall_at(&said, 75.0))
            .aims(80.0, 85.0)
            .beside("69.3 / 87.6"),
        Figure::new(name, "in-scope accuracy at the threshold", in_scope),
        Figure::new(name, "oos recall at the threshold", recall),
        Figure::new(name, "oos precision at the threshold", precision),
        Figure::new(
            name,
            "near oos recall at the threshold",
            measure::percent(near_away, near.len()),
        ),
    ])
}

/// Two files whose rows come from the same templates would flatter; families of templates are kept apart instead.
pub(super) fn support(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let name = "bitext_support";
    let mut all = rows::read(&folder.join("train.jsonl"))?;
    all.extend(rows::read(&folder.join("valid.jsonl"))?);
    let (train, asked): (Vec<Row>, Vec<Row>) =
        all.iter().cloned().partition(|row| family(row).is_multiple_of(2));
    let (said, _, micros, _) = learn(&train, None, &asked)?;
    let mut figures = vec![
        Figure::new(name, "accuracy, unseen templates", accuracy(&said))
            .aims(97.5, 98.5)
            .beside("LR 96.6, SVM 97.8 on the other half"),
        Figure::new(name, "macro F1, unseen templates", macro_f1(&said)),
        Figure::new(name, "prediction, µs a text", micros),
    ];
    for (file, floor, goal, beside) in [
        ("fewshot_10.jsonl", 84.0, 90.0, "LR 83.5, SVM 84.0"),
        ("fewshot_5.jsonl", 72.5, 80.0, "LR 72.0, SVM 72.6"),
    ] {
        let shown: HashSet<String> = rows::read(&folder.join(file))?
            .iter()
            .map(|row| row.text("id").to_owned())
            .collect();
        let rest: Vec<Row> = all
            .iter()
            .filter(|row| !shown.contains(row.text("id")))
            .cloned()
            .collect();
        figures.extend(few(folder, name, file, &rest, floor, goal, beside)?);
    }
    Ok(figures)
}

/// A number that rows made from one template share: of the intent and the content words.
fn family(row: &Row) -> u64 {
    const STYLE: &str = "i a an the to can could would you me my please help need want with how do what is it have for of in \
                         and on am not about know if there where we us your some get got im dont i'd i'm could";
    let mut text = row.text("text").to_lowercase();
    for entity in row.rows("entities") {
        text = text.replace(&entity.text("text").to_lowercase(), " ");
    }
    let mut words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphabetic() && letter != '\'')
        .filter(|word| word.len() > 2 && !STYLE.split_whitespace().any(|known| known == *word))
        .collect();
    words.sort_unstable();
    words.dedup();
    let key = format!("{} {}", row.text("label"), words.join(" "));
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte))
            .wrapping_mul(0x0100_0000_01b3)
            .rotate_left(5)
    })
}

/// Trained on four fifths of the three hundred, asked on the fifth, five times over.
pub(super) fn commands(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for language in ["en", "nl", "de", "it"] {
        let all = rows::read(&folder.join(format!("{language}_valid.jsonl")))?;
        let mut said = Vec::new();
        for fold in 0..5 {
            let part = |kept: bool| -> Vec<Row> {
                let numbered = all.iter().enumerate();
                numbered
                    .filter(|(number, _)| (number % 5 == fold) != kept)
                    .map(|(_, row)| row.clone())
                    .collect()
            };
            said.extend(learn(&part(true), None, &part(false))?.0);
        }
        let beside = "SVM en 91.6, nl 92.2, de 92.6, it 93.6 on the test part";
        figures.push(
            Figure::new(
                "xsid",
                format!("intent accuracy {language}, five folds"),
                accuracy(&said),
            )
            .aims(90.0, 94.0)
            .beside(beside),
        );
    }
    Ok(figures)
}
