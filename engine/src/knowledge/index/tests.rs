use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::knowledge::IndexError;

fn document(kind: SourceKind, reference: &str, title: &str, text: &str) -> Document {
    Document {
        kind,
        reference: reference.into(),
        title: title.into(),
        text: text.into(),
        language: Language::En,
    }
}

fn faq(reference: &str, title: &str, text: &str) -> Document {
    document(SourceKind::Faq, reference, title, text)
}

fn shop() -> Vec<Document> {
    vec![
        faq(
            "faq:window",
            "How long do I have to return something?",
            "You have 30 days to send an item back.",
        ),
        faq(
            "faq:refund",
            "When do I get my refund?",
            "A refund reaches your card within 5 business days.",
        ),
        faq(
            "faq:delivery",
            "How long does delivery take?",
            "Parcels arrive within 3 business days.",
        ),
        faq(
            "faq:norway",
            "Do you deliver to Norway?",
            "Yes, deliveries to Norway take 6 days and cost 12 euro.",
        ),
        faq(
            "faq:payment",
            "Which payment methods are there?",
            "Pay by card, PayPal or gift card.",
        ),
        faq(
            "faq:wash",
            "How do I wash a rain jacket?",
            "Wash it at 30 degrees without softener.",
        ),
        faq(
            "faq:student",
            "Is there a student discount?",
            "Students get 10 percent off.",
        ),
        document(
            SourceKind::Knowledge,
            "knowledge:sizes",
            "Size guide",
            "Measure your foot in the evening. Shoes run small, so take half a size more. Socks come in three sizes.",
        ),
        document(
            SourceKind::Catalogue,
            "catalogue:prod_001",
            "Trail Runner 2",
            "A light shoe for rough paths.",
        ),
    ]
}

/// Built once: every test starts from its own copy.
static INDEX: LazyLock<KnowledgeIndex> =
    LazyLock::new(|| KnowledgeIndex::build(shop(), IndexSettings::default()));

fn index() -> KnowledgeIndex {
    INDEX.clone()
}

fn best(index: &KnowledgeIndex, text: &str) -> (String, f32) {
    let hits = index.search(&Query::new(text, Language::En));
    hits.first()
        .map(|hit| (hit.passage.document.clone(), hit.score))
        .unwrap_or_default()
}

#[test]
fn a_question_in_other_words_is_answered_above_the_gate() {
    for (question, reference) in [
        ("how many days do I have to send an item back", "faq:window"),
        ("when will I get my money back", "faq:refund"),
        ("do you ship to norway?", "faq:norway"),
        ("is there a discount for students", "faq:student"),
        ("washing a rain jacket", "faq:wash"),
    ] {
        let (found, score) = best(&index(), question);
        assert_eq!(found, reference, "{question}");
        assert!(score >= 0.65, "{question}: {score}");
    }
}

#[test]
fn a_question_on_what_no_passage_speaks_of_stays_below_the_gate() {
    for question in [
        "do you rent kayaks in Norway",
        "what is the salary of your CEO",
        "can I pay with bitcoin",
        "who won the football match",
        "can you help me please",
    ] {
        let (found, score) = best(&index(), question);
        assert!(score < 0.6, "{question}: {found} {score}");
    }
}

#[test]
fn a_misspelt_question_is_understood() {
    assert_eq!(best(&index(), "studnet discuont").0, "faq:student");
}

#[test]
fn a_dutch_question_finds_the_english_answer() {
    let hits = index().search(&Query::new("Is er korting voor studenten?", Language::Nl));
    assert_eq!(hits[0].passage.document, "faq:student");
}

#[test]
fn a_place_written_small_is_met_as_one_with_a_capital() {
    let index = index();
    for (small, capital) in [
        (
            "how long does delivery to toronto take",
            "How long does delivery to Toronto take?",
        ),
        ("do you deliver to toronto", "do you deliver to Toronto"),
        ("can you ship it to norway", "can you ship it to Norway"),
    ] {
        assert_eq!(best(&index, small).0, best(&index, capital).0, "{small}");
    }
    let (toronto, capital) = (
        best(&index, "do you deliver to toronto").1,
        best(&index, "do you deliver to Toronto").1,
    );
    assert!((toronto - capital).abs() < 1e-3, "{toronto} {capital}");
}

