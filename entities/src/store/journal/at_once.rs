//! A batch on PostgreSQL, in as few ways there and back as there can be: what it rests on is read without a lock, and
//! all that it writes is one statement, which writes nothing where a row is no longer as it was read or a key is there
//! already. It is then begun again, with locks.
//!
//! That one statement needs no transaction around it. What few batches do (carts, memories, acts of the staff) takes
//! statements of its own, and a transaction.

use colloquy_engine::port::journal::{Unit, UnitOutcome};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sqlx::{self, Row, postgres::PgRow},
};

use super::{
    Locking, gather,
    known::{Known, KnownCart, KnownDraft, KnownHead, conversations_of, decided_drafts},
    memories::KnownMemories,
    rows::{EVENTS, Rows, TURNS},
    tell_activities,
    write::{ATTEMPTS, CARTS, DECISIONS, SESSION_ENDS, SETTLED, change_escalations},
};
use crate::{
    database::Database,
    error::Trouble,
    kept::{End, KeptConnection},
    statement::{ColumnKind, Repeated, RowsUpdate, Together, add_ids, insert_all, padded},
    tables::{
        conversation::{conversations, tags},
        trade::cart_items,
    },
};

/// What a batch may change of heads, and by which version of the row it knows them.
const HEADS: &str = "SELECT id, business_id, channel, session_id, customer_id, version, last_seq, status, \
     owner_user_id, owner_number, assignee_id, last_message_at, created_at, status_since, xmin::text::bigint \
     FROM conversations WHERE id = ANY($1) ORDER BY id";

/// Whoever takes a cart over, as a login does, has locked its conversation before.
const LOCKED: &str = "SELECT 1 FROM conversations WHERE id = ANY($1) ORDER BY id FOR UPDATE";

const DRAFTS: &str = "SELECT id, business_id, conversation_id, turn_id, message, status FROM drafts \
     WHERE id = ANY($1) ORDER BY id";

/// The fence: a head is only advanced from the very row that was read.
const ADVANCED: RowsUpdate = RowsUpdate {
    table: "conversations",
    columns: &[
        ("id", ColumnKind::Uuid),
        ("business_id", ColumnKind::Uuid),
        ("row_before", ColumnKind::Number),
        ("version", ColumnKind::Number),
        ("last_seq", ColumnKind::Number),
        ("status", ColumnKind::Text),
        ("owner_user_id", ColumnKind::Uuid),
        ("owner_number", ColumnKind::Number),
        ("assignee_id", ColumnKind::Uuid),
        ("last_message_at", ColumnKind::Time),
        ("status_since", ColumnKind::Time),
    ],
    set: "version = given.version, last_seq = given.last_seq, status = given.status, \
          owner_user_id = given.owner_user_id, owner_number = given.owner_number, \
          assignee_id = given.assignee_id, last_message_at = given.last_message_at, \
          status_since = given.status_since",
    matching: "conversations.id = given.id AND conversations.business_id = given.business_id \
               AND conversations.xmin::text::bigint = given.row_before",
};

/// A session that a cart made before takes the conversation's id.
const OPENED_BEFORE: Repeated = Repeated::Changed(
    " ON CONFLICT (id) DO UPDATE SET conversation_id = excluded.conversation_id, expires_at = excluded.expires_at \
     WHERE sessions.business_id = excluded.business_id",
);

/// Commits a batch, or writes nothing of it.
pub(super) async fn commit(
    database: &Database,
    batch: &[Unit],
    locking: Locking,
) -> Result<Vec<UnitOutcome>, Trouble> {
    let connection = database.kept_connection().await?;
    let outcomes = commit_on(&connection, database, batch, locking).await;
    if !connection.was_gone() {
        database.give_back(connection);
        return outcomes;
    }
    // The database was started again since the last batch, say. A new connection tells.
    drop(connection);
    let connection = database.kept_connection().await?;
    let outcomes = commit_on(&connection, database, batch, locking).await;
    database.give_back(connection);
    outcomes
}

async fn commit_on(
    connection: &KeptConnection,
    database: &Database,
    batch: &[Unit],
    locking: Locking,
) -> Result<Vec<UnitOutcome>, Trouble> {
    let outcomes = database.bounded(Box::pin(run(connection, batch, locking))).await;
    match outcomes {
        Ok(outcomes) => {
            let committed = database.bounded(connection.end(End::Commit)).await;
            committed.map(|()| outcomes)
        }
        Err(trouble) => {
            // The first error says what went wrong. A connection that cannot roll back is not kept.
            let _closed_instead = database.bounded(connection.end(End::Rollback)).await;
            Err(trouble)
        }
    }
}

async fn run(
    connection: &KeptConnection,
    batch: &[Unit],
    locking: Locking,
) -> Result<Vec<UnitOutcome>, Trouble> {
    if locking == Locking::All || batch.iter().any(rests_on_more) {
        connection.begin().await?;
    }
    let mut known = read(connection, batch, locking).await?;
    let (mut rows, outcomes) = gather(&mut known, batch)?;
    if locking == Locking::None && batch.iter().zip(&outcomes).any(may_be_repeated) {
        return Err(Trouble::Raced);
    }
    rows.tell_staff(connection).await?;
    write(connection, known, rows).await?;
    tell_activities(connection, batch, &outcomes).await?;
    Ok(outcomes)
}

