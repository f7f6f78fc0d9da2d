//! Out of a cart into a paid order.

use crate::{
    commerce::{
        cart::{Cart, PricingRules},
        catalogue::Catalogue,
        order::{Act, Order, OrderItem, OrderStatus, OrderView, TimelineEntry, id_of},
        ordering::{Buyer, OrderDesk, OrderError, TRIES},
        shop::Shop,
    },
    ids::VariantId,
    money::Minor,
    port::{
        StoreError,
        orders::{Reservation, Reserved},
        payments::{Charge, ChargeAnswer, DeclineReason},
        requests::RequestKey,
    },
    understanding::Address,
};

/// What a shop sells, and how totals are made of it.
#[derive(Clone, Copy, Debug)]
pub struct PriceList<'a> {
    /// Names; prices and stock are read live.
    pub catalogue: &'a Catalogue,
    /// Tax, shipping and discounts.
    pub rules: &'a PricingRules,
}

impl<'a> From<&'a Shop> for PriceList<'a> {
    fn from(shop: &'a Shop) -> Self {
        Self {
            catalogue: &shop.catalogue,
            rules: &shop.pricing,
        }
    }
}

/// What a buyer says at the till. Prices are never among it.
#[derive(Clone, PartialEq)]
pub struct Checkout {
    /// Where it goes.
    pub address: Address,
    /// How it is paid, such as `card`.
    pub payment_type: String,
    /// What the provider gave in place of a card.
    pub token: String,
    /// The total that the buyer has agreed to, where they were told one.
    pub agreed: Option<Minor>,
}

impl std::fmt::Debug for Checkout {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Checkout(…)")
    }
}

impl OrderDesk {
    /// Places an order for what is in the buyer's cart, and has it paid.
    ///
    /// # Errors
    /// [`OrderError`]: stock, cart and money are as before then, but for [`OrderError::PaymentPending`].
    pub async fn place(
        &self,
        prices: PriceList<'_>,
        buyer: Buyer,
        checkout: &Checkout,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        if let Some(order) = self.done_before(buyer.business_id, key.as_ref()).await? {
            return self.finish(buyer, order, key).await;
        }
        for _ in 0..TRIES {
            let reservation = self.reservation(prices, buyer, checkout, key.clone()).await?;
            match self.orders.reserve(&reservation).await? {
                Reserved::Made(id) => {
                    let order = Order {
                        id,
                        version: reservation.order.version + 1,
                        ..reservation.order
                    };
                    return self
                        .charge(buyer, order, reservation.payment_id, &checkout.token, key)
                        .await;
                }
                Reserved::Stale => {}
                Reserved::Repeated => return Err(OrderError::Repeated),
            }
        }
        Err(OrderError::Busy)
    }

    /// What the buyer's cart would cost as an order now.
    ///
    /// # Errors
    /// [`OrderError::EmptyCart`] or [`OrderError::OutOfStock`].
    pub async fn quote(&self, prices: PriceList<'_>, buyer: Buyer) -> Result<Order, OrderError> {
        let nothing_agreed = Checkout {
            address: Address::default(),
            payment_type: String::new(),
            token: String::new(),
            agreed: None,
        };
        Ok(self
            .reservation(prices, buyer, &nothing_agreed, None)
            .await?
            .order)
    }

    /// Takes the money for an order that was made, or undoes it.
    async fn charge(
        &self,
        buyer: Buyer,
        order: Order,
        payment: uuid::Uuid,
        token: &str,
        key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let charge = Charge {
            reference: payment,
            business_id: buyer.business_id,
            amount: order.totals.total,
            currency: order.currency.clone(),
            token: token.to_owned(),
        };
        let (why, error) = match self.payments.charge(&charge).await {
            Ok(ChargeAnswer::Taken) => {
                return self
                    .settle_charge(buyer.business_id, order, payment, &Act::Pay, key)
                    .await;
            }
            Ok(ChargeAnswer::Declined(DeclineReason::Duplicate)) => {
                ("payment_duplicate", OrderError::DuplicatePayment)
            }
            Ok(ChargeAnswer::Declined(DeclineReason::Card | DeclineReason::Closed)) => {
                ("payment_declined", OrderError::Declined)
            }
            Err(_no_answer) => return self.finish(buyer, order, key).await,
        };
        let failed = self
            .settle_charge(buyer.business_id, order, payment, &Act::Fail(why), key)
            .await?;
        // Somebody else may have settled it meanwhile, and the money have come after all.
        if failed.paid_at.is_some() {
            return Ok(failed);
        }
        Err(error)
    }

