//! The operators' socket: `GET /api/v1/conversations/ws`.

pub mod presence;
