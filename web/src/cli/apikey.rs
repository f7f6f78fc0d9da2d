//! `colloquy apikey add`, `list` and `revoke`.

use anyhow::anyhow;
use clap::{Args, Subcommand, ValueEnum};
use colloquy_actors::{SystemClock, SystemIds};
use colloquy_engine::{
    activity::NewActivity,
    port::{
        Clock, Ids,
        keys::{ApiKey, KeyStore, Scope},
    },
};
use colloquy_entities::Store;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Failure, Global, business, on_system};
use crate::{
    bootstrap::{StartError, store},
    service_keys,
};

/// What can be done with service keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Adds a key and prints its secret, once and alone.
    Add(AddArgs),
    /// Lists the keys of a business, without their secrets.
    List(OfBusiness),
    /// Ends a key at once.
    Revoke(RevokeArgs),
}

/// Flags of `apikey add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What the key opens; may be given several times.
    #[arg(long = "scope", required = true, value_enum)]
    scopes: Vec<NamedScope>,
    /// What the key is called among people; the first scope when left out.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    of: OfBusiness,
}

/// Whose keys.
#[derive(Debug, Args)]
pub(crate) struct OfBusiness {
    /// The business, by slug or id; may be left out where there is only one.
    #[arg(long)]
    business: Option<String>,
}

/// Flags of `apikey revoke`.
#[derive(Debug, Args)]
pub(crate) struct RevokeArgs {
    /// The key's id, as `apikey list` prints it.
    id: Uuid,
    #[command(flatten)]
    of: OfBusiness,
}

/// What a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum NamedScope {
    /// Drafts, and what becomes of them.
    Assistants,
    /// Summaries of customers.
    CustomerSummary,
    /// The tools for language models.
    Mcp,
    /// The figures of the process.
    Metrics,
}

impl From<NamedScope> for Scope {
    fn from(scope: NamedScope) -> Self {
        match scope {
            NamedScope::Assistants => Self::Assistants,
            NamedScope::CustomerSummary => Self::CustomerSummary,
            NamedScope::Mcp => Self::Mcp,
            NamedScope::Metrics => Self::Metrics,
        }
    }
}

pub(super) fn run(global: &Global, command: &KeyCommand) -> Result<(), Failure> {
    let setup = global.quiet_setup()?;
    on_system(async {
        let store = store::open(&setup).await?;
        match command {
            KeyCommand::Add(args) => add(&store, args).await?,
            KeyCommand::List(of) => list(&store, of, global.json).await?,
            KeyCommand::Revoke(args) => revoke(&store, args).await?,
        }
        store.database().close().await.map_err(StartError::from)?;
        Ok(())
    })
}

async fn add(store: &Store, args: &AddArgs) -> Result<(), Failure> {
    let business_id = business::find(store, args.of.business.as_deref()).await?;
    let mut scopes: Vec<Scope> = args.scopes.iter().map(|scope| Scope::from(*scope)).collect();
    scopes.sort_unstable();
    scopes.dedup();
    let first = scopes.first().map_or("", |scope| scope.as_str());
    let secret = service_keys::generate();
    let key = ApiKey {
        id: SystemIds.next(),
        business_id,
        name: args.name.clone().unwrap_or_else(|| first.to_owned()),
        key_hash: service_keys::hash(&secret),
        scopes,
        created_at: SystemClock.now(),
        last_used_at: None,
        revoked_at: None,
    };
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let told = told("service_key.created", key.id, json!({ "scopes": scopes }));
    store.add_key(&key, &told).await.map_err(StartError::from)?;
    println!("{secret}");
    Ok(())
}

async fn list(store: &Store, of: &OfBusiness, as_json: bool) -> Result<(), Failure> {
    let business_id = business::find(store, of.business.as_deref()).await?;
    for key in store.keys(business_id).await.map_err(StartError::from)? {
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        if as_json {
            let line = json!({
                "id": key.id, "name": key.name, "scopes": scopes, "created_at": key.created_at,
                "last_used_at": key.last_used_at, "revoked_at": key.revoked_at,
            });
            println!("{line}");
            continue;
        }
        let state = match (key.revoked_at, key.last_used_at) {
            (Some(at), _) => format!("revoked {}", at.format("%F %R")),
            (None, Some(at)) => format!("last used {}", at.format("%F %R")),
            (None, None) => "never used".to_owned(),
        };
        println!("{}  {}  {}  {state}", key.id, scopes.join(","), key.name);
    }
    Ok(())
}

async fn revoke(store: &Store, args: &RevokeArgs) -> Result<(), Failure> {
    let business_id = business::find(store, args.of.business.as_deref()).await?;
    let told = told("service_key.revoked", args.id, json!({}));
    let ended = store.revoke_key(business_id, args.id, &told).await;
    match ended.map_err(StartError::from)? {
        true => Ok(()),
        false => Err(anyhow!("there is no key {} that is still good", args.id).into()),
    }
}

/// The entry of the log for something that the command line does.
fn told(action: &'static str, key: Uuid, detail: Value) -> NewActivity {
    NewActivity {
        id: SystemIds.next(),
        user_id: None,
        action,
        subject: key.to_string(),
        detail,
        at: SystemClock.now(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_can_be_named_on_the_command_line() {
        for named in NamedScope::value_variants() {
            let written = named.to_possible_value().map(|value| value.get_name().to_owned());
            assert_eq!(written.as_deref(), Some(Scope::from(*named).as_str()));
        }
        assert_eq!(NamedScope::value_variants().len(), Scope::ALL.len());
    }
}
