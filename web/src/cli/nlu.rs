//! `colloquy nlu train` and `colloquy nlu predict`: the classifier on anybody's labels.

mod slots;

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use colloquy_engine::understanding::{
    Example, LinearModel, SeveralExample, TrainingReport, TrainingSet, TrainingSettings,
};
use serde_json::{Value, json};

use super::{Failure, Global, lines, lines::Line};
use crate::{
    bootstrap::{Setup, StartError, understander},
    lifecycle::files::write_whole,
};

/// The label of texts that belong to no class.
const OUT_OF_SCOPE: &str = "oos";

/// Candidates of one line at most.
const MOST_CANDIDATES: usize = 5;

/// What can be done with classifiers.
#[derive(Debug, Subcommand)]
pub(crate) enum NluCommand {
    /// Learns from lines of {"text","label"}, or {"text","labels"} for several at once; "slots" are learnt beside them.
    Train(TrainArgs),
    /// Adds label, confidence and candidates to each line, and the slots when the model learnt any.
    Predict(PredictArgs),
}

/// Flags of `nlu train`.
#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    /// Lines to learn from; the label `oos` marks what is out of scope.
    #[arg(long = "in", value_name = "FILE")]
    input: PathBuf,
    /// Lines to calibrate with and to find the threshold by.
    #[arg(long, value_name = "FILE")]
    valid: Option<PathBuf>,
    /// Where the model goes.
    #[arg(long = "out", value_name = "MODEL")]
    output: PathBuf,
}

/// Flags of `nlu predict`.
#[derive(Debug, Args)]
pub(crate) struct PredictArgs {
    /// The model; the built-in one of commerce when left out.
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    #[command(flatten)]
    files: lines::InOut,
}

pub(super) fn run(global: &Global, command: &NluCommand) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    match command {
        NluCommand::Train(args) => Ok(train(args, global.json)?),
        NluCommand::Predict(args) => predict(args, &setup),
    }
}

/// The built-in model.
pub(super) fn built_in(setup: &Setup) -> Result<LinearModel, StartError> {
    Ok(understander::cached_or_learnt(setup)?)
}

fn train(args: &TrainArgs, as_json: bool) -> anyhow::Result<()> {
    let read = lines::read(&args.input)?;
    let settings = TrainingSettings::default();
    let several = read.first().is_some_and(|line| line.contains_key("labels"));
    let (model, report) = if several {
        (
            LinearModel::train_several(&several_examples(&read)?, &settings)?,
            None,
        )
    } else {
        let set = examples(&read)?;
        let (model, report) = match &args.valid {
            Some(path) => LinearModel::train_with(&set, &examples(&lines::read(path)?)?, &settings)?,
            None => LinearModel::train(&set, &settings)?,
        };
        (model, Some(report))
    };
    write_whole(&args.output, &model.to_bytes()).with_context(|| args.output.display().to_string())?;
    slots::train(&read, &args.output)?;
    tell(&model, read.len(), report, as_json);
    Ok(())
}

fn tell(model: &LinearModel, examples: usize, report: Option<TrainingReport>, as_json: bool) {
    let judged = report.map(|report| {
        json!({
            "accuracy": report.accuracy, "macro_f1": report.macro_f1, "oos_recall": report.oos_recall,
            "in_scope_accuracy": report.in_scope_accuracy, "ece": report.ece, "judged": report.judged,
        })
    });
    let (labels, threshold) = (model.labels().len(), model.threshold());
    if as_json {
        println!(
            "{}",
            json!({ "examples": examples, "labels": labels, "threshold": threshold, "report": judged })
        );
    } else {
        println!("{examples} examples, {labels} labels, threshold {threshold:.2}");
        if let Some(report) = report {
            println!(
                "on {} texts held back: accuracy {:.4}, macro F1 {:.4}, in scope {:.4}, oos recall {:.4}, ECE {:.4}",
                report.judged,
                report.accuracy,
                report.macro_f1,
                report.in_scope_accuracy,
                report.oos_recall,
                report.ece
            );
        }
    }
}

