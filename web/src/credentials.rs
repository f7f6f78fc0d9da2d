//! Proving a mailbox: asking for a letter with a link, and using the link.

use std::time::Instant;

use actix_web::{HttpRequest, http::StatusCode, http::header::ACCEPT_LANGUAGE, rt};
use chrono::TimeDelta;
use colloquy_config::texts::LANGUAGES;
use colloquy_engine::{
    activity::NewActivity,
    delivery::{Letter, Mail, Payload, payload::MAIL},
    ids::BusinessId,
    port::{
        accounts::{AccountStore, User},
        credentials::{CredentialStore, LetterRequest, NewToken, ShownToken, TokenPurpose},
        outbox::NewDelivery,
        shoppers::ShopperStore,
    },
};
use serde_json::json;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::{
    api::auth::validation::Checks, extract::Shared, logins::attempts::Attempt, passwords, problem::Problem,
    state::App, tokens::LetterTokens,
};

/// Requests for letters that are worked on at once; more are refused, whoever they are for.
const AT_ONCE: usize = 32;

/// How long a request is left to the process that took it.
const LEFT_ALONE: TimeDelta = TimeDelta::seconds(30);

/// Requests that are written at once by whoever finds them left.
const WRITTEN_AT_ONCE: u64 = 100;

/// After this nobody waits for a letter any more.
const TOO_OLD: TimeDelta = TimeDelta::hours(24);

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Keeps the request for a letter with a link to set a new password, and has it written. The answer comes before
/// anything is looked up: neither what it says nor how long it takes tells whether there is such an account. What is
/// kept is written by [`write_asked`] should this process end first.
///
/// # Errors
/// 429 after too many, 503 when no letters go out or too much is asked for at once.
pub(crate) async fn forgot(
    app: &Shared,
    attempt: Attempt,
    language: String,
    business_id: Option<BusinessId>,
    email: String,
) -> Result<(), Problem> {
    check_mail(app)?;
    admit(app, attempt).await?;
    let place = PLACES.try_acquire().map_err(|_| overloaded())?;
    let ports = app.engine.ports();
    let request = LetterRequest {
        id: ports.ids.next(),
        business_id,
        email,
        language,
        created_at: ports.clock.now(),
    };
    app.store.ask_for_letter(&request).await?;
    let (app, token) = (app.clone(), app.requests.token());
    rt::spawn(async move {
        let _under_way = (place, token);
        told(write(&app, &request).await);
    });
    Ok(())
}

/// Writes the letters that were asked for and that nobody has written, because a process ended or the database was out.
pub(crate) async fn write_asked(app: &App) {
    let ports = app.engine.ports();
    let before = ports.clock.now() - LEFT_ALONE;
    let asked = match app.store.letters_asked_for(before, WRITTEN_AT_ONCE).await {
        Ok(asked) => asked,
        Err(error) => return told(Err(error.into())),
    };
    for request in asked {
        told(write(app, &request).await);
    }
}

/// Writes a letter that was asked for, if there is such an account, and forgets the request. One that is too old to be
/// waited for is forgotten alone.
async fn write(app: &App, request: &LetterRequest) -> Result<(), Problem> {
    let user = match request.business_id {
        Some(business) => app.store.account_by_email(business, &request.email).await?,
        None => app.store.staff_by_email(&request.email).await?,
    };
    let age = app.engine.ports().clock.now() - request.created_at;
    if let Some(user) = user.filter(|_| age < TOO_OLD) {
        let purpose = TokenPurpose::ResetPassword;
        send(app, request.id, &user, purpose, &request.language).await?;
    }
    Ok(app.store.letter_done(request.id).await?)
}

fn told(written: Result<(), Problem>) {
    if let Err(problem) = written {
        tracing::error!(
            event_type = "letter_not_written",
            error_code = problem.code,
            "a letter that was asked for could not be written; it is tried again"
        );
    }
}

