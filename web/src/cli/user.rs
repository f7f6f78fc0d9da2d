//! `colloquy user add`.

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use colloquy_actors::{SystemClock, SystemIds};
use colloquy_engine::{
    activity::NewActivity,
    ids::UserId,
    port::{
        Clock, Ids, StoreError,
        accounts::{AccountStore, Role, User},
    },
};

use serde_json::json;

use super::{Failure, Global, business, on_system};
use crate::{
    bootstrap::{StartError, store},
    passwords,
};

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Adds a member of staff and prints the password, once and alone.
    Add(AddArgs),
}

/// Flags of `user add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The address to log in with.
    #[arg(long)]
    email: String,
    /// What the person may do.
    #[arg(long, value_enum)]
    role: StaffRole,
    /// The business, by slug or id.
    #[arg(long)]
    business: String,
    /// The name shown to shoppers; the part before the @ when left out.
    #[arg(long)]
    name: Option<String>,
}

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum StaffRole {
    /// Answers shoppers.
    Operator,
    /// Keeps the knowledge as well.
    Editor,
    /// Sets everything but the admin's routes.
    Owner,
    /// Everything.
    Admin,
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Operator => Self::Operator,
            StaffRole::Editor => Self::Editor,
            StaffRole::Owner => Self::Owner,
            StaffRole::Admin => Self::Admin,
        }
    }
}

pub(super) fn run(global: &Global, command: &UserCommand) -> Result<(), Failure> {
    let UserCommand::Add(args) = command;
    let setup = global.quiet_setup()?;
    on_system(async {
        let store = store::open(&setup).await?;
        let business_id = business::find(&store, Some(&args.business)).await?;
        let password = passwords::generate();
        let local = args.email.split('@').next().unwrap_or_default();
        let hash = passwords::hash(password.clone(), &setup.settings.auth)
            .await
            .map_err(StartError::from)?;
        let user = User {
            id: UserId(SystemIds.next()),
            business_id,
            email: checked(&args.email)?,
            full_name: args.name.clone().unwrap_or_else(|| local.to_owned()),
            role: args.role.into(),
            password_hash: hash,
            created_at: SystemClock.now(),
        };
        let told = NewActivity {
            id: SystemIds.next(),
            user_id: None,
            action: "account.created",
            subject: user.id.to_string(),
            detail: json!({ "role": user.role.as_str() }),
            at: user.created_at,
        };
        match store.add_user(&user, Some(&told)).await {
            Ok(()) => println!("{password}"),
            Err(StoreError::Taken(field)) => return Err(anyhow!("this {field} is taken").into()),
            Err(error) => return Err(StartError::from(error).into()),
        }
        store.database().close().await.map_err(StartError::from)?;
        Ok(())
    })
}

fn checked(email: &str) -> anyhow::Result<String> {
    let email = email.trim().to_lowercase();
    let parts = email
        .split_once('@')
        .filter(|(local, domain)| !local.is_empty() && !domain.is_empty());
    parts.with_context(|| format!("{email:?} is no mail address"))?;
    Ok(email)
}
