use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::{
    dialogue::{Flows, SlotKind, live},
    ids::UserId,
    understanding::{Action, Address, Intent},
};

/// The flows that the shop really has.
pub(in crate::dialogue) fn shipped() -> Flows {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/flows");
    let mut flows: Vec<Flow> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let mut flow: Flow = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            flow.name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            flow
        })
        .collect();
    flows.sort_by(|left, right| left.name.cmp(&right.name));
    Flows::new(flows).unwrap()
}

fn address(street: &str) -> SlotValue {
    SlotValue::Address(Address {
        line1: street.to_owned(),
        city: "Austin".to_owned(),
        postal_code: "78701".to_owned(),
        ..Address::default()
    })
}

fn quoted(amount: i64) -> Input {
    let places = ["total", "order", "address", "count"];
    Input::Quoted(Ok(Quoted {
        places: places.map(|place| (place.to_owned(), amount.to_string())).into(),
        amount: Some(Minor(amount)),
    }))
}

fn value(slot: &str, value: SlotValue) -> Input {
    Input::Answer(Answer::Value {
        slot: slot.to_owned(),
        value,
    })
}

fn begin(flow: &Flow, intent: Intent) -> Running {
    Running::begin(flow, Action::bare(intent), None, DateTime::UNIX_EPOCH)
}

/// Goes through the steps of a flow that needs no shopper until one is asked.
fn until_asked(flow: &Flow, running: &mut Running, mut need: Need, amount: i64) -> Need {
    loop {
        let input = match &need {
            Need::Offer { .. } => Input::Offered(Offered::Nothing),
            Need::Check(_) => Input::Checked(Ok(())),
            Need::Quote(_) => quoted(amount),
            _ => return need,
        };
        need = step(flow, running, input);
    }
}

#[test]
fn a_checkout_asks_where_then_for_a_yes_then_does_it_once() {
    let flows = shipped();
    let flow = flows.begun_by(Intent::Checkout).unwrap();
    let mut running = begin(flow, Intent::Checkout);
    let need = step(flow, &mut running, Input::Enter);
    let need = until_asked(flow, &mut running, need, 1_000);
    assert!(
        matches!(&need, Need::Ask { slot, .. } if slot == "address"),
        "{need:?}"
    );
    let need = step(flow, &mut running, value("address", address("1 Main St")));
    let need = until_asked(flow, &mut running, need, 1_000);
    assert!(
        matches!(&need, Need::Agree { told, .. } if told.amount == Some(Minor(1_000))),
        "{need:?}"
    );
    let need = step(flow, &mut running, Input::Answer(Answer::Yes));
    assert!(
        matches!(
            &need,
            Need::Do {
                tool: Tool::PlaceOrder,
                ..
            }
        ),
        "{need:?}"
    );
    let need = step(flow, &mut running, Input::Done(Ok(())));
    assert!(
        matches!(&need, Need::Say { text } if text == "order_placed"),
        "{need:?}"
    );
    assert_eq!(step(flow, &mut running, Input::Said), Need::End(Ending::Finished));
}

#[test]
fn what_costs_something_else_by_now_is_agreed_to_anew() {
    let flows = shipped();
    let flow = flows.begun_by(Intent::Checkout).unwrap();
    let mut running = begin(flow, Intent::Checkout);
    running.fill("address", address("1 Main St"));
    let need = step(flow, &mut running, Input::Enter);
    until_asked(flow, &mut running, need, 1_000);
    step(flow, &mut running, Input::Answer(Answer::Yes));
    let need = step(flow, &mut running, Input::Done(Err(Failure::Changed)));
    assert_eq!(need, Need::Quote(Tool::PlaceOrder));
    let need = step(flow, &mut running, quoted(1_200));
    assert!(
        matches!(&need, Need::Agree { told, .. } if told.amount == Some(Minor(1_200)) && !told.agreed),
        "{need:?}"
    );
}

