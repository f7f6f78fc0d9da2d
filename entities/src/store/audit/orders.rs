//! Orders with their lines and movements of money, page by page.

use std::collections::HashMap;

use colloquy_engine::audit::{
    self, OrderLineRow, OrderRow, PaymentFact, Report, number_violation, order_violations,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    database::Database,
    error::Trouble,
    tables::trade::{order_items, orders, payments},
};

/// Orders that are read at once.
const PAGE: u64 = 500;

/// The last number of each business beside the number of its orders.
const NUMBERS: &str = "SELECT n.business_id AS business_id, n.last AS last, \
    (SELECT COUNT(*) FROM orders o WHERE o.business_id = n.business_id) AS orders FROM order_numbers n";

/// Holds every order against its promises.
pub(super) async fn walk(
    database: &Database,
    moment: &DatabaseTransaction,
    report: &mut Report,
    most: usize,
) -> Result<(), Trouble> {
    let mut after: Option<(Uuid, String)> = None;
    loop {
        let page = database.bounded(read(moment, after.take())).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.business_id, last.id.clone()));
        report.add(page.iter().flat_map(order_violations).collect(), most);
    }
    let numbers = database.bounded(numbers(moment)).await?;
    report.add(numbers, most);
    Ok(())
}

async fn read(moment: &DatabaseTransaction, after: Option<(Uuid, String)>) -> Result<Vec<OrderRow>, Trouble> {
    let mut query = orders::Entity::find()
        .order_by_asc(orders::Column::BusinessId)
        .order_by_asc(orders::Column::Id)
        .limit(PAGE);
    if let Some((business, id)) = after {
        let keys = [
            Expr::col(orders::Column::BusinessId),
            Expr::col(orders::Column::Id),
        ];
        let values = [Expr::val(business), Expr::val(id)];
        query = query.filter(Expr::tuple(keys).gt(Expr::tuple(values)));
    }
    let rows = query.all(moment).await?;
    let mut of_business: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in &rows {
        of_business
            .entry(row.business_id)
            .or_default()
            .push(row.id.clone());
    }
    let (mut lines, mut moved) = (HashMap::new(), HashMap::new());
    for (business, ids) in of_business {
        for item in order_items::Entity::find()
            .filter(order_items::Column::BusinessId.eq(business))
            .filter(order_items::Column::OrderId.is_in(ids.iter().map(String::as_str)))
            .all(moment)
            .await?
        {
            let line = OrderLineRow {
                quantity: i64::from(item.quantity),
                unit_price: item.unit_price,
                refunded: i64::from(item.refunded_quantity),
                held: i64::from(item.held),
            };
            lines
                .entry((business, item.order_id))
                .or_insert_with(Vec::new)
                .push(line);
        }
        for payment in payments::Entity::find()
            .filter(
                Condition::all()
                    .add(payments::Column::BusinessId.eq(business))
                    .add(payments::Column::OrderId.is_in(ids.iter().map(String::as_str))),
            )
            .all(moment)
            .await?
        {
            let fact = PaymentFact {
                is_charge: payment.kind == "charge",
                amount: payment.amount,
                status: payment.status,
            };
            moved
                .entry((business, payment.order_id))
                .or_insert_with(Vec::new)
                .push(fact);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let key = (row.business_id, row.id.clone());
            OrderRow {
                business_id: row.business_id,
                id: row.id,
                status: row.status,
                subtotal: row.subtotal,
                discount: row.discount,
                tax: row.tax,
                shipping: row.shipping,
                total: row.total,
                refunded: row.refunded,
                is_paid: row.paid_at.is_some(),
                is_shipped: row.shipped_at.is_some(),
                lines: lines.remove(&key).unwrap_or_default(),
                payments: moved.remove(&key).unwrap_or_default(),
            }
        })
        .collect())
}

async fn numbers(moment: &DatabaseTransaction) -> Result<Vec<audit::Violation>, Trouble> {
    let statement = Statement::from_string(moment.get_database_backend(), NUMBERS);
    let mut found = Vec::new();
    for row in moment.query_all_raw(statement).await? {
        let business: Uuid = row.try_get("", "business_id")?;
        let (last, orders): (i64, i64) = (row.try_get("", "last")?, row.try_get("", "orders")?);
        found.extend(number_violation(business, last, orders));
    }
    Ok(found)
}
