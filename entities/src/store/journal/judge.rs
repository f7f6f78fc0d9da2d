//! Takes or refuses one unit. Nothing here asks the database: a refused unit leaves what is known untouched.

use std::collections::HashSet;

use colloquy_engine::{
    ids::{BusinessId, MessageId},
    port::{
        journal::{
            CartPart, Committed, ConversationPart, DraftChange, DraftOutcome, DuplicateReceipt, Stale, Unit,
            UnitOutcome,
        },
        memory::MemoryPart,
        requests::AnsweredRequest,
    },
};
use uuid::Uuid;

use super::known::{
    Known, KnownCart, KnownDraft, KnownHead, KnownReceipt, ReceiptKey, receipt_key, request_key,
};
use crate::{
    tables::{conversation::conversations, trade::carts},
    text::{storable, storable_json},
};

/// A unit that is written.
#[derive(Debug)]
pub(super) struct Accepted<'unit> {
    pub(super) business: Uuid,
    pub(super) conversation: Option<AcceptedPart<'unit>>,
    pub(super) cart: Option<&'unit CartPart>,
    /// Of an account that there is.
    pub(super) memory: Option<&'unit MemoryPart>,
    pub(super) request: Option<&'unit AnsweredRequest>,
    pub(super) committed: Committed,
}

/// A conversation's part of it.
#[derive(Debug)]
pub(super) struct AcceptedPart<'unit> {
    pub(super) part: &'unit ConversationPart,
    /// The head from now on.
    pub(super) head: conversations::Model,
    /// Whether the conversation had no row yet.
    pub(super) is_new: bool,
    /// What becomes of open escalations.
    pub(super) escalations: EscalationChange,
    /// The drafts that are decided, as they were.
    pub(super) decided: Vec<KnownDraft>,
}

/// What a change of status or owner does to escalations that are not resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EscalationChange {
    /// Nothing.
    None,
    /// A person has come.
    Taken,
    /// The matter is with the assistant again, or closed.
    Resolved,
}

/// Judges a unit and, when it is taken, notes what it changes for the units after it.
pub(super) fn judge<'unit>(known: &mut Known, unit: &'unit Unit) -> Result<Accepted<'unit>, UnitOutcome> {
    let business = unit.business_id.unwrap_or(BusinessId(Uuid::nil())).0;
    let mut receipts = Vec::new();
    let mut opened = None;
    let mut decided = Vec::new();
    if let Some(part) = &unit.conversation {
        receipts = new_receipts(known, part)?;
        opened = check_conversation(known, business, part)?;
        decided = check_drafts(known, business, part)?;
        if let Some(memory) = &part.memory {
            known.memories.check(memory)?;
        }
    }
    if let Some(part) = &unit.cart {
        check_cart(known, business, part)?;
    }
    if let Some(answered) = &unit.request
        && !known.requests.insert(request_key(business, answered))
    {
        return Err(UnitOutcome::Stale(Stale::Request));
    }

    let mut committed = Committed::default();
    let conversation = match &unit.conversation {
        Some(part) => take(known, part, opened, decided, receipts, &mut committed),
        None => None,
    };
    if let Some(part) = &unit.cart {
        take_cart(known, business, part);
    }
    let memory = unit.conversation.as_ref().and_then(|part| {
        let memory = part.memory.as_ref()?;
        known.memories.take(business, memory, part.at).then_some(memory)
    });
    Ok(Accepted {
        business,
        conversation,
        cart: unit.cart.as_ref(),
        memory,
        request: unit.request.as_ref(),
        committed,
    })
}

/// The keys of the unit's receipts, if none of them was taken in before, by this batch or an earlier one.
fn new_receipts(known: &Known, part: &ConversationPart) -> Result<Vec<ReceiptKey>, UnitOutcome> {
    let mut keys: Vec<ReceiptKey> = Vec::with_capacity(part.receipts.len());
    for receipt in &part.receipts {
        let key = receipt_key(receipt);
        if let Some(first) = known.receipts.get(&key) {
            return Err(UnitOutcome::Duplicate(DuplicateReceipt {
                receipt_id: receipt.id,
                message_id: MessageId(first.message_id),
                seq: first.seq,
                same_text: first.text == storable(&receipt.text),
            }));
        }
        if let Some(index) = keys.iter().position(|other| *other == key) {
            let first = &part.receipts[index];
            return Err(UnitOutcome::Duplicate(DuplicateReceipt {
                receipt_id: receipt.id,
                message_id: first.message_id,
                // The first has no number either, since the unit is not written.
                seq: 0,
                same_text: first.text == receipt.text,
            }));
        }
        keys.push(key);
    }
    Ok(keys)
}

/// The head to make, when there is none and the unit opens the conversation.
fn check_conversation(
    known: &Known,
    business: Uuid,
    part: &ConversationPart,
) -> Result<Option<conversations::Model>, UnitOutcome> {
    const STALE: UnitOutcome = UnitOutcome::Stale(Stale::Conversation);
    if let Some(head) = known.heads.get(&part.id.0) {
        let stands = part
            .expected_version
            .is_none_or(|expected| expected == head.after.version);
        let is_ours = head.after.business_id == business;
        return if stands && is_ours { Ok(None) } else { Err(STALE) };
    }
    let Some(opening) = &part.opening else {
        return Err(STALE);
    };
    if part.expected_version.is_some_and(|expected| expected != 0) || !known.businesses.contains(&business) {
        return Err(STALE);
    }
    Ok(Some(conversations::Model {
        id: part.id.0,
        business_id: business,
        channel: opening.channel.as_str().to_owned(),
        session_id: opening
            .session
            .as_ref()
            .map(|session| storable(session.id.as_str())),
        customer_id: Some(opening.customer_id.0),
        version: 0,
        last_seq: 0,
        status: colloquy_engine::conversation::Status::default()
            .as_str()
            .to_owned(),
        owner_user_id: None,
        owner_number: 0,
        assignee_id: None,
        initial_context: opening.initial_context.clone().map(|mut context| {
            storable_json(&mut context);
            context
        }),
        last_message_at: part.at,
        created_at: part.at,
        status_since: Some(part.at),
    }))
}

