//! One-time codes: six digits of an authenticator app, good once, or a recovery code, good once.
//!
//! The app's secret is kept encrypted (AES-256-GCM) under a key of the root secret, bound to its owner.

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use colloquy_engine::{
    activity::NewActivity,
    ids::UserId,
    port::{
        accounts::User,
        second_factors::{SecondFactor, SecondFactorStore},
    },
};
use rand::Rng;
use serde_json::json;
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

use crate::{problem::Problem, secret::RootSecret, state::App};

/// Recovery codes that are given.
const RECOVERY_CODES: usize = 10;
/// Bytes of a recovery code: 80 random bits cannot be guessed, so a plain hash of them is enough.
const RECOVERY_BYTES: usize = 10;
/// Bytes of the number that an encryption uses once.
const NONCE: usize = 12;
/// Bytes of an app's secret.
const SECRET: usize = 20;
/// What the encryption key is for.
const PURPOSE: &str = "second factors";

/// A secret that was drawn, to be shown to its owner once.
#[derive(Clone)]
pub struct Drawn {
    /// As people type it.
    pub base32: String,
    /// As cameras read it.
    pub uri: String,
    /// As it is kept.
    pub sealed: String,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Drawn(…)")
    }
}

/// Draws a secret for somebody.
///
/// # Errors
/// 500 when it cannot be encrypted.
pub fn draw(root: &RootSecret, user: &User, issuer: &str) -> Result<Drawn, Problem> {
    let mut bytes = [0_u8; SECRET];
    rand::rng().fill_bytes(&mut bytes);
    let issuer: String = issuer.chars().filter(|one| *one != ':').collect();
    let account: String = user.email.chars().filter(|one| *one != ':').collect();
    let secret = Secret::new(Box::from(bytes));
    let base32 = secret.to_base32();
    let app = Builder::new()
        .with_secret(secret)
        .with_skew(1)
        .with_issuer(Some(issuer))
        .with_account_name(account)
        .build()
        .map_err(|error| defect(&error))?;
    Ok(Drawn {
        base32,
        uri: app.to_url().map_err(|error| defect(&error))?,
        sealed: seal(root, user.id, &bytes).ok_or_else(|| defect(&"a secret could not be encrypted"))?,
    })
}

/// The step that a code belongs to, when it is good now.
///
/// # Errors
/// 500 when the secret cannot be read.
pub fn step_of(
    root: &RootSecret,
    factor: &SecondFactor,
    code: &str,
    now: i64,
) -> Result<Option<i64>, Problem> {
    let bytes = open(root, factor.user_id, &factor.secret)
        .ok_or_else(|| defect(&"a second factor cannot be decrypted; is COLLOQUY_SECRET another one?"))?;
    let app: Totp = Builder::new()
        .with_secret(Secret::new(bytes.into_boxed_slice()))
        .with_skew(1)
        .with_account_name("account")
        .build()
        .map_err(|error| defect(&error))?;
    let now = u64::try_from(now).unwrap_or(0);
    Ok(app.check(code, now).and_then(|step| i64::try_from(step).ok()))
}

/// Asks somebody who has given the right password for their code, when they have set one up.
///
/// # Errors
/// 401 `otp_required` when there is none, `otp_invalid` when it is wrong or was used before.
pub async fn ask(app: &App, user: &User, otp: Option<&str>) -> Result<(), Problem> {
    let factor = app.store.second_factor(user.business_id, user.id).await?;
    let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_some()) else {
        return Ok(());
    };
    let Some(otp) = otp.map(str::trim).filter(|otp| !otp.is_empty()) else {
        return Err(Problem::unauthorized("otp_required", "a one-time code is needed"));
    };
    check(app, &factor, otp).await
}

