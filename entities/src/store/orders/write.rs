//! What is written of orders. A refusal leaves its transaction to be rolled back.

use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::{
        cart::{Cart, CartLine},
        order::{Order, OrderItem, id_of},
    },
    ids::{BusinessId, CartId, CartItemId, VariantId},
    port::orders::{OrderWrite, PaymentKind, PaymentRow, PaymentStatus, RequestFate, Reservation, Reserved},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, Statement, Value,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::{corrupt, position, to_json},
    statement::{ColumnKind, RowsInsert, insert_all, insert_missing},
    store::{
        activity,
        carts::{account_key, cart_of},
        requests::request_row,
    },
    tables::{
        catalogue::inventory_items,
        running::idempotency_keys as requests,
        trade::{cart_items, carts, order_items, orders, payments},
    },
    text::storable,
};

/// The id gives the order of rows and is the database's own.
const EVENTS: RowsInsert = RowsInsert {
    table: "order_events",
    columns: &[
        ("business_id", ColumnKind::Uuid),
        ("order_id", ColumnKind::Text),
        ("status", ColumnKind::Text),
        ("detail", ColumnKind::Text),
        ("at", ColumnKind::Time),
    ],
};

/// The next number of a business; nobody else takes one until this transaction ends, so none is left out.
const NUMBER: &str = "INSERT INTO order_numbers (business_id, last) VALUES ($1, 1) \
                      ON CONFLICT (business_id) DO UPDATE SET last = order_numbers.last + 1 RETURNING last";

/// Makes an order out of a cart.
pub(super) async fn reserve(
    transaction: &DatabaseTransaction,
    reservation: &Reservation,
) -> Result<Reserved, Trouble> {
    let Reservation {
        business_id: business,
        order,
        cart,
        ..
    } = reservation;
    if !empty_cart(transaction, *business, cart, order.created_at).await? {
        return Ok(Reserved::Stale);
    }
    let mut items: Vec<&OrderItem> = order.items.iter().collect();
    items.sort_by(|one, other| one.variant_id.cmp(&other.variant_id));
    for item in items {
        let taken = i64::from(item.quantity);
        let done = inventory_items::Entity::update_many()
            .col_expr(
                inventory_items::Column::Stock,
                Expr::col(inventory_items::Column::Stock).sub(taken),
            )
            .filter(inventory_items::Column::BusinessId.eq(business.0))
            .filter(inventory_items::Column::Id.eq(item.variant_id.as_str()))
            .filter(inventory_items::Column::DeletedAt.is_null())
            .filter(inventory_items::Column::Price.eq(item.unit_price.0))
            .filter(inventory_items::Column::Stock.gte(taken))
            .exec(transaction)
            .await?;
        if done.rows_affected != 1 {
            return Ok(Reserved::Stale);
        }
    }
    let number = next_number(transaction, *business).await?;
    let mut order = order.clone();
    order.id = id_of(number);
    insert_all(transaction, vec![order_row(*business, &order)?]).await?;
    insert_all(transaction, item_rows(*business, &order)?).await?;
    write_event(transaction, *business, &order).await?;
    let charge = PaymentRow {
        id: reservation.payment_id,
        order_id: order.id.clone(),
        kind: PaymentKind::Charge,
        amount: order.totals.total,
        status: PaymentStatus::Pending,
        created_at: order.created_at,
    };
    insert_all(transaction, vec![payment_row(*business, &charge)]).await?;
    if let Some(request) = &reservation.request {
        let answered = colloquy_engine::port::requests::AnsweredRequest {
            request: request.clone(),
            effect: serde_json::json!({ "orderId": order.id }),
            at: order.created_at,
        };
        if insert_missing(transaction, vec![request_row(business.0, &answered)?]).await? == 0 {
            return Ok(Reserved::Repeated);
        }
    }
    Ok(Reserved::Made(order.id))
}

