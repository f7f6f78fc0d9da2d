//! `colloquy config publish`: a folder takes the place of the one that `--config` names, if it breaks no golden.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Args;
use colloquy_engine::port::accounts::{AccountStore, Role, User};
use colloquy_entities::Store;
use serde_json::json;

use super::{Failure, Global, goldens::stocked, on_system};
use crate::{
    bootstrap::{Place, Setup, StartError, model, shops::Rules},
    publishing::configuration::{self, Held},
};

/// Flags of `config publish`.
#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// The folder that is to be published into that of `--config`.
    folder: PathBuf,
    /// Publishes it although goldens break, in the name of an owner of the business; the activity log tells of it.
    #[arg(long, value_name = "EMAIL")]
    anyway: Option<String>,
}

pub(super) fn run(global: &Global, args: &PublishArgs) -> Result<(), Failure> {
    let into = global
        .config
        .clone()
        .context("say --config: the folder that is published into")?;
    let live = global.quiet_setup()?;
    let candidate = candidate(global, args).map_err(|error| Failure::Found(error.to_string()))?;
    let held = on_system(publish(&live, &candidate, (args, into)))?;
    let broken: usize = held.iter().map(|one| one.broken.len()).sum();
    let is_published = broken == 0 || args.anyway.is_some();
    print(global, &held, is_published);
    if is_published {
        return Ok(());
    }
    Err(Failure::Found(format!(
        "{broken} goldens would break; nothing was published"
    )))
}

/// Settings, sentences, flows and prompts of the folder as a start would take them.
fn candidate(global: &Global, args: &PublishArgs) -> Result<Setup, StartError> {
    if !args.folder.is_dir() {
        return Err(StartError::Unusable(format!(
            "{}: no folder",
            args.folder.display()
        )));
    }
    let place = Place {
        config: Some(args.folder.clone()),
        ..global.place()
    };
    let setup = Setup::of_process(place, &[], false)?;
    Rules::new(&setup)?;
    model::told(&setup)?;
    Ok(setup)
}

async fn publish(
    live: &Setup,
    candidate: &Setup,
    (args, into): (&PublishArgs, PathBuf),
) -> Result<Vec<Held>, Failure> {
    let store = stocked(live).await?;
    // Whoever may not insist is told so before the goldens are run.
    let insists = match &args.anyway {
        Some(email) => Some(owner(&store, email).await?),
        None => None,
    };
    let held = configuration::hold(live, candidate, &store).await?;
    let breaks = held.iter().any(|one| !one.broken.is_empty());
    if let Some(user) = &insists {
        owns(user, &held)?;
    }
    let by = insists.filter(|_| breaks);
    if !breaks || by.is_some() {
        let at = live.clock().now();
        configuration::put_in_place(&args.folder, &into)
            .with_context(|| format!("{} could not be published", args.folder.display()))?;
        configuration::tell(&store, &held, (by.as_ref(), at))
            .await
            .map_err(StartError::from)?;
    }
    store.database().close().await.map_err(StartError::from)?;
    Ok(held)
}

/// An owner by address.
async fn owner(store: &Store, email: &str) -> Result<User, Failure> {
    let email = email.trim().to_lowercase();
    let user = store.staff_by_email(&email).await.map_err(StartError::from)?;
    let user = user.filter(|user| matches!(user.role, Role::Owner | Role::Admin));
    user.ok_or_else(|| anyhow!("only an owner publishes over broken goldens, and {email:?} is none").into())
}

/// Whether all goldens that break are those of the owner's own business.
fn owns(user: &User, held: &[Held]) -> Result<(), Failure> {
    let foreign = held
        .iter()
        .find(|one| !one.broken.is_empty() && one.business.id != user.business_id);
    match foreign {
        None => Ok(()),
        Some(one) => Err(anyhow!(
            "goldens of {:?} would break, which is another's business",
            one.business.slug
        )
        .into()),
    }
}

fn print(global: &Global, held: &[Held], is_published: bool) {
    if global.json {
        let businesses: Vec<_> = held.iter().map(report).collect();
        println!(
            "{}",
            json!({ "published": is_published, "businesses": businesses })
        );
        return;
    }
    for one in held {
        for result in &one.broken {
            println!(
                "BROKEN {} {}: {}",
                one.business.slug, result.golden.slug, result.golden.title
            );
            for failure in &result.failures {
                println!(
                    "  {}: expected {:?}, got {:?}",
                    failure.field, failure.expected, failure.got
                );
            }
        }
        println!(
            "{}: {} goldens, {} would break; configuration {}",
            one.business.slug,
            one.goldens,
            one.broken.len(),
            one.version
        );
    }
    if is_published {
        println!(
            "published; running servers answer by it within seconds. Addresses, limits and models count from their next start"
        );
    }
}

fn report(one: &Held) -> serde_json::Value {
    let broken: Vec<_> = one
        .broken
        .iter()
        .map(|result| {
            json!({ "name": result.golden.slug, "question": result.golden.title, "failures": result.failures })
        })
        .collect();
    json!({ "business": one.business.slug, "goldens": one.goldens, "version": one.version,
        "changes": one.changes, "broken": broken })
}
