//! Turns in figures.

use chrono::{DateTime, Utc};
use colloquy_engine::port::conversations::ChannelFigures;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::{
    error::Trouble,
    rows::{corrupt, from_name},
};

/// The only statement that looks over all businesses: it serves the operators of the installation.
const FIGURES: &str = "SELECT channel, \
    SUM(CASE WHEN decision IN ('send', 'hold') THEN 1 ELSE 0 END) AS responses, \
    CAST(AVG(duration_micros) AS double precision) AS micros, \
    CAST(AVG(CASE WHEN decision = 'handoff' THEN 1.0 ELSE 0.0 END) AS double precision) AS escalated, \
    CAST(COALESCE(AVG(sentiment), 0.0) AS double precision) AS sentiment \
    FROM turns WHERE started_at >= $1 GROUP BY channel ORDER BY channel";

/// Figures of each channel that had a turn since a moment.
pub(super) async fn since(
    connection: &DatabaseConnection,
    since: DateTime<Utc>,
) -> Result<Vec<ChannelFigures>, Trouble> {
    let backend = connection.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, FIGURES, [since.into()]);
    let mut figures = Vec::new();
    for row in connection.query_all_raw(statement).await? {
        let responses: i64 = row.try_get("", "responses")?;
        figures.push(ChannelFigures {
            channel: from_name("turn", &row.try_get::<String>("", "channel")?)?,
            responses: u64::try_from(responses).map_err(|error| corrupt("turn", &error))?,
            average_latency_ms: row.try_get::<f64>("", "micros")? / 1_000.0,
            escalation_rate: row.try_get("", "escalated")?,
            sentiment_trend: row.try_get("", "sentiment")?,
        });
    }
    Ok(figures)
}