/// Writes the letter of a new account. Without it the account is as good; it can be asked for again.
pub(crate) async fn welcome(app: &App, user: &User, language: &str) {
    if !app.has_mail {
        return;
    }
    let id = app.engine.ports().ids.next();
    if let Err(problem) = send(app, id, user, TokenPurpose::ConfirmAddress, language).await {
        tracing::error!(
            event_type = "letter_not_written",
            error_code = problem.code,
            "the letter of a new account could not be written"
        );
    }
}

/// Writes the letter that confirms an address once more.
///
/// # Errors
/// 503 when no letters go out.
pub(crate) async fn confirm_again(app: &App, user: &User, language: &str) -> Result<(), Problem> {
    check_mail(app)?;
    let id = app.engine.ports().ids.next();
    send(app, id, user, TokenPurpose::ConfirmAddress, language).await
}

/// Sets a new password with a link.
///
/// # Errors
/// 410 when the link is not good any more, 422 for a password that cannot be one, 429 after too many.
pub(crate) async fn reset(
    app: &App,
    attempt: Attempt,
    text: &str,
    password: String,
    language: &str,
) -> Result<(), Problem> {
    let mut checks = Checks::default();
    checks.password("password", &password);
    checks.finish()?;
    admit(app, attempt).await?;
    let token = shown(app, text, TokenPurpose::ResetPassword)?;
    let holder = app.store.holder(&token).await?.ok_or_else(over)?;
    let password_hash = passwords::hash(password, &app.settings.auth).await?;
    let letter = Letter::PasswordChanged {
        name: holder.full_name.clone(),
        business: business_name(app, &holder).await?,
    };
    let ids = &app.engine.ports().ids;
    let letter = delivery(
        app,
        ids.next(),
        &format!("changed:{}", token.id),
        &holder,
        letter,
        language,
    );
    let letter = app.has_mail.then_some(&letter);
    let told = holder.role.is_staff().then(|| NewActivity {
        id: ids.next(),
        user_id: Some(holder.id),
        action: "account.password_reset",
        subject: holder.id.to_string(),
        detail: json!({}),
        at: token.at,
    });
    let done = app
        .store
        .reset_password(&token, &password_hash, letter, told.as_ref());
    if !done.await? {
        return Err(over());
    }
    tracing::info!(event_type = "password_reset", user_id = %holder.id, "a password was set by letter");
    app.workspace.families.forget_all();
    app.workspace.attempts.clear(attempt).await;
    app.engine.ring_outbox();
    Ok(())
}

/// Confirms an address with a link.
///
/// # Errors
/// 410 when the link is not good any more, 429 after too many.
pub(crate) async fn confirm(app: &App, attempt: Attempt, text: &str) -> Result<(), Problem> {
    admit(app, attempt).await?;
    let token = shown(app, text, TokenPurpose::ConfirmAddress)?;
    if !app.store.confirm_address(&token).await? {
        return Err(over());
    }
    app.workspace.attempts.clear(attempt).await;
    Ok(())
}

/// The language that a browser wants letters in, as far as there are any in it.
pub(crate) fn language_of(request: &HttpRequest) -> String {
    let wished = request.headers().get(ACCEPT_LANGUAGE);
    let wished = wished.and_then(|value| value.to_str().ok()).unwrap_or_default();
    preferred(wished).to_owned()
}

/// The first language of a list that letters are kept in; browsers name the one they like best first.
fn preferred(wished: &str) -> &'static str {
    let codes = wished.split(',').filter_map(|one| one.trim().get(..2));
    let known = |code: &str| {
        LANGUAGES
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(code))
    };
    codes.filter_map(known).next().unwrap_or("en")
}

