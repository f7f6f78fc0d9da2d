//! What goes out reaches whoever it is for, once, in order, whatever falls; or a person sees that it did not.

use std::collections::HashSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    receiver::{Mood, Receiver},
    server::{Builder, PASSWORD, Server, until},
    shopper::Shopper,
};

on_every_database! {
    a_handover_is_told_to_the_shops_program_and_to_its_staff_once
    an_event_whose_answer_is_lost_is_sent_again_under_its_handle_alone_and_later_ones_wait
    killed_in_the_middle_of_a_delivery_it_goes_on_under_the_same_handle
    what_a_receiver_never_takes_is_a_dead_letter_that_an_owner_sends_again
}

/// So quick that a test need not wait.
fn quick() -> Builder {
    Server::builder()
        .with("outbox.poll_ms", "100")
        .with("outbox.first_wait_ms", "50")
        .with("outbox.longest_wait_seconds", "1")
        .with("outbox.breaker_rest_seconds", "1")
}

/// The same, and silence is soon taken for not knowing. On a busy computer an answer may come too late for it, which
/// makes repeats under the same handle.
fn impatient() -> Builder {
    quick()
        .with("outbox.attempt_deadline_ms", "700")
        .with("outbox.lease_ms", "1500")
}

/// The owner of the demo shop, whose events go to a receiver from now on.
async fn owner_with(server: &Server, receiver: &Receiver) -> Operator {
    let owner = Operator::sign_in(server, "owner@demo.local", PASSWORD).await;
    let body = json!({ "webhook_url": receiver.url });
    let (status, wishes) = owner.call(Method::PUT, "/api/v1/notifications", Some(body)).await;
    assert_eq!((status, &wishes["by_mail"]), (200, &json!(true)), "{wishes}");
    receiver.knows_key(wishes["signing_key"].as_str().expect("a key"));
    owner
}

/// Asks for a person; answers once the handover is durable.
async fn hand_over(shopper: &mut Shopper) {
    shopper.drain().await;
    shopper.say("I want to talk to a human").await;
}

/// Hands the conversation back to the assistant.
async fn hand_back(owner: &Operator, shopper: &Shopper) {
    let path = format!("/api/v1/conversations/{}/status", shopper.conversation);
    for status in ["active_human", "active_ai"] {
        let body = json!({ "status": status });
        let (code, answered) = owner.call(Method::PUT, &path, Some(body)).await;
        assert_eq!(code, 200, "{answered}");
    }
}

/// Waits until nothing is owed on any connection.
async fn nothing_owed(server: &Server) {
    until("nothing is owed", || async {
        let (report, _) = server.run(&["journal", "check", "--json"]);
        let report: Value = serde_json::from_str(&report).ok()?;
        assert_eq!(report["violation_count"], 0, "{report}");
        (report["counts"]["outbox_open"] == 0).then_some(())
    })
    .await;
}

fn letters(server: &Server) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(server.folder().join("data/mail")) else {
        return Vec::new();
    };
    let files = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let whole = files.filter(|path| path.extension().is_some_and(|ending| ending == "eml"));
    whole
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

async fn a_handover_is_told_to_the_shops_program_and_to_its_staff_once() {
    let (server, receiver) = (quick().start().await, Receiver::start().await);
    let owner = owner_with(&server, &receiver).await;
    let mut shopper = server.shopper().await;
    hand_over(&mut shopper).await;
    until("the program hears of it", || async {
        (!receiver.taken().is_empty()).then_some(())
    })
    .await;
    let heard = receiver.heard().remove(0);
    assert_eq!(heard.event["type"], "conversation.handed_off");
    assert_eq!(
        heard.event["data"]["conversation_id"],
        json!(shopper.conversation)
    );
    assert_eq!(heard.event["data"]["reason"], "human_requested");
    assert!(
        !heard.event.to_string().contains("talk to a human"),
        "no words of the shopper"
    );
    // Who has been told is not told with every message.
    hand_over(&mut shopper).await;
    nothing_owed(&server).await;
    assert_eq!(receiver.taken().len(), 1);
    let told = letters(&server);
    let handed = |letter: &&String| letter.contains("needs a person");
    let to: HashSet<&str> = told
        .iter()
        .filter(handed)
        .filter_map(|letter| letter.lines().find(|line| line.starts_with("To: ")))
        .collect();
    let staff = ["operator", "owner", "admin"].map(|name| format!("To: {name}@demo.local"));
    assert_eq!(to, staff.iter().map(String::as_str).collect::<HashSet<_>>());
    assert_eq!(told.iter().filter(handed).count(), 3);
    let (_, health) = server.get("/health").await;
    assert_eq!(health["connections"]["mail"]["status"], "healthy", "{health}");
    assert_eq!(health["channels"]["email"]["status"], "healthy");
    // Operators may not see where events go.
    let operator = server.operator().await;
    assert_eq!(operator.get("/api/v1/notifications").await.0, 403);
    let body = json!({ "webhook_url": "ftp://shop.example" });
    let refused = owner.call(Method::PUT, "/api/v1/notifications", Some(body)).await;
    assert_eq!(
        (refused.0, &refused.1["errors"][0]["field"]),
        (422, &json!("webhook_url"))
    );
}

