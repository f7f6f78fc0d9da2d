//! What businesses have used of language models.

use async_trait::async_trait;
use chrono::NaiveDate;
use colloquy_engine::{
    ids::BusinessId,
    port::{
        StoreError,
        model::{Purpose, Usage},
        model_usage::{ModelUsageStore, ModelUse, Month, UsageKey},
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, IntoIden, OnConflict},
};

use crate::{
    store::Store,
    tables::running::{model_usage as months, model_usage_days as days},
    text::storable,
};

#[async_trait]
impl ModelUsageStore for Store {
    async fn model_use(&self, business: BusinessId, month: &Month) -> Result<ModelUse, StoreError> {
        self.database
            .within(async {
                let rows = months::Entity::find()
                    .filter(months::Column::BusinessId.eq(business.0))
                    .filter(months::Column::Month.eq(month.as_str()))
                    .all(self.database.reader())
                    .await?;
                Ok(rows.iter().map(of_month).fold(ModelUse::default(), ModelUse::and))
            })
            .await
    }

    async fn model_use_by_day(
        &self,
        business: BusinessId,
        month: &Month,
    ) -> Result<Vec<(UsageKey, ModelUse)>, StoreError> {
        self.database
            .within(async {
                let rows = days::Entity::find()
                    .filter(days::Column::BusinessId.eq(business.0))
                    .filter(days::Column::Day.starts_with(month.as_str()))
                    .order_by_asc(days::Column::Day)
                    .order_by_asc(days::Column::Model)
                    .order_by_asc(days::Column::Purpose)
                    .all(self.database.reader())
                    .await?;
                Ok(rows.iter().filter_map(of_day).collect())
            })
            .await
    }

    async fn add_model_use(
        &self,
        business: BusinessId,
        key: &UsageKey,
        used: ModelUse,
    ) -> Result<(), StoreError> {
        let (calls, input_tokens) = (signed(used.calls), signed(used.usage.input_tokens));
        let (output_tokens, cost_micros) = (signed(used.usage.output_tokens), signed(used.usage.cost_micros));
        let month = months::Model {
            business_id: business.0,
            month: key.month().as_str().to_owned(),
            model: storable(&key.model),
            calls,
            input_tokens,
            output_tokens,
            cost_micros,
        };
        let day = days::Model {
            business_id: business.0,
            day: key.day.format(DAY).to_string(),
            model: storable(&key.model),
            purpose: key.purpose.as_str().to_owned(),
            calls,
            input_tokens,
            output_tokens,
            cost_micros,
        };
        let month_key = [
            months::Column::BusinessId,
            months::Column::Month,
            months::Column::Model,
        ];
        let day_key = [
            days::Column::BusinessId,
            days::Column::Day,
            days::Column::Model,
            days::Column::Purpose,
        ];
        let months_added = added(
            months::Entity,
            OnConflict::columns(month_key),
            [
                (months::Column::Calls, calls),
                (months::Column::InputTokens, input_tokens),
                (months::Column::OutputTokens, output_tokens),
                (months::Column::CostMicros, cost_micros),
            ],
        );
        let days_added = added(
            days::Entity,
            OnConflict::columns(day_key),
            [
                (days::Column::Calls, calls),
                (days::Column::InputTokens, input_tokens),
                (days::Column::OutputTokens, output_tokens),
                (days::Column::CostMicros, cost_micros),
            ],
        );
        let transaction = self.database.begin_write().await?;
        let written = async {
            months::Entity::insert(month.into_active_model())
                .on_conflict(months_added)
                .exec_without_returning(&transaction)
                .await?;
            days::Entity::insert(day.into_active_model())
                .on_conflict(days_added)
                .exec_without_returning(&transaction)
                .await?;
            Ok(())
        };
        let written = self.database.bounded(written).await;
        Ok(self.database.finish(transaction, written).await?)
    }
}

/// How a day is stored.
const DAY: &str = "%Y-%m-%d";

/// What becomes of a row that is there already: more.
fn added<Table, Column>(table: Table, mut conflict: OnConflict, more: [(Column, i64); 4]) -> OnConflict
where
    Table: IntoIden + Copy + 'static,
    Column: IntoIden + Copy + 'static,
{
    for (column, more) in more {
        conflict.value(column, Expr::col((table, column)).add(more));
    }
    conflict
}

fn of_month(row: &months::Model) -> ModelUse {
    model_use([row.calls, row.input_tokens, row.output_tokens, row.cost_micros])
}

/// A row that a later release wrote may have a purpose that this one does not know.
fn of_day(row: &days::Model) -> Option<(UsageKey, ModelUse)> {
    let key = UsageKey {
        day: NaiveDate::parse_from_str(&row.day, DAY).ok()?,
        model: row.model.clone(),
        purpose: Purpose::of(&row.purpose)?,
    };
    let used = model_use([row.calls, row.input_tokens, row.output_tokens, row.cost_micros]);
    Some((key, used))
}

fn model_use(figures: [i64; 4]) -> ModelUse {
    let [calls, input_tokens, output_tokens, cost_micros] =
        figures.map(|number| u64::try_from(number).unwrap_or_default());
    ModelUse {
        calls,
        usage: Usage {
            input_tokens,
            output_tokens,
            cost_micros,
        },
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
