//! Fills a database with conversations, straight through the store: what a server that has run for years starts on.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use colloquy_actors::SystemIds;
use colloquy_engine::{
    channel::Channel,
    conversation::{
        event::{EventBody, Response},
        state::SenderKind,
    },
    ids::{BusinessId, CustomerId, MessageId, ReceiptId, TurnId},
    port::{
        Ids,
        journal::{
            ConversationPart, JournalStore, NewMessage, NewReceipt, NewSession, NewTurn, Opening, Unit,
            UnitOutcome,
        },
    },
    turn::decision::DecisionKind,
};
use colloquy_entities::Store;
use colloquy_web::{
    bootstrap::{Place, Setup, store},
    secret::RootSecret,
    seed,
    tokens::{SessionIds, SignedSession},
};
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::{json, value::to_raw_value};

use super::report::Seeded;

/// Units of one transaction: the journal's own bound.
const AT_ONCE: usize = 256;
/// Transactions that are under way at once: one is put together while another is written.
const SIDE_BY_SIDE: usize = 2;
/// Messages of a conversation that only has to be there.
const BRIEF: usize = 2;
/// Sessions that are named in the file.
const NAMED: usize = 10_000;
/// Eighty characters, as the figures are stated for.
const SAID: &str = "Is the waterproof trail jacket for women in stock in size M, and is it in blue??";
/// Eighty characters as well.
const ANSWERED: &str = "Yes: the trail jacket is in stock in size M, in blue and in black, at EUR 129.00";

/// What is written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The data folder. Its database is filled unless `DATABASE_URL` names another.
    pub data: PathBuf,
    /// Conversations.
    pub conversations: usize,
    /// Messages of each: all but the last are the shopper's, the last answers them.
    pub messages: usize,
    /// How many have all of them. The others have two, and are written many times as fast: what is never woken only has
    /// to be there.
    pub in_full: usize,
    /// How many of them get one message more that waits for its answer, the last ones.
    pub pending: usize,
    /// Where the first sessions are named, a line for each.
    pub sessions: PathBuf,
}

/// Fills the demo shop's part of the database; brings schema and shop where they are missing. The server must not run
/// on it: an embedded database has one writer.
///
/// # Errors
/// When the database refuses, or a unit was not taken.
pub async fn run(plan: &Plan) -> anyhow::Result<Seeded> {
    let setup = setup_of(&plan.data)?;
    let store = store::open(&setup).await?;
    let secret = setup.root_secret()?;
    seed::if_empty(&setup, &store, &secret).await?;
    let lives = TimeDelta::from_std(setup.settings.session.ttl())?;
    let writer = Writer::new(store, seed::BUSINESS, &secret, lives);
    let began = Instant::now();
    let mut named = Vec::new();
    let batches = stream::iter(batches(plan)).map(|batch| writer.write(batch));
    let mut written = std::pin::pin!(batches.buffered(SIDE_BY_SIDE));
    while let Some(talks) = written.try_next().await? {
        let room = NAMED - named.len();
        named.extend(talks.into_iter().take(room).map(|talk| talk.id.0));
    }
    let lasted = began.elapsed().as_secs_f64();
    named.push(String::new());
    std::fs::write(&plan.sessions, named.join("\n")).with_context(|| plan.sessions.display().to_string())?;
    Ok(Seeded {
        conversations: plan.conversations,
        messages: plan.messages,
        pending: plan.pending.min(plan.conversations),
        seconds: lasted,
        conversations_per_second: plan.conversations as f64 / lasted.max(f64::EPSILON),
    })
}

/// The database of a data folder, or of `DATABASE_URL` when it is set.
///
/// # Errors
/// When it cannot be opened.
pub(super) async fn store_of(data: &Path) -> anyhow::Result<Store> {
    Ok(store::open(&setup_of(data)?).await?)
}

fn setup_of(data: &Path) -> anyhow::Result<Setup> {
    let place = Place {
        data: data.to_owned(),
        config: None,
        profile: "development".to_owned(),
    };
    Ok(Setup::of_process(place, &[], true)?)
}

/// What one transaction writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Batch {
    count: usize,
    messages: usize,
    /// How many of them, the last ones, get one message more that waits.
    pending: usize,
}

/// All that is to be written, in its order.
fn batches(plan: &Plan) -> Vec<Batch> {
    let first_pending = plan.conversations - plan.pending.min(plan.conversations);
    let in_full = plan.in_full.min(plan.conversations);
    let (mut batches, mut written) = (Vec::new(), 0);
    while written < plan.conversations {
        let (until, messages) = match written < in_full {
            true => (in_full, plan.messages),
            false => (plan.conversations, BRIEF),
        };
        let count = AT_ONCE.min(until - written);
        written += count;
        batches.push(Batch {
            count,
            messages,
            pending: written.saturating_sub(first_pending).min(count),
        });
    }
    batches
}

/// Writes conversations as a server would have, without computing anything.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    business: BusinessId,
    ids: SessionIds,
    lives: TimeDelta,
}

impl Writer {
    /// Writes for a business; sessions are signed as its server signs them, and live so long.
    #[must_use]
    pub fn new(store: Store, business: BusinessId, secret: &RootSecret, lives: TimeDelta) -> Self {
        Self {
            store,
            business,
            ids: SessionIds::new(secret),
            lives,
        }
    }

