//! What the database holds of everything that a batch rests on, read once and locked until its end.

use std::collections::{HashMap, HashSet};

use colloquy_engine::port::{
    journal::{CartPart, DraftChange, NewReceipt, Unit},
    requests::AnsweredRequest,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::memories::KnownMemories;
use crate::{
    error::Trouble,
    statement::{ColumnKind, RowsSelect, padded},
    store::carts::holder,
    tables::{
        access::businesses,
        conversation::{conversations, drafts},
        people::sessions,
        running::idempotency_keys,
        trade::carts,
    },
    text::storable,
};

/// How many keys one statement asks for.
const KEYS_AT_ONCE: usize = 5_000;

/// What a repeat is recognised by and answered from.
const RECEIPTS: RowsSelect = RowsSelect {
    table: "receipts",
    columns: "connection, dedupe_key, message_id, seq, text",
    key: &[("connection", ColumnKind::Text), ("dedupe_key", ColumnKind::Text)],
};

/// Connection and dedupe key.
pub(super) type ReceiptKey = (String, String);

/// Business, scope and key of a request as they are stored.
pub(super) type RequestId = (Uuid, String, String);

/// A conversation's head as it was read, and as the accepted units of the batch leave it.
#[derive(Debug)]
pub(super) struct KnownHead {
    /// Which version of the row was read, where rows are not locked: PostgreSQL's `xmin`.
    pub(super) row: i64,
    /// As read; none for a conversation that the batch opens.
    pub(super) before: Option<conversations::Model>,
    /// From now on.
    pub(super) after: conversations::Model,
}

/// The first delivery of a message.
#[derive(Debug)]
pub(super) struct KnownReceipt {
    pub(super) message_id: Uuid,
    pub(super) seq: i64,
    pub(super) text: String,
}

/// A draft that a unit of the batch decides.
#[derive(Clone, Debug)]
pub(super) struct KnownDraft {
    pub(super) id: Uuid,
    pub(super) business_id: Uuid,
    pub(super) conversation_id: Uuid,
    pub(super) turn_id: Uuid,
    pub(super) message: String,
    pub(super) status: String,
}

/// A cart's head as it was read, and as the accepted units of the batch leave it.
#[derive(Debug)]
pub(super) struct KnownCart {
    /// The version as read; none for a cart that the batch makes.
    pub(super) before: Option<i64>,
    /// From now on.
    pub(super) after: carts::Model,
}

/// Everything that a batch is judged against.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) businesses: HashSet<Uuid>,
    pub(super) heads: HashMap<Uuid, KnownHead>,
    pub(super) receipts: HashMap<ReceiptKey, KnownReceipt>,
    pub(super) drafts: HashMap<Uuid, KnownDraft>,
    pub(super) carts: HashMap<Uuid, KnownCart>,
    /// The cart that each guest's session or account has, so that no second one is made for it.
    pub(super) cart_of_holder: HashMap<String, Uuid>,
    /// The accounts that the sessions of carts are of.
    pub(super) account_of_session: HashMap<String, Uuid>,
    /// The requests that were answered before.
    pub(super) requests: HashSet<RequestId>,
    /// What is remembered of shoppers.
    pub(super) memories: KnownMemories,
}

/// A receipt's key as it is stored.
pub(super) fn receipt_key(receipt: &NewReceipt) -> ReceiptKey {
    (storable(&receipt.connection), storable(&receipt.dedupe_key))
}

/// A request's key as it is stored.
pub(super) fn request_key(business: Uuid, answered: &AnsweredRequest) -> RequestId {
    let request = &answered.request;
    (business, storable(&request.scope), storable(&request.key))
}

/// The conversations of a batch.
pub(super) fn conversations_of<'unit>(batch: impl IntoIterator<Item = &'unit Unit>) -> Vec<Uuid> {
    let parts = batch.into_iter().filter_map(|unit| unit.conversation.as_ref());
    parts.map(|part| part.id.0).collect()
}

/// The drafts that a batch decides.
pub(super) fn decided_drafts(batch: &[Unit]) -> Vec<Uuid> {
    let parts = batch.iter().filter_map(|unit| unit.conversation.as_ref());
    let decided = parts
        .flat_map(|part| &part.drafts)
        .filter_map(|change| match change {
            DraftChange::Decide { id, .. } => Some(id.0),
            DraftChange::New(_) => None,
        });
    decided.collect()
}

impl Known {
    /// Reads and locks. Rows are locked in the order of their ids, so that two batches that share some wait for
    /// each other and do not both wait.
    pub(super) async fn read(transaction: &impl ConnectionTrait, batch: &[Unit]) -> Result<Self, Trouble> {
        let mut known = Self::default();
        known.read_businesses(transaction, batch).await?;
        known.read_heads(transaction, batch).await?;
        known.read_receipts(transaction, batch).await?;
        known.read_drafts(transaction, batch).await?;
        known.read_carts(transaction, batch).await?;
        known.read_requests(transaction, batch).await?;
        known.memories = KnownMemories::read(transaction, batch).await?;
        Ok(known)
    }

    /// Asked for only when something is opened: anything else has a row that names its business.
    pub(super) async fn read_businesses(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        let ids: HashSet<Uuid> = batch
            .iter()
            .filter(|unit| {
                unit.cart.is_some()
                    || unit
                        .conversation
                        .as_ref()
                        .is_some_and(|part| part.opening.is_some())
            })
            .filter_map(|unit| Some(unit.business_id?.0))
            .collect();
        if ids.is_empty() {
            return Ok(());
        }
        let found: Vec<Uuid> = businesses::Entity::find()
            .select_only()
            .column(businesses::Column::Id)
            .filter(businesses::Column::Id.is_in(ids))
            .into_tuple()
            .all(transaction)
            .await?;
        self.businesses.extend(found);
        Ok(())
    }

