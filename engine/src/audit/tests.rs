//! A good history has no violation, and each kind of damage to it is found.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

/// One thing that happens in a conversation.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The shopper writes; no turn yet.
    Message,
    /// A turn answers everything that waits.
    Answer,
    /// A turn answers everything that waits with silence.
    Silence,
    /// A turn makes a draft of everything that waits, and says nothing.
    Draft,
    /// A message whose turn is its dead letter.
    Poison,
    /// A person writes.
    Reply,
    /// A draft is approved.
    Approve,
    /// A person leaves a note.
    Note,
    /// The status changes.
    Status,
    /// A delivery went out.
    Deliver,
}

/// Builds rows as the journal writes them.
struct Writer {
    history: History,
    business: Uuid,
    next: u128,
    seq: i64,
    version: i64,
    waiting: Vec<usize>,
}

impl Writer {
    fn new() -> Self {
        let mut writer = Self {
            history: History::default(),
            business: Uuid::from_u128(1),
            next: 100,
            seq: 0,
            version: 0,
            waiting: Vec::new(),
        };
        writer.history.conversation_id = writer.id();
        writer
    }

    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    fn event(&mut self, numbered: bool, fact: EventFact) -> Option<i64> {
        let seq = numbered.then(|| {
            self.seq += 1;
            self.seq
        });
        let id = i64::try_from(self.history.events.len()).unwrap() + 1;
        self.history.events.push(EventRow {
            id,
            business_id: self.business,
            seq,
            fact,
        });
        seq
    }

    fn message(&mut self, id: Uuid, seq: i64, inbound: bool) {
        self.history.messages.push(MessageRow {
            id,
            business_id: self.business,
            seq,
            direction: if inbound { "inbound" } else { "outbound" }.to_owned(),
            delivery: if inbound { "received" } else { "sent" }.to_owned(),
        });
    }

    fn take_in(&mut self) -> usize {
        let (message_id, id) = (self.id(), self.id());
        let seq = self.event(true, EventFact::Accepted { message_id }).unwrap();
        self.message(message_id, seq, true);
        self.history.receipts.push(ReceiptRow {
            id,
            business_id: self.business,
            message_id,
            seq,
            connection: "web".to_owned(),
            dedupe_key: message_id.to_string(),
            status: "pending".to_owned(),
            turn_id: None,
        });
        self.history.receipts.len() - 1
    }

    fn say(&mut self, fact: impl FnOnce(Uuid) -> EventFact) -> Uuid {
        let id = self.id();
        let seq = self.event(true, fact(id)).unwrap();
        self.message(id, seq, false);
        id
    }

    fn turn(&mut self, decision: &str) {
        if self.waiting.is_empty() {
            self.waiting.push(self.history.receipts.len());
            self.take_in();
        }
        let turn_id = self.id();
        let mut answers = Vec::new();
        for index in std::mem::take(&mut self.waiting) {
            let receipt = &mut self.history.receipts[index];
            receipt.status = "settled".to_owned();
            receipt.turn_id = Some(turn_id);
            answers.push(receipt.message_id);
        }
        let told = answers.clone();
        let reply_message_id = match decision {
            "send" => Some(self.say(|message_id| EventFact::Answered {
                message_id,
                answers: told,
            })),
            "hold" => {
                let in_reply_to = *told.last().unwrap();
                self.event(true, EventFact::Held { in_reply_to });
                None
            }
            _ => {
                self.event(false, EventFact::Silent { turn_id });
                None
            }
        };
        self.history.turns.push(TurnRow {
            id: turn_id,
            business_id: self.business,
            answers: Some(answers),
            reply_message_id,
            decision: decision.to_owned(),
        });
        self.version += 1;
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Message => {
                let index = self.take_in();
                self.waiting.push(index);
            }
            Step::Answer => self.turn("send"),
            Step::Silence => self.turn("silent"),
            Step::Draft => self.turn("hold"),
            Step::Poison => {
                let index = self.take_in();
                let id = self.id();
                let receipt = &mut self.history.receipts[index];
                receipt.status = "dead".to_owned();
                self.history.dead_letters.push(DeadLetterRow {
                    id,
                    business_id: self.business,
                    source_id: receipt.id,
                });
            }
            Step::Reply => {
                self.say(|message_id| EventFact::OperatorReplied { message_id });
                self.version += 1;
            }
            Step::Approve => {
                self.say(|message_id| EventFact::DraftDecided {
                    message_id: Some(message_id),
                });
                self.version += 1;
            }
            Step::Note => {
                self.event(false, EventFact::Noted);
                self.version += 1;
            }
            Step::Deliver => self.owe("delivered"),
            Step::Status => {
                self.event(true, EventFact::Other("status_changed".to_owned()));
                self.version += 1;
            }
        }
    }

    fn owe(&mut self, status: &str) {
        let id = self.id();
        self.history.outbox.push(OutboxRow {
            id,
            business_id: self.business,
            message_id: None,
            status: status.to_owned(),
            connection: "mail".to_owned(),
            lane: Some("one".to_owned()),
            position: self.version,
            is_claimed: status == "sending",
        });
    }

    fn finish(mut self) -> History {
        for status in ["delivered", "delivered", "sending", "pending"] {
            self.owe(status);
        }
        self.history.head = Some(HeadRow {
            business_id: self.business,
            version: self.version,
            last_seq: self.seq,
        });
        self.history
    }
}

