//! One operator's socket: a token first, then what it asks to be told of.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use actix_ws::{AggregatedMessage, AggregatedMessageStream, ProtocolError, Session};
use colloquy_actors::{MAX_QUEUED_BYTES, Notice, NoticeKind, Seat};
use colloquy_engine::ids::ConversationId;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{MissedTickBehavior, interval, sleep, timeout},
};

use super::{
    frame::{self, ClientFrame, ServerFrame, Topic},
    goodbye::Goodbye,
    news::{News, Told},
    outbound::Outbound,
    presence::{PresenceChange, SocketId},
    reports,
};
use crate::{
    extract::{Shared, Staff},
    problem::Problem,
    workspace::{
        inbox,
        seat::{seat_of, summary_of},
    },
};

/// A token has to come within this long.
const AUTH_WITHIN: Duration = Duration::from_secs(5);
/// News are gathered for this long before they are told.
const GATHERED_FOR: Duration = Duration::from_millis(30);
/// Bytes of news told at once at most: a fair reader never fills its queue by them. Beyond, it reads all afresh.
const MOST_AT_ONCE: usize = MAX_QUEUED_BYTES / 4;
/// Conversations that one socket may follow.
const MOST_FOLLOWED: usize = 64;

/// A socket whose operator is known.
pub(super) struct Connection {
    app: Shared,
    staff: Staff,
    name: String,
    socket: SocketId,
    follows_inbox: bool,
    followed: HashMap<ConversationId, Seat>,
    news: News,
    /// When what was gathered is told.
    tell_at: Option<Instant>,
    heard_at: Instant,
}

impl Connection {
    /// Serves a socket until either side ends it.
    pub(super) async fn serve(
        app: Shared,
        session: Session,
        mut stream: AggregatedMessageStream,
        token: Option<String>,
    ) {
        let mut outbound = Outbound::start(session);
        let stopping = app.stopping.clone();
        let entering = timeout(AUTH_WITHIN, Self::enter(&app, &outbound, &mut stream, token));
        let entered = tokio::select! {
            () = stopping.cancelled() => Err(Goodbye::Restarting),
            entered = entering => entered.unwrap_or(Err(Goodbye::Unauthorized("no token came"))),
        };
        let goodbye = match entered {
            Ok(mut connection) => {
                let goodbye = connection.exchange(&mut outbound, &mut stream).await;
                connection.leave_all();
                goodbye
            }
            Err(goodbye) => goodbye,
        };
        metrics::counter!("colloquy_sockets_closed_total", "reason" => goodbye.as_str()).increment(1);
        outbound.close(goodbye).await;
    }

    /// Waits for a token, and for nothing else.
    async fn enter(
        app: &Shared,
        outbound: &Outbound,
        stream: &mut AggregatedMessageStream,
        token: Option<String>,
    ) -> Result<Self, Goodbye> {
        let token = match token {
            Some(token) => token,
            None => first_token(outbound, stream).await?,
        };
        let known = async {
            let staff = Staff::of_token(app, &token).await?;
            let name = staff.account(app).await?.full_name;
            Ok::<_, Problem>((staff, name))
        };
        let (staff, name) = match known.await {
            Ok(known) => known,
            Err(problem) => {
                outbound.text(frame::error(&problem))?;
                return Err(Goodbye::Unauthorized("the token is not good"));
            }
        };
        let socket = app.workspace.presence.new_socket();
        Ok(Self {
            app: app.clone(),
            staff,
            name,
            socket,
            follows_inbox: false,
            followed: HashMap::new(),
            news: News::default(),
            tell_at: None,
            heard_at: Instant::now(),
        })
    }

    async fn exchange(&mut self, outbound: &mut Outbound, stream: &mut AggregatedMessageStream) -> Goodbye {
        // Watched before `ready` is said: nothing that happens after it is missed.
        let notices = self.app.engine.operators().watch();
        let changes = self.app.workspace.presence.watch();
        match self.exchange_until(outbound, stream, notices, changes).await {
            Ok(never) => match never {},
            Err(goodbye) => goodbye,
        }
    }

    async fn exchange_until(
        &mut self,
        outbound: &mut Outbound,
        stream: &mut AggregatedMessageStream,
        mut notices: Receiver<Notice>,
        mut changes: Receiver<PresenceChange>,
    ) -> Result<std::convert::Infallible, Goodbye> {
        outbound.text(self.ready())?;
        let app = self.app.clone();
        let mut heartbeat = interval(app.settings.ws.heartbeat_interval());
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        loop {
            tokio::select! {
                () = app.stopping.cancelled() => return Err(Goodbye::Restarting),
                goodbye = outbound.ended() => return Err(goodbye),
                message = stream.recv() => self.hear(message, outbound).await?,
                notice = notices.recv() => self.heard_of(notice, outbound)?,
                change = changes.recv() => self.presence_changed(change, outbound)?,
                () = sleep(until(self.tell_at)), if self.tell_at.is_some() => self.tell(outbound).await?,
                () = sleep(self.token_lasts()) => return Err(Goodbye::Unauthorized("the token has expired")),
                _ = heartbeat.tick() => self.beat(outbound).await?,
            }
        }
    }

