//! Carts as they are read; the journal writes them.

use async_trait::async_trait;
use colloquy_engine::{
    commerce::cart::{Cart, CartLine},
    ids::{BusinessId, CartId, CartItemId, ProductId, SessionId, UserId, VariantId},
    port::{StoreError, carts::CartStore},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::count,
    store::Store,
    tables::{
        people::sessions,
        trade::{cart_items, carts},
    },
    text::storable,
};

#[async_trait]
impl CartStore for Store {
    async fn cart_of_session(
        &self,
        business: BusinessId,
        session: &SessionId,
    ) -> Result<Option<Cart>, StoreError> {
        self.database
            .within(async {
                // Lines and version of one moment, or the fence would guard a cart that never was.
                let moment = self.database.begin_read().await?;
                let user = account(&moment, business, session).await?;
                let cart = cart_of(&moment, business, &holder(session, user)).await?;
                moment.commit().await?;
                Ok(cart)
            })
            .await
    }

    async fn account_of_session(
        &self,
        business: BusinessId,
        session: &SessionId,
    ) -> Result<Option<UserId>, StoreError> {
        self.database
            .within(async {
                let user = account(self.database.reader(), business, session).await?;
                Ok(user.map(UserId))
            })
            .await
    }

    async fn cart_of_account(&self, business: BusinessId, user: UserId) -> Result<Option<Cart>, StoreError> {
        self.database
            .within(async {
                let moment = self.database.begin_read().await?;
                let cart = cart_of(&moment, business, &account_key(user.0)).await?;
                moment.commit().await?;
                Ok(cart)
            })
            .await
    }
}

/// What the cart of a session is kept under: a guest's under the session itself, an account's under the account, so
/// that all sessions of the account look at one cart.
pub(super) fn holder(session: &SessionId, user: Option<Uuid>) -> String {
    user.map_or_else(|| storable(session.as_str()), account_key)
}

/// What the cart of an account is kept under. No session's id begins like this.
pub(super) fn account_key(user: Uuid) -> String {
    format!("user_{user}")
}

async fn account(
    database: &impl ConnectionTrait,
    business: BusinessId,
    session: &SessionId,
) -> Result<Option<Uuid>, Trouble> {
    let row: Option<Option<Uuid>> = sessions::Entity::find_by_id(storable(session.as_str()))
        .select_only()
        .column(sessions::Column::UserId)
        .filter(sessions::Column::BusinessId.eq(business.0))
        .into_tuple()
        .one(database)
        .await?;
    Ok(row.flatten())
}

/// The cart that is kept under a key.
pub(super) async fn cart_of(
    database: &impl ConnectionTrait,
    business: BusinessId,
    key: &str,
) -> Result<Option<Cart>, Trouble> {
    let head = carts::Entity::find()
        .filter(carts::Column::BusinessId.eq(business.0))
        .filter(carts::Column::SessionId.eq(key))
        .one(database)
        .await?;
    let Some(head) = head else {
        return Ok(None);
    };
    let rows = cart_items::Entity::find()
        .filter(cart_items::Column::BusinessId.eq(business.0))
        .filter(cart_items::Column::CartId.eq(head.id))
        .order_by_asc(cart_items::Column::Position)
        .all(database)
        .await?;
    let lines: Result<Vec<CartLine>, Trouble> = rows.into_iter().map(line).collect();
    Ok(Some(Cart {
        id: CartId(head.id),
        version: head.version,
        lines: lines?,
        discount_code: head.discount_code,
    }))
}

fn line(row: cart_items::Model) -> Result<CartLine, Trouble> {
    Ok(CartLine {
        item_id: CartItemId(row.id),
        product_id: ProductId(row.product_id),
        variant_id: VariantId(row.variant_id),
        quantity: count("cart line", i64::from(row.quantity))?,
    })
}