fn good(steps: &[Step]) -> History {
    let mut writer = Writer::new();
    // Something of everything, so that each damage finds its row.
    for step in [
        Step::Message,
        Step::Answer,
        Step::Silence,
        Step::Reply,
        Step::Poison,
    ] {
        writer.step(step);
    }
    for step in steps {
        writer.step(*step);
    }
    writer.step(Step::Message);
    writer.finish()
}

/// A way to ruin a history, and the rule that has to find it.
type Damage = (Rule, fn(&mut History, usize));

fn pick<T>(rows: &mut [T], at: usize, mut fits: impl FnMut(&T) -> bool) -> &mut T {
    let count = rows.iter().filter(|row| fits(row)).count();
    let wanted = at % count;
    rows.iter_mut().filter(|row| fits(row)).nth(wanted).unwrap()
}

fn remove<T>(rows: &mut Vec<T>, at: usize, mut fits: impl FnMut(&T) -> bool) {
    let fitting: Vec<usize> = (0..rows.len()).filter(|index| fits(&rows[*index])).collect();
    rows.remove(fitting[at % fitting.len()]);
}

const DAMAGES: &[Damage] = &[
    (Rule::HeadMissing, |history, _| history.head = None),
    (Rule::ForeignBusiness, |history, at| {
        pick(&mut history.messages, at, |_| true).business_id = Uuid::from_u128(2);
    }),
    (Rule::UnreadableRow, |history, at| {
        pick(&mut history.receipts, at, |_| true).status = "perhaps".to_owned();
    }),
    (Rule::UnreadableRow, |history, at| {
        pick(&mut history.events, at, |_| true).fact = EventFact::Unreadable("torn".to_owned());
    }),
    (Rule::UnreadableRow, |history, at| {
        pick(&mut history.turns, at, |_| true).answers = None;
    }),
    // An event in the middle is gone, or a number was skipped.
    (Rule::SequenceGap, |history, at| {
        let last = history.head.as_ref().unwrap().last_seq;
        remove(&mut history.events, at, |row| {
            row.seq.is_some_and(|seq| seq < last)
        });
    }),
    (Rule::LastSeqDiffers, |history, _| {
        let last = history.head.as_ref().unwrap().last_seq;
        history.events.retain(|row| row.seq != Some(last));
    }),
    (Rule::SequenceRepeat, |history, at| {
        let mut again = pick(&mut history.events, at, |row| row.seq.is_some()).clone();
        again.id += 100_000;
        history.events.push(again);
    }),
    (Rule::LastSeqDiffers, |history, _| {
        history.head.as_mut().unwrap().last_seq += 1
    }),
    (Rule::VersionBehind, |history, _| {
        history.head.as_mut().unwrap().version = 0
    }),
    (Rule::EventWithoutMessage, |history, at| {
        remove(&mut history.messages, at, |_| true)
    }),
    (Rule::EventWithoutMessage, |history, at| {
        pick(&mut history.messages, at, |_| true).seq += 1_000
    }),
    (Rule::MessageWithoutEvent, |history, at| {
        remove(&mut history.events, at, |row| {
            matches!(row.fact, EventFact::OperatorReplied { .. })
        });
    }),
    (Rule::EventWithoutReceipt, |history, at| {
        remove(&mut history.receipts, at, |_| true)
    }),
    (Rule::ReceiptWithoutEvent, |history, at| {
        remove(&mut history.events, at, |row| {
            matches!(row.fact, EventFact::Accepted { .. })
        });
    }),
    (Rule::AcceptedTwice, |history, at| {
        let mut again = pick(&mut history.receipts, at, |_| true).clone();
        again.id = Uuid::from_u128(9);
        history.receipts.push(again);
    }),
    (Rule::MessageWithoutTurn, |history, at| {
        remove(&mut history.turns, at, |_| true)
    }),
    (Rule::MessageWithoutTurn, |history, at| {
        pick(&mut history.receipts, at, |row| row.status == "pending").status = "settled".to_owned();
    }),
    (Rule::TurnTwice, |history, at| {
        let mut again = pick(&mut history.turns, at, |_| true).clone();
        again.id = Uuid::from_u128(9);
        history.turns.push(again);
    }),
    (Rule::TurnTwice, |history, at| {
        let settled = pick(&mut history.receipts, at, |row| row.status == "settled");
        settled.status = "pending".to_owned();
    }),
    (Rule::TurnWithoutMessage, |history, at| {
        let turn = pick(&mut history.turns, at, |_| true);
        turn.answers.as_mut().unwrap().push(Uuid::from_u128(9));
    }),
    (Rule::ReplyMissing, |history, at| {
        remove(&mut history.events, at, |row| {
            matches!(row.fact, EventFact::Answered { .. })
        });
    }),
    (Rule::ReplyMissing, |history, at| {
        remove(&mut history.events, at, |row| {
            matches!(row.fact, EventFact::Silent { .. })
        });
    }),
    (Rule::ReplyTwice, |history, at| {
        let mut again = pick(&mut history.events, at, |row| {
            matches!(row.fact, EventFact::Answered { .. })
        })
        .clone();
        let head = history.head.as_mut().unwrap();
        head.last_seq += 1;
        again.id += 100_000;
        again.seq = Some(head.last_seq);
        history.events.push(again);
    }),
    (Rule::ReplyWithoutTurn, |history, at| {
        let fact = &mut pick(&mut history.events, at, |row| {
            matches!(row.fact, EventFact::Answered { .. })
        })
        .fact;
        if let EventFact::Answered { message_id, .. } = fact {
            *message_id = Uuid::from_u128(9);
        }
    }),
    (Rule::ReplyUndelivered, |history, at| {
        pick(&mut history.messages, at, |row| row.direction == "outbound").delivery = "pending".to_owned();
    }),
    (Rule::DeliveryOrder, |history, at| {
        // Any but the last of those that went out, which no other follows.
        let last = history
            .outbox
            .iter()
            .rfind(|row| row.status == "delivered")
            .unwrap()
            .id;
        let one = pick(&mut history.outbox, at, |row| {
            row.status == "delivered" && row.id != last
        });
        one.status = "unknown".to_owned();
    }),
    (Rule::DeliveryUnclaimed, |history, at| {
        pick(&mut history.outbox, at, |row| row.status == "sending").is_claimed = false;
    }),
    (Rule::DeadWithoutLetter, |history, at| {
        remove(&mut history.dead_letters, at, |_| true)
    }),
];

