//! What operators do in conversations, with drafts, and to what the shop knows.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    databases::on_every_database,
    operator::Operator,
    server::{PASSWORD, Server},
};

on_every_database! {
    an_operator_reads_replies_notes_tags_and_assigns
    a_draft_is_decided_once_and_by_the_caller_only
    what_an_editor_keeps_is_answered_at_once
}

fn code(body: &Value) -> &str {
    body["code"].as_str().unwrap_or_default()
}

/// The operator's own id.
pub(crate) async fn id_of(operator: &Operator) -> Value {
    operator.get("/api/v1/users/me").await.1["id"].clone()
}

async fn an_operator_reads_replies_notes_tags_and_assigns() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let me = id_of(&operator).await;
    let mut shopper = server.shopper().await;
    let said = shopper.say("how many days do I have to return something?").await;
    let id = shopper.conversation.clone();
    let base = format!("/api/v1/conversations/{id}");

    let (status, list) = operator
        .get("/api/v1/conversations?status=active_ai,active_human&limit=100")
        .await;
    let listed = list["items"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|item| item["id"] == id.as_str());
    assert!(
        status == 200 && listed && list["total"].as_u64().is_some_and(|total| total > 0),
        "{list}"
    );
    let (status, mine) = operator.get("/api/v1/conversations?owner=me").await;
    assert_eq!((status, &mine["total"]), (200, &json!(0)));
    let (_, found) = operator.get("/api/v1/conversations?q=RETURN").await;
    assert_eq!(found["total"], 1, "{found}");
    for (query, field) in [
        ("status=open", "status"),
        ("limit=101", "limit"),
        ("page=0", "page"),
        ("owner=you", "owner"),
    ] {
        let (status, problem) = operator.get(&format!("/api/v1/conversations?{query}")).await;
        assert_eq!(
            (status, &problem["errors"][0]["field"]),
            (422, &json!(field)),
            "{problem}"
        );
    }

    let (_, messages) = operator.get(&format!("{base}/messages")).await;
    let items = messages["items"].as_array().expect("messages").clone();
    assert_eq!(
        (items.len(), &items[0]["sender_type"], &items[1]["sender_type"]),
        (2, &json!("customer"), &json!("ai_bot"))
    );
    let before = items[1]["id"].as_str().expect("an id");
    let (_, older) = operator
        .get(&format!("{base}/messages?before_message_id={before}"))
        .await;
    assert_eq!(older["items"].as_array().map(Vec::len), Some(1));
    let trace = operator.trace(&id, &said["messageId"]).await;
    let passages = trace["evidence"]["passages"].as_array().expect("passages");
    assert!(
        passages
            .iter()
            .all(|passage| passage["text"].is_string() && passage["changed"] == false),
        "{trace}"
    );
    let (status, cart) = operator.get(&format!("{base}/cart")).await;
    assert_eq!((status, &cart["total"]), (200, &json!("0.00")), "{cart}");

    let reply = json!({ "text_content": "Hello, I am a person.", "owner_number": 0 });
    let (status, sent) = operator
        .keyed(&format!("{base}/messages"), "reply-1", &reply)
        .await;
    assert_eq!(
        (status, &sent["text_content"], &sent["direction"]),
        (201, &reply["text_content"], &json!("outbound"))
    );
    let (status, again) = operator
        .keyed(&format!("{base}/messages"), "reply-1", &reply)
        .await;
    assert_eq!((status, &again["id"]), (201, &sent["id"]), "sent once");
    let (status, stale) = operator.post(&format!("{base}/messages"), reply).await;
    assert_eq!(
        (status, code(&stale), &stale["owner"]["number"]),
        (409, "owner_changed", &json!(1)),
        "{stale}"
    );
    let (status, empty) = operator
        .post(&format!("{base}/messages"), json!({ "text_content": "  " }))
        .await;
    assert_eq!(
        (status, &empty["errors"][0]["field"]),
        (422, &json!("text_content"))
    );
    let shown = operator.conversation(&id).await;
    assert_eq!(
        (&shown["status"], &shown["owner"]["user_id"]),
        (&json!("active_human"), &me)
    );
    assert_eq!(shopper.expect("response").await["agent"], "human");

    let (status, note) = operator
        .post(&format!("{base}/notes"), json!({ "text": "Called before." }))
        .await;
    assert_eq!(
        (status, &note["author_name"]),
        (201, &json!("Olivia Park")),
        "{note}"
    );
    let (_, notes) = operator.get(&format!("{base}/notes")).await;
    assert_eq!(notes["items"][0], note);
    let (status, tagged) = operator
        .put(
            &format!("{base}/tags"),
            json!({ "tags": [" vip", "vip", "returns"] }),
        )
        .await;
    assert_eq!(
        (status, &tagged["tags"]),
        (200, &json!(["vip", "returns"])),
        "{tagged}"
    );
    let (status, assigned) = operator
        .put(&format!("{base}/assignee"), json!({ "user_id": me }))
        .await;
    assert_eq!((status, &assigned["assignee_id"]), (200, &me));
    let (status, unknown) = operator
        .put(&format!("{base}/assignee"), json!({ "user_id": id }))
        .await;
    assert_eq!((status, &unknown["errors"][0]["field"]), (422, &json!("user_id")));
    let (status, back) = operator.set_status(&id, "active_ai").await;
    assert_eq!(
        (status, &back["owner"]["kind"], &back["owner"]["number"]),
        (200, &json!("assistant"), &json!(2))
    );
    let (status, problem) = operator.set_status(&id, "escalated_human_needed").await;
    assert_eq!((status, code(&problem)), (422, "status_not_settable"));
    assert_eq!(operator.get("/api/v1/conversations/nonsense").await.0, 404);
}

