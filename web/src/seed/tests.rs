//! The demo shop on a database of its own.

use colloquy_config::{Settings, Sources, settings::secrets::Secret};
use colloquy_entities::{Database, DatabaseSettings};

use super::*;
use crate::passwords;

struct Place {
    _folder: tempfile::TempDir,
    store: Store,
    settings: Settings,
    root: RootSecret,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = folder.path().join("colloquy.db").display().to_string();
        let database = Database::connect(&DatabaseSettings::new(url))
            .await
            .expect("a new file");
        database.migrate().await.expect("a new schema");
        let environment = [("COLLOQUY__AUTH__ARGON2_MEMORY_KIB".to_owned(), "64".to_owned())];
        let settings = Settings::load(&Sources::new("development", environment)).expect("built-in settings");
        let root = RootSecret::new("a test's own secret".as_bytes());
        Self {
            _folder: folder,
            store: Store::new(database),
            settings,
            root,
        }
    }

    async fn seed(&self, secrets: &Secrets) -> Seeded {
        let seed = Seed {
            store: &self.store,
            auth: &self.settings.auth,
            secrets,
            root: &self.root,
        };
        run(seed).await.expect("seeding works")
    }
}

#[actix_web::test]
async fn a_second_run_writes_nothing_and_tells_no_password() {
    let place = Place::new().await;
    let first = place.seed(&Secrets::default()).await;
    assert!(first.products > 100 && first.entries > 100, "{first:?}");
    assert_eq!(first.accounts.len(), 3);
    assert!(first.password.is_some());
    let second = place.seed(&Secrets::default()).await;
    let nothing = Seeded {
        widget_key: first.widget_key.clone(),
        ..Seeded::default()
    };
    assert_eq!(second, nothing);
}

#[actix_web::test]
async fn the_password_of_the_environment_opens_the_accounts_and_is_not_told() {
    let place = Place::new().await;
    let secrets = Secrets {
        demo_password: Some(Secret::new("open sesame")),
        ..Secrets::default()
    };
    assert_eq!(place.seed(&secrets).await.password, None);
    let owner = place
        .store
        .staff_by_email("owner@demo.local")
        .await
        .expect("it answers")
        .expect("it was added");
    assert_eq!(
        passwords::verify("open sesame".to_owned(), owner.password_hash).await,
        Ok(true)
    );
}

#[actix_web::test]
async fn promised_ids_and_pictures_are_there() {
    let place = Place::new().await;
    place.seed(&Secrets::default()).await;
    let products = place.store.products(BUSINESS).await.expect("it answers");
    let first = products
        .iter()
        .find(|product| product.id.as_str() == "prod_001")
        .expect("it is promised");
    assert!(
        first
            .variants
            .iter()
            .any(|variant| variant.id.as_str() == "var_001")
    );
    assert!(products.iter().all(|product| {
        product
            .images
            .first()
            .is_some_and(|image| image.starts_with("/media/products/"))
    }));
    assert!(
        products
            .iter()
            .all(|product| product.price > colloquy_engine::money::Minor::ZERO)
    );
}

#[test]
fn the_widget_key_is_the_same_for_the_same_secret_only() {
    let key = |secret: &str| widget_key(&RootSecret::new(secret.as_bytes()));
    assert_eq!(key("one"), key("one"));
    assert_ne!(key("one"), key("two"));
    assert!(key("one").starts_with("pk_") && key("one").len() == 27);
}
