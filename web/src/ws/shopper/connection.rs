//! One connection's life: frames in, deliveries out, a heartbeat, and a clean goodbye.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use actix_ws::{AggregatedMessage, AggregatedMessageStream, ProtocolError, Session};
use colloquy_actors::{Delivery, DeliveryReceiver, EngineError, Said, SubscriberId, delivery_queue};
use colloquy_engine::{
    conversation::{EventBody, event::By},
    ids::{MessageId, UserId},
    turn::inbound::{check_text, storable},
};

use super::{
    live::LiveText,
    sockets::Place,
    writer::{Goodbye, Writer},
};
use crate::{
    extract::{Account, session::ShopperSession, tenant::Tenant},
    problem::Problem,
    state::AppState,
    ws::frame::{self, ClientFrame, MessageIn},
};

/// On a known session nothing is sent before the client's first frame or this long (http.md, Sequence).
const FIRST_FRAME: Duration = Duration::from_millis(500);

/// An `auth` frame counts for this long (http.md, Sessions).
const SIGNED_IN_FOR: Duration = Duration::from_secs(15 * 60);

/// How often a conversation that fell is joined again before the socket gives up.
const JOIN_TRIES: u32 = 3;

/// One shopper's connection.
pub(super) struct Connection {
    pub(super) state: AppState,
    pub(super) session: ShopperSession,
    /// The highest number that this connection has carried, or that its client knows of otherwise.
    pub(super) delivered: i64,
    /// Numbers after this one come by the queue.
    pub(super) live_from: i64,
    tenant: Tenant,
    place: Place,
    subscriber: Option<SubscriberId>,
    deliveries: Option<DeliveryReceiver>,
    is_known: bool,
    replaced: bool,
    signed_in: Option<(UserId, Instant)>,
    /// Messages handed over and not acknowledged: at the bound the socket is not read.
    in_flight: usize,
    /// What is known of messages that were said with a wish for streaming or typing.
    wishes: HashMap<Option<String>, Wish>,
    pub(super) streamed: HashSet<MessageId>,
    /// The answer that is shown while it is written.
    pub(super) live: Option<LiveText>,
    typing: HashSet<MessageId>,
    /// Whether the client was last told that the assistant writes.
    assistant_types: bool,
}

#[derive(Clone, Copy, Debug)]
struct Wish {
    stream: bool,
    typing: bool,
}

impl Connection {
    pub(super) fn new(
        state: AppState,
        tenant: Tenant,
        session: ShopperSession,
        place: Place,
        is_known: bool,
        replaced: bool,
    ) -> Self {
        Self {
            state,
            session,
            delivered: 0,
            live_from: 0,
            tenant,
            place,
            subscriber: None,
            deliveries: None,
            is_known,
            replaced,
            signed_in: None,
            in_flight: 0,
            wishes: HashMap::new(),
            streamed: HashSet::new(),
            live: None,
            typing: HashSet::new(),
            assistant_types: false,
        }
    }

    /// Lives until either side ends it.
    pub(super) async fn run(mut self, socket: Session, stream: AggregatedMessageStream) {
        metrics::gauge!("colloquy_sockets").increment(1.0);
        let mut writer = Writer::new(socket);
        let goodbye = match self.begin(&mut writer).await {
            Ok(()) => self.exchange(stream, &mut writer).await,
            Err(goodbye) => goodbye,
        };
        metrics::gauge!("colloquy_sockets").decrement(1.0);
        metrics::counter!("colloquy_sockets_closed_total", "reason" => goodbye.as_str()).increment(1);
        if let Some(subscriber) = self.subscriber {
            self.state.engine.leave(&self.session.seat, subscriber).await;
        }
        writer.close(goodbye).await;
    }

    async fn begin(&mut self, writer: &mut Writer) -> Result<(), Goodbye> {
        if let Err(error) = self.join().await {
            writer.text(frame::error(&Problem::from(error), None)).await?;
            return Err(Goodbye::Overloaded);
        }
        if !self.is_known {
            self.delivered = self.live_from;
        }
        writer.text(self.session_frame()).await
    }

