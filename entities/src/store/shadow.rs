//! Turns that were run on another configuration too.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, ConversationId, TurnId},
    port::{
        StoreError,
        shadow::{ShadowFigures, ShadowStore, ShadowTurn},
    },
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use crate::{
    error::Trouble,
    rows::{from_json, to_json},
    store::Store,
    tables::conversation::shadow_turns,
};

#[async_trait]
impl ShadowStore for Store {
    async fn add_shadow_turn(&self, turn: &ShadowTurn) -> Result<(), StoreError> {
        self.database
            .within(async {
                let row = shadow_turns::ActiveModel {
                    turn_id: Set(turn.turn_id.0),
                    business_id: Set(turn.business_id.0),
                    conversation_id: Set(turn.conversation_id.0),
                    same: Set(turn.differences.is_empty()),
                    differences: Set(to_json(&turn.differences)?),
                    created_at: Set(turn.at),
                };
                let once = OnConflict::column(shadow_turns::Column::TurnId)
                    .do_nothing()
                    .to_owned();
                shadow_turns::Entity::insert(row)
                    .on_conflict(once)
                    .exec_without_returning(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }

    async fn shadow_turns(
        &self,
        business: BusinessId,
        limit: u64,
    ) -> Result<(ShadowFigures, Vec<ShadowTurn>), StoreError> {
        self.database
            .within(async {
                let all =
                    shadow_turns::Entity::find().filter(shadow_turns::Column::BusinessId.eq(business.0));
                let differing = all.clone().filter(shadow_turns::Column::Same.eq(false));
                let turns = all.count(self.database.reader()).await?;
                let different = differing.clone().count(self.database.reader()).await?;
                let rows = differing
                    .order_by_desc(shadow_turns::Column::CreatedAt)
                    .order_by_desc(shadow_turns::Column::TurnId)
                    .limit(limit)
                    .all(self.database.reader())
                    .await?;
                let latest: Vec<ShadowTurn> = rows
                    .into_iter()
                    .map(shadow_turn)
                    .collect::<Result<_, Trouble>>()?;
                let mut fields: BTreeMap<String, u64> = BTreeMap::new();
                for difference in latest.iter().flat_map(|turn| &turn.differences) {
                    *fields.entry(difference.field.clone()).or_default() += 1;
                }
                let figures = ShadowFigures {
                    turns,
                    different,
                    fields,
                };
                Ok((figures, latest))
            })
            .await
    }

    async fn forget_shadow_turns(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        self.database
            .within(async {
                let forgotten = shadow_turns::Entity::delete_many()
                    .filter(shadow_turns::Column::CreatedAt.lt(before))
                    .exec(self.database.writer())
                    .await?;
                Ok(forgotten.rows_affected)
            })
            .await
    }
}

fn shadow_turn(row: shadow_turns::Model) -> Result<ShadowTurn, Trouble> {
    Ok(ShadowTurn {
        turn_id: TurnId(row.turn_id),
        business_id: BusinessId(row.business_id),
        conversation_id: ConversationId(row.conversation_id),
        differences: from_json("shadow turn", row.differences)?,
        at: row.created_at,
    })
}