/// Whether a unit rests on rows that are locked, or writes by statements of its own.
fn rests_on_more(unit: &Unit) -> bool {
    let of_part = unit
        .conversation
        .as_ref()
        .is_some_and(|part| part.memory.is_some() || !part.notices.is_empty());
    of_part || unit.cart.is_some() || unit.request.is_some() || unit.activity.is_some()
}

/// Whether a unit is refused that takes something in: whether that was taken in before is told first, and not known yet.
fn may_be_repeated((unit, outcome): (&Unit, &UnitOutcome)) -> bool {
    let takes_in = unit
        .conversation
        .as_ref()
        .is_some_and(|part| !part.receipts.is_empty());
    takes_in && !matches!(outcome, UnitOutcome::Committed(_))
}

/// Without locks receipts are not looked for either: one that is there already keeps the statement from writing.
async fn read(connection: &KeptConnection, batch: &[Unit], locking: Locking) -> Result<Known, Trouble> {
    let mut known = Known::default();
    known.read_businesses(connection, batch).await?;
    let with_carts = conversations_of(batch.iter().filter(|unit| unit.cart.is_some()));
    if !with_carts.is_empty() && locking == Locking::None {
        connection.rows(LOCKED, add_ids(&with_carts)?).await?;
    }
    read_heads(connection, batch, locking, &mut known).await?;
    if locking == Locking::All {
        known.read_receipts(connection, batch).await?;
    }
    read_drafts(connection, batch, locking, &mut known).await?;
    known.read_carts(connection, batch).await?;
    known.read_requests(connection, batch).await?;
    known.memories = KnownMemories::read(connection, batch).await?;
    Ok(known)
}

async fn read_heads(
    connection: &KeptConnection,
    batch: &[Unit],
    locking: Locking,
    known: &mut Known,
) -> Result<(), Trouble> {
    let ids = conversations_of(batch);
    if ids.is_empty() {
        return Ok(());
    }
    for row in connection.rows(&locked(HEADS, locking), add_ids(&ids)?).await? {
        let (head, version) = head(&row).map_err(unreadable)?;
        known.add_head(head, version);
    }
    Ok(())
}

fn head(row: &PgRow) -> Result<(conversations::Model, i64), sqlx::Error> {
    let head = conversations::Model {
        id: row.try_get(0)?,
        business_id: row.try_get(1)?,
        channel: row.try_get(2)?,
        session_id: row.try_get(3)?,
        customer_id: row.try_get(4)?,
        version: row.try_get(5)?,
        last_seq: row.try_get(6)?,
        status: row.try_get(7)?,
        owner_user_id: row.try_get(8)?,
        owner_number: row.try_get(9)?,
        assignee_id: row.try_get(10)?,
        last_message_at: row.try_get(11)?,
        created_at: row.try_get(12)?,
        status_since: row.try_get(13)?,
        // Written with the row and never again.
        initial_context: None,
    };
    Ok((head, row.try_get(14)?))
}

async fn read_drafts(
    connection: &KeptConnection,
    batch: &[Unit],
    locking: Locking,
    known: &mut Known,
) -> Result<(), Trouble> {
    let ids = decided_drafts(batch);
    if ids.is_empty() {
        return Ok(());
    }
    for row in connection.rows(&locked(DRAFTS, locking), add_ids(&ids)?).await? {
        let draft = draft(&row).map_err(unreadable)?;
        known.drafts.insert(draft.id, draft);
    }
    Ok(())
}

fn draft(row: &PgRow) -> Result<KnownDraft, sqlx::Error> {
    Ok(KnownDraft {
        id: row.try_get(0)?,
        business_id: row.try_get(1)?,
        conversation_id: row.try_get(2)?,
        turn_id: row.try_get(3)?,
        message: row.try_get(4)?,
        status: row.try_get(5)?,
    })
}

fn locked(text: &str, locking: Locking) -> String {
    let lock = match locking {
        Locking::None => "",
        Locking::All => " FOR UPDATE",
    };
    format!("{text}{lock}")
}

fn unreadable(error: sqlx::Error) -> Trouble {
    Trouble::from(sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(
        std::sync::Arc::new(error),
    )))
}

