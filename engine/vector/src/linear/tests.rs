use proptest::prelude::*;

use super::*;

fn two_topics() -> (Vocabulary, Weights) {
    let texts = [
        "red shoes",
        "blue shoes",
        "green shoes",
        "where is my parcel",
        "parcel is late",
        "track parcel",
    ];
    let vocabulary = Vocabulary::learn(&texts, GramShape::default(), 1, 0.5);
    let rows: Vec<SparseRow> = texts.iter().map(|text| vocabulary.encode(text)).collect();
    let targets: Vec<Vec<u16>> = [0, 0, 0, 1, 1, 1].iter().map(|class| vec![*class]).collect();
    let shape = (vocabulary.len(), 2);
    let settings = FitSettings::default();
    let (weights, bias) = fit(&rows, &targets, &[1.0; 6], shape, Head::OneOf, &settings);
    (vocabulary, Weights::quantise(&weights, bias))
}

#[test]
fn unseen_text_gets_the_class_of_its_words() {
    let (vocabulary, weights) = two_topics();
    let mut scores = weights.score(&vocabulary.encode("yellow shoes"));
    softmax(&mut scores, 1.0);
    assert!(scores[0] > 0.7, "{scores:?}");
    let mut scores = weights.score(&vocabulary.encode("my parcel"));
    softmax(&mut scores, 1.0);
    assert!(scores[1] > 0.7, "{scores:?}");
}

#[test]
fn same_rows_and_seed_give_the_same_weights() {
    assert_eq!(two_topics().1, two_topics().1);
}

#[test]
fn strange_words_make_the_answer_less_sure() {
    let (vocabulary, weights) = two_topics();
    let sure = |text: &str| {
        let mut scores = weights.score(&vocabulary.encode(text));
        softmax(&mut scores, 1.0);
        scores[0]
    };
    assert!(sure("shoes") > sure("shoes quantum entanglement zebra lullaby"));
}

#[test]
fn parts_of_unequal_length_are_refused() {
    assert!(Weights::from_parts(vec![1.0], vec![1, 2, 3], vec![0.0, 0.0]).is_none());
    assert!(Weights::from_parts(vec![], vec![], vec![]).is_none());
}

proptest! {
    #[test]
    fn any_text_can_be_scored(text in "\\PC*") {
        let (vocabulary, weights) = two_topics();
        let mut scores = weights.score(&vocabulary.encode(&text));
        softmax(&mut scores, 1.0);
        prop_assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-3);
    }
}
