//! An answer on its way from the responder to the conversation, while it is being written.

use colloquy_engine::model::Listener;
use tokio::sync::mpsc;

/// Sentences that may wait for their conversation; an answer has fewer.
const WAITING: usize = 512;

/// What the responder has to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LivePiece {
    /// The next sentence, with the white space around it.
    Sentence(String),
    /// What was told is not the answer after all.
    Aborted,
}

/// The responder's end.
#[derive(Clone, Debug)]
pub(crate) struct LiveAnswer {
    sender: Option<mpsc::Sender<LivePiece>>,
}

/// The two ends of an answer that is shown while it is written.
pub(crate) fn live_answer() -> (LiveAnswer, mpsc::Receiver<LivePiece>) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (LiveAnswer { sender: Some(sender) }, receiver)
}

impl LiveAnswer {
    /// For answers that nobody watches being written.
    pub(crate) fn unwatched() -> Self {
        Self { sender: None }
    }

    fn offer(&mut self, piece: LivePiece) {
        if let Some(sender) = &self.sender
            && sender.try_send(piece).is_err()
        {
            // Gone or full: the answer itself comes with its commit.
            self.sender = None;
        }
    }
}

impl Listener for LiveAnswer {
    fn sentence(&mut self, text: &str) {
        self.offer(LivePiece::Sentence(text.to_owned()));
    }

    fn abort(&mut self) {
        self.offer(LivePiece::Aborted);
    }
}
