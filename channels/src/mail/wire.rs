//! A letter as bytes: the same bytes for every try.

use std::time::SystemTime;

use colloquy_engine::{delivery::Mail, port::connector::Outgoing};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::WrittenLetter;

/// Who letters come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl Sender {
    /// Reads `Name <address>` or an address.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

/// A letter that can be handed over.
#[derive(Debug)]
pub(super) struct Posted {
    pub(super) envelope: Envelope,
    pub(super) bytes: Vec<u8>,
    /// As it stands in its head, without the angle brackets.
    pub(super) message_id: String,
}

/// Puts a letter into its envelope. None when the address is none that mail can go to.
pub(super) fn posted(
    sender: &Sender,
    outgoing: &Outgoing,
    mail: &Mail,
    letter: WrittenLetter,
) -> Option<Posted> {
    let to: Address = mail.to.parse().ok()?;
    let message_id = format!("{}@{}", outgoing.id, sender.domain());
    let mut message = Message::builder()
        .message_id(Some(format!("<{message_id}>")))
        .date(SystemTime::from(outgoing.created_at))
        .from(sender.0.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text)
        .ok()?;
    // Nobody's machine shall answer it (RFC 3834).
    message.headers_mut().insert_raw(HeaderValue::new(
        HeaderName::new_from_ascii_str("Auto-Submitted"),
        "auto-generated".to_owned(),
    ));
    Some(Posted {
        envelope: message.envelope().clone(),
        bytes: message.formatted(),
        message_id,
    })
}
