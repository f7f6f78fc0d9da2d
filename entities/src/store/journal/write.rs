//! Writes what a batch has gathered, parents before children, each table in one statement.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{
    judge::EscalationChange,
    known::{Known, KnownCart, KnownHead},
    rows::{EVENTS, Rows, TURNS},
};
use crate::{
    error::Trouble,
    statement::{ColumnKind, RowsUpdate, insert_all, insert_missing, padded},
    tables::{
        conversation::{escalations, tags},
        people::sessions,
        trade::{cart_items, carts},
    },
};

/// The fence: a head is only advanced from where it was read.
const HEADS: RowsUpdate = RowsUpdate {
    table: "conversations",
    columns: &[
        ("id", ColumnKind::Uuid),
        ("business_id", ColumnKind::Uuid),
        ("version_before", ColumnKind::Number),
        ("last_seq_before", ColumnKind::Number),
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
               AND conversations.version = given.version_before \
               AND conversations.last_seq = given.last_seq_before",
};

pub(super) const SESSION_ENDS: RowsUpdate = RowsUpdate {
    table: "sessions",
    columns: &[
        ("id", ColumnKind::Text),
        ("business_id", ColumnKind::Uuid),
        ("expires_at", ColumnKind::Time),
    ],
    set: "expires_at = given.expires_at",
    matching: "sessions.id = given.id AND sessions.business_id = given.business_id",
};

pub(super) const ATTEMPTS: RowsUpdate = RowsUpdate {
    table: "receipts",
    columns: &[("id", ColumnKind::Uuid), ("conversation_id", ColumnKind::Uuid)],
    set: "attempts = receipts.attempts + 1",
    matching: "receipts.id = given.id AND receipts.conversation_id = given.conversation_id \
               AND receipts.status = 'pending'",
};

pub(super) const SETTLED: RowsUpdate = RowsUpdate {
    table: "receipts",
    columns: &[
        ("id", ColumnKind::Uuid),
        ("conversation_id", ColumnKind::Uuid),
        ("turn_id", ColumnKind::Uuid),
    ],
    set: "status = 'settled', turn_id = given.turn_id",
    matching: "receipts.id = given.id AND receipts.conversation_id = given.conversation_id \
               AND receipts.status = 'pending'",
};

pub(super) const DECISIONS: RowsUpdate = RowsUpdate {
    table: "drafts",
    columns: &[
        ("id", ColumnKind::Uuid),
        ("status", ColumnKind::Text),
        ("decided_at", ColumnKind::Time),
    ],
    set: "status = given.status, decided_at = given.decided_at",
    matching: "drafts.id = given.id AND drafts.status = 'pending'",
};

pub(super) const CARTS: RowsUpdate = RowsUpdate {
    table: "carts",
    columns: &[
        ("id", ColumnKind::Uuid),
        ("version_before", ColumnKind::Number),
        ("version", ColumnKind::Number),
        ("updated_at", ColumnKind::Time),
        ("discount_code", ColumnKind::Text),
    ],
    set: "version = given.version, updated_at = given.updated_at, discount_code = given.discount_code",
    matching: "carts.id = given.id AND carts.version = given.version_before",
};

pub(super) async fn write(
    transaction: &impl ConnectionTrait,
    known: Known,
    rows: Rows,
) -> Result<(), Trouble> {
    insert_missing(transaction, rows.customers).await?;
    write_heads(transaction, known.heads.into_values().collect()).await?;
    write_sessions(
        transaction,
        rows.sessions.into_values().collect(),
        rows.cart_sessions,
    )
    .await?;
    let ends = rows.session_ends.into_iter();
    let ends = ends.map(|(session, (business, end))| vec![session.into(), business.into(), end.into()]);
    SESSION_ENDS.run(transaction, ends.collect()).await?;

    // Another process may have taken in the same delivery since we looked.
    let number = rows.receipts.len() as u64;
    all_or_raced(insert_missing(transaction, rows.receipts).await?, number)?;
    EVENTS.run(transaction, rows.events).await?;
    insert_all(transaction, rows.messages).await?;
    TURNS.run(transaction, rows.turns).await?;
    let attempted = rows.attempted.into_iter();
    let attempted = attempted.map(|(receipt, conversation)| vec![receipt.into(), conversation.into()]);
    ATTEMPTS.run(transaction, attempted.collect()).await?;
    // One dead letter is made of each thing that is given up, however often that is told.
    insert_missing(transaction, rows.dead_letters).await?;
    let settled = rows.settled.into_iter();
    let settled =
        settled.map(|(receipt, conversation, turn)| vec![receipt.into(), conversation.into(), turn.into()]);
    SETTLED.run(transaction, settled.collect()).await?;

    write_drafts(transaction, rows.decisions).await?;
    insert_all(transaction, rows.drafts).await?;
    insert_all(transaction, rows.approvals).await?;
    insert_all(transaction, rows.edits).await?;
    change_escalations(transaction, &rows.escalation_changes).await?;
    // Not fenced by a version, so a repeat after an answer that was lost may come by again.
    insert_missing(transaction, rows.escalations).await?;
    insert_missing(transaction, rows.notes).await?;
    if !rows.tags.is_empty() {
        tags::Entity::delete_many()
            .filter(tags::Column::ConversationId.is_in(rows.tags.keys().copied()))
            .exec(transaction)
            .await?;
        insert_all(transaction, rows.tags.into_values().flatten().collect()).await?;
    }
    write_carts(transaction, known.carts.into_values().collect()).await?;
    if !rows.carts.is_empty() {
        cart_items::Entity::delete_many()
            .filter(cart_items::Column::CartId.is_in(padded(rows.carts.keys().copied().collect())))
            .exec(transaction)
            .await?;
        insert_all(transaction, rows.carts.into_values().flatten().collect()).await?;
    }
    rows.memories.write(transaction, known.memories).await?;
    // The same cause told twice is one delivery.
    insert_missing(transaction, rows.outbox).await?;
    let number = rows.requests.len() as u64;
    all_or_raced(insert_missing(transaction, rows.requests).await?, number)
}

/// Fewer rows than there should be means that another process was faster.
fn all_or_raced(written: u64, expected: u64) -> Result<(), Trouble> {
    if written == expected {
        Ok(())
    } else {
        Err(Trouble::Raced)
    }
}

async fn write_heads(transaction: &impl ConnectionTrait, heads: Vec<KnownHead>) -> Result<(), Trouble> {
    let mut made = Vec::new();
    let mut advanced: Vec<Vec<Value>> = Vec::new();
    for head in heads {
        match head.before {
            None => made.push(head.after),
            Some(before) if before == head.after => {}
            Some(before) => advanced.push(vec![
                before.id.into(),
                before.business_id.into(),
                before.version.into(),
                before.last_seq.into(),
                head.after.version.into(),
                head.after.last_seq.into(),
                head.after.status.into(),
                head.after.owner_user_id.into(),
                head.after.owner_number.into(),
                head.after.assignee_id.into(),
                head.after.last_message_at.into(),
                head.after.status_since.into(),
            ]),
        }
    }
    let number = made.len() as u64;
    all_or_raced(insert_missing(transaction, made).await?, number)?;
    let number = advanced.len() as u64;
    all_or_raced(HEADS.run(transaction, advanced).await?, number)
}

async fn write_sessions(
    transaction: &impl ConnectionTrait,
    opened: Vec<sessions::Model>,
    of_carts: Vec<sessions::Model>,
) -> Result<(), Trouble> {
    if !opened.is_empty() {
        let mut there = OnConflict::column(sessions::Column::Id);
        there
            .update_columns([sessions::Column::ConversationId, sessions::Column::ExpiresAt])
            .action_and_where(Expr::cust("sessions.business_id = excluded.business_id"));
        sea_orm::Insert::<sessions::ActiveModel>::many(opened)
            .on_conflict(there)
            .exec_without_returning(transaction)
            .await?;
    }
    insert_missing(transaction, of_carts).await?;
    Ok(())
}

async fn write_drafts(
    transaction: &impl ConnectionTrait,
    decisions: Vec<(Uuid, String, chrono::DateTime<chrono::Utc>)>,
) -> Result<(), Trouble> {
    let number = decisions.len() as u64;
    let decisions = decisions
        .into_iter()
        .map(|(draft, status, at)| vec![draft.into(), status.into(), at.into()]);
    all_or_raced(DECISIONS.run(transaction, decisions.collect()).await?, number)
}

pub(super) async fn change_escalations(
    transaction: &impl ConnectionTrait,
    changes: &[(Uuid, EscalationChange, chrono::DateTime<chrono::Utc>)],
) -> Result<(), Trouble> {
    // Few units in a batch do this, so each has its own statement.
    for (conversation, change, at) in changes {
        let update = escalations::Entity::update_many()
            .filter(escalations::Column::ConversationId.eq(*conversation))
            .filter(escalations::Column::Status.ne("resolved"));
        let update = match change {
            EscalationChange::None => continue,
            EscalationChange::Taken => update
                .filter(escalations::Column::Status.eq("open"))
                .col_expr(escalations::Column::Status, Expr::value("in_progress"))
                .col_expr(escalations::Column::TakenAt, Expr::value(*at)),
            EscalationChange::Resolved => update
                .col_expr(escalations::Column::Status, Expr::value("resolved"))
                .col_expr(escalations::Column::ResolvedAt, Expr::value(*at)),
        };
        update.exec(transaction).await?;
    }
    Ok(())
}

async fn write_carts(transaction: &impl ConnectionTrait, known: Vec<KnownCart>) -> Result<(), Trouble> {
    let mut made: Vec<carts::Model> = Vec::new();
    let mut advanced: Vec<Vec<Value>> = Vec::new();
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
    let number = made.len() as u64;
    all_or_raced(insert_missing(transaction, made).await?, number)?;
    let number = advanced.len() as u64;
    all_or_raced(CARTS.run(transaction, advanced).await?, number)
}
