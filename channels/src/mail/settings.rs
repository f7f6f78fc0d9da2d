//! Where the SMTP server is, as one address tells it.

use std::time::Duration;

use url::Url;

/// How a connection to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    /// Not at all: `smtp://HOST:PORT`. For a server on the same computer.
    None,
    /// From the first byte: `smtps://HOST`.
    Wrapped,
    /// After the greeting, and never without: `smtp://HOST?tls=required`.
    Required,
}

/// Where the server is and who may send there.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// Name and password, where the server wants them.
    pub login: Option<(String, String)>,
    /// How long one try may take.
    pub deadline: Duration,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}

/// Why an address names no SMTP server. Never shows the address, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpSettingsError {
    /// It is no address.
    #[error("it is not an address such as smtps://NAME:PASSWORD@mail.example")]
    Malformed,
    /// It begins with something else.
    #[error("it must begin with smtp:// or smtps://")]
    Scheme,
    /// `tls` is something else.
    #[error("tls must be \"required\" or be left out")]
    Tls,
    /// A password would travel in the clear.
    #[error("a password is only sent over smtps:// or with ?tls=required")]
    PasswordInTheClear,
}

impl SmtpSettings {
    /// Reads `smtps://NAME:PASSWORD@HOST:PORT` or `smtp://…`, with `?tls=required` for STARTTLS.
    ///
    /// # Errors
    /// [`SmtpSettingsError`], see its variants.
    pub fn read(address: &str, deadline: Duration) -> Result<Self, SmtpSettingsError> {
        let url = Url::parse(address).map_err(|_| SmtpSettingsError::Malformed)?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(SmtpSettingsError::Malformed)?.to_owned();
        let wished = url.query_pairs().find(|(name, _)| name == "tls");
        let wished = wished.map(|(_, value)| value.into_owned());
        let tls = match (url.scheme(), wished.as_deref()) {
            ("smtps", None) => SmtpTls::Wrapped,
            ("smtp", None) => SmtpTls::None,
            ("smtp", Some("required")) => SmtpTls::Required,
            ("smtp" | "smtps", Some(_)) => return Err(SmtpSettingsError::Tls),
            _ => return Err(SmtpSettingsError::Scheme),
        };
        let login = match (url.username(), url.password()) {
            ("", _) => None,
            (name, password) => Some((decoded(name)?, decoded(password.unwrap_or_default())?)),
        };
        if login.is_some() && tls == SmtpTls::None && !is_loopback(&host) {
            return Err(SmtpSettingsError::PasswordInTheClear);
        }
        let port = url.port().unwrap_or(match tls {
            SmtpTls::None => 25,
            SmtpTls::Wrapped => 465,
            SmtpTls::Required => 587,
        });
        Ok(Self {
            host,
            port,
            tls,
            login,
            deadline,
        })
    }
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// Undoes `%40` and its like, which an address needs in names and passwords.
fn decoded(text: &str) -> Result<String, SmtpSettingsError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next(), rest.next()];
        let [Some(high), Some(low)] = digits else {
            return Err(SmtpSettingsError::Malformed);
        };
        let mut value = [0_u8];
        hex::decode_to_slice([high, low], &mut value).map_err(|_| SmtpSettingsError::Malformed)?;
        bytes.extend(value);
    }
    String::from_utf8(bytes).map_err(|_| SmtpSettingsError::Malformed)
}