/// Uses up a code or a recovery code.
///
/// # Errors
/// 401 `otp_invalid` when it is wrong or was used before.
pub async fn check(app: &App, factor: &SecondFactor, otp: &str) -> Result<(), Problem> {
    let (business, user) = (factor.business_id, factor.user_id);
    let now = app.engine.ports().clock.now();
    let digits: String = otp.chars().filter(|one| !one.is_whitespace()).collect();
    let is_good = if digits.len() == 6 && digits.bytes().all(|one| one.is_ascii_digit()) {
        match step_of(&app.secret, factor, &digits, now.timestamp())? {
            Some(step) => app.store.use_step(business, user, step).await?,
            None => false,
        }
    } else {
        let activity = NewActivity {
            id: app.engine.ports().ids.next(),
            user_id: Some(user),
            action: "second_factor.recovery_used",
            subject: user.to_string(),
            detail: json!({ "left": factor.recovery_hashes.len().saturating_sub(1) }),
            at: now,
        };
        app.store
            .use_recovery(business, user, &hash(&digits), &activity)
            .await?
    };
    if is_good {
        return Ok(());
    }
    crate::metrics::security_event("otp_failed");
    Err(Problem::unauthorized(
        "otp_invalid",
        "the one-time code is wrong or was used before",
    ))
}

/// Recovery codes to be shown once, with what is kept of them.
#[must_use]
pub fn recovery_codes() -> (Vec<String>, Vec<String>) {
    let codes = (0..RECOVERY_CODES).map(|_| {
        let mut bytes = [0_u8; RECOVERY_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        let code = hex::encode(bytes);
        let groups: Vec<String> = code
            .as_bytes()
            .chunks(5)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        groups.join("-")
    });
    let codes: Vec<String> = codes.collect();
    let hashes = codes.iter().map(|code| hash(code)).collect();
    (codes, hashes)
}

/// What is kept of a recovery code, however it is written.
fn hash(code: &str) -> String {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|one| one.to_ascii_lowercase())
        .collect();
    hex::encode(Sha256::digest(plain.as_bytes()))
}

/// Encrypts for one owner.
fn seal(root: &RootSecret, owner: UserId, plain: &[u8]) -> Option<String> {
    let cipher = Aes256Gcm::new(&root.key(PURPOSE).into());
    let mut nonce = [0_u8; NONCE];
    rand::rng().fill_bytes(&mut nonce);
    let payload = Payload {
        msg: plain,
        aad: owner.0.as_bytes(),
    };
    let sealed = cipher.encrypt(&Nonce::from(nonce), payload).ok()?;
    Some(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
}

/// Decrypts what was encrypted for an owner, under this root or one that was used before it.
fn open(root: &RootSecret, owner: UserId, sealed: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    root.keys(PURPOSE).into_iter().find_map(|key| {
        let payload = Payload {
            msg: sealed,
            aad: owner.0.as_bytes(),
        };
        Aes256Gcm::new(&key.into())
            .decrypt(&Nonce::from(nonce), payload)
            .ok()
    })
}

fn defect(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(event_type = "defect", error_code = "internal", "{error}");
    Problem::internal()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_sealed_secret_opens_for_its_owner_alone_and_after_a_change_of_the_root() {
        let (one, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let old = RootSecret::new("the old root of it all");
        let sealed = seal(&old, one, b"secret").expect("it encrypts");
        assert_eq!(open(&old, one, &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(open(&old, other, &sealed), None);
        assert_eq!(open(&RootSecret::new("another root"), one, &sealed), None);
        let new = RootSecret::new("another root").with_retired([b"the old root of it all".to_vec()]);
        assert_eq!(open(&new, one, &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_ne!(seal(&old, one, b"secret"), Some(sealed), "no two are alike");
    }

    #[test]
    fn recovery_codes_are_known_however_they_are_written_and_no_two_are_alike() {
        let (codes, hashes) = recovery_codes();
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        assert_eq!(hash(&codes[0].to_uppercase().replace('-', " ")), hashes[0]);
        let distinct: std::collections::HashSet<&String> = hashes.iter().collect();
        assert_eq!(distinct.len(), 10);
    }
}
