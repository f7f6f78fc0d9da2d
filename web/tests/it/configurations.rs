//! A configuration that breaks a golden does not take the place of the present one, unless an owner says so.

use std::{fs, path::Path};

use crate::server::Server;

/// Nothing is ever sent.
const STRICT: &str = "[gate]\nthreshold = 1.0\n";
/// Nothing that a golden asks for.
const HARMLESS: &str = "[flood]\nmessages = 12\n";

fn write(folder: &Path, settings: &str) {
    fs::create_dir_all(folder).expect("a temporary folder");
    fs::write(folder.join("development.toml"), settings).expect("a temporary folder");
}

fn settings(folder: &Path) -> String {
    fs::read_to_string(folder.join("development.toml")).unwrap_or_default()
}

#[tokio::test]
async fn a_configuration_that_breaks_goldens_is_refused_and_an_owner_who_insists_is_logged() {
    let server = Server::start().await;
    let place = tempfile::tempdir().expect("a temporary folder");
    let [live, strict, harmless] = ["live", "strict", "harmless"].map(|name| place.path().join(name));
    write(&live, "");
    write(&strict, STRICT);
    write(&harmless, HARMLESS);
    let publish = |folder: &Path, more: &[&str]| {
        let mut arguments = vec!["--config", live.to_str().expect("text"), "config", "publish"];
        arguments.push(folder.to_str().expect("text"));
        arguments.extend(more);
        server.run(&arguments)
    };
    let (said, code) = publish(&strict, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("BROKEN") && said.contains("return"),
        "each is named: {said}"
    );
    assert_eq!(settings(&live), "", "nothing was published");

    let (said, code) = publish(&harmless, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(settings(&live), HARMLESS);

    for nobody in ["operator@demo.local", "nobody@example.com"] {
        let (said, code) = publish(&strict, &["--anyway", nobody]);
        assert_eq!((code, settings(&live).as_str()), (Some(1), HARMLESS), "{said}");
    }
    let (said, code) = publish(&strict, &["--anyway", "owner@demo.local"]);
    assert_eq!((code, settings(&live).as_str()), (Some(0), STRICT), "{said}");
    let logged = server
        .stored_text("SELECT CAST(detail AS TEXT) FROM activity_log WHERE action = 'configuration.published_over_goldens'")
        .await;
    assert!(logged.contains("broken"), "{logged}");

    write(&harmless, "[gate]\nthreshhold = 0.5\n");
    let (said, code) = publish(&harmless, &["--anyway", "owner@demo.local"]);
    assert_eq!((code, settings(&live).as_str()), (Some(1), STRICT), "{said}");
}
