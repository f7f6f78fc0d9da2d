//! What goes out of the house to somebody who may not answer: mail, webhooks, and messages of a provider's channel.
//!
//! A delivery is written with its cause, in one commit, and sent afterwards. How it goes on after each try is decided
//! here ([`progress`]), and so is when a connection is left alone ([`breaker`], [`rate`]); who sends, and with what,
//! is not.

pub mod breaker;
pub mod notice;
pub mod payload;
pub mod progress;
pub mod rate;

pub use self::{
    breaker::{Breaker, BreakerPolicy, BreakerState},
    notice::{NoticePolicy, Occasion, Recipients, StaffNotice},
    payload::{Event, Letter, Mail, Payload},
    progress::{DeliveryStatus, Next, Reconciled, RetryPolicy, TryOutcome},
    rate::{Rate, RatePolicy},
};
