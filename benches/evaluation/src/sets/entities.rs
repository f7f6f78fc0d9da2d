//! Facts in five languages, by kind, on exact places.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chrono::{DateTime, NaiveDateTime, Utc};
use colloquy_engine::{
    commerce::catalogue::Catalogue,
    understanding::{
        CatalogueLexicon, EntityKind,
        entities::{self, when},
        text::Reading,
    },
};

use crate::{
    measure::Overlap,
    rows::{self, Row},
    table::Figure,
};

const KINDS: &[(&str, &[EntityKind], f64, f64)] = &[
    ("email", &[EntityKind::Email], 0.90, 0.95),
    ("url", &[EntityKind::Url], 0.90, 0.95),
    ("phonenumber", &[EntityKind::Phone], 0.90, 0.95),
    ("percentage", &[EntityKind::Percent], 0.80, 0.90),
    ("number", &[EntityKind::Number], 0.70, 0.85),
    ("currency", &[EntityKind::Money], 0.70, 0.85),
    (
        "datetime",
        &[EntityKind::Date, EntityKind::Time, EntityKind::Duration],
        0.50,
        0.70,
    ),
];

fn now(row: &Row) -> DateTime<Utc> {
    let written = row.text("reference_time");
    let read = NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(written, "%Y-%m-%d %H:%M:%S"));
    read.map_or_else(|_| DateTime::<Utc>::UNIX_EPOCH, |time| time.and_utc())
}

pub(super) fn score(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let rows = rows::read(&folder.join("dev.jsonl"))?;
    let lexicon = CatalogueLexicon::new(&Catalogue::new(Vec::new()));
    let mut figures = Vec::new();
    for (kind, ours, floor, goal) in KINDS {
        let mut all = Overlap::default();
        let mut languages: BTreeMap<&str, Overlap> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.text("kind") == *kind) {
            let reading = Reading::new(row.text("text"));
            let found: BTreeSet<(usize, usize)> = entities::find(&reading, &lexicon, now(row))
                .iter()
                .filter(|entity| ours.contains(&entity.kind))
                .map(|entity| (entity.start, entity.end))
                .collect();
            // The set marks a day with its hour as one; a message keeps them apart to resolve each.
            let found = if *kind == "datetime" {
                when::expressions(&reading)
                    .into_iter()
                    .map(|range| (reading.code_point(range.start), reading.code_point(range.end)))
                    .collect()
            } else {
                found
            };
            let wanted: BTreeSet<(usize, usize)> = row
                .rows("entities")
                .iter()
                .map(|entity| (entity.number("start") as usize, entity.number("end") as usize))
                .collect();
            all.add(&wanted, &found);
            languages
                .entry(row.text("lang"))
                .or_default()
                .add(&wanted, &found);
        }
        figures.push(Figure::new("entities", format!("F1, {kind}"), all.f1() / 100.0).aims(*floor, *goal));
        for (language, overlap) in languages {
            figures.push(Figure::new(
                "entities",
                format!("F1, {kind}, {language}"),
                overlap.f1() / 100.0,
            ));
        }
    }
    Ok(figures)
}
