//! Running a stored turn again.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use serde::Serialize;
use serde_json::Value;

use super::{
    difference::{Difference, differences},
    playback::{PlayedDesk, PlayedIds},
    recording::{DeskQuestion, Recording, Versions},
};
use crate::{
    answering::{
        desk::Desk,
        responder::{self, Phraser},
    },
    channel::Channel,
    commerce::shop::Shop,
    conversation::state::RecentMessage,
    ids::{BusinessId, ConversationId, TurnId},
    knowledge::{Evidence, stage as knowledge},
    memory::Memory,
    model::{
        Assistant, ModelRules, ModelTrace, NobodyListens, Prompt, Prompts, classifying, exchange::Verdict,
        recorded::RecordedModel,
    },
    port::{clock::Laps, model::Purpose},
    turn::{Inbound, Turn},
    understanding::{Understander, Understanding, stage as understanding},
};

/// A turn as it is stored.
#[derive(Clone, Debug)]
pub struct StoredTurn {
    /// The turn.
    pub id: TurnId,
    /// Whose it is.
    pub business_id: BusinessId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// The way that it was held on.
    pub channel: Channel,
    /// The messages that it covered, oldest first.
    pub inbound: Vec<Inbound>,
    /// The earlier messages that it saw, oldest first.
    pub recent: VecDeque<RecentMessage>,
    /// What it knew of its shopper; none where it knew nothing, or may not be told any more.
    pub memory: Option<Memory>,
    /// Everything that explains it.
    pub trace: Value,
}

/// What came of running a turn again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Replayed {
    /// The turn.
    pub turn_id: TurnId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// The parts of what computed it that are not what they were.
    pub changed: Vec<&'static str>,
    /// What came out otherwise; none when every byte is as it was.
    pub differences: Vec<Difference>,
    /// What the order desk would have been asked and was not asked then. Nothing of it was done.
    pub not_asked_then: Vec<DeskQuestion>,
}

/// Why a turn cannot be run again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// It was stored by a program that did not record, or it has no messages.
    #[error("the turn was not recorded")]
    NotRecorded,
    /// What was recorded cannot be read.
    #[error("the recording cannot be read: {0}")]
    Unreadable(String),
}

/// Runs a turn again: on what was answered then, asking anew only what the shop or the model changes.
///
/// # Errors
/// [`ReplayError`].
pub async fn again(
    stored: &StoredTurn,
    shop: &Arc<Shop>,
    understander: &Understander,
) -> Result<Replayed, ReplayError> {
    let recording = stored.trace.get("recording").filter(|kept| !kept.is_null());
    let recording: Recording = read(recording.ok_or(ReplayError::NotRecorded)?)?;
    if stored.inbound.is_empty() {
        return Err(ReplayError::NotRecorded);
    }
    let desk = PlayedDesk::new(&recording.answers);
    let versions = versions(shop, understander);
    let mut changed = recording.versions.changed(&versions);
    if recording.context.memory.is_some() && stored.memory.is_none() {
        // What it knew was forgotten since: it is run again without.
        changed.push("memory");
    }
    let turn = walk(stored, &recording, shop, understander, &changed, &desk).await?;
    // Written and read like the trace itself, so that figures are rounded alike.
    let trace = turn.trace(0).map_err(unreadable)?;
    let now: Value = serde_json::from_str(trace.get()).map_err(unreadable)?;
    Ok(Replayed {
        turn_id: stored.id,
        conversation_id: stored.conversation_id,
        changed,
        differences: differences(&stored.trace, &now),
        not_asked_then: desk.into_unknown(),
    })
}