    fn ready(&self) -> String {
        ServerFrame::Ready {
            user_id: self.staff.user_id,
            expires_at: self.staff.expires_at,
        }
        .text()
    }

    fn token_lasts(&self) -> Duration {
        (self.staff.expires_at - self.app.engine.ports().clock.now())
            .to_std()
            .unwrap_or_default()
    }

    async fn beat(&mut self, outbound: &Outbound) -> Result<(), Goodbye> {
        if self.heard_at.elapsed() > self.app.settings.ws.heartbeat_timeout() {
            return Err(Goodbye::Silent);
        }
        // A store that is out of reach ends no socket.
        if self.staff.is_logged_in(&self.app).await == Ok(false) {
            return Err(Goodbye::Unauthorized("this login has ended"));
        }
        outbound.ping()
    }

    async fn hear(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
        outbound: &Outbound,
    ) -> Result<(), Goodbye> {
        let message = next(message)?;
        self.heard_at = Instant::now();
        match message {
            AggregatedMessage::Text(text) => match frame::read(&text) {
                Ok(frame) => match self.do_as_told(frame, outbound).await {
                    Ok(told) => told,
                    Err(problem) => outbound.text(frame::error(&problem)),
                },
                Err(problem) => outbound.text(frame::error(&problem)),
            },
            AggregatedMessage::Binary(_) => outbound.text(frame::error(&binary())),
            AggregatedMessage::Ping(payload) => outbound.pong(payload),
            AggregatedMessage::Pong(_) => Ok(()),
            AggregatedMessage::Close(_) => Err(Goodbye::Left),
        }
    }

    /// Does what a frame asks for; a problem is told and ends nothing.
    async fn do_as_told(
        &mut self,
        frame: ClientFrame,
        outbound: &Outbound,
    ) -> Result<Result<(), Goodbye>, Problem> {
        match frame {
            ClientFrame::Auth(token) => {
                let staff = Staff::of_token(&self.app, &token).await?;
                if staff.user_id != self.staff.user_id || staff.business_id != self.staff.business_id {
                    return Err(Problem::forbidden(
                        "other_person",
                        "this socket is somebody else's",
                    ));
                }
                self.staff = staff;
                return Ok(outbound.text(self.ready()));
            }
            ClientFrame::Subscribe(Topic::Inbox) => self.follows_inbox = true,
            ClientFrame::Unsubscribe(Topic::Inbox) => self.follows_inbox = false,
            ClientFrame::Subscribe(Topic::Conversation(id)) => self.follow(id).await?,
            ClientFrame::Unsubscribe(Topic::Conversation(id)) => {
                if self.followed.remove(&id).is_some() {
                    self.app
                        .workspace
                        .presence
                        .leave((self.staff.business_id, id), self.socket);
                }
            }
            ClientFrame::Typing {
                conversation,
                is_typing,
            } => self.typing(conversation, is_typing).await?,
            ClientFrame::Ping => return Ok(outbound.text(ServerFrame::Pong {}.text())),
            ClientFrame::Pong => {}
        }
        Ok(Ok(()))
    }

    async fn follow(&mut self, id: ConversationId) -> Result<(), Problem> {
        if self.followed.contains_key(&id) {
            return Ok(());
        }
        if self.followed.len() >= MOST_FOLLOWED {
            let detail = format!("a socket may follow at most {MOST_FOLLOWED} conversations");
            return Err(Problem::conflict("too_many_followed", detail));
        }
        let summary = summary_of(&self.app, self.staff.business_id, id).await?;
        self.followed
            .insert(id, seat_of(self.staff.business_id, &summary));
        let place = (self.staff.business_id, id);
        self.app
            .workspace
            .presence
            .enter(place, self.socket, self.staff.user_id, &self.name);
        Ok(())
    }

    async fn typing(&self, id: ConversationId, is_typing: bool) -> Result<(), Problem> {
        let seat = match self.followed.get(&id) {
            Some(seat) => seat.clone(),
            None => seat_of(
                self.staff.business_id,
                &summary_of(&self.app, self.staff.business_id, id).await?,
            ),
        };
        self.app
            .workspace
            .presence
            .set_typing((self.staff.business_id, id), self.socket, is_typing);
        self.app.engine.typing(&seat, None, is_typing).await;
        Ok(())
    }

