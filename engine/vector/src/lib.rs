//! Colloquy.

pub mod linear;
