//! Sets with several intents a text.

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
};

use colloquy_engine::understanding::{LinearModel, SeveralExample, TrainingSettings};

use crate::{
    measure::Overlap,
    rows::{self, Row},
    table::Figure,
};

fn examples(rows: &[Row]) -> Vec<SeveralExample> {
    let example = |row: &Row| SeveralExample {
        text: row.text("text").to_owned(),
        labels: row.texts("labels").into_iter().map(str::to_owned).collect(),
    };
    rows.iter().map(example).collect()
}

#[derive(Default)]
struct Tally {
    overlap: Overlap,
    exact: usize,
    rows: usize,
}

impl Tally {
    fn add(&mut self, model: &LinearModel, row: &Row) {
        let wanted: BTreeSet<String> = row.texts("labels").into_iter().map(str::to_owned).collect();
        let found: BTreeSet<String> = model
            .predict_several(row.text("text"))
            .into_iter()
            .map(|(label, _)| label)
            .collect();
        self.exact += usize::from(wanted == found);
        self.rows += 1;
        self.overlap.add(&wanted, &found);
    }

    fn exact(&self) -> f64 {
        crate::measure::percent(self.exact, self.rows)
    }
}

/// Five folds of the published ten, two at a time.
pub(super) fn modules(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (domain, floor, goal, beside) in [
        ("banking", 82.0, 86.0, "LR 82.3"),
        ("hotels", 66.0, 72.0, "LR 65.5"),
    ] {
        let all = rows::read(&folder.join(format!("{domain}_train.jsonl")))?;
        let mut tally = Tally::default();
        for fold in 0..5 {
            let is_asked = |row: &&Row| row.number("fold") as usize / 2 == fold;
            let train: Vec<Row> = all.iter().filter(|row| !is_asked(row)).cloned().collect();
            let model = LinearModel::train_several(&examples(&train), &TrainingSettings::default())?;
            all.iter().filter(is_asked).for_each(|row| tally.add(&model, row));
        }
        figures.push(
            Figure::new(
                "nlupp",
                format!("intents micro-F1, {domain}, five folds"),
                tally.overlap.f1(),
            )
            .aims(floor, goal)
            .beside(beside),
        );
        figures.push(Figure::new(
            "nlupp",
            format!("exact match, {domain}, five folds"),
            tally.exact(),
        ));
    }
    Ok(figures)
}

pub(super) fn turns(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (domain, floor, goal, beside) in [
        ("fastfood", 83.0, 85.0, "SVM 83.3"),
        ("finance", 92.0, 94.0, "SVM 92.0"),
        ("software", 86.5, 88.5, "SVM 86.7"),
    ] {
        let train = rows::read(&folder.join(format!("{domain}_train.jsonl")))?;
        let valid = rows::read(&folder.join(format!("{domain}_valid.jsonl")))?;
        let began = std::time::Instant::now();
        let model = LinearModel::train_several(&examples(&train), &TrainingSettings::default())?;
        let seconds = began.elapsed().as_secs_f64();
        let known: HashSet<&str> = train.iter().map(|row| row.text("text")).collect();
        let (mut all, mut unseen) = (Tally::default(), Tally::default());
        for row in &valid {
            all.add(&model, row);
            if !known.contains(row.text("text")) {
                unseen.add(&model, row);
            }
        }
        figures.push(
            Figure::new(
                "multidogo",
                format!("intents micro-F1, {domain}, unseen turns"),
                unseen.overlap.f1(),
            )
            .aims(floor, goal)
            .beside(beside),
        );
        figures.push(Figure::new(
            "multidogo",
            format!("intents micro-F1, {domain}, all turns"),
            all.overlap.f1(),
        ));
        figures.push(Figure::new(
            "multidogo",
            format!("training, seconds for {} turns", train.len()),
            seconds,
        ));
    }
    Ok(figures)
}