async fn walk(
    stored: &StoredTurn,
    recording: &Recording,
    shop: &Arc<Shop>,
    understander: &Understander,
    changed: &[&str],
    desk: &PlayedDesk,
) -> Result<Turn, ReplayError> {
    let context =
        recording
            .context
            .clone()
            .context(Arc::clone(shop), stored.recent.clone(), memory(stored, recording));
    let seat = (stored.business_id, stored.conversation_id, stored.channel);
    let mut turn = Turn::new(stored.id, seat, stored.inbound.clone(), context);
    turn.versions = versions(shop, understander);
    if responder::does_no_work(&turn) {
        return Ok(*responder::judge_without_work(Box::new(turn)));
    }
    let was = |part: &str| stored.trace.get(part).filter(|kept| !kept.is_null());
    let has_changed = |parts: &[&str]| parts.iter().any(|part| changed.contains(part));
    let before: Option<Understanding> = was("understanding").map(read).transpose()?;
    let Some(before) = before else {
        // The turn was given up: what it would have been is not recorded.
        return Err(ReplayError::NotRecorded);
    };
    let is_read_anew = has_changed(&["build", "model", "catalogue"]);
    if is_read_anew {
        understanding::understand(&mut turn, understander);
        classifying::hear_again(&mut turn, &model(&stored.trace)?.exchanges, understander);
    } else {
        turn.understanding = Some(before.clone());
    }
    let evidence: Option<Evidence> = was("evidence").map(read).transpose()?;
    let is_understood_as_before = turn.understanding.as_ref() == Some(&before);
    match evidence {
        Some(evidence) if is_understood_as_before && !has_changed(&["build", "knowledge", "catalogue"]) => {
            turn.evidence = Some(evidence);
        }
        _ => {
            knowledge::embed_question(&mut turn).await;
            knowledge::retrieve(&mut turn);
        }
    }
    let quotes = recording.answers.quotes.clone();
    let ids = PlayedIds::new(recording.answers.ids.clone());
    let desk: Option<&dyn Desk> = Some(desk);
    let writer = writer(&stored.trace)?;
    let mut nobody = NobodyListens;
    let phraser = writer.as_ref().map(|assistant| Phraser {
        assistant,
        listener: &mut nobody,
    });
    responder::respond_quoted(&mut turn, quotes, (desk, &ids), &mut Untimed, phraser).await;
    Ok(turn)
}

/// The model as it wrote for the turn then; none where nothing of it was said.
fn writer(trace: &Value) -> Result<Option<Assistant>, ReplayError> {
    let mut exchanges = model(trace)?.exchanges;
    exchanges.retain(|exchange| exchange.purpose == Purpose::Write && exchange.verdict == Verdict::Used);
    let Some(prompt) = exchanges.first().map(|exchange| exchange.prompt.clone()) else {
        return Ok(None);
    };
    let recorded = Prompt::recorded(prompt);
    Ok(Some(Assistant {
        model: Arc::new(RecordedModel::new(exchanges)),
        rules: ModelRules::default(),
        prompts: Prompts {
            plan: recorded.clone(),
            write: recorded.clone(),
            classify: recorded,
        },
    }))
}

/// Nobody asks how long the stages took.
struct Untimed;

impl Laps for Untimed {
    fn lap(&mut self) -> Duration {
        Duration::ZERO
    }
}

/// What the turn knew of its shopper. One that knew nothing of an account yet had an empty memory.
fn memory(stored: &StoredTurn, recording: &Recording) -> Option<Arc<Memory>> {
    let known = stored.memory.clone();
    let known = known.or_else(|| recording.context.signed_in.map(|_| Memory::default()));
    known.map(Arc::new)
}

/// What a language model had to do with the turn then.
fn model(trace: &Value) -> Result<ModelTrace, ReplayError> {
    let kept = trace.get("model").filter(|kept| !kept.is_null());
    Ok(kept.map(read).transpose()?.unwrap_or_default())
}

/// What would compute a turn now.
fn versions(shop: &Shop, understander: &Understander) -> Versions {
    shop.versions.with_model(understander.version())
}

fn read<T: serde::de::DeserializeOwned>(kept: &Value) -> Result<T, ReplayError> {
    // By its text: an i64 in a map's key or an f32 reads back as it was written.
    let text = kept.to_string();
    serde_json::from_str(&text).map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn unreadable(error: serde_json::Error) -> ReplayError {
    ReplayError::Unreadable(error.to_string())
}
