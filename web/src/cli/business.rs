//! The business that a command is about, by slug or id.

use std::str::FromStr;

use anyhow::{Context, anyhow};
use colloquy_engine::{ids::BusinessId, port::accounts::AccountStore};
use colloquy_entities::Store;

use super::Failure;
use crate::bootstrap::StartError;

/// The business that is named; the only one there is where none is.
pub(super) async fn find(store: &Store, named: Option<&str>) -> Result<BusinessId, Failure> {
    let businesses = store.businesses().await.map_err(StartError::from)?;
    let known = || {
        let slugs = businesses.iter().map(|business| business.slug.as_str());
        slugs.collect::<Vec<_>>().join(", ")
    };
    let Some(named) = named else {
        return match businesses.as_slice() {
            [only] => Ok(only.id),
            [] => {
                Err(anyhow!("there is no business yet; start the server or run `colloquy seed` first").into())
            }
            _ => Err(anyhow!("name the business with --business; there are: {}", known()).into()),
        };
    };
    let by_id = BusinessId::from_str(named).ok();
    let found = businesses
        .iter()
        .find(|business| business.slug == named || Some(business.id) == by_id);
    let found = found.with_context(|| format!("there is no business {named:?}; there are: {}", known()))?;
    Ok(found.id)
}
