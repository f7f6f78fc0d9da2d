//! What businesses have used of language models.

use async_trait::async_trait;
use colloquy_engine::{
    ids::BusinessId,
    port::{
        StoreError,
        model::Usage,
        model_usage::{ModelUsageStore, ModelUse, Month},
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{store::Store, tables::running::model_usage as usage, text::storable};

#[async_trait]
impl ModelUsageStore for Store {
    async fn model_use(&self, business: BusinessId, month: &Month) -> Result<ModelUse, StoreError> {
        self.database
            .within(async {
                let rows = usage::Entity::find()
                    .filter(usage::Column::BusinessId.eq(business.0))
                    .filter(usage::Column::Month.eq(month.as_str()))
                    .all(self.database.reader())
                    .await?;
                Ok(rows.iter().map(of_row).fold(ModelUse::default(), ModelUse::and))
            })
            .await
    }

    async fn add_model_use(
        &self,
        business: BusinessId,
        month: &Month,
        model: &str,
        used: ModelUse,
    ) -> Result<(), StoreError> {
        let row = usage::Model {
            business_id: business.0,
            month: month.as_str().to_owned(),
            model: storable(model),
            calls: signed(used.calls),
            input_tokens: signed(used.usage.input_tokens),
            output_tokens: signed(used.usage.output_tokens),
            cost_micros: signed(used.usage.cost_micros),
        };
        let key = [
            usage::Column::BusinessId,
            usage::Column::Month,
            usage::Column::Model,
        ];
        let mut added = OnConflict::columns(key);
        for (column, more) in [
            (usage::Column::Calls, row.calls),
            (usage::Column::InputTokens, row.input_tokens),
            (usage::Column::OutputTokens, row.output_tokens),
            (usage::Column::CostMicros, row.cost_micros),
        ] {
            added.value(column, Expr::col((usage::Entity, column)).add(more));
        }
        self.database
            .within(async {
                usage::Entity::insert(row.into_active_model())
                    .on_conflict(added)
                    .exec_without_returning(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }
}

fn of_row(row: &usage::Model) -> ModelUse {
    let unsigned = |number: i64| u64::try_from(number).unwrap_or_default();
    ModelUse {
        calls: unsigned(row.calls),
        usage: Usage {
            input_tokens: unsigned(row.input_tokens),
            output_tokens: unsigned(row.output_tokens),
            cost_micros: unsigned(row.cost_micros),
        },
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
