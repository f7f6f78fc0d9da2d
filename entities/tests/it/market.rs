//! A market to buy at: a shop, people with carts, and a process between them that may die at any moment.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    commerce::{
        cart::{Cart, CartLine, PricingRules},
        catalogue::{Catalogue, Product, Variant},
        discount::{Discount, Reduction},
        order::{Order, OrderStatus},
        ordering::{Buyer, Checkout, OrderDesk, OrderError, PriceList},
    },
    ids::{BusinessId, CartId, CartItemId, OrderId, SessionId, UserId, VariantId},
    money::Minor,
    port::{
        Clock, Ids, StoreError,
        carts::CartStore,
        catalogue::{CatalogueStore, NewProduct},
        journal::{CartPart, JournalStore, Unit, UnitOutcome},
        orders::{OrderStore, OrderWrite, PaymentRow, PaymentStatus, Reservation, Reserved},
        payments::{Charge, ChargeAnswer, Closed, DeclineReason, GiveBack, NoAnswer, Payments},
        requests::RequestKey,
    },
    understanding::Address,
};
use colloquy_entities::Store;
use uuid::Uuid;

use crate::{
    material::{at, business},
    shoppers::shopper,
};

/// Says no more after so many calls, as a process does that is killed: before the call, or just after it.
#[derive(Default)]
struct Life {
    left: Option<u32>,
    after: bool,
}

/// The store and the provider as a process sees them that may die at any moment. The provider lives on.
#[derive(Clone)]
pub(crate) struct Fragile {
    store: Store,
    life: Arc<Mutex<Life>>,
    books: Arc<Mutex<HashMap<Uuid, (bool, i64)>>>,
}

impl Fragile {
    fn new(store: &Store) -> Self {
        Self {
            store: store.clone(),
            life: Arc::default(),
            books: Arc::default(),
        }
    }

    pub(crate) fn dies_after(&self, calls: Option<u32>, after: bool) {
        *self.life.lock().unwrap_or_else(PoisonError::into_inner) = Life { left: calls, after };
    }

    async fn live<T, E>(&self, call: impl Future<Output = Result<T, E>>, dead: E) -> Result<T, E> {
        let (lives, does) = {
            let mut life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
            match &mut life.left {
                None => (true, true),
                Some(0) => (false, false),
                Some(left) => {
                    *left -= 1;
                    (*left > 0, *left > 0 || life.after)
                }
            }
        };
        let result = if does { Some(call.await) } else { None };
        match result {
            Some(result) if lives => result,
            _ => Err(dead),
        }
    }

    fn book(&self, reference: Uuid, is_charge: bool, amount: i64) -> i64 {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.entry(reference).or_insert((is_charge, amount)).1
    }

    fn moved(&self, reference: Uuid) -> i64 {
        let books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.get(&reference).map_or(0, |(_, amount)| *amount)
    }
}

fn dead() -> StoreError {
    StoreError::Unavailable("the process is dead".to_owned())
}

#[async_trait]
impl Payments for Fragile {
    async fn charge(&self, charge: &Charge) -> Result<ChargeAnswer, NoAnswer> {
        let answer = async {
            match charge.token.as_str() {
                "pm_declined" => return Ok(ChargeAnswer::Declined(DeclineReason::Card)),
                "pm_lost" => return Err(NoAnswer),
                _ => {}
            }
            let taken = self.book(charge.reference, true, charge.amount.0);
            match charge.token.as_str() {
                "pm_timeout" => Err(NoAnswer),
                _ if taken == charge.amount.0 => Ok(ChargeAnswer::Taken),
                _ => Ok(ChargeAnswer::Declined(DeclineReason::Closed)),
            }
        };
        self.live(answer, NoAnswer).await
    }

    async fn close(&self, _business: BusinessId, reference: Uuid) -> Result<Closed, NoAnswer> {
        let close = async {
            let taken = self.book(reference, true, 0);
            Ok(if taken > 0 { Closed::Taken } else { Closed::Void })
        };
        self.live(close, NoAnswer).await
    }

