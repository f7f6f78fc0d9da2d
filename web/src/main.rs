//! The binary `colloquy`.
fn main() {}
