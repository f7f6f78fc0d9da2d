//! Talk at random, walked through the whole line: nothing that costs, deletes or moves goods is done but right after an
//! answer that named it, and only by a plain yes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use colloquy_benches::{
    shop::{self, DemoShop},
    stock::Stock,
};
use colloquy_engine::{
    answering::{desk::Desk, responder},
    channel::Channel,
    commerce::{
        cart::{Cart, Totals},
        order::{Act, Order, OrderItem, OrderStatus, id_of},
        ordering::{Buyer, Checkout, OrderError, PriceList},
    },
    conversation::{
        ConversationState,
        event::ActionStatus,
        settle::{Accompaniment, settle},
    },
    ids::{CartId, ConversationId, MessageId, OrderId, ProductId, ReceiptId, TurnId, UserId, VariantId},
    knowledge::stage::retrieve,
    money::Minor,
    port::{Ids, clock::Laps, requests::RequestKey},
    turn::{Context, Inbound, Turn, context::FloodState},
    understanding::{Address, Understander, stage::understand},
};
use parking_lot::Mutex;
use uuid::Uuid;

const SHOPPER: UserId = UserId(Uuid::from_u128(7));
/// Histories, and messages of each.
const HISTORIES: u64 = 40;
const MESSAGES: usize = 14;

/// What shoppers say; the first few are a plain yes.
const SAID: [&str; 35] = [
    "yes",
    "yes please",
    "ja graag",
    "ja, gerne",
    "oui",
    "sì",
    "no",
    "nee",
    "never mind",
    "laat maar",
    "vergiss es",
    "yes, but to another address",
    "no, the other address",
    "no, order_000002",
    "no, the other order",
    "checkout",
    "checkout",
    "cancel my order",
    "cancel order order_000001",
    "refund order order_000002",
    "I want my money back",
    "change order address line1=5 High St, city=Austin, state=TX, postalCode=78701, country=US",
    "change the address of my order",
    "line1=1 First St, city=Austin, state=TX, postalCode=78701, country=US",
    "line1=2 Second St, city=Austin, state=TX, postalCode=78702, country=US",
    "no, to line1=3 Third St, city=Austin, state=TX, postalCode=78703, country=US",
    "what is your return policy?",
    "how long does delivery take?",
    "add 1 VEL-AER2-BLK-08 to my cart",
    "empty my cart",
    "empty my cart",
    "where is my order",
    "xqzt blorp",
    "order_000003",
    "thanks",
];
const PLAIN_YES: usize = 6;

/// Something that was done.
#[derive(Clone, Debug)]
struct Deed {
    what: &'static str,
    /// What the answer before must have named.
    names: Vec<String>,
}

/// An order desk in memory, whose prices move.
#[derive(Default)]
struct MovingDesk {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    orders: Vec<Order>,
    deeds: Vec<Deed>,
    asked: i64,
    has_cart: bool,
}

impl Held {
    /// Every seventh question finds another price.
    fn total(&mut self) -> Minor {
        self.asked += 1;
        Minor(9_900 + 100 * (self.asked / 7))
    }
}

fn order(number: i64, address: Address, total: Minor, now: DateTime<Utc>) -> Order {
    let item = OrderItem {
        id: Uuid::from_u128(number.unsigned_abs().into()),
        product_id: ProductId::from("prod_001"),
        variant_id: VariantId::from("variant"),
        sku: "SKU".to_owned(),
        name: "Shoes".to_owned(),
        options: BTreeMap::new(),
        quantity: 1,
        unit_price: total,
        refunded: 0,
        held: 1,
    };
    Order {
        id: id_of(number),
        user_id: SHOPPER,
        version: 1,
        status: OrderStatus::Paid,
        items: vec![item],
        totals: Totals {
            subtotal: total,
            total,
            ..Totals::default()
        },
        currency: "USD".to_owned(),
        refunded: Minor::ZERO,
        address,
        payment_type: "card".to_owned(),
        created_at: now,
        paid_at: Some(now),
        shipped_at: None,
        timeline: Vec::new(),
    }
}