#[test]
fn another_address_takes_the_place_of_the_first_and_is_agreed_to_anew() {
    let flows = shipped();
    let flow = flows.begun_by(Intent::Checkout).unwrap();
    let mut running = begin(flow, Intent::Checkout);
    running.fill("address", address("1 Main St"));
    let need = step(flow, &mut running, Input::Enter);
    until_asked(flow, &mut running, need, 1_000);
    let slot = "address".to_owned();
    let need = step(flow, &mut running, Input::Answer(Answer::Another { slot }));
    let need = until_asked(flow, &mut running, need, 1_000);
    assert!(matches!(&need, Need::Ask { .. }), "{need:?}");
    assert_eq!(running.unwanted, [address("1 Main St")]);
    let need = step(flow, &mut running, value("address", address("2 Main St")));
    let need = until_asked(flow, &mut running, need, 1_000);
    assert!(
        matches!(&need, Need::Agree { told, .. } if told.slots["address"] == address("2 Main St")),
        "{need:?}"
    );
}

#[test]
fn an_address_that_lacks_parts_is_completed() {
    let flows = shipped();
    let flow = flows.begun_by(Intent::Checkout).unwrap();
    let mut running = begin(flow, Intent::Checkout);
    let half = SlotValue::Address(Address {
        line1: "1 Main St".to_owned(),
        city: "Austin".to_owned(),
        ..Address::default()
    });
    let need = step(flow, &mut running, value("address", half));
    let need = until_asked(flow, &mut running, need, 1);
    assert!(
        matches!(&need, Need::Ask { missing, .. } if missing == &["postalCode"]),
        "{need:?}"
    );
    let rest = SlotValue::Address(Address {
        postal_code: "78701".to_owned(),
        ..Address::default()
    });
    step(flow, &mut running, value("address", rest));
    assert_eq!(running.slots["address"], address("1 Main St"));
}

#[test]
fn a_flow_that_was_left_alone_too_long_is_not_open_any_more() {
    let flows = shipped();
    let flow = flows.begun_by(Intent::ClearCart).unwrap();
    let began = DateTime::<Utc>::UNIX_EPOCH;
    let running = begin(flow, Intent::ClearCart);
    let minutes = |minutes: i64| began + chrono::TimeDelta::minutes(minutes);
    let open = std::slice::from_ref(&running);
    assert_eq!(live(open, minutes(29)).len(), 1);
    assert!(live(open, minutes(30)).is_empty());
}

#[test]
fn what_an_older_binary_kept_of_a_flow_is_read() {
    let text = r#"{"flow":"checkout","state":"agree","action":{"intent":"checkout","arguments":{}},
        "expires_at":"2026-01-01T00:00:00Z"}"#;
    let running: Running = serde_json::from_str(text).unwrap();
    assert_eq!((running.told, running.misunderstood), (None, 0));
}

/// What happens to a flow next, whatever it needs.
fn any_input() -> impl Strategy<Value = Input> {
    let street = prop::sample::select(vec!["1 Main St", "2 Main St", ""]);
    let slot = prop::sample::select(vec!["address", "order", "nothing"]).prop_map(str::to_owned);
    let any_value = (street, 1..4_u8, any::<bool>()).prop_map(|(street, order, is_order)| {
        if is_order {
            SlotValue::Order(format!("order_00000{order}"))
        } else {
            address(street)
        }
    });
    let failure = prop_oneof![
        Just(Failure::Changed),
        Just(Failure::Refused {
            code: "no".to_owned(),
            sentence: "No.".to_owned(),
        }),
    ];
    let answer = prop_oneof![
        4 => Just(Answer::Yes),
        1 => Just(Answer::No),
        1 => Just(Answer::Leave),
        2 => Just(Answer::Unclear),
        2 => slot.clone().prop_map(|slot| Answer::Another { slot }),
        3 => (slot, any_value.clone()).prop_map(|(slot, value)| Answer::Value { slot, value }),
    ];
    let offered = prop_oneof![
        3 => any_value.clone().prop_map(Offered::One),
        2 => prop::collection::vec(any_value, 0..3).prop_map(Offered::Several),
        1 => Just(Offered::Nothing),
        1 => failure.clone().prop_map(Offered::Refused),
    ];
    prop_oneof![
        1 => Just(Input::Enter),
        6 => answer.prop_map(Input::Answer),
        3 => offered.prop_map(Input::Offered),
        2 => Just(Input::Checked(Ok(()))),
        1 => failure.clone().prop_map(|failure| Input::Checked(Err(failure))),
        3 => (1..3_i64).prop_map(quoted),
        1 => Just(Input::Done(Ok(()))),
        1 => failure.prop_map(|failure| Input::Done(Err(failure))),
        1 => Just(Input::Said),
    ]
}

