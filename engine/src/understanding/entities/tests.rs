use proptest::prelude::*;

use super::*;
use crate::understanding::products::tests::lexicon;

fn of(text: &str) -> Vec<Entity> {
    let now = "2026-03-11T10:00:00Z".parse().unwrap();
    find(&Reading::new(text), &lexicon(), now)
}

fn values(text: &str, kind: EntityKind) -> Vec<Value> {
    of(text)
        .into_iter()
        .filter(|entity| entity.kind == kind)
        .map(|entity| entity.value)
        .collect()
}

#[test]
fn a_shopping_sentence_names_all_its_facts() {
    let text = "add 2 black hoodies size L under $80 with code SAVE10";
    assert_eq!(values(text, EntityKind::Quantity), [2]);
    assert_eq!(values(text, EntityKind::Color), ["black"]);
    assert_eq!(values(text, EntityKind::Size), ["L"]);
    assert_eq!(values(text, EntityKind::Money).len(), 1);
    assert_eq!(values(text, EntityKind::DiscountCode), ["SAVE10"]);
    assert_eq!(values(text, EntityKind::Product)[0]["product_ids"][0], "prod_003");
}

#[test]
fn figures_of_orders_mails_and_phones_are_no_numbers() {
    assert!(values("order_000123", EntityKind::Number).is_empty());
    assert!(values("mail a1@b2.com", EntityKind::Number).is_empty());
    assert!(values("call +1 555 123 4567", EntityKind::Number).is_empty());
}

#[test]
fn sizes_are_no_quantities() {
    assert!(values("running shoes in size 42", EntityKind::Quantity).is_empty());
    assert_eq!(values("running shoes in 42", EntityKind::Size), ["42"]);
}

#[test]
fn known_skus_are_recognised_in_any_case() {
    assert_eq!(
        values("add prod003-black-m please", EntityKind::Sku),
        ["PROD003-BLACK-M"]
    );
}

#[test]
fn positions_count_code_points() {
    let entity = of("Größe L, für 20 €")
        .into_iter()
        .find(|entity| entity.kind == EntityKind::Money)
        .unwrap();
    assert_eq!((entity.start, entity.end, entity.text.as_str()), (13, 17, "20 €"));
}

proptest! {
    #[test]
    fn hostile_text_gives_entities_that_stand_in_it(text in "[\\PC\u{0}\u{202e}\u{200d}🎁0-9$€#@.,/:-]{0,200}") {
        let letters: Vec<char> = text.chars().collect();
        for entity in of(&text) {
            prop_assert!(entity.start < entity.end && entity.end <= letters.len());
            let there: String = letters[entity.start..entity.end].iter().collect();
            prop_assert_eq!(there, entity.text);
        }
    }
}
