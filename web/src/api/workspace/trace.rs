//! `GET /api/v1/conversations/{id}/trace`.

use actix_web::{HttpResponse, get};
use colloquy_engine::{
    ids::{ConversationId, MessageId},
    knowledge::KnowledgeIndex,
};
use serde_json::Value;

use crate::{
    extract::{Id, Pairs, Shared, Staff},
    problem::Problem,
    workspace::{inbox, seat::summary_of},
};

/// Explains the turn that a message belongs to, as question or as answer.
#[utoipa::path(
    tag = "conversations",
    params(
        ("id" = Uuid, Path, description = "the conversation"),
        ("message_id" = Uuid, Query, description = "the shopper's message, or its answer"),
    ),
    responses(
        (status = 200, body = Value, description = "`{understanding, evidence, outcome, answer, decision, stages}`"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/api/v1/conversations/{id}/trace")]
pub(super) async fn show_trace(
    app: Shared,
    staff: Staff,
    Id(id): Id,
    pairs: Pairs,
) -> Result<HttpResponse, Problem> {
    let message = pairs.id::<MessageId>("message_id")?;
    let message =
        message.ok_or_else(|| Problem::invalid("message_id", "required", "message_id is required"))?;
    let conversation = ConversationId(id);
    summary_of(&app, staff.business_id, conversation).await?;
    let trace = inbox(&app)
        .trace(staff.business_id, conversation, message)
        .await?;
    let mut trace = trace.ok_or_else(|| Problem::not_found("turn"))?;
    // Without its texts a trace still explains; the shop may be out of reach.
    if let Ok(shop) = app.engine.shops().get(staff.business_id).await {
        add_texts(&mut trace, &shop.knowledge);
    }
    Ok(HttpResponse::Ok().json(trace))
}

/// Gives each passage its text, if what it says is still what it said then; else tells that it has changed.
fn add_texts(trace: &mut Value, knowledge: &KnowledgeIndex) {
    let passages = trace
        .pointer_mut("/evidence/passages")
        .and_then(Value::as_array_mut);
    for passage in passages.into_iter().flatten() {
        let Some(fields) = passage.as_object_mut() else {
            continue;
        };
        let text_of = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let (id, reference, hash) = (text_of("id"), text_of("reference"), text_of("content_hash"));
        let found = knowledge
            .passages_of(reference)
            .find(|passage| passage.id.0 == id);
        let (text, changed) = match found {
            Some(passage) => (Value::from(passage.text.as_str()), passage.content_hash != hash),
            None => (Value::Null, true),
        };
        fields.insert("text".to_owned(), text);
        fields.insert("changed".to_owned(), Value::from(changed));
    }
}

#[cfg(test)]
mod tests {
    use colloquy_engine::{
        knowledge::{Document, IndexSettings, SourceKind},
        language::Language,
    };
    use serde_json::json;

    use super::*;

    #[test]
    fn passages_get_their_texts_and_say_when_they_have_changed() {
        let text = "You have 30 days to send it back.";
        let document = Document {
            kind: SourceKind::Faq,
            reference: "faq:returns".to_owned(),
            title: "Returns".to_owned(),
            text: text.to_owned(),
            language: Language::En,
        };
        let index = KnowledgeIndex::build([document], IndexSettings::default());
        let hash = index
            .passages_of("faq:returns")
            .next()
            .expect("a passage")
            .content_hash
            .clone();
        let passage =
            |id: &str, hash: &str| json!({"id": id, "reference": "faq:returns", "content_hash": hash});
        let same = passage("faq:returns#0", &hash);
        let edited = passage("faq:returns#0", "other");
        let gone = passage("faq:returns#9", &hash);
        let mut trace = json!({"evidence": {"passages": [same, edited, gone]}});
        add_texts(&mut trace, &index);
        let passages = trace["evidence"]["passages"].as_array().expect("passages");
        assert_eq!(
            (&passages[0]["text"], &passages[0]["changed"]),
            (&json!(text), &json!(false))
        );
        assert_eq!(
            (&passages[1]["text"], &passages[1]["changed"]),
            (&json!(text), &json!(true))
        );
        assert_eq!(
            (&passages[2]["text"], &passages[2]["changed"]),
            (&Value::Null, &json!(true))
        );
    }
}