#[async_trait]
impl Desk for MovingDesk {
    async fn total(&self, _prices: PriceList<'_>, _buyer: Buyer) -> Result<Minor, OrderError> {
        let mut held = self.held.lock();
        if held.has_cart {
            Ok(held.total())
        } else {
            Err(OrderError::EmptyCart)
        }
    }

    async fn order(&self, _buyer: Buyer, id: &OrderId) -> Result<Order, OrderError> {
        let held = self.held.lock();
        let found = held.orders.iter().find(|order| order.id == *id);
        found.cloned().ok_or(OrderError::NotFound)
    }

    async fn orders(&self, _buyer: Buyer, most: u64) -> Result<Vec<Order>, OrderError> {
        let held = self.held.lock();
        let newest = held
            .orders
            .iter()
            .rev()
            .take(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(newest.cloned().collect())
    }

    async fn place(
        &self,
        _prices: PriceList<'_>,
        _buyer: Buyer,
        checkout: &Checkout,
        _key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let mut held = self.held.lock();
        if !held.has_cart {
            return Err(OrderError::EmptyCart);
        }
        let total = held.total();
        if checkout.agreed != Some(total) {
            return Err(OrderError::PriceChanged { total });
        }
        let number = held.orders.len() as i64 + 1;
        let placed = order(number, checkout.address.clone(), total, DateTime::UNIX_EPOCH);
        held.deeds.push(Deed {
            what: "place",
            names: vec![total.to_string(), checkout.address.line1.clone()],
        });
        held.orders.push(placed.clone());
        held.has_cart = false;
        Ok(placed)
    }

    async fn change(
        &self,
        _buyer: Buyer,
        id: &OrderId,
        act: Act,
        agreed: Minor,
        _key: Option<RequestKey>,
    ) -> Result<Order, OrderError> {
        let mut held = self.held.lock();
        let place = held.orders.iter().position(|order| order.id == *id);
        let place = place.ok_or(OrderError::NotFound)?;
        let what = match &act {
            Act::Cancel => "cancel",
            Act::Refund(_) => "refund",
            _ => "redirect",
        };
        let change = held.orders[place].change(act, DateTime::UNIX_EPOCH)?;
        if change.money_back != agreed {
            return Err(OrderError::PriceChanged {
                total: change.money_back,
            });
        }
        let mut names = vec![id.to_string()];
        if what == "redirect" {
            names.push(change.order.address.line1.clone());
        } else {
            names.push(change.money_back.to_string());
        }
        held.deeds.push(Deed { what, names });
        held.orders[place] = change.order.clone();
        Ok(change.order)
    }
}

/// Numbers by chance that are the same at each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }
}

struct Counted(Mutex<u128>);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let mut last = self.0.lock();
        *last += 1;
        Uuid::from_u128(*last)
    }
}

struct Untimed;

impl Laps for Untimed {
    fn lap(&mut self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

struct Talk<'a> {
    demo: &'a DemoShop,
    understander: &'a Understander,
    stock: Stock,
    ids: Counted,
    desk: MovingDesk,
    state: ConversationState,
    cart: Cart,
    now: DateTime<Utc>,
}

impl<'a> Talk<'a> {
    fn new(demo: &'a DemoShop, understander: &'a Understander) -> Self {
        let now = DateTime::from_timestamp(1_767_225_600, 0).unwrap();
        let ids = Counted(Mutex::new(1_000));
        let conversation = ConversationId(ids.next());
        let first = Address {
            line1: "9 Old St".to_owned(),
            city: "Austin".to_owned(),
            postal_code: "78700".to_owned(),
            ..Address::default()
        };
        let desk = MovingDesk::default();
        for number in 1..=2 {
            desk.held
                .lock()
                .orders
                .push(order(number, first.clone(), Minor(5_000), now));
        }
        Self {
            demo,
            understander,
            stock: Stock::new(demo.catalogue()),
            desk,
            state: ConversationState::fresh(conversation, demo.business.id, Channel::Web, None, now),
            cart: Cart::empty(CartId(ids.next())),
            ids,
            now,
        }
    }

