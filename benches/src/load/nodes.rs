//! One of several nodes is killed under load: how soon its shoppers are answered again, and what the others notice.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::Context;
use colloquy_actors::shard_of;
use colloquy_engine::ids::ConversationId;
use futures::future::join_all;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    client::{Client, Exchange, Trouble},
    figure::figure,
    latency::Latency,
    metronome::Metronome,
    open::said_by,
    pace::{self, Course},
    process::load_average,
    report::Nodes,
    target::Target,
};
use crate::{
    chaos::stand::{Stand, Wishes},
    texts::{GREETING, ROUND},
};

/// The node that is killed.
const KILLED: usize = 0;
/// What is sent before this much of the run is over is not counted: conversations begin, caches fill.
const SETTLES_FOR: Duration = Duration::from_secs(2);
/// How long nodes may take to share out what there is.
const SHARED_WITHIN: Duration = Duration::from_secs(30);
/// Between two tries of a shopper to come back.
const TRIES_EVERY: Duration = Duration::from_millis(20);

/// What is run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server's binary.
    pub binary: PathBuf,
    /// How many nodes; one of them is killed.
    pub nodes: usize,
    /// Shoppers, spread over the nodes.
    pub sessions: usize,
    /// Messages a second of all shoppers together.
    pub rate: u32,
    /// How long a lease lasts.
    pub lease: Duration,
    /// How long there is load before the kill, and as long after it.
    pub window: Duration,
    /// How long a shopper waits for an answer, and tries to come back.
    pub patience: Duration,
}

/// Where a shopper is, and whose.
struct Shopper {
    client: Client,
    /// Another node, to come back to.
    elsewhere: Target,
    is_connected_to_killed: bool,
    is_owned_by_killed: bool,
}

/// What a shopper went through.
struct Visit {
    course: Course,
    /// When a shopper who was cut off was answered again.
    back_at: Option<Instant>,
    was_cut_off: bool,
    of_killed: bool,
}

/// Starts nodes, PostgreSQL and Redis of its own, and kills one of the nodes.
///
/// # Errors
/// When something does not start, or a shopper is not answered before anything was killed.
pub async fn run(plan: &Plan) -> anyhow::Result<Nodes> {
    anyhow::ensure!(plan.nodes > 1, "one node has no others");
    let mut stand = Stand::start(&wishes(plan)).await?;
    let targets = targets(&stand).await?;
    shared(&targets).await?;
    let shoppers = shoppers(&stand, &targets, plan).await?;
    let sessions = shoppers.len();
    let (metronome, beats) = Metronome::start(plan.rate, SETTLES_FOR + plan.window * 2, sessions);
    let began = Instant::now();
    let patience = plan.patience;
    let running: Vec<_> = shoppers
        .into_iter()
        .zip(beats)
        .enumerate()
        .map(|(place, (shopper, beats))| tokio::spawn(visit(shopper, place, beats, patience)))
        .collect();
    tokio::time::sleep(SETTLES_FOR + plan.window).await;
    let killed_at = Instant::now();
    stand.nodes[KILLED].kill();
    let mut visits = Vec::with_capacity(sessions);
    for ended in join_all(running).await {
        visits.push(ended?);
    }
    let mut report = judge(&visits, began + SETTLES_FOR, killed_at);
    report.nodes = plan.nodes;
    report.lease_ms = u64::try_from(plan.lease.as_millis()).unwrap_or(u64::MAX);
    if metronome.unsent() > 0 {
        report.errors.insert("not_sent".to_owned(), metronome.unsent());
    }
    Ok(report)
}

/// The stand's nodes with room for everybody, as in service, and not for three conversations as under its faults.
fn wishes(plan: &Plan) -> Wishes {
    let variable = |name: &str, value: &str| (format!("COLLOQUY__{name}"), value.to_owned());
    Wishes {
        binary: plan.binary.clone(),
        nodes: plan.nodes,
        lease: plan.lease,
        mutation: None,
        environment: vec![
            variable("ACTORS__AWAKE_CONVERSATIONS", "50000"),
            variable("CONVERSATION__PASSIVATE_AFTER_SECONDS", "300"),
        ],
    }
}