    fn session_frame(&self) -> String {
        let seat = &self.session.seat;
        frame::session(
            self.session.id(),
            self.session.expires_at,
            seat.conversation_id,
            self.live_from.max(self.delivered),
            self.replaced,
        )
    }

    async fn join(&mut self) -> Result<(), EngineError> {
        let (queue, deliveries) = delivery_queue();
        let joined = self.state.engine.join(&self.session.seat, queue).await?;
        self.subscriber = Some(joined.subscriber);
        self.deliveries = Some(deliveries);
        self.live_from = joined.last_seq;
        Ok(())
    }

    async fn exchange(&mut self, mut stream: AggregatedMessageStream, writer: &mut Writer) -> Goodbye {
        let settings = &self.state.settings.ws;
        let (interval, timeout) = (settings.heartbeat_interval(), settings.heartbeat_timeout());
        let most_in_flight = settings.max_in_flight.get();
        let (stopping, ended) = (self.state.stopping.clone(), self.place.ended());
        let mut heard = Instant::now();
        let mut heartbeat = tokio::time::interval_at(tokio::time::Instant::now() + interval, interval);
        let opens_at = tokio::time::Instant::now() + FIRST_FRAME;
        let mut is_open = !self.is_known;
        loop {
            let reads = self.in_flight < most_in_flight;
            let step = tokio::select! {
                biased;
                () = stopping.cancelled() => return Goodbye::Restarting,
                () = ended.cancelled() => return Goodbye::Restarting,
                _ = heartbeat.tick() => {
                    if heard.elapsed() >= timeout {
                        return Goodbye::Silent;
                    }
                    writer.text(frame::ping()).await
                }
                () = tokio::time::sleep_until(opens_at), if !is_open => {
                    is_open = true;
                    self.delivered = self.delivered.max(self.live_from);
                    Ok(())
                }
                delivery = next_delivery(&mut self.deliveries), if is_open => {
                    match delivery {
                        Some(delivery) => self.deliver(delivery, writer).await,
                        None => self.queue_ended(writer).await,
                    }
                }
                message = stream.recv(), if reads => {
                    heard = Instant::now();
                    let was_open = std::mem::replace(&mut is_open, true);
                    self.receive(message, was_open, writer).await
                }
            };
            if let Err(goodbye) = step {
                return goodbye;
            }
        }
    }

