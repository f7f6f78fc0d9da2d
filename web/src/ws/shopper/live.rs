//! An answer that the client is shown while it is being written (http.md, Streaming).

use colloquy_engine::ids::MessageId;

use super::{
    connection::Connection,
    writer::{Goodbye, Writer},
};
use crate::ws::frame;

/// What was shown of an answer so far.
#[derive(Debug)]
pub(super) struct LiveText {
    message_id: MessageId,
    text: String,
}

impl Connection {
    /// An answer begins; it is shown to whoever asked for it to be streamed.
    pub(super) async fn begin_writing(
        &mut self,
        message_id: MessageId,
        answers: &[MessageId],
        writer: &mut Writer,
    ) -> Result<(), Goodbye> {
        if !answers.iter().any(|answered| self.streamed.contains(answered)) {
            return Ok(());
        }
        for answered in answers {
            self.streamed.remove(answered);
        }
        self.live = Some(LiveText {
            message_id,
            text: String::new(),
        });
        writer.text(frame::stream_start(message_id)).await
    }

    /// Its next sentence.
    pub(super) async fn go_on_writing(
        &mut self,
        message_id: MessageId,
        text: &str,
        writer: &mut Writer,
    ) -> Result<(), Goodbye> {
        match self.live.as_mut().filter(|live| live.message_id == message_id) {
            Some(live) => {
                live.text.push_str(text);
                writer.text(frame::stream_delta(message_id, text)).await
            }
            None => Ok(()),
        }
    }

    /// It is not the answer after all; without an id, whichever is shown.
    pub(super) async fn abort_writing(
        &mut self,
        message_id: Option<MessageId>,
        writer: &mut Writer,
    ) -> Result<(), Goodbye> {
        match self
            .live
            .take_if(|live| message_id.is_none_or(|id| id == live.message_id))
        {
            Some(live) => writer.text(frame::stream_aborted(live.message_id)).await,
            None => Ok(()),
        }
    }

    /// The answer is committed: what is missing of it follows, or what was shown is taken back.
    pub(super) async fn end_writing(
        &mut self,
        message_id: MessageId,
        content: &str,
        writer: &mut Writer,
    ) -> Result<(), Goodbye> {
        let Some(live) = self.live.take() else {
            return Ok(());
        };
        let rest = (live.message_id == message_id)
            .then(|| content.strip_prefix(live.text.trim()))
            .flatten();
        match rest {
            Some("") => writer.text(frame::stream_end(message_id, content)).await,
            Some(rest) => {
                writer.text(frame::stream_delta(message_id, rest)).await?;
                writer.text(frame::stream_end(message_id, content)).await
            }
            None => writer.text(frame::stream_aborted(live.message_id)).await,
        }
    }
}
