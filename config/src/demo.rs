//! The demo shop: a whole invented shop that a first start has something to show with.

pub mod catalogue;
mod color;
pub mod knowledge;
pub mod pictures;
pub mod shop;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

pub use self::{
    catalogue::{DemoCategory, DemoProduct, DemoVariant, Palette},
    knowledge::{DemoArticle, DemoCorrection, DemoFaq, DemoGolden},
    pictures::{picture, render_picture, shapes},
    shop::DemoShop,
};
use crate::assets::{DemoFiles, paths, text};

/// Everything that the demo shop consists of.
#[derive(Clone, Debug, PartialEq)]
pub struct Demo {
    /// Name, place and hours.
    pub shop: DemoShop,
    /// Categories with their products, sorted by category.
    pub categories: Vec<DemoCategory>,
    /// Articles.
    pub articles: Vec<DemoArticle>,
    /// Questions with answers.
    pub faq: Vec<DemoFaq>,
    /// Answers that win over everything else.
    pub corrections: Vec<DemoCorrection>,
    /// Questions whose treatment is known.
    pub goldens: Vec<DemoGolden>,
}

/// A file of the demo shop that is missing or not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("demo file {path}: {reason}")]
pub struct DemoError {
    /// The file.
    pub path: String,
    /// Key, line and cause.
    pub reason: String,
}

impl Demo {
    /// Reads the demo shop that is compiled in.
    ///
    /// # Errors
    /// Names the file and the key that is not as it should be. Tests read every file, so a binary that was tested
    /// has none.
    pub fn load() -> Result<Self, DemoError> {
        let mut articles = Vec::new();
        let mut faq = Vec::new();
        for path in paths::<DemoFiles>("knowledge/", ".toml") {
            let file: knowledge::KnowledgeFile = parse(&path)?;
            articles.extend(file.article);
            faq.extend(file.faq);
        }
        let mut goldens = Vec::new();
        for path in paths::<DemoFiles>("goldens", ".toml") {
            goldens.extend(parse::<knowledge::GoldenFile>(&path)?.golden);
        }
        Ok(Self {
            shop: parse("shop.toml")?,
            categories: paths::<DemoFiles>("products/", ".toml")
                .iter()
                .map(|path| parse(path))
                .collect::<Result<_, _>>()?,
            articles,
            faq,
            corrections: parse::<knowledge::CorrectionFile>("corrections.toml")?.correction,
            goldens,
        })
    }

    /// All products with their categories.
    pub fn products(&self) -> impl Iterator<Item = (&DemoCategory, &DemoProduct)> {
        self.categories
            .iter()
            .flat_map(|category| category.products.iter().map(move |product| (category, product)))
    }
}

fn parse<T: DeserializeOwned>(path: &str) -> Result<T, DemoError> {
    let refused = |reason: String| DemoError {
        path: path.to_owned(),
        reason,
    };
    let text = text::<DemoFiles>(path).ok_or_else(|| refused("is missing".to_owned()))?;
    let document = toml::Deserializer::parse(&text).map_err(|error| refused(error.to_string()))?;
    serde_path_to_error::deserialize(document).map_err(|error| {
        let key = error.path().to_string();
        refused(format!("{key}: {}", error.into_inner().message()))
    })
}
