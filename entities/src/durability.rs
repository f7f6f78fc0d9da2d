//! What the database promises about a commit, read back from it.

use colloquy_engine::port::StoreError;
use sea_orm::{ConnectionTrait, Statement};

use crate::{database::Database, error::Trouble};

/// The settings that decide whether a commit survives a power cut, as the database itself states them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Durability {
    /// `sqlite` or `postgres`.
    pub backend: &'static str,
    /// Name and value, in the database's own words.
    pub settings: Vec<(&'static str, String)>,
}

impl Durability {
    /// Whether a commit that was answered is on the disk.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        let holds = |name: &str, accepted: &[&str]| {
            self.settings
                .iter()
                .any(|(key, value)| *key == name && accepted.contains(&value.as_str()))
        };
        if self.backend == "sqlite" {
            // 2 is FULL, 3 is EXTRA.
            holds("journal_mode", &["wal"]) && holds("synchronous", &["2", "3"])
        } else {
            holds("fsync", &["on"])
                && holds("full_page_writes", &["on"])
                && holds("synchronous_commit", &["on", "remote_write", "remote_apply"])
        }
    }
}

impl Database {
    /// Reads the settings back over the connection that writes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn durability(&self) -> Result<Durability, StoreError> {
        let (backend, names): (_, &[&'static str]) = if self.is_postgres() {
            ("postgres", &["fsync", "full_page_writes", "synchronous_commit"])
        } else {
            (
                "sqlite",
                &[
                    "journal_mode",
                    "synchronous",
                    "foreign_keys",
                    "busy_timeout",
                    "max_page_count",
                ],
            )
        };
        self.within(async {
            let mut settings = Vec::new();
            for name in names {
                settings.push((*name, self.setting(name).await?));
            }
            Ok(Durability { backend, settings })
        })
        .await
    }

    async fn setting(&self, name: &str) -> Result<String, Trouble> {
        let connection = self.writer();
        let verb = if self.is_postgres() { "SHOW" } else { "PRAGMA" };
        let statement = Statement::from_string(connection.get_database_backend(), format!("{verb} {name}"));
        let Some(row) = connection.query_one_raw(statement).await? else {
            return Ok(String::new());
        };
        // A pragma answers with a text or a number, as it likes.
        Ok(match row.try_get_by_index::<String>(0) {
            Ok(text) => text,
            Err(_) => row.try_get_by_index::<i64>(0)?.to_string(),
        })
    }
}
