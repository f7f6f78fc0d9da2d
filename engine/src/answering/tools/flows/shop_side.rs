//! What a flow asks of the shop: what it has, whether it can be done, what it comes to, and that it is done.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    answering::{
        buttons::button,
        desk::Desk,
        tools::{
            memory,
            refusal::{not_now, refusal, shown},
            workbench::Workbench,
        },
    },
    commerce::{
        order::{Act, Order},
        ordering::{Buyer, Checkout, OrderError},
    },
    dialogue::{Check, Failure, Offer, Offered, Quoted, Running, SlotValue, Told, Tool},
    ids::OrderId,
    money::Minor,
    port::memory::MemoryChange,
    understanding::{Address, Reference, payment_token},
};

pub(super) use crate::answering::tools::refusal::one_line;

/// What is charged for a shopper who names nothing: what the payment provider keeps of them. Nobody types a card into a
/// chat.
const ON_FILE: &str = "pm_on_file";
/// Orders that a question offers at most, and whose addresses are known.
const OFFERED: u64 = 6;

/// The shop as a flow sees it.
pub(super) struct ShopSide<'b, 'turn> {
    pub(super) bench: &'b mut Workbench<'turn>,
    pub(super) desk: Option<&'b dyn Desk>,
    pub(super) buyer: Option<Buyer>,
}

/// What came of doing it.
#[derive(Default)]
pub(super) struct Receipt {
    /// For the structured part of the answer.
    pub(super) result: Option<Value>,
    places: BTreeMap<&'static str, String>,
}

impl Receipt {
    /// What a sentence about it can name.
    pub(super) fn places(&self) -> Vec<(&str, &str)> {
        let places = self.places.iter();
        places.map(|(place, value)| (*place, value.as_str())).collect()
    }
}

impl ShopSide<'_, '_> {
    /// What there is for a slot.
    pub(super) async fn offer(&mut self, running: &Running, slot: &str, offer: Offer) -> Offered {
        let Some((desk, buyer)) = self.counter() else {
            return Offered::Nothing;
        };
        let orders = match desk.orders(buyer, OFFERED).await {
            Ok(orders) => orders,
            Err(error) => return Offered::Refused(refusal(self.bench, &running.pending(), &error)),
        };
        let act = match offer {
            Offer::KnownAddresses => return addresses(running, &orders),
            Offer::CancellableOrders => Act::Cancel,
            Offer::RefundableOrders => Act::Refund(None),
            Offer::RedirectableOrders => Act::Redirect(Address::default()),
        };
        self.order(running, slot, orders, &act)
    }

    /// Only those are offered that it can be done with; when there are none, the newest says why not.
    fn order(&mut self, running: &Running, slot: &str, mut orders: Vec<Order>, act: &Act) -> Offered {
        let is_last_meant = running.action.arguments.reference == Some(Reference::Last);
        if is_last_meant && running.unwanted.is_empty() {
            orders.truncate(1);
        }
        let Some(newest) = orders.first().cloned() else {
            let sentence = self.bench.text("orders_none", &[]);
            self.bench.outcome.suggested_actions = vec![button(self.bench.turn, "person", &[])];
            return Offered::Refused(Failure::Refused {
                code: "order_not_found".to_owned(),
                sentence,
            });
        };
        let now = self.bench.turn.context.now;
        let possible = orders
            .iter()
            .filter(|order| order.change(act.clone(), now).is_ok());
        let possible: Vec<SlotValue> = possible.map(value).collect();
        let wanted = left(running, slot, &possible);
        match wanted.as_slice() {
            [] if possible.is_empty() => Offered::One(value(&newest)),
            [] => Offered::Several(possible),
            [only] => Offered::One(only.clone()),
            _ => Offered::Several(wanted),
        }
    }

