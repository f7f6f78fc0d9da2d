//! `colloquy ask`: one turn from the terminal, against the running server or, with none, in process.

use anyhow::{Context, anyhow};
use chrono::Utc;
use clap::Args;
use colloquy_actors::{Seat, SessionSeat};
use colloquy_engine::{channel::Channel, ids::BusinessId, port::accounts::AccountStore};
use serde_json::{Value, json};

use super::{Failure, Global, in_process, on_system, plain_http};
use crate::{
    bootstrap::{self, Setup, StartError},
    lifecycle::{FolderLock, address},
    state::App,
};

/// Flags of `ask`.
#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    /// What to say.
    text: String,
    /// Goes on with a session.
    #[arg(long, value_name = "ID")]
    session: Option<String>,
    /// The widget key of the business; needed where the host does not tell it.
    #[arg(long, value_name = "pk_…")]
    key: Option<String>,
}

pub(super) fn run(global: &Global, args: &AskArgs) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    let answer = on_system(async {
        setup.make_data_dir()?;
        // Whoever holds the folder is asked; an address without a holder was left by a crash.
        match FolderLock::take(&setup.place.data) {
            Ok(_lock) => of_process(setup, args).await,
            Err(StartError::Locked(_)) => {
                let server = address::read(&setup.place.data).context("the server is not ready yet")?;
                Ok(of_server(&server, args).await?)
            }
            Err(error) => Err(error.into()),
        }
    })?;
    if global.json {
        println!("{answer}");
        return Ok(());
    }
    let content = answer.pointer("/response/content").and_then(Value::as_str);
    println!("{}", content.unwrap_or("(taken; a person answers)"));
    if let Some(session) = answer.get("sessionId").and_then(Value::as_str) {
        eprintln!("session {session}");
    }
    Ok(())
}

async fn of_server(server: &str, args: &AskArgs) -> anyhow::Result<Value> {
    let mut body = json!({ "content": args.text });
    if let Some(session) = &args.session {
        body["sessionId"] = json!(session);
    }
    let headers: Vec<(&str, &str)> = args
        .key
        .iter()
        .map(|key| ("X-Widget-Key", key.as_str()))
        .collect();
    let (status, answer) = plain_http::post(server, "/v1/interactions/message", &headers, &body).await?;
    match status {
        200..=299 => Ok(answer),
        _ => Err(anyhow!(
            "{status}: {}",
            answer.get("detail").and_then(Value::as_str).unwrap_or("refused")
        )),
    }
}

async fn of_process(setup: Setup, args: &AskArgs) -> Result<Value, Failure> {
    let app = bootstrap::start(setup).await?;
    let business = business(&app, args.key.as_deref()).await?;
    let session = match &args.session {
        Some(id) => app.session_ids.read(id, business).map_err(anyhow::Error::from)?,
        None => app.session_ids.issue(business, Utc::now()),
    };
    let seat = Seat {
        business_id: business,
        conversation_id: session.conversation_id,
        channel: Channel::Web,
        session: Some(SessionSeat {
            id: session.id.clone(),
            created_at: session.created_at,
            initial_context: None,
        }),
    };
    let exchange = in_process::say(&app.engine, &seat, &args.text).await?;
    app.engine.stop(app.settings.server.drain()).await;
    app.store.database().close().await.map_err(StartError::from)?;
    Ok(json!({
        "messageId": exchange.message_id,
        "sessionId": session.id,
        "response": exchange.response,
    }))
}

async fn business(app: &App, key: Option<&str>) -> Result<BusinessId, Failure> {
    if let Some(key) = key {
        let found = app.store.widget_key(key).await.map_err(StartError::from)?;
        return Ok(found.context("there is no such widget key")?.business_id);
    }
    if let Some(business) = app.loopback_business {
        return Ok(business);
    }
    let businesses = app.store.businesses().await.map_err(StartError::from)?;
    match businesses.as_slice() {
        [only] => Ok(only.id),
        _ => Err(anyhow!("which business? Say its widget key with --key").into()),
    }
}
