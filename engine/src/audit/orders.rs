//! The promises of orders: stock, money and order agree, and no number is left out.

use uuid::Uuid;

use super::{Rule, Violation};

/// A row of `orders` with its lines and its movements of money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderRow {
    /// Whose.
    pub business_id: Uuid,
    /// The key.
    pub id: String,
    /// Where it stands.
    pub status: String,
    /// Sum of the lines, in minor units as all amounts here.
    pub subtotal: i64,
    /// Taken off.
    pub discount: i64,
    /// On subtotal less discount.
    pub tax: i64,
    /// Flat.
    pub shipping: i64,
    /// What is paid.
    pub total: i64,
    /// How much of it went back.
    pub refunded: i64,
    /// Whether it was ever paid.
    pub is_paid: bool,
    /// Whether it has left.
    pub is_shipped: bool,
    /// Its lines.
    pub lines: Vec<OrderLineRow>,
    /// Its movements of money.
    pub payments: Vec<PaymentFact>,
}

/// A row of `order_items`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderLineRow {
    /// How many were bought.
    pub quantity: i64,
    /// What one cost.
    pub unit_price: i64,
    /// How many were paid back.
    pub refunded: i64,
    /// How many pieces it holds or has taken away.
    pub held: i64,
}

/// A row of `payments`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentFact {
    /// Whether it goes to the shop; back to the shopper when not.
    pub is_charge: bool,
    /// How much.
    pub amount: i64,
    /// `pending`, `done` or `void`.
    pub status: String,
}

/// Everything that is wrong with an order; nothing, when every promise is kept.
#[must_use]
pub fn order_violations(order: &OrderRow) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut report = |rule, detail: String| {
        found.push(Violation {
            rule,
            conversation_id: None,
            table: "orders",
            row: format!("{}/{}", order.business_id, order.id),
            detail,
        });
    };
    if let Some(detail) = sums(order) {
        report(Rule::OrderSumsDiffer, detail);
    }
    if let Some(detail) = stock(order) {
        report(Rule::OrderStockDiffers, detail);
    }
    if let Some(detail) = money(order) {
        report(Rule::OrderMoneyDiffers, detail);
    }
    found
}

/// Numbers are given without gaps, so the last one is the number of orders.
#[must_use]
pub fn number_violation(business: Uuid, last: i64, orders: i64) -> Option<Violation> {
    (last != orders).then(|| Violation {
        rule: Rule::OrderNumbersDiffer,
        conversation_id: None,
        table: "order_numbers",
        row: business.to_string(),
        detail: format!("number {last} was given last, and there are {orders} orders"),
    })
}

fn sums(order: &OrderRow) -> Option<String> {
    let lines: i64 = order
        .lines
        .iter()
        .map(|line| line.quantity.saturating_mul(line.unit_price))
        .fold(0, i64::saturating_add);
    if lines != order.subtotal {
        return Some(format!(
            "the lines come to {lines}, the subtotal is {}",
            order.subtotal
        ));
    }
    let total = order.subtotal - order.discount + order.tax + order.shipping;
    if total != order.total {
        return Some(format!("the parts come to {total}, the total is {}", order.total));
    }
    if !(0..=order.total).contains(&order.refunded) {
        return Some(format!("{} of {} went back", order.refunded, order.total));
    }
    None
}

fn stock(order: &OrderRow) -> Option<String> {
    for (place, line) in order.lines.iter().enumerate() {
        let OrderLineRow {
            quantity,
            refunded,
            held,
            ..
        } = *line;
        if quantity < 1 || !(0..=quantity).contains(&refunded) || !(0..=quantity).contains(&held) {
            return Some(format!(
                "line {place}: {held} held and {refunded} paid back of {quantity}"
            ));
        }
        let wanted = match order.status.as_str() {
            "cancelled" => 0,
            // What has left comes back by post, and is counted by whoever unpacks it.
            _ if order.is_shipped => continue,
            _ => quantity - refunded,
        };
        if held != wanted {
            return Some(format!("line {place}: {held} pieces are held, not {wanted}"));
        }
    }
    None
}

