use std::collections::{BTreeMap, HashMap};

use rstest::rstest;

use super::*;
use crate::dialogue::{machine::tests::shipped, mermaid};

/// The sentences that the shop really has.
fn texts() -> Texts {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/texts");
    let tables = Language::SPOKEN.into_iter().map(|language| {
        let text = std::fs::read_to_string(format!("{folder}/{}.toml", language.code())).unwrap();
        (
            language,
            toml::from_str::<BTreeMap<String, String>>(&text).unwrap(),
        )
    });
    Texts::new(tables.collect::<HashMap<_, _>>())
}

#[test]
fn the_flows_of_the_shop_have_no_fault() {
    for flow in shipped().iter() {
        assert_eq!(lint(flow, &texts()), Vec::new(), "{}", flow.name);
    }
}

const CANCEL: &str = r#"
intents = ["cancel_order"]
account = true
timeout_minutes = 30
[slots]
order = "order"
[[state]]
name = "which"
collect = { slot = "order", ask = "which_order", offer = "cancellable_orders" }
next = "agree"
[[state]]
name = "agree"
confirm = { ask = "confirm_cancel_order", tool = "cancel_order", names = ["order", "total"] }
next = "cancel"
[[state]]
name = "cancel"
do = "cancel_order"
next = "cancelled"
[[state]]
name = "cancelled"
say = "order_cancelled"
"#;

fn codes(text: &str) -> Vec<&'static str> {
    let mut flow: Flow = toml::from_str(text).unwrap();
    flow.name = "cancel".to_owned();
    let mut codes: Vec<&str> = lint(&flow, &texts())
        .into_iter()
        .map(|fault| fault.code)
        .collect();
    codes.dedup();
    codes
}

#[rstest]
#[case("slot = \"order\"", "slot = \"oder\"", &["slot_never_collected", "unknown_slot", "not_collected"])]
#[case("next = \"agree\"", "next = \"cancel\"", &["unreachable", "not_confirmed"])]
#[case("next = \"cancelled\"", "next = \"canceled\"", &["unknown_state", "unreachable"])]
#[case("say = \"order_cancelled\"", "say = \"order_canceled\"", &["text_missing"])]
#[case("names = [\"order\", \"total\"]", "names = [\"total\"]", &["not_named"])]
#[case("ask = \"confirm_cancel_order\"", "ask = \"cart_empty\"", &["not_named"])]
#[case("ask = \"which_order\"", "ask = \"order_line\"", &["place_unknown"])]
#[case("offer = \"cancellable_orders\"", "offer = \"known_addresses\"", &["wrong_offer"])]
#[case("account = true", "account = false", &["account_needed"])]
#[case("intents = [\"cancel_order\"]", "intents = [\"greeting\"]", &["not_a_task"])]
#[case("timeout_minutes = 30", "timeout_minutes = 0", &["timeout"])]
#[case("next = \"cancelled\"", "", &["silent_end", "unreachable"])]
#[case("name = \"which\"", "name = \"agree\"", &["name_taken"])]
fn a_mistake_is_found_and_named(#[case] right: &str, #[case] wrong: &str, #[case] expected: &[&str]) {
    assert_eq!(codes(CANCEL), Vec::<&str>::new());
    let found = codes(&CANCEL.replacen(right, wrong, 1));
    for code in expected {
        assert!(found.contains(code), "{wrong}: {found:?}");
    }
}

#[test]
fn a_circle_in_which_nobody_is_asked_is_found() {
    let circle = "intents = ['clear_cart']\ntimeout_minutes = 1\n\
        [[state]]\nname = 'one'\nvalidate = 'cart_holds_something'\nnext = 'two'\n\
        [[state]]\nname = 'two'\nsay = 'cleared'\nnext = 'one'\n";
    assert!(codes(circle).contains(&"circle"));
}

#[test]
fn every_state_and_every_way_of_a_flow_is_drawn() {
    for flow in shipped().iter() {
        let drawn = mermaid(flow);
        assert!(drawn.starts_with("stateDiagram-v2\n    "), "{drawn}");
        for state in &flow.states {
            assert!(drawn.contains(&format!("    {}: ", state.name)), "{drawn}");
            if let Some(next) = &state.next {
                assert!(drawn.contains(&format!("{} --> {next}", state.name)), "{drawn}");
            }
        }
        assert!(drawn.contains("agree --> [*]: no"), "{drawn}");
    }
}
