//! Empty databases to test on.

use colloquy_entities::{Database, DatabaseSettings, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// A database of one test's own; gone after it.
pub(crate) struct TestDatabase {
    pub(crate) store: Store,
    pub(crate) settings: DatabaseSettings,
    place: Place,
}

enum Place {
    File(TempDir),
    Server { admin: String, name: String },
}

impl TestDatabase {
    /// A new SQLite file with the schema in it.
    pub(crate) async fn sqlite() -> Self {
        Self::sqlite_of_pages(None).await
    }

    /// A new SQLite file that may only grow so far.
    pub(crate) async fn sqlite_of_pages(pages: Option<u32>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("colloquy 100%?.db");
        let mut settings = DatabaseSettings::new(path.to_str().unwrap());
        settings.sqlite_max_pages = pages;
        Self::open(settings, Place::File(folder)).await
    }

    /// A new database on the server that `DATABASE_URL` names, when it names one.
    pub(crate) async fn postgres() -> Option<Self> {
        let admin = std::env::var("DATABASE_URL")
            .ok()
            .filter(|url| url.starts_with("postgres"))?;
        let name = format!("colloquy_test_{}", Uuid::new_v4().simple());
        statement(&admin, &format!("CREATE DATABASE {name}")).await;
        let (server, query) = admin.split_once('?').unwrap_or((&admin, ""));
        let (server, _) = server.rsplit_once('/').unwrap();
        let mut settings = DatabaseSettings::new(format!("{server}/{name}?{query}"));
        settings.max_connections = 4;
        Some(Self::open(settings, Place::Server { admin, name }).await)
    }

    async fn open(settings: DatabaseSettings, place: Place) -> Self {
        let database = Database::connect(&settings).await.unwrap();
        database.migrate().await.unwrap();
        Self {
            store: Store::new(database),
            settings,
            place,
        }
    }

    /// Another connection to it, for what is done by hand.
    pub(crate) async fn by_hand(&self) -> sea_orm::DatabaseConnection {
        let options = match &self.place {
            Place::File(_) => sqlite_options(&self.settings),
            Place::Server { .. } => sea_orm::ConnectOptions::new(&self.settings.url),
        };
        sea_orm::Database::connect(options).await.unwrap()
    }

    /// Closes it and takes it away.
    pub(crate) async fn drop(self) {
        self.store.database().close().await.unwrap();
        match self.place {
            Place::File(folder) => folder.close().unwrap(),
            Place::Server { admin, name } => {
                statement(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }
}

/// One connection to a SQLite file, whose path may hold what an address must not.
pub(crate) fn sqlite_options(settings: &DatabaseSettings) -> sea_orm::ConnectOptions {
    let path = settings.url.clone();
    let mut options = sea_orm::ConnectOptions::new("sqlite:file");
    options
        .max_connections(1)
        .map_sqlx_sqlite_opts(move |file| file.filename(&path));
    options
}

async fn statement(url: &str, text: &str) {
    use sea_orm::ConnectionTrait;

    let connection = sea_orm::Database::connect(url).await.unwrap();
    connection.execute_unprepared(text).await.unwrap();
    connection.close().await.unwrap();
}

/// Writes each test twice: for SQLite, and for PostgreSQL where there is one.
macro_rules! on_every_database {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let database = crate::databases::TestDatabase::sqlite().await;
                super::$name(&database.store).await;
                database.drop().await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                let Some(database) = crate::databases::TestDatabase::postgres().await else {
                    println!("skipped: DATABASE_URL names no PostgreSQL");
                    return;
                };
                super::$name(&database.store).await;
                database.drop().await;
            })+
        }
    };
}

pub(crate) use on_every_database;