fn money(order: &OrderRow) -> Option<String> {
    let charges: Vec<&PaymentFact> = order
        .payments
        .iter()
        .filter(|payment| payment.is_charge)
        .collect();
    let [charge] = charges.as_slice() else {
        return Some(format!("{} charges", charges.len()));
    };
    if charge.amount != order.total {
        return Some(format!(
            "the charge is of {}, the total is {}",
            charge.amount, order.total
        ));
    }
    let wanted = match (order.is_paid, order.status.as_str()) {
        (true, _) => "done",
        (false, "pending") => "pending",
        (false, _) => "void",
    };
    if charge.status != wanted {
        return Some(format!("the charge is {}, not {wanted}", charge.status));
    }
    let back: i64 = order
        .payments
        .iter()
        .filter(|payment| !payment.is_charge && payment.status != "void")
        .map(|payment| payment.amount)
        .sum();
    if back != order.refunded {
        return Some(format!(
            "{back} is on its way back, the order tells of {}",
            order.refunded
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payment(is_charge: bool, amount: i64, status: &str) -> PaymentFact {
        PaymentFact {
            is_charge,
            amount,
            status: status.to_owned(),
        }
    }

    /// Two lines, one piece of the first paid back before it left.
    fn good() -> OrderRow {
        let line = |quantity, unit_price, refunded, held| OrderLineRow {
            quantity,
            unit_price,
            refunded,
            held,
        };
        OrderRow {
            id: "order_000001".to_owned(),
            status: "partially_refunded".to_owned(),
            subtotal: 4_000,
            discount: 400,
            tax: 288,
            shipping: 599,
            total: 4_487,
            refunded: 972,
            is_paid: true,
            lines: vec![line(3, 1_000, 1, 2), line(1, 1_000, 0, 1)],
            payments: vec![payment(true, 4_487, "done"), payment(false, 972, "pending")],
            ..OrderRow::default()
        }
    }

    #[test]
    fn an_order_as_the_desk_writes_it_keeps_every_promise() {
        assert_eq!(order_violations(&good()), []);
        let mut pending = good();
        pending.status = "pending".to_owned();
        (pending.is_paid, pending.refunded) = (false, 0);
        pending.lines[0] = OrderLineRow {
            refunded: 0,
            held: 3,
            ..pending.lines[0]
        };
        pending.payments = vec![payment(true, 4_487, "pending")];
        assert_eq!(order_violations(&pending), []);
        let mut failed = pending.clone();
        failed.status = "cancelled".to_owned();
        failed.payments[0].status = "void".to_owned();
        failed.lines.iter_mut().for_each(|line| line.held = 0);
        assert_eq!(order_violations(&failed), []);
        assert_eq!(number_violation(Uuid::nil(), 3, 3), None);
    }

    #[test]
    fn each_kind_of_damage_is_found() {
        type Damage = fn(&mut OrderRow);
        let damages: [(Damage, Rule); 11] = [
            (|order| order.lines[0].unit_price += 1, Rule::OrderSumsDiffer),
            (|order| order.total += 1, Rule::OrderSumsDiffer),
            (|order| order.refunded = -1, Rule::OrderSumsDiffer),
            (|order| order.lines[0].held += 1, Rule::OrderStockDiffers),
            (|order| order.lines[1].held = 0, Rule::OrderStockDiffers),
            (|order| order.lines[1].refunded = 2, Rule::OrderStockDiffers),
            (
                |order| order.status = "cancelled".to_owned(),
                Rule::OrderStockDiffers,
            ),
            (|order| order.payments[0].amount -= 1, Rule::OrderMoneyDiffers),
            (
                |order| order.payments[0].status = "void".to_owned(),
                Rule::OrderMoneyDiffers,
            ),
            (|order| drop(order.payments.remove(0)), Rule::OrderMoneyDiffers),
            (|order| order.payments[1].amount -= 1, Rule::OrderMoneyDiffers),
        ];
        for (place, (damage, rule)) in damages.into_iter().enumerate() {
            let mut order = good();
            damage(&mut order);
            let found = order_violations(&order);
            assert!(
                found.iter().any(|one| one.rule == rule),
                "damage {place}: {found:?}"
            );
        }
        let missing = number_violation(Uuid::nil(), 3, 2).map(|found| found.rule);
        assert_eq!(missing, Some(Rule::OrderNumbersDiffer));
    }
}