    /// Whether it can be done at all.
    pub(super) async fn check(&mut self, running: &Running, check: Check) -> Result<(), Failure> {
        let act = match check {
            Check::CartHoldsSomething if self.bench.cart.lines.is_empty() => {
                let sentence = self.bench.text("cart_empty", &[]);
                return Err(Failure::AlreadySo { sentence });
            }
            Check::MemoryHoldsSomething if !memory::holds_something(self.bench) => {
                let sentence = self.bench.text("memory_empty", &[]);
                return Err(Failure::AlreadySo { sentence });
            }
            Check::CartHoldsSomething | Check::MemoryHoldsSomething => return Ok(()),
            Check::CartCanBeOrdered => return self.total(running).await.map(|_total| ()),
            Check::OrderCanBeCancelled => Act::Cancel,
            Check::OrderCanBeRefunded => Act::Refund(None),
            Check::OrderCanBeRedirected => Act::Redirect(Address::default()),
        };
        self.moved(running, act).await.map(|_moved| ())
    }

    /// What would be done, in figures and names.
    pub(super) async fn quote(&mut self, running: &Running, tool: Tool) -> Result<Quoted, Failure> {
        let (places, amount) = match tool {
            Tool::PlaceOrder => {
                let total = self.total(running).await?;
                let address = running.address().map(one_line).unwrap_or_default();
                let places = [
                    ("total", self.bench.money(&total.to_string())),
                    ("address", address),
                ];
                (places.to_vec(), Some(total))
            }
            Tool::CancelOrder | Tool::RefundOrder | Tool::RedirectOrder => {
                let (order, amount) = self.moved(running, act(running, tool)).await?;
                let address = running.address().map(one_line).unwrap_or_default();
                let places = [
                    ("order", order.id.to_string()),
                    ("total", self.bench.money(&amount.to_string())),
                    ("address", address),
                ];
                (places.to_vec(), Some(amount))
            }
            Tool::ClearCart => {
                let cart = self.bench.priced_cart();
                let count: u32 = cart.items.iter().map(|item| item.quantity).sum();
                let places = [
                    ("count", count.to_string()),
                    ("total", self.bench.money(&cart.total)),
                ];
                (places.to_vec(), Minor::parse(&cart.total).ok())
            }
            Tool::ClearMemory => (Vec::new(), None),
        };
        let places = places
            .into_iter()
            .map(|(place, value)| (place.to_owned(), value))
            .collect();
        Ok(Quoted { places, amount })
    }

    /// Does what was agreed to.
    pub(super) async fn carry_out(
        &mut self,
        running: &Running,
        tool: Tool,
        agreed: &Told,
    ) -> Result<Receipt, Failure> {
        if tool == Tool::ClearCart {
            return self.clear(agreed);
        }
        if tool == Tool::ClearMemory {
            self.bench.outcome.memory = MemoryChange::Cleared;
            return Ok(Receipt::default());
        }
        let Some((desk, buyer)) = self.counter() else {
            return Err(self.out_of_reach());
        };
        let action = running.pending();
        let key = self.bench.request_key(&action);
        let amount = agreed.amount.unwrap_or(Minor::ZERO);
        let done = match (tool, running.order().map(OrderId::from)) {
            (Tool::PlaceOrder, _) => {
                let checkout = Checkout {
                    address: running.address().cloned().unwrap_or_default(),
                    payment_type: "card".to_owned(),
                    token: self.payment(running),
                    agreed: agreed.amount,
                };
                desk.place(self.bench.shop().into(), buyer, &checkout, key).await
            }
            (_, Some(order)) => desk.change(buyer, &order, act(running, tool), amount, key).await,
            (_, None) => Err(OrderError::NotFound),
        };
        let order = match done {
            Ok(order) => order,
            Err(OrderError::PriceChanged { .. }) => return Err(Failure::Changed),
            Err(OrderError::NotNow(_)) => {
                return Err(match self.found(running).await {
                    Ok(order) => not_now(self.bench, &action, &order),
                    Err(failure) => failure,
                });
            }
            Err(error) => return Err(refusal(self.bench, &action, &error)),
        };
        if tool == Tool::PlaceOrder {
            // The desk has emptied the cart; what is shown of it follows.
            self.bench.cart.lines.clear();
            self.bench.cart.discount_code = None;
            self.bench.outcome.show_cart = true;
            self.bench.outcome.suggested_actions = vec![button(self.bench.turn, "my_order", &[])];
        }
        let moved = if tool == Tool::PlaceOrder {
            order.totals.total
        } else {
            amount
        };
        let places = BTreeMap::from([
            ("order", order.id.to_string()),
            ("total", self.bench.money(&moved.to_string())),
            ("address", one_line(&order.address)),
        ]);
        Ok(Receipt {
            result: shown(&order),
            places,
        })
    }

