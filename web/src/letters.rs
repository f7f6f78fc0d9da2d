//! Letters in words, with their links.

use std::path::PathBuf;

use colloquy_channels::mail::{LetterWriter, WrittenLetter};
use colloquy_config::{
    letters::{Letters, Reasons, letters, reasons},
    settings::{Settings, mail::MailSettings},
};
use colloquy_engine::{
    delivery::{Letter, Mail},
    port::credentials::TokenPurpose,
};

use crate::{secret::RootSecret, tokens::LetterTokens};

/// Where a server is reached that nobody has named and that does not run yet.
const NOWHERE: &str = "http://127.0.0.1:8000";

/// Writes letters from the built-in texts.
#[derive(Debug)]
pub struct Writer {
    letters: Letters,
    reasons: Reasons,
    tokens: LetterTokens,
    settings: MailSettings,
    public_url: String,
    data: PathBuf,
}

impl Writer {
    /// Writes in the name of a server with these settings, whose data folder tells where it listens.
    #[must_use]
    pub fn new(settings: &Settings, secret: &RootSecret, data: PathBuf) -> Self {
        Self {
            letters: letters(),
            reasons: reasons(),
            tokens: LetterTokens::new(secret),
            settings: settings.mail.clone(),
            public_url: settings.notifications.public_url.clone(),
            data,
        }
    }

    /// Never from what a request says: its host would decide where a token is sent.
    fn base(&self) -> String {
        if !self.public_url.is_empty() {
            return self.public_url.clone();
        }
        let address = std::fs::read_to_string(self.data.join("address"));
        address.map_or_else(|_| NOWHERE.to_owned(), |line| line.trim().to_owned())
    }

    /// Why a person is needed, in words; a word that nobody has put into words is said as it is.
    fn reason(&self, word: &str, language: &str) -> String {
        let of_language = |language: &str| self.reasons.get(language)?.get(word).cloned();
        of_language(language)
            .or_else(|| of_language("en"))
            .unwrap_or_else(|| word.replace('_', " "))
    }

    /// What fills the places of a letter.
    fn places(&self, letter: &Letter, language: &str) -> Vec<(&'static str, String)> {
        let base = self.base();
        match letter {
            Letter::ConfirmAddress {
                token,
                name,
                business,
            } => {
                let token = self.tokens.text(*token, TokenPurpose::ConfirmAddress);
                vec![
                    ("name", name.clone()),
                    ("business", business.clone()),
                    ("link", format!("{base}/account#confirm={token}")),
                    ("hours", self.settings.confirm_hours.to_string()),
                ]
            }
            Letter::ResetPassword {
                token,
                name,
                business,
            } => {
                let token = self.tokens.text(*token, TokenPurpose::ResetPassword);
                vec![
                    ("name", name.clone()),
                    ("business", business.clone()),
                    ("link", format!("{base}/account#reset={token}")),
                    ("minutes", self.settings.reset_minutes.to_string()),
                ]
            }
            Letter::PasswordChanged { name, business } => {
                vec![("name", name.clone()), ("business", business.clone())]
            }
            Letter::HandedOff {
                business,
                conversation_id,
                reason,
            } => vec![
                ("business", business.clone()),
                ("reason", self.reason(reason, language)),
                ("link", format!("{base}/operator/conversations/{conversation_id}")),
            ],
            Letter::GivenUp {
                business,
                dead_letter_id,
                cause,
            } => vec![
                ("business", business.clone()),
                ("cause", cause.clone()),
                ("number", dead_letter_id.to_string()),
            ],
        }
    }
}

impl LetterWriter for Writer {
    fn write(&self, mail: &Mail) -> WrittenLetter {
        let of_language = |language: &str| self.letters.get(language)?.get(mail.letter.about());
        let written = of_language(&mail.language).or_else(|| of_language("en"));
        let (subject, text) =
            written.map_or(("", ""), |letter| (letter.subject.as_str(), letter.text.as_str()));
        let places = self.places(&mail.letter, &mail.language);
        WrittenLetter {
            subject: fill(subject, &places),
            text: fill(text.trim_start(), &places),
        }
    }
}

/// Fills places from left to right: what is filled in is not looked at again, so that a name with braces stays one.
/// Line breaks in what is filled in become spaces.
fn fill(text: &str, places: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = places.iter().find(|(place, _)| *place == name);
        if let Some((_, value)) = value {
            filled.push_str(&value.replace(char::is_control, " "));
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_letter_to_the_staff_tells_the_reason_in_its_own_language() {
        let settings = Settings::load(&colloquy_config::Sources::default()).expect("built-in settings");
        let secret = RootSecret::new("a secret".as_bytes());
        let writer = Writer::new(&settings, &secret, PathBuf::from("/nowhere"));
        let told = |language: &str, reason: &str| {
            let letter = Letter::HandedOff {
                business: "Shop".to_owned(),
                conversation_id: Uuid::from_u128(7),
                reason: reason.to_owned(),
            };
            let mail = Mail {
                to: "ada@shop.example".to_owned(),
                language: language.to_owned(),
                letter,
            };
            writer.write(&mail).text
        };
        assert!(told("nl", "human_requested").contains("Reden: iemand vroeg om een mens"));
        assert!(told("de", "complaint").contains("eine Beschwerde"));
        assert!(told("xx", "complaint").contains("a complaint"));
        assert!(told("nl", "quite_new").contains("quite new"));
    }

    #[test]
    fn every_letter_is_whole_in_every_language_and_its_link_can_be_used() {
        let settings = Settings::load(&colloquy_config::Sources::default()).expect("built-in settings");
        let secret = RootSecret::new("a secret".as_bytes());
        let writer = Writer::new(&settings, &secret, PathBuf::from("/nowhere"));
        let (name, business) = ("{link}\r\nBcc: x".to_owned(), "Shop".to_owned());
        let id = Uuid::from_u128(7);
        let letters = [
            Letter::ConfirmAddress {
                token: id,
                name: name.clone(),
                business: business.clone(),
            },
            Letter::ResetPassword {
                token: id,
                name: name.clone(),
                business: business.clone(),
            },
            Letter::PasswordChanged {
                name,
                business: business.clone(),
            },
            Letter::HandedOff {
                business: business.clone(),
                conversation_id: id,
                reason: "human_requested".to_owned(),
            },
            Letter::GivenUp {
                business,
                dead_letter_id: id,
                cause: "it answered 500".to_owned(),
            },
        ];
        for language in ["en", "nl", "de", "fr", "it", "xx"] {
            for letter in &letters {
                let mail = Mail {
                    to: "ada@shop.example".to_owned(),
                    language: language.to_owned(),
                    letter: letter.clone(),
                };
                let written = writer.write(&mail);
                assert!(!written.subject.is_empty() && !written.subject.contains(['{', '\n', '\r']));
                assert!(written.text.contains("Shop"), "{}", written.text);
                let text = written.text.replace("{link}  Bcc: x", "");
                assert!(!text.contains('{'), "{text}");
                if let Letter::ResetPassword { .. } = letter {
                    let token = text.split("#reset=").nth(1).and_then(|rest| rest.lines().next());
                    let read = token.and_then(|token| writer.tokens.read(token, TokenPurpose::ResetPassword));
                    assert_eq!(read, Some(id));
                }
            }
        }
    }
}
