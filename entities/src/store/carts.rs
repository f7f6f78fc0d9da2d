//! Carts as they are read; the journal writes them.

use async_trait::async_trait;
use colloquy_engine::{
    commerce::cart::{Cart, CartLine},
    ids::{BusinessId, CartId, CartItemId, ProductId, SessionId, VariantId},
    port::{StoreError, carts::CartStore},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    error::Trouble,
    rows::count,
    store::Store,
    tables::trade::{cart_items, carts},
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
                let head = carts::Entity::find()
                    .filter(carts::Column::BusinessId.eq(business.0))
                    .filter(carts::Column::SessionId.eq(storable(session.as_str())))
                    .one(&moment)
                    .await?;
                let Some(head) = head else {
                    return Ok(None);
                };
                let rows = cart_items::Entity::find()
                    .filter(cart_items::Column::BusinessId.eq(business.0))
                    .filter(cart_items::Column::CartId.eq(head.id))
                    .order_by_asc(cart_items::Column::Position)
                    .all(&moment)
                    .await?;
                moment.commit().await?;
                let lines: Result<Vec<CartLine>, Trouble> = rows.into_iter().map(line).collect();
                Ok(Some(Cart {
                    id: CartId(head.id),
                    version: head.version,
                    lines: lines?,
                }))
            })
            .await
    }
}

fn line(row: cart_items::Model) -> Result<CartLine, Trouble> {
    Ok(CartLine {
        item_id: CartItemId(row.id),
        product_id: ProductId(row.product_id),
        variant_id: VariantId(row.variant_id),
        quantity: count("cart line", i64::from(row.quantity))?,
    })
}