    /// What is charged: the token that the shopper named last, with the yes or with the wish to order.
    fn payment(&self, running: &Running) -> String {
        let said = payment_token(&self.bench.turn.text());
        said.or_else(|| running.action.arguments.payment.clone())
            .unwrap_or_else(|| ON_FILE.to_owned())
    }

    /// Empties the cart, if it is still worth what was said.
    fn clear(&mut self, agreed: &Told) -> Result<Receipt, Failure> {
        let total = Minor::parse(&self.bench.priced_cart().total).ok();
        if total != agreed.amount {
            return Err(Failure::Changed);
        }
        self.bench.cart.lines.clear();
        self.bench.cart_changed = true;
        Ok(Receipt {
            result: Some(json!({ "items": 0 })),
            places: BTreeMap::new(),
        })
    }

    async fn total(&mut self, running: &Running) -> Result<Minor, Failure> {
        if self.bench.cart_changed && !self.bench.cart.lines.is_empty() {
            // The desk reads what is stored, and this turn's change of the cart is not yet.
            return Ok(Minor::parse(&self.bench.priced_cart().total).unwrap_or_default());
        }
        let Some((desk, buyer)) = self.counter() else {
            return Err(self.out_of_reach());
        };
        let total = desk.total(self.bench.shop().into(), buyer).await;
        total.map_err(|error| refusal(self.bench, &running.pending(), &error))
    }

    /// The order, and the amount that an act would move.
    async fn moved(&mut self, running: &Running, act: Act) -> Result<(Order, Minor), Failure> {
        let order = self.found(running).await?;
        match order.change(act, self.bench.turn.context.now) {
            Ok(change) => Ok((order, change.money_back)),
            Err(_) => Err(not_now(self.bench, &running.pending(), &order)),
        }
    }

    async fn found(&mut self, running: &Running) -> Result<Order, Failure> {
        let Some((desk, buyer)) = self.counter() else {
            return Err(self.out_of_reach());
        };
        let found = match running.order() {
            Some(id) => desk.order(buyer, &OrderId::from(id)).await,
            None => Err(OrderError::NotFound),
        };
        found.map_err(|error| refusal(self.bench, &running.pending(), &error))
    }

    fn counter(&self) -> Option<(&dyn Desk, Buyer)> {
        self.desk.zip(self.buyer)
    }

    fn out_of_reach(&self) -> Failure {
        Failure::Refused {
            code: "not_available".to_owned(),
            sentence: self.bench.text("not_here", &[]),
        }
    }
}

fn act(running: &Running, tool: Tool) -> Act {
    match tool {
        Tool::CancelOrder => Act::Cancel,
        Tool::RefundOrder => Act::Refund(None),
        Tool::PlaceOrder | Tool::RedirectOrder | Tool::ClearCart | Tool::ClearMemory => {
            Act::Redirect(running.address().cloned().unwrap_or_default())
        }
    }
}

fn value(order: &Order) -> SlotValue {
    SlotValue::Order(order.id.to_string())
}

/// What the shopper has not turned down.
fn left(running: &Running, slot: &str, all: &[SlotValue]) -> Vec<SlotValue> {
    let is_wanted =
        |value: &&SlotValue| !running.unwanted.contains(value) && running.slots.get(slot) != Some(*value);
    all.iter().filter(is_wanted).cloned().collect()
}

/// The newest address by itself; once it was turned down, the only other one, or a choice.
fn addresses(running: &Running, orders: &[Order]) -> Offered {
    let mut known: Vec<SlotValue> = Vec::new();
    for order in orders {
        let address = SlotValue::Address(order.address.clone());
        if !known.contains(&address) && address.missing().is_empty() && !running.unwanted.contains(&address) {
            known.push(address);
        }
    }
    match known.as_slice() {
        [] => Offered::Nothing,
        [first, ..] if running.unwanted.is_empty() => Offered::One(first.clone()),
        [only] => Offered::One(only.clone()),
        _ => Offered::Several(known),
    }
}
