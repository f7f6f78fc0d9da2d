//! The whole line without a journal: understand, retrieve, act, respond, judge, form. One thread, one conversation.

use std::hint::black_box;

use colloquy_benches::{
    in_memory::Line,
    shop::{self, DemoShop},
    texts::MIXED,
};
use criterion::{Criterion, Throughput};
use futures::executor::block_on;

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let demo = DemoShop::load()?;
    let line = Line::new(&demo, shop::understander(folder.path())?);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("turn_in_memory");
    group.throughput(Throughput::Elements(1));
    group.bench_function("walk", |bencher| {
        let mut texts = MIXED.iter().cycle();
        bencher.iter(|| {
            texts
                .next()
                .map(|text| block_on(line.walk(black_box(text))).expect("a reply"))
        });
    });
    group.bench_function("floor_turn_made_and_dropped", |bencher| {
        let mut texts = MIXED.iter().cycle();
        bencher.iter(|| texts.next().map(|text| line.turn(black_box(text))));
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}
