//! The journal alone with 64 waiting writers, and under it the same units with nobody who waits: one transaction after
//! the other, prepared beforehand.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use colloquy_actors::{ActorSettings, JournalHandle};
use colloquy_benches::{
    durable,
    load::latency::Latency,
    recording,
    replay::{self, Replay},
    shop::{self, DemoShop},
    texts::ROUND,
    writers::{self, Written},
};
use criterion::{BenchmarkId, Criterion, Throughput};

/// Writers that wait, each for its own unit.
const WRITERS: usize = 64;

fn main() -> anyhow::Result<()> {
    let system = actix_rt::System::new();
    let folder = tempfile::tempdir()?;
    let demo = DemoShop::load()?;
    let understander = shop::understander(folder.path())?;
    let stores = system.block_on(durable::open_all(folder.path(), &demo))?;
    let units = match stores.first() {
        Some((_, store)) => system.block_on(recording::units(store, &demo, understander, &ROUND))?,
        None => Vec::new(),
    };
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("journal");
    group.sample_size(20).measurement_time(Duration::from_secs(10));
    group.throughput(Throughput::Elements(WRITERS as u64));
    for (name, store) in stores {
        let (journal, arbiter) = system
            .block_on(async { JournalHandle::alone(Arc::new(store.clone()), &ActorSettings::default()) });
        let mut replays: Vec<Replay> = (0..WRITERS).map(|_| Replay::new(units.clone())).collect();
        let mut all = Written::default();
        group.bench_function(BenchmarkId::new("waiting_writers", name), |bencher| {
            bencher.iter_custom(|rounds| {
                let written = system
                    .block_on(writers::write(&journal, &mut replays, rounds))
                    .expect("commits");
                all.waits.extend(&written.waits);
                all.rows += written.rows;
                all.lasted += written.lasted;
                written.lasted
            });
        });
        tell(name, all);
        arbiter.stop();
        let mut replays: Vec<Replay> = (0..WRITERS).map(|_| Replay::new(units.clone())).collect();
        group.bench_function(BenchmarkId::new("floor_commit", name), |bencher| {
            bencher.iter_custom(|rounds| {
                system.block_on(async {
                    let began = Instant::now();
                    for _ in 0..rounds {
                        replay::commit_together(&store, &mut replays)
                            .await
                            .expect("a commit");
                    }
                    began.elapsed()
                })
            });
        });
    }
    group.finish();
    criterion.final_summary();
    Ok(())
}

/// What Criterion does not tell: rows, and how long writers waited. Warm-up is part of it.
fn tell(name: &str, written: Written) {
    let seconds = written.lasted.as_secs_f64().max(f64::EPSILON);
    let (units, rows) = (
        written.waits.len() as f64 / seconds,
        written.rows as f64 / seconds,
    );
    let Latency {
        median_ms, p99_ms, ..
    } = Latency::of(written.waits);
    println!("{name}: {units:.0} units/s, {rows:.0} rows/s, p50 {median_ms:.2} ms, p99 {p99_ms:.2} ms");
}
