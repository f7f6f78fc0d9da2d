//! Several nodes on one PostgreSQL and one Redis, and what dies among them.

mod backing;
mod faults;
mod gate;
mod sharing;
mod slots;
mod strays;
