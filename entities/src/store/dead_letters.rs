//! What was given up: listed, shown, decided on.

use async_trait::async_trait;
use colloquy_engine::{
    ids::{BusinessId, ConversationId, DeadLetterId, UserId},
    port::{
        StoreError,
        conversations::Page,
        dead_letters::{DeadLetter, DeadLetterDecision, DeadLetterKind, DeadLetterStatus, DeadLetterStore},
    },
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use crate::{error::Trouble, rows::from_name, store::Store, tables::running::dead_letters};

#[async_trait]
impl DeadLetterStore for Store {
    async fn dead_letters(
        &self,
        business: BusinessId,
        status: DeadLetterStatus,
        offset: u64,
        limit: u64,
    ) -> Result<Page<DeadLetter>, StoreError> {
        self.database
            .within(async {
                let wanted = dead_letters::Entity::find()
                    .filter(dead_letters::Column::BusinessId.eq(business.0))
                    .filter(is(status));
                let total = wanted.clone().count(self.database.reader()).await?;
                let rows = wanted
                    .order_by_desc(dead_letters::Column::CreatedAt)
                    .order_by_desc(dead_letters::Column::Id)
                    .offset(offset)
                    .limit(limit)
                    .all(self.database.reader())
                    .await?;
                let items = rows.into_iter().map(dead_letter).collect::<Result<_, _>>()?;
                Ok(Page { items, total })
            })
            .await
    }

    async fn dead_letter(
        &self,
        business: BusinessId,
        id: DeadLetterId,
    ) -> Result<Option<DeadLetter>, StoreError> {
        self.database
            .within(async {
                let row = dead_letters::Entity::find_by_id(id.0)
                    .filter(dead_letters::Column::BusinessId.eq(business.0))
                    .one(self.database.reader())
                    .await?;
                row.map(dead_letter).transpose()
            })
            .await
    }

    async fn decide_dead_letter(
        &self,
        business: BusinessId,
        id: DeadLetterId,
        decision: DeadLetterDecision,
    ) -> Result<bool, StoreError> {
        let column = match decision.status {
            DeadLetterStatus::Replayed => dead_letters::Column::RedrivenAt,
            DeadLetterStatus::Discarded => dead_letters::Column::DiscardedAt,
            DeadLetterStatus::Open => {
                let why = "a dead letter is open until it is decided on, and stays decided";
                return Err(StoreError::Refused(why.to_owned()));
            }
        };
        self.database
            .within(async {
                let done = dead_letters::Entity::update_many()
                    .col_expr(column, Expr::value(decision.at))
                    .col_expr(
                        dead_letters::Column::DecidedBy,
                        Expr::value(decision.user_id.map(|user| user.0)),
                    )
                    .filter(dead_letters::Column::Id.eq(id.0))
                    .filter(dead_letters::Column::BusinessId.eq(business.0))
                    .filter(is(DeadLetterStatus::Open))
                    .exec(self.database.writer())
                    .await?;
                Ok(done.rows_affected == 1)
            })
            .await
    }

    async fn count_dead_letters(&self) -> Result<Vec<(DeadLetterKind, u64)>, StoreError> {
        self.database
            .within(async {
                let mut counts = Vec::with_capacity(DeadLetterKind::ALL.len());
                for kind in DeadLetterKind::ALL {
                    let count = dead_letters::Entity::find()
                        // In full, since a bound value would keep the planner from the partial index.
                        .filter(Expr::cust("redriven_at IS NULL AND discarded_at IS NULL"))
                        .filter(dead_letters::Column::Kind.eq(kind.as_str()))
                        .count(self.database.reader())
                        .await?;
                    counts.push((kind, count));
                }
                Ok(counts)
            })
            .await
    }
}

pub(super) fn is(status: DeadLetterStatus) -> Condition {
    let (redriven, discarded) = (
        dead_letters::Column::RedrivenAt,
        dead_letters::Column::DiscardedAt,
    );
    match status {
        DeadLetterStatus::Open => Condition::all().add(redriven.is_null()).add(discarded.is_null()),
        DeadLetterStatus::Replayed => Condition::all().add(redriven.is_not_null()),
        DeadLetterStatus::Discarded => Condition::all().add(discarded.is_not_null()),
    }
}

fn dead_letter(row: dead_letters::Model) -> Result<DeadLetter, Trouble> {
    let status = match (row.redriven_at, row.discarded_at) {
        (Some(_), _) => DeadLetterStatus::Replayed,
        (None, Some(_)) => DeadLetterStatus::Discarded,
        (None, None) => DeadLetterStatus::Open,
    };
    Ok(DeadLetter {
        id: DeadLetterId(row.id),
        business_id: BusinessId(row.business_id),
        conversation_id: row.conversation_id.map(ConversationId),
        kind: from_name("dead letter", &row.kind)?,
        source_id: row.source_id,
        cause: row.cause,
        payload: row.payload,
        status,
        created_at: row.created_at,
        decided_at: row.redriven_at.or(row.discarded_at),
        decided_by: row.decided_by.map(UserId),
    })
}