/// Writes a changed order; false when it has moved on.
pub(super) async fn change(transaction: &DatabaseTransaction, write: &OrderWrite) -> Result<bool, Trouble> {
    let (business, order) = (write.business_id, &write.order);
    let done = orders::Entity::update_many()
        .col_expr(orders::Column::Version, Expr::value(order.version + 1))
        .col_expr(orders::Column::Status, Expr::value(order.status.as_str()))
        .col_expr(orders::Column::Refunded, Expr::value(order.refunded.0))
        .col_expr(
            orders::Column::ShippingAddress,
            Expr::value(to_json(&order.address)?),
        )
        .col_expr(orders::Column::PaidAt, Expr::value(order.paid_at))
        .col_expr(orders::Column::ShippedAt, Expr::value(order.shipped_at))
        .filter(orders::Column::BusinessId.eq(business.0))
        .filter(orders::Column::Id.eq(order.id.as_str()))
        .filter(orders::Column::Version.eq(order.version))
        .exec(transaction)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    for item in &order.items {
        order_items::Entity::update_many()
            .col_expr(
                order_items::Column::RefundedQuantity,
                Expr::value(small(item.refunded)),
            )
            .col_expr(order_items::Column::Held, Expr::value(small(item.held)))
            .filter(order_items::Column::Id.eq(item.id))
            .filter(order_items::Column::BusinessId.eq(business.0))
            .exec(transaction)
            .await?;
    }
    write_event(transaction, business, order).await?;
    if write.give_back_cart {
        give_back_cart(transaction, business, order, write.at).await?;
    }
    restock(transaction, business, &write.restock).await?;
    for payment in &write.payments {
        match payment.status {
            PaymentStatus::Pending => insert_all(transaction, vec![payment_row(business, payment)]).await?,
            ended => settle(transaction, business, payment.id, ended, write.at).await?,
        }
    }
    if !write_request(transaction, business, &write.request).await? {
        return Ok(false);
    }
    if let Some(activity) = &write.activity {
        activity::append(transaction, business, activity).await?;
    }
    Ok(true)
}

/// Marks a movement of money as ended.
pub(super) async fn settle(
    database: &impl ConnectionTrait,
    business: BusinessId,
    payment: Uuid,
    status: PaymentStatus,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    payments::Entity::update_many()
        .col_expr(payments::Column::Status, Expr::value(status.as_str()))
        .col_expr(payments::Column::EndedAt, Expr::value(at))
        .filter(payments::Column::Id.eq(payment))
        .filter(payments::Column::BusinessId.eq(business.0))
        .filter(payments::Column::Status.eq(PaymentStatus::Pending.as_str()))
        .exec(database)
        .await?;
    Ok(())
}

async fn empty_cart(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    cart: &Cart,
    at: DateTime<Utc>,
) -> Result<bool, Trouble> {
    let done = carts::Entity::update_many()
        .col_expr(carts::Column::Version, Expr::value(cart.version + 1))
        .col_expr(carts::Column::DiscountCode, Expr::value(Option::<String>::None))
        .col_expr(carts::Column::UpdatedAt, Expr::value(at))
        .filter(carts::Column::Id.eq(cart.id.0))
        .filter(carts::Column::BusinessId.eq(business.0))
        .filter(carts::Column::Version.eq(cart.version))
        .exec(transaction)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    cart_items::Entity::delete_many()
        .filter(cart_items::Column::CartId.eq(cart.id.0))
        .exec(transaction)
        .await?;
    Ok(true)
}

/// What was to be bought is in the cart again, beside whatever was put there since.
async fn give_back_cart(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    order: &Order,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    let key = account_key(order.user_id.0);
    // The row is taken first, so that what is read of it stays so.
    let held = carts::Entity::update_many()
        .col_expr(carts::Column::UpdatedAt, Expr::value(at))
        .filter(carts::Column::BusinessId.eq(business.0))
        .filter(carts::Column::SessionId.eq(key.as_str()))
        .exec(transaction)
        .await?;
    if held.rows_affected == 0 {
        return Ok(());
    }
    let Some(mut cart) = cart_of(transaction, business, &key).await? else {
        return Ok(());
    };
    let lines = order.items.iter().map(|item| CartLine {
        item_id: CartItemId(Uuid::now_v7()),
        product_id: item.product_id.clone(),
        variant_id: item.variant_id.clone(),
        quantity: item.quantity,
    });
    cart.take_over(&Cart {
        lines: lines.collect(),
        discount_code: order.totals.discount_code.clone(),
        ..Cart::empty(CartId(Uuid::nil()))
    });
    write_cart(transaction, business, &cart).await
}

/// Writes the lines of a cart that this transaction holds, and advances it.
pub(in crate::store) async fn write_cart(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    cart: &Cart,
) -> Result<(), Trouble> {
    carts::Entity::update_many()
        .col_expr(carts::Column::Version, Expr::value(cart.version + 1))
        .col_expr(
            carts::Column::DiscountCode,
            Expr::value(cart.discount_code.clone()),
        )
        .filter(carts::Column::Id.eq(cart.id.0))
        .filter(carts::Column::BusinessId.eq(business.0))
        .exec(transaction)
        .await?;
    cart_items::Entity::delete_many()
        .filter(cart_items::Column::CartId.eq(cart.id.0))
        .exec(transaction)
        .await?;
    let lines = cart
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| cart_items::Model {
            id: line.item_id.0,
            business_id: business.0,
            cart_id: cart.id.0,
            product_id: storable(line.product_id.as_str()),
            variant_id: storable(line.variant_id.as_str()),
            quantity: small(line.quantity),
            position: position(index),
        });
    insert_all(transaction, lines.collect()).await
}

