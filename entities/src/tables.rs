//! The tables as they are read and written here: models only. Rows never leave this crate.

pub(crate) mod access;
pub(crate) mod catalogue;
pub(crate) mod conversation;
pub(crate) mod learning_events;
pub(crate) mod people;
pub(crate) mod running;
pub(crate) mod trade;
