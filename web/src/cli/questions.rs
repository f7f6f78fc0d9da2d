//! `colloquy questions`: shoppers' questions of files, each in a conversation of its own that leaves no trace.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use anyhow::Context;
use clap::Args;
use colloquy_actors::{ShopSource, SystemIds};
use colloquy_engine::port::accounts::AccountStore;
use serde_json::json;

use super::{Failure, Global, goldens::stocked, on_system};
use crate::{
    bootstrap::{
        Setup, StartError,
        shops::ShopLoader,
        understander::{self, Teacher},
    },
    goldens::GoldenRunner,
    questions::{self, Asked, AskedQuestion, Lost, Tally},
    seed,
};

/// Passages that are shown of a question that is not answered rightly.
const SHOWN: usize = 3;

/// Flags of `questions`.
#[derive(Debug, Args)]
pub(crate) struct QuestionsArgs {
    /// Files with a question a line: `slug slug | question`, or `- | question` for one that the shop has no answer to.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tells the counts alone.
    #[arg(long)]
    counts: bool,
    /// The business, by slug.
    #[arg(long, value_name = "SLUG", default_value = seed::SLUG)]
    business: String,
}

pub(super) fn run(global: &Global, args: &QuestionsArgs) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    let mut files = Vec::new();
    for path in &args.files {
        let place = || path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(place)?;
        files.push((path.clone(), questions::read(&text).with_context(place)?));
    }
    let answered = on_system(ask_all(&setup, args, files))?;
    for (path, answerable, unanswerable) in &answered {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if global.json {
            println!(
                "{}",
                json!({ "file": name, "answerable": Tally::of(answerable), "unanswerable": Tally::of(unanswerable),
                    "questions": if args.counts { json!([]) } else { json!([answerable, unanswerable]) } })
            );
            continue;
        }
        if !args.counts {
            print(answerable);
            print(unanswerable);
        }
        let mut lost: BTreeMap<Lost, usize> = BTreeMap::new();
        for stage in answerable.iter().filter_map(|one| one.lost) {
            *lost.entry(stage).or_default() += 1;
        }
        println!("{name}: {}; lost at {lost:?}", Tally::of(answerable));
        println!("{name}, without an answer: {}", Tally::of(unanswerable));
    }
    Ok(())
}

fn print(asked: &[Asked]) {
    for one in asked {
        let found: Vec<String> = one
            .found
            .iter()
            .take(SHOWN)
            .map(|(reference, score)| format!("{reference} {score:.2}"))
            .collect();
        println!(
            "{:?} {} [{}] {} {:.2} {} support {:.2}: {}  <- {}",
            one.fate,
            one.lost.map(|lost| format!("{lost:?}")).unwrap_or_default(),
            one.language,
            one.intent.0,
            one.intent.1,
            one.reason,
            one.support,
            found.join(", "),
            one.question,
        );
    }
}

type Answered = (PathBuf, Vec<Asked>, Vec<Asked>);

async fn ask_all(
    setup: &Setup,
    args: &QuestionsArgs,
    files: Vec<(PathBuf, Vec<AskedQuestion>)>,
) -> Result<Vec<Answered>, Failure> {
    let store = stocked(setup).await?;
    let businesses = store.businesses().await.map_err(StartError::from)?;
    let business = businesses
        .into_iter()
        .find(|business| business.slug == args.business)
        .with_context(|| format!("there is no business {:?}", args.business))?;
    let understander = understander::load(setup).await?;
    let teacher = Arc::new(Teacher::new(Arc::clone(&understander)));
    let loader = ShopLoader::new(setup, store.clone())?.taught_by(teacher);
    let shop = loader.load(business.id).await.map_err(StartError::from)?;
    let shop = shop.context("the business is not there any more")?;
    let runner = GoldenRunner {
        understander: &understander,
        shop: &shop,
        catalogue: &store,
        ids: &SystemIds,
        now: setup.clock().now(),
    };
    let mut answered = Vec::new();
    for (path, questions) in files {
        let (mut answerable, mut unanswerable) = (Vec::new(), Vec::new());
        for question in &questions {
            let asked = questions::ask(&runner, question)
                .await
                .map_err(StartError::from)?;
            let row = if question.entries.is_empty() {
                &mut unanswerable
            } else {
                &mut answerable
            };
            row.push(asked);
        }
        answered.push((path, answerable, unanswerable));
    }
    store.database().close().await.map_err(StartError::from)?;
    Ok(answered)
}
