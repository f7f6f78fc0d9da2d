//! Colloquy.
