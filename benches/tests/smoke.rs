//! Every bench body once, on tiny sizes. Nothing here looks at a clock.

use std::{sync::Arc, time::Duration};

use colloquy_actors::JournalHandle;
use colloquy_benches::{
    durable::{self, Running},
    in_memory::Line,
    load::{closed, echo::Echo, fair, idle, open},
    recording,
    replay::{self, Replay},
    shop::{self, DemoShop},
    synthetic,
    texts::{GREETING, MIXED, QUESTIONS, ROUND},
    waking::Asleep,
    writers,
};
use colloquy_engine::{
    conversation::snapshot,
    knowledge::{Query, words},
    language::Language,
    turn::DecisionKind,
};

#[test]
fn every_mixed_text_gets_a_reply_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let line = Line::new(&demo, shop::understander(folder.path()).unwrap());
    let mut sent = 0;
    for text in MIXED {
        let turn = futures::executor::block_on(line.walk(text)).unwrap();
        sent += usize::from(
            turn.decision
                .is_some_and(|decision| decision.kind == DecisionKind::Send),
        );
    }
    assert!(sent >= 10, "{sent} of {} were sent", MIXED.len());
    assert!(line.turn(GREETING).understanding.is_none());
}

#[test]
fn questions_find_passages() {
    let demo = DemoShop::load().unwrap();
    for question in QUESTIONS {
        assert!(!words(question).is_empty());
        assert!(
            !demo
                .shop
                .knowledge
                .search(&Query::new(question, Language::En))
                .is_empty(),
            "{question}"
        );
    }
    let index = synthetic::index(100);
    assert_eq!(index.len(), 100);
    let hits = index.search(&Query::new(synthetic::question(42), Language::En));
    assert_eq!(
        hits.first().map(|hit| hit.passage.document.as_str()),
        Some("knowledge:synthetic-42")
    );
}

#[test]
fn the_round_is_answered_durably_and_its_units_can_be_committed_again() {
    let system = actix_rt::System::new();
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let understander = shop::understander(folder.path()).unwrap();
    system.block_on(async {
        let store = durable::open(folder.path(), &demo).await.unwrap();
        let units = recording::units(&store, &demo, understander.clone(), &ROUND)
            .await
            .unwrap();
        for (text, unit) in ROUND.iter().zip(&units) {
            let changes_cart = text.starts_with("add ") || text.starts_with("remove ");
            assert_eq!(unit.cart.is_some(), changes_cart, "{text}: {unit:#?}");
        }
        let mut replays: Vec<Replay> = (0..3).map(|_| Replay::new(units.clone())).collect();
        for _ in 0..2 * ROUND.len() + 1 {
            replay::commit_together(&store, &mut replays).await.unwrap();
        }
        let running = Running::start(&store, &demo, understander, durable::settings(), None)
            .await
            .unwrap();
        let mut talks = vec![running.talk().await.unwrap(), running.talk().await.unwrap()];
        for said in 0..ROUND.len() + 1 {
            durable::say_together(&mut talks, said).await.unwrap();
        }
        running.stop().await;
    });
}

#[tokio::test]
async fn the_load_generator_loses_nothing_against_an_echo() {
    let echo = Echo::start().await.unwrap();
    let plan = closed::Plan {
        sessions: 5,
        messages: 4,
        texts: &MIXED,
        patience: Duration::from_secs(10),
        limit: Duration::from_secs(10),
        pid: Some(std::process::id()),
        has_transcripts: false,
    };
    let report = closed::run(&echo.target(), &plan).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(
        (report.messages_answered, report.answered.once, report.sessions),
        (20, 20, 5)
    );
    let plan = idle::Plan {
        sessions: 5,
        pid: std::process::id(),
        greeting: Some(GREETING),
        settle: Duration::from_millis(10),
        patience: Duration::from_secs(10),
    };
    let report = idle::run(&echo.target(), &plan).await.unwrap();
    assert_eq!((report.sessions, report.errors.len()), (5, 0), "{report}");
}

#[test]
fn the_journal_alone_takes_every_unit_of_its_writers() {
    let system = actix_rt::System::new();
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let understander = shop::understander(folder.path()).unwrap();
    system.block_on(async {
        let store = durable::open(folder.path(), &demo).await.unwrap();
        let units = recording::units(&store, &demo, understander, &ROUND)
            .await
            .unwrap();
        let settings = colloquy_actors::ActorSettings::default();
        let (journal, arbiter) = JournalHandle::alone(Arc::new(store), &settings);
        let mut replays: Vec<Replay> = (0..8).map(|_| Replay::new(units.clone())).collect();
        let written = writers::write(&journal, &mut replays, 9).await.unwrap();
        assert_eq!(written.waits.len(), 72);
        // A turn is at least its receipt, event and message, its answer's event and message, and itself.
        assert!(written.rows >= 6 * 72, "{}", written.rows);
        arbiter.stop();
    });
}

#[tokio::test]
async fn a_conversation_that_was_seeded_wakes_from_its_rows_and_from_its_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let store = durable::open(folder.path(), &demo).await.unwrap();
    let asleep = Asleep::write(&store, demo.business.id, 5).await.unwrap();
    assert_eq!((asleep.len(), asleep.is_empty()), (5, false));
    asleep.from_journal(3, 7, 2).await.unwrap();
    asleep.from_snapshots(3, 7, 2).await.unwrap();
    let (id, bytes) = asleep.packed(1).await.unwrap();
    let woken = snapshot::decode(&bytes, id).unwrap();
    assert_eq!(woken.state.recent.len(), 20);
    assert!(
        woken
            .state
            .recent
            .iter()
            .all(|message| message.text.chars().count() == 80)
    );
}

#[tokio::test]
async fn the_open_loop_answers_everything_at_its_rate_against_an_echo() {
    let echo = Echo::start().await.unwrap();
    let plan = open::Plan {
        rate: 200,
        sessions: 4,
        lasts: Duration::from_millis(500),
        texts: &MIXED,
        patience: Duration::from_secs(10),
        pid: Some(std::process::id()),
        has_transcripts: false,
    };
    let report = fair::run(&echo.target(), &plan, 500).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert_eq!(
        (report.alone.messages_answered, report.beside.answered.once),
        (100, 100)
    );
    // The flood goes on for two seconds longer than the others, and the echo answers each of it.
    assert!(report.flooded.messages_sent > 500, "{report}");
    assert!(report.flooded.heard["response"] > 500, "{report}");
    assert_eq!(report.flooded.ended_by, None);
}