/// What a shop that plays by the rules says to a need; an input of the shopper's own where one is asked.
fn fitting(need: &Need, any: &Input) -> Option<Input> {
    let fits = match need {
        Need::Offer { .. } => matches!(any, Input::Offered(_)),
        Need::Check(_) => matches!(any, Input::Checked(_)),
        Need::Quote(_) => matches!(any, Input::Quoted(_)),
        Need::Do { .. } => matches!(any, Input::Done(_)),
        Need::Say { .. } => matches!(any, Input::Said),
        Need::Ask { .. } | Need::Agree { .. } => matches!(any, Input::Answer(_) | Input::Enter),
        Need::End(_) => false,
    };
    fits.then(|| any.clone())
}

/// Walks a history and holds every deed against what was asked and answered right before it.
fn hold_deeds_to_their_yes(flow: &Flow, history: &[Input], plays_fair: bool) -> Result<(), TestCaseError> {
    let mut running = begin(flow, flow.intents[0]);
    let mut asked: Option<Told> = None;
    let mut need = step(flow, &mut running, Input::Enter);
    for any in history {
        let input = match fitting(&need, any) {
            Some(input) => input,
            None if plays_fair => continue,
            None => any.clone(),
        };
        let said_yes = input == Input::Answer(Answer::Yes);
        let before = asked.take();
        need = step(flow, &mut running, input);
        match &need {
            Need::Agree { told, .. } => asked = Some(told.clone()),
            // Nobody goes on with what has ended.
            Need::End(_) => return Ok(()),
            Need::Do { tool, agreed } => {
                prop_assert!(said_yes, "{tool:?} without a yes");
                let told = before.expect("asked right before");
                prop_assert_eq!(
                    (&told.slots, &told.places, told.amount),
                    (&agreed.slots, &agreed.places, agreed.amount)
                );
                prop_assert_eq!(&agreed.slots, &running.slots);
                prop_assert!(
                    tool.must_name()
                        .iter()
                        .all(|place| told.places.contains_key(*place))
                );
                for kind in tool.needs() {
                    prop_assert!(
                        running.slots.values().any(|value| value.kind() == *kind),
                        "{tool:?} without {kind:?}"
                    );
                }
            }
            _ => {}
        }
        // Whatever came is kept and read back by the next turn.
        let kept = serde_json::to_string(&running).unwrap();
        running = serde_json::from_str(&kept).unwrap();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn nothing_that_costs_or_deletes_is_done_without_a_yes_to_a_question_that_named_it(
        which in 0..5_usize,
        history in prop::collection::vec(any_input(), 0..120),
    ) {
        let flows = shipped();
        let flow = flows.iter().nth(which).unwrap();
        hold_deeds_to_their_yes(flow, &history, true)?;
    }

    #[test]
    fn not_even_when_the_shop_answers_what_was_not_asked(
        which in 0..5_usize,
        history in prop::collection::vec(any_input(), 0..60),
    ) {
        let flows = shipped();
        let flow = flows.iter().nth(which).unwrap();
        hold_deeds_to_their_yes(flow, &history, false)?;
    }
}

#[test]
fn the_property_reaches_deeds() {
    let flows = shipped();
    for flow in flows.iter() {
        let mut running = begin(flow, flow.intents[0]);
        running.account = Some(UserId(uuid::Uuid::nil()));
        for (name, kind) in &flow.slots {
            let value = match kind {
                SlotKind::Order => SlotValue::Order("order_000001".to_owned()),
                SlotKind::Address => address("1 Main St"),
            };
            running.fill(name, value);
        }
        let need = step(flow, &mut running, Input::Enter);
        until_asked(flow, &mut running, need, 1);
        let need = step(flow, &mut running, Input::Answer(Answer::Yes));
        assert!(matches!(need, Need::Do { .. }), "{}: {need:?}", flow.name);
    }
}
