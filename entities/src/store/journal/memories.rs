//! Memories of a batch: known, judged, gathered and written like carts. What a turn says of a shopper is written only
//! under the version that it has read, so that nothing comes back which was cleared meanwhile.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use colloquy_engine::{
    memory::Preferences,
    port::{
        journal::{Stale, Unit, UnitOutcome},
        memory::{MemoryChange, MemoryPart},
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{
    error::Trouble,
    statement::{ColumnKind, RowsUpdate, insert_missing, padded},
    store::memory::rows::{delete_history, delete_known, known_row, replace_preferences, summary_row},
    tables::{
        access::users,
        people::{affinities, interaction_summaries as summaries, memories, turn_memories},
    },
    text::storable,
};

/// How many keys one statement asks for.
const KEYS_AT_ONCE: usize = 5_000;

const HEADS: RowsUpdate = RowsUpdate {
    table: "memories",
    columns: &[
        ("user_id", ColumnKind::Uuid),
        ("version_before", ColumnKind::Number),
        ("version", ColumnKind::Number),
        ("updated_at", ColumnKind::Time),
    ],
    set: "version = given.version, updated_at = given.updated_at",
    matching: "memories.user_id = given.user_id AND memories.version = given.version_before",
};

/// The memories that a batch rests on, by account.
#[derive(Debug, Default)]
pub(super) struct KnownMemories {
    /// The accounts that there are, and whose they are. Nobody is remembered who is none of them.
    businesses: HashMap<Uuid, Uuid>,
    heads: HashMap<Uuid, Head>,
}

/// A version as it was read, and as the accepted units of the batch leave it.
#[derive(Debug)]
struct Head {
    /// None for a memory that the batch makes.
    before: Option<i64>,
    after: i64,
    at: DateTime<Utc>,
}

impl KnownMemories {
    /// Reads and locks. Memories are locked after everything else.
    pub(super) async fn read(transaction: &impl ConnectionTrait, batch: &[Unit]) -> Result<Self, Trouble> {
        let mut known = Self::default();
        let parts = batch.iter().filter_map(|unit| unit.conversation.as_ref());
        let ids: Vec<Uuid> = parts
            .filter_map(|part| Some(part.memory.as_ref()?.user_id.0))
            .collect();
        for chunk in ids.chunks(KEYS_AT_ONCE) {
            let chunk = padded(chunk.to_vec());
            let people: Vec<(Uuid, Uuid)> = users::Entity::find()
                .select_only()
                .column(users::Column::Id)
                .column(users::Column::BusinessId)
                .filter(users::Column::Id.is_in(chunk.iter().copied()))
                .into_tuple()
                .all(transaction)
                .await?;
            known.businesses.extend(people);
            let heads = memories::Entity::find()
                .filter(memories::Column::UserId.is_in(chunk))
                .order_by_asc(memories::Column::UserId)
                .lock_exclusive()
                .all(transaction)
                .await?;
            known.heads.extend(heads.into_iter().map(|row| {
                let head = Head {
                    before: Some(row.version),
                    after: row.version,
                    at: row.updated_at,
                };
                (row.user_id, head)
            }));
        }
        Ok(known)
    }

    /// Refuses what was computed from another version than stands.
    pub(super) fn check(&self, part: &MemoryPart) -> Result<(), UnitOutcome> {
        let version = self.heads.get(&part.user_id.0).map_or(0, |head| head.after);
        if version == part.expected_version {
            Ok(())
        } else {
            Err(UnitOutcome::Stale(Stale::Memory))
        }
    }

    /// Notes that a part is written. Answers whether there is such an account.
    pub(super) fn take(&mut self, business: Uuid, part: &MemoryPart, at: DateTime<Utc>) -> bool {
        if self.businesses.get(&part.user_id.0) != Some(&business) {
            return false;
        }
        let head = self.heads.entry(part.user_id.0).or_insert(Head {
            before: None,
            after: 0,
            at,
        });
        if part.change != MemoryChange::None {
            head.after += 1;
            head.at = at;
        }
        true
    }
}

/// What the accepted units of a batch write of memories.
#[derive(Debug, Default)]
pub(super) struct MemoryRows {
    /// Business, account.
    owners: HashMap<Uuid, Uuid>,
    preferences: HashMap<Uuid, (Preferences, DateTime<Utc>)>,
    /// Accounts whose history and affinities are deleted.
    cleared: Vec<Uuid>,
    summaries: Vec<summaries::Model>,
    /// Accounts that something was taken back of: what earlier turns knew of it goes.
    taken_back: Vec<Uuid>,
    known: Vec<turn_memories::Model>,
    affinities: HashMap<(Uuid, &'static str, String), (u32, DateTime<Utc>)>,
}

impl MemoryRows {
    /// Whether no unit says anything of a memory.
    pub(super) fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Adds what a unit writes.
    pub(super) fn add(
        &mut self,
        business: Uuid,
        part: &MemoryPart,
        at: DateTime<Utc>,
    ) -> Result<(), Trouble> {
        let user = part.user_id.0;
        if part.takes_back {
            self.known.retain(|row| row.user_id != user);
            self.taken_back.push(user);
        }
        if let Some(known) = &part.known {
            self.known.push(known_row(business, part.user_id, known, at)?);
        }
        self.owners.insert(user, business);
        match &part.change {
            MemoryChange::None => {}
            MemoryChange::Preferences(said) => {
                self.preferences.insert(user, (said.clone(), at));
            }
            MemoryChange::Cleared => {
                self.preferences.insert(user, (Preferences::default(), at));
                self.summaries.retain(|row| row.user_id != user);
                self.affinities.retain(|(owner, _, _), _| *owner != user);
                self.cleared.push(user);
            }
        }
        if let Some(summary) = &part.summary {
            self.summaries.push(summary_row(business, part.user_id, summary));
        }
        for affinity in &part.affinities {
            let key = (user, affinity.kind.as_str(), storable(&affinity.value));
            let times = self.affinities.entry(key).or_insert((0, at));
            *times = (times.0.saturating_add(affinity.count), at);
        }
        Ok(())
    }

    /// Writes everything; what is deleted goes first.
    pub(super) async fn write(
        self,
        transaction: &impl ConnectionTrait,
        known: KnownMemories,
    ) -> Result<(), Trouble> {
        self.write_heads(transaction, known).await?;
        for (user, (said, at)) in &self.preferences {
            let business = self.owner(*user);
            replace_preferences(transaction, business, *user, said, *at).await?;
        }
        for user in &self.taken_back {
            delete_known(transaction, self.owner(*user), *user).await?;
        }
        for user in &self.cleared {
            delete_history(transaction, self.owner(*user), vec![*user]).await?;
        }
        let mut counted: Vec<affinities::Model> = self
            .affinities
            .iter()
            .map(|((user, kind, value), (times, at))| affinities::Model {
                business_id: self.owner(*user),
                user_id: *user,
                kind: (*kind).to_owned(),
                value: value.clone(),
                times: i64::from(*times),
                updated_at: *at,
            })
            .collect();
        insert_missing(transaction, self.summaries).await?;
        insert_missing(transaction, self.known).await?;
        if counted.is_empty() {
            return Ok(());
        }
        counted.sort_by(|one, other| {
            (one.user_id, &one.kind, &one.value).cmp(&(other.user_id, &other.kind, &other.value))
        });
        let mut there = OnConflict::columns([
            affinities::Column::UserId,
            affinities::Column::Kind,
            affinities::Column::Value,
        ]);
        there.update_column(affinities::Column::UpdatedAt).value(
            affinities::Column::Times,
            Expr::cust("affinities.times + excluded.times"),
        );
        sea_orm::Insert::<affinities::ActiveModel>::many(
            counted
                .into_iter()
                .map(sea_orm::IntoActiveModel::into_active_model),
        )
        .on_conflict(there)
        .exec_without_returning(transaction)
        .await?;
        Ok(())
    }

    fn owner(&self, user: Uuid) -> Uuid {
        self.owners.get(&user).copied().unwrap_or_default()
    }

    async fn write_heads(
        &self,
        transaction: &impl ConnectionTrait,
        known: KnownMemories,
    ) -> Result<(), Trouble> {
        let mut made = Vec::new();
        let mut advanced = Vec::new();
        for (user, head) in known.heads {
            match head.before {
                None => made.push(memories::Model {
                    business_id: self.owner(user),
                    user_id: user,
                    version: head.after,
                    updated_at: head.at,
                }),
                Some(before) if before == head.after => {}
                Some(before) => advanced.push(vec![
                    user.into(),
                    before.into(),
                    head.after.into(),
                    head.at.into(),
                ]),
            }
        }
        let (new, changed) = (made.len() as u64, advanced.len() as u64);
        // Another process may have made one since we looked.
        let written = insert_missing(transaction, made).await? + HEADS.run(transaction, advanced).await?;
        if written == new + changed {
            Ok(())
        } else {
            Err(Trouble::Raced)
        }
    }
}
