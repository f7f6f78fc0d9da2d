//! Whatever falls is started again, and what it held is not lost.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server, until},
    shopper::Shopper,
};

on_every_database! {
    conversations_stay_awake_and_watched_when_their_router_falls
    a_journal_that_falls_with_turns_in_it_loses_none_and_writes_none_twice
    a_message_that_fells_its_conversation_each_time_ends_as_a_dead_letter_and_the_others_go_on
    an_owner_replays_or_discards_a_dead_letter_once_and_operators_may_not
}

async fn with_faults() -> Server {
    Server::builder().with_faults().start().await
}

async fn fall(server: &Server, actor: &str) {
    let (status, body) = server.post("/testing/fault", json!({ "actor": actor })).await;
    assert_eq!(status, 204, "{body}");
}

/// Waits until `/health` tells so many restarts of an actor and that it runs.
async fn restarted(server: &Server, actor: &str, times: u64) {
    until("the actor runs again", || async {
        let (_, health) = server.get("/health").await;
        let part = &health["actors"][actor];
        let detail = part["detail"].as_str()?;
        let told = detail.starts_with("running") && detail.contains(&format!(", {times} restarts"));
        told.then_some(())
    })
    .await;
}

/// How often each of a session's messages is answered, as its record tells.
async fn answered(server: &Server, session: &str) -> Vec<String> {
    let mut shopper = Shopper::connect(server, Some(session)).await;
    shopper.send("resume", json!({ "lastSeq": 0 })).await;
    let mut answered = Vec::new();
    loop {
        let frame = shopper.frame().await;
        match frame["type"].as_str() {
            Some("response") => {
                let answers = frame["payload"]["answers"].as_array().expect("answers");
                answered.extend(answers.iter().map(|id| id.as_str().expect("an id").to_owned()));
            }
            Some("resumed") => return answered,
            _ => {}
        }
    }
}

async fn conversations_stay_awake_and_watched_when_their_router_falls() {
    let server = with_faults().await;
    let mut shoppers = Vec::new();
    for _ in 0..4 {
        let mut shopper = server.shopper().await;
        shopper.say("hello").await;
        shoppers.push(shopper);
    }
    fall(&server, "router").await;
    for shopper in &mut shoppers {
        // The same socket, never joined again: it is still watching the same conversation.
        let frames = say_until_taken(shopper, "again", "hello again").await;
        let answer = frames.iter().find(|frame| frame["type"] == "response");
        let answer = &answer.expect("an answer")["payload"];
        assert_eq!(answer["seq"], 4, "the order goes on where it was: {answer}");
    }
    let (_, figures) = server.get("/metrics").await;
    let figures = figures.as_str().expect("text").to_owned();
    let counted = |line: &str| line.starts_with("colloquy_actor_restarts_total") && line.contains("router");
    assert!(figures.lines().any(counted), "{figures}");
    assert!(
        figures
            .lines()
            .any(|line| line == "colloquy_conversations_awake 4"),
        "no conversation has a second incarnation"
    );
}

async fn a_journal_that_falls_with_turns_in_it_loses_none_and_writes_none_twice() {
    const SHOPPERS: usize = 12;
    const MESSAGES: usize = 4;
    let server = with_faults().await;
    let mut shoppers = Vec::new();
    for _ in 0..SHOPPERS {
        shoppers.push(server.shopper().await);
    }
    for number in 0..MESSAGES {
        for shopper in &mut shoppers {
            let id = format!("k{number}");
            let content = format!("hello {number}");
            shopper
                .send("message", json!({ "content": content, "clientMessageId": id }))
                .await;
        }
        fall(&server, "journal").await;
    }
    for shopper in &mut shoppers {
        let mut acknowledged = HashSet::new();
        while acknowledged.len() < MESSAGES {
            let frame = shopper.frame().await;
            match frame["type"].as_str() {
                Some("ack") => {
                    let id = frame["payload"]["clientMessageId"].as_str().expect("an id");
                    acknowledged.insert(id.to_owned());
                }
                Some("error") => {
                    // Refused as retryable: the client says it again under the same id.
                    assert_eq!(frame["payload"]["retryable"], true, "{frame}");
                    let id = frame["payload"]["clientMessageId"].as_str().expect("an id");
                    let content = format!("hello {}", &id[1..]);
                    shopper
                        .send("message", json!({ "content": content, "clientMessageId": id }))
                        .await;
                }
                _ => {}
            }
        }
    }
    for shopper in &shoppers {
        let answers = until("every message is answered", || async {
            let answers = answered(&server, &shopper.session).await;
            (answers.len() >= MESSAGES).then_some(answers)
        })
        .await;
        let distinct: HashSet<&String> = answers.iter().collect();
        assert_eq!((answers.len(), distinct.len()), (MESSAGES, MESSAGES), "each once");
    }
}

#[tokio::test]
async fn a_stage_that_falls_is_started_again_and_the_next_message_is_answered_as_ever() {
    let server = with_faults().await;
    let mut shopper = server.shopper().await;
    let usual = shopper.say("do you have running shoes?").await;
    for stage in ["classifier", "retriever", "responder"] {
        fall(&server, stage).await;
    }
    let after = shopper.say("do you have running shoes?").await;
    assert_eq!(after["content"], usual["content"]);
}