async fn an_event_whose_answer_is_lost_is_sent_again_under_its_handle_alone_and_later_ones_wait() {
    let (server, receiver) = (impatient().start().await, Receiver::start().await);
    let owner = owner_with(&server, &receiver).await;
    receiver.will(&[
        Mood::Refuses(503),
        Mood::TakesAndHangs,
        Mood::Hangs,
        Mood::Refuses(500),
    ]);
    let mut shopper = server.shopper().await;
    for _ in 0..3 {
        hand_over(&mut shopper).await;
        hand_back(&owner, &shopper).await;
    }
    nothing_owed(&server).await;
    let taken = receiver.taken();
    // A repeat comes right behind its first copy, or nothing came in between that was taken.
    let mut order = taken.clone();
    order.dedup();
    assert_eq!(
        order.len(),
        3,
        "three handovers are three events, each in its place: {taken:?}"
    );
    assert_eq!(taken[0], taken[1], "the one whose answer was lost came again");
    let heard = receiver.heard();
    let first = heard
        .iter()
        .position(|heard| heard.id == order[1])
        .expect("it came");
    let before = heard[..first].iter().all(|heard| heard.id == order[0]);
    assert!(before, "the second waited for the first: {heard:?}");
    let times: Vec<&str> = order
        .iter()
        .filter_map(|id| heard.iter().find(|heard| heard.id == **id))
        .filter_map(|heard| heard.event["timestamp"].as_str())
        .collect();
    assert!(
        times.is_sorted(),
        "in the order in which they happened: {times:?}"
    );
}

async fn killed_in_the_middle_of_a_delivery_it_goes_on_under_the_same_handle() {
    let (server, receiver) = (impatient().start().await, Receiver::start().await);
    owner_with(&server, &receiver).await;
    receiver.will(&[Mood::TakesAndHangs]);
    let mut shopper = server.shopper().await;
    hand_over(&mut shopper).await;
    until("the receiver has it and says nothing", || async {
        (!receiver.taken().is_empty()).then_some(())
    })
    .await;
    drop(shopper);
    let server = server.kill_and_restart().await;
    nothing_owed(&server).await;
    let taken = receiver.taken();
    assert!(taken.len() >= 2, "nobody knew that it had arrived: {taken:?}");
    assert_eq!(
        taken.iter().collect::<HashSet<_>>().len(),
        1,
        "one handle: {taken:?}"
    );
    // Letters go out from where they were as well, each into one file.
    let handed = letters(&server);
    let handed = handed.iter().filter(|letter| letter.contains("needs a person"));
    assert_eq!(handed.count(), 3);
}

async fn what_a_receiver_never_takes_is_a_dead_letter_that_an_owner_sends_again() {
    let server = quick().with("outbox.most_attempts", "2").start().await;
    let receiver = Receiver::start().await;
    let owner = owner_with(&server, &receiver).await;
    receiver.will(&[Mood::Refuses(500); 2]);
    let mut shopper = server.shopper().await;
    hand_over(&mut shopper).await;
    let letter = until("it is given up", || async {
        let (_, listed) = owner.get("/api/v1/dead_letters").await;
        (listed["total"] == 1).then(|| listed["items"][0].clone())
    })
    .await;
    assert_eq!(
        (&letter["kind"], &letter["cause"], &letter["conversation_id"]),
        (
            &json!("delivery"),
            &json!("it answered 500"),
            &json!(shopper.conversation)
        )
    );
    assert_eq!(letter["payload"]["attempts"], 2);
    until("the staff gets a letter about it", || async {
        let told = letters(&server);
        told.iter()
            .any(|letter| letter.contains("was given up"))
            .then_some(())
    })
    .await;
    assert!(receiver.taken().is_empty());
    let path = format!(
        "/api/v1/dead_letters/{}/replay",
        letter["id"].as_str().expect("an id")
    );
    for _ in 0..2 {
        let (status, replayed) = owner.post(&path, json!({})).await;
        assert_eq!(
            (status, &replayed["status"]),
            (200, &json!("replayed")),
            "{replayed}"
        );
    }
    nothing_owed(&server).await;
    assert_eq!(receiver.taken().len(), 1);
    let handles: HashSet<String> = receiver.heard().into_iter().map(|heard| heard.id).collect();
    assert_eq!(handles.len(), 1, "sent again under the handle that it had");
}