    /// Writes so many new conversations, each as one turn that answers all its messages but the last, in one commit.
    ///
    /// # Errors
    /// When the database refuses, or a unit was not taken.
    pub async fn answered(
        &self,
        count: usize,
        messages: usize,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<SignedSession>> {
        let talks: Vec<SignedSession> = (0..count).map(|_| self.ids.issue(self.business, now)).collect();
        let parts = talks.iter().map(|talk| {
            let receipts: Vec<NewReceipt> = (1..messages.max(2)).map(|_| receipt(talk, now)).collect();
            turn(self.opening(talk, now), talk, receipts, now)
        });
        self.commit(parts.collect()).await?;
        Ok(talks)
    }

    async fn write(&self, batch: Batch) -> anyhow::Result<Vec<SignedSession>> {
        let now = Utc::now();
        let talks = self.answered(batch.count, batch.messages, now).await?;
        self.waiting(&talks[batch.count - batch.pending..], now).await?;
        Ok(talks)
    }

    /// Takes one more message in for each, which nobody has answered.
    async fn waiting(&self, talks: &[SignedSession], now: DateTime<Utc>) -> anyhow::Result<()> {
        if talks.is_empty() {
            return Ok(());
        }
        let parts = talks.iter().map(|talk| ConversationPart {
            opening: Some(self.opening(talk, now)),
            receipts: vec![receipt(talk, now)],
            ..ConversationPart::empty(talk.conversation_id, now)
        });
        self.commit(parts.collect()).await
    }

    fn opening(&self, talk: &SignedSession, now: DateTime<Utc>) -> Opening {
        Opening {
            channel: Channel::Web,
            session: Some(NewSession {
                id: talk.id.clone(),
                channel: Channel::Web,
                conversation_id: talk.conversation_id,
                created_at: now,
                expires_at: now + self.lives,
            }),
            customer_id: CustomerId(SystemIds.next()),
            initial_context: None,
        }
    }

    async fn commit(&self, parts: Vec<ConversationPart>) -> anyhow::Result<()> {
        let unit = |part| Unit {
            business_id: Some(self.business),
            conversation: Some(part),
            ..Unit::default()
        };
        let units: Vec<Unit> = parts.into_iter().map(unit).collect();
        for outcome in self.store.commit(&units).await? {
            anyhow::ensure!(
                matches!(outcome, UnitOutcome::Committed(_)),
                "a conversation was refused: {outcome:?}"
            );
        }
        Ok(())
    }
}

fn receipt(talk: &SignedSession, at: DateTime<Utc>) -> NewReceipt {
    let id = ReceiptId(SystemIds.next());
    NewReceipt {
        id,
        message_id: MessageId(SystemIds.next()),
        connection: format!("web:{}", talk.conversation_id),
        dedupe_key: id.to_string(),
        client_message_id: Some(id.to_string()),
        text: SAID.to_owned(),
        received_at: at,
    }
}

fn turn(
    opening: Opening,
    talk: &SignedSession,
    receipts: Vec<NewReceipt>,
    at: DateTime<Utc>,
) -> ConversationPart {
    let answers: Vec<MessageId> = receipts.iter().map(|receipt| receipt.message_id).collect();
    let reply = MessageId(SystemIds.next());
    let response = Response {
        message_id: reply,
        in_reply_to: answers.last().copied(),
        answers: answers.clone(),
        content: ANSWERED.to_owned(),
        agent: "support".to_owned(),
        intent: None,
        confidence: Some(0.9),
        sources: Vec::new(),
        suggested_actions: Vec::new(),
        actions: Vec::new(),
        products: Vec::new(),
        cart: None,
        sent_at: at,
    };
    ConversationPart {
        opening: Some(opening),
        receipts,
        expected_version: Some(0),
        events: vec![
            EventBody::Answered(Box::new(response)),
            EventBody::State(Box::default()),
        ],
        messages: vec![NewMessage {
            id: reply,
            event: 0,
            sender: SenderKind::AiBot,
            sender_name: "Mira".to_owned(),
            text: ANSWERED.to_owned(),
            confidence: Some(0.9),
            sources: Vec::new(),
            in_reply_to: answers.last().copied(),
        }],
        turn: Some(NewTurn {
            id: TurnId(SystemIds.next()),
            answers,
            reply: Some(reply),
            decision: DecisionKind::Send,
            reason: "confident".to_owned(),
            confidence: 0.9,
            started_at: at,
            duration_micros: 0,
            sentiment: None,
            // Nothing was computed: there is nothing to explain it by.
            trace: to_raw_value(&json!({})).unwrap_or_default(),
        }),
        ..ConversationPart::empty(talk.conversation_id, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_written_in_full_the_rest_in_brief_and_the_last_ones_wait() {
        let plan = Plan {
            data: PathBuf::new(),
            conversations: 600,
            messages: 20,
            in_full: 300,
            pending: 50,
            sessions: PathBuf::new(),
        };
        let written: Vec<_> = batches(&plan)
            .iter()
            .map(|batch| (batch.count, batch.messages, batch.pending))
            .collect();
        assert_eq!(written, [(256, 20, 0), (44, 20, 0), (256, 2, 6), (44, 2, 44)]);
    }

    #[test]
    fn messages_are_as_long_as_the_figures_say() {
        assert_eq!((SAID.chars().count(), ANSWERED.chars().count()), (80, 80));
    }
}
