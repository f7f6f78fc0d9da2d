//! `colloquy understand`: the whole understanding of each line's text, read against the demo shop's catalogue.

use chrono::Utc;
use colloquy_config::demo::Demo;
use colloquy_engine::{
    commerce::catalogue::Catalogue,
    understanding::{CatalogueLexicon, Entity, Situation, Understander, Understanding},
};
use serde_json::{Value, json};

use super::{Failure, Global, lines, lines::InOut, nlu};
use crate::seed;

pub(super) fn run(global: &Global, args: &InOut) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    let understander = Understander::new(std::sync::Arc::new(nlu::built_in(&setup)?));
    let demo = Demo::load().map_err(anyhow::Error::from)?;
    let products = seed::products(&demo).into_iter().map(|new| new.product).collect();
    let lexicon = CatalogueLexicon::new(&Catalogue::new(products));
    let now = Utc::now();
    let mut read = lines::read(&args.input)?;
    for (number, line) in read.iter_mut().enumerate() {
        let text = lines::text(line, number, "text")?;
        let situation = Situation {
            lexicon: &lexicon,
            now,
            language_hint: None,
            open_question: None,
            shown_products: &[],
        };
        let understood = understander.understand(text, &situation);
        line.extend(told(&understood).map(|(name, value)| (name.to_owned(), value)));
    }
    Ok(lines::write(&args.output, &read)?)
}

/// What a line gets.
fn told(understood: &Understanding) -> [(&'static str, Value); 9] {
    [
        ("language", json!(understood.language.code())),
        ("label", json!(understood.intent.as_str())),
        ("confidence", json!(understood.confidence)),
        ("entities", understood.entities.iter().map(entity).collect()),
        ("actions", json!(understood.actions)),
        ("sentiment", json!(understood.sentiment)),
        ("offensive", json!(understood.offensive)),
        ("injection", json!(understood.injection)),
        (
            "handoff",
            json!(understood.handoff.map(|trigger| trigger.reason())),
        ),
    ]
}

fn entity(entity: &Entity) -> Value {
    json!({ "type": entity.kind, "start": entity.start, "end": entity.end, "value": entity.value })
}
