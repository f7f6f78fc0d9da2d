use chrono::{DateTime, Utc};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::understanding::{entities, intent::Intent, products::tests::lexicon};

fn answer(question: &OpenQuestion, text: &str) -> Filled {
    let reading = Reading::new(text);
    let entities = entities::find(&reading, &lexicon(), DateTime::<Utc>::UNIX_EPOCH);
    fill(question, text, &entities)
}

fn which_size() -> OpenQuestion {
    let mut pending = Action::bare(Intent::AddToCart);
    pending.arguments.product_ids = vec![ProductId::from("prod_003")];
    OpenQuestion {
        kind: QuestionKind::WhichVariant {
            product_id: ProductId::from("prod_003"),
            missing: vec!["size".into()],
        },
        pending,
        options: ["S", "M", "L", "XL"].map(str::to_owned).to_vec(),
    }
}

fn which_shoes() -> OpenQuestion {
    let product_ids = vec![ProductId::from("prod_001"), ProductId::from("prod_002")];
    OpenQuestion {
        kind: QuestionKind::WhichProduct { product_ids },
        pending: Action::bare(Intent::AddToCart),
        options: vec!["StrideFlow Running Shoes".into(), "TrailMax Running Shoes".into()],
    }
}

fn confirm_cancel() -> OpenQuestion {
    OpenQuestion {
        kind: QuestionKind::Confirm,
        pending: Action::bare(Intent::CancelOrder),
        options: Vec::new(),
    }
}

#[rstest]
#[case("M", "M")]
#[case("m please", "M")]
#[case("size L", "L")]
#[case("medium", "M")]
#[case("the third one", "L")]
fn naming_a_size_completes_the_pending_action(#[case] text: &str, #[case] size: &str) {
    let Filled::Complete(action) = answer(&which_size(), text) else {
        panic!("{text}: {:?}", answer(&which_size(), text))
    };
    assert_eq!(
        action.arguments.options.get("size").map(String::as_str),
        Some(size)
    );
    assert_eq!(action.arguments.product_ids, vec![ProductId::from("prod_003")]);
}

#[test]
fn two_missing_options_are_asked_one_after_the_other() {
    let mut question = which_size();
    question.kind = QuestionKind::WhichVariant {
        product_id: ProductId::from("prod_003"),
        missing: vec!["size".into(), "color".into()],
    };
    let Filled::Partial(next) = answer(&question, "black") else {
        panic!()
    };
    assert!(matches!(&next.kind, QuestionKind::WhichVariant { missing, .. } if missing == &["size"]));
    assert!(matches!(answer(&question, "black in M"), Filled::Complete(_)));
}

#[rstest]
#[case("the second one", "prod_002")]
#[case("trailmax", "prod_002")]
#[case("StrideFlow please", "prod_001")]
#[case("the last one", "prod_002")]
#[case("1", "prod_001")]
fn pointing_at_a_product_chooses_it(#[case] text: &str, #[case] id: &str) {
    let Filled::Complete(action) = answer(&which_shoes(), text) else {
        panic!("{text}")
    };
    assert_eq!(action.arguments.product_ids, vec![ProductId::from(id)]);
}

#[rstest]
#[case("yes")]
#[case("Yes please!")]
#[case("ok, do it")]
#[case("sure, go ahead")]
fn yes_confirms(#[case] text: &str) {
    assert_eq!(
        answer(&confirm_cancel(), text),
        Filled::Complete(Action::bare(Intent::CancelOrder))
    );
}

#[test]
fn no_declines_and_never_mind_cancels() {
    assert_eq!(answer(&confirm_cancel(), "no"), Filled::Declined);
    assert_eq!(answer(&confirm_cancel(), "no thanks"), Filled::Declined);
    assert_eq!(answer(&which_size(), "never mind"), Filled::Cancelled);
    assert_eq!(answer(&which_shoes(), "forget it"), Filled::Cancelled);
}

#[test]
fn no_with_a_number_corrects_the_number() {
    let mut question = confirm_cancel();
    question.pending = Action::bare(Intent::AddToCart);
    question.pending.arguments.quantity = Some(1);
    let Filled::Partial(next) = answer(&question, "no, two") else {
        panic!()
    };
    assert_eq!(next.pending.arguments.quantity, Some(2));
}

#[test]
fn asking_something_else_leaves_the_question_open() {
    assert_eq!(
        answer(&which_size(), "what is your return policy?"),
        Filled::NotAnAnswer
    );
    assert_eq!(
        answer(&confirm_cancel(), "how long does delivery take?"),
        Filled::NotAnAnswer
    );
}

#[test]
fn an_order_can_be_named_by_its_bare_number() {
    let question = OpenQuestion {
        kind: QuestionKind::WhichOrder,
        pending: Action::bare(Intent::OrderStatus),
        options: vec![],
    };
    let Filled::Complete(action) = answer(&question, "123") else {
        panic!()
    };
    assert_eq!(action.arguments.order.as_deref(), Some("order_000123"));
}

proptest! {
    #[test]
    fn any_answer_is_survived(text in "\\PC*") {
        for question in [which_size(), which_shoes(), confirm_cancel()] {
            let _ = answer(&question, &text);
        }
    }
}

