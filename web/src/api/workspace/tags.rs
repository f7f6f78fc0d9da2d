//! `PUT /api/v1/conversations/{id}/tags`.

use actix_web::{HttpResponse, put};
use colloquy_actors::OperatorAction;
use colloquy_engine::ids::ConversationId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    extract::{Id, Json, Shared, Staff},
    problem::{FieldProblem, Problem},
    workspace::{conversation::ConversationOut, seat::operate_and_show},
};

/// Tags of a conversation at most.
const MOST: usize = 20;
/// Characters of a tag at most.
const LONGEST: usize = 40;

/// The tags from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TagsIn {
    /// At most twenty, each of at most forty characters.
    tags: Vec<String>,
}

/// Sets a conversation's tags.
#[utoipa::path(
    tag = "conversations",
    params(("id" = Uuid, Path, description = "the conversation")),
    request_body = TagsIn,
    responses(
        (status = 200, body = ConversationOut),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[put("/api/v1/conversations/{id}/tags")]
pub(super) async fn set_tags(
    app: Shared,
    staff: Staff,
    Id(id): Id,
    Json(body): Json<TagsIn>,
) -> Result<HttpResponse, Problem> {
    let action = OperatorAction::SetTags {
        tags: cleaned(body.tags)?,
    };
    let conversation = operate_and_show(&app, &staff, ConversationId(id), action).await?;
    Ok(HttpResponse::Ok().json(conversation))
}

/// Trims the tags and leaves each but once.
fn cleaned(given: Vec<String>) -> Result<Vec<String>, Problem> {
    let mut tags: Vec<String> = Vec::new();
    let mut errors = Vec::new();
    for (index, tag) in given.iter().enumerate() {
        let tag = tag.trim();
        let length = tag.chars().count();
        if length == 0 || length > LONGEST || tag.chars().any(char::is_control) {
            errors.push(FieldProblem {
                field: format!("tags[{index}]"),
                message: format!("must have 1 to {LONGEST} characters"),
                code: "invalid".to_owned(),
            });
        } else if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    if !errors.is_empty() {
        return Err(Problem::invalid_fields(errors));
    }
    if tags.len() > MOST {
        return Err(Problem::invalid(
            "tags",
            "too_many",
            format!("there may be at most {MOST} tags"),
        ));
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn tags_are_trimmed_and_each_stands_once() {
        assert_eq!(
            cleaned(owned(&[" vip ", "vip", "returns"])),
            Ok(owned(&["vip", "returns"]))
        );
        assert_eq!(cleaned(Vec::new()), Ok(Vec::new()));
    }

    #[test]
    fn a_bad_tag_is_named_by_its_place() {
        let problem = cleaned(owned(&["vip", " ", &"x".repeat(41)])).expect_err("two are bad");
        let fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["tags[1]", "tags[2]"]);
        let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
        assert_eq!(
            cleaned(many).map_err(|problem| problem.code),
            Err("too_many".to_owned())
        );
    }
}
