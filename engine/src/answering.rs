//! Saying it: sentences, the tools that do what was asked, and the responder that puts an answer together.

mod buttons;
mod compose;
pub mod desk;
mod follow;
mod phrasing;
mod plan;
pub mod responder;
pub mod texts;
mod together;
mod tools;