#[rstest]
#[case("I have signed in", true)]
#[case("I'm logged in now", true)]
#[case("done", true)]
#[case("je suis connectée", true)]
#[case("ho effettuato l'accesso", true)]
#[case("ik ben ingelogd", true)]
#[case("ok", true)]
#[case("where is my order", false)]
#[case("show me running shoes", false)]
fn what_waited_for_a_sign_in_goes_on_when_the_shopper_says_so(#[case] said: &str, #[case] goes_on: bool) {
    let question = which_sign_in();
    let filled = answer(&question, said);
    assert_eq!(
        filled == Filled::Complete(question.pending),
        goes_on,
        "{filled:?}"
    );
    assert_eq!(answer(&which_sign_in(), "no"), Filled::Declined);
}

fn which_sign_in() -> OpenQuestion {
    OpenQuestion {
        kind: QuestionKind::SignIn,
        pending: Action::bare(Intent::Checkout),
        options: Vec::new(),
    }
}

fn which_preference(intent: Intent) -> OpenQuestion {
    OpenQuestion {
        kind: QuestionKind::WhichPreference,
        pending: Action::bare(intent),
        options: Vec::new(),
    }
}

#[rstest]
#[case("42", "size", "42")]
#[case("I wear 42", "size", "42")]
#[case("xl", "size", "XL")]
#[case("under 100 dollars", "price_max", "100.00")]
fn what_shall_be_remembered_is_said_afterwards(#[case] text: &str, #[case] key: &str, #[case] value: &str) {
    let filled = answer(&which_preference(Intent::SavePreference), text);
    let Filled::Complete(action) = filled else {
        panic!("{text}: {filled:?}");
    };
    assert_eq!(action.arguments.preferences, [(key.to_owned(), value.to_owned())]);
}

#[test]
fn what_shall_be_forgotten_is_said_afterwards_or_not_at_all() {
    let question = which_preference(Intent::ForgetPreference);
    assert!(matches!(answer(&question, "my size"), Filled::Complete(_)));
    assert_eq!(answer(&question, "never mind"), Filled::Cancelled);
    assert_eq!(answer(&question, "where is my order"), Filled::NotAnAnswer);
}

#[rstest]
#[case("yes", Some(true))]
#[case("Yes please!", Some(true))]
#[case("sì", Some(true))]
#[case("ja", Some(true))]
#[case("nein", Some(false))]
#[case("no thanks", Some(false))]
#[case("yes, the blue one", None)]
#[case("no delivery yet", None)]
#[case("wait", None)]
#[case("hello", None)]
fn a_yes_or_no_alone_is_told_from_one_that_says_more(#[case] text: &str, #[case] expected: Option<bool>) {
    assert_eq!(lone_answer(text), expected);
}

fn confirm_checkout() -> OpenQuestion {
    let mut question = confirm_cancel();
    question.pending = Action::bare(Intent::Checkout);
    question.pending.arguments.address = Some(Address {
        line1: "1 Main St".to_owned(),
        city: "Austin".to_owned(),
        postal_code: "78701".to_owned(),
        ..Address::default()
    });
    question
}

#[rstest]
#[case("never mind")]
#[case("actually, cancel that")]
#[case("laat maar")]
#[case("nee, laat dat maar zitten")]
#[case("vergeet het")]
#[case("vergiss es")]
#[case("ach, lass gut sein")]
#[case("doch nicht")]
#[case("laissez tomber")]
#[case("non, oubliez ça")]
#[case("tant pis")]
#[case("lascia perdere")]
#[case("non importa")]
#[case("no, lasciamo stare")]
fn never_mind_is_said_in_five_languages(#[case] said: &str) {
    assert_eq!(answer(&confirm_checkout(), said), Filled::Cancelled, "{said}");
}

#[rstest]
#[case("no, the other address")]
#[case("yes, but to another address")]
#[case("change the address please")]
#[case("nee, een ander adres")]
#[case("nein, an die andere Adresse")]
#[case("non, à une autre adresse")]
#[case("no, a un altro indirizzo")]
#[case("ergens anders")]
fn another_address_is_asked_for_in_five_languages(#[case] said: &str) {
    assert_eq!(
        answer(&confirm_checkout(), said),
        Filled::Another(SlotKind::Address),
        "{said}"
    );
}

#[test]
fn a_yes_that_takes_something_back_is_no_yes() {
    for said in [
        "yes but only one of them",
        "ja, maar niet vandaag",
        "oui, mais demain",
    ] {
        assert_eq!(answer(&confirm_checkout(), said), Filled::NotAnAnswer, "{said}");
    }
}

#[test]
fn an_address_said_in_place_of_another_is_confirmed_anew() {
    let said = "no, line1=2 High St, city=Austin, postalCode=78702";
    let Filled::Partial(next) = answer(&confirm_checkout(), said) else {
        panic!("{:?}", answer(&confirm_checkout(), said))
    };
    assert_eq!(
        next.pending.arguments.address.map(|address| address.line1),
        Some("2 High St".to_owned())
    );
}

#[test]
fn a_question_that_an_older_binary_asked_is_read() {
    let old =
        r#"{"kind":{"kind":"which_address"},"pending":{"intent":"checkout","arguments":{}},"options":[]}"#;
    let question: OpenQuestion = serde_json::from_str(old).unwrap();
    assert_eq!(
        question.kind,
        QuestionKind::WhichAddress {
            addresses: Vec::new()
        }
    );
}
