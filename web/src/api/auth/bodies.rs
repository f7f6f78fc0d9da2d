//! Bodies that several routes of this group share.

use colloquy_engine::port::accounts::User;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::logins::Login;

/// A person as the workspace tells of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UserOut {
    /// The person.
    pub id: Uuid,
    /// In lower case.
    pub email: String,
    /// As shown to people.
    pub full_name: String,
    /// `operator`, `editor`, `owner` or `admin`.
    pub role: String,
    /// Whose.
    pub business_id: Uuid,
}

impl From<&User> for UserOut {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.clone(),
            full_name: user.full_name.clone(),
            role: user.role.as_str().to_owned(),
            business_id: user.business_id.0,
        }
    }
}

/// Tokens and whom they speak for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LoginOut {
    /// For every request, as `Authorization: Bearer`.
    pub access_token: String,
    /// For the next pair; good once.
    pub refresh_token: String,
    /// Seconds that the access token is good for.
    pub expires_in: u64,
    /// Who logged in.
    pub user: UserOut,
}

impl LoginOut {
    pub(super) fn new(login: Login, user: &User) -> Self {
        Self {
            access_token: login.access_token,
            refresh_token: login.refresh_token,
            expires_in: login.expires_in,
            user: user.into(),
        }
    }
}

/// A business as its staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BusinessOut {
    /// The business.
    pub id: Uuid,
    /// Unique, part of addresses.
    pub slug: String,
    /// As shown to people.
    pub name: String,
    /// The public key by which pages name it.
    pub widget_key: Option<String>,
}
