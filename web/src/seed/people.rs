//! The demo shop's staff.

use colloquy_actors::{SystemClock, SystemIds};
use colloquy_engine::{
    ids::UserId,
    port::{
        Clock, Ids, StoreError,
        accounts::{AccountStore, Role, User},
    },
};

use super::{BUSINESS, Seed, SeedError, Seeded};
use crate::passwords;

const STAFF: [(&str, &str, Role); 3] = [
    ("operator@demo.local", "Olivia Park", Role::Operator),
    ("owner@demo.local", "Owen Hart", Role::Owner),
    ("admin@demo.local", "Ada Lindqvist", Role::Admin),
];

/// Adds the accounts that are not there, all with one password.
pub(super) async fn add(seed: &Seed<'_>, seeded: &mut Seeded) -> Result<(), SeedError> {
    let mut missing = Vec::new();
    for person in STAFF {
        if seed.store.staff_by_email(person.0).await?.is_none() {
            missing.push(person);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let given = seed
        .secrets
        .demo_password
        .as_ref()
        .map(|secret| secret.reveal().to_owned());
    let password = given.clone().unwrap_or_else(passwords::generate);
    for (email, full_name, role) in missing {
        let user = User {
            id: UserId(SystemIds.next()),
            business_id: BUSINESS,
            email: email.to_owned(),
            full_name: full_name.to_owned(),
            role,
            password_hash: passwords::hash(password.clone(), seed.auth).await?,
            created_at: SystemClock.now(),
        };
        match seed.store.add_user(&user, None).await {
            Ok(()) => seeded.accounts.push(email.to_owned()),
            // Another process was faster; its password counts.
            Err(StoreError::Taken(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    seeded.password = given
        .is_none()
        .then_some(password)
        .filter(|_| !seeded.accounts.is_empty());
    Ok(())
}
