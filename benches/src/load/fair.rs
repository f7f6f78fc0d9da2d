//! Fairness: what the others notice of one shopper who floods.

use std::time::Duration;

use super::{
    client::Client,
    flood::flood,
    open::{self, Plan},
    report::Fair,
    target::Target,
};

/// What the shopper who floods says.
const FLOOD: &str = "hello?";

/// Runs the plan alone, and again while one more shopper sends `flood_rate` messages a second for the same time.
///
/// # Errors
/// As for [`open::run`], or when the one who floods cannot connect.
pub async fn run(target: &Target, plan: &Plan, flood_rate: u32) -> anyhow::Result<Fair> {
    let alone = open::run(target, plan).await?;
    let flooding = Client::connect(target, plan.patience)
        .await
        .map_err(|trouble| anyhow::anyhow!("the shopper who floods: {}", trouble.name()))?;
    // The others connect while it floods already, and it goes on until the last of them has been heard.
    let lasts = plan.lasts + Duration::from_secs(2);
    let flooding = tokio::spawn(flood(flooding, flood_rate, lasts, FLOOD));
    let beside = open::run(target, plan).await?;
    let flooded = flooding.await?;
    let p99_ratio = beside.to_response.p99_ms / alone.to_response.p99_ms.max(f64::EPSILON);
    Ok(Fair {
        alone,
        beside,
        flooded,
        p99_ratio,
    })
}
