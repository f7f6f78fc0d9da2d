//! Connectors: whoever speaks to the other side of a connection. One folder each, with the same file names where they
//! apply: settings, wire, verify, inbound, outbound, error, tests.
//!
//! What a connector can find out about a try whose result is unknown, it says in its `reconcile`: nothing is sent
//! again without it.

pub mod mail;
pub mod webhook;