    /// Says something; answers what was said back.
    async fn say(&mut self, text: &str) -> String {
        self.desk.held.lock().has_cart = !self.cart.lines.is_empty();
        let inbound = Inbound {
            receipt_id: ReceiptId(self.ids.next()),
            message_id: MessageId(self.ids.next()),
            client_message_id: None,
            text: text.to_owned(),
            received_at: self.now,
            for_draft: false,
            attempts: 0,
        };
        let context = Context {
            now: self.now,
            shop: Arc::clone(&self.demo.shop),
            recent: self.state.recent.clone(),
            dialogue: self.state.dialogue.clone(),
            status: self.state.head.status,
            owner: self.state.head.owner,
            cart: self.cart.clone(),
            customer_id: None,
            signed_in: Some(SHOPPER),
            memory: None,
            language: self.state.dialogue.language,
            flood: FloodState::Calm,
        };
        let seat = (self.demo.business.id, self.state.head.id, Channel::Web);
        let mut turn = Turn::new(TurnId(self.ids.next()), seat, vec![inbound], context);
        understand(&mut turn, self.understander);
        retrieve(&mut turn);
        responder::respond(&mut turn, &self.stock, Some(&self.desk), &self.ids, &mut Untimed)
            .await
            .unwrap();
        let had = self.cart.lines.len();
        if let Some(cart) = turn.outcome.as_ref().and_then(|outcome| outcome.cart.clone()) {
            self.cart = cart;
            let has_cleared = turn.outcome.as_ref().is_some_and(|outcome| {
                let mut actions = outcome.actions.iter();
                actions.any(|action| action.name == "clear_cart" && action.status == ActionStatus::Done)
            });
            if had > 0 && has_cleared {
                let names = vec!["Shall I empty your cart".to_owned()];
                self.desk.held.lock().deeds.push(Deed { what: "clear", names });
            }
        } else if !self.desk.held.lock().has_cart {
            self.cart.lines.clear();
        }
        let decision = turn.decision.clone().unwrap();
        let settled = settle(
            &self.state,
            &turn,
            &decision,
            Accompaniment::default(),
            &self.ids,
            self.now,
        );
        self.state.dialogue = settled.advance.dialogue.unwrap();
        turn.reply.map(|reply| reply.content).unwrap_or_default()
    }
}

#[test]
fn nothing_is_done_but_by_a_plain_yes_to_an_answer_that_named_it() {
    let folder = tempfile::tempdir().unwrap();
    let demo = DemoShop::load().unwrap();
    let understander = shop::understander(folder.path()).unwrap();
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..HISTORIES {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1));
        let mut talk = Talk::new(&demo, &understander);
        let mut history: Vec<(String, String)> = Vec::new();
        let first = "add 2 VEL-AER2-BLK-08 to my cart";
        history.push((first.to_owned(), futures::executor::block_on(talk.say(first))));
        for _ in 0..MESSAGES {
            // A yes is likely, so that histories get anywhere.
            let place = if chance.below(3) == 0 {
                chance.below(PLAIN_YES)
            } else {
                chance.below(SAID.len())
            };
            if chance.below(20) == 0 {
                talk.now += TimeDelta::minutes(31);
            }
            let said = SAID[place];
            let answer = futures::executor::block_on(talk.say(said));
            let deeds = std::mem::take(&mut talk.desk.held.lock().deeds);
            let before = history
                .last()
                .map(|(_, answer)| answer.clone())
                .unwrap_or_default();
            history.push((said.to_owned(), answer));
            assert!(deeds.len() <= 1, "{deeds:?} by one message: {history:#?}");
            for deed in deeds {
                assert!(place < PLAIN_YES, "{deed:?} by {said:?}: {history:#?}");
                // Emptying the cart is asked for in the language of the conversation.
                let is_named = deed.what == "clear" || deed.names.iter().all(|name| before.contains(name));
                assert!(is_named, "{deed:?} was not named: {history:#?}");
                *done.entry(deed.what).or_default() += 1;
            }
        }
    }
    // A property that nothing reaches shows nothing.
    for what in ["place", "cancel", "refund", "redirect", "clear"] {
        assert!(done.contains_key(what), "{done:?}");
    }
}
