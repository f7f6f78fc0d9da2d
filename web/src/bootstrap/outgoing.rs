//! What goes out: the connectors of a start, and how patiently they are used.

use std::sync::Arc;

use colloquy_actors::{Connectors, OutboxSettings};
use colloquy_channels::{
    mail::{MailFolder, Sender, SmtpMail, SmtpSettings},
    webhook::{WebhookPost, WebhookSettings},
};
use colloquy_engine::{
    delivery::{BreakerPolicy, NoticePolicy, RatePolicy, RetryPolicy},
    port::connector::Connector,
};
use colloquy_entities::Store;

use super::{Setup, StartError};
use crate::{letters::Writer, secret::RootSecret, webhooks::Directory};

impl Setup {
    /// Whether letters go anywhere.
    #[must_use]
    pub fn has_mail(&self) -> bool {
        self.secrets.smtp_url.is_some() || self.settings.is_development()
    }

    /// How the staff of shops is told that a person is needed.
    #[must_use]
    pub fn notice_policy(&self) -> Option<NoticePolicy> {
        let notifications = &self.settings.notifications;
        notifications.staff.then_some(NoticePolicy {
            by_mail: self.has_mail(),
            most_letters: notifications.most_letters.get(),
        })
    }

    /// Bounds of deliveries.
    #[must_use]
    pub fn outbox_settings(&self) -> OutboxSettings {
        let ours = &self.settings.outbox;
        OutboxSettings {
            poll: ours.poll(),
            lease: ours.lease(),
            attempt_deadline: ours.attempt_deadline(),
            store_deadline: self.settings.actors.ask_deadline(),
            at_once: ours.at_once.get(),
            connections_at_once: ours.connections_at_once.get(),
            rate: RatePolicy {
                per_second: ours.per_second.get(),
                burst: ours.burst.get(),
            },
            retry: RetryPolicy {
                most_attempts: ours.most_attempts.get(),
                first_wait: ours.first_wait(),
                longest_wait: ours.longest_wait(),
                longest_retry_after: ours.longest_retry_after(),
            },
            breaker: BreakerPolicy {
                failures: ours.breaker_failures.get(),
                rest: ours.breaker_rest(),
            },
            notices: self.notice_policy(),
        }
    }

    /// Whoever speaks for each kind of connection.
    ///
    /// # Errors
    /// When a setting or `SMTP_URL` is not what it should be.
    pub fn connectors(&self, store: &Store, secret: &RootSecret) -> Result<Connectors, StartError> {
        let mut connectors = Connectors::new();
        if let Some(mail) = self.mail(secret)? {
            connectors.insert(mail.kind(), mail);
        }
        let settings = WebhookSettings {
            deadline: self.settings.outbox.attempt_deadline(),
            allows_private: self.settings.is_development(),
        };
        let directory = Arc::new(Directory::new(store.clone(), secret.clone()));
        let webhooks: Arc<dyn Connector> = Arc::new(
            WebhookPost::new(settings, directory).map_err(|error| StartError::Unusable(error.to_string()))?,
        );
        connectors.insert(webhooks.kind(), webhooks);
        Ok(connectors)
    }

    fn mail(&self, secret: &RootSecret) -> Result<Option<Arc<dyn Connector>>, StartError> {
        let unusable = |text: String| Err(StartError::Unusable(text));
        let from = &self.settings.mail.from;
        let Some(sender) = Sender::read(from) else {
            return unusable(format!("setting \"mail.from\": {from:?} is not NAME <ADDRESS>"));
        };
        let data = self.place.data.clone();
        let writer = Arc::new(Writer::new(&self.settings, secret, data.clone()));
        let Some(url) = &self.secrets.smtp_url else {
            let folder = data.join("mail");
            let files = || Arc::new(MailFolder::new(folder, sender, writer)) as Arc<dyn Connector>;
            return Ok(self.settings.is_development().then(files));
        };
        if self.settings.notifications.public_url.is_empty() && !self.settings.is_development() {
            let text = "setting \"notifications.public_url\" is empty; links in letters need the address that people \
                        reach this server by";
            return unusable(text.to_owned());
        }
        let deadline = self.settings.outbox.attempt_deadline();
        match SmtpSettings::read(url.reveal(), deadline) {
            Ok(server) => Ok(Some(Arc::new(SmtpMail::new(server, sender, writer)))),
            Err(error) => unusable(format!("SMTP_URL: {error}")),
        }
    }
}
