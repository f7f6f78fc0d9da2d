//! Access tokens: short-lived JWT, HS256 with a key id, one algorithm and never the header's.

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, UserId},
    port::accounts::Role,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::secret::RootSecret;

const ISSUER: &str = "colloquy";
const AUDIENCE: &str = "colloquy-api";
const KEY_ID: &str = "1";

/// Who a token speaks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The person.
    pub sub: UserId,
    /// Their business.
    pub business: BusinessId,
    /// What they may do.
    pub role: Role,
    /// The login that the token came from; ending it ends the token.
    pub family: Uuid,
    /// When it ends, seconds since 1970.
    pub exp: i64,
    iss: String,
    aud: String,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not made here, or changed.
    #[error("the token is not valid")]
    Invalid,
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
    /// It could not be made.
    #[error("the token could not be signed")]
    Unsigned,
}

/// Makes and reads access tokens.
#[derive(Clone)]
pub struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    ttl: Duration,
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessTokens")
            .field("ttl", &self.ttl)
            .finish_non_exhaustive()
    }
}

impl AccessTokens {
    /// Derives the signing key; tokens live for `ttl`.
    #[must_use]
    pub fn new(secret: &RootSecret, ttl: Duration) -> Self {
        let key = secret.key("access tokens 1");
        Self {
            encoding: EncodingKey::from_secret(&key),
            decoding: DecodingKey::from_secret(&key),
            ttl,
        }
    }

    /// How long a token lives.
    #[must_use]
    pub fn ttl(&self) -> Duration {
        self.ttl
    }

    /// A token for a person's login.
    ///
    /// # Errors
    /// [`TokenError::Unsigned`] when signing fails.
    pub fn issue(
        &self,
        user: UserId,
        business: BusinessId,
        role: Role,
        family: Uuid,
        now: DateTime<Utc>,
    ) -> Result<String, TokenError> {
        let ttl = i64::try_from(self.ttl.as_secs()).unwrap_or(i64::MAX);
        let claims = Claims {
            sub: user,
            business,
            role,
            family,
            exp: now.timestamp().saturating_add(ttl),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
        };
        let header = Header {
            kid: Some(KEY_ID.to_owned()),
            ..Header::new(Algorithm::HS256)
        };
        encode(&header, &claims, &self.encoding).map_err(|_| TokenError::Unsigned)
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`TokenError::Expired`] or [`TokenError::Invalid`].
    pub fn read(&self, token: &str) -> Result<Claims, TokenError> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        validation.leeway = 0;
        match decode::<Claims>(token, &self.decoding, &validation) {
            Ok(read) if read.header.kid.as_deref() == Some(KEY_ID) => Ok(read.claims),
            Ok(_) => Err(TokenError::Invalid),
            Err(error) if matches!(error.kind(), jsonwebtoken::errors::ErrorKind::ExpiredSignature) => {
                Err(TokenError::Expired)
            }
            Err(_) => Err(TokenError::Invalid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(secret: &str) -> AccessTokens {
        AccessTokens::new(&RootSecret::new(secret.as_bytes()), Duration::from_secs(900))
    }

    fn token(from: &AccessTokens, at: DateTime<Utc>) -> String {
        let nobody = Uuid::from_u128(1);
        from.issue(UserId(nobody), BusinessId(nobody), Role::Operator, nobody, at)
            .expect("signing works")
    }

    #[test]
    fn a_token_is_good_until_its_time_is_over() {
        let tokens = tokens("one");
        assert_eq!(
            tokens.read(&token(&tokens, Utc::now())).map(|claims| claims.role),
            Ok(Role::Operator)
        );
        let old = token(&tokens, Utc::now() - chrono::Duration::seconds(901));
        assert_eq!(tokens.read(&old), Err(TokenError::Expired));
    }

    #[test]
    fn a_token_of_another_secret_or_without_an_algorithm_is_refused() {
        let foreign = token(&tokens("two"), Utc::now());
        assert_eq!(tokens("one").read(&foreign), Err(TokenError::Invalid));
        let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.";
        assert_eq!(tokens("one").read(unsigned), Err(TokenError::Invalid));
    }
}