/// Writes a token, under this id, and its letter. Done again under the same id it changes nothing.
async fn send(
    app: &App,
    id: Uuid,
    user: &User,
    purpose: TokenPurpose,
    language: &str,
) -> Result<(), Problem> {
    let ports = app.engine.ports();
    let (now, mail) = (ports.clock.now(), &app.settings.mail);
    let (name, business) = (user.full_name.clone(), business_name(app, user).await?);
    let (token, ttl) = (
        id,
        match purpose {
            TokenPurpose::ConfirmAddress => mail.confirm_ttl(),
            TokenPurpose::ResetPassword => mail.reset_ttl(),
        },
    );
    let letter = match purpose {
        TokenPurpose::ConfirmAddress => Letter::ConfirmAddress {
            token,
            name,
            business,
        },
        TokenPurpose::ResetPassword => Letter::ResetPassword {
            token,
            name,
            business,
        },
    };
    let row = NewToken {
        id,
        user_id: user.id,
        business_id: user.business_id,
        purpose,
        hash: LetterTokens::new(&app.secret).hash(id, purpose),
        created_at: now,
        expires_at: now + TimeDelta::from_std(ttl).unwrap_or(TimeDelta::hours(1)),
    };
    let letter = delivery(
        app,
        ports.ids.next(),
        &format!("token:{id}"),
        user,
        letter,
        language,
    );
    let (most, since) = (mail.most_an_hour.get(), now - TimeDelta::hours(1));
    if app.store.issue_token(&row, &letter, most, since).await? {
        app.engine.ring_outbox();
    } else {
        crate::metrics::security_event("too_many_letters");
    }
    Ok(())
}

fn delivery(
    app: &App,
    id: Uuid,
    dedupe_key: &str,
    user: &User,
    letter: Letter,
    language: &str,
) -> NewDelivery {
    NewDelivery {
        id,
        connection: MAIL.to_owned(),
        dedupe_key: dedupe_key.to_owned(),
        recipient: Some(user.id.to_string()),
        message_id: None,
        payload: Payload::Mail(Mail {
            to: user.email.clone(),
            language: language.to_owned(),
            letter,
        }),
        due_at: app.engine.ports().clock.now(),
    }
}

async fn business_name(app: &App, user: &User) -> Result<String, Problem> {
    let business = app.store.business(user.business_id).await?;
    Ok(business.map(|business| business.name).unwrap_or_default())
}

fn shown(app: &App, text: &str, purpose: TokenPurpose) -> Result<ShownToken, Problem> {
    let tokens = LetterTokens::new(&app.secret);
    let id = tokens.read(text, purpose).ok_or_else(over)?;
    Ok(ShownToken {
        id,
        hash: tokens.hash(id, purpose),
        purpose,
        at: app.engine.ports().clock.now(),
    })
}

async fn admit(app: &App, attempt: Attempt) -> Result<(), Problem> {
    let admitted = app.workspace.attempts.admit(attempt, Instant::now()).await;
    admitted
        .map_err(|wait| Problem::too_many("too_many_attempts", "too many attempts; try again later", wait))
}

fn check_mail(app: &App) -> Result<(), Problem> {
    if app.has_mail {
        return Ok(());
    }
    let detail = "this server sends no mail; ask whoever runs it";
    Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "mail_off", detail))
}

/// Used, over, void, or never made: all the same to whoever holds it.
fn over() -> Problem {
    let detail = "this link is not good any more; ask for a new one";
    Problem::new(StatusCode::GONE, "link_over", detail)
}

fn overloaded() -> Problem {
    let detail = "too much at once; try again shortly";
    let mut problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded", detail);
    problem.retry_after = Some(std::time::Duration::from_secs(2));
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_in_the_first_language_that_they_are_kept_in() {
        for (wished, language) in [
            ("de-CH,de;q=0.9,en;q=0.8", "de"),
            ("es,fr;q=0.5", "fr"),
            ("", "en"),
            ("*", "en"),
            ("é", "en"),
            ("NL", "nl"),
        ] {
            assert_eq!(preferred(wished), language, "{wished}");
        }
    }
}
