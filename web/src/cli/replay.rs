//! `colloquy replay`: stored turns run again, and what would differ.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use clap::Args;
use colloquy_actors::ShopSource;
use colloquy_engine::{
    ids::{BusinessId, ConversationId},
    port::{accounts::AccountStore, replay::Selection},
    replay::Replayed,
};
use colloquy_entities::Store;
use uuid::Uuid;

use super::{Failure, Global, on_system};
use crate::{
    bootstrap::{
        self, Setup, StartError,
        shops::ShopLoader,
        store,
        understander::{self, Teacher},
    },
    replay::{self, Report},
};

/// Flags of `replay`.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// The turns of one conversation.
    #[arg(
        long,
        value_name = "ID",
        conflicts_with = "since",
        required_unless_present = "since"
    )]
    conversation: Option<Uuid>,
    /// All turns since a moment (RFC 3339, such as 2026-01-31T08:00:00Z).
    #[arg(long, value_name = "TIME")]
    since: Option<DateTime<Utc>>,
    /// Turns of a business at most.
    #[arg(long, default_value_t = 1_000)]
    limit: usize,
}

pub(super) fn run(global: &Global, args: &ReplayArgs) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    let report = on_system(replay(&setup, args))?;
    if global.json {
        let text = serde_json::to_string_pretty(&report).map_err(anyhow::Error::from)?;
        println!("{text}");
        return Ok(());
    }
    for replayed in &report.differing {
        print(replayed);
    }
    println!(
        "{} turns: {} the same, {} different, {} not recorded{}",
        report.total,
        report.same,
        report.different,
        report.not_recorded,
        if report.more { "; there are more" } else { "" }
    );
    Ok(())
}

async fn replay(setup: &Setup, args: &ReplayArgs) -> Result<Report, Failure> {
    let store = store::open(setup).await?;
    let understander = understander::load(setup).await?;
    let selection = match (args.conversation, args.since) {
        (Some(id), _) => Selection::Conversation(ConversationId(id)),
        (None, Some(moment)) => Selection::Since(moment),
        (None, None) => return Err(anyhow!("say --conversation or --since").into()),
    };
    let teacher = Arc::new(Teacher::new(Arc::clone(&understander)));
    let shops = ShopLoader::new(setup, store.clone())?
        .taught_by(teacher)
        .embedded_by(bootstrap::embeddings::of_command(setup, &store)?);
    let mut whole = Report::default();
    for business in businesses(&store).await? {
        let shop = shops.load(business).await.map_err(StartError::from)?;
        let shop = shop.with_context(|| format!("business {business} is gone"))?;
        let report = replay::run(&store, (&shop, &understander), business, selection, args.limit).await;
        let report = report.map_err(StartError::from)?;
        whole.total += report.total;
        whole.same += report.same;
        whole.different += report.different;
        whole.not_recorded += report.not_recorded;
        whole.more |= report.more;
        whole.differing.extend(report.differing);
    }
    store.database().close().await.map_err(StartError::from)?;
    Ok(whole)
}

async fn businesses(store: &Store) -> Result<Vec<BusinessId>, Failure> {
    let businesses = store.businesses().await.map_err(StartError::from)?;
    Ok(businesses.into_iter().map(|business| business.id).collect())
}

fn print(replayed: &Replayed) {
    println!(
        "turn {} of conversation {}",
        replayed.turn_id, replayed.conversation_id
    );
    if !replayed.changed.is_empty() {
        println!("  changed since: {}", replayed.changed.join(", "));
    }
    for difference in &replayed.differences {
        println!("  {}", difference.field);
        println!("    was {}", difference.was);
        println!("    now {}", difference.now);
    }
    for question in &replayed.not_asked_then {
        println!("  would ask the order desk, and did not: {question:?}");
    }
}
