use proptest::prelude::*;

use super::*;

fn order(lines: &[(i64, u32)], discount: i64, tax: i64, shipping: i64) -> Order {
    let items: Vec<OrderItem> = lines
        .iter()
        .enumerate()
        .map(|(place, (price, quantity))| OrderItem {
            id: Uuid::from_u128(place as u128),
            product_id: "prod".into(),
            variant_id: VariantId(format!("var_{place}")),
            sku: String::new(),
            name: String::new(),
            options: BTreeMap::new(),
            quantity: *quantity,
            unit_price: Minor(*price),
            refunded: 0,
            held: *quantity,
        })
        .collect();
    let subtotal: Minor = items.iter().map(OrderItem::line_total).sum();
    let discount = Minor(discount).min(subtotal);
    let totals = Totals {
        subtotal,
        discount,
        discount_code: None,
        tax: Minor(tax),
        shipping: Minor(shipping),
        total: subtotal.minus(discount) + Minor(tax) + Minor(shipping),
    };
    Order {
        id: id_of(1),
        user_id: UserId(Uuid::nil()),
        version: 1,
        status: OrderStatus::Paid,
        items,
        totals,
        currency: "USD".to_owned(),
        refunded: Minor::ZERO,
        address: Address::default(),
        payment_type: "card".to_owned(),
        created_at: DateTime::UNIX_EPOCH,
        paid_at: Some(DateTime::UNIX_EPOCH),
        shipped_at: None,
        timeline: Vec::new(),
    }
}

fn at() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

#[test]
fn an_order_is_read_aloud_by_its_number() {
    assert_eq!(id_of(1).as_str(), "order_000001");
    assert_eq!(id_of(1_234_567).as_str(), "order_1234567");
}

#[test]
fn cancelling_gives_back_all_money_and_all_stock_once() {
    let placed = order(&[(1_999, 2), (500, 1)], 0, 360, 599);
    let cancelled = placed.change(Act::Cancel, at()).expect("it has not left");
    assert_eq!(cancelled.money_back, placed.totals.total);
    assert_eq!(cancelled.restock, [("var_0".into(), 2), ("var_1".into(), 1)]);
    let again = cancelled.order.change(Act::Cancel, at());
    assert_eq!(again, Err(ChangeError::NotNow(OrderStatus::Cancelled)));
}

#[test]
fn what_has_left_is_refunded_without_touching_the_stock() {
    let shipped = order(&[(1_999, 2)], 0, 320, 599);
    let packed = shipped.change(Act::Prepare, at()).expect("it is paid").order;
    let shipped = packed.change(Act::Ship, at()).expect("it is packed").order;
    assert_eq!(
        shipped.change(Act::Cancel, at()),
        Err(ChangeError::NotNow(OrderStatus::Shipped))
    );
    let back = shipped.change(Act::Refund(None), at()).expect("all of it");
    assert_eq!(
        (back.money_back, back.restock, back.order.status),
        (shipped.totals.total, vec![], OrderStatus::Refunded)
    );
}

#[test]
fn more_than_was_bought_is_not_refunded() {
    let placed = order(&[(1_999, 2)], 0, 320, 599);
    for quantity in [0, 3, u32::MAX] {
        let line = RefundLine {
            item_id: Uuid::from_u128(0),
            quantity,
        };
        assert!(placed.change(Act::Refund(Some(vec![line])), at()).is_err());
    }
    let foreign = RefundLine {
        item_id: Uuid::from_u128(7),
        quantity: 1,
    };
    assert!(placed.change(Act::Refund(Some(vec![foreign])), at()).is_err());
    assert_eq!(
        placed.change(Act::Refund(Some(Vec::new())), at()),
        Err(ChangeError::Nothing)
    );
}

proptest! {
    /// Whatever is refunded in whatever parts: they add up to the total, and no piece is counted twice.
    #[test]
    fn parts_of_a_refund_add_up_to_the_total(
        lines in prop::collection::vec((0_i64..20_000, 1_u32..6), 1..5),
        (discount, tax, shipping) in (0_i64..5_000, 0_i64..3_000, 0_i64..999),
        picks in prop::collection::vec((0_usize..5, 1_u32..4), 0..12),
    ) {
        let placed = order(&lines, discount, tax, shipping);
        let (mut now, mut back, mut restocked) = (placed.clone(), Minor::ZERO, 0);
        for (place, quantity) in picks {
            let line = RefundLine { item_id: Uuid::from_u128(place as u128), quantity };
            if let Ok(change) = now.change(Act::Refund(Some(vec![line])), at()) {
                back = back + change.money_back;
                restocked += change.restock.iter().map(|(_, pieces)| pieces).sum::<u32>();
                now = change.order;
            }
            prop_assert!(back <= placed.totals.total);
            prop_assert_eq!(back, now.refunded);
        }
        if let Ok(rest) = now.change(Act::Refund(None), at()) {
            back = back + rest.money_back;
            restocked += rest.restock.iter().map(|(_, pieces)| pieces).sum::<u32>();
            now = rest.order;
        }
        let bought: u32 = lines.iter().map(|(_, quantity)| quantity).sum();
        prop_assert_eq!((back, restocked), (placed.totals.total, bought));
        prop_assert_eq!(now.status, OrderStatus::Refunded);
    }
}
