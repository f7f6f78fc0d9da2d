//! From how many passages on a graph of neighbours is quicker than looking at every vector.

use std::{path::Path, time::Instant};

use colloquy_engine::{
    knowledge::{Embedder, HashedEmbedder},
    language::Language,
};
use colloquy_vector::{Hnsw, QuantisedVectors, normalise};

use crate::{measure::percent, rows, table::Figure};

/// Numbers of passages that are tried.
const SIZES: [usize; 5] = [1_000, 2_500, 5_000, 10_000, 20_000];
/// Neighbours that are asked for, as a search does.
const NEIGHBOURS: usize = 40;
/// Candidates held while walking the graph, as a search does.
const BREADTH: usize = 128;
/// Questions a size.
const QUESTIONS: usize = 200;

/// Real texts through the built-in embedder: both ways of finding are timed, and what the graph misses is counted.
pub(super) fn crossover(folder: &Path) -> anyhow::Result<Vec<Figure>> {
    let mut texts: Vec<String> = Vec::new();
    for file in ["train.jsonl", "../hwu64/train.jsonl", "../banking77/train.jsonl"] {
        let path = folder.join(file);
        if path.is_file() {
            texts.extend(rows::read(&path)?.iter().map(|row| row.text("text").to_owned()));
        }
    }
    let embedder = HashedEmbedder::fit(texts.iter().map(|text| (text.as_str(), Language::En)));
    let embedded = |text: &String| {
        let mut vector = embedder.embed(text, Language::En);
        normalise(&mut vector);
        vector
    };
    let asked: Vec<Vec<f32>> = rows::read(&folder.join("valid.jsonl"))?
        .iter()
        .take(QUESTIONS)
        .map(|row| embedded(&row.text("text").to_owned()))
        .collect();
    let vectors: Vec<Vec<f32>> = texts.iter().map(embedded).collect();
    let mut exact = QuantisedVectors::new(embedder.dimensions());
    let graph = Hnsw::new(embedder.dimensions(), vectors.len());
    let (mut figures, mut crossed) = (Vec::new(), None);
    let everything = |_: usize| true;
    for (slot, vector) in vectors.iter().enumerate() {
        exact.push(vector)?;
        graph.insert(slot, vector);
        let count = slot + 1;
        if !SIZES.contains(&count) {
            continue;
        }
        let began = Instant::now();
        let scanned: Vec<_> = asked
            .iter()
            .map(|asked| exact.search(asked, NEIGHBOURS, 0..count, &everything))
            .collect();
        let by_scan = micros(began);
        let began = Instant::now();
        let walked: Vec<_> = asked
            .iter()
            .map(|asked| graph.search(asked, NEIGHBOURS, BREADTH, &everything))
            .collect();
        let by_graph = micros(began);
        let (mut found, mut all) = (0, 0);
        for (scanned, walked) in scanned.iter().zip(&walked) {
            all += scanned.len();
            found += scanned
                .iter()
                .filter(|near| walked.iter().any(|other| other.slot == near.slot))
                .count();
        }
        if by_graph < by_scan {
            crossed.get_or_insert(count);
        }
        figures.push(Figure::new("vectors", format!("scan of {count}, µs"), by_scan));
        figures.push(Figure::new("vectors", format!("graph of {count}, µs"), by_graph));
        figures.push(Figure::new(
            "vectors",
            format!("graph of {count}, share of the nearest forty"),
            percent(found, all),
        ));
    }
    // Nothing is reported where the graph was never the quicker.
    figures.extend(
        crossed.map(|count| Figure::new("vectors", "the graph is quicker from, passages", count as f64)),
    );
    Ok(figures)
}

fn micros(began: Instant) -> f64 {
    1e6 * began.elapsed().as_secs_f64() / QUESTIONS as f64
}