#[test]
fn an_answer_under_several_wordings_is_found_once() {
    let entry = faq(
        "faq:window",
        "How long do I have to return something? Until when can I send it back? How many days do I have?",
        "You have 30 days to send an item back.",
    );
    let index = KnowledgeIndex::build([entry], IndexSettings::default());
    assert_eq!(index.len(), 3, "a passage for each wording");
    let hits = index.search(&Query::new("until when can I send it back", Language::En));
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].passage.title, "Until when can I send it back?");
}

#[test]
fn a_greeting_before_the_question_does_not_hide_it() {
    let (found, score) = best(
        &index(),
        "Hello there! My neighbour Oscar recommended you. Do you deliver to Norway?",
    );
    assert_eq!(found, "faq:norway");
    assert!(score >= 0.65, "{score}");
}

#[test]
fn only_the_kinds_asked_for_are_found_and_no_more_than_the_limit() {
    let query = Query {
        kinds: Some(vec![SourceKind::Catalogue]),
        limit: 1,
        ..Query::new("shoe", Language::En)
    };
    let hits = index().search(&query);
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].passage.document, "catalogue:prod_001");
    assert!(index().search(&Query { limit: 0, ..query }).is_empty());
}

#[test]
fn a_changed_document_is_found_by_its_new_words_only() {
    let mut index = index();
    index.upsert(faq(
        "faq:student",
        "Is there a pensioner rebate?",
        "Pensioners get 10 percent off.",
    ));
    assert_eq!(best(&index, "pensioner").0, "faq:student");
    assert!(best(&index, "student").1 < 0.6);
    assert_eq!(
        index.document("faq:student").unwrap().title,
        "Is there a pensioner rebate?"
    );
}

#[test]
fn a_removed_document_is_gone_and_removing_it_again_says_so() {
    let mut index = index();
    let before = index.len();
    assert!(index.remove("faq:norway"));
    assert!(!index.remove("faq:norway"));
    assert_eq!(index.len(), before - 1);
    let hits = index.search(&Query::new("do you deliver to Norway", Language::En));
    assert!(hits.iter().all(|hit| hit.passage.document != "faq:norway"));
}

#[test]
fn a_clone_is_not_changed_with_its_original() {
    let mut index = index();
    let clone = index.clone();
    index.remove("faq:norway");
    assert_eq!(best(&clone, "do you deliver to Norway").0, "faq:norway");
}

#[test]
fn a_graph_finds_what_a_scan_finds_also_after_changes() {
    let settings = IndexSettings {
        graph_from: 5,
        ..IndexSettings::default()
    };
    let mut graph = KnowledgeIndex::build(shop(), settings);
    assert!(graph.graph.is_some());
    graph.upsert(faq("faq:vegan", "Are your shoes vegan?", "All shoes are vegan."));
    graph.remove("faq:norway");
    assert_eq!(best(&graph, "vegan shoes").0, "faq:vegan");
    assert_eq!(best(&graph, "is there a student discount").0, "faq:student");
    assert_ne!(best(&graph, "deliver to Norway").0, "faq:norway");
}

#[test]
fn an_index_that_changed_much_asks_to_be_rebuilt_and_then_no_more() {
    let mut index = index();
    assert!(!index.needs_rebuild());
    for round in 0..20 {
        for document in shop() {
            index.upsert(Document {
                text: format!("{} Edition {round}.", document.text),
                ..document
            });
        }
    }
    assert!(index.needs_rebuild());
    let rebuilt = index.rebuilt();
    assert!(!rebuilt.needs_rebuild());
    assert_eq!(rebuilt.len(), index.len());
    assert_eq!(best(&rebuilt, "student discount").0, "faq:student");
}

#[test]
fn an_index_written_down_and_loaded_answers_the_same() {
    let mut index = index();
    index.upsert(faq("faq:vegan", "Are your shoes vegan?", "All shoes are vegan."));
    index.remove("faq:norway");
    let loaded = KnowledgeIndex::from_bytes(&index.to_bytes().unwrap()).unwrap();
    assert_eq!(loaded.to_bytes().unwrap(), index.to_bytes().unwrap());
    for question in ["vegan shoes", "when do I get a refund", "deliver to Norway"] {
        let (before, after) = (best(&index, question), best(&loaded, question));
        assert_eq!(before.0, after.0);
        assert!((before.1 - after.1).abs() < 1e-4);
    }
}

