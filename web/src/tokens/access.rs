//! Access tokens: short-lived JWT, HS256 with a key id, one algorithm and never the header's. One key signs; those of
//! secrets that were used before still verify, so that a secret can be changed while people are logged in.

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, UserId},
    port::accounts::Role,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::secret::{RootSecret, sign};

const ISSUER: &str = "colloquy";
const AUDIENCE: &str = "colloquy-api";
/// Characters of a key id: enough to tell a few keys apart, and nothing of the key.
const KEY_ID: usize = 12;

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
    key_id: String,
    encoding: EncodingKey,
    /// Every key that verifies, by its id.
    decoding: Vec<(String, DecodingKey)>,
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
        let purpose = "access tokens 1";
        let key = secret.key(purpose);
        let verifying = secret.keys(purpose);
        Self {
            key_id: id_of(&key),
            encoding: EncodingKey::from_secret(&key),
            decoding: verifying
                .iter()
                .map(|key| (id_of(key), DecodingKey::from_secret(key)))
                .collect(),
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
            kid: Some(self.key_id.clone()),
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
        let header = decode_header(token).map_err(|_| TokenError::Invalid)?;
        let named = header.kid.as_deref();
        let key = self.decoding.iter().find(|(id, _)| Some(id.as_str()) == named);
        let (_, key) = key.ok_or(TokenError::Invalid)?;
        match decode::<Claims>(token, key, &validation) {
            Ok(read) => Ok(read.claims),
            Err(error) if matches!(error.kind(), jsonwebtoken::errors::ErrorKind::ExpiredSignature) => {
                Err(TokenError::Expired)
            }
            Err(_) => Err(TokenError::Invalid),
        }
    }
}

/// Names a key; tells nothing of it.
fn id_of(key: &[u8; 32]) -> String {
    let mut id = hex::encode(sign(key, b"key id"));
    id.truncate(KEY_ID);
    id
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

    #[test]
    fn a_token_of_a_retired_secret_is_good_and_new_ones_are_signed_by_the_new() {
        let old = tokens("one");
        let rotated = RootSecret::new("two").with_retired([b"one".to_vec()]);
        let rotated = AccessTokens::new(&rotated, Duration::from_secs(900));
        let (from_before, fresh) = (token(&old, Utc::now()), token(&rotated, Utc::now()));
        assert!(rotated.read(&from_before).is_ok());
        assert!(rotated.read(&fresh).is_ok());
        assert_eq!(old.read(&fresh), Err(TokenError::Invalid));
        assert!(tokens("two").read(&fresh).is_ok(), "the old one can be forgotten");
        assert_eq!(tokens("two").read(&from_before), Err(TokenError::Invalid));
    }

    #[test]
    fn a_token_that_names_another_key_or_none_or_no_algorithm_is_refused() {
        use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

        let rotated = RootSecret::new("two").with_retired([b"one".to_vec()]);
        let rotated = AccessTokens::new(&rotated, Duration::from_secs(900));
        let good = token(&rotated, Utc::now());
        let (_, signed) = good.split_once('.').expect("a header");
        let (claims, _) = signed.split_once('.').expect("claims");
        let old_id = tokens("one").key_id;
        for header in [
            format!(r#"{{"alg":"HS256","typ":"JWT","kid":"{old_id}"}}"#),
            r#"{"alg":"HS256","typ":"JWT","kid":"1"}"#.to_owned(),
            r#"{"alg":"HS256","typ":"JWT"}"#.to_owned(),
        ] {
            let forged = format!("{}.{signed}", URL_SAFE_NO_PAD.encode(header));
            assert_eq!(rotated.read(&forged), Err(TokenError::Invalid));
        }
        let header = format!(r#"{{"alg":"none","kid":"{}"}}"#, rotated.key_id);
        for end in ["", "x"] {
            let unsigned = format!("{}.{claims}.{end}", URL_SAFE_NO_PAD.encode(&header));
            assert_eq!(rotated.read(&unsigned), Err(TokenError::Invalid));
        }
    }
}
