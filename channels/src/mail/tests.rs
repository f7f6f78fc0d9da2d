//! Letters as files and as bytes, and what an address of a server says.

use std::{sync::Arc, time::Duration};

use chrono::DateTime;
use colloquy_engine::{
    delivery::{Letter, Mail, Payload, Reconciled, TryOutcome},
    ids::BusinessId,
    port::connector::{Connector, Outgoing},
};
use uuid::Uuid;

use super::*;

struct Plain;

impl LetterWriter for Plain {
    fn write(&self, mail: &Mail) -> WrittenLetter {
        WrittenLetter {
            subject: format!("Grüße: {}", mail.letter.about()),
            text: ".a line that begins with a dot\nfür Sie\n".to_owned(),
        }
    }
}

fn letter(to: &str) -> Outgoing {
    Outgoing {
        id: Uuid::from_u128(7),
        business_id: BusinessId(Uuid::from_u128(1)),
        conversation_id: None,
        payload: Payload::Mail(Mail {
            to: to.to_owned(),
            language: "en".to_owned(),
            letter: Letter::PasswordChanged {
                name: "Ada".to_owned(),
                business: "Shop".to_owned(),
            },
        }),
        created_at: DateTime::from_timestamp(1_767_225_600, 0).unwrap(),
    }
}

#[tokio::test]
async fn a_letter_in_the_folder_is_found_again_by_its_handle_and_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let sender = Sender::read("Shop <no-reply@shop.example>").unwrap();
    let mail = MailFolder::new(folder.path().join("mail"), sender, Arc::new(Plain));
    let outgoing = letter("ada@shop.example");
    assert_eq!(mail.reconcile(&outgoing).await, Reconciled::Absent);
    let taken = mail.send(&outgoing).await;
    let id = format!("{}@shop.example", outgoing.id);
    assert_eq!(
        taken,
        TryOutcome::Delivered {
            reference: Some(id.clone())
        }
    );
    let path = folder.path().join(format!("mail/{}.eml", outgoing.id));
    let first = std::fs::read_to_string(&path).unwrap();
    for line in [
        format!("Message-ID: <{id}>"),
        "To: ada@shop.example".to_owned(),
        "Auto-Submitted: auto-generated".to_owned(),
    ] {
        assert!(first.contains(&line), "{line} is missing in {first}");
    }
    assert!(matches!(
        mail.reconcile(&outgoing).await,
        Reconciled::Arrived { .. }
    ));
    mail.send(&outgoing).await;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let sender = Sender::read("no-reply@shop.example").unwrap();
    let mail = MailFolder::new(folder.path().to_owned(), sender, Arc::new(Plain));
    for bad in ["", "nobody", "a@b\r\nRCPT TO:<c@d>"] {
        assert!(
            matches!(mail.send(&letter(bad)).await, TryOutcome::Refused { .. }),
            "{bad:?}"
        );
    }
}

#[test]
fn an_address_of_a_server_tells_all_about_it_and_never_lets_a_password_travel_in_the_clear() {
    let read = |address| SmtpSettings::read(address, Duration::from_secs(10));
    let good = read("smtps://shop%40example:p%25ss@mail.example").unwrap();
    assert_eq!(
        (good.host.as_str(), good.port, good.tls),
        ("mail.example", 465, SmtpTls::Wrapped)
    );
    assert_eq!(good.login, Some(("shop@example".to_owned(), "p%ss".to_owned())));
    assert!(!format!("{good:?}").contains("p%ss"));
    let starttls = read("smtp://mail.example?tls=required").unwrap();
    assert_eq!(
        (starttls.port, starttls.tls, starttls.login),
        (587, SmtpTls::Required, None)
    );
    assert_eq!(read("smtp://127.0.0.1:2525").unwrap().port, 2525);
    for (bad, why) in [
        ("mail.example", SmtpSettingsError::Malformed),
        ("http://mail.example", SmtpSettingsError::Scheme),
        ("smtp://mail.example?tls=maybe", SmtpSettingsError::Tls),
        ("smtp://a:b@mail.example", SmtpSettingsError::PasswordInTheClear),
    ] {
        assert_eq!(read(bad), Err(why), "{bad}");
    }
}