    async fn reservation(
        &self,
        prices: PriceList<'_>,
        buyer: Buyer,
        checkout: &Checkout,
        request: Option<RequestKey>,
    ) -> Result<Reservation, OrderError> {
        let cart = self
            .carts
            .cart_of_account(buyer.business_id, buyer.user_id)
            .await?
            .filter(|cart| !cart.lines.is_empty())
            .ok_or(OrderError::EmptyCart)?;
        let order = self.order_of(prices, buyer, checkout, &cart).await?;
        if let Some(agreed) = checkout.agreed
            && agreed != order.totals.total
        {
            return Err(OrderError::PriceChanged {
                total: order.totals.total,
            });
        }
        Ok(Reservation {
            business_id: buyer.business_id,
            order,
            cart,
            payment_id: self.next_id(),
            request,
        })
    }

    async fn order_of(
        &self,
        prices: PriceList<'_>,
        buyer: Buyer,
        checkout: &Checkout,
        cart: &Cart,
    ) -> Result<Order, OrderError> {
        let variants: Vec<VariantId> = cart.lines.iter().map(|line| line.variant_id.clone()).collect();
        let quotes = self.catalogue.quotes(buyer.business_id, &variants).await?;
        let live = prices.catalogue.quoted(variants.iter(), &quotes);
        let mut items = Vec::with_capacity(cart.lines.len());
        let mut subtotal = Minor::ZERO;
        for line in &cart.lines {
            let Some((product, variant)) = live.find_variant(line.variant_id.as_str()) else {
                return Err(OrderError::OutOfStock {
                    name: line.product_id.to_string(),
                    available: 0,
                });
            };
            if variant.stock < line.quantity {
                return Err(OrderError::OutOfStock {
                    name: product.name.clone(),
                    available: variant.stock,
                });
            }
            let cost = variant.price.times(line.quantity).ok_or_else(beyond)?;
            subtotal = Minor(subtotal.0.checked_add(cost.0).ok_or_else(beyond)?);
            items.push(OrderItem {
                id: self.next_id(),
                product_id: product.id.clone(),
                variant_id: variant.id.clone(),
                sku: variant.sku.clone(),
                name: product.name.clone(),
                options: variant.options.clone(),
                quantity: line.quantity,
                unit_price: variant.price,
                refunded: 0,
                held: line.quantity,
            });
        }
        let now = self.clock.now();
        let totals = prices
            .rules
            .totals(subtotal, false, cart.discount_code.as_deref(), now);
        Ok(Order {
            id: id_of(0),
            user_id: buyer.user_id,
            version: 0,
            status: OrderStatus::Pending,
            items,
            totals,
            currency: prices.rules.currency.clone(),
            refunded: Minor::ZERO,
            address: checkout.address.clone(),
            payment_type: checkout.payment_type.clone(),
            created_at: now,
            paid_at: None,
            shipped_at: None,
            timeline: vec![TimelineEntry {
                status: OrderStatus::Pending,
                detail: "placed".to_owned(),
                at: now,
            }],
        })
    }
}

/// What a request for a new order is answered with, now and when it is repeated.
pub(super) fn effect(order: &Order) -> serde_json::Value {
    serde_json::json!({ "orderId": order.id, "order": OrderView::from(order) })
}

fn beyond() -> OrderError {
    OrderError::Store(StoreError::Refused("a total leaves 64 bits".to_owned()))
}
