//! Settings and secrets of one start, and what the parts of the system take of them.

use std::{path::PathBuf, sync::Arc, time::Duration};

use chrono::TimeDelta;
use colloquy_actors::{
    ActorSettings, ClusterSettings, Mutation, RestartPolicy, ShiftedClock, SystemClock, TimerSettings,
};
use colloquy_config::{Secrets, Settings, Sources};
use colloquy_engine::{policy::flood::FloodRules, port::Clock};
use colloquy_entities::DatabaseSettings;

use super::StartError;
use crate::secret::RootSecret;

/// How long it is remembered what came of a request with an idempotency key: a promise to callers, not a setting.
const REQUESTS_KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Where a process works, as its flags say.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// The folder of `--config`.
    pub config: Option<PathBuf>,
    /// The profile.
    pub profile: String,
}

/// Everything a start is made from.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The settings in force.
    pub settings: Settings,
    /// What the environment alone knows.
    pub secrets: Secrets,
    /// Where the process works.
    pub place: Place,
    /// Whether an empty database gets the demo shop.
    pub demo: bool,
}

impl Setup {
    /// Loads settings and secrets of this process; `overrides` are what flags say.
    ///
    /// # Errors
    /// Names the setting or the variable that is not as it should be.
    pub fn of_process(place: Place, overrides: &[(&str, String)], demo: bool) -> Result<Self, StartError> {
        let mut sources = Sources::of_process(&place.profile).with_config_dir(place.config.clone());
        for (key, value) in overrides {
            sources = sources.with_override(*key, value);
        }
        let settings = Settings::load(&sources)?;
        let secrets = Secrets::from_environment(&sources.environment)?;
        let mutation = &settings.testing.mutation;
        if !mutation.is_empty() && mutation.parse::<Mutation>().is_err() {
            let names: Vec<&str> = Mutation::ALL.iter().map(|(name, _)| *name).collect();
            let text = format!(
                "setting \"testing.mutation\": {mutation:?} is none of {}",
                names.join(", ")
            );
            return Err(StartError::Unusable(text));
        }
        Ok(Self {
            settings,
            secrets,
            place,
            demo,
        })
    }

    /// Whether an empty database gets the demo shop: asked for, or a developer's own computer.
    #[must_use]
    pub fn seeds_demo(&self) -> bool {
        self.demo || self.settings.is_development()
    }

