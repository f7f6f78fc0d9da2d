//! What a shop was made from, told in short words: equal words mean the same sentences, knowledge and products.

use std::fmt::Debug;

use colloquy_engine::{
    commerce::catalogue::Product,
    knowledge::Document,
    language::Language,
    port::knowledge::{KnowledgeEntry, KnowledgeKind},
    replay::Versions,
};
use sha2::{Digest, Sha256};

use super::{Profile, Rules};

/// Letters of a version: enough that two never meet by chance.
const LETTERS: usize = 16;

/// The version of what all shops have in common.
pub(super) fn of_rules(rules: &Rules) -> String {
    let mut digest = Words::default();
    digest.put(&rules.gate.threshold);
    let mut modes: Vec<String> = rules
        .gate
        .modes
        .iter()
        .map(|(channel, mode)| format!("{channel:?} {mode:?}"))
        .collect();
    modes.sort();
    digest.put(&modes);
    digest.put(&rules.pricing);
    for flow in rules.flows.iter() {
        digest.put(flow);
    }
    for language in Language::SPOKEN {
        for code in rules.texts.codes(language) {
            digest.put(&(language, code, rules.texts.own(language, code)));
        }
    }
    digest.word()
}

/// The versions of one shop, but for the model that reads its messages.
pub(super) fn of_shop(
    rules: &Rules,
    profile: &Profile,
    products: &[Product],
    documents: &[Document],
    published: &[KnowledgeEntry],
) -> Versions {
    let mut knowledge = Words::default();
    for document in documents {
        knowledge.put(&(&document.reference, &document.title, &document.text));
    }
    let corrections = published
        .iter()
        .filter(|entry| entry.kind == KnowledgeKind::Correction);
    for correction in corrections {
        knowledge.put(&(&correction.slug, &correction.title, &correction.body));
        knowledge.put(&correction.extra.to_string());
    }
    let mut catalogue = Words::default();
    for product in products {
        // Stock changes with every order and is asked for live.
        let variants = product
            .variants
            .iter()
            .map(|variant| (&variant.id, &variant.sku, &variant.options));
        let variants: Vec<_> = variants.collect();
        catalogue.put(&(
            &product.id,
            &product.name,
            &product.category,
            &product.description,
            variants,
        ));
    }
    let mut config = Words::default();
    config.put(&rules.version);
    config.put(&profile.voice());
    Versions {
        knowledge: knowledge.word(),
        catalogue: catalogue.word(),
        config: config.word(),
        ..Versions::default()
    }
}

#[derive(Default)]
struct Words {
    digest: Sha256,
}

impl Words {
    fn put(&mut self, value: &impl Debug) {
        self.digest.update(format!("{value:?}"));
        self.digest.update([0]);
    }

    fn word(self) -> String {
        let mut word = hex::encode(self.digest.finalize());
        word.truncate(LETTERS);
        word
    }
}
