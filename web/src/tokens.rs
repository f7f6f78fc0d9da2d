//! What proves who is asking: signed session ids and access tokens.

mod access;
mod letter;
mod session;

pub use access::{AccessTokens, Claims, TokenError};
pub use letter::LetterTokens;
pub use session::{SessionIdError, SessionIds, SignedSession};