    /// Notes a head that was read.
    pub(super) fn add_head(&mut self, head: conversations::Model, row: i64) {
        let head = KnownHead {
            row,
            before: Some(head.clone()),
            after: head,
        };
        self.heads.insert(head.after.id, head);
    }

    async fn read_heads(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        for chunk in conversations_of(batch).chunks(KEYS_AT_ONCE) {
            let rows = conversations::Entity::find()
                .filter(conversations::Column::Id.is_in(padded(chunk.to_vec())))
                .order_by_asc(conversations::Column::Id)
                .lock_exclusive()
                .all(transaction)
                .await?;
            for row in rows {
                self.add_head(row, 0);
            }
        }
        Ok(())
    }

    pub(super) async fn read_receipts(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        let keys: Vec<ReceiptKey> = batch
            .iter()
            .filter_map(|unit| unit.conversation.as_ref())
            .flat_map(|part| part.receipts.iter().map(receipt_key))
            .collect();
        let keys = keys
            .into_iter()
            .map(|(connection, key)| [connection.into(), key.into()]);
        for row in RECEIPTS.run(transaction, keys.collect()).await? {
            let key = (row.try_get("", "connection")?, row.try_get("", "dedupe_key")?);
            let receipt = KnownReceipt {
                message_id: row.try_get("", "message_id")?,
                seq: row.try_get("", "seq")?,
                text: row.try_get("", "text")?,
            };
            self.receipts.insert(key, receipt);
        }
        Ok(())
    }

    pub(super) async fn read_drafts(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        for chunk in decided_drafts(batch).chunks(KEYS_AT_ONCE) {
            let rows: Vec<(Uuid, Uuid, Uuid, Uuid, String, String)> = drafts::Entity::find()
                .select_only()
                .column(drafts::Column::Id)
                .column(drafts::Column::BusinessId)
                .column(drafts::Column::ConversationId)
                .column(drafts::Column::TurnId)
                .column(drafts::Column::Message)
                .column(drafts::Column::Status)
                .filter(drafts::Column::Id.is_in(padded(chunk.to_vec())))
                .order_by_asc(drafts::Column::Id)
                .lock_exclusive()
                .into_tuple()
                .all(transaction)
                .await?;
            for (id, business_id, conversation_id, turn_id, message, status) in rows {
                let draft = KnownDraft {
                    id,
                    business_id,
                    conversation_id,
                    turn_id,
                    message,
                    status,
                };
                self.drafts.insert(id, draft);
            }
        }
        Ok(())
    }

    /// What the cart of a part is kept under.
    pub(super) fn holder(&self, part: &CartPart) -> String {
        let session = storable(part.session_id.as_str());
        holder(&part.session_id, self.account_of_session.get(&session).copied())
    }

    /// Sessions are locked before carts: a login that takes the cart over is waited for.
    async fn read_cart_sessions(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        let ids: Vec<String> = batch
            .iter()
            .filter_map(|unit| unit.cart.as_ref())
            .map(|part| storable(part.session_id.as_str()))
            .collect();
        for chunk in ids.chunks(KEYS_AT_ONCE) {
            let rows: Vec<(String, Option<Uuid>)> = sessions::Entity::find()
                .select_only()
                .column(sessions::Column::Id)
                .column(sessions::Column::UserId)
                .filter(sessions::Column::Id.is_in(padded(chunk.to_vec())))
                .order_by_asc(sessions::Column::Id)
                .lock_exclusive()
                .into_tuple()
                .all(transaction)
                .await?;
            let accounts = rows.into_iter().filter_map(|(id, user)| Some((id, user?)));
            self.account_of_session.extend(accounts);
        }
        Ok(())
    }

    pub(super) async fn read_carts(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        self.read_cart_sessions(transaction, batch).await?;
        let parts: Vec<(Uuid, String)> = batch
            .iter()
            .filter_map(|unit| unit.cart.as_ref())
            .map(|part| (part.cart.id.0, self.holder(part)))
            .collect();
        for chunk in padded(parts).chunks(KEYS_AT_ONCE) {
            let rows = carts::Entity::find()
                .filter(
                    Condition::any()
                        .add(carts::Column::Id.is_in(chunk.iter().map(|(id, _)| *id)))
                        .add(carts::Column::SessionId.is_in(chunk.iter().map(|(_, holder)| holder.as_str()))),
                )
                .order_by_asc(carts::Column::Id)
                .lock_exclusive()
                .all(transaction)
                .await?;
            for row in rows {
                self.cart_of_holder.insert(row.session_id.clone(), row.id);
                let cart = KnownCart {
                    before: Some(row.version),
                    after: row,
                };
                self.carts.insert(cart.after.id, cart);
            }
        }
        Ok(())
    }

    /// Few units carry a request, so each is looked up by itself.
    pub(super) async fn read_requests(
        &mut self,
        transaction: &impl ConnectionTrait,
        batch: &[Unit],
    ) -> Result<(), Trouble> {
        for unit in batch {
            let (Some(answered), Some(business)) = (&unit.request, unit.business_id) else {
                continue;
            };
            let id = request_key(business.0, answered);
            let found = idempotency_keys::Entity::find_by_id(id.clone())
                .one(transaction)
                .await?;
            if found.is_some() {
                self.requests.insert(id);
            }
        }
        Ok(())
    }
}
