//! `colloquy dead-letters list|show|replay|discard`.

use anyhow::anyhow;
use clap::{Args, Subcommand, ValueEnum};
use colloquy_actors::SystemClock;
use colloquy_engine::{
    ids::{BusinessId, DeadLetterId},
    port::{
        Clock,
        accounts::AccountStore,
        dead_letters::{DeadLetter, DeadLetterStatus, DeadLetterStore},
    },
};
use colloquy_entities::Store;
use uuid::Uuid;

use super::{Failure, Global, business, on_system};
use crate::{
    bootstrap::{self, Setup, StartError, store},
    lifecycle::FolderLock,
    workspace::dead_letter::{self, DeadLetterOut},
};

/// Dead letters that a list shows at most.
const MOST: u64 = 1_000;

/// What can be done with what was given up.
#[derive(Debug, Subcommand)]
pub(crate) enum DeadLettersCommand {
    /// Lists them, newest first.
    List(ListArgs),
    /// Shows one with everything that is known of it.
    Show(OneArgs),
    /// Has one tried again, in this process: a message is taken in once more and answered.
    Replay(OneArgs),
    /// Puts one away.
    Discard(OneArgs),
}

/// Flags of `dead-letters list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only those of one business, by slug or id.
    #[arg(long)]
    business: Option<String>,
    /// Which of them.
    #[arg(long, value_enum, default_value = "open")]
    status: ListedStatus,
}

/// Names one dead letter.
#[derive(Debug, Args)]
pub(crate) struct OneArgs {
    /// Its id, as the list shows it.
    id: Uuid,
}

/// What a list may be of.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListedStatus {
    /// Nobody has decided.
    Open,
    /// Tried again.
    Replayed,
    /// Put away.
    Discarded,
}

impl From<ListedStatus> for DeadLetterStatus {
    fn from(status: ListedStatus) -> Self {
        match status {
            ListedStatus::Open => Self::Open,
            ListedStatus::Replayed => Self::Replayed,
            ListedStatus::Discarded => Self::Discarded,
        }
    }
}

pub(super) fn run(global: &Global, command: &DeadLettersCommand) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    on_system(async {
        match command {
            DeadLettersCommand::List(args) => list(global, &setup, args).await,
            DeadLettersCommand::Show(args) => show(global, &setup, args).await,
            DeadLettersCommand::Replay(args) => replay(global, setup, args).await,
            DeadLettersCommand::Discard(args) => discard(global, &setup, args).await,
        }
    })
}

async fn list(global: &Global, setup: &Setup, args: &ListArgs) -> Result<(), Failure> {
    let store = store::open(setup).await?;
    let businesses: Vec<BusinessId> = match &args.business {
        Some(named) => vec![business::find(&store, Some(named)).await?],
        None => all_businesses(&store).await?,
    };
    let mut letters = Vec::new();
    for business in businesses {
        let page = store.dead_letters(business, args.status.into(), 0, MOST).await;
        letters.extend(page.map_err(StartError::from)?.items);
    }
    letters.sort_by_key(|letter| std::cmp::Reverse(letter.created_at));
    if global.json {
        let shown: Vec<DeadLetterOut> = letters.into_iter().map(DeadLetterOut::from).collect();
        println!(
            "{}",
            serde_json::to_string_pretty(&shown).map_err(anyhow::Error::from)?
        );
    } else {
        for letter in &letters {
            println!(
                "{}  {}  {}  {}",
                letter.id,
                letter.created_at.format("%Y-%m-%d %H:%M:%S"),
                letter.kind.as_str(),
                letter.cause
            );
        }
        eprintln!("{} dead letters", letters.len());
    }
    close(&store).await
}

async fn show(global: &Global, setup: &Setup, args: &OneArgs) -> Result<(), Failure> {
    let store = store::open(setup).await?;
    let letter = find(&store, args.id).await?;
    print(global, letter)?;
    close(&store).await
}

async fn discard(global: &Global, setup: &Setup, args: &OneArgs) -> Result<(), Failure> {
    let store = store::open(setup).await?;
    let letter = find(&store, args.id).await?;
    let discarded = dead_letter::discard(&store, letter, None, SystemClock.now()).await;
    print(global, discarded.map_err(anyhow::Error::from)?)?;
    close(&store).await
}

/// The engine of this process takes the message in and answers it. A server that holds the folder has the awake
/// conversation, so it is to be asked instead.
async fn replay(global: &Global, setup: Setup, args: &OneArgs) -> Result<(), Failure> {
    setup.make_data_dir()?;
    let _lock = match FolderLock::take(&setup.place.data) {
        Ok(lock) => lock,
        Err(StartError::Locked(_)) => {
            let id = args.id;
            return Err(anyhow!(
                "a server is running on this folder: ask it, with POST /api/v1/dead_letters/{id}/replay"
            )
            .into());
        }
        Err(error) => return Err(error.into()),
    };
    let app = bootstrap::start(setup).await?;
    let letter = find(&app.store, args.id).await?;
    let replayed = dead_letter::replay(&app.engine, &app.store, letter, None).await;
    let letter = replayed.map_err(anyhow::Error::from)?;
    app.engine.stop(app.settings.server.drain()).await;
    print(global, letter)?;
    close(&app.store).await
}

async fn find(store: &Store, id: Uuid) -> Result<DeadLetter, Failure> {
    for business in all_businesses(store).await? {
        let found = store.dead_letter(business, DeadLetterId(id)).await;
        if let Some(letter) = found.map_err(StartError::from)? {
            return Ok(letter);
        }
    }
    Err(anyhow!("there is no dead letter {id}").into())
}

async fn all_businesses(store: &Store) -> Result<Vec<BusinessId>, Failure> {
    let businesses = store.businesses().await.map_err(StartError::from)?;
    Ok(businesses.into_iter().map(|business| business.id).collect())
}

fn print(global: &Global, letter: DeadLetter) -> Result<(), Failure> {
    let shown = DeadLetterOut::from(letter);
    if global.json {
        let text = serde_json::to_string_pretty(&shown).map_err(anyhow::Error::from)?;
        println!("{text}");
        return Ok(());
    }
    println!("{}  {}  {}", shown.id, shown.kind, shown.status);
    println!("given up {}: {}", shown.created_at, shown.cause);
    if let Some(conversation) = shown.conversation_id {
        println!("conversation {conversation}");
    }
    println!("{:#}", shown.payload);
    Ok(())
}

async fn close(store: &Store) -> Result<(), Failure> {
    store.database().close().await.map_err(StartError::from)?;
    Ok(())
}
