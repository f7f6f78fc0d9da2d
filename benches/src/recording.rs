//! The units that the running system commits, written down on their way to the journal.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use colloquy_actors::ActorSettings;
use colloquy_engine::{
    port::{
        StoreError,
        journal::{JournalStore, Unit, UnitOutcome},
    },
    understanding::Understander,
};
use colloquy_entities::Store;
use parking_lot::Mutex;

use crate::{
    durable::{Running, settings},
    shop::DemoShop,
};

/// Has one conversation say these texts and answers the units that became of them, in their order.
///
/// # Errors
/// When a text is not answered.
pub async fn units(
    store: &Store,
    demo: &DemoShop,
    understander: Understander,
    texts: &[&str],
) -> anyhow::Result<Vec<Unit>> {
    let recorder = Arc::new(Recorder {
        store: store.clone(),
        units: Mutex::default(),
    });
    // However slow the machine, a turn and its receipt shall be one unit.
    let patient = ActorSettings {
        receipt_delay: Duration::from_secs(60),
        receipt_patience: Duration::from_secs(60),
        ..settings()
    };
    let journal: Arc<dyn JournalStore> = Arc::<Recorder>::clone(&recorder);
    let running = Running::start(store, demo, understander, patient, Some(journal)).await?;
    let mut talk = running.talk().await?;
    for text in texts {
        talk.say(text).await?;
    }
    running.stop().await;
    let units = std::mem::take(&mut *recorder.units.lock());
    anyhow::ensure!(
        units.len() == texts.len(),
        "{} units of {} texts",
        units.len(),
        texts.len()
    );
    Ok(units)
}

struct Recorder {
    store: Store,
    units: Mutex<Vec<Unit>>,
}

#[async_trait]
impl JournalStore for Recorder {
    async fn commit(&self, batch: &[Unit]) -> Result<Vec<UnitOutcome>, StoreError> {
        self.units.lock().extend_from_slice(batch);
        self.store.commit(batch).await
    }
}
