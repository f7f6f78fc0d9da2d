//! `colloquy migrate` and `colloquy seed`.

use super::{Failure, Global, on_system};
use crate::{
    bootstrap::{StartError, store},
    seed::{self, Seed},
};

pub(super) fn migrate(global: &Global) -> Result<(), Failure> {
    let setup = global.setup(&[], false)?;
    on_system(async {
        let store = store::open(&setup).await?;
        store.database().close().await.map_err(StartError::from)?;
        Ok(())
    })
}

pub(super) fn seed(global: &Global) -> Result<(), Failure> {
    let setup = global.setup(&[], true)?;
    on_system(async {
        let store = store::open(&setup).await?;
        let root = setup.root_secret()?;
        let seed = Seed {
            store: &store,
            auth: &setup.settings.auth,
            secrets: &setup.secrets,
            root: &root,
        };
        let seeded = seed::run(seed).await.map_err(StartError::from)?;
        seed::tell(&seeded);
        store.database().close().await.map_err(StartError::from)?;
        Ok(())
    })
}
