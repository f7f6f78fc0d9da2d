//! Turns that nobody sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::atomic::{AtomicUsize, Ordering};

use colloquy_actors::{SystemClock, SystemIds};
use colloquy_benches::shop::{self, DemoShop};
use colloquy_engine::{port::Clock, rehearsal::rehearse};
use futures::executor::block_on;

#[test]
fn a_rehearsal_walks_what_it_has_to_say_and_ends_when_its_time_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let understander = shop::understander(folder.path()).unwrap();
    let now = SystemClock.now();
    let all = block_on(rehearse(&demo.shop, &understander, &SystemIds, now, &|| false));
    assert!(all > 20, "{all} turns");
    let asked = AtomicUsize::new(0);
    let is_over = || asked.fetch_add(1, Ordering::Relaxed) == 3;
    let some = block_on(rehearse(&demo.shop, &understander, &SystemIds, now, &is_over));
    assert_eq!(some, 3);
}
