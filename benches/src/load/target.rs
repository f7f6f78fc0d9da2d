//! The server under load: always one on this computer.

use std::net::SocketAddr;

use anyhow::{Context, bail};

/// Where sockets and requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    address: SocketAddr,
    authority: String,
    key: Option<String>,
}

impl Target {
    /// Reads `http://HOST:PORT` and looks the host up. `key` is a shop's widget key; without one the host decides.
    ///
    /// # Errors
    /// When it is no such address, or when the host is anything but this computer's loopback.
    pub async fn find(url: &str, key: Option<String>) -> anyhow::Result<Self> {
        let authority = url
            .strip_prefix("http://")
            .with_context(|| format!("{url:?} does not begin with http://"))?
            .trim_end_matches('/')
            .to_owned();
        if authority.contains(['/', '?', '#', '@']) {
            bail!("{url:?} is more than http://HOST:PORT");
        }
        let found: Vec<SocketAddr> = tokio::net::lookup_host(&authority)
            .await
            .with_context(|| format!("{authority:?} is no HOST:PORT"))?
            .collect();
        if let Some(elsewhere) = found.iter().find(|address| !address.ip().is_loopback()) {
            bail!(
                "load goes to loopback addresses only, and {authority:?} means {}",
                elsewhere.ip()
            );
        }
        let address = *found
            .first()
            .with_context(|| format!("{authority:?} is nowhere"))?;
        Ok(Self {
            address,
            authority,
            key,
        })
    }

    /// A server that was started in this process.
    #[must_use]
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self {
            address,
            authority: address.to_string(),
            key: None,
        }
    }

    /// The address to connect to.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a shopper's socket, of a session or of a new one.
    #[must_use]
    pub fn socket(&self, session: Option<&str>) -> String {
        let key = self.key.as_ref().map(|key| format!("key={key}"));
        let session = session.map(|session| format!("sessionId={session}"));
        let query: Vec<String> = key.into_iter().chain(session).collect();
        match query.is_empty() {
            true => format!("ws://{}/ws", self.authority),
            false => format!("ws://{}/ws?{}", self.authority, query.join("&")),
        }
    }

    /// The address of the server's figures.
    #[must_use]
    pub fn metrics(&self) -> String {
        format!("http://{}/metrics", self.authority)
    }

    /// The address of a session's transcript.
    #[must_use]
    pub fn transcript(&self, session: &str) -> String {
        format!("http://{}/chat/{session}/transcript", self.authority)
    }

    /// The shop's widget key.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn this_computer_is_taken() {
        for url in [
            "http://127.0.0.1:8000",
            "http://[::1]:8000/",
            "http://127.8.9.10:1",
        ] {
            assert!(Target::find(url, None).await.is_ok(), "{url}");
        }
        let target = Target::find("http://127.0.0.1:8000", Some("pk_a".to_owned()))
            .await
            .expect("loopback");
        assert_eq!(target.socket(None), "ws://127.0.0.1:8000/ws?key=pk_a");
        assert_eq!(
            target.socket(Some("s")),
            "ws://127.0.0.1:8000/ws?key=pk_a&sessionId=s"
        );
        assert_eq!(target.transcript("s"), "http://127.0.0.1:8000/chat/s/transcript");
    }

    #[tokio::test]
    async fn every_other_computer_is_refused() {
        for url in [
            "http://192.0.2.1:80",
            "http://0.0.0.0:8000",
            "http://[2001:db8::1]:80",
            "https://127.0.0.1:8000",
            "http://127.0.0.1",
            "http://127.0.0.1:8000/ws",
            "http://127.0.0.1:80@192.0.2.1:80",
            "127.0.0.1:8000",
        ] {
            assert!(Target::find(url, None).await.is_err(), "{url}");
        }
    }
}
