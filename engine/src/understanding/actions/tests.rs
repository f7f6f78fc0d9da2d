use chrono::{DateTime, Utc};
use rstest::rstest;

use super::*;
use crate::{
    money::Minor,
    understanding::{arguments::Reference, entities, products::tests::lexicon, rules},
};

fn planned(text: &str, whole: Intent, shown: &[&str]) -> Plan {
    let lexicon = lexicon();
    let reading = Reading::new(text);
    let entities = entities::find(&reading, &lexicon, DateTime::<Utc>::UNIX_EPOCH);
    let shown_products: Vec<ProductId> = shown.iter().map(|id| ProductId::from(*id)).collect();
    // Parts are read by rules and by their verb alone, so that these tests need no training.
    let classify = |part: &str| {
        let ruled = rules::candidates(part, &[]).first().map(|(intent, _)| *intent);
        let lower = part.to_lowercase();
        let verbs = [
            ("remove", Intent::RemoveFromCart),
            ("show", Intent::ProductSearch),
            ("find", Intent::ProductSearch),
            ("add", Intent::AddToCart),
            ("how long", Intent::Delivery),
        ];
        let found = ruled.or_else(|| {
            verbs
                .iter()
                .find(|(verb, _)| lower.contains(verb))
                .map(|(_, intent)| *intent)
        });
        found.map(|intent| (intent, 0.9))
    };
    plan(
        &Scene {
            reading: &reading,
            entities: &entities,
            lexicon: &lexicon,
            shown_products: &shown_products,
            classify: &classify,
        },
        whole,
    )
}

fn ids(action: &Action) -> Vec<&str> {
    action
        .arguments
        .product_ids
        .iter()
        .map(ProductId::as_str)
        .collect()
}

#[test]
fn a_list_of_items_becomes_one_action_each() {
    let plan = planned(
        "add 2 running shoes and 1 hoodie to my cart",
        Intent::AddMultipleToCart,
        &[],
    );
    assert_eq!(plan.intent, Some(Intent::AddMultipleToCart));
    assert_eq!(plan.actions.len(), 2, "{plan:#?}");
    assert_eq!(plan.actions[0].arguments.quantity, Some(2));
    assert_eq!(
        plan.actions[0].arguments.product_query.as_deref(),
        Some("running shoes")
    );
    assert_eq!(ids(&plan.actions[0]).len(), 2);
    assert_eq!(
        (plan.actions[1].arguments.quantity, ids(&plan.actions[1])),
        (Some(1), vec!["prod_003"])
    );
}

#[test]
fn searching_and_adding_is_one_action() {
    let plan = planned(
        "show me running shoes under $150 and add to cart",
        Intent::SearchAndAddToCart,
        &[],
    );
    assert_eq!(plan.intent, Some(Intent::SearchAndAddToCart));
    let [action] = plan.actions.as_slice() else {
        panic!("{plan:#?}")
    };
    assert_eq!(action.arguments.price_max, Some(Minor(15_000)));
    assert_eq!(action.arguments.product_query.as_deref(), Some("running shoes"));
}

#[test]
fn several_requests_are_done_in_the_order_said() {
    let plan = planned(
        "remove the cap and add two bottles, then checkout",
        Intent::RemoveFromCart,
        &[],
    );
    let intents: Vec<Intent> = plan.actions.iter().map(|action| action.intent).collect();
    assert_eq!(
        intents,
        [Intent::RemoveFromCart, Intent::AddToCart, Intent::Checkout]
    );
    assert_eq!(ids(&plan.actions[0]), ["prod_004"]);
    assert_eq!(
        (plan.actions[1].arguments.quantity, ids(&plan.actions[1])),
        (Some(2), vec!["prod_005"])
    );
}

#[test]
fn the_same_said_twice_is_one_request_unless_something_changed_in_between() {
    let intents = |text: &str| -> Vec<Intent> {
        let plan = planned(text, Intent::ViewCart, &[]);
        plan.actions.iter().map(|action| action.intent).collect()
    };
    assert_eq!(intents("show my cart, view my cart"), [Intent::ViewCart]);
    assert_eq!(
        intents("show my cart, remove VEL-AER2-BLK-08, view my cart"),
        [Intent::ViewCart, Intent::RemoveFromCart, Intent::ViewCart]
    );
}

#[test]
fn the_sixth_request_is_named_and_not_done() {
    let text = "add 1 hoodie, 2 caps, 3 water bottles, 4 yoga mats, 5 t-shirts and 6 tennis shoes to my cart";
    let plan = planned(text, Intent::AddMultipleToCart, &[]);
    assert_eq!(plan.actions.len(), MOST_ACTIONS, "{plan:#?}");
    assert_eq!(plan.overflow, ["add 6 tennis shoes"]);
}

#[rstest]
#[case("add 0 hoodies", 0)]
#[case("add -1 hoodie to my cart", -1)]
#[case("add 1000000000 hoodies", 1_000_000_000)]
fn quantities_are_passed_on_as_said(#[case] text: &str, #[case] expected: i64) {
    assert_eq!(
        planned(text, Intent::AddToCart, &[]).actions[0]
            .arguments
            .quantity,
        Some(expected)
    );
}

