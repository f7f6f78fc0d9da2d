//! Saying it: sentences, composition, grounding and the form of each channel.

pub mod texts;
