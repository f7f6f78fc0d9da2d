//! Bodies that the routes of accounts share.

use colloquy_engine::port::accounts::User;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::logins::Login;

/// A person in few words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccountOut)]
pub(super) struct AccountOut {
    /// The person.
    pub id: Uuid,
    /// In lower case.
    pub email: String,
    /// As shown to people.
    pub name: String,
    /// `shopper`, or a role of the shop's staff.
    pub role: String,
}

impl From<&User> for AccountOut {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.clone(),
            name: user.full_name.clone(),
            role: user.role.as_str().to_owned(),
        }
    }
}

/// Tokens, the session that begins with them, and whom they speak for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuthOut {
    /// For every request, as `Authorization: Bearer`.
    pub access_token: String,
    /// For the next pair; good once.
    pub refresh_token: String,
    /// Seconds that the access token is good for.
    pub expires_in: u64,
    /// The session from now on; the guest's is over.
    pub session_id: String,
    /// Who it is.
    pub user: AccountOut,
}

impl AuthOut {
    pub(super) fn new(login: Login, user: &User, session_id: String) -> Self {
        Self {
            access_token: login.access_token,
            refresh_token: login.refresh_token,
            expires_in: login.expires_in,
            session_id,
            user: user.into(),
        }
    }
}
