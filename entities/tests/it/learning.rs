//! What is taught, what was recorded, and what another configuration would have said: kept, and each business its own.

use colloquy_engine::{
    ids::{ConversationId, TurnId, UserId},
    port::{
        learning::{ExampleStatus, LearningEvent, LearningStore, Taught, examples},
        replay::{RecordedTurnStore, Selection},
        shadow::{ShadowStore, ShadowTurn},
    },
    replay::Difference,
};
use colloquy_entities::Store;
use serde_json::json;
use uuid::Uuid;

use crate::{
    activity::act,
    databases::on_every_database,
    material::{Talk, at, business},
};

on_every_database! {
    what_became_of_an_example_is_told_by_the_record
    recorded_turns_come_with_their_messages_in_order_and_page_by_page
    shadows_are_counted_kept_once_and_forgotten_in_time
}

fn event(seconds: i64, what: Taught) -> LearningEvent {
    LearningEvent {
        id: Uuid::now_v7(),
        conversation_id: Some(ConversationId(Uuid::now_v7())),
        what,
        at: at(seconds),
    }
}

async fn what_became_of_an_example_is_told_by_the_record(store: &Store) {
    let shop = business(store).await;
    let by = UserId(Uuid::now_v7());
    let taught = |seconds: i64, text: &str| {
        event(
            seconds,
            Taught::IntentCorrected {
                text: text.to_owned(),
                intent: "clear_cart".to_owned(),
                was: "general_question".to_owned(),
                by,
            },
        )
    };
    let [kept, broken, withdrawn] = [taught(1, "one"), taught(2, "two"), taught(3, "three")];
    let broke = vec!["returns".to_owned()];
    let rolled_back = Taught::IntentRolledBack {
        example: broken.id,
        broke: broke.clone(),
    };
    let taken_back = Taught::IntentWithdrawn {
        example: withdrawn.id,
        by,
    };
    let all = [
        kept.clone(),
        broken,
        withdrawn,
        event(4, rolled_back),
        event(5, taken_back),
    ];
    store.add_learning_events(shop, &all[..2], &act(1)).await.unwrap();
    store.add_learning_events(shop, &all[2..], &act(1)).await.unwrap();
    let read = store.learning_events(shop).await.unwrap();
    assert_eq!(read, all);
    let statuses: Vec<ExampleStatus> = examples(&read).into_iter().map(|(_, status)| status).collect();
    assert_eq!(
        statuses,
        [
            ExampleStatus::Active,
            ExampleStatus::RolledBack(broke),
            ExampleStatus::Withdrawn
        ]
    );
    let other = business(store).await;
    assert_eq!(store.learning_events(other).await.unwrap(), []);
}

async fn recorded_turns_come_with_their_messages_in_order_and_page_by_page(store: &Store) {
    let talk = Talk::new(business(store).await);
    for number in 0..3_i64 {
        let receipt = talk.receipt(&format!("m{number}"), &format!("said {number}"), number);
        talk.committed(store, talk.taking_in(vec![receipt.clone()], number))
            .await;
        let part = talk.turn(number, Vec::new(), &[receipt], "An answer.", number);
        talk.committed(store, part).await;
    }
    let of_conversation = Selection::Conversation(talk.id);
    let read = async |selection, after, limit| {
        store
            .recorded_turns(talk.business, selection, after, limit)
            .await
            .unwrap()
    };
    let first = read(of_conversation, None, 2).await;
    assert_eq!(first.len(), 2);
    let last = first.last().map(|(at, turn)| (*at, turn.id));
    let rest = read(of_conversation, last, 2).await;
    let texts: Vec<String> = first
        .iter()
        .chain(&rest)
        .flat_map(|(_, turn)| turn.inbound.iter().map(|message| message.text.clone()))
        .collect();
    assert_eq!(texts, ["said 0", "said 1", "said 2"]);
    assert_eq!(read(Selection::Since(at(1)), None, 10).await.len(), 2);
    let other = business(store).await;
    let foreign = store.recorded_turns(other, of_conversation, None, 10).await;
    assert!(foreign.unwrap().is_empty());
}

async fn shadows_are_counted_kept_once_and_forgotten_in_time(store: &Store) {
    let talk = Talk::new(business(store).await);
    talk.committed(store, talk.taking_in(vec![talk.receipt("m1", "hello", 1)], 1))
        .await;
    let shadow = |seconds: i64, differences: Vec<Difference>| ShadowTurn {
        turn_id: TurnId(Uuid::now_v7()),
        business_id: talk.business,
        conversation_id: talk.id,
        differences,
        at: at(seconds),
    };
    let other = Difference {
        field: "answer.text".to_owned(),
        was: json!("one"),
        now: json!("another"),
    };
    let differing = shadow(2, vec![other]);
    for turn in [&shadow(1, Vec::new()), &differing, &differing] {
        store.add_shadow_turn(turn).await.unwrap();
    }
    let (figures, latest) = store.shadow_turns(talk.business, 10).await.unwrap();
    assert_eq!(
        (figures.turns, figures.different, figures.fields["answer.text"]),
        (2, 1, 1)
    );
    assert_eq!(latest, [differing]);
    store.forget_shadow_turns(at(2)).await.unwrap();
    let (figures, _) = store.shadow_turns(talk.business, 10).await.unwrap();
    assert_eq!(figures.turns, 1);
}
