//! `POST /api/v1/auth/sign-up`.

use std::fmt;

use actix_web::{HttpRequest, HttpResponse, post};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono_tz::Tz;
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    policy::hours::BusinessHours,
    port::{
        StoreError,
        accounts::{AccountStore, Business, Role, User, WidgetKey},
    },
};
use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    bodies::{BusinessOut, LoginOut},
    validation::Checks,
};
use crate::{
    credentials,
    extract::{Json, Shared},
    logins, passwords,
    problem::Problem,
    slugs,
    state::App,
};

/// How often a taken slug gets another tail.
const SLUG_TRIES: u32 = 8;
/// What the assistant signs with until somebody chooses a name.
const AGENT_NAME: &str = "Alex";

/// Who begins, with what.
#[derive(Deserialize, ToSchema)]
pub(super) struct SignUpIn {
    /// Unique among all staff.
    email: String,
    /// At least ten characters.
    password: String,
    /// The owner's name.
    full_name: String,
    /// The shop's name.
    business_name: String,
}

impl fmt::Debug for SignUpIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SignUpIn(…)")
    }
}

/// The owner's first login and the new business.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SignUpOut {
    /// Tokens and owner.
    #[serde(flatten)]
    login: LoginOut,
    /// What was made.
    business: BusinessOut,
}

/// Makes a business with an empty catalogue, its public key and its owner.
#[utoipa::path(
    tag = "auth",
    request_body = SignUpIn,
    responses(
        (status = 201, body = SignUpOut),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
#[post("/api/v1/auth/sign-up")]
pub(super) async fn sign_up(
    app: Shared,
    request: HttpRequest,
    Json(body): Json<SignUpIn>,
) -> Result<HttpResponse, Problem> {
    let mut checks = Checks::default();
    let email = checks.email("email", &body.email);
    checks.password("password", &body.password);
    let full_name = checks.name("full_name", &body.full_name);
    let business_name = checks.name("business_name", &body.business_name);
    checks.finish()?;
    let password_hash = passwords::hash(body.password, &app.settings.auth).await?;
    let ports = app.engine.ports();
    let (business_id, now) = (BusinessId(ports.ids.next()), ports.clock.now());
    let owner = User {
        id: UserId(ports.ids.next()),
        business_id,
        email,
        full_name,
        role: Role::Owner,
        password_hash,
        created_at: now,
    };
    let business = Business {
        id: business_id,
        slug: slugs::slug(&business_name, "shop"),
        name: business_name,
        profile: first_profile(&credentials::language_of(&request)),
        created_at: now,
    };
    let (business, key) = add(&app, business, &owner).await?;
    tracing::info!(event_type = "business_added", business_id = %business.id, "a business signed up");
    credentials::welcome(&app, &owner, &credentials::language_of(&request)).await;
    let login = logins::begin(&app, &owner).await?;
    let business = BusinessOut {
        id: business.id.0,
        slug: business.slug,
        name: business.name,
        widget_key: Some(key.key),
    };
    Ok(HttpResponse::Created().json(SignUpOut {
        login: LoginOut::new(login, &owner),
        business,
    }))
}

/// Writes all of it at once, under the first slug that is free.
async fn add(app: &App, mut business: Business, owner: &User) -> Result<(Business, WidgetKey), Problem> {
    let wanted = business.slug.clone();
    let key = WidgetKey {
        key: new_widget_key(),
        business_id: business.id,
        origins: Vec::new(),
    };
    let told = NewActivity {
        id: app.engine.ports().ids.next(),
        user_id: Some(owner.id),
        action: "business.created",
        subject: business.id.to_string(),
        detail: json!({ "owner": owner.id, "widget_keys": 1 }),
        at: business.created_at,
    };
    for _ in 0..SLUG_TRIES {
        match app
            .store
            .add_business(&business, &key, &[], std::slice::from_ref(owner), Some(&told))
            .await
        {
            Ok(()) => return Ok((business, key)),
            Err(StoreError::Taken("slug")) => business.slug = slugs::with_tail(&wanted),
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Taken("slug").into())
}

fn new_widget_key() -> String {
    let mut random = [0_u8; 18];
    rand::rng().fill_bytes(&mut random);
    format!("pk_{}", URL_SAFE_NO_PAD.encode(random))
}

/// What a business is until its owner tells more.
fn first_profile(language: &str) -> Value {
    json!({
        "language": language,
        "agent_name": AGENT_NAME,
        "timezone": Tz::UTC.name(),
        "currency": "USD",
        "hours": BusinessHours::every_day(Tz::UTC).week,
        "about": "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widget_keys_are_public_keys_and_unlike() {
        let (one, other) = (new_widget_key(), new_widget_key());
        assert!(one.starts_with("pk_") && one.len() == 27);
        assert_ne!(one, other);
    }

    #[test]
    fn the_first_profile_has_all_that_a_shop_reads() {
        let profile = first_profile("nl");
        for key in ["agent_name", "timezone", "currency", "hours"] {
            assert!(!profile[key].is_null(), "{key}");
        }
    }
}
