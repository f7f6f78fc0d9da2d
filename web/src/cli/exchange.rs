//! `colloquy import products` and `colloquy export products`: the catalogue as Shopify's CSV.

mod products;
mod progress;

use std::{collections::HashMap, fs::File, path::PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use colloquy_engine::{
    commerce::keeping::KeptProduct,
    ids::BusinessId,
    port::keeping::{KeepingStore, KeptFilter},
};
use colloquy_entities::Store;
use serde_json::json;

use super::{Failure, Global, business, on_system};
use crate::{
    bootstrap::{Setup, StartError, store},
    lifecycle::files::write_whole,
    shopify_csv::{RefusedRow, read, write},
};

/// Products that are read from the database at once.
const PAGE: u64 = 200;
/// Refused rows that are printed; the rest is only counted.
const MOST_PRINTED: usize = 1_000;

/// What can be taken in.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Products from a Shopify CSV. Products that are there already, by their handle, are changed. A product with a
    /// row that cannot be taken is left out whole.
    Products(ImportArgs),
}

/// What can be written out.
#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// Products as a Shopify CSV.
    Products(ExportArgs),
}

/// Flags of `import products`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// The business, by slug or id; may be left out where there is only one.
    #[arg(long)]
    business: Option<String>,
    /// Writes nothing when any row is refused.
    #[arg(long)]
    all_or_nothing: bool,
    /// Writes nothing at all and only tells what would be.
    #[arg(long)]
    dry_run: bool,
}

/// Flags of `export products`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The file to write; one that is there is replaced once the new one is whole.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// The business, by slug or id; may be left out where there is only one.
    #[arg(long)]
    business: Option<String>,
}

/// What came of an import.
#[derive(Debug, Default, serde::Serialize)]
struct Imported {
    rows: u64,
    products: usize,
    created: usize,
    changed: usize,
    unchanged: usize,
    refused: Vec<RefusedRow>,
}

pub(super) fn import(global: &Global, command: &ImportCommand) -> Result<(), Failure> {
    let ImportCommand::Products(args) = command;
    let setup = global.quiet_setup()?;
    let file = File::open(&args.file).with_context(|| format!("{}", args.file.display()))?;
    let found = read::read(std::io::BufReader::new(file)).unwrap_or_else(|refused| read::FileProducts {
        refused: vec![refused],
        ..read::FileProducts::default()
    });
    let imported = on_system(Box::pin(async {
        let store = store::open(&setup).await?;
        let imported = take_in(&setup, &store, args, found).await?;
        store.database().close().await.map_err(StartError::from)?;
        Ok::<_, Failure>(imported)
    }))?;
    tell(global, &imported)?;
    match imported.refused.len() {
        0 => Ok(()),
        number => Err(Failure::Found(format!("{number} rows were refused"))),
    }
}

async fn take_in(
    setup: &Setup,
    store: &Store,
    args: &ImportArgs,
    found: read::FileProducts,
) -> Result<Imported, Failure> {
    let business = business::find(store, args.business.as_deref()).await?;
    let mut imported = Imported {
        rows: found.rows,
        refused: found.refused,
        ..Imported::default()
    };
    let planned = products::plan(setup, store, business, found.products, &mut imported.refused).await?;
    let is_refused = !imported.refused.is_empty();
    imported.created = planned.iter().filter(|planned| planned.is_new()).count();
    imported.unchanged = planned.iter().filter(|planned| planned.is_unchanged).count();
    imported.changed = planned.len() - imported.created - imported.unchanged;
    imported.products = planned.len();
    if args.dry_run || (args.all_or_nothing && is_refused) {
        (
            imported.products,
            imported.created,
            imported.changed,
            imported.unchanged,
        ) = match args.dry_run {
            true => (
                imported.products,
                imported.created,
                imported.changed,
                imported.unchanged,
            ),
            false => (0, 0, 0, 0),
        };
        return Ok(imported);
    }
    let name = args
        .file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    products::write(store, business, &planned, &name.unwrap_or_default()).await?;
    Ok(imported)
}

fn tell(global: &Global, imported: &Imported) -> Result<(), Failure> {
    if global.json {
        println!(
            "{}",
            serde_json::to_string(imported).map_err(anyhow::Error::from)?
        );
        return Ok(());
    }
    for row in imported.refused.iter().take(MOST_PRINTED) {
        let column = match row.column.as_str() {
            "" => String::new(),
            column => format!(", {column}"),
        };
        println!("line {}{column}: {}", row.line, row.reason);
    }
    if imported.refused.len() > MOST_PRINTED {
        println!("and {} more", imported.refused.len() - MOST_PRINTED);
    }
    println!(
        "{} rows, {} products: {} new, {} changed, {} as they were; {} rows refused",
        imported.rows,
        imported.products,
        imported.created,
        imported.changed,
        imported.unchanged,
        imported.refused.len()
    );
    Ok(())
}

pub(super) fn export(global: &Global, command: &ExportCommand) -> Result<(), Failure> {
    let ExportCommand::Products(args) = command;
    let setup = global.quiet_setup()?;
    let (products, titles) = on_system(async {
        let store = store::open(&setup).await?;
        let business = business::find(&store, args.business.as_deref()).await?;
        let products = all(&store, business).await?;
        let categories = store.kept_categories(business).await.map_err(StartError::from)?;
        let titles: HashMap<String, String> = categories
            .into_iter()
            .map(|category| (category.slug, category.title))
            .collect();
        store.database().close().await.map_err(StartError::from)?;
        Ok::<_, Failure>((products, titles))
    })?;
    let mut file = Vec::new();
    let left_out = write::write(&mut file, &products, &titles).map_err(anyhow::Error::from)?;
    write_whole(&args.file, &file).with_context(|| format!("{}", args.file.display()))?;
    let written = products.len() - left_out.len();
    if global.json {
        println!("{}", json!({ "products": written, "left_out": left_out }));
    } else {
        println!("{written} products written");
        for handle in &left_out {
            println!("left out: {handle} has no variant on sale, or more options than the file has columns");
        }
    }
    Ok(())
}

async fn all(store: &Store, business: BusinessId) -> Result<Vec<KeptProduct>, Failure> {
    let mut products = Vec::new();
    let mut progress = progress::Progress::new("products read");
    loop {
        let page = store
            .kept_products(business, &KeptFilter::default(), products.len() as u64, PAGE)
            .await
            .map_err(StartError::from)?;
        if page.items.is_empty() {
            progress.end();
            return Ok(products);
        }
        products.extend(page.items);
        progress.at(products.len(), usize::try_from(page.total).unwrap_or(usize::MAX));
    }
}
