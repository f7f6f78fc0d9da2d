//! Imports by the command line: another process wrote the catalogue, and this one sells by it within seconds.

use std::collections::HashMap;

use colloquy_engine::{ids::BusinessId, port::activity::ActivityStore};

use crate::{catalogue::keep, state::App};

/// What the activity log calls an import.
pub(crate) const IMPORTED: &str = "catalogue.imported";

/// How far each log was when it was last looked at.
#[derive(Debug, Default)]
pub(super) struct Imports {
    seen: Option<HashMap<BusinessId, i64>>,
}

impl Imports {
    /// Looks whether something was imported since, and has the shops loaded afresh whose catalogue it was.
    pub(super) async fn look(&mut self, app: &App) {
        // The next look is soon enough for what this one could not see.
        let Ok(ends) = app.store.activity_ends().await else {
            return;
        };
        let Some(seen) = &mut self.seen else {
            self.seen = Some(ends.into_iter().collect());
            return;
        };
        for (business, end) in ends {
            let before = seen.get(&business).copied().unwrap_or(0);
            if end <= before {
                continue;
            }
            let Ok(is_imported) = app.store.tells_of(business, IMPORTED, before).await else {
                continue;
            };
            seen.insert(business, end);
            if is_imported {
                keep::learn(app, business).await;
            }
        }
    }
}
