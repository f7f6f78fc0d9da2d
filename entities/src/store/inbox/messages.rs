//! The messages of a conversation, how each came about, and what operators noted beside them.

use std::collections::HashMap;

use colloquy_engine::{
    ids::{BusinessId, ConversationId, MessageId, NoteId, UserId},
    port::conversations::{MessageCursor, StoredMessage, StoredNote},
};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, JsonValue, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    error::Trouble,
    packed,
    rows::{from_json, from_name},
    tables::{
        access::users,
        conversation::{messages, notes, receipts, turns},
    },
};

/// The newest messages within the cursor, oldest first.
pub(super) async fn page(
    connection: &DatabaseConnection,
    business: BusinessId,
    conversation: ConversationId,
    cursor: MessageCursor,
    limit: u64,
) -> Result<Vec<StoredMessage>, Trouble> {
    let mut wanted = messages::Entity::find()
        .filter(messages::Column::BusinessId.eq(business.0))
        .filter(messages::Column::ConversationId.eq(conversation.0));
    if let Some(message) = cursor.before {
        let Some(seq) = seq_of(connection, business, conversation, message).await? else {
            return Ok(Vec::new());
        };
        wanted = wanted.filter(messages::Column::Seq.lt(seq));
    }
    if let Some(message) = cursor.after {
        let Some(seq) = seq_of(connection, business, conversation, message).await? else {
            return Ok(Vec::new());
        };
        wanted = wanted.filter(messages::Column::Seq.gt(seq));
    }
    let rows = wanted
        .order_by_desc(messages::Column::Seq)
        .order_by_desc(messages::Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    rows.into_iter().rev().map(message).collect()
}

/// One message.
pub(super) async fn one(
    connection: &DatabaseConnection,
    business: BusinessId,
    conversation: ConversationId,
    id: MessageId,
) -> Result<Option<StoredMessage>, Trouble> {
    let row = messages::Entity::find_by_id(id.0)
        .filter(messages::Column::BusinessId.eq(business.0))
        .filter(messages::Column::ConversationId.eq(conversation.0))
        .one(connection)
        .await?;
    row.map(message).transpose()
}

async fn seq_of(
    connection: &DatabaseConnection,
    business: BusinessId,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<i64>, Trouble> {
    Ok(messages::Entity::find_by_id(message.0)
        .select_only()
        .column(messages::Column::Seq)
        .filter(messages::Column::BusinessId.eq(business.0))
        .filter(messages::Column::ConversationId.eq(conversation.0))
        .into_tuple()
        .one(connection)
        .await?)
}

/// The trace of the turn that a message was answered by, or that wrote it.
pub(super) async fn trace(
    connection: &DatabaseConnection,
    business: BusinessId,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<JsonValue>, Trouble> {
    // A question's turn stands in its receipt, which a later turn may settle; the message is written once.
    let asked: Option<Option<Uuid>> = receipts::Entity::find()
        .select_only()
        .column(receipts::Column::TurnId)
        .filter(receipts::Column::BusinessId.eq(business.0))
        .filter(receipts::Column::ConversationId.eq(conversation.0))
        .filter(receipts::Column::MessageId.eq(message.0))
        .into_tuple()
        .one(connection)
        .await?;
    let turn = match asked {
        Some(turn) => turn,
        None => messages::Entity::find_by_id(message.0)
            .select_only()
            .column(messages::Column::TurnId)
            .filter(messages::Column::BusinessId.eq(business.0))
            .filter(messages::Column::ConversationId.eq(conversation.0))
            .into_tuple::<Option<Uuid>>()
            .one(connection)
            .await?
            .flatten(),
    };
    let Some(turn) = turn else {
        return Ok(None);
    };
    let trace: Option<Vec<u8>> = turns::Entity::find_by_id(turn)
        .select_only()
        .column(turns::Column::Trace)
        .filter(turns::Column::BusinessId.eq(business.0))
        .into_tuple()
        .one(connection)
        .await?;
    trace.map(|trace| packed::unpack(&trace)).transpose()
}

/// Notes with their writers' names, oldest first.
pub(super) async fn notes(
    connection: &DatabaseConnection,
    business: BusinessId,
    conversation: ConversationId,
) -> Result<Vec<StoredNote>, Trouble> {
    let rows = notes::Entity::find()
        .filter(notes::Column::BusinessId.eq(business.0))
        .filter(notes::Column::ConversationId.eq(conversation.0))
        .order_by_asc(notes::Column::CreatedAt)
        .order_by_asc(notes::Column::Id)
        .all(connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let writers: HashMap<Uuid, String> = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .column(users::Column::FullName)
        .filter(users::Column::BusinessId.eq(business.0))
        .filter(users::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .into_tuple::<(Uuid, String)>()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    let with_names = rows.into_iter().map(|row| StoredNote {
        id: NoteId(row.id),
        user_id: UserId(row.user_id),
        // Someone who has left keeps the note but not the name.
        author: writers.get(&row.user_id).cloned().unwrap_or_default(),
        text: row.text,
        created_at: row.created_at,
    });
    Ok(with_names.collect())
}

fn message(row: messages::Model) -> Result<StoredMessage, Trouble> {
    Ok(StoredMessage {
        id: MessageId(row.id),
        conversation_id: ConversationId(row.conversation_id),
        seq: row.seq,
        sender: from_name("message", &row.sender_type)?,
        sender_name: row.sender_name,
        text: row.text_content,
        client_message_id: row.client_message_id,
        channel: from_name("message", &row.channel)?,
        confidence: row.confidence,
        sources: from_json("message", row.sources)?,
        created_at: row.created_at,
    })
}
