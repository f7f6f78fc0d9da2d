//! Black-box tests: the real binary on a free port, spoken to as its users speak to it.

mod accounts;
mod bad_input;
mod bursts;
mod cart;
mod cluster;
mod crash;
mod databases;
mod faults;
mod goldens;
mod lapse;
mod operator;
mod orders;
mod server;
mod service_keys;
mod shopper;
mod shoppers_accounts;
mod sleep;
mod story;
mod supervision;
mod talking_flows;
mod talking_orders;
mod tenancy;
mod wire;
mod workspace;
mod workspace_socket;