    async fn give_back(&self, refund: &GiveBack) -> Result<(), NoAnswer> {
        let give = async {
            self.book(refund.reference, false, refund.amount.0);
            Ok(())
        };
        self.live(give, NoAnswer).await
    }
}

#[async_trait]
impl OrderStore for Fragile {
    async fn reserve(&self, reservation: &Reservation) -> Result<Reserved, StoreError> {
        self.live(self.store.reserve(reservation), dead()).await
    }

    async fn change_order(&self, write: &OrderWrite) -> Result<bool, StoreError> {
        self.live(self.store.change_order(write), dead()).await
    }

    async fn settle_payment(
        &self,
        business: BusinessId,
        payment: Uuid,
        status: PaymentStatus,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.live(self.store.settle_payment(business, payment, status, at), dead())
            .await
    }

    async fn order(&self, business: BusinessId, id: &OrderId) -> Result<Option<Order>, StoreError> {
        self.live(self.store.order(business, id), dead()).await
    }

    async fn orders_of(
        &self,
        business: BusinessId,
        user: UserId,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<Order>, u64), StoreError> {
        self.store.orders_of(business, user, offset, limit).await
    }

    async fn payments_of(&self, business: BusinessId, id: &OrderId) -> Result<Vec<PaymentRow>, StoreError> {
        self.live(self.store.payments_of(business, id), dead()).await
    }

    async fn pending_payments(
        &self,
        before: DateTime<Utc>,
        limit: u64,
    ) -> Result<Vec<(BusinessId, PaymentRow)>, StoreError> {
        self.store.pending_payments(before, limit).await
    }
}

struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        at(10)
    }
}

impl Ids for Still {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// A shop with three things to buy, and people who buy them.
pub(crate) struct Market {
    pub(crate) store: Store,
    pub(crate) business: BusinessId,
    catalogue: Catalogue,
    rules: PricingRules,
    pub(crate) buyers: Vec<(UserId, SessionId)>,
    pub(crate) fragile: Fragile,
    pub(crate) desk: OrderDesk,
}

impl Market {
    pub(crate) async fn open(store: &Store, buyers: usize, stock: u32) -> Self {
        let business = business(store).await;
        let variants = (0..3).map(|number| Variant {
            id: VariantId(format!("v{number}")),
            sku: format!("S{number}"),
            options: BTreeMap::new(),
            price: Minor(1_999 + 7 * number),
            stock,
        });
        let product = Product {
            id: "p".into(),
            slug: "p".to_owned(),
            name: "P".to_owned(),
            description: String::new(),
            category: "c".to_owned(),
            brand: String::new(),
            price: Minor(1_999),
            currency: "EUR".to_owned(),
            images: Vec::new(),
            image_alts: Vec::new(),
            rating_hundredths: None,
            keywords: Vec::new(),
            styles: Vec::new(),
            variants: variants.collect(),
        };
        let new = NewProduct {
            product: product.clone(),
            category_title: "C".to_owned(),
        };
        store.add_products(business, &[new]).await.unwrap();
        let mut people = Vec::new();
        for _ in 0..buyers {
            people.push(shopper(store, business).await);
        }
        let fragile = Fragile::new(store);
        let whole = Arc::new(store.clone());
        let desk = OrderDesk {
            orders: Arc::new(fragile.clone()),
            carts: whole.clone(),
            catalogue: whole.clone(),
            requests: whole,
            payments: Arc::new(fragile.clone()),
            clock: Arc::new(Still),
            ids: Arc::new(Still),
        };
        let rules = PricingRules {
            tax_rate: "0.08".parse().unwrap(),
            shipping_fee: Minor(599),
            currency: "EUR".to_owned(),
            discounts: vec![Discount {
                code: "SAVE10".to_owned(),
                reduction: Reduction::Share(1_000),
                minimum: Minor::ZERO,
                starts_at: None,
                ends_at: None,
            }],
        };
        Self {
            store: store.clone(),
            business,
            catalogue: Catalogue::new(vec![product]),
            rules,
            buyers: people,
            fragile,
            desk,
        }
    }

