//! How long one whole reading of a message takes: language, intent, entities, actions, feeling, handover.

use std::{path::Path, time::Instant};

use super::shop::Reader;
use crate::{
    rows::{self, Row},
    table::Figure,
};

/// Code points of a text at most.
const LONGEST: usize = 80;
/// Texts of a file, evenly picked.
const OF_A_FILE: usize = 500;
/// Readings of each text.
const READINGS: usize = 7;
/// Where short texts of shoppers are taken from.
const FILES: &[&str] = &[
    "bitext_support/train.jsonl",
    "clinc150/train.jsonl",
    "banking77/train.jsonl",
    "xsid/nl_valid.jsonl",
    "xsid/de_valid.jsonl",
    "xsid/it_valid.jsonl",
];

/// Median and 99th percentile over real texts. Of each text the quickest of several readings counts: what else the machine does
/// meanwhile is no part of it.
pub(super) fn speed(folder: &Path, reader: &Reader) -> anyhow::Result<Vec<Figure>> {
    let mut texts = Vec::new();
    for file in FILES
        .iter()
        .map(|file| folder.join(file))
        .filter(|file| file.is_file())
    {
        let rows = rows::read(&file)?;
        let short: Vec<&Row> = rows
            .iter()
            .filter(|row| row.text("text").chars().count() <= LONGEST)
            .collect();
        let step = short.len().div_ceil(OF_A_FILE).max(1);
        texts.extend(
            short
                .into_iter()
                .step_by(step)
                .map(|row| row.text("text").to_owned()),
        );
    }
    let mut micros: Vec<f64> = texts
        .iter()
        .map(|text| {
            let once = || {
                let began = Instant::now();
                std::hint::black_box(reader.read(text));
                1e6 * began.elapsed().as_secs_f64()
            };
            (0..READINGS).map(|_| once()).fold(f64::INFINITY, f64::min)
        })
        .collect();
    micros.sort_by(f64::total_cmp);
    let at = |share: usize| micros.get(micros.len() * share / 100).copied();
    let mut figures = Vec::new();
    for (name, share, bound) in [("median", 50, 50.0), ("p99", 99, 150.0)] {
        let metric = format!("one message of up to {LONGEST} characters read, µs, {name}");
        figures.extend(at(share).map(|micros| Figure::new(super::shop::NAME, metric, micros).at_most(bound)));
    }
    Ok(figures)
}
