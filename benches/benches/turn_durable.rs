//! A message to its durable answer over the actors and SQLite, and the floors under it: the same units committed
//! with nothing between, and one round trip over a socket.

use std::time::{Duration, Instant};

use colloquy_benches::{
    durable::{self, Running},
    load::{client::Client, echo::Echo},
    recording,
    replay::{self, Replay},
    shop::{self, DemoShop},
    texts::ROUND,
};
use criterion::{BenchmarkId, Criterion, Throughput};
use futures::future::try_join_all;

/// Conversations at once.
const TOGETHER: [usize; 2] = [1, 64];

fn main() -> anyhow::Result<()> {
    let system = actix_rt::System::new();
    let folder = tempfile::tempdir()?;
    let demo = DemoShop::load()?;
    let understander = shop::understander(folder.path())?;
    let store = system.block_on(durable::open(folder.path(), &demo))?;
    let units = system.block_on(recording::units(&store, &demo, understander.clone(), &ROUND))?;
    let running = system.block_on(Running::start(
        &store,
        &demo,
        understander,
        durable::settings(),
        None,
    ))?;

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("turn_durable");
    group.sample_size(20).measurement_time(Duration::from_secs(10));
    for count in TOGETHER {
        group.throughput(Throughput::Elements(count as u64));
        let mut talks = system.block_on(try_join_all((0..count).map(|_| running.talk())))?;
        let mut said = 0;
        group.bench_function(BenchmarkId::new("say_to_response", count), |bencher| {
            bencher.iter_custom(|rounds| {
                system.block_on(async {
                    let began = Instant::now();
                    for _ in 0..rounds {
                        durable::say_together(&mut talks, said).await.expect("answers");
                        said += 1;
                    }
                    began.elapsed()
                })
            });
        });
        drop(talks);
        let mut replays: Vec<Replay> = (0..count).map(|_| Replay::new(units.clone())).collect();
        group.bench_function(BenchmarkId::new("floor_commit", count), |bencher| {
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
    group.throughput(Throughput::Elements(1));
    let echo = system.block_on(Echo::start())?;
    let patience = Duration::from_secs(10);
    let mut client = system
        .block_on(Client::connect(&echo.target(), patience))
        .expect("a socket");
    group.bench_function("floor_socket_echo", |bencher| {
        bencher.iter_custom(|rounds| {
            system.block_on(async {
                let began = Instant::now();
                for _ in 0..rounds {
                    client.say(ROUND[0], patience).await.expect("an echo");
                }
                began.elapsed()
            })
        });
    });
    group.finish();
    criterion.final_summary();
    system.block_on(running.stop());
    Ok(())
}
