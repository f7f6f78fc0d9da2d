//! The databases that the servers of tests work on: the embedded one always, and PostgreSQL when `DATABASE_URL` names
//! one. Each server there has a database of its own, which goes with it.

use std::{cell::Cell, thread};

use sqlx::{Connection, Executor, PgConnection};
use uuid::Uuid;

/// Connections of one server: many run side by side on one machine.
pub(crate) const CONNECTIONS: &str = "6";

tokio::task_local! {
    static ON_POSTGRES: Cell<bool>;
}

/// A database on the server that `DATABASE_URL` names; gone when it is dropped.
pub(crate) struct Database {
    admin: String,
    name: String,
}

impl Database {
    /// A new one, when this test runs on PostgreSQL.
    pub(crate) async fn of_test() -> Option<Self> {
        if !ON_POSTGRES.try_with(Cell::get).unwrap_or_default() {
            return None;
        }
        let admin = postgres_url()?;
        let name = format!("colloquy_black_box_{}", Uuid::new_v4().simple());
        statement(&admin, format!("CREATE DATABASE {name}")).await;
        Some(Self { admin, name })
    }

    /// What `DATABASE_URL` is for the server.
    pub(crate) fn url(&self) -> String {
        let (server, query) = self.admin.split_once('?').unwrap_or((&self.admin, ""));
        let (server, _) = server.rsplit_once('/').expect("a path names the database");
        format!("{server}/{}?{query}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        // A destructor cannot wait for a future of its own runtime, so another one does.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let drop = statement(&admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            runtime.expect("a runtime").block_on(drop);
        });
        if dropping.join().is_err() {
            eprintln!("the database {} is left behind", self.name);
        }
    }
}

/// The PostgreSQL to test on.
pub(crate) fn postgres_url() -> Option<String> {
    let url = std::env::var("DATABASE_URL").ok()?;
    url.starts_with("postgres").then_some(url)
}

/// Runs a test with PostgreSQL behind each of its servers, where there is one.
pub(crate) async fn on_postgres(test: impl Future<Output = ()>) {
    if postgres_url().is_none() {
        println!("skipped: DATABASE_URL names no PostgreSQL");
        return;
    }
    ON_POSTGRES.scope(Cell::new(true), test).await;
}

async fn statement(url: &str, text: String) {
    let mut connection = PgConnection::connect(url).await.expect("PostgreSQL answers");
    connection
        .execute(sqlx::AssertSqlSafe(text))
        .await
        .expect("PostgreSQL does it");
    connection.close().await.expect("it closes");
}

/// Writes each test twice: for the embedded database, and for PostgreSQL where there is one.
macro_rules! on_every_database {
    ($($name:ident)+) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name().await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                crate::databases::on_postgres(super::$name()).await;
            })+
        }
    };
}

pub(crate) use on_every_database;
