//! Orders under trouble: random sequences of purchases, cancellations, refunds and cuts in between, held against a
//! model. Whatever happens, stock, orders and money agree.

use std::{sync::Arc, time::Instant};

use colloquy_engine::{
    commerce::{
        order::RefundLine,
        ordering::{Buyer, OrderError},
    },
    ids::OrderId,
    port::{orders::OrderStore, requests::RequestKey},
};
use colloquy_entities::Store;

use crate::{databases::on_every_database, market::Market, material::at};

on_every_database! {
    money_stock_and_orders_agree_after_every_cut
    sixteen_buyers_at_once_take_the_stock_to_zero_and_no_further
    sixteen_buyers_place_a_thousand_orders_and_not_a_piece_is_lost
    numbers_have_no_gap_and_belong_to_their_business
}

const STOCK: u32 = 40;

/// Numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

async fn money_stock_and_orders_agree_after_every_cut(store: &Store) {
    for seed in 1..=8_u64 {
        let market = Market::open(store, 2, STOCK).await;
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut sold = 0;
        for step in 0..40 {
            let who = usize::try_from(dice.roll(2)).unwrap();
            let cut = (dice.roll(2) == 0).then(|| u32::try_from(dice.roll(6)).unwrap());
            market.fragile.dies_after(cut, dice.roll(2) == 0);
            let orders = market.orders().await;
            let any = orders.get(usize::try_from(dice.roll(8)).unwrap());
            match dice.roll(5) {
                0 | 1 => {
                    let quantity = u32::try_from(1 + dice.roll(4)).unwrap();
                    let discount = (dice.roll(3) == 0).then_some("SAVE10");
                    market.fill(who, dice.roll(3), quantity, discount).await;
                    let tokens = ["pm_ok", "pm_ok", "pm_declined", "pm_timeout", "pm_lost"];
                    let token = tokens[usize::try_from(dice.roll(5)).unwrap()];
                    let key = RequestKey {
                        scope: "test".to_owned(),
                        key: format!("{seed} {step}"),
                        body_hash: String::new(),
                    };
                    let first = market.place(who, token, Some(key.clone())).await;
                    // The shopper presses once more, after the process has come back: it is the same order.
                    market.fragile.dies_after(None, false);
                    let second = market.place(who, "pm_ok", Some(key)).await;
                    if let Ok(first) = &first {
                        assert_eq!(second.as_ref().map(|order| &order.id), Ok(&first.id));
                    }
                    sold += u32::from(second.is_ok());
                }
                2 => {
                    if let Some(order) = any {
                        let buyer = Buyer {
                            business_id: market.business,
                            user_id: order.user_id,
                        };
                        let _refused_or_cut = market.desk.cancel(buyer, &order.id, None).await;
                    }
                }
                3 => {
                    if let Some(order) = any {
                        let buyer = Buyer {
                            business_id: market.business,
                            user_id: order.user_id,
                        };
                        let line = RefundLine {
                            item_id: order.items[0].id,
                            quantity: 1,
                        };
                        let lines = (dice.roll(2) == 0).then(|| vec![line]);
                        let _refused_or_cut = market.desk.refund(buyer, &order.id, lines, None).await;
                    }
                }
                _ => {
                    let _cut = market.desk.settle_due(at(60), 100).await;
                }
            }
            market.check_stock(STOCK).await;
            if step % 8 == 7 {
                let report = store.audit(10, &|_| ()).await.unwrap();
                assert!(
                    report.is_sound(),
                    "seed {seed}, step {step}: {:?}",
                    report.violations
                );
            }
        }
        market.fragile.dies_after(None, false);
        market.desk.settle_due(at(60), 1_000).await.unwrap();
        market.check_stock(STOCK).await;
        market.check_money().await;
        assert!(sold > 0, "seed {seed} sold nothing");
    }
}

async fn sixteen_buyers_at_once_take_the_stock_to_zero_and_no_further(store: &Store) {
    let market = Arc::new(Market::open(store, 16, 9).await);
    for place in 0..16 {
        market.fill(place, 1, 1, None).await;
    }
    let placing = (0..16).map(|place| {
        let market = Arc::clone(&market);
        tokio::spawn(async move { market.place(place, "pm_ok", None).await })
    });
    let mut sold = 0;
    for placed in placing.collect::<Vec<_>>() {
        match placed.await.unwrap() {
            Ok(_) => sold += 1,
            Err(error) => assert!(
                matches!(error, OrderError::OutOfStock { available: 0, .. }),
                "{error}"
            ),
        }
    }
    assert_eq!((sold, market.stock().await["v1"]), (9, 0));
    market.check_stock(9).await;
    market.check_money().await;
}

async fn sixteen_buyers_place_a_thousand_orders_and_not_a_piece_is_lost(store: &Store) {
    const BUYERS: usize = 16;
    const EACH: usize = 63;
    let market = Arc::new(Market::open(store, BUYERS, 400).await);
    let began = Instant::now();
    let buying = (0..BUYERS).map(|place| {
        let market = Arc::clone(&market);
        tokio::spawn(async move {
            for number in 0..EACH as u64 {
                market.fill(place, number % 3, 1, None).await;
                market.place(place, "pm_ok", None).await.unwrap();
            }
        })
    });
    for bought in buying.collect::<Vec<_>>() {
        bought.await.unwrap();
    }
    let rate = (BUYERS * EACH) as f64 / began.elapsed().as_secs_f64();
    println!("{rate:.0} carts filled and orders paid a second");
    assert_eq!(market.orders().await.len(), BUYERS * EACH);
    market.check_stock(400).await;
    market.check_money().await;
}

async fn numbers_have_no_gap_and_belong_to_their_business(store: &Store) {
    let (one, other) = (Market::open(store, 1, 9).await, Market::open(store, 1, 9).await);
    for market in [&one, &other] {
        for number in 1..=2 {
            market.fill(0, 0, 1, None).await;
            let order = market.place(0, "pm_ok", None).await.unwrap();
            assert_eq!(order.id.as_str(), format!("order_{number:06}"));
        }
    }
    let foreign = one
        .store
        .order(other.business, &OrderId::from("order_000001"))
        .await
        .unwrap();
    assert_eq!(foreign.map(|order| order.user_id), Some(other.buyers[0].0));
}
