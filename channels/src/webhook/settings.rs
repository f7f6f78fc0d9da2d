//! What an address of a receiver must be.

use std::time::Duration;

use url::{Host, Url};

use super::addresses::is_public;

/// How events are posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebhookSettings {
    /// How long one try may take.
    pub deadline: Duration,
    /// Whether plain HTTP and addresses of private networks are allowed: on a developer's own computer alone, since
    /// an owner could otherwise have this server ask its own network.
    pub allows_private: bool,
}

/// Why an address is not posted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlProblem {
    /// It is no address.
    #[error("must be an address such as https://shop.example/events")]
    Malformed,
    /// It is not HTTPS.
    #[error("must begin with https://")]
    Scheme,
    /// It holds a name or a password.
    #[error("must not hold a name or a password")]
    Login,
    /// It names a private network.
    #[error("must be reachable from the internet")]
    Private,
}

/// Reads an address and looks whether it may be posted to. Names are looked up only when something is posted, and
/// looked at again then.
///
/// # Errors
/// [`UrlProblem`], see its variants.
pub fn check_url(text: &str, allows_private: bool) -> Result<Url, UrlProblem> {
    let url = Url::parse(text).map_err(|_| UrlProblem::Malformed)?;
    match url.scheme() {
        "https" => {}
        "http" if allows_private => {}
        _ => return Err(UrlProblem::Scheme),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlProblem::Login);
    }
    let is_good = match url.host() {
        None => return Err(UrlProblem::Malformed),
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            !(name == "localhost" || name.ends_with(".localhost") || name.ends_with(".internal"))
        }
    };
    if is_good || allows_private {
        Ok(url)
    } else {
        Err(UrlProblem::Private)
    }
}