    /// Makes the data folder, which the database, the lock and the address are in.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_data_dir(&self) -> Result<(), StartError> {
        let path = self.place.data.clone();
        std::fs::create_dir_all(&path).map_err(|error| StartError::File { path, error })
    }

    /// The secret that all keys are derived from.
    ///
    /// # Errors
    /// When there is none in the environment and the profile does not allow to draw one.
    pub fn root_secret(&self) -> Result<RootSecret, StartError> {
        if let Some(root) = &self.secrets.root {
            return Ok(self.with_retired(RootSecret::new(root.reveal().as_bytes())));
        }
        if self.secrets.redis_url.is_some() {
            let text = "COLLOQUY_SECRET is not set; nodes that share a Redis must share it as well";
            return Err(StartError::Unusable(text.to_owned()));
        }
        if !self.settings.is_development() {
            let text = "COLLOQUY_SECRET is not set; only the development profile draws a secret by itself";
            return Err(StartError::Unusable(text.to_owned()));
        }
        let drawn = RootSecret::of_folder(&self.place.data).map_err(|error| StartError::File {
            path: self.place.data.join("secret"),
            error,
        })?;
        Ok(self.with_retired(drawn))
    }

    fn with_retired(&self, root: RootSecret) -> RootSecret {
        let retired = self.secrets.retired_roots.iter();
        root.with_retired(retired.map(|root| root.reveal().as_bytes().to_vec()))
    }

    /// The embedded database of the data folder, unless the environment names another.
    #[must_use]
    pub fn database(&self) -> DatabaseSettings {
        let ours = &self.settings.database;
        let given = self
            .secrets
            .database_url
            .as_ref()
            .map(|url| url.reveal().to_owned());
        let url = given.unwrap_or_else(|| self.place.data.join("colloquy.db").display().to_string());
        let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        let connections = if is_postgres {
            ours.postgres_connections
        } else {
            ours.sqlite_readers
        };
        DatabaseSettings {
            url,
            max_connections: connections.get(),
            sqlite_max_pages: ours.sqlite_page_limit().map(std::num::NonZeroU32::get),
            acquire_timeout: ours.acquire_timeout(),
            statement_timeout: ours.statement_timeout(),
        }
    }

    /// How this node meets the others, where the environment names a Redis.
    ///
    /// # Errors
    /// When the database is a file, which nodes cannot share.
    pub fn cluster_settings(&self) -> Result<Option<ClusterSettings>, StartError> {
        let Some(url) = &self.secrets.redis_url else {
            return Ok(None);
        };
        if !self.database().is_postgres() {
            let text = "REDIS_URL is set and DATABASE_URL names no PostgreSQL; nodes share their database";
            return Err(StartError::Unusable(text.to_owned()));
        }
        let cluster = &self.settings.cluster;
        Ok(Some(ClusterSettings {
            redis_url: url.reveal().to_owned(),
            prefix: cluster.prefix.clone(),
            lease: cluster.lease(),
            heartbeat: cluster.heartbeat(),
            rebalance: cluster.rebalance(),
            poll: cluster.poll(),
            redis_deadline: cluster.redis_deadline(),
            snapshot_ttl: cluster.snapshot_ttl(),
            publish_queue: cluster.publish_queue.get(),
        }))
    }

    /// The machine's clock, unless tests have it go ahead.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        let testing = &self.settings.testing;
        if !testing.fault_injection || testing.clock_ahead_hours == 0 {
            return Arc::new(SystemClock);
        }
        Arc::new(ShiftedClock {
            ahead: TimeDelta::hours(testing.clock_ahead_hours.into()),
        })
    }

    /// Bounds and deadlines of the actors.
    #[must_use]
    pub fn actor_settings(&self) -> ActorSettings {
        let Settings {
            actors,
            conversation,
            flood,
            memory,
            session,
            supervision,
            testing,
            timers,
            ..
        } = &self.settings;
        ActorSettings {
            arbiters: actors.arbiter_count(),
            conversation_mailbox: actors.conversation_mailbox.get(),
            waiting_messages: actors.waiting_messages.get(),
            router_mailbox: actors.router_mailbox.get(),
            stage_mailbox: actors.stage_mailbox.get(),
            remembered_texts: actors.remembered_texts,
            journal_units: actors.journal_units.get(),
            journal_batch: actors.journal_batch.get(),
            ask_deadline: actors.ask_deadline(),
            turn_deadline: actors.turn_deadline(),
            turns_at_once: actors.turns_at_once.get(),
            turns_waiting: actors.turns_waiting.get(),
            receipt_delay: actors.receipt_delay(),
            receipt_patience: actors.receipt_patience(),
            passivate_after: conversation.passivate_after(),
            awake_conversations: actors.awake_conversations.get(),
            awake_bytes: actors.awake_bytes.get(),
            snapshots_waiting: actors.snapshots_waiting.get(),
            snapshot_interval: actors.snapshot_interval(),
            snapshot_every_turns: actors.snapshot_every_turns,
            quiet_windows: conversation
                .quiet_windows()
                .filter_map(|(channel, window)| Some((channel.parse().ok()?, window)))
                .collect(),
            flood: FloodRules {
                messages: flood.messages.get(),
                seconds: flood.seconds.get(),
            },
            flood_grace: flood.grace(),
            session_ttl: session.ttl(),
            timers: TimerSettings {
                sweep_every: timers.sweep_every(),
                sweep_deadline: timers.sweep_deadline(),
                page: timers.page.get() as u64,
                resolve_after: conversation.resolve_after(),
                archive_after: conversation.archive_after(),
                requests_kept: REQUESTS_KEPT,
                summaries_kept: memory.history_kept(),
            },
            restarts: RestartPolicy {
                first_pause: supervision.first_pause(),
                longest_pause: supervision.longest_pause(),
                budget: supervision.budget.get(),
                window: supervision.window(),
                crash_loop_pause: supervision.crash_loop_pause(),
            },
            notices: self.notice_policy(),
            fault_injection: testing.fault_injection,
            mutation: testing.mutation.parse().ok(),
            turn_delay: if testing.fault_injection {
                Duration::from_millis(testing.turn_delay_ms)
            } else {
                Duration::ZERO
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup(profile: &str) -> Setup {
        let place = Place {
            data: PathBuf::from("/nowhere"),
            config: None,
            profile: profile.to_owned(),
        };
        let settings = Settings::load(&Sources::new(profile, [])).expect("built-in settings");
        Setup {
            settings,
            secrets: Secrets::default(),
            place,
            demo: false,
        }
    }

    #[test]
    fn a_profile_in_service_without_a_secret_is_refused_as_a_bad_setting() {
        let refused = setup("production")
            .root_secret()
            .expect_err("nothing to derive keys from");
        assert_eq!(refused.exit_code(), 2);
        assert!(refused.to_string().contains("COLLOQUY_SECRET"));
    }

    #[test]
    fn nodes_that_share_a_redis_share_a_secret_and_a_database() {
        let mut setup = setup("development");
        setup.secrets.redis_url = Some(colloquy_config::settings::secrets::Secret::new(
            "redis://127.0.0.1",
        ));
        let refused = setup
            .root_secret()
            .expect_err("drawn secrets differ from node to node");
        assert!(refused.to_string().contains("COLLOQUY_SECRET"), "{refused}");
        let refused = setup.cluster_settings().expect_err("a file of one node");
        assert!(refused.to_string().contains("DATABASE_URL"), "{refused}");
        setup.secrets.database_url = Some(colloquy_config::settings::secrets::Secret::new(
            "postgres://db/colloquy",
        ));
        assert!(setup.cluster_settings().expect("both are given").is_some());
    }

    #[test]
    fn the_database_is_a_file_of_the_data_folder_unless_the_environment_names_one() {
        assert_eq!(setup("development").database().url, "/nowhere/colloquy.db");
    }

    #[test]
    fn only_channels_with_a_quiet_window_have_one() {
        let windows = setup("development").actor_settings().quiet_windows;
        assert!(!windows.contains_key(&colloquy_engine::channel::Channel::Web));
        assert_eq!(windows.len(), 4);
    }
}