/// The drafts that the unit decides, if all of them still wait.
fn check_drafts(
    known: &Known,
    business: Uuid,
    part: &ConversationPart,
) -> Result<Vec<KnownDraft>, UnitOutcome> {
    let mut decided = Vec::new();
    let mut ids = HashSet::new();
    for change in &part.drafts {
        let DraftChange::Decide { id, .. } = change else {
            continue;
        };
        let waiting = known.drafts.get(&id.0).filter(|draft| {
            draft.business_id == business
                && draft.conversation_id == part.id.0
                && draft.status == DraftOutcome::Pending.as_str()
        });
        match waiting {
            Some(draft) if ids.insert(id.0) => decided.push(draft.clone()),
            _ => return Err(UnitOutcome::Stale(Stale::Draft)),
        }
    }
    Ok(decided)
}

fn check_cart(known: &Known, business: Uuid, part: &CartPart) -> Result<(), UnitOutcome> {
    let holder = known.holder(part);
    let is_sound = match known.carts.get(&part.cart.id.0) {
        Some(cart) => {
            cart.after.business_id == business
                && cart.after.session_id == holder
                && cart.after.version == part.cart.version
        }
        None => {
            part.cart.version == 0
                && !known.cart_of_holder.contains_key(&holder)
                && known.businesses.contains(&business)
        }
    };
    if is_sound {
        Ok(())
    } else {
        Err(UnitOutcome::Stale(Stale::Cart))
    }
}

/// Advances the head, gives out sequence numbers, and marks receipts and drafts as used.
fn take<'unit>(
    known: &mut Known,
    part: &'unit ConversationPart,
    opened: Option<conversations::Model>,
    decided: Vec<KnownDraft>,
    receipts: Vec<ReceiptKey>,
    committed: &mut Committed,
) -> Option<AcceptedPart<'unit>> {
    let is_new = opened.is_some();
    if let Some(after) = opened {
        let head = KnownHead {
            row: 0,
            before: None,
            after,
        };
        known.heads.insert(part.id.0, head);
    }
    let head = &mut known.heads.get_mut(&part.id.0)?.after;
    let escalations = change_head(head, part);
    for (receipt, key) in part.receipts.iter().zip(receipts) {
        head.last_seq += 1;
        committed.receipt_seqs.push(head.last_seq);
        let first = KnownReceipt {
            message_id: receipt.message_id.0,
            seq: head.last_seq,
            text: storable(&receipt.text),
        };
        known.receipts.insert(key, first);
    }
    for event in &part.events {
        committed.event_seqs.push(event.is_numbered().then(|| {
            head.last_seq += 1;
            head.last_seq
        }));
    }
    committed.version = head.version;
    committed.last_seq = head.last_seq;
    for change in &part.drafts {
        if let DraftChange::Decide { id, status, .. } = change
            && let Some(draft) = known.drafts.get_mut(&id.0)
        {
            draft.status = status.as_str().to_owned();
        }
    }
    Some(AcceptedPart {
        part,
        head: head.clone(),
        is_new,
        escalations,
        decided,
    })
}

fn change_head(head: &mut conversations::Model, part: &ConversationPart) -> EscalationChange {
    use colloquy_engine::conversation::Status;

    let mut escalations = EscalationChange::None;
    if part.expected_version.is_some() {
        head.version += 1;
    }
    if !part.receipts.is_empty() || !part.messages.is_empty() {
        head.last_message_at = part.at;
    }
    if let Some(assignee) = part.assignee {
        head.assignee_id = assignee.map(|user| user.0);
    }
    if let Some(status) = part.head.status {
        if status != Status::EscalatedHumanNeeded && head.status != status.as_str() {
            escalations = if status == Status::ActiveHuman {
                EscalationChange::Taken
            } else {
                EscalationChange::Resolved
            };
        }
        if head.status != status.as_str() {
            head.status_since = Some(part.at);
        }
        status.as_str().clone_into(&mut head.status);
    }
    if let Some(owner) = part.head.owner {
        if owner.is_person() && escalations == EscalationChange::None {
            escalations = EscalationChange::Taken;
        }
        head.owner_user_id = owner.user_id.map(|user| user.0);
        head.owner_number = owner.number;
    }
    escalations
}

fn take_cart(known: &mut Known, business: Uuid, part: &CartPart) {
    let holder = known.holder(part);
    known.cart_of_holder.insert(holder.clone(), part.cart.id.0);
    let cart = known.carts.entry(part.cart.id.0).or_insert_with(|| KnownCart {
        before: None,
        after: carts::Model {
            id: part.cart.id.0,
            business_id: business,
            session_id: holder,
            customer_id: None,
            version: 0,
            created_at: part.at,
            updated_at: part.at,
            discount_code: None,
        },
    });
    cart.after.discount_code = part.cart.discount_code.as_deref().map(storable);
    cart.after.version += 1;
    cart.after.updated_at = part.at;
}
