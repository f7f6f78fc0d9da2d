use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn product(stock: u32) -> Product {
    Product {
        id: "prod_001".into(),
        slug: "cap".to_owned(),
        name: "Cap".to_owned(),
        description: String::new(),
        category: "caps".to_owned(),
        brand: String::new(),
        price: Minor(1_999),
        currency: "USD".to_owned(),
        images: Vec::new(),
        image_alts: Vec::new(),
        rating_hundredths: None,
        keywords: Vec::new(),
        styles: Vec::new(),
        variants: vec![Variant {
            id: "var_001".into(),
            sku: "CAP-BLK".to_owned(),
            options: BTreeMap::new(),
            price: Minor(1_999),
            stock,
        }],
    }
}

fn rules() -> PricingRules {
    PricingRules {
        tax_rate: Decimal::new(8, 2),
        shipping_fee: Minor(599),
        currency: "USD".to_owned(),
        discounts: Vec::new(),
    }
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn item(number: u128) -> CartItemId {
    CartItemId(Uuid::from_u128(number))
}

#[test]
fn an_empty_cart_costs_nothing_not_even_shipping() {
    let priced = price(
        &Cart::empty(CartId(Uuid::nil())),
        &Catalogue::new(vec![product(1)]),
        &rules(),
        now(),
    );
    assert_eq!(
        (priced.total.as_str(), priced.shipping.as_str()),
        ("0.00", "0.00")
    );
}

#[test]
fn tax_is_once_on_the_subtotal_and_shipping_is_not_taxed() {
    let shoe = product(9);
    let mut cart = Cart::empty(CartId(Uuid::nil()));
    cart.add(&shoe, &shoe.variants[0], 2, item(1))
        .expect("two are in stock");
    let priced = price(&cart, &Catalogue::new(vec![shoe]), &rules(), now());
    assert_eq!(priced.subtotal, "39.98");
    assert_eq!(priced.tax, "3.20");
    assert_eq!(priced.total, "49.17");
}

#[test]
fn quantities_outside_one_to_fifty_are_refused_and_change_nothing() {
    let cap = product(1_000);
    let mut cart = Cart::empty(CartId(Uuid::nil()));
    for quantity in [0, -1, 51, 1_000_000_000, i64::MAX] {
        assert_eq!(
            cart.add(&cap, &cap.variants[0], quantity, item(1)),
            Err(CartError::Quantity)
        );
    }
    cart.add(&cap, &cap.variants[0], 50, item(1))
        .expect("fifty may be in a line");
    assert_eq!(
        cart.add(&cap, &cap.variants[0], 1, item(2)),
        Err(CartError::Quantity)
    );
    assert_eq!(cart.lines[0].quantity, 50);
}

proptest! {
    #[test]
    fn a_line_never_exceeds_stock_or_fifty(stock in 0_u32..80, asked in prop::collection::vec(-5_i64..60, 0..12)) {
        let cap = product(stock);
        let mut cart = Cart::empty(CartId(Uuid::nil()));
        for (position, quantity) in asked.into_iter().enumerate() {
            let before = cart.clone();
            if cart.add(&cap, &cap.variants[0], quantity, item(position as u128)).is_err() {
                prop_assert_eq!(&cart, &before);
            }
            prop_assert!(cart.lines.iter().all(|line| line.quantity <= stock.min(MAX_LINE_QUANTITY)));
            prop_assert!(cart.lines.len() <= 1);
        }
    }
}
