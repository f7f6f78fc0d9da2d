//! What Colloquy's speed is measured with.
//!
//! The bodies of the Criterion benches are here, so that a test can run each of them once; the files of `benches/`
//! only time them. [`load`] is the load generator behind the binary `colloquy-load`.

pub mod chaos;
pub mod durable;
pub mod in_memory;
pub mod load;
pub mod recording;
pub mod replay;
pub mod shop;
pub mod stock;
pub mod synthetic;
pub mod texts;
pub mod waking;
pub mod writers;
