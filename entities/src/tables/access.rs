//! Tenants and access.

pub(crate) mod account_tokens;
pub(crate) mod activity_heads;
pub(crate) mod activity_log;
pub(crate) mod api_keys;
pub(crate) mod businesses;
pub(crate) mod confirmed_addresses;
pub(crate) mod hosts;
pub(crate) mod letter_requests;
pub(crate) mod notification_wishes;
pub(crate) mod refresh_families;
pub(crate) mod second_factors;
pub(crate) mod users;
pub(crate) mod widget_keys;