#[tokio::test]
async fn an_actor_that_falls_again_and_again_is_told_as_unhealthy_and_heals_by_itself() {
    let server = Server::builder()
        .with_faults()
        .with("supervision.budget", "2")
        .with("supervision.window_seconds", "1")
        .with("supervision.crash_loop_pause_seconds", "2")
        .start()
        .await;
    for times in 1..=2 {
        fall(&server, "journal").await;
        restarted(&server, "journal", times).await;
    }
    fall(&server, "journal").await;
    until("the crash loop is told", || async {
        let (status, health) = server.get("/health").await;
        let detail = health["actors"]["journal"]["detail"].as_str()?;
        (status == 503 && detail.starts_with("crash_loop")).then_some(())
    })
    .await;
    restarted(&server, "journal", 3).await;
    let mut shopper = server.shopper().await;
    shopper.say("hello").await;
}

/// Says something until it is taken, as a client does that was told to try again.
async fn say_until_taken(shopper: &mut Shopper, id: &str, content: &str) -> Vec<Value> {
    let message = json!({ "content": content, "clientMessageId": id });
    shopper.send("message", message.clone()).await;
    let mut frames = Vec::new();
    loop {
        let frame = shopper.frame_that_stays().await;
        if frame["type"] == "error" {
            assert_eq!(frame["payload"]["retryable"], true, "{frame}");
            shopper.send("message", message.clone()).await;
            continue;
        }
        frames.push(frame);
        let has = |kind: &str| frames.iter().any(|frame| frame["type"] == kind);
        if has("ack") && has("response") {
            return frames;
        }
    }
}

async fn poison_ends_as_a_dead_letter(marker: &str) {
    let server = with_faults().await;
    let mut neighbour = server.shopper().await;
    let mut shopper = server.shopper().await;
    let before = shopper.say("hello").await;
    let usual = neighbour.say("do you have running shoes?").await;
    let frames = say_until_taken(&mut shopper, "poison", &format!("this breaks {marker}")).await;
    let response = frames.iter().find(|frame| frame["type"] == "response");
    let response = &response.expect("an answer")["payload"];
    assert_ne!(response["content"], before["content"]);
    let beside = neighbour.say("do you have running shoes?").await;
    assert_eq!(beside["content"], usual["content"], "a neighbour notices nothing");
    shopper.drain().await;
    let next = shopper.say("do you have running shoes?").await;
    assert_eq!(
        next["content"], usual["content"],
        "what comes after it is answered"
    );

    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let shown = owner.conversation(&shopper.conversation).await;
    assert_eq!(shown["status"], "escalated_human_needed", "an operator is told");
    let (_, listed) = owner.get("/api/v1/dead_letters").await;
    assert_eq!(listed["total"], 1, "{listed}");
    let letter = &listed["items"][0];
    assert_eq!(
        (&letter["kind"], &letter["status"], &letter["conversation_id"]),
        (&json!("message"), &json!("open"), &json!(shopper.conversation))
    );
    assert_eq!(letter["payload"]["text"], format!("this breaks {marker}"));
    assert_eq!(letter["payload"]["attempts"], 3);
    let answered = answered(&server, &shopper.session).await;
    let poison = letter["payload"]["message_id"].as_str().expect("an id");
    assert_eq!(answered.iter().filter(|id| *id == poison).count(), 1);
}

async fn a_message_that_fells_its_conversation_each_time_ends_as_a_dead_letter_and_the_others_go_on() {
    poison_ends_as_a_dead_letter("fault:conversation").await;
}

#[tokio::test]
async fn a_message_that_fells_a_stage_each_time_ends_as_a_dead_letter_and_the_others_go_on() {
    poison_ends_as_a_dead_letter("fault:responder").await;
}

async fn an_owner_replays_or_discards_a_dead_letter_once_and_operators_may_not() {
    let server = with_faults().await;
    let mut shopper = server.shopper().await;
    for id in ["first", "second"] {
        say_until_taken(&mut shopper, id, &format!("{id} fault:classifier")).await;
        shopper.drain().await;
    }
    let operator = server.operator().await;
    assert_eq!(operator.get("/api/v1/dead_letters").await.0, 403);
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let (_, listed) = owner.get("/api/v1/dead_letters").await;
    let id = |index: usize| listed["items"][index]["id"].as_str().expect("an id").to_owned();
    let (second, first) = (id(0), id(1));
    let path = |id: &str, verb: &str| format!("/api/v1/dead_letters/{id}/{verb}");

    for _ in 0..2 {
        let (status, replayed) = owner.post(&path(&first, "replay"), json!({})).await;
        assert_eq!(
            (status, &replayed["status"]),
            (200, &json!("replayed")),
            "{replayed}"
        );
        let (status, discarded) = owner.post(&path(&second, "discard"), json!({})).await;
        assert_eq!(
            (status, &discarded["status"]),
            (200, &json!("discarded")),
            "{discarded}"
        );
    }
    assert_eq!(owner.post(&path(&first, "discard"), json!({})).await.0, 409);
    assert_eq!(owner.post(&path(&second, "replay"), json!({})).await.0, 409);
    // Replayed once, it is taken in once more, and being what it is it is given up once more.
    let again = until("the replayed message is given up as well", || async {
        let (_, listed) = owner.get("/api/v1/dead_letters").await;
        (listed["total"] == 1).then(|| listed["items"][0].clone())
    })
    .await;
    assert_eq!(again["payload"]["text"], "first fault:classifier");
    let (_, figures) = server.get("/metrics").await;
    assert!(
        figures
            .as_str()
            .is_some_and(|text| text.contains("colloquy_dead_letters"))
    );
}
