//! What a proof comes to: counts, and what is wrong.

use serde::Serialize;
use uuid::Uuid;

use super::History;

/// A promise of the journal that rows do not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Rows name a conversation that has no head.
    HeadMissing,
    /// A row belongs to another business than its conversation.
    ForeignBusiness,
    /// A column holds what nobody writes.
    UnreadableRow,
    /// A number is missing.
    SequenceGap,
    /// A number was given twice.
    SequenceRepeat,
    /// The head tells another highest number than the events.
    LastSeqDiffers,
    /// The head's version is lower than the number of things that advance it.
    VersionBehind,
    /// An event tells of a message that is not there, or stands elsewhere.
    EventWithoutMessage,
    /// A message stands in no event.
    MessageWithoutEvent,
    /// A message was accepted without a receipt.
    EventWithoutReceipt,
    /// A receipt stands in no event.
    ReceiptWithoutEvent,
    /// A message, or a dedupe key, was taken in twice.
    AcceptedTwice,
    /// A message is neither in a turn, nor pending, nor dead.
    MessageWithoutTurn,
    /// A message is in more than one turn, or in one although it is pending.
    TurnTwice,
    /// A turn answers what was never accepted.
    TurnWithoutMessage,
    /// A turn has no answer, and its silence is not recorded.
    ReplyMissing,
    /// A message was answered twice.
    ReplyTwice,
    /// An answer belongs to no turn.
    ReplyWithoutTurn,
    /// A reply is neither delivered, nor pending, nor dead.
    ReplyUndelivered,
    /// Something was given up, and no dead letter tells of it.
    DeadWithoutLetter,
    /// A delivery of a conversation went out before an earlier one.
    DeliveryOrder,
    /// A delivery is being sent by nobody.
    DeliveryUnclaimed,
    /// There is less than nothing in stock.
    NegativeStock,
    /// The parts of an order do not come to its sums.
    OrderSumsDiffer,
    /// An order holds other pieces of the stock than it should.
    OrderStockDiffers,
    /// What was charged and paid back is not what an order tells.
    OrderMoneyDiffers,
    /// Numbers of orders are missing.
    OrderNumbersDiffer,
}

impl Rule {
    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadMissing => "head_missing",
            Self::ForeignBusiness => "foreign_business",
            Self::UnreadableRow => "unreadable_row",
            Self::SequenceGap => "sequence_gap",
            Self::SequenceRepeat => "sequence_repeat",
            Self::LastSeqDiffers => "last_seq_differs",
            Self::VersionBehind => "version_behind",
            Self::EventWithoutMessage => "event_without_message",
            Self::MessageWithoutEvent => "message_without_event",
            Self::EventWithoutReceipt => "event_without_receipt",
            Self::ReceiptWithoutEvent => "receipt_without_event",
            Self::AcceptedTwice => "accepted_twice",
            Self::MessageWithoutTurn => "message_without_turn",
            Self::TurnTwice => "turn_twice",
            Self::TurnWithoutMessage => "turn_without_message",
            Self::ReplyMissing => "reply_missing",
            Self::ReplyTwice => "reply_twice",
            Self::ReplyWithoutTurn => "reply_without_turn",
            Self::ReplyUndelivered => "reply_undelivered",
            Self::DeadWithoutLetter => "dead_without_letter",
            Self::DeliveryOrder => "delivery_order",
            Self::DeliveryUnclaimed => "delivery_unclaimed",
            Self::NegativeStock => "negative_stock",
            Self::OrderSumsDiffer => "order_sums_differ",
            Self::OrderStockDiffers => "order_stock_differs",
            Self::OrderMoneyDiffers => "order_money_differs",
            Self::OrderNumbersDiffer => "order_numbers_differ",
        }
    }
}

/// One thing that is wrong. It names rows by their keys and never what people wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The promise.
    pub rule: Rule,
    /// The conversation, where it is about one.
    pub conversation_id: Option<Uuid>,
    /// The table of the row.
    pub table: &'static str,
    /// The row's key.
    pub row: String,
    /// A sentence for people.
    pub detail: String,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows of `conversations`.
    pub conversations: u64,
    /// Rows of `conversation_events`, without those of kind `state`.
    pub events: u64,
    /// Rows of `messages`.
    pub messages: u64,
    /// Rows of `receipts`.
    pub receipts: u64,
    /// Receipts that no turn has settled yet.
    pub pending: u64,
    /// Receipts that were given up.
    pub dead: u64,
    /// Rows of `turns`.
    pub turns: u64,
    /// Rows of `outbox` that belong to a conversation.
    pub outbox: u64,
    /// Rows of `outbox` that are not done, of conversations or of none.
    pub outbox_open: u64,
    /// Rows of `dead_letters` that belong to a conversation.
    pub dead_letters: u64,
    /// Rows of `inventory_items`.
    pub inventory_items: u64,
    /// Rows of `orders`; none while there is no such table.
    pub orders: Option<u64>,
}

impl Counts {
    /// Counts the rows of a conversation.
    pub fn add(&mut self, history: &History) {
        let with = |status: &str| {
            history
                .receipts
                .iter()
                .filter(|receipt| receipt.status == status)
                .count() as u64
        };
        self.conversations += u64::from(history.head.is_some());
        self.events += history.events.len() as u64;
        self.messages += history.messages.len() as u64;
        self.receipts += history.receipts.len() as u64;
        self.pending += with("pending");
        self.dead += with("dead");
        self.turns += history.turns.len() as u64;
        self.outbox += history.outbox.len() as u64;
        self.outbox_open += history.outbox.iter().filter(|row| row.is_open()).count() as u64;
        self.dead_letters += history.dead_letters.len() as u64;
    }
}

/// The whole proof.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was looked at.
    pub counts: Counts,
    /// How many violations there are in all.
    pub violation_count: u64,
    /// The first of them, as many as the report keeps.
    pub violations: Vec<Violation>,
}

impl Report {
    /// Adds violations; beyond `most` they are only counted, so that a ruined database does not fill the memory.
    pub fn add(&mut self, found: Vec<Violation>, most: usize) {
        self.violation_count += found.len() as u64;
        let room = most.saturating_sub(self.violations.len());
        self.violations.extend(found.into_iter().take(room));
    }

    /// Whether every promise is kept.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.violation_count == 0
    }
}