async fn targets(stand: &Stand) -> anyhow::Result<Vec<Target>> {
    let mut targets = Vec::with_capacity(stand.nodes.len());
    for node in &stand.nodes {
        targets.push(Target::find(&node.base(), None).await?);
    }
    Ok(targets)
}

/// Waits until every node has its share of the shards.
async fn shared(targets: &[Target]) -> anyhow::Result<()> {
    let fair = 1_024_u64.div_ceil(targets.len() as u64);
    let until = Instant::now() + SHARED_WITHIN;
    loop {
        let mut shares = Vec::with_capacity(targets.len());
        for target in targets {
            // A node that has just begun does not tell of its share yet.
            shares.push(
                figure(target, "colloquy_cluster_shards")
                    .await
                    .unwrap_or_default(),
            );
        }
        if shares.iter().sum::<u64>() == 1_024 && shares.iter().all(|share| *share <= fair) {
            return Ok(());
        }
        anyhow::ensure!(Instant::now() < until, "shards are not shared out: {shares:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Connects everybody, has everybody greet once, and asks Redis whose they are.
async fn shoppers(stand: &Stand, targets: &[Target], plan: &Plan) -> anyhow::Result<Vec<Shopper>> {
    let killed = name_of(&stand.nodes[KILLED].log())?;
    let mut shoppers = Vec::with_capacity(plan.sessions);
    let others = targets.len() - 1;
    for place in 0..plan.sessions {
        let node = place % targets.len();
        let entered = async {
            let mut client = Client::connect(&targets[node], plan.patience).await?;
            client.say(GREETING, plan.patience).await?;
            Ok(client)
        };
        let client: Result<Client, Trouble> = entered.await;
        let client = client.map_err(|trouble| anyhow::anyhow!("a shopper: {}", trouble.name()))?;
        let conversation: Uuid = client.heard().conversation.parse().context("a conversation")?;
        let shard = shard_of(ConversationId(conversation));
        let lease = stand.redis_value(&format!("{{colloquy}}:lease:{shard}")).await?;
        shoppers.push(Shopper {
            client,
            elsewhere: targets[1 + place % others].clone(),
            is_connected_to_killed: node == KILLED,
            is_owned_by_killed: lease.is_some_and(|lease| lease.starts_with(&killed)),
        });
    }
    Ok(shoppers)
}

/// What a node calls itself, by its log.
fn name_of(log: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(log).with_context(|| log.display().to_string())?;
    let line = text
        .lines()
        .find(|line| line.contains("cluster_joined"))
        .context("a node that has not joined")?;
    line.split(|character: char| !character.is_ascii_hexdigit() && character != '-')
        .find(|word| word.parse::<Uuid>().is_ok() && word.contains('-'))
        .map(str::to_owned)
        .context("a node without a name")
}

/// Speaks at its beats. A shopper whose node is gone comes back elsewhere and says one thing more.
async fn visit(
    mut shopper: Shopper,
    place: usize,
    mut beats: mpsc::Receiver<Instant>,
    patience: Duration,
) -> Visit {
    let texts = said_by(&ROUND, place);
    let course = pace::speak(&mut shopper.client, &mut beats, texts, patience).await;
    let was_cut_off = shopper.is_connected_to_killed && course.is_cut_off();
    let back_at = match was_cut_off {
        true => come_back(&shopper, patience).await,
        false => None,
    };
    Visit {
        course,
        back_at,
        was_cut_off,
        of_killed: shopper.is_connected_to_killed || shopper.is_owned_by_killed,
    }
}

async fn come_back(shopper: &Shopper, patience: Duration) -> Option<Instant> {
    let until = Instant::now() + patience;
    while Instant::now() < until {
        let session = Some(shopper.client.heard().session.as_str());
        if let Ok(mut client) = Client::connect_as(&shopper.elsewhere, session, patience).await
            && client.say(GREETING, patience).await.is_ok()
        {
            return Some(Instant::now());
        }
        tokio::time::sleep(TRIES_EVERY).await;
    }
    None
}

fn judge(visits: &[Visit], from: Instant, killed_at: Instant) -> Nodes {
    let (of_killed, others): (Vec<&Visit>, Vec<&Visit>) = visits.iter().partition(|visit| visit.of_killed);
    let back: Vec<Option<Duration>> = of_killed
        .iter()
        .map(|visit| match visit.was_cut_off {
            true => visit.back_at.map(|at| at - killed_at),
            false => first_after(&visit.course, killed_at),
        })
        .collect();
    let between = |from: Instant, to: Option<Instant>| {
        let exchanges = others.iter().flat_map(|visit| &visit.course.exchanges);
        let within = exchanges.filter(move |(at, _)| *at >= from && to.is_none_or(|to| *at < to));
        Latency::of(
            within
                .map(|(_, Exchange { to_response, .. })| *to_response)
                .collect(),
        )
    };
    let (usual, after) = (between(from, Some(killed_at)), between(killed_at, None));
    let mut errors = BTreeMap::new();
    for trouble in others.iter().flat_map(|visit| &visit.course.troubles) {
        *errors.entry(trouble.name()).or_default() += 1;
    }
    Nodes {
        nodes: 0,
        lease_ms: 0,
        shoppers_of_the_killed: of_killed.len(),
        never_again: back.iter().filter(|after| after.is_none()).count(),
        to_answer_again: Latency::of(back.into_iter().flatten().collect()),
        others: others.len(),
        usual,
        after,
        p99_ratio: after.p99_ms / usual.p99_ms.max(f64::EPSILON),
        errors,
        load_average: load_average(),
    }
}

/// How long after the kill the first answer came to something that was said after it.
fn first_after(course: &Course, killed_at: Instant) -> Option<Duration> {
    let said_after = course.exchanges.iter().filter(|(at, _)| *at >= killed_at);
    said_after
        .map(|(at, exchange)| *at + exchange.to_response - killed_at)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(milliseconds: u64) -> Exchange {
        let to_response = Duration::from_millis(milliseconds);
        Exchange {
            to_ack: to_response,
            to_response,
        }
    }

    fn visit(exchanges: Vec<(Instant, Exchange)>, of_killed: bool) -> Visit {
        Visit {
            course: Course {
                exchanges,
                ..Course::default()
            },
            back_at: None,
            was_cut_off: false,
            of_killed,
        }
    }

    #[test]
    fn the_killed_nodes_shoppers_are_judged_by_their_first_answer_and_the_others_by_both_windows() {
        let from = Instant::now();
        let at = |seconds| from + Duration::from_secs(seconds);
        let theirs = vec![
            (at(1), exchange(5)),
            (at(11), exchange(2_000)),
            (at(12), exchange(5)),
        ];
        let others = vec![(at(1), exchange(10)), (at(12), exchange(15))];
        let mut lost = visit(Vec::new(), true);
        lost.was_cut_off = true;
        let report = judge(&[visit(theirs, true), visit(others, false), lost], from, at(10));
        assert_eq!(
            (report.shoppers_of_the_killed, report.others, report.never_again),
            (2, 1, 1)
        );
        assert_eq!(report.to_answer_again.max_ms.round(), 2_005.0);
        assert_eq!((report.usual.count, report.after.count), (1, 1));
        assert!((report.p99_ratio - 1.5).abs() < 1e-9 && !report.is_clean());
    }

    #[test]
    fn a_node_is_named_by_its_log_in_either_form() {
        let name = Uuid::now_v7().to_string();
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log");
        for line in [
            format!("INFO cluster: this node is one of many event_type=\"cluster_joined\" node={name}"),
            format!("{{\"event_type\":\"cluster_joined\",\"node\":\"{name}\"}}"),
        ] {
            std::fs::write(&log, format!("first\n{line}\n")).expect("a log");
            assert_eq!(name_of(&log).expect("a name"), name);
        }
    }
}
