//! Finding passages: the demo shop's knowledge, two thousand synthetic passages, and the reading of the question alone.

use std::hint::black_box;

use colloquy_benches::{shop::DemoShop, synthetic, texts::QUESTIONS};
use colloquy_engine::{
    knowledge::{Query, words},
    language::Language,
};
use criterion::{BenchmarkId, Criterion, Throughput};

/// Passages of the synthetic index.
const SYNTHETIC: usize = 2_000;

fn main() -> anyhow::Result<()> {
    let demo = DemoShop::load()?;
    let synthetic = synthetic::index(SYNTHETIC);
    let questions: Vec<Query> = QUESTIONS
        .iter()
        .map(|text| Query::new(*text, Language::En))
        .collect();
    let made: Vec<Query> = (0..50)
        .map(|number| Query::new(synthetic::question(number * 37), Language::En))
        .collect();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("retrieve");
    group.throughput(Throughput::Elements(1));
    for (name, index, queries) in [
        ("demo", &*demo.shop.knowledge, &questions),
        ("synthetic", &synthetic, &made),
    ] {
        group.bench_function(BenchmarkId::new(name, index.len()), |bencher| {
            let mut queries = queries.iter().cycle();
            bencher.iter(|| queries.next().map(|query| index.search(black_box(query))));
        });
    }
    group.bench_function("floor_words_of_the_question", |bencher| {
        let mut queries = questions.iter().cycle();
        bencher.iter(|| queries.next().map(|query| words(black_box(&query.text))));
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}
