//! What a stage remembers of a text is what it would make of it now.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use colloquy_benches::{
    in_memory::Line,
    shop::{self, DemoShop},
    texts::MIXED,
};
use colloquy_engine::{
    commerce::shop::Shop,
    knowledge::stage::{retrieve, retrieve_remembering},
    language::Language,
    remembered::Remembered,
    turn::Turn,
    understanding::stage::{understand, understand_remembering},
};

fn line() -> (
    tempfile::TempDir,
    DemoShop,
    Line,
    colloquy_engine::understanding::Understander,
) {
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let understander = shop::understander(folder.path()).unwrap();
    let line = Line::new(&demo, understander.clone());
    (folder, demo, line, understander)
}

#[test]
fn a_text_said_again_is_understood_and_answered_as_if_it_was_said_for_the_first_time() {
    let (_folder, demo, line, understander) = line();
    let mut readings = Remembered::new(MIXED.len() / 2);
    let mut evidence = Remembered::new(MIXED.len() / 2);
    let shown = demo
        .catalogue()
        .map(|product| product.id.clone())
        .take(3)
        .collect::<Vec<_>>();
    // Half of it is remembered at a time; what was said under other circumstances is another thing.
    for round in 0..4 {
        for text in MIXED.iter().flat_map(|text| [text, text]) {
            let prepare = |turn: &mut Turn| {
                turn.context.language = (round % 2 == 1).then_some(Language::Nl);
                if round > 1 {
                    turn.context.dialogue.shown_products.clone_from(&shown);
                }
            };
            let mut afresh = line.turn(text);
            let mut again = afresh.clone();
            prepare(&mut afresh);
            prepare(&mut again);
            understand(&mut afresh, &understander);
            retrieve(&mut afresh);
            understand_remembering(&mut again, &understander, &mut readings);
            retrieve_remembering(&mut again, &mut evidence);
            assert_eq!(again.understanding, afresh.understanding, "{text}");
            assert_eq!(again.evidence, afresh.evidence, "{text}");
            assert_eq!(again.versions, afresh.versions, "{text}");
        }
    }
}

#[test]
fn nothing_is_remembered_of_a_shop_that_has_changed() {
    let demo = DemoShop::load().unwrap();
    let mut remembered: Remembered<&str, u32> = Remembered::new(2);
    remembered.keep(&demo.shop, "hoodie", 1);
    assert_eq!(remembered.get(&demo.shop, &"hoodie"), Some(1));
    let changed: Arc<Shop> = Arc::new(Shop::clone(&demo.shop));
    assert_eq!(remembered.get(&changed, &"hoodie"), None);
    remembered.keep(&changed, "cap", 2);
    assert_eq!(remembered.get(&changed, &"cap"), Some(2));
    assert_eq!(remembered.get(&demo.shop, &"hoodie"), None);
}

#[test]
fn what_was_not_asked_for_longest_makes_room_and_long_texts_are_not_kept() {
    let demo = DemoShop::load().unwrap();
    let mut remembered: Remembered<&str, u32> = Remembered::new(2);
    for (text, number) in [("one", 1), ("two", 2)] {
        remembered.keep(&demo.shop, text, number);
    }
    assert_eq!(remembered.get(&demo.shop, &"one"), Some(1));
    remembered.keep(&demo.shop, "three", 3);
    assert_eq!(remembered.get(&demo.shop, &"two"), None);
    assert_eq!(remembered.get(&demo.shop, &"one"), Some(1));
    assert!(!remembered.is_worth(&"long ".repeat(50)));
    assert!(!Remembered::<&str, u32>::new(0).is_worth("short"));
}
