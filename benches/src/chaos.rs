//! The checker: nodes, a database and a Redis that die and come back, shoppers who go on, and the comparison at the end.

pub mod deliveries;
pub mod operator;
pub mod plan;
pub mod provider;
pub mod random;
pub mod report;
pub mod run;
pub mod server;
pub mod shopper;
pub mod stand;
pub mod verdict;
