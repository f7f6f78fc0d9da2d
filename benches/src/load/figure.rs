//! One of the server's own figures.

use std::time::Duration;

use anyhow::Context;

use super::target::Target;

/// How long a server may take to tell its figures.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads the figure of this name, without labels, from `/metrics`. A fraction is cut off.
///
/// # Errors
/// When the server does not answer, or has no such figure.
pub(super) async fn figure(target: &Target, name: &str) -> anyhow::Result<u64> {
    // Loopback speaks plain HTTP; the client still wants to know whose cryptography it would use.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let answer = http.get(target.metrics()).send().await?.error_for_status()?;
    value(&answer.text().await?, name).with_context(|| format!("the server has no figure {name}"))
}

fn value(text: &str, name: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))?;
    let value: f64 = line.trim().parse().ok()?;
    Some(value.max(0.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_found_by_its_whole_name() {
        let text = "# TYPE a_total counter\na_total_more 9\na_total 4.0\n";
        assert_eq!(value(text, "a_total"), Some(4));
        assert_eq!(value(text, "a"), None);
    }
}
