//! Connectors of messaging providers, one folder each with the same file names: settings, wire, verify, inbound,
//! outbound, error, tests. There is none yet; the web is spoken to by the `web` crate itself.
