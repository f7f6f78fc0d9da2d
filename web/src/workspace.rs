//! The workspace: what its routes and its socket share.

pub mod conversation;
pub mod dead_letter;
pub mod draft;
pub mod memory;
pub mod message;
pub mod seat;

use colloquy_engine::port::conversations::InboxStore;

pub use self::memory::WorkspaceMemory;
use crate::state::App;

/// What operators see is read here.
#[must_use]
pub fn inbox(app: &App) -> &dyn InboxStore {
    &app.store
}
