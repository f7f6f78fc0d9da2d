//! Ids that are the same in every copy of the demo shop, in the order that its things stand in.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The beginning of 2026, when the demo shop opened.
const OPENED_MS: u64 = 1_767_225_600_000;

/// When the demo shop opened.
pub(super) fn epoch() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(i64::try_from(OPENED_MS).unwrap_or_default()).unwrap_or_default()
}

/// A UUIDv7 of the shop's first day: the time part is the place, so that ids sort as the things do; the rest is
/// drawn from the name.
pub(super) fn id(kind: &str, place: usize, name: &str) -> Uuid {
    let mut digest = Sha256::new();
    digest.update(kind);
    digest.update([0]);
    digest.update(name);
    let mut random = [0_u8; 10];
    random
        .iter_mut()
        .zip(digest.finalize())
        .for_each(|(byte, drawn)| *byte = drawn);
    let time = OPENED_MS.saturating_add(u64::try_from(place).unwrap_or_default());
    uuid::Builder::from_unix_timestamp_millis(time, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_the_same_again_and_sort_by_place() {
        assert_eq!(id("product", 3, "cap"), id("product", 3, "cap"));
        assert!(id("product", 3, "zebra") < id("product", 4, "ape"));
        assert_ne!(id("product", 3, "cap"), id("faq", 3, "cap"));
        assert_eq!(id("product", 3, "cap").get_version_num(), 7);
    }
}
