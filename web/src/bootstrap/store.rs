//! The database: opened, brought up to date, and asked what its commits are worth.

use colloquy_entities::{Database, Store};

use super::{Setup, StartError};

/// Opens the database of a setup and brings its schema up to date.
///
/// # Errors
/// When it cannot be reached, a migration fails, or a commit would not survive a power cut outside development.
pub async fn open(setup: &Setup) -> Result<Store, StartError> {
    setup.make_data_dir()?;
    let database = Database::connect(&setup.database()).await?;
    database.migrate().await?;
    let durability = database.durability().await?;
    let told: Vec<String> = durability
        .settings
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    tracing::info!(
        event_type = "database_opened",
        backend = durability.backend,
        durability = told.join(" "),
        safe = durability.is_safe(),
        "the database is open"
    );
    if !durability.is_safe() && !setup.settings.is_development() {
        let told = told.join(", ");
        return Err(StartError::Unusable(format!(
            "the database may lose what it answered for ({told})"
        )));
    }
    Ok(Store::new(database))
}
