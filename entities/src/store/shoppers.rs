//! Shoppers' accounts, and the one transaction in which a guest becomes one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    ids::{BusinessId, ConversationId, UserId},
    port::{
        StoreError,
        accounts::User,
        conversations::StoredSession,
        journal::NewSession,
        shoppers::{Entered, Entrant, Entry, ShopperStore},
    },
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    accounts::{family_row, user, user_row},
    again,
    carts::{account_key, cart_of},
    conversations::session_of,
    journal::session_row,
    orders::write_cart,
};
use crate::{
    error::Trouble,
    statement::{insert_all, insert_missing},
    store::Store,
    tables::{access::users, conversation::conversations, people::sessions, trade::carts},
    text::storable,
};

#[async_trait]
impl ShopperStore for Store {
    async fn account_by_email(&self, business: BusinessId, email: &str) -> Result<Option<User>, StoreError> {
        self.database
            .within(async {
                let row = users::Entity::find()
                    .filter(users::Column::BusinessId.eq(business.0))
                    .filter(users::Column::Email.eq(storable(email).to_lowercase()))
                    .one(self.database.reader())
                    .await?;
                row.map(user).transpose()
            })
            .await
    }

    async fn enter(&self, entry: &Entry) -> Result<Entered, StoreError> {
        again!(self.try_enter(entry))
    }