fn examples(read: &[Line]) -> anyhow::Result<TrainingSet> {
    let example = |(number, line): (usize, &Line)| {
        let text = lines::text(line, number, "text")?.to_owned();
        anyhow::Ok(Example {
            text,
            label: lines::text(line, number, "label")?.to_owned(),
        })
    };
    Ok(TrainingSet {
        examples: read.iter().enumerate().map(example).collect::<Result<_, _>>()?,
    })
}

fn several_examples(read: &[Line]) -> anyhow::Result<Vec<SeveralExample>> {
    let example = |(number, line): (usize, &Line)| {
        let text = lines::text(line, number, "text")?.to_owned();
        let labels = line.get("labels").cloned().unwrap_or_default();
        let labels: Vec<String> =
            serde_json::from_value(labels).with_context(|| format!("object {}: \"labels\"", number + 1))?;
        let labels = labels.into_iter().filter(|label| label != OUT_OF_SCOPE).collect();
        anyhow::Ok(SeveralExample { text, labels })
    };
    read.iter().enumerate().map(example).collect()
}

fn predict(args: &PredictArgs, setup: &Setup) -> Result<(), Failure> {
    let model = match &args.model {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
            LinearModel::from_bytes(&bytes).with_context(|| path.display().to_string())?
        }
        None => built_in(setup)?,
    };
    let slots = args.model.as_deref().map(slots::beside).transpose()?.flatten();
    let mut read = lines::read(&args.files.input)?;
    for (number, line) in read.iter_mut().enumerate() {
        let text = lines::text(line, number, "text")?;
        let mut said = answer(&model, text);
        said.extend(slots.as_ref().map(|slots| ("slots", slots::found(slots, text))));
        line.extend(said.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    Ok(lines::write(&args.files.output, &read)?)
}

/// What a line gets.
fn answer(model: &LinearModel, text: &str) -> Vec<(&'static str, Value)> {
    if model.answers_several() {
        let found = model.predict_several(text);
        let labels: Vec<&String> = found.iter().map(|(label, _)| label).collect();
        // No label at all is as sure as the likeliest one is unlikely.
        let all = model.predict(text);
        let likeliest = all.first().map_or(0.0, |(_, probability)| *probability);
        let confidence = found
            .iter()
            .map(|(_, sure)| *sure)
            .reduce(f32::min)
            .unwrap_or(1.0 - likeliest);
        return vec![
            ("labels", json!(labels)),
            ("confidence", json!(confidence)),
            ("candidates", candidates(&all)),
        ];
    }
    let prediction = model.classify(text);
    let best = prediction.candidates.first();
    let (label, confidence) = match best {
        Some((label, probability)) if prediction.out_of_scope <= 0.5 => (label.as_str(), *probability),
        // As sure as the likeliest label is unlikely: who sorts by confidence finds strangers at one end.
        best => (
            OUT_OF_SCOPE,
            1.0 - best.map_or(0.0, |(_, probability)| *probability),
        ),
    };
    let candidates = candidates(&prediction.candidates);
    vec![
        ("label", json!(label)),
        ("confidence", json!(confidence)),
        ("candidates", candidates),
    ]
}

fn candidates(ranked: &[(String, f32)]) -> Value {
    let first = ranked.iter().take(MOST_CANDIDATES);
    first
        .map(|(label, probability)| json!({ "label": label, "confidence": probability }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, label: &str) -> Line {
        let fields = [("text", json!(text)), ("label", json!(label))];
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    #[test]
    fn a_model_learnt_from_lines_answers_with_their_labels() {
        let read: Vec<Line> = (0..12)
            .flat_map(|number| {
                [
                    line(&format!("track parcel {number}"), "track"),
                    line(&format!("cancel order {number}"), "cancel"),
                ]
            })
            .collect();
        let set = examples(&read).expect("every line is whole");
        let (model, _) = LinearModel::train(&set, &TrainingSettings::default()).expect("two labels");
        let said = answer(&model, "cancel order 3");
        assert_eq!(said[0], ("label", json!("cancel")));
        assert!(
            said[2]
                .1
                .as_array()
                .is_some_and(|candidates| candidates.len() == 2)
        );
    }

    #[test]
    fn a_line_without_a_label_is_named() {
        let mut bare = line("a", "b");
        bare.remove("label");
        let refused = examples(&[line("a", "b"), bare]).expect_err("the second has none");
        assert!(refused.to_string().contains("object 2"), "{refused}");
    }
}