#[test]
fn bytes_of_another_version_or_cut_short_are_refused_by_name() {
    let bytes = index().to_bytes().unwrap();
    assert!(matches!(
        KnowledgeIndex::from_bytes(&[]),
        Err(IndexError::CutShort { length: 0 })
    ));
    assert!(matches!(
        KnowledgeIndex::from_bytes(&bytes[..20]),
        Err(IndexError::CutShort { .. })
    ));
    assert!(matches!(
        KnowledgeIndex::from_bytes(&bytes[..bytes.len() - 1]),
        Err(IndexError::Altered)
    ));
    let other = [&[9], &bytes[1..]].concat();
    assert!(matches!(
        KnowledgeIndex::from_bytes(&other),
        Err(IndexError::Version { got: 9 })
    ));
}

#[test]
fn an_index_of_another_embedder_is_refused() {
    struct Constant;
    impl Embedder for Constant {
        fn name(&self) -> &str {
            "constant"
        }
        fn dimensions(&self) -> usize {
            4
        }
        fn embed(&self, _: &str, _: Language) -> Vec<f32> {
            vec![f32::NAN; 4]
        }
    }
    let bytes = index().to_bytes().unwrap();
    let loaded = KnowledgeIndex::from_bytes_with(&bytes, Arc::new(Constant));
    assert!(matches!(loaded, Err(IndexError::Embedder { .. })));
    // Vectors that cannot be stored leave the words to find a passage by.
    let worded = KnowledgeIndex::build_with(shop(), IndexSettings::default(), Arc::new(Constant));
    assert_eq!(best(&worded, "student discount").0, "faq:student");
}

#[test]
fn an_empty_index_finds_nothing() {
    let index = KnowledgeIndex::build(Vec::new(), IndexSettings::default());
    assert!(index.is_empty() && index.search(&Query::new("refund", Language::En)).is_empty());
    assert!(
        KnowledgeIndex::from_bytes(&index.to_bytes().unwrap())
            .unwrap()
            .is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_can_be_asked_and_scores_stay_in_order_between_0_and_1(text in "\\PC{0,80}") {
        let hits = index().search(&Query::new(text, Language::De));
        for hit in &hits {
            prop_assert!((0.0..=1.0).contains(&hit.score));
        }
        prop_assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }

    #[test]
    fn altered_bytes_are_an_error_and_never_a_panic(position in 0_usize..4000, flip in 1_u8..=255) {
        static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| index().to_bytes().unwrap());
        let mut bytes = BYTES.clone();
        let length = bytes.len();
        bytes[position % length] ^= flip;
        prop_assert!(KnowledgeIndex::from_bytes(&bytes).is_err());
    }

    #[test]
    fn any_document_can_come_and_go(title in "\\PC{0,30}", text in "\\PC{0,200}") {
        let mut index = index();
        let before = index.len();
        index.upsert(faq("faq:any", &title, &text));
        // One passage, or one for each question of the title.
        prop_assert!(index.len() > before);
        prop_assert!(index.remove("faq:any"));
        prop_assert_eq!(index.len(), before);
    }
}

#[test]
fn a_translation_of_what_is_known_changes_no_answer_in_the_first_language() {
    let german = [
        (
            "de:a",
            "Wie lange kann ich etwas zurückgeben?",
            "Sie haben 30 Tage.",
        ),
        (
            "de:b",
            "Wann kommt mein Geld?",
            "Eine Erstattung kommt nach 5 Werktagen.",
        ),
        (
            "de:c",
            "Wie lange dauert die Lieferung?",
            "Pakete kommen nach 3 Werktagen.",
        ),
    ];
    let more = german.map(|(reference, title, text)| Document {
        language: Language::De,
        ..faq(reference, title, text)
    });
    let both = KnowledgeIndex::build(shop().into_iter().chain(more), IndexSettings::default());
    for question in [
        "when is my money back",
        "how long does delivery take",
        "wash rain jacket",
    ] {
        assert_eq!(best(&index(), question).0, best(&both, question).0, "{question}");
    }
}
