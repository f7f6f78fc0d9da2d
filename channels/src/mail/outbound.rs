//! Letters over SMTP, step by step, so that it is known how far a try came: until the last dot of the letter is sent,
//! nothing was taken.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use colloquy_engine::{
    delivery::{Payload, Reconciled, TryOutcome, payload::MAIL},
    port::connector::{Connector, Outgoing},
};
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::{ClientId, Extension, MailBodyParameter, MailParameter},
};

use super::{
    LetterWriter,
    settings::{SmtpSettings, SmtpTls},
    wire::{Posted, Sender, posted},
};

/// Sends letters to an SMTP server, on a connection of its own for each.
pub struct SmtpMail {
    settings: SmtpSettings,
    sender: Sender,
    writer: Arc<dyn LetterWriter>,
}

impl std::fmt::Debug for SmtpMail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SmtpMail")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl SmtpMail {
    /// Sends to a server in a sender's name.
    #[must_use]
    pub fn new(settings: SmtpSettings, sender: Sender, writer: Arc<dyn LetterWriter>) -> Self {
        Self {
            settings,
            sender,
            writer,
        }
    }

    /// Everything up to the moment in which the server is ready for the letter.
    async fn prepare(&self, letter: &Posted) -> Result<AsyncSmtpConnection, TryOutcome> {
        let (settings, name) = (&self.settings, ClientId::default());
        let to = letter.envelope.to();
        let tls = || TlsParameters::new(settings.host.clone());
        let wrapped = match settings.tls {
            SmtpTls::Wrapped => Some(tls().map_err(|error| not_taken("connect", &error))?),
            SmtpTls::None | SmtpTls::Required => None,
        };
        let server = (settings.host.as_str(), settings.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.before_data()), &name, wrapped, None)
                .await
                .map_err(|error| not_taken("connect", &error))?;
        if settings.tls == SmtpTls::Required {
            let tls = tls().map_err(|error| not_taken("tls", &error))?;
            let secured = connection.starttls(tls, &name).await;
            secured.map_err(|error| not_taken("tls", &error))?;
        }
        if let Some((name, password)) = &settings.login {
            let login = Credentials::new(name.clone(), password.clone());
            let admitted = connection.auth(DEFAULT_MECHANISMS, &login).await;
            // A wrong password is set right by a person; the letters wait for that.
            admitted.map_err(|error| not_taken("login", &error))?;
        }
        let mut parameters = Vec::new();
        if !to.iter().all(|address| AsRef::<str>::as_ref(address).is_ascii()) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(TryOutcome::Refused {
                    cause: "the server takes no addresses beyond ASCII".to_owned(),
                });
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !letter.bytes.is_ascii() {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = letter.envelope.from().cloned();
        let accepted = connection.command(Mail::new(from, parameters)).await;
        accepted.map_err(|error| answered("sender", &error))?;
        for address in to {
            let accepted = connection.command(Rcpt::new(address.clone(), Vec::new())).await;
            accepted.map_err(|error| answered("recipient", &error))?;
        }
        let ready = connection.command(Data).await;
        ready.map_err(|error| answered("data", &error))?;
        Ok(connection)
    }

    /// Half of the try's time is for the way to the letter, most of the rest for the letter.
    fn before_data(&self) -> Duration {
        self.settings.deadline / 2
    }

    fn for_data(&self) -> Duration {
        self.settings.deadline * 2 / 5
    }
}

#[async_trait]
impl Connector for SmtpMail {
    fn kind(&self) -> &'static str {
        MAIL
    }

    async fn send(&self, outgoing: &Outgoing) -> TryOutcome {
        let refused = |cause: &str| TryOutcome::Refused {
            cause: cause.to_owned(),
        };
        let Payload::Mail(mail) = &outgoing.payload else {
            return refused("it is no letter");
        };
        let Some(letter) = posted(&self.sender, outgoing, mail, self.writer.write(mail)) else {
            return refused("the address cannot be written to");
        };
        let prepared = tokio::time::timeout(self.before_data(), self.prepare(&letter)).await;
        let mut connection = match prepared {
            Ok(Ok(connection)) => connection,
            Ok(Err(outcome)) => return outcome,
            Err(_elapsed) => {
                return TryOutcome::NotTaken {
                    cause: "the server did not get ready in time".to_owned(),
                    retry_after: None,
                };
            }
        };
        match tokio::time::timeout(self.for_data(), connection.message(&letter.bytes)).await {
            Ok(Ok(_taken)) => {
                // The letter is taken, whatever becomes of the goodbye.
                let goodbye = tokio::time::timeout(self.settings.deadline / 20, connection.quit());
                let _not_waited_for = goodbye.await;
                TryOutcome::Delivered {
                    reference: Some(letter.message_id),
                }
            }
            Ok(Err(error)) => after_data(&error),
            Err(_elapsed) => TryOutcome::Unknown {
                cause: "no answer to the letter in time".to_owned(),
            },
        }
    }

    /// Nobody can be asked; the Message-ID is the same.
    async fn reconcile(&self, _outgoing: &Outgoing) -> Reconciled {
        Reconciled::SafeToRepeat
    }
}

/// The server's code, or what went wrong with the connection; never its words, which may hold the address.
fn cause(step: &str, error: &Error) -> String {
    match error.status() {
        Some(code) => format!("{step}: {code}"),
        None if error.is_tls() => format!("{step}: no secure connection"),
        None => format!("{step}: the connection failed"),
    }
}

fn not_taken(step: &str, error: &Error) -> TryOutcome {
    TryOutcome::NotTaken {
        cause: cause(step, error),
        retry_after: None,
    }
}

/// An answer to one recipient: 5xx is for ever.
fn answered(step: &str, error: &Error) -> TryOutcome {
    if error.is_permanent() {
        return TryOutcome::Refused {
            cause: cause(step, error),
        };
    }
    not_taken(step, error)
}

/// Once the letter is on its way only an answer tells that it was not taken.
fn after_data(error: &Error) -> TryOutcome {
    match error.status() {
        Some(_) => answered("letter", error),
        None => TryOutcome::Unknown {
            cause: cause("letter", error),
        },
    }
}
