//! Who is asking, and for which shop: as types, so that a handler that forgets to ask does not compile.

pub mod session;
pub mod tenant;
