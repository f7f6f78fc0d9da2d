//! Saying it: sentences, the tools that do what was asked, and the responder that puts an answer together.

mod compose;
mod plan;
mod phrasing;
pub mod responder;
pub mod texts;
mod together;
mod tools;