async fn restock(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    pieces: &[(VariantId, u32)],
) -> Result<(), Trouble> {
    let mut pieces: Vec<&(VariantId, u32)> = pieces.iter().collect();
    pieces.sort_by(|one, other| one.0.cmp(&other.0));
    for (variant, number) in pieces {
        inventory_items::Entity::update_many()
            .col_expr(
                inventory_items::Column::Stock,
                Expr::col(inventory_items::Column::Stock).add(i64::from(*number)),
            )
            .filter(inventory_items::Column::BusinessId.eq(business.0))
            .filter(inventory_items::Column::Id.eq(variant.as_str()))
            .exec(transaction)
            .await?;
    }
    Ok(())
}

async fn next_number(transaction: &DatabaseTransaction, business: BusinessId) -> Result<i64, Trouble> {
    let backend = transaction.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, NUMBER, [Value::from(business.0)]);
    let row = transaction.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| corrupt("order number", &"no row"))?;
    Ok(row.try_get("", "last")?)
}

async fn write_request(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    fate: &RequestFate,
) -> Result<bool, Trouble> {
    match fate {
        RequestFate::None => Ok(true),
        RequestFate::Answered(answered) => {
            let row = request_row(business.0, answered)?;
            Ok(insert_missing(transaction, vec![row]).await? == 1)
        }
        RequestFate::Completed(key, effect) => {
            requests::Entity::update_many()
                .col_expr(requests::Column::Response, Expr::value(to_json(effect)?))
                .filter(requests::Column::BusinessId.eq(business.0))
                .filter(requests::Column::Scope.eq(storable(&key.scope)))
                .filter(requests::Column::Key.eq(storable(&key.key)))
                .exec(transaction)
                .await?;
            Ok(true)
        }
        RequestFate::Forgotten(key) => {
            requests::Entity::delete_by_id((business.0, storable(&key.scope), storable(&key.key)))
                .exec(transaction)
                .await?;
            Ok(true)
        }
    }
}

/// The newest thing that happened.
async fn write_event(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    order: &Order,
) -> Result<(), Trouble> {
    let Some(newest) = order.timeline.last() else {
        return Ok(());
    };
    let values = vec![
        business.0.into(),
        order.id.as_str().into(),
        newest.status.as_str().into(),
        newest.detail.as_str().into(),
        newest.at.into(),
    ];
    EVENTS.run(transaction, values).await
}

fn order_row(business: BusinessId, order: &Order) -> Result<orders::Model, Trouble> {
    let totals = &order.totals;
    Ok(orders::Model {
        business_id: business.0,
        id: order.id.0.clone(),
        user_id: order.user_id.0,
        version: order.version + 1,
        status: order.status.as_str().to_owned(),
        currency: storable(&order.currency),
        subtotal: totals.subtotal.0,
        discount: totals.discount.0,
        discount_code: totals.discount_code.as_deref().map(storable),
        tax: totals.tax.0,
        shipping: totals.shipping.0,
        total: totals.total.0,
        refunded: order.refunded.0,
        shipping_address: to_json(&order.address)?,
        payment_type: storable(&order.payment_type),
        created_at: order.created_at,
        paid_at: order.paid_at,
        shipped_at: order.shipped_at,
    })
}

fn item_rows(business: BusinessId, order: &Order) -> Result<Vec<order_items::Model>, Trouble> {
    let rows = order.items.iter().enumerate().map(|(index, item)| {
        Ok(order_items::Model {
            business_id: business.0,
            order_id: order.id.0.clone(),
            id: item.id,
            product_id: storable(item.product_id.as_str()),
            variant_id: storable(item.variant_id.as_str()),
            sku: storable(&item.sku),
            name: storable(&item.name),
            options: to_json(&item.options)?,
            quantity: small(item.quantity),
            unit_price: item.unit_price.0,
            refunded_quantity: small(item.refunded),
            held: small(item.held),
            position: position(index),
        })
    });
    rows.collect()
}

fn payment_row(business: BusinessId, payment: &PaymentRow) -> payments::Model {
    payments::Model {
        business_id: business.0,
        order_id: payment.order_id.0.clone(),
        id: payment.id,
        kind: payment.kind.as_str().to_owned(),
        amount: payment.amount.0,
        status: payment.status.as_str().to_owned(),
        created_at: payment.created_at,
        ended_at: None,
    }
}

/// No line holds more than fifty.
fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
