use std::{fs, path::Path};

use proptest::prelude::*;

use super::*;

fn environment(pairs: &[(&str, &str)]) -> Sources {
    let owned = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Sources::new("production", owned)
}

fn refused(sources: &Sources) -> String {
    Settings::load(sources).expect_err("must be refused").to_string()
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a temporary folder can be written");
}

#[test]
fn both_built_in_profiles_are_complete_and_consistent() {
    let development = Settings::load(&Sources::default()).expect("development");
    assert!(development.is_development());
    assert_eq!(development.server.listen, "127.0.0.1:8000");
    assert!(!development.session.cookie_secure);
    let production = Settings::load(&environment(&[])).expect("production");
    assert!(!production.is_development());
    assert_eq!(production.server.listen, "0.0.0.0:8000");
    assert!(production.session.cookie_secure);
}

#[test]
fn promised_names_have_their_promised_defaults() {
    let settings = Settings::load(&environment(&[])).expect("production");
    let printed = settings.effective_toml().expect("can be printed");
    let table: toml::Table = toml::from_str(&printed).expect("printed settings are TOML");
    let promised = [
        ("rate_limit", "anonymous_per_minute", "120"),
        ("rate_limit", "authenticated_per_minute", "600"),
        ("rate_limit", "admin_per_minute", "2000"),
        ("ws", "heartbeat_interval_seconds", "25"),
        ("ws", "heartbeat_timeout_seconds", "70"),
        ("ws", "allowed_origins", "[]"),
        ("auth", "access_token_ttl_seconds", "900"),
        ("auth", "refresh_token_ttl_seconds", "604800"),
        ("cart", "tax_rate", "\"0.08\""),
        ("cart", "shipping_fee", "\"5.99\""),
        ("session", "ttl_seconds", "2592000"),
        ("conversation", "reopen_hours", "72"),
        ("flood", "messages", "10"),
        ("flood", "seconds", "60"),
        ("webhook", "max_body_bytes", "41943040"),
    ];
    for (section, key, value) in promised {
        assert_eq!(table[section][key].to_string(), value, "{section}.{key}");
    }
    assert!(printed.contains("threshold = 0.65\n"), "{printed}");
}

#[test]
fn printed_settings_read_again_are_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sources = Sources::default().with_override("gate.modes.email", "approve");
    let settings = Settings::load(&sources).expect("good settings");
    write(
        folder.path(),
        "default.toml",
        &settings.effective_toml().expect("can be printed"),
    );
    let again = Sources::default().with_config_dir(Some(folder.path().to_owned()));
    assert_eq!(Settings::load(&again).expect("printed settings"), settings);
}

#[test]
fn lists_and_decimals_come_from_the_environment_whole() {
    let settings = Settings::load(&environment(&[
        (
            "COLLOQUY__WS__ALLOWED_ORIGINS",
            "https://a.example, https://b.example:8443",
        ),
        ("COLLOQUY__CART__TAX_RATE", "0.10"),
        ("COLLOQUY__RATE_LIMIT__ENABLED", "off"),
        ("COLLOQUY__CONVERSATION__QUIET_WINDOW_MS__FORM", "1_000"),
        ("COLLOQUY_SECRET", "is no setting and is left alone"),
    ]))
    .expect("good settings");
    assert_eq!(
        settings.ws.allowed_origins,
        ["https://a.example", "https://b.example:8443"]
    );
    assert_eq!(settings.cart.tax_rate.to_string(), "0.10");
    assert!(!settings.rate_limit.enabled);
    assert_eq!(settings.conversation.quiet_windows().count(), 5);
}

#[test]
fn an_unknown_key_names_the_nearest_known_one_and_its_place() {
    let message = refused(&environment(&[(
        "COLLOQUY__WS__HEARTBEAT_INTERVALL_SECONDS",
        "25",
    )]));
    assert!(
        message.contains("COLLOQUY__WS__HEARTBEAT_INTERVALL_SECONDS"),
        "{message}"
    );
    assert!(message.contains("\"ws.heartbeat_interval_seconds\""), "{message}");
    let message = refused(&Sources::default().with_override("auth.tax_rate", "0.1"));
    assert!(message.contains("\"cart.tax_rate\""), "{message}");
    let message = refused(&Sources::default().with_override("cart", "0.1"));
    assert!(message.contains("unknown setting \"cart\""), "{message}");
}

#[test]
fn an_unknown_key_in_a_file_names_the_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "default.toml", "[gate]\ntreshold = 0.7\n");
    let message = refused(&Sources::default().with_config_dir(Some(folder.path().to_owned())));
    assert!(
        message.contains("default.toml") && message.contains("\"gate.threshold\""),
        "{message}"
    );
}

#[test]
fn a_whole_number_in_a_file_leaves_the_setting_a_fraction() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "default.toml", "[gate]\nthreshold = 1\n\n[cart]\n");
    let sources = Sources::default().with_config_dir(Some(folder.path().to_owned()));
    let settings = Settings::load(&sources).expect("a whole number is a number");
    assert!((settings.gate.threshold - 1.0).abs() < f32::EPSILON);
    let settings = Settings::load(&sources.with_override("gate.threshold", "0.7")).expect("a fraction");
    assert!((settings.gate.threshold - 0.7).abs() < f32::EPSILON);
}

#[test]
fn an_unknown_section_without_keys_is_refused_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "default.toml", "[carts]\n");
    let message = refused(&Sources::default().with_config_dir(Some(folder.path().to_owned())));
    assert!(message.contains("unknown setting \"carts\""), "{message}");
}

