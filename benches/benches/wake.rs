//! Waking: many conversations from their rows and from their snapshots, one alone, and under it the snapshot's bytes read
//! without a database.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use colloquy_benches::{durable, shop::DemoShop, waking::Asleep};
use colloquy_engine::conversation::snapshot;
use criterion::{BenchmarkId, Criterion, Throughput};

/// Conversations that are asleep: more than any cache of statements or pages was just warmed by.
const ASLEEP: usize = 5_000;
/// Conversations of one iteration.
const WOKEN: usize = 2_048;
/// Conversations that are read together, as where many wake at once.
const PAGE: usize = 256;

fn main() -> anyhow::Result<()> {
    // As many threads as conversations are spread over.
    let system = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let folder = tempfile::tempdir()?;
    let demo = DemoShop::load()?;
    let stores = system.block_on(durable::open_all(folder.path(), &demo))?;
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("wake");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for (name, store) in stores {
        let asleep = system.block_on(Asleep::write(&store, demo.business.id, ASLEEP))?;
        let mut from = 0;
        for (case, count, page) in [("many", WOKEN, PAGE), ("one", 1, 1)] {
            group.throughput(Throughput::Elements(count as u64));
            for is_journal in [true, false] {
                let source = if is_journal { "journal" } else { "snapshots" };
                group.bench_function(
                    BenchmarkId::new(format!("{case}_from_{source}"), name),
                    |bencher| {
                        bencher.iter_custom(|rounds| {
                            system.block_on(async {
                                let began = Instant::now();
                                for _ in 0..rounds {
                                    match is_journal {
                                        true => asleep.from_journal(from, count, page).await,
                                        false => asleep.from_snapshots(from, count, page).await,
                                    }
                                    .expect("conversations");
                                    from += count;
                                }
                                began.elapsed()
                            })
                        });
                    },
                );
            }
        }
        let (id, bytes) = system.block_on(asleep.packed(0))?;
        group.throughput(Throughput::Elements(1));
        group.bench_function(BenchmarkId::new("floor_bytes_read", name), |bencher| {
            bencher.iter(|| snapshot::decode(black_box(&bytes), id));
        });
    }
    group.finish();
    criterion.final_summary();
    Ok(())
}