    async fn receive(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
        was_open: bool,
        writer: &mut Writer,
    ) -> Result<(), Goodbye> {
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => self.frame(&text, was_open, writer).await,
            Some(Ok(AggregatedMessage::Binary(_))) => {
                self.opened(was_open);
                let problem = Problem::new(
                    actix_web::http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "binary_frame",
                    "frames are JSON text",
                );
                writer.text(frame::error(&problem, None)).await
            }
            Some(Ok(AggregatedMessage::Ping(payload))) => {
                self.opened(was_open);
                writer.protocol_pong(&payload).await
            }
            Some(Ok(AggregatedMessage::Pong(_))) => {
                self.opened(was_open);
                Ok(())
            }
            Some(Ok(AggregatedMessage::Close(_))) | None => Err(Goodbye::Left),
            Some(Err(ProtocolError::Overflow)) => Err(Goodbye::TooLarge),
            Some(Err(ProtocolError::Io(error))) if is_too_large(&error) => Err(Goodbye::TooLarge),
            Some(Err(_broken)) => Err(Goodbye::Left),
        }
    }

    /// A client that began with anything but `resume` wants only what comes from now on.
    fn opened(&mut self, was_open: bool) {
        if !was_open {
            self.delivered = self.delivered.max(self.live_from);
        }
    }

    async fn frame(&mut self, text: &str, was_open: bool, writer: &mut Writer) -> Result<(), Goodbye> {
        let read = frame::read(text);
        if let Ok(ClientFrame::Resume(last_seq)) = read {
            return self.resume(last_seq, writer).await;
        }
        self.opened(was_open);
        match read {
            Ok(ClientFrame::Message(message)) => self.say(message, writer).await,
            Ok(ClientFrame::Typing(is_typing)) => {
                self.state
                    .engine
                    .typing(&self.session.seat, self.subscriber, is_typing)
                    .await;
                Ok(())
            }
            Ok(ClientFrame::Ping) => writer.text(frame::pong()).await,
            Ok(ClientFrame::Auth(token)) => self.authenticate(&token, writer).await,
            Ok(ClientFrame::Feedback { helpful, .. }) => {
                let helpful = if helpful { "yes" } else { "no" };
                metrics::counter!("colloquy_feedback_total", "helpful" => helpful).increment(1);
                Ok(())
            }
            Ok(ClientFrame::Pong | ClientFrame::Read(_) | ClientFrame::Resume(_)) => Ok(()),
            Err(bad) => {
                writer
                    .text(frame::error(&bad.problem, bad.client_message_id.as_deref()))
                    .await
            }
        }
    }

    async fn say(&mut self, message: MessageIn, writer: &mut Writer) -> Result<(), Goodbye> {
        let client_message_id = message.client_message_id.clone();
        if let Err(problem) = check_text(&message.content) {
            return writer
                .text(frame::error(
                    &Problem::from(problem),
                    client_message_id.as_deref(),
                ))
                .await;
        }
        let Some(subscriber) = self.subscriber else {
            return Err(Goodbye::Overloaded);
        };
        let said = Said {
            subscriber,
            client_message_id: client_message_id.clone(),
            text: storable(&message.content),
            signed_in: self
                .signed_in
                .filter(|(_, at)| at.elapsed() < SIGNED_IN_FOR)
                .map(|(user, _)| user),
            for_draft: false,
        };
        match self.state.engine.say(&self.session.seat, said).await {
            Ok(()) => {
                self.in_flight += 1;
                if message.stream || message.typing {
                    let wish = Wish {
                        stream: message.stream,
                        typing: message.typing,
                    };
                    self.wishes.insert(client_message_id, wish);
                }
                Ok(())
            }
            Err(error) => {
                writer
                    .text(frame::error(&Problem::from(error), client_message_id.as_deref()))
                    .await
            }
        }
    }

    async fn authenticate(&mut self, token: &str, writer: &mut Writer) -> Result<(), Goodbye> {
        let account = Account::of_token(&self.state, self.tenant.business_id, token).await;
        // A session that was not signed in under this account is a guest's, or somebody else's.
        let problem = match account {
            Ok(account) if self.session.user_id == Some(account.user_id) => {
                self.signed_in = Some((account.user_id, Instant::now()));
                return writer.text(self.session_frame()).await;
            }
            Ok(_) => Problem::unauthorized(
                "session_of_another",
                "this session is not the account's; log in with it, or come with the session of the login",
            ),
            Err(problem) => problem,
        };
        writer.text(frame::error(&problem, None)).await
    }

    async fn deliver(&mut self, delivery: Delivery, writer: &mut Writer) -> Result<(), Goodbye> {
        match delivery {
            Delivery::Acknowledged {
                client_message_id,
                message_id,
                seq,
                duplicate,
            } => {
                self.in_flight = self.in_flight.saturating_sub(1);
                if !duplicate {
                    self.delivered = self.delivered.max(seq);
                }
                let wish = self.wishes.remove(&client_message_id);
                writer
                    .text(frame::ack(
                        client_message_id.as_deref(),
                        message_id,
                        seq,
                        duplicate,
                    ))
                    .await?;
                if let (Some(wish), false) = (wish, duplicate) {
                    if wish.stream {
                        self.streamed.insert(message_id);
                    }
                    if wish.typing {
                        self.typing.insert(message_id);
                        self.tell_typing(true, By::Assistant, writer).await?;
                    }
                }
                Ok(())
            }
            Delivery::Refused {
                client_message_id,
                error,
            } => {
                self.in_flight = self.in_flight.saturating_sub(1);
                self.wishes.remove(&client_message_id);
                writer
                    .text(frame::error(&Problem::from(error), client_message_id.as_deref()))
                    .await
            }
            Delivery::Event { seq, body } => self.deliver_event(seq, &body, writer).await,
            Delivery::Typing { is_typing, by } => self.tell_typing(is_typing, by, writer).await,
            Delivery::WritingBegun { message_id, answers } => {
                self.begin_writing(message_id, &answers, writer).await
            }
            Delivery::Written { message_id, text } => self.go_on_writing(message_id, &text, writer).await,
            Delivery::WritingAborted { message_id } => self.abort_writing(Some(message_id), writer).await,
            Delivery::Silent { messages } => {
                self.abort_writing(None, writer).await?;
                self.end_wishes(&messages, writer).await
            }
        }
    }

    async fn deliver_event(
        &mut self,
        seq: i64,
        body: &EventBody,
        writer: &mut Writer,
    ) -> Result<(), Goodbye> {
        if seq <= self.delivered {
            return Ok(());
        }
        if let EventBody::Answered(response) = body {
            self.end_writing(response.message_id, &response.content, writer)
                .await?;
            let streams = response
                .answers
                .iter()
                .any(|answered| self.streamed.remove(answered));
            self.end_wishes(&response.answers, writer).await?;
            if streams {
                for piece in frame::stream(response.message_id, &response.content) {
                    writer.text(piece).await?;
                }
            }
        }
        self.delivered = seq;
        match frame::event(seq, body, self.session.id()) {
            Some(text) => writer.text(text).await,
            None => Ok(()),
        }
    }

    async fn end_wishes(&mut self, messages: &[MessageId], writer: &mut Writer) -> Result<(), Goodbye> {
        let mut was_typing = false;
        for message in messages {
            self.streamed.remove(message);
            was_typing |= self.typing.remove(message);
        }
        if was_typing {
            self.tell_typing(false, By::Assistant, writer).await
        } else {
            Ok(())
        }
    }

    /// Says that somebody writes, or writes no more. The assistant's writing is known from the turn and from the
    /// client's own wish; the client hears of it once.
    async fn tell_typing(&mut self, is_typing: bool, by: By, writer: &mut Writer) -> Result<(), Goodbye> {
        if by == By::Assistant && std::mem::replace(&mut self.assistant_types, is_typing) == is_typing {
            return Ok(());
        }
        writer.text(frame::typing(is_typing, by)).await
    }

    /// The conversation let go of this connection: too slow, or it fell and is made anew.
    async fn queue_ended(&mut self, writer: &mut Writer) -> Result<(), Goodbye> {
        let overflowed = self.deliveries.as_ref().is_some_and(DeliveryReceiver::overflowed);
        self.deliveries = None;
        if overflowed {
            return Err(Goodbye::SlowReader);
        }
        for _ in 0..JOIN_TRIES {
            if self.join().await.is_ok() {
                let (from, up_to) = (self.delivered, self.live_from);
                // Whatever was said and not acknowledged has an unknown fate: the client asks again by its id.
                if std::mem::take(&mut self.in_flight) > 0 {
                    let problem = Problem::from(EngineError::Gone {
                        actor: "conversation",
                    });
                    writer.text(frame::error(&problem, None)).await?;
                }
                self.catch_up(from, up_to, writer).await?;
                return Ok(());
            }
        }
        Err(Goodbye::Overloaded)
    }
}

/// The next delivery; waits for ever when there is no queue.
async fn next_delivery(deliveries: &mut Option<DeliveryReceiver>) -> Option<Delivery> {
    match deliveries {
        Some(deliveries) => deliveries.next().await,
        None => std::future::pending().await,
    }
}

/// The codec wraps an oversized continuation in an I/O error.
fn is_too_large(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::Other && error.to_string().to_lowercase().contains("size")
}
