//! One run from the first process to the verdict.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::future::join_all;
use tokio::sync::watch;

use super::{
    deliveries,
    operator::{self, Desk},
    plan::{Fault, Step, steps},
    provider::{Mood, Provider},
    report::Report,
    shopper::{Shopper, Town},
    stand::{Stand, Wishes},
    verdict,
};

/// How long everything may take to heal once nothing goes wrong any more.
const HEALS_WITHIN: Duration = Duration::from_secs(60);

/// How long a node may take to stop by itself.
const STOPS_WITHIN: Duration = Duration::from_secs(20);

/// What is run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Reproduces the faults.
    pub seed: u64,
    /// How long faults happen.
    pub lasts: Duration,
    /// Shoppers at once.
    pub shoppers: usize,
    /// The nodes.
    pub wishes: Wishes,
}

/// Runs a plan. Logs are kept when something is not as it must be.
///
/// # Errors
/// When something cannot be started, or does not come back.
pub async fn run(plan: &Plan) -> anyhow::Result<Report> {
    let mut stand = Stand::start(&plan.wishes).await?;
    let provider = Provider::start().await?;
    operator::name_provider(&stand.nodes[0].base(), &provider).await?;
    let authority = |base: String| base.trim_start_matches("http://").to_owned();
    let town = Arc::new(Town {
        nodes: stand.nodes.iter().map(|node| authority(node.base())).collect(),
        resets: stand.nodes.iter().map(|_| watch::channel(0).0).collect(),
        closing: watch::channel(false).0,
    });
    let desk = Arc::new(Desk::default());
    let shopping: Vec<_> = (0..plan.shoppers)
        .map(|place| {
            let shopper = Shopper::new(Arc::clone(&town), plan.seed, place as u64);
            tokio::spawn(shopper.shop())
        })
        .collect();
    let working = tokio::spawn(operator::work(Arc::clone(&town), Arc::clone(&desk), plan.seed));
    let mut faults = BTreeMap::new();
    for step in steps(plan.seed, plan.lasts, stand.nodes.len(), plan.wishes.lease) {
        tokio::time::sleep(step.after).await;
        // Conversations become known as they are stored.
        if let Ok(known) = stand.ask_database("SELECT id FROM conversations ORDER BY id") {
            *desk.conversations.lock() = known.lines().map(str::to_owned).collect();
        }
        eprintln!("{} (node {}, {:?})", step.fault, step.node, step.lasts);
        *faults.entry(step.fault.to_string()).or_default() += 1;
        happen(&mut stand, &town, &provider, step).await?;
    }
    town.closing.send_replace(true);
    let mut shoppers = Vec::with_capacity(plan.shoppers);
    for ended in join_all(shopping).await {
        shoppers.push(ended?);
    }
    let take_overs = working.await??;
    let began = Instant::now();
    let left_behind = heal(&stand, &mut shoppers, began + HEALS_WITHIN).await?;
    let healed_after_seconds = began.elapsed().as_secs_f64();
    let seen: Vec<_> = shoppers.iter().map(|shopper| shopper.seen().clone()).collect();
    let mut verdict = verdict::judge(&seen, &verdict::journal(&stand)?);
    verdict.take_over(stand.nodes[0].check_journal()?);
    let deliveries = deliveries::judge(&stand, &provider)?;
    let mut report = Report {
        seed: plan.seed,
        seconds: plan.lasts.as_secs(),
        shoppers: plan.shoppers,
        connections: seen.iter().map(|seen| u64::from(seen.connections)).sum(),
        take_overs,
        faults,
        healed_after_seconds,
        left_behind,
        verdict,
        deliveries,
        logs: None,
    };
    if !report.is_clean() {
        report.logs = Some(stand.keep());
    }
    Ok(report)
}

async fn happen(stand: &mut Stand, town: &Town, provider: &Provider, step: Step) -> anyhow::Result<()> {
    match step.fault {
        Fault::Kill | Fault::ClockJump => {
            stand.nodes[step.node].kill();
            tokio::time::sleep(step.lasts).await;
            stand.nodes[step.node].start(step.hours).await?;
        }
        Fault::Stop => {
            stand.nodes[step.node].stop(STOPS_WITHIN).await?;
            tokio::time::sleep(step.lasts).await;
            stand.nodes[step.node].start(step.hours).await?;
        }
        Fault::HoldUp => {
            stand.nodes[step.node].signal("STOP")?;
            tokio::time::sleep(step.lasts).await;
            stand.nodes[step.node].signal("CONT")?;
        }
        Fault::FlushRedis => stand.flush_redis().await?,
        Fault::RestartRedis => {
            stand.kill_redis();
            tokio::time::sleep(step.lasts).await;
            stand.start_redis().await?;
        }
        Fault::RestartDatabase => stand.restart_database().await?,
        Fault::ProviderErrs | Fault::ProviderHangs => {
            let mood = match step.fault {
                Fault::ProviderErrs => Mood::Erring,
                _ => Mood::Hanging,
            };
            provider.set_mood(mood);
            tokio::time::sleep(step.lasts).await;
            provider.set_mood(Mood::Well);
        }
        Fault::ResetSockets => town.resets[step.node].send_modify(|count| *count += 1),
    }
    Ok(())
}

/// Waits until no message waits and every shopper knows everything. Answers how many do not.
async fn heal(stand: &Stand, shoppers: &mut [Shopper], deadline: Instant) -> anyhow::Result<usize> {
    let mut behind: Vec<usize> = (0..shoppers.len()).collect();
    while !behind.is_empty() && Instant::now() < deadline {
        // What is still to be said is said first: it has to be answered as well.
        for place in behind.clone() {
            let up_to = stand.ask_database(&last_seq(&shoppers[place].seen().conversation))?;
            let up_to = up_to.trim().parse().unwrap_or_default();
            shoppers[place].catch_up(place % stand.nodes.len(), up_to).await;
        }
        let waits = "SELECT count(*) FROM receipts WHERE status = 'pending'";
        let waits = [waits, deliveries::OWED];
        let counts: Vec<String> = waits
            .iter()
            .map(|question| stand.ask_database(question))
            .collect::<anyhow::Result<_>>()?;
        if counts.iter().any(|count| count.trim() != "0") {
            tokio::time::sleep(Duration::from_millis(200)).await;
            continue;
        }
        let mut left = Vec::new();
        for place in behind {
            let known = stand.ask_database(&last_seq(&shoppers[place].seen().conversation))?;
            let known: i64 = known.trim().parse().unwrap_or_default();
            if shoppers[place].seen().last_seq < known || shoppers[place].has_open() {
                left.push(place);
            }
        }
        behind = left;
    }
    Ok(behind.len())
}

fn last_seq(conversation: &str) -> String {
    // A shopper who never got a word in has no conversation.
    match conversation {
        "" => "SELECT 0".to_owned(),
        id => format!("SELECT COALESCE(MAX(last_seq), 0) FROM conversations WHERE id = '{id}'"),
    }
}
