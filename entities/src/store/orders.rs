//! Orders: each change is one transaction with the stock, the cart, the money and the request that belong to it.
//!
//! Rows are written in one order everywhere (order, cart, stock by id, number), so that two that share some wait for
//! each other and do not both wait.

mod overview;
mod read;
mod write;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::order::Order,
    ids::{BusinessId, OrderId, UserId},
    port::{
        StoreError,
        orders::{OrderStore, OrderWrite, PaymentRow, PaymentStatus, Reservation, Reserved},
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

pub(super) use self::write::write_cart;
use crate::{
    error::Trouble,
    store::{Store, again},
    tables::trade::{orders, payments},
    text::storable,
};

#[async_trait]
impl OrderStore for Store {
    async fn reserve(&self, reservation: &Reservation) -> Result<Reserved, StoreError> {
        again!(self.try_reserve(reservation))
    }

    async fn change_order(&self, write: &OrderWrite) -> Result<bool, StoreError> {
        again!(self.try_change(write))
    }

    async fn settle_payment(
        &self,
        business: BusinessId,
        payment: Uuid,
        status: PaymentStatus,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.database
            .within(write::settle(
                self.database.writer(),
                business,
                payment,
                status,
                at,
            ))
            .await
    }

    async fn order(&self, business: BusinessId, id: &OrderId) -> Result<Option<Order>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let row = orders::Entity::find_by_id((business.0, storable(id.as_str())))
                    .one(&moment)
                    .await?;
                let rows = row.into_iter().collect();
                let found = read::with_parts(&moment, business, rows).await?;
                moment.commit().await?;
                Ok(found.into_iter().next())
            })
            .await
    }

    async fn orders_of(
        &self,
        business: BusinessId,
        user: UserId,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<Order>, u64), StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let own = orders::Entity::find()
                    .filter(orders::Column::BusinessId.eq(business.0))
                    .filter(orders::Column::UserId.eq(user.0))
                    .filter(orders::Column::PaidAt.is_not_null());
                let total = own.clone().count(&moment).await?;
                let rows = own
                    .order_by_desc(orders::Column::CreatedAt)
                    .order_by_desc(orders::Column::Id)
                    .offset(offset)
                    .limit(limit)
                    .all(&moment)
                    .await?;
                let found = read::with_parts(&moment, business, rows).await?;
                moment.commit().await?;
                Ok((found, total))
            })
            .await
    }

    async fn payments_of(&self, business: BusinessId, id: &OrderId) -> Result<Vec<PaymentRow>, StoreError> {
        self.database
            .within(async {
                let rows = payments::Entity::find()
                    .filter(payments::Column::BusinessId.eq(business.0))
                    .filter(payments::Column::OrderId.eq(storable(id.as_str())))
                    .order_by_asc(payments::Column::CreatedAt)
                    .order_by_asc(payments::Column::Id)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(read::payment).collect()
            })
            .await
    }

    async fn pending_payments(
        &self,
        before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<(BusinessId, PaymentRow)>, StoreError> {
        self.database
            .within(async {
                let rows = payments::Entity::find()
                    // In full, since a bound value would keep the planner from the partial index.
                    .filter(Expr::cust("status = 'pending'"))
                    .filter(payments::Column::CreatedAt.lt(before))
                    .order_by_asc(payments::Column::CreatedAt)
                    .limit(limit)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter()
                    .map(|row| Ok((BusinessId(row.business_id), read::payment(row)?)))
                    .collect()
            })
            .await
    }
}

impl Store {
    async fn try_reserve(&self, reservation: &Reservation) -> Result<Reserved, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = Box::pin(write::reserve(&transaction, reservation));
        match self.database.bounded(work).await {
            Ok(refused @ (Reserved::Stale | Reserved::Repeated)) => {
                transaction.rollback().await?;
                Ok(refused)
            }
            result => self.database.finish(transaction, result).await,
        }
    }

    async fn try_change(&self, write: &OrderWrite) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = Box::pin(write::change(&transaction, write));
        match self.database.bounded(work).await {
            Ok(false) => {
                transaction.rollback().await?;
                Ok(false)
            }
            result => self.database.finish(transaction, result).await,
        }
    }
}