    fn heard_of(&mut self, notice: Result<Notice, RecvError>, outbound: &Outbound) -> Result<(), Goodbye> {
        let notice = match notice {
            Ok(notice) => notice,
            Err(RecvError::Lagged(_)) => {
                self.news.give_up();
                self.gather();
                return Ok(());
            }
            Err(RecvError::Closed) => return Err(Goodbye::Restarting),
        };
        if notice.kind == NoticeKind::Missed {
            self.news.give_up();
            self.gather();
            return Ok(());
        }
        let (id, is_followed) = (
            notice.conversation_id,
            self.followed.contains_key(&notice.conversation_id),
        );
        if notice.business_id != self.staff.business_id || !(self.follows_inbox || is_followed) {
            return Ok(());
        }
        match notice.kind {
            NoticeKind::ShopperTyping(is_typing) if is_followed => outbound.text(
                ServerFrame::Typing {
                    conversation_id: id,
                    is_typing,
                    by: "customer",
                }
                .text(),
            ),
            NoticeKind::ShopperTyping(_) => Ok(()),
            kind => {
                self.news.add(id, kind);
                self.gather();
                Ok(())
            }
        }
    }

    /// Counts the time from the first news, so that a stream of them postpones nothing.
    fn gather(&mut self) {
        self.tell_at.get_or_insert_with(|| Instant::now() + GATHERED_FOR);
    }

    fn presence_changed(
        &self,
        change: Result<PresenceChange, RecvError>,
        outbound: &Outbound,
    ) -> Result<(), Goodbye> {
        match change {
            Ok(change) if change.business_id != self.staff.business_id => Ok(()),
            Ok(change) if self.followed.contains_key(&change.conversation_id) => {
                self.show_presence(change.conversation_id, outbound)
            }
            Ok(_) => Ok(()),
            Err(RecvError::Lagged(_)) => self
                .followed
                .keys()
                .try_for_each(|id| self.show_presence(*id, outbound)),
            Err(RecvError::Closed) => Err(Goodbye::Restarting),
        }
    }

    fn show_presence(&self, conversation_id: ConversationId, outbound: &Outbound) -> Result<(), Goodbye> {
        let users = self
            .app
            .workspace
            .presence
            .viewers((self.staff.business_id, conversation_id));
        outbound.text(
            ServerFrame::Presence {
                conversation_id,
                users,
            }
            .text(),
        )
    }

    async fn tell(&mut self, outbound: &Outbound) -> Result<(), Goodbye> {
        self.tell_at = None;
        let Told::Each(news) = self.news.take() else {
            return resync(outbound);
        };
        let mut told = 0;
        for (id, news) in news {
            match reports::frames(inbox(&self.app), self.staff.business_id, id, news).await {
                Ok(Some(frames)) => {
                    told += frames.iter().map(String::len).sum::<usize>();
                    if told > MOST_AT_ONCE {
                        return resync(outbound);
                    }
                    frames.into_iter().try_for_each(|frame| outbound.text(frame))?;
                }
                Ok(None) => return resync(outbound),
                Err(error) => {
                    tracing::warn!(
                        event_type = "news_unreadable",
                        error_code = "storage_unavailable",
                        "{error}"
                    );
                    return resync(outbound);
                }
            }
        }
        Ok(())
    }

    fn leave_all(&mut self) {
        for id in std::mem::take(&mut self.followed).into_keys() {
            self.app
                .workspace
                .presence
                .leave((self.staff.business_id, id), self.socket);
        }
    }
}

fn until(moment: Option<Instant>) -> Duration {
    moment.map_or(Duration::ZERO, |moment| {
        moment.saturating_duration_since(Instant::now())
    })
}

fn resync(outbound: &Outbound) -> Result<(), Goodbye> {
    outbound.text(ServerFrame::Resync {}.text())
}

/// The token of the first `auth` frame; whatever comes before it is refused.
async fn first_token(outbound: &Outbound, stream: &mut AggregatedMessageStream) -> Result<String, Goodbye> {
    loop {
        match next(stream.recv().await)? {
            AggregatedMessage::Text(text) => match frame::read(&text) {
                Ok(ClientFrame::Auth(token)) => return Ok(token),
                Ok(_) => {
                    let problem = Problem::unauthorized("token_missing", "the first frame has to be auth");
                    outbound.text(frame::error(&problem))?;
                }
                Err(problem) => outbound.text(frame::error(&problem))?,
            },
            AggregatedMessage::Binary(_) => outbound.text(frame::error(&binary()))?,
            AggregatedMessage::Ping(payload) => outbound.pong(payload)?,
            AggregatedMessage::Pong(_) => {}
            AggregatedMessage::Close(_) => return Err(Goodbye::Left),
        }
    }
}

fn binary() -> Problem {
    Problem::malformed("binary_frame", "frames are text")
}

fn next(message: Option<Result<AggregatedMessage, ProtocolError>>) -> Result<AggregatedMessage, Goodbye> {
    match message {
        Some(Ok(message)) => Ok(message),
        Some(Err(ProtocolError::Overflow)) => Err(Goodbye::TooLarge),
        // The only error of this kind that a stream makes by itself: the parts of a message are too large together.
        Some(Err(ProtocolError::Io(error))) if error.kind() == std::io::ErrorKind::Other => {
            Err(Goodbye::TooLarge)
        }
        Some(Err(_)) | None => Err(Goodbye::Left),
    }
}
