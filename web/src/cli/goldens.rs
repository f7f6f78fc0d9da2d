//! `colloquy goldens run`: each golden in a fresh conversation of an engine in this process, which leaves no trace.

use std::{path::PathBuf, sync::Arc};

use anyhow::Context;
use chrono::Utc;
use clap::{Args, Subcommand};
use colloquy_actors::{Engine, Ports, Seat, SessionSeat, Shops};
use colloquy_engine::{
    channel::Channel,
    ids::BusinessId,
    knowledge::{Golden, GoldenFailure, GoldenOutcome},
    port::{
        accounts::AccountStore,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
    },
};
use colloquy_entities::Store;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Failure, Global, in_process, on_system, scratch::Scratch};
use crate::{
    bootstrap::{
        self, Setup, StartError,
        shops::{PUBLISHED, ShopLoader},
        store,
        understander::{self, Teacher},
    },
    lifecycle::FolderLock,
    secret::RootSecret,
    seed,
    tokens::SessionIds,
};

/// What can be done with goldens.
#[derive(Debug, Subcommand)]
pub(crate) enum GoldensCommand {
    /// Runs them and prints each failure.
    Run(RunArgs),
}

/// Flags of `goldens run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Goldens of a file (TOML, JSON, or JSON lines) in place of the published ones.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The business, by slug.
    #[arg(long, value_name = "SLUG", default_value = seed::SLUG)]
    business: String,
}

/// What a golden failed at.
#[derive(Debug, Serialize)]
struct Failed {
    name: String,
    question: String,
    failures: Vec<GoldenFailure>,
}

#[derive(Deserialize)]
struct GoldenFile {
    golden: Vec<Golden>,
}

pub(super) fn run(global: &Global, command: &GoldensCommand) -> Result<(), Failure> {
    let GoldensCommand::Run(args) = command;
    let setup = global.quiet_setup()?;
    let (total, failed) = on_system(run_all(&setup, args))?;
    if global.json {
        let passed = total - failed.len();
        println!(
            "{}",
            json!({ "passed": passed, "failed": failed.len(), "failures": failed })
        );
    } else {
        for one in &failed {
            println!("FAILED {}: {}", one.name, one.question);
            for failure in &one.failures {
                println!(
                    "  {}: expected {:?}, got {:?}",
                    failure.field, failure.expected, failure.got
                );
            }
        }
        println!("{} of {total} goldens passed", total - failed.len());
    }
    match failed.len() {
        0 => Ok(()),
        count => Err(Failure::Found(format!("{count} of {total} goldens failed"))),
    }
}

async fn run_all(setup: &Setup, args: &RunArgs) -> Result<(usize, Vec<Failed>), Failure> {
    let store = stocked(setup).await?;
    let businesses = store.businesses().await.map_err(StartError::from)?;
    let business = businesses
        .into_iter()
        .find(|business| business.slug == args.business);
    let business = business
        .with_context(|| format!("there is no business {:?}", args.business))?
        .id;
    let goldens = match &args.file {
        Some(path) => of_file(path)?,
        None => {
            let entries = store
                .entries(business, KnowledgeKind::Golden)
                .await
                .map_err(StartError::from)?;
            entries
                .into_iter()
                .filter(|entry| entry.status == PUBLISHED)
                .map(golden)
                .collect::<Result<_, _>>()?
        }
    };
    let scratch = Arc::new(Scratch::default());
    let engine = engine(setup, &store, &scratch).await?;
    let mut failed = Vec::new();
    let total = goldens.len();
    for golden in goldens {
        let outcome = outcome(&engine, &scratch, business, &golden.question).await;
        let outcome = outcome.with_context(|| golden.name.clone())?;
        let failures = golden.expect.failures(&outcome);
        if !failures.is_empty() {
            failed.push(Failed {
                name: golden.name,
                question: golden.question,
                failures,
            });
        }
    }
    engine.stop(setup.settings.server.drain()).await;
    store.database().close().await.map_err(StartError::from)?;
    Ok((total, failed))
}

/// The database, with the demo shop when it is empty and no server is at work on it.
pub(super) async fn stocked(setup: &Setup) -> Result<Store, StartError> {
    let store = store::open(setup).await?;
    if setup.seeds_demo()
        && let Ok(_lock) = FolderLock::take(&setup.place.data)
    {
        seed::if_empty(setup, &store, &setup.root_secret()?).await?;
    }
    Ok(store)
}

/// An engine that reads what is stored and writes nothing.
async fn engine(setup: &Setup, store: &Store, scratch: &Arc<Scratch>) -> Result<Engine, StartError> {
    let understander = understander::load(setup).await?;
    let teacher = Arc::new(Teacher::new(Arc::clone(&understander)));
    let loader = ShopLoader::new(setup, store.clone())?
        .taught_by(teacher)
        .embedded_by(bootstrap::embeddings::of_command(setup, store)?);
    let shops = Shops::new(Arc::new(loader));
    let ports = Ports {
        journal: scratch.clone(),
        conversations: scratch.clone(),
        carts: scratch.clone(),
        snapshots: scratch.clone(),
        ..bootstrap::ports(store)
    };
    Ok(Engine::start(ports, shops, understander, setup.actor_settings()))
}

async fn outcome(
    engine: &Engine,
    scratch: &Scratch,
    business: BusinessId,
    question: &str,
) -> anyhow::Result<GoldenOutcome> {
    // Nobody outlives this process, so any secret will do.
    let session = SessionIds::new(&RootSecret::new("goldens".as_bytes())).issue(business, Utc::now());
    let seat = Seat {
        business_id: business,
        conversation_id: session.conversation_id,
        channel: Channel::Web,
        session: Some(SessionSeat {
            id: session.id,
            created_at: session.created_at,
            initial_context: None,
        }),
    };
    let exchange = in_process::say(engine, &seat, question).await?;
    let decision = scratch
        .decision(exchange.message_id)
        .map(|kind| kind.as_str().to_owned());
    let Some(response) = exchange.response else {
        return Ok(GoldenOutcome {
            decision,
            ..GoldenOutcome::default()
        });
    };
    Ok(GoldenOutcome {
        intent: response.intent,
        answer: response.content,
        sources: response
            .sources
            .into_iter()
            .map(|source| source.reference)
            .collect(),
        decision,
    })
}

fn golden(entry: KnowledgeEntry) -> anyhow::Result<Golden> {
    let expect = serde_json::from_value(entry.extra).with_context(|| format!("golden {:?}", entry.slug))?;
    Ok(Golden {
        name: entry.slug,
        question: entry.title,
        expect,
    })
}

fn of_file(path: &PathBuf) -> anyhow::Result<Vec<Golden>> {
    let place = || path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(place)?;
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => Ok(toml::from_str::<GoldenFile>(&text).with_context(place)?.golden),
        Some("json") => serde_json::from_str(&text).with_context(place),
        _ => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines
                .map(|line| serde_json::from_str(line).with_context(place))
                .collect()
        }
    }
}
