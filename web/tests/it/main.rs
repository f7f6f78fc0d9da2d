//! Black-box tests: the real binary on a free port, spoken to as its users speak to it.

mod accounts;
mod bad_input;
mod bursts;
mod cart;
mod crash;
mod faults;
mod goldens;
mod operator;
mod server;
mod shopper;
mod story;
mod supervision;
mod tenancy;
mod wire;
mod workspace;
mod workspace_socket;
