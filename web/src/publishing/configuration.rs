//! The gate on a configuration: before one folder takes the place of another, the goldens of every business are run on
//! both, and one that only the present configuration answers as expected keeps the other out.

use std::{fs, io, path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use colloquy_actors::{ShopSource, SystemIds};
use colloquy_engine::{
    activity::NewActivity,
    port::{
        Ids, StoreError,
        accounts::{AccountStore, Business, User},
        activity::ActivityStore,
        knowledge::{KnowledgeKind, KnowledgeStore},
    },
    understanding::Understander,
};
use colloquy_entities::Store;
use serde_json::json;

use crate::{
    bootstrap::{
        Setup, StartError,
        shops::{PUBLISHED, ShopLoader},
        understander::{self, Teacher},
    },
    goldens::{GoldenResult, GoldenRunner},
};

/// What the activity log calls a configuration that was published; running servers look for it.
pub(crate) const CONFIGURED: &str = "configuration.published";
/// The same where it breaks goldens and an owner insisted.
pub(crate) const CONFIGURED_OVER_GOLDENS: &str = "configuration.published_over_goldens";

/// What a configuration would do to one business.
#[derive(Debug)]
pub struct Held {
    /// The business.
    pub business: Business,
    /// The version of its configuration as it would be.
    pub version: String,
    /// Whether that is another one than now.
    pub changes: bool,
    /// Goldens that were run.
    pub goldens: usize,
    /// Those that come as expected now and would not, with what would come of them.
    pub broken: Vec<GoldenResult>,
}

/// Runs the goldens of every business on the present configuration and on another. Nothing of it is said or stored.
///
/// # Errors
/// When a configuration cannot be used, or the database is out of reach.
pub async fn hold(live: &Setup, candidate: &Setup, store: &Store) -> Result<Vec<Held>, StartError> {
    let understander = understander::load(live).await?;
    let teacher = Arc::new(Teacher::new(Arc::clone(&understander)));
    let loader = |setup: &Setup| -> Result<ShopLoader, StartError> {
        Ok(ShopLoader::new(setup, store.clone())?.taught_by(Arc::clone(&teacher)))
    };
    let loaders = (loader(live)?, loader(candidate)?);
    let mut held = Vec::new();
    for business in store.businesses().await? {
        let now = live.clock().now();
        held.extend(hold_one(business, (&loaders.0, &loaders.1), (&understander, store), now).await?);
    }
    Ok(held)
}

async fn hold_one(
    business: Business,
    (live, candidate): (&ShopLoader, &ShopLoader),
    (understander, store): (&Understander, &Store),
    now: DateTime<Utc>,
) -> Result<Option<Held>, StoreError> {
    let shops = futures::try_join!(live.load(business.id), candidate.load(business.id))?;
    let (Some(shop), Some(other)) = shops else {
        return Ok(None);
    };
    let mut goldens = store.entries(business.id, KnowledgeKind::Golden).await?;
    goldens.retain(|golden| golden.status == PUBLISHED);
    let runner = GoldenRunner {
        understander,
        shop: &shop,
        catalogue: store,
        ids: &SystemIds,
        now,
    };
    let count = goldens.len();
    let broken = runner.broken_among(goldens, &other).await?;
    Ok(Some(Held {
        version: other.versions.config.clone(),
        changes: other.versions.config != shop.versions.config,
        business,
        goldens: count,
        broken,
    }))
}

/// Tells of a published configuration in the activity log of every business that it changes or breaks goldens of.
/// `by` is the owner who published it over broken goldens; none for the command line alone.
///
/// # Errors
/// When the log cannot be written.
pub async fn tell(
    store: &Store,
    held: &[Held],
    (by, at): (Option<&User>, DateTime<Utc>),
) -> Result<(), StoreError> {
    for one in held {
        let broken: Vec<&str> = one
            .broken
            .iter()
            .map(|result| result.golden.slug.as_str())
            .collect();
        if broken.is_empty() && !one.changes {
            continue;
        }
        let told = NewActivity {
            id: SystemIds.next(),
            user_id: by.filter(|_| !broken.is_empty()).map(|user| user.id),
            action: if broken.is_empty() {
                CONFIGURED
            } else {
                CONFIGURED_OVER_GOLDENS
            },
            subject: one.version.clone(),
            detail: json!({ "broken": broken }),
            at,
        };
        store.record(one.business.id, &told).await?;
    }
    Ok(())
}

/// Puts a folder in the place of another, whole or not at all; what was there before stands beside it as `….before`.
///
/// # Errors
/// When something cannot be read or written; the present folder is as it was then.
pub fn put_in_place(candidate: &Path, live: &Path) -> io::Result<()> {
    let candidate = candidate.canonicalize()?;
    if live
        .canonicalize()
        .is_ok_and(|live| live.starts_with(&candidate) || candidate.starts_with(&live))
    {
        let text = "the folder to be published is the present one, or one of them is within the other";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    let (fresh, before) = (beside(live, "publishing"), beside(live, "before"));
    for old in [&fresh, &before] {
        if old.exists() {
            fs::remove_dir_all(old)?;
        }
    }
    copy(&candidate, &fresh)?;
    if live.exists() {
        fs::rename(live, &before)?;
    }
    fs::rename(&fresh, live).inspect_err(|_told| {
        // The first error says what went wrong.
        let _as_it_was = fs::rename(&before, live);
    })
}

fn beside(folder: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    folder.with_file_name(name)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if fs::metadata(entry.path())?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_takes_the_place_of_another_whole_and_the_old_one_stands_beside_it() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let (live, candidate) = (place.path().join("live"), place.path().join("candidate"));
        fs::create_dir_all(candidate.join("texts")).expect("made");
        fs::write(candidate.join("texts/en.toml"), "new").expect("written");
        put_in_place(&candidate, &live).expect("nothing was there before");
        fs::write(live.join("old.toml"), "old").expect("written");
        put_in_place(&candidate, &live).expect("published");
        assert!(!live.join("old.toml").exists() && live.join("texts/en.toml").exists());
        assert!(place.path().join("live.before/old.toml").exists());
        assert!(put_in_place(&live, &live).is_err(), "it is the same");
        assert!(put_in_place(&live.join("texts"), &live).is_err(), "it is within");
        assert!(put_in_place(&place.path().join("nothing"), &live).is_err());
        assert!(live.join("texts/en.toml").exists(), "it is as it was");
    }
}