#[test]
fn a_reply_that_waits_in_the_outbox_or_has_its_letter_is_no_violation() {
    let mut history = good(&[]);
    let reply = pick(&mut history.messages, 0, |row| row.direction == "outbound");
    reply.delivery = "pending".to_owned();
    let (message, id) = (reply.id, Uuid::from_u128(9));
    history.outbox.push(OutboxRow {
        id,
        business_id: Uuid::from_u128(1),
        message_id: Some(message),
        status: "pending".to_owned(),
        connection: "mail".to_owned(),
        lane: None,
        position: i64::MAX,
        is_claimed: false,
    });
    assert_eq!(violations(&history), []);
    history.outbox.last_mut().unwrap().status = "dead".to_owned();
    assert_eq!(violations(&history)[0].rule, Rule::DeadWithoutLetter);
    history.dead_letters.push(DeadLetterRow {
        id: Uuid::from_u128(10),
        business_id: Uuid::from_u128(1),
        source_id: id,
    });
    assert_eq!(violations(&history), []);
}

#[test]
fn stock_is_never_below_nothing() {
    let mut row = StockRow {
        business_id: Uuid::nil(),
        id: "v1".to_owned(),
        stock: 0,
    };
    assert_eq!(stock_violation(&row), None);
    row.stock = -1;
    assert_eq!(stock_violation(&row).unwrap().rule, Rule::NegativeStock);
}

#[test]
fn a_report_counts_what_it_has_no_room_to_keep() {
    let mut history = good(&[]);
    history.messages.clear();
    let found = violations(&history);
    let (mut report, count) = (Report::default(), found.len());
    assert!(report.is_sound() && count > 2);
    report.add(found, 2);
    assert_eq!(
        (report.violations.len(), report.violation_count),
        (2, count as u64)
    );
    assert!(!report.is_sound());
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        Just(Step::Message),
        Just(Step::Answer),
        Just(Step::Silence),
        Just(Step::Draft),
        Just(Step::Poison),
        Just(Step::Reply),
        Just(Step::Approve),
        Just(Step::Note),
        Just(Step::Status),
        Just(Step::Deliver),
    ];
    prop::collection::vec(step, 0..30)
}

proptest! {
    #[test]
    fn a_history_as_the_journal_writes_it_keeps_every_promise(steps in steps()) {
        prop_assert_eq!(violations(&good(&steps)), []);
    }

    #[test]
    fn each_kind_of_damage_is_found_wherever_it_is_done(
        steps in steps(),
        damage in 0..DAMAGES.len(),
        at in any::<usize>(),
    ) {
        let (rule, ruin) = DAMAGES[damage];
        let mut history = good(&steps);
        ruin(&mut history, at);
        let found = violations(&history);
        prop_assert!(
            found.iter().any(|violation| violation.rule == rule),
            "damage {} ({:?}) at {} was not found: {:?}", damage, rule, at, found
        );
    }
}
