//! The tables that the proof reads, each with the few columns that it needs and the order that its index has.

use colloquy_engine::audit::{
    DeadLetterRow, EventFact, EventRow, MessageRow, OutboxRow, ReceiptRow, TurnRow,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, FromQueryResult, JsonValue,
    QueryFilter, QueryOrder, QuerySelect, Select, Statement,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{PAGE, pages::AuditRow};
use crate::{
    error::Trouble,
    tables::conversation::{conversation_events, conversations, messages, receipts, turns},
};

/// A head.
pub(super) struct Head {
    id: Uuid,
    pub(super) business_id: Uuid,
    pub(super) version: i64,
    pub(super) last_seq: i64,
}

/// An event with its conversation.
pub(super) struct Event {
    conversation_id: Uuid,
    kind: String,
    pub(super) event: EventRow,
}

/// An event with a number.
pub(super) struct Numbered(pub(super) Event);

/// An event without one. `state` rows are left out: nothing is proved by them.
pub(super) struct Inner(pub(super) Event);

/// A row with its conversation.
pub(super) struct Of<T> {
    conversation_id: Uuid,
    pub(super) row: T,
}

pub(super) type Message = Of<MessageRow>;
pub(super) type Receipt = Of<ReceiptRow>;
pub(super) type Turn = Of<TurnRow>;
pub(super) type Outbox = Of<OutboxRow>;
pub(super) type DeadLetter = Of<DeadLetterRow>;

impl AuditRow for Head {
    type Place = Uuid;

    fn conversation(&self) -> Uuid {
        self.id
    }

    fn place(&self) -> Uuid {
        self.id
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Uuid>) -> Result<Vec<Self>, Trouble> {
        use conversations::Column;

        let mut query = conversations::Entity::find()
            .select_only()
            .columns([Column::Id, Column::BusinessId, Column::Version, Column::LastSeq])
            .order_by_asc(Column::Id)
            .limit(PAGE);
        if let Some(id) = after {
            query = query.filter(Column::Id.gt(id));
        }
        let rows: Vec<(Uuid, Uuid, i64, i64)> = query.into_tuple().all(moment).await?;
        let rows = rows.into_iter().map(|(id, business_id, version, last_seq)| Self {
            id,
            business_id,
            version,
            last_seq,
        });
        Ok(rows.collect())
    }
}

impl AuditRow for Numbered {
    type Place = (Uuid, i64, i64);

    fn conversation(&self) -> Uuid {
        self.0.conversation_id
    }

    fn place(&self) -> Self::Place {
        let event = &self.0.event;
        (self.0.conversation_id, event.seq.unwrap_or_default(), event.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        use conversation_events::Column;

        let mut query = conversation_events::Entity::find()
            .filter(Column::Seq.is_not_null())
            .order_by_asc(Column::ConversationId)
            .order_by_asc(Column::Seq)
            .order_by_asc(Column::Id);
        if let Some((conversation, seq, id)) = after {
            let columns = [Column::ConversationId, Column::Seq, Column::Id];
            let values = [Expr::val(conversation), Expr::val(seq), Expr::val(id)];
            query = query.filter(behind(columns, values));
        }
        Ok(events(query, moment).await?.into_iter().map(Self).collect())
    }
}

impl AuditRow for Inner {
    type Place = (Uuid, String, i64);

    fn conversation(&self) -> Uuid {
        self.0.conversation_id
    }

    fn place(&self) -> Self::Place {
        (self.0.conversation_id, self.0.kind.clone(), self.0.event.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        use conversation_events::Column;

        let mut query = conversation_events::Entity::find()
            .filter(Column::Seq.is_null())
            .filter(Column::Kind.ne("state"))
            .order_by_asc(Column::ConversationId)
            .order_by_asc(Column::Kind)
            .order_by_asc(Column::Id);
        if let Some((conversation, kind, id)) = after {
            let columns = [Column::ConversationId, Column::Kind, Column::Id];
            let values = [Expr::val(conversation), Expr::val(kind), Expr::val(id)];
            query = query.filter(behind(columns, values));
        }
        Ok(events(query, moment).await?.into_iter().map(Self).collect())
    }
}

async fn events(
    query: Select<conversation_events::Entity>,
    moment: &DatabaseTransaction,
) -> Result<Vec<Event>, Trouble> {
    let rows = query.limit(PAGE).all(moment).await?;
    let events = rows.into_iter().map(|row| Event {
        conversation_id: row.conversation_id,
        event: EventRow {
            id: row.id,
            business_id: row.business_id,
            seq: row.seq,
            fact: EventFact::read(&row.kind, &row.body),
        },
        kind: row.kind,
    });
    Ok(events.collect())
}

impl AuditRow for Message {
    type Place = (Uuid, i64, Uuid);

    fn conversation(&self) -> Uuid {
        self.conversation_id
    }

    fn place(&self) -> Self::Place {
        (self.conversation_id, self.row.seq, self.row.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        use messages::Column;

        let mut query = messages::Entity::find()
            .select_only()
            .columns([
                Column::ConversationId,
                Column::Id,
                Column::BusinessId,
                Column::Seq,
                Column::Direction,
                Column::Delivery,
            ])
            .order_by_asc(Column::ConversationId)
            .order_by_asc(Column::Seq)
            .order_by_asc(Column::Id)
            .limit(PAGE);
        if let Some((conversation, seq, id)) = after {
            let columns = [Column::ConversationId, Column::Seq, Column::Id];
            let values = [Expr::val(conversation), Expr::val(seq), Expr::val(id)];
            query = query.filter(behind(columns, values));
        }
        let rows: Vec<(Uuid, Uuid, Uuid, i64, String, String)> = query.into_tuple().all(moment).await?;
        let rows = rows
            .into_iter()
            .map(|(conversation_id, id, business_id, seq, direction, delivery)| {
                let row = MessageRow {
                    id,
                    business_id,
                    seq,
                    direction,
                    delivery,
                };
                Of { conversation_id, row }
            });
        Ok(rows.collect())
    }
}

impl AuditRow for Receipt {
    type Place = (Uuid, i64, Uuid);

    fn conversation(&self) -> Uuid {
        self.conversation_id
    }

    fn place(&self) -> Self::Place {
        (self.conversation_id, self.row.seq, self.row.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        use receipts::Column;

        let mut query = receipts::Entity::find()
            .order_by_asc(Column::ConversationId)
            .order_by_asc(Column::Seq)
            .order_by_asc(Column::Id)
            .limit(PAGE);
        if let Some((conversation, seq, id)) = after {
            let columns = [Column::ConversationId, Column::Seq, Column::Id];
            let values = [Expr::val(conversation), Expr::val(seq), Expr::val(id)];
            query = query.filter(behind(columns, values));
        }
        let rows = query.all(moment).await?.into_iter().map(|row| Of {
            conversation_id: row.conversation_id,
            row: ReceiptRow {
                id: row.id,
                business_id: row.business_id,
                message_id: row.message_id,
                seq: row.seq,
                connection: row.connection,
                dedupe_key: row.dedupe_key,
                status: row.status,
                turn_id: row.turn_id,
            },
        });
        Ok(rows.collect())
    }
}

impl AuditRow for Turn {
    type Place = (Uuid, Uuid);

    fn conversation(&self) -> Uuid {
        self.conversation_id
    }

    fn place(&self) -> Self::Place {
        (self.conversation_id, self.row.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        use turns::Column;

        let mut query = turns::Entity::find()
            .select_only()
            .columns([
                Column::ConversationId,
                Column::Id,
                Column::BusinessId,
                Column::Answers,
                Column::ReplyMessageId,
                Column::Decision,
            ])
            .order_by_asc(Column::ConversationId)
            .order_by_asc(Column::Id)
            .limit(PAGE);
        if let Some((conversation, id)) = after {
            let columns = [Column::ConversationId, Column::Id];
            query = query.filter(behind(columns, [Expr::val(conversation), Expr::val(id)]));
        }
        let rows: Vec<(Uuid, Uuid, Uuid, JsonValue, Option<Uuid>, String)> =
            query.into_tuple().all(moment).await?;
        let rows = rows
            .into_iter()
            .map(|(conversation_id, id, business_id, answers, reply, decision)| {
                let row = TurnRow {
                    id,
                    business_id,
                    answers: TurnRow::read_answers(&answers),
                    reply_message_id: reply,
                    decision,
                };
                Of { conversation_id, row }
            });
        Ok(rows.collect())
    }
}

#[derive(FromQueryResult)]
struct OutboxColumns {
    conversation_id: Uuid,
    id: Uuid,
    business_id: Uuid,
    message_id: Option<Uuid>,
    status: String,
    connection: String,
    lane: Option<String>,
    position: i64,
    claimed: bool,
}

impl AuditRow for Outbox {
    type Place = (Uuid, Uuid);

    fn conversation(&self) -> Uuid {
        self.conversation_id
    }

    fn place(&self) -> Self::Place {
        (self.conversation_id, self.row.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        let text = "SELECT conversation_id, id, business_id, message_id, status, connection, lane, position, \
                    claimed_until IS NOT NULL AS claimed FROM outbox";
        let rows: Vec<OutboxColumns> = by_conversation(moment, text, after).await?;
        let rows = rows.into_iter().map(|row| Of {
            conversation_id: row.conversation_id,
            row: OutboxRow {
                id: row.id,
                business_id: row.business_id,
                message_id: row.message_id,
                status: row.status,
                connection: row.connection,
                lane: row.lane,
                position: row.position,
                is_claimed: row.claimed,
            },
        });
        Ok(rows.collect())
    }
}

#[derive(FromQueryResult)]
struct DeadLetterColumns {
    conversation_id: Uuid,
    id: Uuid,
    business_id: Uuid,
    source_id: Uuid,
}

impl AuditRow for DeadLetter {
    type Place = (Uuid, Uuid);

    fn conversation(&self) -> Uuid {
        self.conversation_id
    }

    fn place(&self) -> Self::Place {
        (self.conversation_id, self.row.id)
    }

    async fn page(moment: &DatabaseTransaction, after: Option<Self::Place>) -> Result<Vec<Self>, Trouble> {
        let text = "SELECT conversation_id, id, business_id, source_id FROM dead_letters";
        let rows: Vec<DeadLetterColumns> = by_conversation(moment, text, after).await?;
        let rows = rows.into_iter().map(|row| Of {
            conversation_id: row.conversation_id,
            row: DeadLetterRow {
                id: row.id,
                business_id: row.business_id,
                source_id: row.source_id,
            },
        });
        Ok(rows.collect())
    }
}

/// A page of a table that is mostly empty and is written elsewhere, so that only these columns of it matter here.
async fn by_conversation<R: FromQueryResult>(
    moment: &DatabaseTransaction,
    text: &str,
    after: Option<(Uuid, Uuid)>,
) -> Result<Vec<R>, Trouble> {
    let backend = moment.get_database_backend();
    let (begin, values) = match after {
        None => ("conversation_id IS NOT NULL", Vec::new()),
        Some((conversation, id)) => (
            "(conversation_id, id) > ($1, $2)",
            vec![conversation.into(), id.into()],
        ),
    };
    let text = format!("{text} WHERE {begin} ORDER BY conversation_id, id LIMIT {PAGE}");
    let statement = Statement::from_sql_and_values(backend, text, values);
    Ok(R::find_by_statement(statement).all(moment).await?)
}

/// Compares rows as a whole, which both databases answer from an index. The same written with `OR` they do not.
fn behind<const N: usize, C>(columns: [C; N], values: [SimpleExpr; N]) -> SimpleExpr
where
    C: ColumnTrait,
{
    let columns = columns.map(|column| Expr::col(column.as_column_ref()));
    Expr::tuple(columns).gt(Expr::tuple(values))
}