    async fn session_of_account(
        &self,
        business: BusinessId,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Option<StoredSession>, StoreError> {
        self.database
            .within(async {
                let row = sessions::Entity::find()
                    .filter(sessions::Column::BusinessId.eq(business.0))
                    .filter(sessions::Column::UserId.eq(user.0))
                    .filter(sessions::Column::EndedAt.is_null())
                    .filter(sessions::Column::ExpiresAt.gt(now))
                    .order_by_desc(sessions::Column::CreatedAt)
                    .order_by_desc(sessions::Column::Id)
                    .one(self.database.reader())
                    .await?;
                row.map(session_of).transpose()
            })
            .await
    }

    async fn begin_session(
        &self,
        business: BusinessId,
        user: UserId,
        session: &NewSession,
    ) -> Result<(), StoreError> {
        let transaction = self.database.begin_write().await?;
        let row = sessions::Model {
            user_id: Some(user.0),
            ..session_row(session, business.0)
        };
        let written = self
            .database
            .bounded(insert_missing(&transaction, vec![row]))
            .await;
        self.database.finish(transaction, written).await?;
        Ok(())
    }
}

impl Store {
    async fn try_enter(&self, entry: &Entry) -> Result<Entered, Trouble> {
        let transaction = self.database.begin_write().await?;
        let entered = self.database.bounded(Box::pin(enter(&transaction, entry))).await;
        self.database.finish(transaction, entered).await
    }
}

/// Rows are locked in one order (account, conversation, session, carts), the journal's own for those that it shares.
async fn enter(transaction: &DatabaseTransaction, entry: &Entry) -> Result<Entered, Trouble> {
    let business = entry.business_id;
    let user_id = match &entry.entrant {
        Entrant::New(user) => {
            insert_all(transaction, vec![user_row(user)]).await?;
            user.id
        }
        Entrant::Known(id) => {
            // Two tabs that log in at once take turns.
            users::Entity::find_by_id(id.0)
                .lock_exclusive()
                .one(transaction)
                .await?;
            *id
        }
    };
    insert_all(transaction, vec![family_row(&entry.family)]).await?;
    let guest = match &entry.guest {
        Some(guest) => end_guest(transaction, business, user_id, guest, entry.at).await?,
        None => None,
    };
    if let Some(guest) = &guest {
        merge_carts(transaction, business, user_id, guest.id.as_str(), entry.at).await?;
    }
    let conversation = conversation_of(transaction, business, user_id, guest.as_ref(), entry.at).await?;
    let conversation_id = conversation.unwrap_or(entry.session.conversation_id);
    let session = NewSession {
        conversation_id,
        ..entry.session.clone()
    };
    let row = sessions::Model {
        user_id: Some(user_id.0),
        ..session_row(&session, business.0)
    };
    insert_all(transaction, vec![row]).await?;
    if conversation.is_some() {
        // The version moves with the session: what was computed for the guest is computed again for the account.
        conversations::Entity::update_many()
            .col_expr(
                conversations::Column::SessionId,
                Expr::value(storable(session.id.as_str())),
            )
            .col_expr(
                conversations::Column::Version,
                Expr::col(conversations::Column::Version).add(1),
            )
            .filter(conversations::Column::Id.eq(conversation_id.0))
            .filter(conversations::Column::BusinessId.eq(business.0))
            .exec(transaction)
            .await?;
    }
    Ok(Entered {
        conversation_id,
        ended: guest.map(|guest| guest.id),
    })
}

/// Ends the guest's session, if it is one that may be taken over: not ended before, and nobody else's. A cart that is
/// on its way under it goes to the account.
async fn end_guest(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    user: UserId,
    guest: &NewSession,
    at: DateTime<Utc>,
) -> Result<Option<NewSession>, Trouble> {
    conversations::Entity::find_by_id(guest.conversation_id.0)
        .filter(conversations::Column::BusinessId.eq(business.0))
        .lock_exclusive()
        .one(transaction)
        .await?;
    insert_missing(transaction, vec![session_row(guest, business.0)]).await?;
    let row = sessions::Entity::find_by_id(storable(guest.id.as_str()))
        .filter(sessions::Column::BusinessId.eq(business.0))
        .lock_exclusive()
        .one(transaction)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let is_somebody_elses = row.user_id.is_some_and(|owner| owner != user.0);
    if row.ended_at.is_some() || row.expires_at <= at || is_somebody_elses {
        return Ok(None);
    }
    let conversation_id = ConversationId(row.conversation_id);
    sessions::Entity::update_many()
        .col_expr(sessions::Column::EndedAt, Expr::value(at))
        .col_expr(sessions::Column::UserId, Expr::value(user.0))
        .filter(sessions::Column::Id.eq(row.id))
        .exec(transaction)
        .await?;
    Ok(Some(NewSession {
        conversation_id,
        ..guest.clone()
    }))
}

/// The guest's cart becomes the account's, or goes over into it.
async fn merge_carts(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    user: UserId,
    guest: &str,
    at: DateTime<Utc>,
) -> Result<(), Trouble> {
    let (guest, account) = (storable(guest), account_key(user.0));
    carts::Entity::find()
        .filter(carts::Column::BusinessId.eq(business.0))
        .filter(carts::Column::SessionId.is_in([guest.as_str(), account.as_str()]))
        .order_by_asc(carts::Column::Id)
        .lock_exclusive()
        .all(transaction)
        .await?;
    let Some(of_guest) = cart_of(transaction, business, &guest).await? else {
        return Ok(());
    };
    let Some(mut of_account) = cart_of(transaction, business, &account).await? else {
        carts::Entity::update_many()
            .col_expr(carts::Column::SessionId, Expr::value(account))
            .col_expr(carts::Column::Version, Expr::value(of_guest.version + 1))
            .col_expr(carts::Column::UpdatedAt, Expr::value(at))
            .filter(carts::Column::Id.eq(of_guest.id.0))
            .exec(transaction)
            .await?;
        return Ok(());
    };
    // Its lines go with it.
    carts::Entity::delete_by_id(of_guest.id.0)
        .exec(transaction)
        .await?;
    of_account.take_over(&of_guest);
    write_cart(transaction, business, &of_account).await
}

/// The conversation to go on with: the guest's if anything was said in it, else the account's last one.
async fn conversation_of(
    transaction: &DatabaseTransaction,
    business: BusinessId,
    user: UserId,
    guest: Option<&NewSession>,
    at: DateTime<Utc>,
) -> Result<Option<ConversationId>, Trouble> {
    let newest: Option<Uuid> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::ConversationId)
        .filter(sessions::Column::BusinessId.eq(business.0))
        .filter(sessions::Column::UserId.eq(user.0))
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::ExpiresAt.gt(at))
        .order_by_desc(sessions::Column::CreatedAt)
        .order_by_desc(sessions::Column::Id)
        .into_tuple()
        .one(transaction)
        .await?;
    let candidates = guest
        .map(|guest| guest.conversation_id.0)
        .into_iter()
        .chain(newest);
    for candidate in candidates {
        let found = conversations::Entity::find_by_id(candidate)
            .filter(conversations::Column::BusinessId.eq(business.0))
            .one(transaction)
            .await?;
        if found.is_some() {
            return Ok(Some(ConversationId(candidate)));
        }
    }
    Ok(None)
}