#[test]
fn sizes_and_colours_belong_to_their_item() {
    let plan = planned(
        "add a black hoodie in size L and a white t-shirt in M",
        Intent::AddToCart,
        &[],
    );
    assert_eq!(plan.actions.len(), 2, "{plan:#?}");
    let option = |place: usize, name: &str| plan.actions[place].arguments.options.get(name).cloned();
    assert_eq!(
        (option(0, "color").as_deref(), option(0, "size").as_deref()),
        (Some("black"), Some("L"))
    );
    assert_eq!(
        (option(1, "color").as_deref(), option(1, "size").as_deref()),
        (Some("white"), Some("M"))
    );
}

#[test]
fn pointing_words_mean_what_was_shown() {
    let plan = planned(
        "add the second one to my cart",
        Intent::AddToCart,
        &["prod_001", "prod_002"],
    );
    assert_eq!(plan.actions[0].arguments.reference, Some(Reference::Ordinal(2)));
    assert_eq!(ids(&plan.actions[0]), ["prod_002"]);
    let plan = planned("add it", Intent::AddToCart, &["prod_003"]);
    assert_eq!(ids(&plan.actions[0]), ["prod_003"]);
}

#[rstest]
#[case(
    "increase quantity of running shoes in my cart",
    Intent::AdjustCartQuantity,
    None,
    Some(1)
)]
#[case("one more hoodie", Intent::AdjustCartQuantity, None, Some(1))]
#[case("reduce the hoodies by 2", Intent::AdjustCartQuantity, None, Some(-2))]
#[case("one less please", Intent::AdjustCartQuantity, None, Some(-1))]
#[case("change the quantity of hoodies to 5", Intent::UpdateCart, Some(5), None)]
#[case("make it 3 instead of 1", Intent::UpdateCart, Some(3), None)]
#[case("increase the caps to 4", Intent::UpdateCart, Some(4), None)]
fn numbers_are_set_or_moved(
    #[case] text: &str,
    #[case] intent: Intent,
    #[case] quantity: Option<i64>,
    #[case] delta: Option<i64>,
) {
    let whole = if delta.is_some() || text.starts_with("increase") {
        Intent::AdjustCartQuantity
    } else {
        Intent::UpdateCart
    };
    let action = planned(text, whole, &[]).actions.remove(0);
    assert_eq!(
        (action.intent, action.arguments.quantity, action.arguments.delta),
        (intent, quantity, delta)
    );
}

#[test]
fn the_wanted_size_wins_over_the_one_not_wanted() {
    let action = planned(
        "I want the tennis shoes in size 43 not size 42",
        Intent::UpdateCart,
        &[],
    )
    .actions
    .remove(0);
    assert_eq!(
        action.arguments.options.get("size").map(String::as_str),
        Some("43")
    );
    assert_eq!(ids(&action), ["prod_007"]);
}

#[test]
fn orders_codes_and_addresses_reach_their_actions() {
    let action = planned("cancel order_000123", Intent::CancelOrder, &[])
        .actions
        .remove(0);
    assert_eq!(action.arguments.order.as_deref(), Some("order_000123"));
    let action = planned("apply code SAVE10", Intent::ApplyDiscount, &[])
        .actions
        .remove(0);
    assert_eq!(action.arguments.code.as_deref(), Some("SAVE10"));
    let text = "change order address line1=500 Main St, city=Austin, state=TX, postalCode=78701, country=US";
    let plan = planned(text, Intent::ChangeOrderAddress, &[]);
    assert_eq!(plan.actions.len(), 1, "{plan:#?}");
    assert_eq!(
        plan.actions[0]
            .arguments
            .address
            .as_ref()
            .map(|address| address.city.as_str()),
        Some("Austin")
    );
}

#[test]
fn preferences_are_split_into_keys() {
    let action = planned("remember I like denim and size M", Intent::SavePreference, &[])
        .actions
        .remove(0);
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(
        action.arguments.preferences,
        [pair("size", "M"), pair("styles", "denim")]
    );
    let action = planned("forget my color preference", Intent::ForgetPreference, &[])
        .actions
        .remove(0);
    assert_eq!(action.arguments.preferences, [pair("colors", "")]);
}

#[test]
fn a_question_beside_a_task_is_kept_and_alone_is_no_action() {
    let plan = planned(
        "add a hoodie to my cart. how long does delivery take?",
        Intent::AddToCart,
        &[],
    );
    let intents: Vec<Intent> = plan.actions.iter().map(|action| action.intent).collect();
    assert_eq!(intents, [Intent::AddToCart, Intent::Delivery]);
    assert_eq!(
        planned("how long does delivery take?", Intent::Delivery, &[]),
        Plan::default()
    );
}

#[rstest]
#[case("voeg 2 running shoes en 1 hoodie toe aan mijn winkelwagen")]
#[case("leg 2 running shoes und 1 hoodie in den warenkorb")]
#[case("ajoute 2 running shoes et 1 hoodie à mon panier")]
#[case("aggiungi 2 running shoes e 1 hoodie al carrello")]
fn lists_of_other_languages_become_one_action_each(#[case] text: &str) {
    let plan = planned(text, Intent::AddToCart, &[]);
    let quantities: Vec<Option<i64>> = plan
        .actions
        .iter()
        .map(|action| action.arguments.quantity)
        .collect();
    assert_eq!(quantities, [Some(2), Some(1)], "{plan:#?}");
}