async fn a_draft_is_decided_once_and_by_the_caller_only() {
    let server = Server::start().await;
    let operator = server.operator().await;
    let me = id_of(&operator).await;
    let mut shopper = server.shopper().await;
    shopper.say("do you rent kayaks in Norway?").await;
    let draft = operator.pending_draft(&shopper.conversation).await;
    let (_, list) = operator.get("/api/v1/conversations?draft=pending").await;
    assert_eq!(
        list["items"][0]["pending_draft"]["id"], draft["draft_id"],
        "{list}"
    );

    let foreign =
        json!({ "draft_id": draft["draft_id"], "operator_id": draft["draft_id"], "final_message": "No." });
    let (status, problem) = operator.post("/assistants/approve", foreign).await;
    assert_eq!((status, code(&problem)), (403, "operator_mismatch"));
    let edit = json!({
        "draft_id": draft["draft_id"], "operator_id": me,
        "edits": [{ "before": "", "after": "No." }], "final_message": "No.",
    });
    let (status, body) = operator.keyed("/assistants/edit", "edit-1", &edit).await;
    assert_eq!(status, 204, "{body}");
    assert_eq!(
        operator.keyed("/assistants/edit", "edit-1", &edit).await.0,
        204,
        "the same again"
    );
    let other = json!({ "draft_id": draft["draft_id"], "edits": [], "final_message": "Yes." });
    let (status, problem) = operator.keyed("/assistants/edit", "edit-1", &other).await;
    assert_eq!((status, code(&problem)), (409, "idempotency_key_reused"));
    let (status, problem) = operator
        .post("/assistants/reject", json!({ "draft_id": draft["draft_id"] }))
        .await;
    assert_eq!((status, code(&problem)), (409, "draft_decided"));
    let (_, edited) = operator.get("/api/v1/drafts?status=edited").await;
    assert_eq!(edited["items"][0]["draft_id"], draft["draft_id"], "{edited}");

    let mut second = server.shopper().await;
    second.say("do you rent kayaks in Norway?").await;
    let first_version = operator.pending_draft(&second.conversation).await;
    second.post("and canoes?").await;
    crate::server::until("the draft is superseded", || async {
        let (_, superseded) = operator.get("/api/v1/drafts?status=superseded").await;
        let mut items = superseded["items"].as_array()?.iter();
        items
            .find(|draft| draft["draft_id"] == first_version["draft_id"])
            .map(drop)
    })
    .await;
    let (status, problem) = operator
        .post(
            "/assistants/approve",
            json!({ "draft_id": first_version["draft_id"] }),
        )
        .await;
    assert_eq!((status, code(&problem)), (409, "draft_superseded"), "{problem}");
    let (owner, _) = Operator::sign_up(&server, "stranger").await;
    assert_eq!(
        owner
            .post(
                "/assistants/approve",
                json!({ "draft_id": first_version["draft_id"] })
            )
            .await
            .0,
        404
    );
}

async fn what_an_editor_keeps_is_answered_at_once() {
    let server = Server::start().await;
    let owner = Operator::sign_in(&server, "owner@demo.local", PASSWORD).await;
    let mut shopper = server.shopper().await;
    let question = "Is there a blue bench in front of the store?";
    let correction = json!({ "question": question, "answer": "Yes, and it is called Bertha." });
    let (status, kept) = owner.post("/api/v1/knowledge/corrections", correction).await;
    assert_eq!(status, 201, "{kept}");
    assert_eq!(
        shopper.say(question).await["content"],
        "Yes, and it is called Bertha."
    );
    let path = format!(
        "/api/v1/knowledge/corrections/{}",
        kept["id"].as_str().expect("an id")
    );
    let changed = json!({ "question": question, "answer": "It was sold." });
    let (status, body) = owner.put(&path, changed).await;
    assert_eq!(
        (status, &body["reference"]),
        (200, &kept["reference"]),
        "its name stays"
    );
    assert_eq!(shopper.say(question).await["content"], "It was sold.");
    assert_eq!(owner.call(Method::DELETE, &path, None).await.0, 204);
    assert_eq!(owner.get(&path).await.0, 404);

    let golden = json!({ "question": question, "expect": { "contains": "Bertha" } });
    let (status, golden) = owner.post("/api/v1/knowledge/goldens", golden).await;
    assert_eq!(
        (status, &golden["expect"]),
        (201, &json!({ "contains": ["Bertha"] }))
    );
    let (status, run) = owner.post("/api/v1/goldens/run", json!({})).await;
    let results = run["results"].as_array().expect("results");
    let failed = results
        .iter()
        .find(|result| result["id"] == golden["id"])
        .expect("the new golden ran");
    assert_eq!(
        (status, &failed["passed"], run["total"].as_u64()),
        (200, &json!(false), Some(results.len() as u64))
    );
    let (status, problem) = owner
        .post(
            "/api/v1/knowledge/articles",
            json!({ "title": " ", "content": "x", "language": "tlh" }),
        )
        .await;
    assert_eq!(
        (status, problem["errors"].as_array().map(Vec::len)),
        (422, Some(2)),
        "{problem}"
    );
}
