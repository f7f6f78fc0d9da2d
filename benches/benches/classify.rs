//! Reading one message: everything, and the trained model alone.

use std::hint::black_box;

use colloquy_actors::SystemClock;
use colloquy_benches::{
    shop::{self, DemoShop},
    texts::MIXED,
};
use colloquy_engine::{port::Clock, understanding::Situation};
use criterion::{Criterion, Throughput};

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let demo = DemoShop::load()?;
    let understander = shop::understander(folder.path())?;
    let situation = Situation {
        lexicon: &demo.shop.lexicon,
        now: SystemClock.now(),
        language_hint: None,
        open_question: None,
        shown_products: &[],
    };
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("classify");
    group.throughput(Throughput::Elements(1));
    group.bench_function("understand", |bencher| {
        let mut texts = MIXED.iter().cycle();
        bencher.iter(|| {
            texts
                .next()
                .map(|text| understander.understand(black_box(text), &situation))
        });
    });
    group.bench_function("floor_model_alone", |bencher| {
        let mut texts = MIXED.iter().cycle();
        bencher.iter(|| {
            texts
                .next()
                .map(|text| understander.model().classify(black_box(text)))
        });
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}