/// What has statements of its own goes before or after the one that writes all the rest.
async fn write(connection: &KeptConnection, known: Known, mut rows: Rows) -> Result<(), Trouble> {
    let needs_more = !(rows.attempted.is_empty()
        && rows.escalation_changes.is_empty()
        && rows.tags.is_empty()
        && rows.carts.is_empty()
        && rows.memories.is_empty());
    if needs_more {
        connection.begin().await?;
    }
    let attempted = std::mem::take(&mut rows.attempted).into_iter();
    let attempted = attempted.map(|(receipt, conversation)| vec![receipt.into(), conversation.into()]);
    ATTEMPTS.run(connection, attempted.collect()).await?;
    change_escalations(connection, &rows.escalation_changes).await?;

    let (new_tags, items) = (std::mem::take(&mut rows.tags), std::mem::take(&mut rows.carts));
    let memories = std::mem::take(&mut rows.memories);
    together(
        known.heads.into_values().collect(),
        known.carts.into_values().collect(),
        rows,
    )?
    .run(connection)
    .await?;

    if !new_tags.is_empty() {
        tags::Entity::delete_many()
            .filter(tags::Column::ConversationId.is_in(new_tags.keys().copied()))
            .exec(connection)
            .await?;
        insert_all(connection, new_tags.into_values().flatten().collect()).await?;
    }
    if !items.is_empty() {
        cart_items::Entity::delete_many()
            .filter(cart_items::Column::CartId.is_in(padded(items.keys().copied().collect())))
            .exec(connection)
            .await?;
        insert_all(connection, items.into_values().flatten().collect()).await?;
    }
    memories.write(connection, known.memories).await
}

/// The rows of one statement.
fn together(heads: Vec<KnownHead>, carts: Vec<KnownCart>, rows: Rows) -> Result<Together, Trouble> {
    let mut all = Together::default();
    let (made, advanced) = moved(heads);
    all.update_all(&ADVANCED, advanced)?;
    all.insert_models(rows.customers, Repeated::LeftOut)?;
    all.insert_new(made)?;
    // A session's row is made once by a statement.
    let of_carts = rows.cart_sessions.into_iter();
    let of_carts: Vec<_> = of_carts
        .filter(|row| !rows.sessions.contains_key(&row.id))
        .collect();
    all.insert_models(rows.sessions.into_values().collect(), OPENED_BEFORE)?;
    all.insert_models(of_carts, Repeated::LeftOut)?;
    let ends = rows.session_ends.into_iter();
    let ends = ends.map(|(session, (business, end))| vec![session.into(), business.into(), end.into()]);
    all.update(&SESSION_ENDS, ends.collect())?;

    all.insert_new(rows.receipts)?;
    all.insert(&EVENTS, &rows.events)?;
    all.insert_models(rows.messages, Repeated::Refused)?;
    all.insert(&TURNS, &rows.turns)?;
    let settled = rows.settled.into_iter();
    let settled =
        settled.map(|(receipt, conversation, turn)| vec![receipt.into(), conversation.into(), turn.into()]);
    all.update(&SETTLED, settled.collect())?;
    // One dead letter is made of each thing that is given up, however often that is told.
    all.insert_models(rows.dead_letters, Repeated::LeftOut)?;

    let decisions = rows.decisions.into_iter();
    let decisions = decisions.map(|(draft, status, at)| vec![draft.into(), status.into(), at.into()]);
    all.update_all(&DECISIONS, decisions.collect())?;
    all.insert_models(rows.drafts, Repeated::Refused)?;
    all.insert_models(rows.approvals, Repeated::Refused)?;
    all.insert_models(rows.edits, Repeated::Refused)?;
    // Not fenced by a version, so a repeat after an answer that was lost may come by again.
    all.insert_models(rows.escalations, Repeated::LeftOut)?;
    all.insert_models(rows.notes, Repeated::LeftOut)?;
    add_carts(&mut all, carts)?;
    // The same cause told twice is one delivery.
    all.insert_models(rows.outbox, Repeated::LeftOut)?;
    all.insert_new(rows.requests)?;
    Ok(all)
}

/// The heads that are made, and the values of those that are advanced, in the order of their ids: two processes that
/// advance the same ones wait for each other, and do not both wait.
fn moved(mut heads: Vec<KnownHead>) -> (Vec<conversations::Model>, Vec<Vec<sea_orm::Value>>) {
    heads.sort_by_key(|head| head.after.id);
    let (mut made, mut advanced) = (Vec::new(), Vec::new());
    for KnownHead { row, before, after } in heads {
        match before {
            None => made.push(after),
            Some(before) if before == after => {}
            Some(_) => advanced.push(vec![
                after.id.into(),
                after.business_id.into(),
                row.into(),
                after.version.into(),
                after.last_seq.into(),
                after.status.into(),
                after.owner_user_id.into(),
                after.owner_number.into(),
                after.assignee_id.into(),
                after.last_message_at.into(),
                after.status_since.into(),
            ]),
        }
    }
    (made, advanced)
}

fn add_carts(all: &mut Together, known: Vec<KnownCart>) -> Result<(), Trouble> {
    let (mut made, mut advanced) = (Vec::new(), Vec::new());
    for cart in known {
        match cart.before {
            None => made.push(cart.after),
            Some(version) if version == cart.after.version => {}
            Some(version) => advanced.push(vec![
                cart.after.id.into(),
                version.into(),
                cart.after.version.into(),
                cart.after.updated_at.into(),
                cart.after.discount_code.into(),
            ]),
        }
    }
    all.insert_new(made)?;
    all.update_all(&CARTS, advanced)
}