    pub(crate) fn buyer(&self, place: usize) -> Buyer {
        Buyer {
            business_id: self.business,
            user_id: self.buyers[place].0,
        }
    }

    pub(crate) async fn fill(&self, place: usize, variant: u64, quantity: u32, discount: Option<&str>) {
        let (user, session) = &self.buyers[place];
        let stored = self.store.cart_of_account(self.business, *user).await.unwrap();
        let mut cart = stored.unwrap_or_else(|| Cart::empty(CartId(Uuid::now_v7())));
        cart.take_over(&Cart {
            lines: vec![CartLine {
                item_id: CartItemId(Uuid::now_v7()),
                product_id: "p".into(),
                variant_id: VariantId(format!("v{variant}")),
                quantity,
            }],
            discount_code: discount.map(str::to_owned),
            ..Cart::empty(cart.id)
        });
        let part = CartPart {
            cart,
            session_id: session.clone(),
            opening: None,
            at: at(5),
        };
        let unit = Unit {
            business_id: Some(self.business),
            cart: Some(part),
            ..Unit::default()
        };
        let outcome = self.store.commit(&[unit]).await.unwrap().remove(0);
        assert!(matches!(outcome, UnitOutcome::Committed(_)), "{outcome:?}");
    }

    pub(crate) async fn place(
        &self,
        place: usize,
        token: &str,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let prices = PriceList {
            catalogue: &self.catalogue,
            rules: &self.rules,
        };
        let checkout = Checkout {
            address: Address::default(),
            payment_type: "card".to_owned(),
            token: token.to_owned(),
            agreed: None,
        };
        self.desk.place(prices, self.buyer(place), &checkout, key).await
    }

    pub(crate) async fn stock(&self) -> HashMap<String, u32> {
        let variants: Vec<VariantId> = (0..3).map(|number| VariantId(format!("v{number}"))).collect();
        let quotes = self.store.quotes(self.business, &variants).await.unwrap();
        quotes
            .into_iter()
            .map(|quote| (quote.variant_id.0, quote.stock))
            .collect()
    }

    /// Every order there is, by its number.
    pub(crate) async fn orders(&self) -> Vec<Order> {
        let mut found = Vec::new();
        for number in 1.. {
            let id = OrderId(format!("order_{number:06}"));
            match self.store.order(self.business, &id).await.unwrap() {
                Some(order) => found.push(order),
                None => return found,
            }
        }
        found
    }

    /// Not a piece is lost or there twice, at any moment.
    pub(crate) async fn check_stock(&self, stocked: u32) {
        let mut pieces = self.stock().await;
        for order in self.orders().await {
            for item in &order.items {
                *pieces.get_mut(item.variant_id.as_str()).unwrap() += item.held;
            }
        }
        assert!(pieces.values().all(|number| *number == stocked), "{pieces:?}");
    }

    /// What the provider has moved is what the orders say.
    pub(crate) async fn check_money(&self) {
        for order in self.orders().await {
            let payments = self.store.payments_of(self.business, &order.id).await.unwrap();
            let sum = |kind: &str| -> i64 {
                let of_kind = payments.iter().filter(|row| row.kind.as_str() == kind);
                of_kind.map(|row| self.fragile.moved(row.id)).sum()
            };
            let due = if order.paid_at.is_some() {
                order.totals.total.0
            } else {
                0
            };
            assert_eq!(sum("charge"), due, "{order:?}");
            assert_eq!(
                sum("refund"),
                if due > 0 { order.refunded.0 } else { 0 },
                "{order:?}"
            );
            assert_ne!(order.status, OrderStatus::Pending, "{order:?}");
            assert!(
                payments.iter().all(|row| row.status != PaymentStatus::Pending),
                "{payments:?}"
            );
        }
    }
}
