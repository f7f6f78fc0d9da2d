//! What another process did by the command line: it wrote the catalogue or published a configuration, and this one sells
//! and answers by it within seconds. Each node of a cluster looks for itself.

use std::collections::HashMap;

use colloquy_engine::{ids::BusinessId, port::activity::ActivityStore};

use crate::{
    catalogue::keep,
    publishing::configuration::{CONFIGURED, CONFIGURED_OVER_GOLDENS},
    state::App,
};

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
            let mut has_changed = false;
            let mut is_unread = false;
            for action in [IMPORTED, CONFIGURED, CONFIGURED_OVER_GOLDENS] {
                match app.store.tells_of(business, action, before).await {
                    Ok(told) => has_changed |= told,
                    Err(_) => is_unread = true,
                }
            }
            if is_unread {
                continue;
            }
            seen.insert(business, end);
            if has_changed {
                keep::learn(app, business).await;
            }
        }
    }
}
