//! Saying it: sentences, the tools that do what was asked, and the responder that puts an answer together.

pub mod responder;
pub mod texts;
mod tools;
