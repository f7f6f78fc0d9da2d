//! Showing an answer while it is being written.
//!
//! What is shown here is not durable and has no number. It is shown only once the messages that it answers are durable,
//! and it is taken back when the turn is overtaken or the words turn out to be others. The response that is committed
//! counts.

use actix::{ActorStreamExt, AsyncContext, Context, fut::wrap_stream};
use colloquy_engine::ids::{MessageId, TurnId};
use futures::stream;
use tokio::sync::mpsc;

use super::actor::Conversation;
use crate::{
    delivery::Delivery,
    stages::{LiveAnswer, LivePiece, live_answer},
};

/// An answer that is being written.
#[derive(Debug)]
pub(super) struct Live {
    /// The id that the answer will have.
    pub message_id: MessageId,
    /// What is to be shown once the messages are durable.
    waiting: Vec<LivePiece>,
    shown: bool,
    aborted: bool,
}

impl Conversation {
    /// Makes ready to show the running turn's answer. Without a model there is nothing to show before its commit.
    pub(super) fn begin_live(
        &mut self,
        id: TurnId,
        tries: u8,
        context: &mut Context<Self>,
    ) -> (LiveAnswer, Option<MessageId>) {
        let writes = self
            .links
            .ports
            .assistant
            .as_ref()
            .is_some_and(|assistant| assistant.rules.writes);
        let message_id = MessageId(self.links.ports.ids.next());
        let Some(running) = self.running.as_mut().filter(|_| writes) else {
            return (LiveAnswer::unwatched(), None);
        };
        running.live = Some(Live {
            message_id,
            waiting: Vec::new(),
            shown: false,
            aborted: false,
        });
        let (answer, pieces) = live_answer();
        let heard = wrap_stream(as_stream(pieces)).map(move |piece, conversation: &mut Self, context| {
            conversation.hear_live(id, tries, piece, context);
        });
        context.spawn(heard.finish());
        (answer, Some(message_id))
    }

    fn hear_live(&mut self, id: TurnId, tries: u8, piece: LivePiece, context: &mut Context<Self>) {
        let Some(running) = self.running.as_mut() else {
            return;
        };
        if running.id != id || running.tries != tries {
            return;
        }
        let overtaken = running.outdated || running.version != self.state.head.version;
        if let Some(live) = running.live.as_mut().filter(|live| !live.aborted && !overtaken) {
            live.waiting.push(piece);
        }
        self.write_running_receipts(context);
        self.show_live();
    }

    /// Shows what waits, if the messages that it answers are durable.
    pub(super) fn show_live(&mut self) {
        if self.running_has(&self.receipting) || self.state.head.owner.is_person() {
            return;
        }
        let Some(running) = self.running.as_mut().filter(|running| !running.fresh) else {
            return;
        };
        let answers: Vec<MessageId> = running
            .messages
            .iter()
            .map(|arrived| arrived.inbound.message_id)
            .collect();
        let Some(live) = running.live.as_mut() else { return };
        let message_id = live.message_id;
        let mut deliveries = Vec::new();
        for piece in std::mem::take(&mut live.waiting) {
            match piece {
                LivePiece::Sentence(text) => {
                    if !std::mem::replace(&mut live.shown, true) {
                        let answers = answers.clone();
                        deliveries.push(Delivery::WritingBegun { message_id, answers });
                    }
                    deliveries.push(Delivery::Written { message_id, text });
                }
                LivePiece::Aborted => {
                    live.aborted = true;
                    if live.shown {
                        deliveries.push(Delivery::WritingAborted { message_id });
                    }
                }
            }
        }
        for delivery in deliveries {
            self.show_here(&delivery);
        }
    }

    /// Takes back what was shown of the running turn's answer.
    pub(super) fn abort_live(&mut self) {
        let Some(live) = self.running.as_mut().and_then(|running| running.live.take()) else {
            return;
        };
        if live.shown && !live.aborted {
            self.show_here(&Delivery::WritingAborted {
                message_id: live.message_id,
            });
        }
    }

    /// Sockets of other nodes get the answer when it is committed.
    fn show_here(&mut self, delivery: &Delivery) {
        self.subscribers.show_passing(delivery, None);
    }
}

fn as_stream(pieces: mpsc::Receiver<LivePiece>) -> impl futures::Stream<Item = LivePiece> {
    stream::unfold(pieces, |mut pieces| async move {
        let piece = pieces.recv().await?;
        Some((piece, pieces))
    })
}
