//! Turns run again: on what was answered to them then they come out the same, byte for byte; against another
//! configuration only what it changes is asked again, nothing is ever done, and the differences are told.

mod difference;
mod listening;
mod playback;
mod recording;
mod run;

pub use self::{
    difference::{Difference, differences},
    listening::{Heard, ListeningDesk, ListeningIds},
    playback::{PlayedDesk, PlayedIds},
    recording::{Answers, DeskAnswer, DeskFailure, DeskQuestion, RecordedContext, Recording, Versions},
    run::{ReplayError, Replayed, StoredTurn, again},
};
