//! Signatures against the published example, addresses, waits, and what answers mean.

use std::{net::IpAddr, sync::Arc, time::Duration};

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::DateTime;
use colloquy_engine::{
    delivery::{Event, Payload, TryOutcome},
    ids::BusinessId,
    port::{
        StoreError,
        connector::{Connector, Outgoing},
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use uuid::Uuid;

use super::{addresses::is_public, settings::UrlProblem, wire::*, *};

#[test]
fn signatures_are_those_of_the_published_example() {
    let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signed = signature(
        &key,
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        br#"{"test": 2432232314}"#,
    );
    assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_eq!(shown_key(&key), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
}

#[test]
fn waits_are_read_as_seconds_and_as_dates() {
    let now = DateTime::from_timestamp(1_767_225_600, 0).unwrap();
    assert_eq!(retry_after(" 120 ", now), Some(Duration::from_secs(120)));
    let date = "Thu, 01 Jan 2026 00:01:00 GMT";
    assert_eq!(retry_after(date, now), Some(Duration::from_secs(60)));
    let past = "Wed, 31 Dec 2025 23:00:00 GMT";
    assert_eq!(retry_after(past, now), Some(Duration::ZERO));
    assert_eq!(retry_after("soon", now), None);
}

#[test]
fn no_address_of_a_network_behind_the_internet_is_public() {
    for inner in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "ff02::1",
        "2001:db8::1",
        "2002:a00:1::",
        "64:ff9b::a00:1",
    ] {
        assert!(!is_public(inner.parse::<IpAddr>().unwrap()), "{inner}");
    }
    for outer in ["93.184.216.34", "1.1.1.1", "2606:4700::1111"] {
        assert!(is_public(outer.parse::<IpAddr>().unwrap()), "{outer}");
    }
}

#[test]
fn only_public_https_addresses_are_taken_outside_development() {
    for (url, problem) in [
        ("events", UrlProblem::Malformed),
        ("http://shop.example/events", UrlProblem::Scheme),
        ("file:///etc/passwd", UrlProblem::Scheme),
        ("https://a:b@shop.example", UrlProblem::Login),
        ("https://127.0.0.1/", UrlProblem::Private),
        ("https://2130706433/", UrlProblem::Private),
        ("https://[::1]/", UrlProblem::Private),
        ("https://localhost./", UrlProblem::Private),
        ("https://metadata.google.internal/", UrlProblem::Private),
    ] {
        assert_eq!(check_url(url, false).err(), Some(problem), "{url}");
    }
    assert!(check_url("https://shop.example/events", false).is_ok());
    assert!(check_url("http://127.0.0.1:9000/", true).is_ok());
}

struct To(String);

#[async_trait]
impl WebhookDirectory for To {
    async fn webhook(&self, _: BusinessId) -> Result<Option<Webhook>, StoreError> {
        let (url, key) = (self.0.clone(), b"key".to_vec());
        Ok((!url.is_empty()).then_some(Webhook { url, key }))
    }
}

fn event() -> Outgoing {
    Outgoing {
        id: Uuid::from_u128(7),
        business_id: BusinessId(Uuid::from_u128(1)),
        conversation_id: None,
        payload: Payload::Event(Event {
            name: "conversation.handed_off".to_owned(),
            timestamp: DateTime::UNIX_EPOCH,
            data: serde_json::json!({}),
        }),
        created_at: DateTime::UNIX_EPOCH,
    }
}

/// Posts to a receiver that answers with these bytes and hangs up; with none it hangs.
async fn posted(answer: Option<&'static str>, allows_private: bool) -> (TryOutcome, String) {
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    let receiver = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut heard, mut buffer) = (String::new(), [0; 4_096]);
        while !heard.ends_with('}') {
            let count = stream.read(&mut buffer).await.unwrap();
            heard.push_str(&String::from_utf8_lossy(&buffer[..count]));
            if count == 0 {
                break;
            }
        }
        match answer {
            Some(answer) => stream.write_all(answer.as_bytes()).await.unwrap(),
            None => std::future::pending().await,
        }
        heard
    });
    let settings = WebhookSettings {
        deadline: Duration::from_millis(600),
        allows_private,
    };
    let post = WebhookPost::new(settings, Arc::new(To(url))).unwrap();
    let outcome = post.send(&event()).await;
    receiver.abort();
    let heard = receiver.await.unwrap_or_default();
    (outcome, heard)
}

#[tokio::test]
async fn every_answer_is_taken_for_what_it_says_and_silence_for_not_knowing() {
    let (outcome, heard) = posted(Some("HTTP/1.1 204 No Content\r\n\r\n"), true).await;
    assert_eq!(outcome, TryOutcome::Delivered { reference: None });
    let id = Uuid::from_u128(7);
    for line in [format!("webhook-id: {id}"), format!("idempotency-key: {id}")] {
        assert!(heard.contains(&line), "{heard}");
    }
    let answer = "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
    let (outcome, _) = posted(Some(answer), true).await;
    let retry_after = Some(Duration::from_secs(7));
    assert!(matches!(outcome, TryOutcome::NotTaken { retry_after: asked, .. } if asked == retry_after));
    let away = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    assert!(matches!(
        posted(Some(away), true).await.0,
        TryOutcome::NotTaken { .. }
    ));
    let gone = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n";
    assert!(matches!(
        posted(Some(gone), true).await.0,
        TryOutcome::Refused { .. }
    ));
    assert!(matches!(posted(None, true).await.0, TryOutcome::Unknown { .. }));
    assert!(matches!(
        posted(Some(""), true).await.0,
        TryOutcome::Unknown { .. }
    ));
}

#[tokio::test]
async fn a_private_address_is_refused_before_anything_is_sent_outside_development() {
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    for url in ["https://127.0.0.1:1/", "http://shop.example/", ""] {
        let settings = WebhookSettings {
            deadline: Duration::from_secs(1),
            allows_private: false,
        };
        let post = WebhookPost::new(settings, Arc::new(To(url.to_owned()))).unwrap();
        assert!(
            matches!(post.send(&event()).await, TryOutcome::Refused { .. }),
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_name_that_means_a_private_address_is_not_connected_to() {
    use reqwest::dns::Resolve;

    let name = "localhost".parse().unwrap();
    assert!(addresses::PublicOnly.resolve(name).await.is_err());
}