#[test]
fn a_value_of_the_wrong_kind_names_its_key_and_its_place() {
    for (key, value) in [
        ("COLLOQUY__FLOOD__MESSAGES", "many"),
        ("COLLOQUY__FLOOD__MESSAGES", "0"),
        ("COLLOQUY__CART__SHIPPING_FEE", "five"),
        ("COLLOQUY__GATE__MODES__EMAIL", "maybe"),
        ("COLLOQUY__SERVER__WORKERS", "-1"),
    ] {
        let message = refused(&environment(&[(key, value)]));
        let name = key
            .trim_start_matches("COLLOQUY__")
            .replace("__", ".")
            .to_lowercase();
        assert!(message.contains(key) && message.contains(&name), "{message}");
    }
}

#[test]
fn values_that_do_not_go_together_are_refused_by_name() {
    for (key, value) in [
        ("ws.heartbeat_timeout_seconds", "25"),
        ("auth.argon2_memory_kib", "7"),
        ("actors.turn_deadline_ms", "10000"),
        ("actors.receipt_delay_ms", "10000"),
        ("actors.receipt_patience_ms", "10000"),
        ("actors.journal_batch", "5000"),
        ("outbox.lease_ms", "20000"),
        ("outbox.longest_wait_seconds", "1"),
        ("notifications.public_url", "shop.example"),
        ("testing.fault_injection", "true"),
        ("server.listen", "8000"),
        ("server.trusted_proxies", "10.0.0.0/33"),
        ("ws.allowed_origins", "https://shop.example/chat"),
        ("cart.tax_rate", "1"),
        ("cart.shipping_fee", "-1"),
        ("cart.currency", "usd"),
        ("gate.threshold", "1.1"),
        ("understanding.out_of_scope_threshold", "NaN"),
        ("log.level", " "),
    ] {
        let message = refused(&environment(&[]).with_override(key, value));
        assert!(message.starts_with(&format!("setting {key:?}")), "{message}");
    }
    let open = environment(&[("COLLOQUY__SESSION__COOKIE_SAME_SITE", "none")]);
    assert!(Settings::load(&open).is_ok());
    let message = refused(&open.with_override("session.cookie_secure", "false"));
    assert!(message.contains("session.cookie_secure"), "{message}");
    let slow = environment(&[("COLLOQUY__CONVERSATION__QUIET_WINDOW_MS__DIXA", "15000")]);
    assert!(refused(&slow).contains("dixa"));
}

#[test]
fn one_limit_may_be_raised_alone() {
    for key in [
        "rate_limit.anonymous_per_minute",
        "flood.messages",
        "conversation.passivate_after_seconds",
    ] {
        let raised = environment(&[]).with_override(key, "1000000");
        assert!(Settings::load(&raised).is_ok(), "{key}");
    }
}

#[test]
fn a_profile_of_the_folder_is_known_and_any_other_is_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "staging.toml", "[flood]\nmessages = 7\n");
    let staging = Sources::new("staging", []).with_config_dir(Some(folder.path().to_owned()));
    let settings = Settings::load(&staging).expect("staging");
    assert_eq!(
        (settings.flood.messages.get(), settings.profile.as_str()),
        (7, "staging")
    );
    let message = refused(&Sources::new("developement", []));
    assert!(message.contains("\"development\""), "{message}");
    let message = refused(&Sources::new("../staging", []).with_config_dir(Some(folder.path().join("below"))));
    assert!(message.contains("unknown profile"), "{message}");
}

#[test]
fn every_default_has_a_comment_that_says_why() {
    let text = include_str!("../../default.toml");
    let mut explained = false;
    for line in text.lines() {
        if line.starts_with('#') {
            explained = true;
        } else if line.is_empty() || line.starts_with('[') {
            explained = false;
        } else {
            assert!(explained, "no comment above {line:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Each source that names a value wins over all before it.
    #[test]
    fn the_latest_source_that_speaks_wins(values in prop::array::uniform4(prop::option::of(60_u64..60_000))) {
        let [file, profile, variable, flag] = values;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let section = |seconds: u64| format!("[conversation]\npassivate_after_seconds = {seconds}\n");
        let mut sources = Sources::default().with_config_dir(Some(folder.path().to_owned()));
        if let Some(seconds) = file {
            write(folder.path(), "default.toml", &section(seconds));
        }
        if let Some(seconds) = profile {
            write(folder.path(), "development.toml", &section(seconds));
        }
        if let Some(seconds) = variable {
            let name = "COLLOQUY__CONVERSATION__PASSIVATE_AFTER_SECONDS".to_owned();
            sources.environment.insert(name, seconds.to_string());
        }
        if let Some(seconds) = flag {
            sources = sources.with_override("conversation.passivate_after_seconds", seconds.to_string());
        }
        let expected = flag.or(variable).or(profile).or(file).unwrap_or(300);
        let settings = Settings::load(&sources).expect("good settings");
        prop_assert_eq!(settings.conversation.passivate_after_seconds.get(), expected);
        // What nobody speaks of stays as it was.
        prop_assert_eq!(settings.conversation.reopen_hours.get(), 72);
    }

    /// No key and no value makes the loader panic, and an unknown key is never taken.
    #[test]
    fn any_flag_is_taken_or_refused(key in "[a-z_.]{0,24}", value in "\\PC{0,16}") {
        let outcome = Settings::load(&Sources::default().with_override(key, value));
        if let Ok(settings) = outcome {
            prop_assert!(settings.effective_toml().is_ok());
        }
    }
}
