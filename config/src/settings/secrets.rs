//! Secrets. They come from the environment alone and are shown nowhere.

use std::{collections::BTreeMap, fmt};

use super::error::SettingsError;

/// Bytes that the signing and encryption root must have at least: 128 bits, written as text.
const SHORTEST_ROOT: usize = 16;

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text as a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Whoever calls this must not log what it answers.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// Every secret that is not a channel's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// `DATABASE_URL`: PostgreSQL; embedded SQLite without it.
    pub database_url: Option<Secret>,
    /// `REDIS_URL`: shared state; in process without it.
    pub redis_url: Option<Secret>,
    /// `OPENAI_API_KEY`: a model of this kind of endpoint.
    pub openai_api_key: Option<Secret>,
    /// `OPENAI_BASE_URL`: where that endpoint is. It may carry credentials.
    pub openai_base_url: Option<Secret>,
    /// `ANTHROPIC_API_KEY`: a model of this kind.
    pub anthropic_api_key: Option<Secret>,
    /// `COLLOQUY_SECRET`: the root that signing and encryption keys are derived from.
    pub root: Option<Secret>,
    /// `COLLOQUY_SECRET_RETIRED`: roots that were used before, the newest first, with commas between them. What they
    /// signed or encrypted is still good.
    pub retired_roots: Vec<Secret>,
    /// `COLLOQUY_DEMO_PASSWORD`: the password of the demo accounts.
    pub demo_password: Option<Secret>,
}

impl Secrets {
    /// Picks the secrets out of the variables of an environment. An empty variable counts as none.
    ///
    /// # Errors
    /// When the root is too short to be one.
    pub fn from_environment(environment: &BTreeMap<String, String>) -> Result<Self, SettingsError> {
        let find = |name: &str| {
            environment
                .get(name)
                .map(|value| value.trim())
                .filter(|value| !value.is_empty())
                .map(Secret::new)
        };
        let secrets = Self {
            database_url: find("DATABASE_URL"),
            redis_url: find("REDIS_URL"),
            openai_api_key: find("OPENAI_API_KEY"),
            openai_base_url: find("OPENAI_BASE_URL"),
            anthropic_api_key: find("ANTHROPIC_API_KEY"),
            root: find("COLLOQUY_SECRET"),
            retired_roots: environment
                .get("COLLOQUY_SECRET_RETIRED")
                .map(|value| value.split(',').map(str::trim).filter(|root| !root.is_empty()))
                .into_iter()
                .flatten()
                .map(Secret::new)
                .collect(),
            demo_password: find("COLLOQUY_DEMO_PASSWORD"),
        };
        match &secrets.root {
            Some(root) if root.reveal().len() < SHORTEST_ROOT => Err(SettingsError::Secret {
                name: "COLLOQUY_SECRET",
                reason: "must have at least 16 characters",
            }),
            _ if secrets
                .retired_roots
                .iter()
                .any(|root| root.reveal().len() < SHORTEST_ROOT) =>
            {
                Err(SettingsError::Secret {
                    name: "COLLOQUY_SECRET_RETIRED",
                    reason: "each must have at least 16 characters",
                })
            }
            _ => Ok(secrets),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn secrets_printed_for_debugging_show_nothing() {
        let secrets = Secrets::from_environment(&environment(&[
            ("DATABASE_URL", "postgres://shop:hunter22@db/colloquy"),
            ("COLLOQUY_SECRET", "a-root-of-sufficient-length"),
        ]))
        .expect("both are good");
        let printed = format!("{secrets:?}");
        assert!(
            !printed.contains("hunter22") && !printed.contains("sufficient"),
            "{printed}"
        );
        assert_eq!(
            secrets.database_url.as_ref().map(Secret::reveal),
            Some("postgres://shop:hunter22@db/colloquy")
        );
    }

    #[test]
    fn an_empty_variable_is_no_secret() {
        let secrets =
            Secrets::from_environment(&environment(&[("OPENAI_API_KEY", " ")])).expect("nothing set");
        assert_eq!(secrets, Secrets::default());
    }

    #[test]
    fn retired_roots_are_read_in_their_order_and_none_may_be_short() {
        let read = |text: &str| Secrets::from_environment(&environment(&[("COLLOQUY_SECRET_RETIRED", text)]));
        let secrets = read("the-newest-of-the-old, the-oldest-of-them-all,").expect("both are good");
        let roots: Vec<&str> = secrets.retired_roots.iter().map(Secret::reveal).collect();
        assert_eq!(roots, ["the-newest-of-the-old", "the-oldest-of-them-all"]);
        assert!(read("the-newest-of-the-old,short").is_err());
    }

    #[test]
    fn a_short_root_is_refused_without_being_shown() {
        let refused = Secrets::from_environment(&environment(&[("COLLOQUY_SECRET", "letmein")]))
            .expect_err("seven characters");
        assert!(!refused.to_string().contains("letmein"));
    }
}
