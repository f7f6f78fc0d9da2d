use proptest::prelude::*;

use super::*;
use crate::understanding::{ModelError, SeveralExample, TrainingSet, TrainingSettings};

fn set() -> TrainingSet {
    let mut set = TrainingSet::default();
    set.add_lines(
        "find",
        "show me shoes\nfind a hoodie\nlooking for caps\nsearch jackets\nany blue shirts\ndo you have socks",
    );
    set.add_lines("track", "where is my order\ntrack my parcel\norder status\nis my package here\nmy parcel is late\nwhen does it arrive");
    set.add_lines("oos", "what is the capital of france\ntell me a joke\nwho won the match\nplay some music\nweather in rome\ndo my homework");
    set
}

fn model() -> LinearModel {
    LinearModel::train(&set(), &TrainingSettings::default())
        .unwrap()
        .0
}

#[test]
fn the_likeliest_label_comes_first_and_probabilities_sum_to_one() {
    let predicted = model().predict("where's my parcel");
    assert_eq!(predicted[0].0, "track");
    let sum: f32 = predicted.iter().map(|(_, probability)| probability).sum();
    assert!((sum - 1.0).abs() < 1e-3);
}

#[test]
fn a_stored_model_answers_as_before() {
    let model = model();
    let bytes = model.to_bytes();
    let restored = LinearModel::from_bytes(&bytes).unwrap();
    assert_eq!(restored.predict("find my order"), model.predict("find my order"));
    assert_eq!(restored.to_bytes(), bytes);
}

#[test]
fn damaged_bytes_are_refused() {
    let bytes = model().to_bytes();
    assert_eq!(
        LinearModel::from_bytes(b"hello").unwrap_err(),
        ModelError::NotAModel
    );
    assert_eq!(
        LinearModel::from_bytes(&bytes[..bytes.len() - 1]).unwrap_err(),
        ModelError::Damaged
    );
    let mut other = bytes.clone();
    other[4] = 9;
    assert_eq!(
        LinearModel::from_bytes(&other).unwrap_err(),
        ModelError::Version(9)
    );
}

#[test]
fn training_twice_gives_the_same_model() {
    assert_eq!(model().to_bytes(), model().to_bytes());
}

#[test]
fn nothing_to_tell_apart_is_an_error() {
    let settings = TrainingSettings::default();
    assert_eq!(
        LinearModel::train(&TrainingSet::default(), &settings).unwrap_err(),
        TrainingError::Empty
    );
    let mut one = TrainingSet::default();
    one.add_lines("find", "a\nb\nc\nd\ne\nf");
    assert_eq!(
        LinearModel::train(&one, &settings).unwrap_err(),
        TrainingError::OneClass
    );
}

#[test]
fn several_labels_can_be_right_at_once() {
    let rows = [
        ("change my booking", &["change", "booking"][..]),
        ("cancel my booking", &["cancel", "booking"]),
        ("change the card", &["change", "card"]),
        ("cancel the card", &["cancel", "card"]),
        ("my booking", &["booking"]),
        ("a card", &["card"]),
    ];
    let examples: Vec<SeveralExample> = rows
        .iter()
        .map(|(text, labels)| SeveralExample {
            text: (*text).to_owned(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        })
        .collect();
    let model = LinearModel::train_several(&examples, &TrainingSettings::default()).unwrap();
    let mut found: Vec<String> = model
        .predict_several("cancel the booking")
        .into_iter()
        .map(|(label, _)| label)
        .collect();
    found.sort();
    assert_eq!(found, ["booking", "cancel"]);
}

proptest! {
    #[test]
    fn random_bytes_are_never_a_crash(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut bytes = b"CLQM\x01\x00\x02\x05\x02".to_vec();
        bytes.extend(tail);
        let _ = LinearModel::from_bytes(&bytes);
    }
}
