use proptest::prelude::*;
use serde_json::json;

use super::*;

const BUSINESS: BusinessId = BusinessId(Uuid::from_u128(1));

fn written(length: usize) -> (Vec<Activity>, Head) {
    let mut head = Head::default();
    let mut entries = Vec::new();
    for number in 0..length {
        let new = NewActivity {
            id: Uuid::from_u128(number as u128),
            user_id: (number % 2 == 0).then(|| UserId(Uuid::from_u128(7))),
            action: "product.changed",
            subject: format!("prod_{number}"),
            detail: json!({"price": "1.00", "names": [number]}),
            at: DateTime::UNIX_EPOCH,
        };
        let entry = Activity::after(&head, BUSINESS, &new);
        head = Head {
            seq: entry.seq,
            hash: entry.hash.clone(),
        };
        entries.push(entry);
    }
    (entries, head)
}

fn faults(entries: &[Activity], head: &Head) -> Vec<Fault> {
    let mut check = ChainCheck::new(BUSINESS);
    let mut found: Vec<Fault> = entries.iter().flat_map(|entry| check.next(entry)).collect();
    found.extend(check.end(head));
    found
}

#[test]
fn keys_in_another_order_are_the_same_detail() {
    let (mut one, mut other) = (String::new(), String::new());
    canonical(&json!({"a": 1, "b": {"c": 2, "d": 3}}), &mut one);
    let text = r#"{"b": {"d": 3, "c": 2}, "a": 1}"#;
    canonical(&serde_json::from_str(text).unwrap(), &mut other);
    assert_eq!(one, other);
}

#[test]
fn an_empty_log_is_whole_and_a_lost_one_is_not() {
    assert!(faults(&[], &Head::default()).is_empty());
    let (_, head) = written(3);
    assert_eq!(
        faults(&[], &head),
        [Fault {
            seq: 3,
            kind: FaultKind::CutOff
        }]
    );
}

proptest! {
    #[test]
    fn a_log_as_it_was_written_is_whole_and_every_single_damage_is_found(
        length in 2_usize..12, place in 0_usize..12, damage in 0_u8..8,
    ) {
        let (mut entries, head) = written(length);
        prop_assert!(faults(&entries, &head).is_empty());
        let place = place % length;
        let other = (place + 1) % length;
        match damage {
            0 => entries[place].subject.push('x'),
            1 => entries[place].action = "product.removed".to_owned(),
            2 => entries[place].detail = json!({"price": "2.00", "names": [place]}),
            3 => entries[place].user_id = Some(UserId(Uuid::from_u128(8))),
            4 => entries[place].at += chrono::TimeDelta::microseconds(1),
            5 => { entries.remove(place); }
            // Two change places and take each other's numbers.
            6 => {
                let (one, two) = (entries[place].seq, entries[other].seq);
                entries.swap(place, other);
                entries[place].seq = one;
                entries[other].seq = two;
            }
            // One is written anew with a hash that fits it alone.
            _ => {
                entries[place].subject.push('x');
                entries[place].hash = entries[place].computed_hash(BUSINESS);
            }
        }
        prop_assert!(!faults(&entries, &head).is_empty(), "damage {damage} at {place} of {length}");
    }
}
