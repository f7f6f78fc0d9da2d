//! The demo shop as turns see it, put together by the same code that a server starts with.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use colloquy_config::{Secrets, Settings, Sources, demo::Demo};
use colloquy_engine::{
    commerce::{catalogue::Product, shop::Shop},
    port::{accounts::Business, catalogue::NewProduct},
    understanding::Understander,
};
use colloquy_web::{
    bootstrap::{
        Place, Setup,
        shops::{self, Rules, Stored},
        understander,
    },
    seed,
};

/// The demo shop: what is stored of it, and what is made of that.
#[derive(Debug)]
pub struct DemoShop {
    /// The row of the business.
    pub business: Business,
    /// Its products as they are stored.
    pub products: Vec<NewProduct>,
    /// The shop that turns read.
    pub shop: Arc<Shop>,
}

impl DemoShop {
    /// Reads the compiled-in files and builds catalogue, lexicon and index.
    ///
    /// # Errors
    /// When a compiled-in file or setting is not as it should be.
    pub fn load() -> anyhow::Result<Self> {
        let demo = Demo::load()?;
        let business = seed::business(&demo.shop);
        let products = seed::products(&demo);
        let stored = Stored {
            discounts: Vec::new(),
            business: business.clone(),
            products: products.iter().map(|new| new.product.clone()).collect(),
            entries: seed::entries(&demo),
        };
        let rules = Rules::new(&setup(Path::new(""))?)?;
        let shop = Arc::new(shops::build(stored, &rules, None));
        Ok(Self {
            business,
            products,
            shop,
        })
    }

    /// The products alone.
    pub fn catalogue(&self) -> impl Iterator<Item = &Product> {
        self.products.iter().map(|new| &new.product)
    }
}

/// The built-in settings of the development profile; the environment is not read.
fn setup(folder: &Path) -> anyhow::Result<Setup> {
    let settings = Settings::load(&Sources::new("development", [])).context("the built-in settings")?;
    let place = Place {
        data: folder.to_owned(),
        config: None,
        profile: "development".to_owned(),
    };
    Ok(Setup {
        settings,
        secrets: Secrets::default(),
        place,
        demo: true,
    })
}

/// The built-in model, learnt unless the folder holds it already. Give an empty folder to measure the code as it is.
///
/// # Errors
/// When nothing can be learnt from the examples.
pub fn understander(folder: &Path) -> anyhow::Result<Understander> {
    Ok(Understander::new(Arc::new(understander::cached_or_learnt(
        &setup(folder)?,
    )?)))
}
