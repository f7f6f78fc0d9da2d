//! Mail: letters to people, over SMTP; on a developer's own computer into a folder.
//!
//! The handle of a letter is its Message-ID, the same for every try. An SMTP server cannot be asked about a letter, so
//! one whose result is unknown is sent again under that handle, by which mailboxes and programs know a repeat. A folder
//! can be asked: the letter's file is there or not.

mod folder;
mod outbound;
mod settings;
#[cfg(test)]
mod tests;
mod wire;

use colloquy_engine::delivery::Mail;

pub use self::{
    folder::MailFolder,
    outbound::SmtpMail,
    settings::{SmtpSettings, SmtpSettingsError, SmtpTls},
    wire::Sender,
};

/// A letter in words.
#[derive(Clone, PartialEq, Eq)]
pub struct WrittenLetter {
    /// The subject.
    pub subject: String,
    /// The text, without formatting.
    pub text: String,
}

impl std::fmt::Debug for WrittenLetter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("WrittenLetter(…)")
    }
}

/// Puts letters into words. Links in them are made only now, so that nothing that is stored holds a usable one.
pub trait LetterWriter: Send + Sync + 'static {
    /// The letter in its language.
    fn write(&self, mail: &Mail) -> WrittenLetter;
}
